import { readFileSync } from "node:fs";

/** The example of the language page: it has every construct. */
export const photoSharing = readFileSync(new URL("../../../examples/photo-sharing.arch", import.meta.url), "utf8");

import { createRequire } from "node:module";
import type { ExtensionContext } from "vscode";
import type { ArchscaleApi } from "./activate.ts";

/**
 * The client is most of the code and takes most of the time, so it is a file of its own, which is loaded once VS Code has gone
 * on with what else it has to activate.
 */
export async function activate(context: ExtensionContext): Promise<ArchscaleApi> {
	await new Promise((resolve) => setImmediate(resolve));
	const { start } = createRequire(__filename)("./client.cjs") as typeof import("./node-client.ts");
	return start(context);
}

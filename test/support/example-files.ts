import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../examples", import.meta.url));

/** The paths of all examples below their folder. */
export const examples: readonly string[] = readdirSync(root, { recursive: true, encoding: "utf8" })
	.filter((file) => file.endsWith(".arch"))
	.sort();

/** The example and what it imports, by name; none imports from another folder. */
export function exampleFiles(file: string): Readonly<Record<string, string>> {
	const folder = join(root, file, "..");
	const name = file.slice(file.lastIndexOf("/") + 1);
	const others = readdirSync(folder).filter((other) => other.endsWith(".arch") && other !== name);
	return Object.fromEntries([name, ...others].map((one) => [one, readFileSync(join(folder, one), "utf8")]));
}

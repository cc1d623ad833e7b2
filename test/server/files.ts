import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/** A folder for one test, with files in it. */
export interface Folder {
	readonly path: string;
	readonly uri: string;
	uriOf(name: string): string;
	write(name: string, text: string): string;
	remove(): void;
}

export function folderWith(files: Readonly<Record<string, string>>): Folder {
	const path = mkdtempSync(join(tmpdir(), "archscale-test-"));
	const folder: Folder = {
		path,
		uri: pathToFileURL(path).href,
		uriOf: (name) => pathToFileURL(join(path, name)).href,
		write(name, text) {
			mkdirSync(dirname(join(path, name)), { recursive: true });
			writeFileSync(join(path, name), text);
			return folder.uriOf(name);
		},
		remove: () => rmSync(path, { recursive: true }),
	};
	for (const [name, text] of Object.entries(files)) folder.write(name, text);
	return folder;
}

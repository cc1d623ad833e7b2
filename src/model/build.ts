import { parse } from "../language/parser.ts";
import { LineIndex } from "../language/text.ts";
import type { Architecture, SourceFile } from "./architecture.ts";

export function sourceFile(uri: string, text: string): SourceFile {
	return { uri, text, tree: parse(text), lines: new LineIndex(text) };
}

/** Finds the file that `path` means in an import of `from`; undefined if there is none. */
export type ResolveImport = (from: SourceFile, path: string) => SourceFile | undefined;

/** Never fails: what cannot be resolved is left out and reported in `problems`. */
export function buildArchitecture(main: SourceFile, resolveImport: ResolveImport = () => undefined): Architecture {
	void resolveImport;
	return {
		files: [main],
		system: undefined,
		data: [],
		places: [],
		components: [],
		links: [],
		elements: new Map(),
		uses: new Map(),
		problems: new Map(),
	};
}

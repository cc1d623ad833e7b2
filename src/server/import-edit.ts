import type { Edit } from "../language/text.ts";
import type { SourceFile } from "../model/architecture.ts";
import { importUri } from "../model/load.ts";
import { insertion, Layout } from "../rules/edit/layout.ts";

/** Imports the file at `path`: behind the last import, else at the head of the file. */
export function importEdit({ text, tree }: SourceFile, path: string): Edit {
	const layout = new Layout(text);
	const statement = `import "${path}"`;
	const last = tree.imports.at(-1);
	if (last) {
		const end = layout.endsLine(last.end) ? layout.lineEnd(last.end) : last.end;
		return insertion(end, layout.newline + statement);
	}
	const isBlank = text.trim() === "";
	return insertion(afterHead(layout), statement + layout.newline + (isBlank ? "" : layout.newline));
}

/** Behind the comments at the beginning of the file that a blank line sets apart: they are about the whole of it. */
function afterHead(layout: Layout): number {
	const { text } = layout;
	const start = text.startsWith("\ufeff") ? 1 : 0;
	let at = start;
	while (/^[ \t]*\/\//.test(text.slice(at, layout.lineEnd(at)))) {
		const next = text.indexOf("\n", at);
		if (next < 0) return start;
		at = next + 1;
	}
	const isApart = at > start && at < text.length && text.slice(at, layout.lineEnd(at)).trim() === "";
	return isApart ? Math.min(text.length, layout.lineEnd(at) + layout.newline.length) : start;
}

/** How a file says where another one is; undefined where no path leads there. */
export function importPath(from: string, to: string): string | undefined {
	const [a, b] = [from, to].map((uri) => uri.split("/"));
	let shared = 0;
	while (shared < a!.length - 1 && shared < b!.length - 1 && a![shared] === b![shared]) shared++;
	const up = a!.length - 1 - shared;
	const names = b!.slice(shared).map(decoded);
	const path = `${up === 0 ? "./" : "../".repeat(up)}${names.join("/")}`;
	const uri = importUri(from, path);
	return uri !== undefined && decoded(uri) === decoded(to) && !path.includes('"') ? path : undefined;
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

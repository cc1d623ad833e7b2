import type { FileRename, TextEdit, WorkspaceEdit } from "vscode-languageserver";
import type { SourceFile } from "../model/architecture.ts";
import { importUri, sameUri } from "../model/load.ts";
import { toTextEdit } from "./convert.ts";

/**
 * The edits of imports that keep them leading to the same files once files or folders have other names: in files that import
 * what is renamed, and in what is renamed itself, where it comes to stand in another folder.
 */
export function importsOfRenamed(files: Iterable<SourceFile>, renames: readonly FileRename[]): WorkspaceEdit {
	const changes: Record<string, TextEdit[]> = {};
	for (const file of files) {
		const from = renamed(file.uri, renames);
		for (const { path } of file.tree.imports) {
			const was = importUri(file.uri, path.text);
			if (was === undefined) continue;
			const is = renamed(was, renames);
			// What its path will lead to by itself needs no edit.
			const will = importUri(from, path.text);
			if (will !== undefined && sameUri(will) === sameUri(is)) continue;
			const text = pathBetween(from, is, path.text);
			if (text === undefined) continue;
			const span = { start: path.start + 1, end: path.start + 1 + path.text.length };
			const edits = changes[file.uri] ?? [];
			edits.push(toTextEdit(file.lines, { span, text }));
			changes[file.uri] = edits;
		}
	}
	return { changes };
}

/** Where a file will be. A folder that is renamed takes along what is in it; the innermost of several says where to. */
function renamed(uri: string, renames: readonly FileRename[]): string {
	const own = sameUri(uri);
	let found: FileRename | undefined;
	for (const rename of renames) {
		const old = sameUri(rename.oldUri);
		if (own !== old && !own.startsWith(`${old.replace(/\/$/, "")}/`)) continue;
		if (!found || old.length > sameUri(found.oldUri).length) found = rename;
	}
	if (!found) return uri;
	const rest = own.slice(sameUri(found.oldUri).replace(/\/$/, "").length);
	return found.newUri.replace(/\/$/, "") + rest.split("/").map(encodeURIComponent).join("/");
}

/** The path of an import in `from` that means `to`, from the root if it was written so. Undefined: there is none. */
function pathBetween(from: string, to: string, before: string): string | undefined {
	const [base, target] = [sameUri(from), sameUri(to)].map((uri) => /^([a-z][\w+.-]*:(?:\/\/[^/]*)?)(\/.*)$/i.exec(uri));
	if (!base || !target || base[1] !== target[1]) return undefined;
	// A quote would end the text that the path stands in.
	if (/["\n\r]/.test(target[2]!)) return undefined;
	if (before.startsWith("/")) return target[2]!;
	const folder = base[2]!.split("/").slice(0, -1);
	const path = target[2]!.split("/");
	let common = 0;
	while (common < folder.length && common < path.length - 1 && folder[common] === path[common]) common++;
	const up = folder.length - common;
	const start = before.startsWith(".") ? "./" : "";
	return (up === 0 ? start : "../".repeat(up)) + path.slice(common).join("/");
}

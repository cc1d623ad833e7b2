import type { WorkspaceSymbol } from "vscode-languageserver";
import type { Item } from "../language/tree.ts";
import type { SourceFile } from "../model/architecture.ts";
import { nameSpan, toRange } from "./convert.ts";
import { symbolKindOf } from "./symbols.ts";
import { bodyOf } from "./syntax.ts";

/** More than anybody looks through: whoever types on gets the others. */
const MOST = 1000;

/** Whatever the files declare whose name or title has the letters of `query`, in their order. */
export function workspaceSymbols(files: Iterable<SourceFile>, query: string): WorkspaceSymbol[] {
	const found: WorkspaceSymbol[] = [];
	const wanted = query.toLowerCase().replace(/\s+/g, "");
	for (const file of files) {
		for (const symbol of symbolsOf(file)) {
			if (!hasLetters(symbol.name.toLowerCase(), wanted)) continue;
			found.push(symbol);
			if (found.length === MOST) return found;
		}
	}
	return found;
}

/** Found once for a text: the files that nobody edits are searched with every key that is typed. */
const symbolsOfFile = new WeakMap<SourceFile, readonly WorkspaceSymbol[]>();

function symbolsOf(file: SourceFile): readonly WorkspaceSymbol[] {
	const known = symbolsOfFile.get(file);
	if (known) return known;
	const symbols: WorkspaceSymbol[] = [];
	const visit = (items: readonly Item[], container: string): void => {
		for (const item of items) {
			if (item.type !== "declaration") continue;
			const { kind, name, title } = item;
			const own = name?.text || title?.text || kind.text;
			symbols.push({
				// The title is what people remember; both are searched and shown.
				name: name && title ? `${own} “${title.text}”` : own,
				kind: symbolKindOf(kind.text),
				...(container && { containerName: container }),
				location: { uri: file.uri, range: toRange(file.lines, nameSpan(item)) },
			});
			visit(bodyOf(item)?.items ?? [], container ? `${container}.${own}` : own);
		}
	};
	visit(file.tree.items, "");
	symbolsOfFile.set(file, symbols);
	return symbols;
}

function hasLetters(name: string, wanted: string): boolean {
	let at = 0;
	for (const letter of wanted) {
		at = name.indexOf(letter, at) + 1;
		if (at === 0) return false;
	}
	return true;
}

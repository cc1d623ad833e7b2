import type { WorkspaceSymbol } from "vscode-languageserver";
import type { Item } from "../language/tree.ts";
import type { SourceFile } from "../model/architecture.ts";
import { nameSpan, toRange } from "./convert.ts";
import { symbolKindOf } from "./symbols.ts";
import { bodyOf } from "./syntax.ts";

/** More than anybody looks through: whoever types on gets the others. */
const MOST = 1000;

/**
 * Whatever the files declare whose name or title has the letters of `query` in their order, best first: those that are it, begin with it,
 * have a word that does, have it at all. `us.web` looks for it in a place.
 */
export function workspaceSymbols(files: Iterable<SourceFile>, query: string): WorkspaceSymbol[] {
	const wanted = query.toLowerCase().replace(/\s+/g, "");
	const found: WorkspaceSymbol[][] = Array.from({ length: RANKS }, () => []);
	for (const file of files) {
		for (const symbol of symbolsOf(file)) {
			const rank = rankOf(symbol, wanted);
			if (rank !== undefined) found[rank]!.push(symbol);
		}
	}
	return found.flat().slice(0, MOST);
}

const RANKS = 5;

/** Undefined: it does not have the letters. */
function rankOf({ name, containerName }: WorkspaceSymbol, wanted: string): number | undefined {
	const shown = (containerName && wanted.includes(".") ? `${containerName}.${name}` : name).toLowerCase();
	if (!hasLetters(shown, wanted)) return undefined;
	const [own] = shown.split(" “", 1);
	if (own === wanted) return 0;
	if (shown.startsWith(wanted)) return 1;
	// Blanks of what was asked for have been left out, so those of a title are, too.
	const at = shown.replace(/ /g, "").indexOf(wanted);
	if (at < 0) return 4;
	return new RegExp(`(?<![\\p{L}\\p{N}])${[...wanted].map(escaped).join(" ?")}`, "u").test(shown) ? 2 : 3;
}

function escaped(letter: string): string {
	return letter.replace(/[$()*+.?[\\\]^{|}]/, "\\$&");
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

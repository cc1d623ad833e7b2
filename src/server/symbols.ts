import { type DocumentSymbol, type SymbolInformation, SymbolKind } from "vscode-languageserver";
import type { Declaration } from "../language/tree.ts";
import { kinds } from "../language/vocabulary/index.ts";
import type { Family } from "../language/vocabulary/types.ts";
import type { SourceFile } from "../model/architecture.ts";
import { nameSpan, toRange } from "./convert.ts";

/** What a file declares, as it stands in the text: nothing has to be resolved for it. */
export function documentSymbols(file: SourceFile): DocumentSymbol[] {
	const symbol = (declaration: Declaration): DocumentSymbol => {
		const { kind, name, title, times, body } = declaration;
		const children = (body?.items ?? []).filter((item) => item.type === "declaration").map(symbol);
		const count = times && (times.max > times.min ? `×${times.min}–${times.max}` : `×${times.min}`);
		return {
			// A symbol without a name is refused by editors.
			name: name?.text || title?.text || kind.text,
			detail: [kind.text, name && title?.text, count].filter(Boolean).join(" · "),
			kind: symbolKindOf(kind.text),
			range: toRange(file.lines, declaration),
			selectionRange: toRange(file.lines, nameSpan(declaration)),
			...(children.length > 0 && { children }),
		};
	};
	return file.tree.items.filter((item) => item.type === "declaration").map(symbol);
}

/** The same for a client that knows of no symbols within others: each with the names of those around it. */
export function flatSymbols(file: SourceFile): SymbolInformation[] {
	const flat = (symbols: readonly DocumentSymbol[], around: string): SymbolInformation[] =>
		symbols.flatMap(({ name, kind, range, children = [] }) => [
			{ name, kind, location: { uri: file.uri, range }, ...(around && { containerName: around }) },
			...flat(children, around ? `${around}.${name}` : name),
		]);
	return flat(documentSymbols(file), "");
}

/** What an editor shows a kind as. */
export function symbolKindOf(kind: string): SymbolKind {
	return symbolKinds[kinds.get(kind)?.family ?? "external"];
}

const symbolKinds: Readonly<Record<Family, SymbolKind>> = {
	setting: SymbolKind.Property,
	data: SymbolKind.Struct,
	client: SymbolKind.Event,
	router: SymbolKind.Interface,
	compute: SymbolKind.Class,
	store: SymbolKind.Object,
	queue: SymbolKind.Array,
	external: SymbolKind.Module,
	operations: SymbolKind.Function,
	place: SymbolKind.Namespace,
};

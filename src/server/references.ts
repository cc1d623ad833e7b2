import type { DocumentHighlight, Location } from "vscode-languageserver";
import { DocumentHighlightKind } from "vscode-languageserver";
import type * as model from "../model/architecture.ts";
import type { Architecture, Element, SourceFile, Use } from "../model/architecture.ts";
import { toLocation, toRange } from "./convert.ts";
import { itemsAt, sameDeclaration, useAt } from "./syntax.ts";

/** Every place where the name at an offset stands, in all of the `architectures` that may use it. */
export function references(
	architecture: Architecture,
	file: SourceFile,
	offset: number,
	architectures: readonly Architecture[],
	options: { readonly includeDeclaration: boolean },
): readonly Location[] {
	const use = useAt(architecture, file, offset);
	if (!use) return [];
	return usesOf(use.element, [architecture, ...architectures])
		.filter(({ declares }) => options.includeDeclaration || !declares)
		.map(toLocation);
}

/** Where the name at an offset stands in its file: of data what reads it and what writes it. */
export function highlights(architecture: Architecture, file: SourceFile, offset: number): readonly DocumentHighlight[] {
	const use = useAt(architecture, file, offset);
	if (!use) return [];
	return (architecture.uses.get(file) ?? [])
		.filter(({ element }) => sameDeclaration(element, use.element))
		.map((one) => ({ range: toRange(file.lines, one.span), kind: highlightKind(file, one) }));
}

function highlightKind({ tree }: SourceFile, { span, element, declares }: Use): DocumentHighlightKind {
	if (element.type !== "data") return declares ? DocumentHighlightKind.Write : DocumentHighlightKind.Read;
	const item = itemsAt(tree, span.start).at(-1);
	if (item?.type !== "access") return DocumentHighlightKind.Text;
	return item.operation.text === "writes" ? DocumentHighlightKind.Write : DocumentHighlightKind.Read;
}

/** Each place once, in whichever architecture it is seen. */
export function usesOf(
	element: Element,
	architectures: Iterable<Architecture>,
): readonly (model.Location & { readonly declares: boolean })[] {
	const places = new Map<SourceFile, Map<number, model.Location & { readonly declares: boolean }>>();
	for (const { uses } of architectures) {
		for (const [file, used] of uses) {
			for (const { span, element: other, declares } of used) {
				if (!sameDeclaration(other, element)) continue;
				const inFile = places.get(file) ?? new Map();
				if (!inFile.has(span.start)) inFile.set(span.start, { file, span, declares });
				places.set(file, inFile);
			}
		}
	}
	return [...places.values()].flatMap((inFile) => [...inFile.values()].sort((a, b) => a.span.start - b.span.start));
}

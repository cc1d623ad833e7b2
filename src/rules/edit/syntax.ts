import type { Span } from "../../language/text.ts";
import type * as tree from "../../language/tree.ts";
import type { Architecture, Element, Place, SourceFile } from "../../model/architecture.ts";
import { oncePer } from "../../model/once.ts";

/** The way back from the nodes of the trees to what they mean. */
export interface Syntax {
	/** The place in whose body an item stands; undefined at the top level. */
	scopeOf(file: SourceFile, item: tree.Item): Place | undefined;
	/** The element that a reference names. */
	elementAt(file: SourceFile, reference: Span): Element | undefined;
}

export const syntaxOf = oncePer(({ files, places, uses }: Architecture): Syntax => {
	const owners = new Map<tree.Declaration, Place>();
	for (const place of places) if (!place.copyOf) owners.set(place.declaration, place);
	const scopes = new Map<tree.Item, Place | undefined>();
	const walk = (items: readonly tree.Item[], scope: Place | undefined): void => {
		for (const item of items) {
			scopes.set(item, scope);
			if (item.type === "declaration" && item.body) walk(item.body.items, owners.get(item) ?? scope);
		}
	};
	for (const file of files) walk(file.tree.items, undefined);
	const elements = new Map<SourceFile, ReadonlyMap<number, Element>>();
	for (const [file, list] of uses) elements.set(file, new Map(list.map(({ span, element }) => [span.end, element])));
	return {
		scopeOf: (_file, item) => scopes.get(item),
		elementAt: (file, { end }) => elements.get(file)?.get(end),
	};
});

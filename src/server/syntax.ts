import type { Span } from "../language/text.ts";
import type { Body, Item, Tree } from "../language/tree.ts";
import type { Architecture, Element, SourceFile, Use } from "../model/architecture.ts";

/** The items around an offset, the outermost first. */
export function itemsAt(tree: Tree, offset: number): readonly Item[] {
	const path: Item[] = [];
	for (let item = lastAt(tree.items, offset); item; item = lastAt(bodyOf(item)?.items ?? [], offset)) path.push(item);
	return path;
}

export function bodyOf(item: Item): Body | undefined {
	return item.type === "declaration" || item.type === "link" ? item.body : undefined;
}

/** The name at an offset and what it names. */
export function useAt(architecture: Architecture, file: SourceFile, offset: number): Use | undefined {
	const uses = architecture.uses.get(file) ?? [];
	let low = 0;
	let high = uses.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (uses[middle]!.span.start <= offset) low = middle + 1;
		else high = middle;
	}
	const use = uses[low - 1];
	return use && offset <= use.span.end ? use : undefined;
}

/** Two elements that one declaration in the text makes: an element and its copy by `like`. */
export function sameDeclaration(a: Element, b: Element): boolean {
	return a.declaration === b.declaration;
}

/** The last of `spans`, which are in order and do not overlap, that an offset is in or at the end of. */
export function lastAt<T extends Span>(spans: readonly T[], offset: number): T | undefined {
	let low = 0;
	let high = spans.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (spans[middle]!.start <= offset) low = middle + 1;
		else high = middle;
	}
	const span = spans[low - 1];
	return span && offset <= span.end ? span : undefined;
}

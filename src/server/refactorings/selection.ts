import type { Span } from "../../language/text.ts";
import type * as tree from "../../language/tree.ts";
import type { Architecture, Element, SourceFile } from "../../model/architecture.ts";
import { oncePer } from "../../model/once.ts";
import { bodyOf, itemsAt } from "../syntax.ts";

/** Items of one body that a selection touches. */
export interface Selection {
	/** What they stand in; undefined: the top level. */
	readonly owner: tree.Declaration | undefined;
	/** All items of that body. */
	readonly around: readonly tree.Item[];
	readonly items: readonly tree.Item[];
}

/** The items that are selected, of the innermost body with all of the selection in it. Undefined where there is only a cursor. */
export function selectionIn({ tree }: SourceFile, { start, end }: Span): Selection | undefined {
	if (start === end) return undefined;
	let owner: tree.Declaration | undefined;
	let around = tree.items;
	for (;;) {
		const inner = around.find(
			(item): item is tree.Declaration =>
				item.type === "declaration" && item.body !== undefined && item.body.start < start && end < item.body.end,
		);
		if (!inner) break;
		owner = inner;
		around = inner.body!.items;
	}
	return { owner, around, items: around.filter((item) => item.start < end && start < item.end) };
}

/** The innermost declaration around an offset. */
export function declarationAt({ tree }: SourceFile, offset: number): tree.Declaration | undefined {
	return itemsAt(tree, offset).findLast((item): item is tree.Declaration => item.type === "declaration");
}

/** The declaration in whose first words, before its body, an offset is. */
export function headerAt(file: SourceFile, offset: number): tree.Declaration | undefined {
	const declaration = declarationAt(file, offset);
	return declaration && offset <= (bodyOf(declaration)?.start ?? declaration.end) ? declaration : undefined;
}

/** The element that a declaration makes where it stands, not its copies. */
export function elementOf(architecture: Architecture, declaration: tree.Declaration): Element | undefined {
	return elements(architecture).get(declaration);
}

const elements = oncePer(
	(architecture: Architecture) =>
		new Map([...architecture.elements.values()].filter(({ copyOf }) => !copyOf).map((one) => [one.declaration, one])),
);

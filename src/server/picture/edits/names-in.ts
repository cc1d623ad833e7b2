import type * as tree from "../../../language/tree.ts";

/** A name in a text, and the item in whose scope it is looked up. */
export interface NameIn {
	readonly reference: tree.Reference;
	readonly item: tree.Item;
}

/** All names that a file refers to something by, in its order; those in the declaration `moved` apart from the rest. */
export function namesIn(
	items: readonly tree.Item[],
	moved: tree.Declaration | undefined,
): { readonly outside: readonly NameIn[]; readonly inside: readonly NameIn[] } {
	const [outside, inside]: [NameIn[], NameIn[]] = [[], []];
	const visit = (item: tree.Item, into: NameIn[], around: tree.Item = item): void => {
		const add = (reference: tree.Reference | undefined): void => {
			if (reference) into.push({ reference, item: around });
		};
		const values = (value: tree.Value | undefined): void => {
			if (value?.type === "reference") add(value);
			else if (value?.type === "list") for (const one of value.items) values(one);
		};
		switch (item.type) {
			case "declaration":
				add(item.like);
				for (const one of item.body?.items ?? []) visit(one, one === moved ? inside : into);
				break;
			case "link":
				for (const source of item.sources) add(source);
				for (const { targets } of item.hops) for (const { ref } of targets) add(ref);
				for (const one of item.body?.items ?? []) visit(one, into, item);
				break;
			case "access":
				add(item.data);
				break;
			case "property":
				values(item.value);
				break;
		}
	};
	for (const item of items) visit(item, item === moved ? inside : outside);
	return { outside, inside };
}

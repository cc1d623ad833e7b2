import type { Element } from "../../../model/architecture.ts";

/** What it is in a copied place: there it stands, even where the copy says more of it. */
export function originalOf({ name, parent, inherits, copyOf }: Element): Element | undefined {
	if (copyOf) return copyOf;
	return inherits && parent?.inherits && inherits.name === name && inherits.parent === parent.inherits
		? inherits
		: undefined;
}

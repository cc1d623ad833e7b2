import type { Element, Link, Resolved } from "./architecture.ts";

type Holder = Pick<Element | Link, "properties">;

/** The declared number in SI units; undefined if there is none. */
export function numberOf(of: Holder, property: string): number | undefined {
	const value = of.properties.get(property)?.value;
	return value?.type === "number" ? value.value : undefined;
}

/** The declared word; `true` and `false` come as the words that the vocabulary gives them. */
export function wordOf(of: Holder, property: string): string | undefined {
	const value = of.properties.get(property)?.value;
	return value?.type === "word" ? value.value : undefined;
}

/** True or false as declared; undefined if nothing is declared. */
export function flagOf(of: Holder, property: string): boolean | undefined {
	const value = of.properties.get(property)?.value;
	return value?.type === "boolean" ? value.value : undefined;
}

/** Everything that the property names, one or a list. */
export function elementsOf(of: Holder, property: string): readonly Element[] {
	const value = of.properties.get(property)?.value;
	return value === undefined ? NONE : targetsOf(value);
}

function targetsOf(value: Resolved): readonly Element[] {
	if (value.type === "reference") return [value.target];
	if (value.type !== "list" || value.items.length === 0) return NONE;
	if (value.items.length === 1) return targetsOf(value.items[0]!);
	return value.items.flatMap(targetsOf);
}

const NONE: readonly Element[] = [];

import type { Default, KindEntry, PropertyEntry } from "./types.ts";

/** Every kind by its name, in the order of the docs. */
export const kinds: ReadonlyMap<string, KindEntry> = new Map();

/** The properties that a kind takes (`link` for the body of a link), by name. */
export function propertiesOf(kind: string): ReadonlyMap<string, PropertyEntry> {
	void kind;
	return new Map();
}

/** What is assumed for a property of a kind where the text says nothing; undefined: nothing is. */
export function defaultOf(kind: string, property: string): Default | undefined {
	void kind;
	void property;
	return undefined;
}

import type * as tree from "../language/tree.ts";
import { quantityIn } from "../language/units.ts";
import { propertiesOf } from "../language/vocabulary/index.ts";
import type { ValueType } from "../language/vocabulary/types.ts";
import type { Element, Resolved } from "./architecture.ts";
import { familyOf } from "./kinds.ts";

export interface Lookup {
	/** The element that a reference names; reports what it cannot find, where one of these types could have been meant. */
	find(ref: tree.Reference, types?: readonly ValueType[]): Element | undefined;
	/** Reports an element of the wrong sort. */
	wrong(ref: tree.Reference, element: Element, expected: string): void;
}

/** What a property of a kind says; undefined where the vocabulary does not allow it (validation reports that). */
export function propertyOf(kind: string, property: tree.Property, lookup: Lookup): Resolved | undefined {
	const entry = propertiesOf(kind).get(property.name.text);
	return entry && property.value && resolved(property.value, entry.value, lookup);
}

function resolved(
	value: tree.Value,
	type: ValueType,
	lookup: Lookup,
	types?: readonly ValueType[],
): Resolved | undefined {
	switch (type.type) {
		case "union":
			return firstOf(value, type.of, lookup);
		case "list":
			return listOf(value, type.of, lookup);
		case "quantity":
			return value.type === "quantity" ? numberIn(value, type) : undefined;
		case "word":
			return value.type === "reference" ? wordIn(value, type) : undefined;
		case "boolean": {
			const word = value.type === "reference" ? soleWord(value) : undefined;
			return word === "true" || word === "false" ? { type: "boolean", value: word === "true" } : undefined;
		}
		case "text":
			if (value.type === "text") return { type: "text", value: value.text };
			return value.type === "reference" ? { type: "text", value: value.path.map((w) => w.text).join(".") } : undefined;
		case "reference":
			return value.type === "reference" ? elementIn(value, type.to, lookup, types) : undefined;
	}
}

/** A name is looked up only where no other member of the union takes the word. */
function firstOf(value: tree.Value, types: readonly ValueType[], lookup: Lookup): Resolved | undefined {
	const last = (type: ValueType): boolean => type.type === "reference" || type.type === "text";
	for (const type of [...types.filter((t) => !last(t)), ...types.filter(last)]) {
		const found = resolved(value, type, lookup, types);
		if (found) return found;
	}
	return undefined;
}

function listOf(value: tree.Value, type: ValueType, lookup: Lookup): Resolved {
	const items = (value.type === "list" ? value.items : [value]).flatMap((item) => resolved(item, type, lookup) ?? []);
	return { type: "list", items };
}

function numberIn(quantity: tree.Quantity, type: ValueType & { type: "quantity" }): Resolved | undefined {
	const found = quantityIn(quantity, type.dimensions);
	if (!found || !Number.isFinite(found.value)) return undefined;
	if (found.value < (type.min ?? 0) || found.value > (type.max ?? Number.MAX_VALUE)) return undefined;
	if (type.integer && !Number.isInteger(found.value)) return undefined;
	return { type: "number", value: found.value, dimension: found.dimension, unit: quantity.unit };
}

function wordIn(ref: tree.Reference, type: ValueType & { type: "word" }): Resolved | undefined {
	const word = soleWord(ref);
	const value = word === "true" ? (type.yes ?? word) : word === "false" ? (type.no ?? word) : word;
	return type.values.some(({ name }) => name === value) ? { type: "word", value: value! } : undefined;
}

function elementIn(
	ref: tree.Reference,
	to: readonly string[],
	lookup: Lookup,
	types: readonly ValueType[] | undefined,
): Resolved | undefined {
	const target = lookup.find(ref, types);
	if (!target) return undefined;
	const fits =
		to.length === 0 ||
		to.includes(target.kind) ||
		to.includes(familyOf(target.kind)) ||
		(to.includes("component") && target.type === "component");
	if (fits) return { type: "reference", target };
	lookup.wrong(ref, target, to.join(", "));
	return undefined;
}

const soleWord = (ref: tree.Reference): string | undefined => (ref.path.length === 1 ? ref.path[0]!.text : undefined);

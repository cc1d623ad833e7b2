import type { ProblemCode } from "./problem-texts.ts";
import { suggestEntry } from "./suggest-entry.ts";
import type * as tree from "./tree.ts";
import { quantityIn, unitsOf } from "./units.ts";
import { writtenLimit } from "./vocabulary/describe.ts";
import type { Dimension, PropertyEntry, ValueType } from "./vocabulary/types.ts";
import { ABOVE_ZERO } from "./vocabulary/values.ts";

/** What is wrong with a value, and the texts that might stand in its place. */
export interface Fault {
	readonly code: ProblemCode;
	readonly node: tree.Value;
	readonly data: Readonly<Record<string, string | number>>;
	readonly replacements?: readonly string[];
}

/** What the type of the property does not allow. A name is taken as it stands: the model looks it up. */
export function faultOf(value: tree.Value, property: PropertyEntry, source: string): Fault | undefined {
	return faultIn(value, property.value, { property, source });
}

interface Context {
	readonly property: PropertyEntry;
	readonly source: string;
}

type OfType<T extends ValueType["type"]> = Extract<ValueType, { type: T }>;

function faultIn(value: tree.Value, type: ValueType, context: Context): Fault | undefined {
	switch (type.type) {
		case "union":
			return faultInUnion(value, type, context);
		case "list": {
			const items = value.type === "list" ? value.items : [value];
			return items.map((item) => faultIn(item, type.of, context)).find((fault) => fault !== undefined);
		}
		case "quantity":
			return value.type === "quantity"
				? faultInQuantity(value, type, context)
				: misfit("expected-quantity", value, context);
		case "word":
			return faultInWord(value, wordsOf(type), type.values, context);
		case "boolean":
			return faultInWord(value, ["true", "false"], BOOLEANS, context);
		case "text":
			return value.type === "text" || value.type === "reference" ? undefined : misfit("expected-text", value, context);
		case "reference":
			return value.type === "reference" ? undefined : misfit("expected-reference", value, context);
	}
}

/** The fault that the member nearest to what was written finds. */
function faultInUnion(value: tree.Value, type: OfType<"union">, context: Context): Fault | undefined {
	const faults = type.of.map((member) => ({ member, fault: faultIn(value, member, context) }));
	if (faults.some(({ fault }) => fault === undefined)) return undefined;
	const inQuantity = faults.find(({ member }) => member.type === "quantity");
	if (value.type === "quantity" && inQuantity) return inQuantity.fault;
	const words = type.of.flatMap((member) => (member.type === "word" ? wordsOf(member) : []));
	const values = type.of.flatMap((member) => (member.type === "word" ? member.values : []));
	const booleans = type.of.some((member) => member.type === "boolean") ? BOOLEANS : [];
	if (value.type === "reference" && !inQuantity) {
		return faultInWord(value, [...words, ...booleans.map(({ name }) => name)], [...values, ...booleans], context);
	}
	return misfit("expected-value", value, context);
}

function faultInQuantity(value: tree.Quantity, type: OfType<"quantity">, context: Context): Fault | undefined {
	const found = quantityIn(value, type.dimensions);
	if (!found) return faultInUnit(value, type.dimensions, context);
	const data = { property: context.property.name, value: written(value, context) };
	const min = type.min ?? 0;
	const max = type.max ?? Number.POSITIVE_INFINITY;
	if (found.value < min || found.value > max) {
		const shown = { ...data, min: writtenLimit(min, found.dimension), max: writtenLimit(max, found.dimension) };
		if (max !== Number.POSITIVE_INFINITY) {
			// 80 for a share most likely lacks its percent sign.
			const percent = found.dimension === "ratio" && value.unit === "" && value.number > 1 && value.number <= 100;
			const replacements = percent ? [`${data.value}%`] : [];
			return { code: "out-of-range", node: value, data: shown, replacements };
		}
		return { code: min === ABOVE_ZERO ? "not-above-zero" : "below-range", node: value, data: shown };
	}
	if (type.integer && !Number.isInteger(found.value)) return { code: "not-whole", node: value, data };
	return undefined;
}

function faultInUnit(value: tree.Quantity, dimensions: readonly Dimension[], context: Context): Fault {
	const units = [...new Set(dimensions.flatMap((dimension) => unitsOf(dimension)))];
	const named = units.filter((unit) => unit !== "");
	const data = {
		property: context.property.name,
		unit: value.unit,
		units: named.map((unit) => `\`${unit}\``).join(", "),
		example: context.property.example,
	};
	const text = written(value, context);
	if (value.unit === "") {
		return { code: "missing-unit", node: value, data };
	}
	const meant = named.find((unit) => unit.toLowerCase() === value.unit.toLowerCase());
	if (meant !== undefined && text.endsWith(value.unit)) {
		const suggestion = text.slice(0, -value.unit.length) + meant;
		return { code: "unit-suggestion", node: value, data: { ...data, suggestion }, replacements: [suggestion] };
	}
	if (dimensions.every((dimension) => dimension === "count")) return { code: "no-unit", node: value, data };
	return { code: "wrong-unit", node: value, data };
}

function faultInWord(
	value: tree.Value,
	allowed: readonly string[],
	entries: readonly { readonly name: string; readonly synonyms?: readonly string[] }[],
	context: Context,
): Fault | undefined {
	const text = written(value, context);
	if (value.type === "reference" && allowed.includes(text)) return undefined;
	const data = {
		property: context.property.name,
		value: text,
		values: entries.map(({ name }) => `\`${name}\``).join(", "),
	};
	const suggestion = value.type === "list" ? undefined : suggestEntry(plain(value, text), entries);
	if (value.type === "list") return { code: "single-value", node: value, data };
	if (suggestion === undefined) return { code: "unknown-value", node: value, data };
	return {
		code: "unknown-value-suggestion",
		node: value,
		data: { ...data, suggestion },
		replacements: [suggestion],
	};
}

function misfit(code: ProblemCode, value: tree.Value, context: Context): Fault {
	return {
		code: value.type === "list" ? "single-value" : code,
		node: value,
		data: {
			property: context.property.name,
			value: written(value, context),
			example: context.property.example,
		},
	};
}

const BOOLEANS = [
	{ name: "true", synonyms: ["yes", "on", "y"] },
	{ name: "false", synonyms: ["no", "off", "n"] },
];

function wordsOf(type: OfType<"word">): string[] {
	return [
		...type.values.map(({ name }) => name),
		...(type.yes === undefined ? [] : ["true"]),
		...(type.no === undefined ? [] : ["false"]),
	];
}

const written = (value: tree.Value, { source }: Context): string => source.slice(value.start, value.end);
const plain = (value: tree.Value, text: string): string => (value.type === "text" ? value.text : text);

import type { Location } from "../model/architecture.ts";
import { once } from "../model/once.ts";
import type { Fact } from "./facts.ts";

/** One line of arithmetic: `formula = substituted = value unit`. Formulas are symbols, not prose. */
export interface Step {
	/** What the line is about; the words for it are the reader's. */
	readonly name: string;
	readonly formula: string;
	/** The formula with numbers in place of its symbols; empty where it cannot be written down like that. */
	readonly substituted: string;
	/** In SI units; of an availability, what is missing to 1. */
	readonly value: number;
	readonly unit:
		| "rps"
		| "ratio"
		| "users"
		| "count"
		| "seconds"
		| "bytes"
		| "bits"
		| "dollars"
		| "days"
		| "availability";
	/** Where the numbers in it were declared. */
	readonly from: readonly Location[];
}

/** A sum written down term by term, and with numbers. */
export interface Term {
	readonly formula: string;
	readonly substituted: string;
}

export function sumOf(terms: readonly Term[]): Term {
	return {
		formula: terms.map(({ formula }) => formula).join(" + "),
		substituted: terms.map(({ substituted }) => substituted).join(" + "),
	};
}

/** What several sources add up to, the largest four by name. */
export function namedSum(parts: readonly { readonly name: string; readonly value: number }[]): string {
	const sorted = [...parts].filter(({ value }) => value > 0).sort((a, b) => b.value - a.value);
	const shown = sorted.slice(0, MOST_NAMED).map(({ name, value }) => `${plain(value)} (${name})`);
	const rest = sorted.slice(MOST_NAMED).reduce((sum, { value }) => sum + value, 0);
	return [...shown, ...(rest > 0 ? [`${plain(rest)} (…)`] : [])].join(" + ");
}

export const MOST_NAMED = 4;

/** Where facts were declared. */
export function places(...facts: readonly (Fact | undefined)[]): Location[] {
	return facts.flatMap((fact) => fact?.at ?? []);
}

/** Made when a number is first written: it takes as long as reading a thousand lines. */
const english = once(() => new Intl.NumberFormat("en-US", { maximumSignificantDigits: 4 }));

/** Four significant digits, thousands apart: exact enough to check a line with a pocket calculator. */
export function plain(value: number): string {
	const size = Math.abs(value);
	if (size === 0 || (size >= 1e-6 && size < 1e13)) return english().format(value);
	return String(Number(value.toExponential(3)));
}

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A power: `0.005²`, `qⁿ`. */
export function power(base: string, exponent: number | "n"): string {
	if (exponent === 1) return base;
	const raised = exponent === "n" ? "ⁿ" : String(exponent).replaceAll(/\d/g, (digit) => RAISED[Number(digit)]!);
	// A second power needs to know what it is of.
	return `${RAISED.includes(base.at(-1)!) ? `(${base})` : base}${raised}`;
}

import { kOfN } from "../../src/analysis/models/availability.ts";
import { erlangC } from "../../src/analysis/models/erlang.ts";

/** The value of a line of arithmetic as it is shown, such as `4 × (1,389 + 2.5) / 2,000`; names in brackets are skipped. */
export function evaluate(text: string): number {
	const [, most, n, q] = /^P\(X ≤ (\d+)\), X ~ Bin\((\d+), (.*)\)$/.exec(text) ?? [];
	if (q !== undefined) return 1 - kOfN(Number(n), Number(n) - Number(most), evaluate(q));
	const code = text
		.replaceAll(/ \([^()]*[\p{L}…][^()]*\)(?= \+|\)|$)/gu, "")
		.replaceAll(",000", "000")
		.replaceAll(/(?<=\d),(?=\d{3})/g, "")
		.replaceAll("×", "*")
		.replaceAll("−", "-")
		.replaceAll("⌈", "ceil(")
		.replaceAll("⌉", ")")
		.replaceAll("√", "sqrt")
		.replaceAll(/[⁰¹²³⁴⁵⁶⁷⁸⁹]+/g, (digits) => `**${[...digits].map((one) => "⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(one)).join("")}`);
	if (!/^(?:[-+*/(), .\d]|e[-+]?\d|ceil|sqrt|ln|max|min|Erl)+$/.test(code))
		throw new Error(`"${text}" is no arithmetic`);
	const compute = new Function("ceil", "sqrt", "ln", "max", "min", "Erl", `"use strict"; return ${code};`);
	return compute((x: number) => Math.ceil(x - 1e-6), Math.sqrt, Math.log, Math.max, Math.min, erlangC) as number;
}

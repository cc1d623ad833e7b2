import type { Component } from "../../model/architecture.ts";
import { MOST_NAMED, places, plain, type Step } from "../arithmetic.ts";
import type { AnalysisContext } from "../context.ts";
import { declaredFact } from "../facts.ts";
import { type Answers, answersOf, bandwidthOf } from "./bandwidth.ts";
import { type CostPart, costParts } from "./cost.ts";

const GIGA = 1e9;
const MILLION = 1e6;

/** What each declared price comes to in a month (model M16), in units in which prices are given. */
export function costSteps(component: Component, context: AnalysisContext): Step[] {
	const parts = costParts(component, context);
	const steps = parts.map(({ per, price, quantity, dollars }): Step => {
		const [symbol, unit] = unitOf(per);
		return {
			name: `cost-${per}`,
			formula: `${symbol} × $`,
			substituted: `${plain(quantity / unit)} × ${plain(price.value * unit)}`,
			value: dollars,
			unit: "dollars",
			from: places(price),
		};
	});
	if (parts.length < 2) return steps;
	const value = parts.reduce((sum, { dollars }) => sum + dollars, 0);
	const substituted = parts.map(({ dollars }) => plain(dollars)).join(" + ");
	return [...steps, { name: "cost", formula: "Σ", substituted, value, unit: "dollars", from: [] }];
}

function unitOf(per: CostPart["per"]): readonly [symbol: string, unit: number] {
	switch (per) {
		case "instance":
			return ["n", 1];
		case "request":
			return ["E", MILLION];
		default:
			return ["G", GIGA];
	}
}

/** Answers times their size (model M16). */
export function bandwidthSteps(component: Component, context: AnalysisContext): Step[] {
	const value = bandwidthOf(component, context);
	if (value === undefined || value === 0) return [];
	const answers = together(answersOf(component, context));
	const shown = answers.slice(0, MOST_NAMED);
	const rest = answers.slice(MOST_NAMED).reduce((sum, { perSecond, bytes }) => sum + perSecond * bytes, 0);
	const products = shown.map(({ perSecond, bytes }) => `${plain(perSecond)} × ${plain(bytes)}`);
	const sum = [...products, ...(rest > 0 ? [`${plain(rest)} (…)`] : [])].join(" + ");
	const sizes = shown.map(({ link, data }) => declaredFact(link, "size") ?? (data && declaredFact(data, "size")));
	return [
		{
			name: "bandwidth",
			formula: answers.length > 1 ? "Σ λᵢ × D × 8" : "λ × D × 8",
			substituted: answers.length > 1 ? `(${sum}) × 8` : `${sum} × 8`,
			value,
			unit: "bits",
			from: places(...sizes),
		},
	];
}

/** Those of one data set and size at once, the largest first. */
function together(answers: readonly Answers[]): readonly Answers[] {
	const bySize = new Map<string, Answers>();
	for (const one of answers) {
		const key = `${one.data?.id} ${one.bytes}`;
		bySize.set(key, { ...one, perSecond: (bySize.get(key)?.perSecond ?? 0) + one.perSecond });
	}
	return [...bySize.values()]
		.filter(({ perSecond }) => perSecond > 0)
		.sort((a, b) => b.perSecond * b.bytes - a.perSecond * a.bytes);
}

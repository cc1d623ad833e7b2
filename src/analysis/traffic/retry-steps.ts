import type { Component } from "../../model/architecture.ts";
import { places, plain, type Step } from "../arithmetic.ts";
import type { AnalysisContext } from "../context.ts";
import { declaredFact } from "../facts.ts";
import { attemptsAtMost } from "./attempts.ts";
import { retriesReport, worstWay } from "./retries.ts";

/** Attempts that one request becomes where every attempt fails, and what arrives then (model M17). */
export function retrySteps(component: Component, context: AnalysisContext): Step[] {
	const report = retriesReport(component, context);
	const analysis = context.components.get(component);
	if (!report || !analysis) return [];
	const { amplification, worstPerSecond } = report;
	const way = worstWay(component, context);
	return [
		{
			name: "amplification",
			formula: "m = Π (1 + rᵢ)",
			substituted: way.map((link) => `(1 + ${plain(attemptsAtMost(link) - 1)})`).join(" × "),
			value: amplification,
			unit: "count",
			from: way.flatMap((link) => places(declaredFact(link, "retries") ?? declaredFact(link.from, "retries"))),
		},
		...(worstPerSecond === undefined
			? []
			: [
					{
						name: "worst-load",
						formula: "m × λ",
						substituted: `${plain(amplification)} × ${plain(analysis.requestsPerSecond)}`,
						value: worstPerSecond,
						unit: "rps" as const,
						from: [],
					},
				]),
	];
}

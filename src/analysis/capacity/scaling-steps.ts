import type { Component } from "../../model/architecture.ts";
import { places, plain, type Step } from "../arithmetic.ts";
import type { AnalysisContext } from "../context.ts";
import { declaredFact } from "../facts.ts";
import { scalingReport } from "./scaling.ts";
import { threadsReport } from "./threads.ts";

/** The most instances that pay (model M6), and the threads that are held while calls run. */
export function scalingSteps(component: Component, context: AnalysisContext): Step[] {
	return [...peakStep(component, context), ...threadsStep(component, context)];
}

function peakStep(component: Component, context: AnalysisContext): Step[] {
	const scaling = scalingReport(component, context);
	const alpha = declaredFact(component, "contention");
	const beta = declaredFact(component, "coherency");
	if (!scaling || scaling.peakInstances === "unbounded" || !beta || beta.value === 0) return [];
	return [
		{
			name: "peak-instances",
			formula: "√((1 − α) / β)",
			substituted: `√((1 − ${plain(alpha?.value ?? 0)}) / ${plain(beta.value)})`,
			value: Math.sqrt((1 - (alpha?.value ?? 0)) / beta.value),
			unit: "count",
			from: places(alpha, beta),
		},
	];
}

/** Little 1961: held at once = arrivals x time. */
function threadsStep(component: Component, context: AnalysisContext): Step[] {
	const report = threadsReport(component, context);
	const arrivals = context.components.get(component)?.requestsPerSecond ?? 0;
	if (!report || !(arrivals > 0) || report.busy === report.count) return [];
	return [
		{
			name: "threads",
			formula: "λ × T",
			substituted: `${plain(arrivals)} × ${plain(report.busy / arrivals)}`,
			value: report.busy,
			unit: "count",
			from: places(declaredFact(component, "threads")),
		},
	];
}

import type { Component } from "../../model/architecture.ts";
import { places, plain, type Step } from "../arithmetic.ts";
import type { AnalysisContext } from "../context.ts";
import { declaredFact } from "../facts.ts";
import { isCache } from "../traffic/routing.ts";
import { cacheReport } from "./cache-report.ts";
import { dataHeld, itemBytes } from "./cached-data.ts";

/** How much fits into a cache, the hit ratio that follows, and what is left for the store behind (models M7 and M8). */
export function cacheSteps(cache: Component, context: AnalysisContext): Step[] {
	const report = isCache(cache) ? cacheReport(cache, context) : undefined;
	const reads = context.components.get(cache)?.reads ?? 0;
	if (!report) return [];
	const { hitRatio, origin, predicted = origin === "predicted" ? hitRatio : undefined } = report;
	const given = (...names: string[]) => places(...names.map((name) => declaredFact(cache, name)));
	const ofData = dataHeld(cache).flatMap((data) =>
		places(...["items", "skew", "hottest"].map((name) => declaredFact(data, name))),
	);
	return [
		...roomStep(cache, context),
		...(predicted === undefined
			? []
			: [
					{
						name: "hit-ratio-predicted",
						formula: "Σ pᵢ × hᵢ",
						substituted: "",
						value: predicted,
						unit: "ratio" as const,
						from: [...given("memory", "max-items", "ttl", "invalidate"), ...ofData],
					},
				]),
		...(reads > 0
			? [
					{
						name: "store-behind",
						formula: "λr × (1 − H)",
						substituted: `${plain(reads)} × ${plain(1 - hitRatio)}`,
						value: reads * (1 - hitRatio),
						unit: "rps" as const,
						from: given("hit-ratio"),
					},
				]
			: []),
	];
}

/** Items of the one data set that fit into the memory of all nodes. */
function roomStep(cache: Component, { facts }: AnalysisContext): Step[] {
	const [data, ...others] = dataHeld(cache);
	const memory = declaredFact(cache, "memory");
	if (!data || others.length > 0 || !memory || declaredFact(cache, "max-items")) return [];
	const bytes = itemBytes(cache, data, facts);
	if (!(bytes > 0)) return [];
	const nodes = facts.instances(cache).min;
	const usable = facts.of(cache, "usable-memory")?.value ?? 1;
	const [size, overhead] = [facts.of(data, "size"), facts.of(cache, "overhead")];
	return [
		{
			name: "items-that-fit",
			formula: `n × M${usable === 1 ? "" : " × u"} / (D + o)`,
			substituted: `${nodes} × ${plain(memory.value)}${usable === 1 ? "" : ` × ${plain(usable)}`} / (${plain(size?.value ?? 0)} + ${plain(overhead?.value ?? 0)})`,
			value: (nodes * memory.value * usable) / bytes,
			unit: "count",
			from: places(memory, size, overhead, declaredFact(cache, "usable-memory")),
		},
	];
}

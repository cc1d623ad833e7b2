import type { Component } from "../../model/architecture.ts";
import { places, plain, type Step } from "../arithmetic.ts";
import { dataHeld } from "../caches/cached-data.ts";
import { nodesOf } from "../capacity/capacity.ts";
import type { AnalysisContext } from "../context.ts";
import { declaredFact } from "../facts.ts";
import { largestShare, leastLargestShare, unevenness } from "../models/shards.ts";
import { dataRatesOf, type Spread, shardShares, spreadOf } from "./shards.ts";

/** The share of the busiest shard, of reads and of writes where they differ (model M9). */
export function shardSteps(store: Component, { facts, components }: AnalysisContext): Step[] {
	const analysis = components.get(store);
	const { shards } = nodesOf(store, facts);
	if (!analysis || !(shards > 1)) return [];
	const rates = dataRatesOf(analysis);
	const share = shardShares(store, shards, facts, rates);
	const scatter = facts.of(store, "scatter")?.value ?? 0;
	const isEven = share.reads === share.writes;
	const from = [
		...places(
			declaredFact(store, "shards"),
			declaredFact(store, "virtual-nodes"),
			declaredFact(store, "logical-shards"),
		),
		...dataHeld(store).flatMap((data) => places(declaredFact(data, "hottest") ?? declaredFact(data, "skew"))),
	];
	const step = (operation: "reads" | "writes", symbol: string): Step[] => {
		const value = share[operation];
		const spread = spreadOf(store, shards, operation, facts, rates);
		if (!spread) return [];
		const written = writtenOut(spread, shards);
		const name = isEven ? "shard-share" : `shard-share-${operation}`;
		const asksAll = operation === "reads" && scatter > 0 && written;
		return [
			{
				name,
				formula: `${symbol}${written ? ` = ${asksAll ? `f + (1 − f) × (${written.formula})` : written.formula}` : ""}`,
				substituted: asksAll
					? `${plain(scatter)} + (1 − ${plain(scatter)}) × (${written.substituted})`
					: (written?.substituted ?? ""),
				value,
				unit: "ratio",
				from: asksAll ? [...from, ...places(declaredFact(store, "scatter"))] : from,
			},
		];
	};
	if (isEven) return step(analysis.reads > 0 ? "reads" : "writes", "φ");
	return [...(analysis.reads > 0 ? step("reads", "φr") : []), ...(analysis.writes > 0 ? step("writes", "φw") : [])];
}

/** Undefined where no short formula says it. */
function writtenOut(spread: Spread, K: number): { formula: string; substituted: string } | undefined {
	switch (spread.kind) {
		case "salted":
			return undefined;
		case "sequential":
			return {
				formula: "w + (1 − w) / K",
				substituted: `${plain(spread.share)} + (1 − ${plain(spread.share)}) / ${K}`,
			};
		case "directory":
			return { formula: "max(p₁, 1 / K)", substituted: `max(${plain(spread.load.hottest)}, 1 / ${K})` };
		case "random": {
			const { load, imbalance } = spread;
			const p1 = plain(load.hottest);
			if (largestShare(load, K, imbalance) <= leastLargestShare(load, K))
				return { formula: "p₁ + (1 − p₁) / K", substituted: `${p1} + (1 − ${p1}) / ${K}` };
			const { deviations, deviation } = unevenness(load, K);
			const z = plain(deviations);
			const sigma = plain(deviation);
			if (!(imbalance > 1)) return { formula: "1 / K + z × σ", substituted: `1 / ${K} + ${z} × ${sigma}` };
			return {
				formula: "1 / K + √((z × σ)² + ((b − 1) / K)²)",
				substituted: `1 / ${K} + √((${z} × ${sigma})² + ((${plain(imbalance)} − 1) / ${K})²)`,
			};
		}
	}
}

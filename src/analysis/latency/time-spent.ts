import type { Component, Link } from "../../model/architecture.ts";
import type { AnalysisContext } from "../context.ts";
import { type Latency, meanLatency } from "../models/latency.ts";
import { responsePathsOf } from "./response-paths.ts";

/** Time that a request of a client spends, on average: at a component, waiting and being served, or on the network of a link. */
export interface TimeSpent {
	readonly at: Component | Link;
	readonly seconds: number;
}

/**
 * Where the mean response time of a client goes, largest first. Times that follow one another add up, each as often as it
 * happens; of parallel parts only that counts which takes longest on average, for the others are waited for with it. What is
 * given up after a while counts with the time until then.
 */
export function timeSpentFor(client: Component, context: AnalysisContext): readonly TimeSpent[] {
	const { calls, spentAt } = responsePathsOf(context);
	const times = new Map<Component | Link, number>();
	for (const [latency, seconds] of leavesOf(calls(client).latency)) {
		const at = spentAt.get(latency);
		if (at && seconds > 0) times.set(at, (times.get(at) ?? 0) + seconds);
	}
	return [...times].map(([at, seconds]) => ({ at, seconds })).sort((a, b) => b.seconds - a.seconds);
}

/** The visits and constants of a path, and how much of its mean each makes up. A part that occurs several times is walked once. */
function leavesOf(path: Latency): ReadonlyMap<Latency, number> {
	const means = meansOf(path);
	const weights = new Map<Latency, number>([[path, 1]]);
	const leaves = new Map<Latency, number>();
	// A part stands in `means` before what it is a part of.
	for (const latency of [...means.keys()].reverse()) {
		const weight = weights.get(latency) ?? 0;
		const add = (part: Latency, factor: number): void =>
			void weights.set(part, (weights.get(part) ?? 0) + weight * factor);
		switch (latency.kind) {
			case "series":
				for (const part of latency.parts) add(part, 1);
				break;
			case "choice":
				for (const { probability, latency: option } of latency.options) add(option, probability);
				break;
			case "turns":
				add(latency.part, latency.count);
				break;
			case "parallel":
			case "limited": {
				const parts = latency.kind === "limited" ? [latency.latency] : latency.parts;
				const slowest = parts.reduce((a, b) => (means.get(b)! > means.get(a)! ? b : a));
				const mean = means.get(slowest)!;
				if (mean > 0) add(slowest, means.get(latency)! / mean);
				break;
			}
			case "constant":
			case "visit":
				leaves.set(latency, weight * means.get(latency)!);
		}
	}
	return leaves;
}

/** Means of a path and all its parts, parts first. */
function meansOf(path: Latency): ReadonlyMap<Latency, number> {
	const means = new Map<Latency, number>();
	const visit = (latency: Latency): number => {
		const known = means.get(latency);
		if (known !== undefined) return known;
		const mean = meanOf(latency, visit);
		means.set(latency, mean);
		return mean;
	};
	visit(path);
	return means;
}

function meanOf(latency: Latency, of: (part: Latency) => number): number {
	switch (latency.kind) {
		case "series":
			return latency.parts.reduce((sum, part) => sum + of(part), 0);
		case "choice":
			return latency.options.reduce((sum, option) => sum + option.probability * of(option.latency), 0);
		case "turns":
			return latency.count * of(latency.part);
		case "parallel":
			for (const part of latency.parts) of(part);
			return meanLatency(latency);
		case "limited":
			of(latency.latency);
			return meanLatency(latency);
		case "constant":
		case "visit":
			return meanLatency(latency);
	}
}

import type { Component } from "../../model/architecture.ts";
import { familyOf } from "../../model/kinds.ts";
import { places, plain, type Step } from "../arithmetic.ts";
import type { AnalysisContext } from "../context.ts";
import { HOT } from "../loads.ts";
import { consumersNeeded } from "../models/queue.ts";
import { callLinks } from "../traffic/routing.ts";
import { type Consumption, consumptionOf, queueBefore, queueReport } from "./queue-report.ts";

/** Backlog, drain time and consumers needed (model M14): of a consumer, or of a queue with one tier of consumers. */
export function queueSteps(component: Component, context: AnalysisContext): Step[] {
	if (!queueReport(component, context)) return [];
	const isQueue = familyOf(component.kind) === "queue";
	const links = isQueue ? callLinks(component) : [];
	const consumer = isQueue ? links[0]?.to : component;
	if (!consumer || links.length > 1) return [];
	const consumption = consumptionOf(consumer, isQueue ? component : queueBefore(consumer, context), context);
	return consumption ? stepsOf(consumption) : [];
}

function stepsOf(consumption: Consumption): Step[] {
	const { arrivalsPerSecond, capacityPerSecond, perConsumer, backlog, outage, drainWithin, worst } = consumption;
	const [arrivals, capacity] = [plain(arrivalsPerSecond), plain(capacityPerSecond)];
	const needed = consumersNeeded({
		arrivalsPerSecond,
		perConsumer,
		target: HOT,
		backlog: worst.peakBacklog,
		withinSeconds: drainWithin?.value,
	});
	const steady = `⌈${arrivals} / (${HOT} × ${plain(perConsumer)})⌉`;
	const drains = drainWithin && worst.peakBacklog > 0;
	return [
		...(arrivalsPerSecond > capacityPerSecond
			? [
					{
						name: "backlog-growth",
						formula: "λ − C",
						substituted: `${arrivals} − ${capacity}`,
						value: arrivalsPerSecond - capacityPerSecond,
						unit: "rps" as const,
						from: [],
					},
				]
			: []),
		...(worst.peakBacklog > 0 ? [backlogStep(consumption)] : []),
		...(worst.peakBacklog > 0 && worst.drain.kind === "drained"
			? [
					{
						name: "drain",
						formula: "B / (C − λ)",
						substituted: `${plain(worst.drain.seconds * (capacityPerSecond - arrivalsPerSecond))} / (${capacity} − ${arrivals})`,
						value: worst.drain.seconds,
						unit: "seconds" as const,
						from: [],
					},
				]
			: []),
		...(needed === undefined
			? []
			: [
					{
						name: "consumers-needed",
						formula: `⌈λ / (${HOT} × μ)⌉`,
						substituted: steady,
						...(drains && {
							formula: `max(⌈λ / (${HOT} × μ)⌉, ⌈(λ + B / d) / μ⌉)`,
							substituted: `max(${steady}, ⌈(${arrivals} + ${plain(worst.peakBacklog)} / ${plain(drainWithin.value)}) / ${plain(perConsumer)}⌉)`,
						}),
						value: needed,
						unit: "count" as const,
						from: drains ? places(drainWithin) : [],
					},
				]),
	];

	function backlogStep({ worst: { cause, peakBacklog } }: Consumption): Step {
		const waiting = backlog ? `${plain(backlog.value)} + ` : "";
		const already = backlog ? "B₀ + " : "";
		const step = { name: "peak-backlog", value: peakBacklog, unit: "count" as const };
		if (cause === "backlog") return { ...step, formula: "B", substituted: "", from: places(backlog) };
		if (cause === "outage") {
			const substituted = `${waiting}${arrivals} × ${plain(outage?.value ?? 0)}`;
			return { ...step, formula: `B = ${already}λ × t`, substituted, from: places(backlog, outage) };
		}
		return {
			...step,
			formula: `B = ${already}(x × λ − C) × t`,
			substituted: `${waiting}(${plain(cause.factor)} × ${arrivals} − ${capacity}) × ${plain(cause.seconds)}`,
			from: places(backlog),
		};
	}
}

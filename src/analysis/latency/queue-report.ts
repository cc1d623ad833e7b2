import type { Component } from "../../model/architecture.ts";
import { familyOf } from "../../model/kinds.ts";
import { numberOf } from "../../model/properties.ts";
import type { AnalysisContext } from "../context.ts";
import { declaredFact, type Fact } from "../facts.ts";
import { HOT } from "../loads.ts";
import { type Burst, backlogGrowth, burst, consumersNeeded, drain, retention } from "../models/queue.ts";
import type { QueueReport } from "../reports.ts";
import { activeInstances } from "../traffic/active-instances.ts";
import { scaledTraffic } from "../traffic/average.ts";
import { callLinks } from "../traffic/routing.ts";
import { clientsOf } from "../traffic/users.ts";
import { queueingReport } from "./queueing.ts";

/** Whether the consumers of a queue keep up, and what it takes to work off a backlog (model M14); of a queue or of a consumer. */
export function queueReport(component: Component, context: AnalysisContext): QueueReport | undefined {
	if (familyOf(component.kind) === "queue") return reportOnQueue(component, context);
	if (familyOf(component.kind) !== "compute") return undefined;
	const queue = queueBefore(component, context);
	if (!queue && numberOf(component, "backlog") === undefined && numberOf(component, "outage") === undefined)
		return undefined;
	return reportOnConsumer(component, queue, context);
}

/** Every consumer tier gets every message: the slowest says how long they lie. */
function reportOnQueue(queue: Component, context: AnalysisContext): QueueReport | undefined {
	const analysis = context.components.get(queue);
	if (!analysis || analysis.roles.length === 0) return undefined;
	const tiers = callLinks(queue).map(({ to }) => reportOnConsumer(to, queue, context));
	if (tiers.length === 0) return { backlogPerSecond: analysis.requestsPerSecond };
	const known = tiers.filter((tier) => tier !== undefined);
	if (known.length < tiers.length) return undefined;
	const most = (of: (tier: QueueReport) => number | undefined): number | undefined => {
		const values = known.map(of);
		return values.every((value) => value !== undefined) ? Math.max(...values) : undefined;
	};
	const all = (of: (tier: QueueReport) => number | undefined): number | undefined => {
		const values = known.map(of);
		return values.every((value) => value !== undefined) ? values.reduce((sum, value) => sum + value, 0) : undefined;
	};
	return report({
		backlogPerSecond: most((tier) => tier.backlogPerSecond) ?? 0,
		meanBacklog: all((tier) => tier.meanBacklog),
		peakBacklog: most((tier) => tier.peakBacklog),
		drainSeconds: most((tier) => tier.drainSeconds),
		consumersNeeded: all((tier) => tier.consumersNeeded),
		activeConsumers: all((tier) => tier.activeConsumers),
		longestWait: most((tier) => tier.longestWait),
		lostMessages: most((tier) => tier.lostMessages),
	});
}

function reportOnConsumer(
	consumer: Component,
	queue: Component | undefined,
	context: AnalysisContext,
): QueueReport | undefined {
	const consumption = consumptionOf(consumer, queue, context);
	if (!consumption) return undefined;
	const { arrivalsPerSecond, capacityPerSecond, perConsumer, consumers, worst, drainWithin } = consumption;
	const drained = worst.drain.kind === "drained" ? worst.drain.seconds : undefined;
	return report({
		backlogPerSecond: backlogGrowth(arrivalsPerSecond, capacityPerSecond),
		meanBacklog: queueingReport(consumer, context)?.meanQueueLength,
		peakBacklog: worst.peakBacklog > 0 ? worst.peakBacklog : undefined,
		drainSeconds: worst.peakBacklog > 0 ? drained : undefined,
		consumersNeeded: consumersNeeded({
			arrivalsPerSecond,
			perConsumer,
			target: HOT,
			backlog: worst.peakBacklog,
			withinSeconds: drainWithin?.value,
		}),
		activeConsumers: consumers,
		longestWait: worst.peakBacklog > 0 && worst.longestWait < Number.MAX_VALUE ? worst.longestWait : undefined,
		lostMessages: lostMessages(consumption, consumer, queue, context),
	});
}

/** What a tier has to handle and what it can. */
export interface Consumption {
	readonly arrivalsPerSecond: number;
	readonly capacityPerSecond: number;
	readonly perConsumer: number;
	/** That can work at once. */
	readonly consumers: number;
	readonly backlog: Fact | undefined;
	readonly outage: Fact | undefined;
	readonly drainWithin: Fact | undefined;
	readonly worst: WorstCase;
}

export function consumptionOf(
	consumer: Component,
	queue: Component | undefined,
	context: AnalysisContext,
): Consumption | undefined {
	const analysis = context.components.get(consumer);
	const perConsumer = rateOfOne(consumer, context);
	if (!analysis || analysis.roles.length === 0 || perConsumer === undefined) return undefined;
	const arrivalsPerSecond = analysis.requestsPerSecond;
	const consumers = activeInstances(consumer, context.facts.instances(consumer).max);
	const capacityPerSecond = Math.min(Number.MAX_VALUE, consumers * perConsumer);
	const said = (property: string): Fact | undefined =>
		declaredFact(consumer, property) ?? (queue && declaredFact(queue, property));
	const [backlog, outage] = [said("backlog"), said("outage")];
	const worst = worstCase({
		consumer,
		arrivalsPerSecond,
		capacityPerSecond,
		backlog: backlog?.value ?? 0,
		outage: outage?.value,
		context,
	});
	const drainWithin = said("drain-within");
	return { arrivalsPerSecond, capacityPerSecond, perConsumer, consumers, backlog, outage, drainWithin, worst };
}

interface WorstCase extends Burst {
	/** What the backlog comes from: what waits already, an outage of the consumers, or a burst of `factor` times the load for a time. */
	readonly cause: "backlog" | "outage" | { readonly factor: number; readonly seconds: number };
}

/** What is waiting already, and on top of it an outage of the consumers or a burst of the clients, whichever takes longer. */
function worstCase({
	consumer,
	arrivalsPerSecond,
	capacityPerSecond,
	backlog,
	outage,
	context,
}: {
	readonly consumer: Component;
	readonly arrivalsPerSecond: number;
	readonly capacityPerSecond: number;
	readonly backlog: number;
	readonly outage: number | undefined;
	readonly context: AnalysisContext;
}): WorstCase {
	const usual = { arrivalsPerSecond, capacityPerSecond, backlog };
	const cases: WorstCase[] = [
		{
			cause: "backlog",
			peakBacklog: backlog,
			drain: drain(backlog, arrivalsPerSecond, capacityPerSecond),
			longestWait: capacityPerSecond > 0 ? backlog / capacityPerSecond : 0,
		},
	];
	if (outage !== undefined) {
		const found = burst({ ...usual, burstPerSecond: arrivalsPerSecond, burstSeconds: outage, capacityInBurst: 0 });
		cases.push({ cause: "outage", ...found });
	}
	for (const one of burstsOf(consumer, context)) {
		const burstPerSecond = arrivalsPerSecond * one.factor;
		cases.push({ cause: one, ...burst({ ...usual, burstPerSecond, burstSeconds: one.seconds }) });
	}
	return cases.reduce((worst, one) => (one.peakBacklog > worst.peakBacklog ? one : worst));
}

/** Each burst of a client, as a factor on what arrives at the consumer. */
function burstsOf(consumer: Component, context: AnalysisContext): { factor: number; seconds: number }[] {
	const { architecture, components, traffic } = context;
	const usual = traffic.arrivals.get(consumer)?.total() ?? 0;
	return clientsOf(architecture).flatMap((client) => {
		const value = client.properties.get("burst")?.value;
		const seconds = numberOf(client, "burst-for");
		const own = components.get(client)?.requestsPerSecond ?? 0;
		if (value?.type !== "number" || seconds === undefined || own === 0 || usual === 0) return [];
		const times = value.dimension === "rate" ? value.value / own : value.value;
		const inBurst = scaledTraffic(context, (other) => (other === client ? times : 1));
		return [{ factor: (inBurst.arrivals.get(consumer)?.total() ?? 0) / usual, seconds }];
	});
}

/** Messages that are dropped, since the queue does not keep them as long as the outage lasts or has no room for the backlog. */
function lostMessages(
	{ arrivalsPerSecond, backlog, outage, worst }: Consumption,
	consumer: Component,
	queue: Component | undefined,
	{ facts }: AnalysisContext,
): number | undefined {
	const size = queue ? (facts.of(queue, "message-size")?.value ?? 1) : 1;
	const limits = ["retention", "max-length"].flatMap((property) => {
		const value = (consumer.properties.get(property) ?? queue?.properties.get(property))?.value;
		return value?.type === "number" ? value : [];
	});
	const room = limits
		.filter(({ dimension }) => dimension !== "time")
		.map(({ dimension, value }) => (dimension === "bytes" ? value / Math.max(1e-9, size) : value));
	const maxMessages = room.length > 0 ? Math.min(...room) : undefined;
	const crowdedOut = maxMessages === undefined ? 0 : Math.max(0, worst.peakBacklog - maxMessages);
	if (!outage) return maxMessages === undefined || worst.peakBacklog === 0 ? undefined : crowdedOut;
	const found = retention({
		arrivalsPerSecond,
		outageSeconds: outage.value,
		retentionSeconds: limits.find(({ dimension }) => dimension === "time")?.value,
		maxMessages: maxMessages === undefined ? undefined : Math.max(0, maxMessages - (backlog?.value ?? 0)),
	});
	return Math.max(crowdedOut, found.kind === "lost" ? found.messages : 0);
}

/** The queue that most of what arrives comes from. */
export function queueBefore(component: Component, { components }: AnalysisContext): Component | undefined {
	const from = components.get(component)?.inflows[0]?.link.from;
	return from && familyOf(from.kind) === "queue" ? from : undefined;
}

/** Messages per second of one instance. */
function rateOfOne(consumer: Component, { components }: AnalysisContext): number | undefined {
	const { capacity, instances } = components.get(consumer) ?? {};
	if (capacity === undefined || !instances) return undefined;
	return Math.min(Number.MAX_VALUE, capacity / activeInstances(consumer, instances));
}

/** Without what is not known. */
function report({
	backlogPerSecond,
	...others
}: { readonly [K in keyof QueueReport]-?: QueueReport[K] | undefined }): QueueReport {
	const known = Object.entries(others).filter(([, value]) => value !== undefined);
	return { backlogPerSecond: backlogPerSecond ?? 0, ...(Object.fromEntries(known) as Partial<QueueReport>) };
}

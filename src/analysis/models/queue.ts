/**
 * Message queues and their consumers (model M14). lambda messages arrive per second; c consumers handle mu per second
 * each; B messages wait. Fluid approximation: right for backlogs of many messages. The wait of single messages in a stable
 * queue is that of M/M/c (`queueing`).
 */

/** Consumers that can work at once: a partition is read by one of them. */
export function activeConsumers(consumers: number, partitions: number | undefined): number {
	return partitions === undefined ? consumers : Math.min(consumers, partitions);
}

/** lambda - c mu: what the backlog grows by per second; 0 where the consumers keep up. */
export function backlogGrowth(arrivalsPerSecond: number, capacityPerSecond: number): number {
	return Math.max(0, arrivalsPerSecond - capacityPerSecond);
}

export type Drain =
	| { readonly kind: "drained"; readonly seconds: number }
	/** As much comes in as goes out, or more. */
	| { readonly kind: "never" };

/** Time until a backlog is gone: B / (c mu - lambda). */
export function drain(backlog: number, arrivalsPerSecond: number, capacityPerSecond: number): Drain {
	if (!(backlog > 0)) return { kind: "drained", seconds: 0 };
	const spare = capacityPerSecond - arrivalsPerSecond;
	const seconds = backlog / spare;
	return spare > 0 && seconds < Number.MAX_VALUE ? { kind: "drained", seconds } : { kind: "never" };
}

/**
 * Consumers that keep their utilisation at `target` or below, and work off the backlog within D seconds where that is
 * asked for: max(ceil(lambda / (mu target)), ceil((lambda + B / D) / mu)). Undefined: they handle nothing.
 */
export function consumersNeeded({
	arrivalsPerSecond,
	perConsumer,
	target,
	backlog = 0,
	withinSeconds,
}: {
	readonly arrivalsPerSecond: number;
	readonly perConsumer: number;
	readonly target: number;
	readonly backlog?: number;
	readonly withinSeconds?: number | undefined;
}): number | undefined {
	const steady = count(arrivalsPerSecond, perConsumer * target);
	if (withinSeconds === undefined || !(backlog > 0)) return steady;
	const drained = withinSeconds > 0 ? count(arrivalsPerSecond + backlog / withinSeconds, perConsumer) : undefined;
	return steady === undefined || drained === undefined ? undefined : Math.max(steady, drained);
}

function count(perSecond: number, each: number): number | undefined {
	if (!(perSecond > 0)) return 0;
	if (!(each > 0)) return undefined;
	// What exactly n consumers carry must not need n + 1 by rounding.
	return Math.min(Number.MAX_SAFE_INTEGER, Math.ceil((perSecond / each) * (1 - 1e-12)));
}

export interface Burst {
	/** Most messages that wait at once. */
	readonly peakBacklog: number;
	/** From the end of the burst until they are gone. */
	readonly drain: Drain;
	/** Longest time that a message waits: the backlog at its arrival over c mu. */
	readonly longestWait: number;
}

/** A rate of `burstPerSecond` for `burstSeconds`, then `arrivalsPerSecond` again. An outage of the consumers: `capacityInBurst` 0. */
export function burst({
	arrivalsPerSecond,
	capacityPerSecond,
	burstPerSecond,
	burstSeconds,
	capacityInBurst = capacityPerSecond,
	backlog = 0,
}: {
	readonly arrivalsPerSecond: number;
	readonly capacityPerSecond: number;
	readonly burstPerSecond: number;
	readonly burstSeconds: number;
	readonly capacityInBurst?: number;
	readonly backlog?: number;
}): Burst {
	const grown = (burstPerSecond - capacityInBurst) * Math.max(0, burstSeconds);
	const peakBacklog = Math.min(Number.MAX_VALUE, Math.max(0, backlog, backlog + grown));
	const after = Math.min(Number.MAX_VALUE, Math.max(0, backlog + grown));
	const outage = capacityInBurst < capacityPerSecond && capacityInBurst < burstPerSecond;
	// Who comes first in an outage waits for its end and for those who were there before; who comes last, for all.
	const first = burstSeconds * (1 - capacityInBurst / burstPerSecond) + Math.max(0, backlog) / capacityPerSecond;
	const longestWait =
		capacityPerSecond > 0
			? Math.max(peakBacklog / capacityPerSecond, outage ? first : 0)
			: peakBacklog > 0
				? Number.MAX_VALUE
				: 0;
	return {
		peakBacklog,
		drain: drain(after, arrivalsPerSecond, capacityPerSecond),
		longestWait: Math.min(Number.MAX_VALUE, longestWait),
	};
}

export type Retained =
	| { readonly kind: "kept" }
	/** So many of the messages of the outage are dropped before they are handled. */
	| { readonly kind: "lost"; readonly messages: number };

/** Whether a queue that keeps messages for a time, or up to a number of them, loses none in an outage of its consumers. */
export function retention({
	arrivalsPerSecond,
	outageSeconds,
	retentionSeconds,
	maxMessages,
}: {
	readonly arrivalsPerSecond: number;
	readonly outageSeconds: number;
	readonly retentionSeconds?: number | undefined;
	readonly maxMessages?: number | undefined;
}): Retained {
	const arrived = arrivalsPerSecond * outageSeconds;
	const byTime = retentionSeconds === undefined ? arrived : arrivalsPerSecond * retentionSeconds;
	const kept = Math.min(arrived, byTime, maxMessages ?? arrived);
	return arrived > kept ? { kind: "lost", messages: Math.min(Number.MAX_VALUE, arrived - kept) } : { kind: "kept" };
}

import type { Component } from "../model/architecture.ts";

/**
 * What the analysis says of a component beyond its load, in the words and units of `archscale analyze --format json`:
 * seconds, bytes, per second, dollars per month. A field is absent where its inputs are.
 */
export interface QueueingReport {
	readonly stable: boolean;
	readonly servers: number;
	readonly busyServers: number;
	readonly waitProbability?: number;
	readonly meanWait?: number;
	readonly waitP90?: number;
	readonly waitP95?: number;
	readonly waitP99?: number;
	readonly meanQueueLength?: number;
	readonly meanInSystem?: number;
	/** By how much the backlog grows where there is no steady state. */
	readonly backlogPerSecond?: number;
	/** Exact under the assumptions of the model (Poisson arrivals, exponential service). */
	readonly exact: boolean;
}

/** Of one visit: waiting and service. */
export interface ResponseTime {
	readonly mean: number;
	readonly p50: number;
	readonly p95: number;
	readonly p99: number;
	readonly p999: number;
}

export interface ScalingReport {
	/** The most that it carries with all the instances it has, or could have (Universal Scalability Law). */
	readonly maxThroughput: number;
	/** Instances beyond which one more makes it slower. */
	readonly peakInstances: number | "unbounded";
}

/** Of a link. */
export interface LineReport {
	readonly bandwidthBitsPerSecond?: number;
	/** Of the declared `bandwidth`. */
	readonly utilization?: number;
}

export interface ThreadsReport {
	readonly count: number;
	/** Held on average while calls run (Little 1961). */
	readonly busy: number;
}

export interface CacheReport {
	readonly hitRatio: number;
	/** `declared` where the text gives it; `predicted` holds what the model says, whichever counts. */
	readonly origin: "declared" | "predicted" | "assumed";
	readonly predicted?: number;
	/** What holds the hit ratio down most. */
	readonly limitedBy?: "memory" | "ttl" | "invalidation" | "nothing";
	/** Share of all reads that get a value older than the last write. */
	readonly staleReadRatio?: number;
	/** Reads per second on the store behind in the first moment after a restart. */
	readonly coldStartLoad?: number;
	readonly coldStart?: readonly {
		readonly seconds: number;
		readonly hitRatio: number;
		readonly backendRequestsPerSecond: number;
	}[];
	/** Bytes of the whole tier; a ratio is absent that no memory reaches. */
	readonly memoryForHitRatio?: Partial<Readonly<Record<"0.8" | "0.9", number>>>;
	/** Acknowledged writes that a crash loses (write-back). */
	readonly lostUpdates?: { readonly mean: number; readonly max: number };
	readonly stampede?: { readonly concurrentRecomputes: number };
}

export interface ShardsReport {
	readonly count: number;
	/** Of writes, on the busiest shard. */
	readonly maxShare: number;
	readonly hottestKeyShare: number;
	readonly hottestKeyUtilization?: number;
	readonly daysToFull?: number | "never";
	readonly movedByAddingOne: number;
	/** Suffixes that the hottest key needs so that it fits on a shard at the target utilisation. */
	readonly saltNeeded?: number;
	/** Shards needed to carry the load at the target utilisation; absent where no number of them does. */
	readonly needed?: number;
}

export interface QueueReport {
	/** By which the backlog grows. */
	readonly backlogPerSecond: number;
	/** Messages that wait on average, while the consumers keep up. */
	readonly meanBacklog?: number;
	/** Most messages that wait at once: the declared backlog, and on top of it an outage or a burst; absent where there is none. */
	readonly peakBacklog?: number;
	/** Until the declared backlog, that of an outage and that of a burst are gone; absent where they never are, or there is none. */
	readonly drainSeconds?: number;
	/** Absent where consumers handle nothing. */
	readonly consumersNeeded?: number;
	/** Consumers that can work at once: no more than there are partitions. */
	readonly activeConsumers?: number;
	/** Longest time that a message waits in the backlog. */
	readonly longestWait?: number;
	/** Messages that are dropped, since they are not kept so long or there is no room for them. */
	readonly lostMessages?: number;
}

export interface StorageReport {
	readonly bytes: number;
	readonly capacity?: number;
	readonly daysToFull?: number | "never";
}

export interface RecoveryPoint {
	readonly writes: number;
	readonly seconds: number;
}

/** Copies that lag behind. */
export interface ConsistencyReport {
	/** Acknowledged writes that the loss of the primary loses. */
	readonly rpo?: RecoveryPoint;
	/** Share of its reads that get a value older than the last write. */
	readonly staleReadRatio?: number;
	readonly quorum?: {
		readonly voters: number;
		readonly read: number;
		readonly write: number;
		/** Every read sees the last write. */
		readonly readsLastWrite: boolean;
		/** Voters that may be lost before reads, and before writes, stop. */
		readonly tolerates: { readonly reads: number; readonly writes: number };
	};
}

/** From the request of a client to its answer, with everything that it waits for. */
export type ClientLatency =
	| ({ readonly kind: "stable" } & ResponseTime)
	/** Somewhere on the way the line grows without end, so there is no answer in time. */
	| { readonly kind: "unstable"; readonly at: readonly Component[] };

/** Calls that are tried again where they fail. */
export interface RetriesReport {
	/** Attempts that one request of a client becomes here at most, when every attempt fails. */
	readonly amplification: number;
	/** What arrives then. */
	readonly worstPerSecond?: number;
	/** `metastable`: the load fits, but once calls fail their retries keep it overloaded. */
	readonly state?: "safe" | "metastable" | "overloaded";
	/** Load below which it recovers by itself. */
	readonly recoversBelow?: number;
}

/** Of a component alone, without what it depends on; of a client, with everything that it needs. */
export interface Availability {
	readonly availability: number;
	/** 1 - availability, exact where that is tiny. */
	readonly unavailability: number;
	readonly downtimeSecondsPerYear: number;
	/** Half of the 95 % interval where it had to be simulated. */
	readonly plusMinus?: number;
}

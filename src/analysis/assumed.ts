import type { Assumption } from "./analysis.ts";

/** Assumptions that are no property of a kind and so do not stand in the vocabulary. */
type Assumed = Omit<Assumption, "component">;

/** GitHub 0.947 (2019), Slack 0.870, Twitter 0.98 reads of all database operations; 0.9 lies between them. */
export const READ_SHARE: Assumed = {
	property: "read share",
	value: 0.9,
	written: "90%",
	source: "Published read shares: GitHub 0.947, Slack 0.870, Twitter 0.98",
};

export const SESSION_READS: Assumed = {
	property: "session reads per request",
	value: 1,
	written: "x1",
	source: "Engineering default: every request reads its session",
};

export const SESSION_WRITES: Assumed = {
	property: "session writes per request",
	value: 0.1,
	written: "10%",
	source: "Engineering default: one request in ten changes its session",
};

export const MANUAL_FAILOVER: Assumed = {
	property: "manual failover time",
	value: 1800,
	written: "30min",
	source: "Engineering default: somebody is called, looks, and promotes a replica",
};

export const CACHE_TIME: Assumed = {
	property: "service-time",
	value: 0.0005,
	written: "0.5ms",
	source:
		"Nishtala et al., Scaling Memcache at Facebook, NSDI 2013: median 333 us, 95th percentile 1.135 ms, network included",
};

export const UNKNOWN_TIME: Assumed = {
	property: "service-time",
	value: 0,
	written: "0ms",
	source: "Engineering default: nothing is known of the time that it takes, so only the network counts",
};

const ROUND_TRIPS = "Dean, Numbers Everyone Should Know";

export const NEAR: Assumed = { property: "latency", value: 0.0005, written: "0.5ms", source: ROUND_TRIPS };

export const FAR: Assumed = {
	property: "latency between data centers",
	value: 0.15,
	written: "150ms",
	source: ROUND_TRIPS,
};

export const LOG_SYNC: Assumed = {
	property: "append-only file synced every",
	value: 1,
	written: "1s",
	source: "Redis documentation: appendfsync everysec, the default",
};

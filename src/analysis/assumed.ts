import { engineering, published } from "../language/vocabulary/values.ts";
import type { Assumption } from "./analysis.ts";

/** Assumptions that are no property of a kind and so do not stand in the vocabulary; `assumedName` has their names for readers. */
type Assumed = Omit<Assumption, "component">;

/** GitHub 0.947 (2019), Slack 0.870, Twitter 0.98 reads of all database operations; 0.9 lies between them. */
export const READ_SHARE: Assumed = {
	property: "read share",
	value: 0.9,
	written: "90%",
	source: published("Published read shares: GitHub 0.947, Slack 0.870, Twitter 0.98"),
};

export const SESSION_READS: Assumed = {
	property: "session reads per request",
	value: 1,
	written: "x1",
	source: engineering({ en: "every request reads its session", ko: "요청마다 세션을 읽는다고 봅니다" }),
};

export const SESSION_WRITES: Assumed = {
	property: "session writes per request",
	value: 0.1,
	written: "10%",
	source: engineering({
		en: "one request in ten changes its session",
		ko: "요청 열 개 중 하나가 세션을 바꾼다고 봅니다",
	}),
};

export const MANUAL_FAILOVER: Assumed = {
	property: "manual failover time",
	value: 1800,
	written: "30min",
	source: engineering({
		en: "somebody is called, looks, and promotes a replica",
		ko: "담당자가 호출을 받고 확인한 뒤 복제본을 승격합니다",
	}),
};

export const CACHE_TIME: Assumed = {
	property: "service-time",
	value: 0.0005,
	written: "0.5ms",
	source: published(
		"Nishtala et al., Scaling Memcache at Facebook, NSDI 2013: median 333 us, 95th percentile 1.135 ms, network included",
	),
};

export const UNKNOWN_TIME: Assumed = {
	property: "service-time",
	value: 0,
	written: "0ms",
	source: engineering({
		en: "nothing is known of the time that it takes, so only the network counts",
		ko: "걸리는 시간을 알 수 없어 네트워크만 셉니다",
	}),
};

const ROUND_TRIPS = published("Dean, Numbers Everyone Should Know");

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
	source: published("Redis documentation: appendfsync everysec, the default"),
};

import fc from "fast-check";
import { cacheReport } from "../../../src/analysis/caches/cache-report.ts";
import { bandwidthOf } from "../../../src/analysis/capacity/bandwidth.ts";
import { costOf, systemCost } from "../../../src/analysis/capacity/cost.ts";
import { scalingReport } from "../../../src/analysis/capacity/scaling.ts";
import { threadsReport } from "../../../src/analysis/capacity/threads.ts";
import type { AnalysisContext } from "../../../src/analysis/context.ts";
import { latencyByClient } from "../../../src/analysis/latency/latency-by-client.ts";
import { queueReport } from "../../../src/analysis/latency/queue-report.ts";
import { queueingReport, responseTimeOf } from "../../../src/analysis/latency/queueing.ts";
import { consistencyReport } from "../../../src/analysis/stores/consistency.ts";
import { shardsReport } from "../../../src/analysis/stores/shards-report.ts";
import { storageReport } from "../../../src/analysis/stores/storage-report.ts";
import { retriesReport } from "../../../src/analysis/traffic/retries.ts";
import { contextOf } from "../../support/context.ts";
import { assertFinite } from "../../support/numbers.ts";

const REPORTS = {
	bandwidthOf,
	cacheReport,
	consistencyReport,
	costOf,
	queueReport,
	queueingReport,
	responseTimeOf,
	retriesReport,
	scalingReport,
	shardsReport,
	storageReport,
	threadsReport,
};

/** Nothing that is said of any component is NaN or infinite. */
function assertSensible(context: AnalysisContext): void {
	for (const component of context.architecture.components) {
		for (const [name, report] of Object.entries(REPORTS)) {
			assertFinite(report(component, context), `${name} of ${component.id}`);
		}
	}
	for (const [client, latency] of latencyByClient(context)) {
		if (latency.kind === "stable") assertFinite(latency, `latency of ${client}`);
	}
	assertFinite(systemCost(context), "cost");
}

/** Every property that a report reads, with numbers from a list. */
const everything = (n: {
	readonly rate: string;
	readonly items: string;
	readonly skew: string;
	readonly hits: string;
	readonly capacity: string;
	readonly count: string;
	readonly time: string;
	readonly bytes: string;
	readonly share: string;
}): string => `data d { items: ${n.items}, skew: ${n.skew}, hottest: ${n.share}, size: ${n.bytes}, growth: 5%/month }
	data e { size: ${n.bytes}, growth: 1GB/day, read-after: 0s }
	data s { kind: session }
	client c { ${n.rate}, reads d x3, writes e ${n.share}, retries: 3, arrival-variability: 4, burst: 3x, burst-for: 1h }
	dns n
	cdn edge { holds: d, ttl: ${n.time}, pops: 20, shield: true, egress-price: $0.1/GB, fetch-price: $0.1/GB }
	loadbalancer lb x2 { algorithm: two-choices }
	service web ${n.count} {
		capacity: ${n.capacity}, heavy: ${n.share}, heavy-time: ${n.time}, contention: ${n.share}, coherency: 1%, threads: 10
		sessions: redis, reads d, reads e ${n.share}, writes d ${n.share}, cost: $1/h, retries: 2
	}
	cache cache ${n.count} {
		holds: [d, e], memory: ${n.bytes}, ttl: ${n.time}, hit-ratio: ${n.hits}, recompute: ${n.time}, warm-up: ${n.share}
	}
	cache predicted { holds: d, max-items: ${n.items}, invalidate: true, read: read-through, write: write-back, warm-up: 10 }
	cache redis { holds: s, memory: ${n.bytes} }
	database db {
		holds: [d, e], shards: 4, replicas: 2, storage: ${n.bytes}, read-time: ${n.time}, write-capacity: ${n.capacity}
		scatter: ${n.share}, salt: 10, replication: quorum, backup: 1h, cost: $0.1/GB/month
	}
	database copy { holds: d }
	storage blobs { holds: d, cost: $0.2/1M }
	queue q { partitions: 2, backlog: 1k, outage: 1h, retention: ${n.time}, drain-within: ${n.time} }
	worker w ${n.count} { service-time: ${n.time} }
	external bank { service-time: ${n.time}, error-rate: ${n.share} }
	search index { capacity: ${n.capacity} }
	c -> n -> lb -> web -> cache, db
	c -> edge -> blobs
	web -> predicted -> db
	web -> q -> w -> db
	web -> bank, index { parallel: true }
	web -> web 1%
	db -> copy`;

const USUAL = {
	rate: "users: 1M",
	items: "1M",
	skew: "0.9",
	hits: "50%",
	capacity: "500rps",
	count: "x4",
	time: "20ms",
	bytes: "1KB",
	share: "5%",
};

describe("all reports", () => {
	const edges: Partial<typeof USUAL>[] = [
		{},
		{ rate: "users: 0" },
		{ rate: "rate: 0rps" },
		{ rate: "users: 1bn" },
		{ rate: "rate: 1000000000rps" },
		{ rate: "peak: 3x" },
		{ hits: "0%" },
		{ hits: "100%" },
		{ count: "x1" },
		{ count: "x1000000" },
		{ count: "x1..10" },
		{ items: "0" },
		{ items: "1" },
		{ items: "1000bn", skew: "0" },
		{ skew: "10" },
		{ share: "0%" },
		{ share: "100%" },
		{ bytes: "0B" },
		{ bytes: "1000PB" },
		{ time: "1us" },
		{ time: "100y" },
		{ capacity: "0.000001rps" },
		{ capacity: "1000000000rps" },
		{ rate: "users: 0", items: "0", bytes: "0B", share: "0%", count: "x1" },
		{ rate: "users: 1bn", items: "1bn", bytes: "1PB", share: "100%", time: "1y", capacity: "1rps" },
	];
	for (const edge of edges) {
		it(`say sensible things with ${JSON.stringify(edge)}`, () => {
			assertSensible(contextOf(everything({ ...USUAL, ...edge })));
		});
	}

	it("say sensible things of any mixture of these", () => {
		const some = (name: keyof typeof USUAL) =>
			fc.constantFrom(USUAL[name], ...edges.flatMap((edge) => edge[name] ?? []));
		const numbers = fc.record(
			Object.fromEntries(Object.keys(USUAL).map((name) => [name, some(name as keyof typeof USUAL)])),
		) as fc.Arbitrary<typeof USUAL>;
		fc.assert(
			fc.property(numbers, (one) => assertSensible(contextOf(everything(one)))),
			{ numRuns: 50 },
		);
	});

	it("say sensible things of nothing", () => {
		for (const text of [
			"",
			"client c",
			"service web",
			"cache cache",
			"database db { shards: 3 }",
			"queue q",
			"cdn e",
			"a -> b",
		]) {
			assertSensible(contextOf(text));
		}
	});
});

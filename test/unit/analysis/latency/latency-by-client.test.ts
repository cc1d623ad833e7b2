import assert from "node:assert/strict";
import { analyze } from "../../../../src/analysis/analyze.ts";
import { latencyByClient } from "../../../../src/analysis/latency/latency-by-client.ts";
import type { ClientLatency } from "../../../../src/analysis/reports.ts";
import { whatIf } from "../../../../src/analysis/what-if.ts";
import { assertNear } from "../../../support/analysis.ts";
import { contextOf } from "../../../support/context.ts";

type Stable = Extract<ClientLatency, { kind: "stable" }>;

function latency(text: string, client = "c"): Stable {
	const found = latencyByClient(contextOf(text)).get(client);
	assert.equal(found?.kind, "stable");
	return found as Stable;
}

/** Where the requests of the client get stuck. */
function stuckAt(text: string, client = "c"): string[] | undefined {
	const found = latencyByClient(contextOf(text)).get(client);
	return found?.kind === "unstable" ? found.at.map(({ id }) => id) : undefined;
}

/** A tier that serves one request at a time, so that a visit takes 1 / (1000 - rate) on average, exponentially. */
const ONE = "{ capacity: 1000rps, concurrency: 1 }";

/** Of client `c` while parts are taken away. */
function meanWithout(text: string, ...parts: string[]): number {
	const { architecture } = contextOf(text);
	const { taken } = whatIf(architecture, parts);
	const found = analyze(architecture, { state: taken }).details.latencies().get("c");
	assert.equal(found?.kind, "stable");
	return (found as Stable).mean;
}

describe("latency from a client on (M5)", () => {
	it("waits for nothing that is down and that nobody needs, unless for as long as the call may take", () => {
		const text = (more: string): string => `client c { rate: 500rps }
			service a ${ONE}\nservice b { service-time: 1s }
			c -> a { latency: 0s }\na -> b { optional: true${more} }`;
		assertNear(meanWithout(text(""), "b"), 0.002);
		assertNear(meanWithout(text(", timeout: 10ms"), "b"), 0.012);
	});

	it("goes to the origin, or wherever else it turns to, for all that a lost CDN answers otherwise", () => {
		const text = (fallback: string): string => `data p { kind: static }
			client c { rate: 100rps, reads p }
			cdn e { holds: p, fallback: ${fallback} }
			cdn other { holds: p, hit-ratio: 100% }
			storage f { holds: p, service-time: 10ms }
			c -> e { latency: 30ms }\ne -> f { latency: 5ms }\nother -> f`;
		assertNear(meanWithout(text("origin"), "e"), 0.015);
		assertNear(meanWithout(text("other"), "e"), 0.03);
	});

	it("adds visits as distributions, not as percentiles", () => {
		const text = `client c { rate: 500rps }
			service a ${ONE}\nservice b ${ONE}
			c -> a { latency: 0s }\na -> b { latency: 0s }`;
		const found = latency(text);
		assertNear(found.mean, 0.004);
		// The sum of two exponentials of 2 ms: (1 + x) e^-x = 0.01 at x = 6.6384; the sum of the percentiles has 9.2103.
		assertNear(found.p99, 6.6384 * 0.002, 2e-3);
		assertNear(found.p50, 1.67835 * 0.002, 2e-3);
	});

	it("adds a round trip for each call, as declared or assumed", () => {
		const text = (link: string): string =>
			`client c { rate: 1rps }\nservice web { capacity: 1000rps, concurrency: 1, variability: 0 }\nc -> web ${link}`;
		assertNear(latency(text("")).mean, 0.0015, 1e-3);
		assertNear(latency(text("{ latency: 40ms }")).mean, 0.041, 1e-3);
		const context = contextOf(text(""));
		latencyByClient(context);
		assert.ok(context.facts.ledger().some(({ component, property }) => component === "c" && property === "latency"));
	});

	it("takes 150 ms between data centers", () => {
		const text = `client c { rate: 1rps }
			datacenter us { service web ${ONE} }
			datacenter eu { service api ${ONE} }
			c -> web -> api`;
		assertNear(latency(text).mean, 0.0005 + 0.15 + 2 / 999);
	});

	it("repeats calls, and makes some of them only now and then", () => {
		const text = (share: string): string =>
			`client c { rate: 1rps }\nservice a ${ONE}\nservice b ${ONE}\nc -> a { latency: 0s }\na -> b ${share} { latency: 9ms }`;
		const own = 1 / 999;
		assertNear(latency(text("x3")).mean, own + 3 * (0.009 + 1 / 997));
		assertNear(latency(text("5%")).mean, own + 0.05 * (0.009 + 1 / (1000 - 0.05)), 1e-6);
		assertNear(latency(text("x2.5")).mean, own + 2.5 * (0.009 + 1 / 997.5));
		// Three exponentials and 27 ms in sequence.
		assert.ok(latency(text("x3")).p99 > 0.027 && latency(text("x3")).p99 < 0.04);
		// One in twenty: beyond the 95th percentile lie mostly those that call.
		assert.ok(latency(text("5%")).p50 < 0.001 && latency(text("5%")).p99 > 0.009);
	});

	it("waits at one call as it did at the one before, where the line is long", () => {
		const text = (share: string, capacity: number): string =>
			`client c { rate: 20rps }\nservice a { capacity: ${capacity}rps, concurrency: 1 }\nc -> a ${share} { latency: 0s }`;
		const busy = latency(text("x10", 250));
		assertNear(busy.mean, 10 / (250 - 200));
		// Simulated: 0.149, 0.543 and 0.810 s; ten independent visits would have 0.198, 0.319 and 0.381 s.
		assertNear(busy.p50, 0.149, 0.1);
		assertNear(busy.p95, 0.543, 0.1);
		assertNear(busy.p99, 0.81, 0.1);
		// Where nothing waits, ten exponentials: Erlang's distribution.
		assertNear(latency(text("x10", 250_000)).p99, 18.783 / 250_000, 0.01);
	});

	it("spreads the operations on a sharded store over all shards, not all over the busiest", () => {
		const text = (shards: number): string => `data d { items: 1000, skew: 0, hottest: 40% }
			client c { rate: 100rps, reads d }
			database db { holds: d, shards: ${shards}, read-capacity: 100rps, concurrency: 1 }
			c -> db { latency: 0s }`;
		// Two shards: the one with the hottest key has 70 % of the reads, the other one 30 %.
		assertNear(latency(text(2)).mean, 0.7 / (100 - 70) + 0.3 / (100 - 30), 1e-3);
	});

	it("waits for the slowest of parallel calls", () => {
		const text = (properties: string): string => `client c { rate: 1rps }
			service a { capacity: 100000rps, concurrency: 1 }
			service b { capacity: 10rps, concurrency: 1 }\nservice d { capacity: 10rps, concurrency: 1 }
			c -> a { latency: 0s }\na -> b { latency: 0s ${properties} }\na -> d { latency: 0s ${properties} }`;
		const each = 1 / 9;
		assertNear(latency(text("")).mean, 2 * each + 1e-5, 1e-3);
		assertNear(latency(text(", parallel: true")).mean, 1.5 * each + 1e-5, 5e-3);
		// (1 - e^-x)^2 = 0.99.
		assertNear(latency(text(", parallel: true")).p99, -Math.log(1 - Math.sqrt(0.99)) * each, 5e-3);
	});

	it("makes a fan-out as slow as its slowest call", () => {
		const text = `client c { rate: 1rps }
			service a { capacity: 1000000rps, concurrency: 1 }
			service b { capacity: 1000rps, concurrency: 1 }
			c -> a { latency: 0s }\na -> b x100 { latency: 0s, parallel: true }`;
		// The mean of the largest of 100 exponentials is H(100) = 5.187 times theirs.
		assertNear(latency(text).mean, 5.187378 / 900, 0.01);
	});

	it("gives a call up after its timeout, each attempt for itself", () => {
		const text = (client: string, link: string, errors = "0%"): string =>
			`client c { rate: 1rps, ${client} }\nexternal pay { service-time: 100ms, error-rate: ${errors} }
			c -> pay { latency: 0s, ${link} }`;
		// E[min(X, T)] = S (1 - e^(-T / S)) of an exponential.
		const once = 0.1 * -Math.expm1(-2);
		assertNear(latency(text("", "timeout: 200ms")).mean, once, 1e-3);
		assertNear(latency(text("", "timeout: 200ms")).p99, 0.2);
		assertNear(latency(text("timeout: 200ms", "")).p99, 0.2);
		assertNear(latency(text("timeout: 10ms", "timeout: 200ms")).p99, 0.2);
		// Half of the requests try again: 1 + 0.5.
		assertNear(latency(text("timeout: 200ms, retries: 1", "", "50%")).mean, 1.5 * once, 1e-3);
		assertNear(latency(text("timeout: 200ms, retries: 1", "", "100%")).p999, 0.4);
	});

	it("waits for what nobody needs until the timeout, and for what is needed for ever", () => {
		const text = (link: string): string =>
			`client c { rate: 800rps }\nservice web x100\nservice slow { capacity: 500rps }\nc -> web { latency: 0s }
			web -> slow { timeout: 300ms, ${link} }`;
		assertNear(latency(text("optional: true")).mean, 0.316, 1e-3);
		assert.deepEqual(stuckAt(text("")), ["slow"]);
	});

	it("mixes hits and misses of a cache", () => {
		const text = `data d
			client c { rate: 10rps }
			service web { service-time: 1ms, concurrency: 1, reads d }
			cache redis { holds: d, hit-ratio: 80% }
			database db { holds: d, concurrency: 1, read-capacity: 100rps }
			c -> web { latency: 0s }\nweb -> redis { latency: 1ms }\nweb -> db { latency: 2ms }`;
		const web = 1 / 990;
		const db = 1 / (100 - 2);
		const found = latency(text);
		assertNear(found.mean, web + 0.001 + 0.0005 + 0.2 * (0.002 + db), 1e-3);
		assert.ok(found.p50 < 0.005 && found.p99 > 0.02);
	});

	it("goes through a cache that reads through", () => {
		const text = `data d
			client c { rate: 10rps }
			service web { service-time: 1ms, concurrency: 1, reads d }
			cache redis { holds: d, read: read-through, hit-ratio: 50% }
			database db { holds: d, concurrency: 1, read-capacity: 100rps }
			c -> web { latency: 0s }\nweb -> redis { latency: 0s }\nredis -> db { latency: 0s }`;
		assertNear(latency(text).mean, 1 / 990 + 0.0005 + 0.5 / 95, 1e-3);
	});

	it("leaves out what goes through queues and what is asynchronous", () => {
		const text = (rest: string): string => `client c { rate: 1rps }
			service a ${ONE}\nqueue q\nworker w { service-time: 100ms }\nservice log { service-time: 1s }
			c -> a { latency: 0s }\n${rest}`;
		const alone = latency(text("")).mean;
		assertNear(latency(text("a -> q -> w\na -> log { async: true }")).mean, alone);
	});

	it("says where requests get stuck", () => {
		const text = (rest: string): string => `client c { rate: 1000rps }
			service a x4 {}\nservice b { capacity: 100rps }
			c -> a\n${rest}`;
		assert.deepEqual(stuckAt(text("a -> b")), ["b"]);
		// Nobody waits for these.
		assert.equal(stuckAt(text("a -> b { async: true }")), undefined);
		assert.equal(stuckAt(text("a -> b { optional: true }")), undefined);
		assert.equal(stuckAt(text("a -> b 0.1%")), undefined);
	});

	it("follows circles of calls as long as they last", () => {
		// Each request comes twice to both, since half of them go round again: 200 rps at 1000.
		const circle = `client c { rate: 100rps }\nservice a ${ONE}\nservice b ${ONE}
			c -> a { latency: 0s }\na -> b { latency: 0s }\nb -> a 50% { latency: 0s }`;
		assertNear(latency(circle).mean, 4 / 800, 1e-4);
		const endless = circle.replace("50%", "x2");
		assert.deepEqual(stuckAt(endless)?.sort(), ["a", "b"]);
	});

	it("divides requests behind routers as the traffic does", () => {
		const text = `client c { rate: 100rps }
			dns names\nservice near ${ONE}\nservice far ${ONE}
			c -> names\nnames -> near 75% { latency: 1ms }\nnames -> far 25% { latency: 101ms }`;
		assertNear(latency(text).mean, 0.75 * (0.001 + 1 / 925) + 0.25 * (0.101 + 1 / 975));
	});

	it("waits for synchronous copies", () => {
		const text = (replication: string): string => `data d
			client c { rate: 1rps, writes d }
			datacenter us { database db { holds: d, write-time: 5ms, concurrency: 1, replication: ${replication} } }
			datacenter eu { database copy { holds: d } }
			c -> db { latency: 0s }\ndb -> copy { latency: 90ms }`;
		const own = 1 / (200 - 1);
		assertNear(latency(text("async")).mean, own);
		assertNear(latency(text("sync")).mean, own + 0.09);
	});

	it("asks all shards where the key is not known", () => {
		const text = (scatter: string): string => `data d { items: 1M, skew: 0 }
			client c { rate: 1rps, reads d }
			database db { holds: d, shards: 4, read-time: 12ms, concurrency: 1 ${scatter} }
			c -> db { latency: 0s }`;
		const plain = latency(text("")).mean;
		// The largest of four exponentials: 1 + 1/2 + 1/3 + 1/4.
		assertNear(latency(text(", scatter: 100%")).mean / plain, 25 / 12, 0.02);
	});

	it("counts what nothing is known of as nothing, and says so", () => {
		const context = contextOf(`client c { rate: 1rps }\nservice a ${ONE}\nexternal bank\nc -> a -> bank`);
		const found = latencyByClient(context).get("c");
		assertNear(found?.kind === "stable" ? found.mean : undefined, 0.001 + 1 / 999);
		assert.ok(
			context.facts.ledger().some(({ component, property }) => component === "bank" && property === "service-time"),
		);
	});

	it("says nothing of clients that wait for nothing or of which nothing is known", () => {
		assert.equal(latencyByClient(contextOf("client c\nservice a\nc -> a")).size, 0);
		assert.equal(latencyByClient(contextOf("client c { rate: 1rps }\nqueue q\nc -> q")).size, 0);
	});

	it("survives chains of thousands of services", () => {
		const names = Array.from({ length: 3000 }, (_, i) => `s${i}`);
		const text = `client c { rate: 1rps }\n${names.map((name) => `service ${name} ${ONE}`).join("\n")}
			c -> ${names.join(" -> ")}`;
		const found = latency(text);
		assertNear(found.mean, 3000 * (0.0005 + 1 / 999), 1e-6);
		assert.ok(found.p99 > found.mean && found.p99 < 1.1 * found.mean);
	});
});

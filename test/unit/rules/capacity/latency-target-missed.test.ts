import assert from "node:assert/strict";
import { latencyTargetMissed as rule } from "../../../../src/rules/capacity/latency-target-missed.ts";
import { findingMessage, findingWhy, fixTitle, offeredFixes } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

/** Two web servers that are nearly full. */
const full = (targets: string, instances = 2): string => `system { ${targets} }

client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2
service web x${instances} { capacity: 250rps, service-time: 32ms }

browser -> lb -> web
`;

const reading = (targets: string): string => `system { ${targets} }

data posts { kind: durable, size: 2KB, items: 5M, skew: 0.9 }

client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2
service web x6 {
  capacity: 250rps
  service-time: 5ms
  reads posts x8
  writes posts 5%
}
database db { holds: posts, replicas: 1, failover: automatic, read-capacity: 4000/s, write-capacity: 1000/s }

browser -> lb -> web -> db
`;

const titles = (text: string): string[] => {
	const [finding] = findingsOf(rule, text);
	return offeredFixes(finding!).map((fix) => fixTitle(finding!, fix, "en"));
};

describe("latency-target-missed", () => {
	it("reports each percentile that is above its target", () => {
		checkReports(rule, full("<|latency-p95: 50ms|>, <|latency-p99: 160ms|>"));
		checkReports(rule, full("latency-p95: 1s, <|latency-p99: 160ms|>"));
		const [finding] = findingsOf(rule, full("latency-p99: 160ms"));
		assert.match(
			findingMessage(finding!, "en"),
			/^99 of 100 requests of `browser` are answered within \d+ ms and not within 160 ms; the largest part of their time goes to `web`\.$/,
		);
	});

	it("says where the mean goes, the network included", () => {
		const [finding] = findingsOf(rule, reading("latency-p95: 40ms"));
		assert.match(
			findingWhy(finding!, "en"),
			/on average: `db` \d+ ms \(\d+ %\), `web` 5(\.\d)? ms \(\d+ %\), the network `web` -> `db` 4(\.\d)? ms/,
		);
	});

	it("is one step milder where the largest part rests on defaults", () => {
		checkReports(rule, reading("<|latency-p95: 40ms|>"), undefined, "info");
	});

	it("is silent where the target is met, where there is none, and where a queue grows without end", () => {
		checkSilent(rule, full("latency-p95: 200ms, latency-p99: 300ms"));
		checkSilent(rule, full("availability: 99%"));
		checkSilent(rule, full("latency-p99: 160ms", 1));
	});

	it("adds instances where requests wait", () => {
		checkFix(rule, "instances", full("latency-p99: 160ms"), full("latency-p99: 160ms", 3));
		assert.match(
			titles(full("latency-p99: 160ms"))[0]!,
			/^Raise the instances of `web` from 2 to 3: 1\d\d ms -> 14\d ms$/,
		);
	});

	it("does not where they do not", () => {
		assert.deepEqual(titles(full("latency-p99: 50ms", 8)), []);
	});

	it("offers replicas, a cache and parallel calls where requests read", () => {
		const all = titles(reading("latency-p95: 40ms"));
		assert.match(all[0]!, /^Raise the replicas of `db` from 1 to \d: \d+ ms -> \d+ ms/);
		assert.match(all[1]!, /^Put a look-aside cache `cache` x2 in front of the reads of `db`: \d+ ms -> \d+ ms$/);
		assert.match(all[2]!, /^Let `web` make its calls at the same time: \d+ ms -> \d+ ms$/);
	});

	it("makes the calls of a service parallel", () => {
		const text = (body: string): string => `system { latency-p99: 600ms }

client browser { rate: 1rps }
service page x2 { service-time: 1ms, variability: constant }
external weather { service-time: 100ms }
external news { service-time: 100ms }

browser -> page
page -> weather${body}
page -> news${body}
`;
		checkFix(rule, "parallel", text(""), text(" { parallel: true }"));
	});
});

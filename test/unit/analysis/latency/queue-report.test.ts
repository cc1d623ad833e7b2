import assert from "node:assert/strict";
import { queueReport } from "../../../../src/analysis/latency/queue-report.ts";
import type { QueueReport } from "../../../../src/analysis/reports.ts";
import { analysisOf, assertNear, componentOf } from "../../../support/analysis.ts";
import { reportOn } from "../../../support/context.ts";

function report(text: string, id = "q"): QueueReport {
	const found = reportOn(text, id, queueReport);
	assert.ok(found, "no report on the queue");
	return found;
}

const messages = (rate: number, queue: string, worker: string, count = "x10"): string =>
	`client c { rate: ${rate}rps }\nqueue q { ${queue} }\nworker w ${count} { service-time: 100ms, ${worker} }\nc -> q -> w`;

describe("queues (M14)", () => {
	it("grow by what their consumers cannot do", () => {
		assert.equal(report(messages(150, "", "")).backlogPerSecond, 50);
		assert.equal(report(messages(80, "", "")).backlogPerSecond, 0);
		// At 70 %: 150 / 7.
		assert.equal(report(messages(150, "", "")).consumersNeeded, 22);
		assert.equal(report(messages(150, "", "")).drainSeconds, undefined);
	});

	it("are drained by what consumers can do beyond what arrives", () => {
		const found = report(messages(80, "backlog: 36k, drain-within: 1h", ""));
		assertNear(found.drainSeconds, 36_000 / 20);
		assertNear(found.longestWait, 360);
		// Utilisation asks for 12, the backlog for (80 + 10) / 10 = 9.
		assert.equal(found.consumersNeeded, 12);
		assert.equal(report(messages(80, "backlog: 360k, drain-within: 1h", "")).consumersNeeded, 18);
		assert.equal(report(messages(100, "backlog: 36k", "")).drainSeconds, undefined);
	});

	it("collect during an outage, and lose what they do not keep", () => {
		const found = report(messages(80, "outage: 1h, retention: 2h", ""));
		assertNear(found.drainSeconds, (80 * 3600) / 20);
		assert.equal(found.lostMessages, 0);
		assertNear(report(messages(80, "outage: 1h, retention: 15min", "")).lostMessages, 80 * 2700);
		assertNear(report(messages(80, "outage: 1h, max-length: 100k", "")).lostMessages, 188_000);
		assertNear(report(messages(80, "outage: 1h, retention: 100MB, message-size: 1KB", "")).lostMessages, 188_000);
	});

	it("collect during a burst of the clients", () => {
		const text = messages(80, "", "").replace("80rps", "80rps, burst: 5x, burst-for: 10min");
		// (400 - 100) x 600 at 20 a second.
		assertNear(report(text).drainSeconds, (300 * 600) / 20);
		assertNear(report(text.replace("5x", "400rps")).drainSeconds, 9000);
	});

	it("are read by no more consumers than they have partitions", () => {
		const found = report(messages(80, "partitions: 4", ""));
		assert.equal(found.activeConsumers, 4);
		assert.equal(found.backlogPerSecond, 40);
		assert.equal(report(messages(80, "ordering: total", "")).backlogPerSecond, 70);
		const analysis = componentOf(analysisOf(messages(20, "partitions: 4", "")), "w");
		assertNear(analysis.capacity, 40);
		assertNear(analysis.utilization, 0.5);
	});

	it("are as slow as the slowest of their consumer tiers, and need all of them", () => {
		const text = `${messages(150, "", "")}\nworker v x5 { service-time: 100ms }\nq -> v`;
		assert.equal(report(text).backlogPerSecond, 100);
		assert.equal(report(text).consumersNeeded, 44);
		assert.equal(report(text, "w").backlogPerSecond, 50);
		assert.equal(report(text, "v").backlogPerSecond, 100);
	});

	it("that nobody reads only grow, and of which nothing is known say nothing", () => {
		assert.deepEqual(report("client c { rate: 5rps }\nqueue q\nc -> q"), { backlogPerSecond: 5 });
		assert.equal(reportOn("client c { rate: 5rps }\nqueue q\nworker w\nc -> q -> w", "q", queueReport), undefined);
		assert.equal(
			reportOn("client c\nqueue q\nworker w { service-time: 1s }\nc -> q -> w", "q", queueReport),
			undefined,
		);
		assert.equal(reportOn("client c { rate: 5rps }\nservice web\nc -> web", "web", queueReport), undefined);
	});
});

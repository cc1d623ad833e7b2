import assert from "node:assert/strict";
import { latencyByClient } from "../../../../src/analysis/latency/latency-by-client.ts";
import { timeSpentFor } from "../../../../src/analysis/latency/time-spent.ts";
import { assertNear } from "../../../support/analysis.ts";
import { contextOf } from "../../../support/context.ts";

/** Where the requests of the first client spend their time, and how long they take. */
function spentIn(text: string): { readonly mean: number; readonly times: ReadonlyMap<string, number> } {
	const context = contextOf(text);
	const client = context.architecture.components.find(({ kind }) => kind === "client")!;
	const latency = latencyByClient(context).get(client.id);
	assert.equal(latency?.kind, "stable");
	const times = timeSpentFor(client, context).map(({ at, seconds }): [string, number] => [
		"type" in at ? at.id : `${at.from.id} -> ${at.to.id}`,
		seconds,
	]);
	return { mean: latency.mean, times: new Map(times) };
}

const sum = (times: ReadonlyMap<string, number>): number =>
	[...times.values()].reduce((total, time) => total + time, 0);

describe("where time is spent (M5)", () => {
	it("adds up to the mean, with a part that occurs several times as often as it does", () => {
		const { mean, times } = spentIn(`data d { kind: durable, items: 1M }
			client c { rate: 100rps }
			service web x2 { service-time: 5ms, reads d x7.5, writes d 20% }
			cache r { holds: d, hit-ratio: 60%, read: look-aside }
			database db { holds: d, replicas: 2, failover: automatic }
			c -> web { latency: 30ms }
			web -> r, db
			web -> tags 25%
			service tags x2 { service-time: 80ms }`);
		assertNear(sum(times), mean, 1e-9);
		assertNear(times.get("c -> web")!, 0.03, 1e-12);
		assert.ok(times.get("tags")! > 0.02);
		assert.deepEqual(
			[...times.values()],
			[...times.values()].sort((a, b) => b - a),
		);
	});

	it("counts of parallel calls the slowest, and what is given up until then", () => {
		const { mean, times } = spentIn(`client c { rate: 1rps }
			service web x2 { service-time: 1ms }
			external a { service-time: 100ms }
			external b { service-time: 20ms }
			external late { service-time: 500ms }
			c -> web
			web -> a { parallel: true }
			web -> b { parallel: true }
			web -> late { timeout: 50ms }`);
		assertNear(sum(times), mean, 1e-6);
		assert.ok(!times.has("b"));
		assert.ok(times.get("late")! < 0.05);
	});
});

import assert from "node:assert/strict";
import { LookupCache } from "../../simulation/lookup-cache.ts";
import { aliasTable, constant, erlang, exponential, hyperexponential, Random } from "../../simulation/random.ts";
import { runQueue } from "../../simulation/run-queue.ts";
import { compare, type Scenario } from "../../simulation/scenario.ts";
import { scenarios } from "../../simulation/scenarios.ts";
import { Simulation, Station } from "../../simulation/simulation.ts";
import { assertNear } from "../../support/numbers.ts";

describe("simulator", () => {
	it("runs events in the order of their times, and of their planning where these are alike", () => {
		const simulation = new Simulation();
		const order: string[] = [];
		const random = new Random(1);
		for (const name of ["b", "c", "d"]) simulation.after(2, () => order.push(name));
		simulation.after(1, () => {
			order.push("a");
			simulation.after(1, () => order.push("e"));
		});
		simulation.run();
		assert.deepEqual(order, ["a", "b", "c", "d", "e"]);
		const times: number[] = [];
		for (let i = 0; i < 1000; i++) simulation.after(random.uniform(), () => times.push(simulation.now));
		simulation.run();
		assert.deepEqual(
			times,
			[...times].sort((a, b) => a - b),
		);
	});

	it("serves first come, first served, as many at once as there are servers", () => {
		const simulation = new Simulation();
		const station = new Station(simulation, 2, constant(10), new Random(1));
		const waits: number[] = [];
		for (let i = 0; i < 5; i++) station.serve((waited) => waits.push(waited));
		simulation.run();
		assert.deepEqual(waits, [0, 0, 10, 10, 20]);
		assert.equal(simulation.now, 30);
		assertNear(station.averageBusy(), 5 / 3, 1e-12);
	});

	it("gives the same numbers for the same seed, and others for another one", () => {
		const run = (seed: number) => runQueue({ seed, arrivalsPerSecond: 0.5, service: exponential(1), jobs: 1000 });
		assert.deepEqual(run(7), run(7));
		assert.notDeepEqual(run(7), run(8));
	});

	it("draws times of the mean and the variability that they are meant to have", () => {
		const random = new Random(3);
		for (const [sample, cs2] of [
			[exponential(2), 1],
			[constant(2), 0],
			[hyperexponential(2, 4), 4],
			[erlang(2, 4), 0.25],
		] as const) {
			const values = Array.from({ length: 50_000 }, () => sample(random));
			const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
			const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
			assertNear(mean, 2, 0.05);
			assert.ok(Math.abs(variance / mean ** 2 - cs2) < 0.1 * (1 + cs2));
		}
		const draw = aliasTable(Float64Array.from([1, 2, 5]));
		const counts = [0, 0, 0];
		for (let i = 0; i < 80_000; i++) counts[draw(random)]!++;
		for (const [i, weight] of [1, 2, 5].entries()) assertNear(counts[i]!, 10_000 * weight, 0.05);
	});

	it("evicts what was not used longest, or what came first; forgets what expired", () => {
		const lru = new LookupCache({ items: 5, capacity: 2, eviction: "lru" });
		lru.put(0, 0);
		lru.put(1, 1);
		assert.ok(lru.read(0, 2));
		lru.put(2, 3);
		assert.deepEqual(
			[0, 1, 2].map((item) => lru.read(item, 4)),
			[true, false, true],
		);
		const fifo = new LookupCache({ items: 5, capacity: 2, eviction: "fifo" });
		fifo.put(0, 0);
		fifo.put(1, 1);
		assert.ok(fifo.read(0, 2));
		fifo.put(2, 3);
		assert.deepEqual(
			[0, 1, 2].map((item) => fifo.read(item, 4)),
			[false, true, true],
		);
		const ttl = new LookupCache({ items: 5, capacity: 5, eviction: "lru", ttl: 10 });
		ttl.put(0, 0);
		assert.ok(ttl.read(0, 9));
		assert.ok(!ttl.read(0, 10));
		const reset = new LookupCache({ items: 5, capacity: 5, eviction: "lru", ttl: 10, ttlReset: true });
		reset.put(0, 0);
		assert.ok(reset.read(0, 9));
		assert.ok(reset.read(0, 18));
		reset.remove(0);
		assert.ok(!reset.read(0, 19));
		assert.equal(reset.size, 0);
	});
});

/** Of the full length of a run. */
const SIZE = 0.08;

/** Of each part the scenarios that say most in little time; `npm run validate` runs all of them, much longer. */
const QUICK: Readonly<Record<string, readonly RegExp[]>> = {
	queueing: [/^M\/M\/8, rho 0\.6/, /^4 instances of 1, rho 0\.8/, /^M\/D\/8, rho 0\.7/, /^Burst/, /^Overload/],
	networks: [/network 4\b/, /network 10\b/],
	caching: [/^LRU, 1000 of/, /^FIFO, deleted/, /^LRU, TTL 2 s/, /^LRU, TTL 3 s, stale/, /look-aside/, /^Write-back/],
	sharding: [/^16 shards/, /10 parts on 10/, /^Ring of 10 nodes with 10 /],
	failures: [/^1 of 1$/, /^2 of 3/, /^8 of 10/, /zones/, /data center/, /^Failover/],
};

describe("formulas against the simulation", () => {
	for (const { id, scenarios: part } of scenarios) {
		it(id, () => {
			const chosen = part.filter(({ name }) => QUICK[id]!.some((pattern) => pattern.test(name)));
			assert.ok(chosen.length > 0);
			for (const scenario of chosen) check(scenario);
		});
	}
});

function check(scenario: Scenario): void {
	for (const { metric, analytic, simulated, interval, holds } of compare(scenario, [1, 2, 3, 4], SIZE)) {
		assert.ok(holds, `${scenario.name}, ${metric}: ${analytic} by formula, ${simulated} ± ${interval} simulated`);
	}
}

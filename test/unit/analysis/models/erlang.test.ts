import assert from "node:assert/strict";
import fc from "fast-check";
import {
	type Balancing,
	erlangB,
	erlangC,
	queueing,
	responsePercentile,
	responseTail,
	responseTime,
	type StableQueueing,
	waitPercentile,
	waitTail,
} from "../../../../src/analysis/models/erlang.ts";
import { normalCdf } from "../../../../src/analysis/models/special-functions.ts";
import { anySize, assertFinite, assertNear } from "../../../support/numbers.ts";

const BALANCINGS: readonly Balancing[] = ["pooled", "least-connections", "two-choices", "round-robin", "random"];

function stable(options: Partial<Parameters<typeof queueing>[0]> & { arrivalsPerSecond: number }): StableQueueing {
	const result = queueing({ serviceSeconds: 1, instances: 1, serversPerInstance: 1, ...options });
	assert.ok(result.kind === "stable");
	return result;
}

describe("Erlang's formulas", () => {
	it("B: offered load that blocks 0.1, 1 and 2 % (tables of the Erlang loss formula, ITU Teletraffic Handbook)", () => {
		for (const [servers, load, blocking] of [
			[1, 0.0101, 0.01],
			[2, 0.153, 0.01],
			[5, 1.361, 0.01],
			[10, 4.461, 0.01],
			[20, 12.03, 0.01],
			[50, 37.9, 0.01],
			[100, 84.06, 0.01],
			[10, 3.092, 0.001],
			[100, 75.24, 0.001],
			[10, 5.084, 0.02],
			[100, 87.97, 0.02],
		] as const) {
			assertNear(erlangB(servers, load), blocking, 5e-3, `${servers} servers, ${load} E:`);
		}
	});

	it("C: 10 erlangs on 11 to 14 agents wait with 68.2, 44.9, 28.5 and 17.4 % (tables for call centres)", () => {
		for (const [servers, wait] of [
			[11, 0.682],
			[12, 0.449],
			[13, 0.285],
			[14, 0.174],
		] as const) {
			assertNear(erlangC(servers, 10), wait, 2e-3);
		}
	});

	it("C: closed forms for one server, rho, and two, 2 rho^2 / (1 + rho)", () => {
		for (const rho of [0.1, 0.5, 0.8, 0.99]) {
			assertNear(erlangC(1, rho), rho, 1e-14);
			assertNear(erlangC(2, 2 * rho), (2 * rho ** 2) / (1 + rho), 1e-14);
		}
	});

	it("C: the recursion from one server on, up to 300", () => {
		for (const servers of [3, 17, 100, 300]) {
			for (const rho of [0.3, 0.7, 0.95]) {
				let inverse = 1;
				for (let n = 1; n <= servers; n++) inverse = 1 + (n / (rho * servers)) * inverse;
				assertNear(erlangC(servers, rho * servers), 1 / (rho + (1 - rho) * inverse), 1e-11);
			}
		}
	});

	it("C: a million servers as Halfin & Whitt (1981) have it", () => {
		for (const beta of [0.5, 1, 2]) {
			const servers = 1e6;
			const load = servers - beta * Math.sqrt(servers);
			const density = Math.exp(-(beta ** 2) / 2) / Math.sqrt(2 * Math.PI);
			assertNear(erlangC(servers, load), 1 / (1 + (beta * normalCdf(beta)) / density), 4e-3);
		}
	});
});

describe("waiting before servers", () => {
	it("M/M/1 in closed form: wait rho / (1 - rho), response exponential", () => {
		const q = stable({ arrivalsPerSecond: 80, serviceSeconds: 0.01 });
		assertNear(q.meanWait, 0.04, 1e-12);
		assertNear(q.meanInSystem, 4, 1e-12);
		assertNear(q.meanQueueLength, 3.2, 1e-12);
		const { p50, p95, p99, p999 } = responseTime(q);
		for (const [value, p] of [
			[p50, 0.5],
			[p95, 0.95],
			[p99, 0.99],
			[p999, 0.999],
		] as const) {
			assertNear(value, -0.05 * Math.log(1 - p), 1e-8);
		}
		assert.ok(q.exact);
	});

	it("M/M/2, rho 0.75: wait 9/7 of a service time (Gross & Harris, 2.3)", () => {
		const q = stable({ arrivalsPerSecond: 1.5, instances: 2 });
		assertNear(q.waitProbability, 9 / 14, 1e-12);
		assertNear(q.meanWait, 9 / 7, 1e-12);
	});

	it("percentiles are where the tails say, also where both rates are alike", () => {
		for (const arrivalsPerSecond of [0.1, 3, 6.999_999, 7, 7.000_001, 7.9]) {
			const q = stable({ arrivalsPerSecond, serversPerInstance: 8 });
			for (const p of [0.5, 0.95, 0.99, 0.999]) {
				assertNear(responseTail(q.visit, responsePercentile(q.visit, p)), 1 - p, 1e-7);
				const wait = waitPercentile(q.visit, p);
				if (wait > 0) assertNear(waitTail(q.visit, wait), 1 - p, 1e-9);
			}
		}
	});

	it("four single servers at 0.8: the figures of a simulation of 2e7 requests for each balancing", () => {
		const waits = Object.fromEntries(
			BALANCINGS.map((balancing) => [balancing, stable({ arrivalsPerSecond: 3.2, instances: 4, balancing }).meanWait]),
		);
		assertNear(waits.pooled!, 0.746, 1e-3);
		assertNear(waits["round-robin"]!, 2.274, 5e-3);
		assertNear(waits.random!, 4, 1e-12);
		assertNear(waits["two-choices"]!, 1.536, 0.03);
		// Counted as a pool, which is the lower bound: simulated 0.951.
		assert.equal(waits["least-connections"], waits.pooled);
	});

	it("round robin is the chain of phases that it stands for, solved step by step", () => {
		for (const { n, k, rho } of [
			{ n: 3, k: 2, rho: 0.7 },
			{ n: 4, k: 3, rho: 0.8 },
			{ n: 2, k: 5, rho: 0.6 },
		]) {
			const q = stable({
				arrivalsPerSecond: n * k * rho,
				instances: n,
				serversPerInstance: k,
				balancing: "round-robin",
			});
			const exact = phaseChain(n, k, rho);
			assertNear(q.waitProbability, exact.waitProbability, 1e-6);
			assertNear(q.meanWait, exact.meanWait, 1e-6);
		}
	});

	it("round robin where j servers idle on average, a removable singularity of its formula", () => {
		for (const k of [2, 4, 10]) {
			let previous = 0;
			for (let rho = 0.05; rho < 1; rho += 0.001) {
				const q = stable({
					arrivalsPerSecond: 3 * k * rho,
					instances: 3,
					serversPerInstance: k,
					balancing: "round-robin",
				});
				assert.ok(q.waitProbability >= previous - 1e-9, `k ${k}, rho ${rho}`);
				previous = q.waitProbability;
			}
		}
	});

	it("two choices of many: 1.9475 service times at 0.8, the sum of rho^(2^i - 2) (Mitzenmacher 1996)", () => {
		const q = stable({ arrivalsPerSecond: 0.8e6, instances: 1e6, balancing: "two-choices" });
		let sum = 0;
		for (let i = 1; i < 20; i++) sum += 0.8 ** (2 ** i - 2);
		assertNear(q.meanResponse, sum, 1e-5);
		const one = stable({ arrivalsPerSecond: 0.8, instances: 1, balancing: "two-choices" });
		assertNear(one.meanWait, 4, 1e-12);
	});

	it("Pollaczek & Khinchine for one server: constant service halves the wait", () => {
		assertNear(stable({ arrivalsPerSecond: 0.9, serviceVariability: 0 }).meanWait, 4.5, 1e-12);
		assertNear(stable({ arrivalsPerSecond: 0.9, serviceVariability: 4 }).meanWait, 22.5, 1e-12);
		const q = stable({ arrivalsPerSecond: 0.000_001, serviceVariability: 0 });
		assertNear(responsePercentile(q.visit, 0.5), 1, 1e-9);
		assert.ok(!q.exact);
	});

	it("mean and variance of the service time are those that were asked for", () => {
		for (const cs2 of [0, 0.25, 1, 2, 9, 1e4]) {
			const { fixedSeconds, phases } = stable({ arrivalsPerSecond: 0, serviceVariability: cs2 }).visit;
			const mean = phases.reduce((sum, { probability, meanSeconds }) => sum + probability * meanSeconds, 0);
			const square = phases.reduce((sum, { probability, meanSeconds }) => sum + 2 * probability * meanSeconds ** 2, 0);
			assertNear(fixedSeconds + mean, 1, 1e-9);
			assert.ok(Math.abs(square - mean ** 2 - cs2) <= 1e-6 * (1 + cs2));
		}
	});

	it("says by how much the backlog grows when it cannot keep up", () => {
		const q = queueing({ arrivalsPerSecond: 150, serviceSeconds: 0.08, instances: 1, serversPerInstance: 8 });
		assert.ok(q.kind === "unstable");
		assertNear(q.backlogPerSecond, 50, 1e-12);
		assertNear(q.utilization, 1.5, 1e-12);
		const full = queueing({ arrivalsPerSecond: 100, serviceSeconds: 0.08, instances: 1, serversPerInstance: 8 });
		assert.deepEqual(
			{ ...full, utilization: 1 },
			{ kind: "unstable", servers: 8, utilization: 1, backlogPerSecond: 0 },
		);
	});

	it("no servers, no service time, no load", () => {
		const none = queueing({ arrivalsPerSecond: 5, serviceSeconds: 1, instances: 0, serversPerInstance: 8 });
		assert.ok(none.kind === "unstable" && none.backlogPerSecond === 5);
		assert.equal(stable({ arrivalsPerSecond: 0, instances: 0 }).meanWait, 0);
		assert.equal(stable({ arrivalsPerSecond: 1e6, serviceSeconds: 0 }).meanResponse, 0);
		assert.equal(responseTime(stable({ arrivalsPerSecond: 1e6, serviceSeconds: 0 })).p99, 0);
		assert.equal(stable({ arrivalsPerSecond: 0 }).meanWait, 0);
		assert.equal(
			queueing({ arrivalsPerSecond: Number.NaN, serviceSeconds: 1, instances: 1, serversPerInstance: 1 }).kind,
			"unknown",
		);
		const unknown = queueing({
			arrivalsPerSecond: 1,
			serviceSeconds: Number.POSITIVE_INFINITY,
			instances: 1,
			serversPerInstance: 1,
		});
		assert.deepEqual(unknown, { kind: "unknown", missing: "service-time" });
	});

	it("is finite for any load, any number of servers, any variability", () => {
		fc.assert(
			fc.property(
				anySize,
				anySize,
				fc.integer({ min: 0, max: 1e6 }),
				fc.integer({ min: 0, max: 300 }),
				fc.constantFrom(...BALANCINGS),
				anySize,
				anySize,
				(arrivalsPerSecond, serviceSeconds, instances, serversPerInstance, balancing, ca2, cs2) => {
					const q = queueing({
						arrivalsPerSecond,
						serviceSeconds,
						instances,
						serversPerInstance,
						balancing,
						arrivalVariability: ca2,
						serviceVariability: cs2,
					});
					assertFinite(q);
					if (q.kind !== "stable") return;
					const times = responseTime(q);
					assertFinite(times);
					assert.ok(times.p50 <= times.p95 && times.p95 <= times.p99 && times.p99 <= times.p999);
					assert.ok(q.waitProbability >= 0 && q.waitProbability <= 1);
				},
			),
			{ numRuns: 500 },
		);
	});

	it("near saturation, to the last double below it", () => {
		for (const balancing of BALANCINGS) {
			for (const rho of [1 - 1e-6, 1 - 1e-9, 1 - 1e-12, 1 - 2 ** -53]) {
				for (const serversPerInstance of [1, 8]) {
					const q = queueing({
						arrivalsPerSecond: 4 * serversPerInstance * rho,
						serviceSeconds: 1,
						instances: 4,
						serversPerInstance,
						balancing,
					});
					assertFinite(q);
					if (q.kind === "stable") assertFinite(responseTime(q));
				}
			}
		}
	});

	it("more load never shortens a wait; more servers never lengthen it", () => {
		fc.assert(
			fc.property(
				fc.double({ min: 0.01, max: 0.98, noNaN: true }),
				fc.integer({ min: 1, max: 20 }),
				fc.integer({ min: 1, max: 20 }),
				fc.constantFrom(...BALANCINGS),
				(rho, instances, serversPerInstance, balancing) => {
					const arrivalsPerSecond = rho * instances * serversPerInstance;
					const options = { arrivalsPerSecond, instances, serversPerInstance, balancing };
					const here = stable(options).meanWait;
					assert.ok(stable({ ...options, arrivalsPerSecond: arrivalsPerSecond * 1.01 }).meanWait >= here * (1 - 1e-9));
					assert.ok(stable({ ...options, instances: instances + 1 }).meanWait <= here * (1 + 1e-9));
				},
			),
		);
	});

	it("rates times k divide every wait by k and change no utilisation", () => {
		fc.assert(
			fc.property(
				fc.double({ min: 0.01, max: 0.99, noNaN: true }),
				fc.double({ min: 0.001, max: 1000, noNaN: true }),
				fc.constantFrom(...BALANCINGS),
				(rho, k, balancing) => {
					const one = stable({ arrivalsPerSecond: 12 * rho, instances: 3, serversPerInstance: 4, balancing });
					const scaled = stable({
						arrivalsPerSecond: 12 * rho * k,
						serviceSeconds: 1 / k,
						instances: 3,
						serversPerInstance: 4,
						balancing,
					});
					assertNear(scaled.utilization, one.utilization, 1e-9);
					assertNear(scaled.meanWait * k, one.meanWait, 1e-6);
				},
			),
		);
	});

	it("one queue for all is never worse than chance, and in between lie two choices and turns", () => {
		for (const rho of [0.3, 0.7, 0.95]) {
			for (const instances of [2, 5, 40]) {
				for (const serversPerInstance of [1, 4]) {
					const wait = (balancing: Balancing) =>
						stable({
							arrivalsPerSecond: rho * instances * serversPerInstance,
							instances,
							serversPerInstance,
							balancing,
						}).meanWait;
					assert.ok(wait("pooled") <= wait("two-choices"));
					assert.ok(wait("two-choices") <= wait("random"));
					assert.ok(wait("pooled") <= wait("round-robin"));
					assert.ok(wait("round-robin") <= wait("random"));
				}
			}
		}
	});
});

/**
 * One instance of k servers whose arrivals come in n phases of rate n k rho: the balance equations of its chain with up to 80 requests,
 * solved by Gauss & Jordan.
 */
function phaseChain(n: number, k: number, rho: number): { waitProbability: number; meanWait: number } {
	const most = 80;
	const rate = n * k * rho;
	const size = (most + 1) * n;
	const rows = Array.from({ length: size }, () => new Float64Array(size + 1));
	const flow = (from: number, to: number, perSecond: number): void => {
		rows[to]![from]! += perSecond;
		rows[from]![from]! -= perSecond;
	};
	for (let jobs = 0; jobs <= most; jobs++) {
		for (let phase = 0; phase < n; phase++) {
			const here = jobs * n + phase;
			flow(here, phase < n - 1 ? here + 1 : Math.min(most, jobs + 1) * n, rate);
			if (jobs > 0) flow(here, here - n, Math.min(jobs, k));
		}
	}
	// One balance equation follows from the others; instead the probabilities add to 1.
	rows[size - 1] = new Float64Array(size + 1).fill(1);
	for (let i = 0; i < size; i++) {
		let pivot = i;
		for (let j = i; j < size; j++) if (Math.abs(rows[j]![i]!) > Math.abs(rows[pivot]![i]!)) pivot = j;
		[rows[i], rows[pivot]] = [rows[pivot]!, rows[i]!];
		for (let j = i + 1; j < size; j++) {
			const factor = rows[j]![i]! / rows[i]![i]!;
			if (factor !== 0) for (let c = i; c <= size; c++) rows[j]![c]! -= factor * rows[i]![c]!;
		}
	}
	const p = new Float64Array(size);
	for (let i = size - 1; i >= 0; i--) {
		let rest = rows[i]![size]!;
		for (let c = i + 1; c < size; c++) rest -= rows[i]![c]! * p[c]!;
		p[i] = rest / rows[i]![i]!;
	}
	let [last, waits, waiting] = [0, 0, 0];
	for (let jobs = 0; jobs <= most; jobs++) {
		last += p[jobs * n + n - 1]!;
		if (jobs >= k) waits += p[jobs * n + n - 1]!;
		for (let phase = 0; phase < n; phase++) waiting += Math.max(0, jobs - k) * p[jobs * n + phase]!;
	}
	return { waitProbability: waits / last, meanWait: waiting / (k * rho) };
}

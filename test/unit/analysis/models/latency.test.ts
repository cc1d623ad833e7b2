import assert from "node:assert/strict";
import fc from "fast-check";
import type { Visit } from "../../../../src/analysis/models/erlang.ts";
import { queueing, responseTime } from "../../../../src/analysis/models/erlang.ts";
import { fanOutTail, hypoexponentialTail, type Latency, latencyOf } from "../../../../src/analysis/models/latency.ts";
import { anySize, assertFinite, assertNear, share } from "../../../support/numbers.ts";

const visit = (visit: Partial<Visit>): Latency => ({
	kind: "visit",
	visit: { waitProbability: 0, waitRate: 0, fixedSeconds: 0, phases: [], ...visit },
});
const exponential = (meanSeconds: number): Latency => visit({ phases: [{ probability: 1, meanSeconds }] });
const constant = (seconds: number): Latency => ({ kind: "constant", seconds });
const series = (...parts: Latency[]): Latency => ({ kind: "series", parts });
const parallel = (...parts: Latency[]): Latency => ({ kind: "parallel", parts });
const PERCENTILES = [
	["p50", 0.5],
	["p95", 0.95],
	["p99", 0.99],
	["p999", 0.999],
] as const;

describe("latency of a path", () => {
	it("one visit: the percentiles of the exponential", () => {
		const result = latencyOf(exponential(0.02));
		for (const [name, p] of PERCENTILES) assertNear(result[name], -0.02 * Math.log(1 - p), 1e-4);
	});

	it("visits one after the other: the hypoexponential distribution (Feller II, I.13)", () => {
		for (const means of [
			[0.03, 0.02, 0.01],
			[0.001, 0.1],
			[0.000_01, 0.05, 0.2, 0.7],
		]) {
			const result = latencyOf(series(...means.map(exponential)));
			assertNear(
				result.mean,
				means.reduce((sum, mean) => sum + mean, 0),
				1e-12,
			);
			for (const [name, p] of PERCENTILES) assertNear(hypoexponentialTail(means, result[name]), 1 - p, 2e-3);
		}
	});

	it("adds means and not percentiles: the p99 of three visits is well below the sum of theirs", () => {
		const means = [0.01, 0.015, 0.035];
		const { p99 } = latencyOf(series(...means.map(exponential)));
		const sum = means.reduce((total, mean) => total - mean * Math.log(0.01), 0);
		assertNear(sum, 0.276, 2e-3);
		assertNear(p99, 0.1925, 1e-3);
	});

	it("ten alike: the Erlang distribution, chi-square with 20 degrees of freedom halved (37.566 at 99 %)", () => {
		const result = latencyOf(series(...Array.from({ length: 10 }, () => exponential(1))));
		assertNear(result.p99, 37.566 / 2, 1e-4);
		assertNear(result.p95, 31.41 / 2, 1e-4);
		assertNear(result.p50, 19.337 / 2, 1e-4);
	});

	it("given up after a time: the mean of the minimum is S (1 - e^(-T / S)), and nothing takes longer", () => {
		const limited = (latency: Latency, seconds: number): Latency => ({ kind: "limited", latency, seconds });
		const result = latencyOf(series(constant(0.001), limited(exponential(0.1), 0.2)));
		assertNear(result.mean, 0.001 + 0.1 * -Math.expm1(-2), 1e-4);
		assertNear(result.p50, 0.001 + 0.1 * Math.LN2, 2e-3);
		assertNear(result.p99, 0.201, 1e-9);
		// Two of them: twice the mean, and no longer than both limits.
		const twice = latencyOf(series(limited(exponential(0.1), 0.2), limited(exponential(0.1), 0.2)));
		assertNear(twice.mean, 0.2 * -Math.expm1(-2), 1e-4);
		// Both are given up with probability e^-4 = 1.8 %.
		assertNear(twice.p99, 0.4, 1e-9);
		assertNear(latencyOf(limited(constant(0.5), 0.2)).p99, 0.2, 1e-12);
		// A hundred in turn: all that answers late is given up at each.
		let chain = exponential(0.016);
		for (let i = 0; i < 100; i++) chain = series(exponential(0.016), limited(chain, 0.5));
		assertNear(latencyOf(chain).mean, 0.516, 1e-4);
		assertNear(latencyOf(limited(exponential(0.1), 100)).mean, 0.1, 1e-6);
	});

	it("all at once: the maximum of n exponentials, mean H_n", () => {
		const result = latencyOf(parallel(...Array.from({ length: 10 }, () => exponential(2))));
		assertNear(result.mean, 2 * 2.928968253968254, 1e-4);
		for (const [name, p] of PERCENTILES) assertNear(result[name], -2 * Math.log(1 - p ** 0.1), 1e-3);
	});

	it("a hit or a miss: the mixture", () => {
		const result = latencyOf({
			kind: "choice",
			options: [
				{ probability: 0.9, latency: exponential(0.001) },
				{ probability: 0.1, latency: exponential(0.05) },
			],
		});
		const tail = (t: number) => 0.9 * Math.exp(-t / 0.001) + 0.1 * Math.exp(-t / 0.05);
		assertNear(result.mean, 0.0059, 1e-12);
		for (const [name, p] of PERCENTILES) assertNear(tail(result[name]), 1 - p, 5e-3);
	});

	it("times that are the same for all are exact", () => {
		const fixed = latencyOf(series(constant(0.15), constant(0.0005)));
		assert.deepEqual(fixed, { mean: 0.1505, p50: 0.1505, p95: 0.1505, p99: 0.1505, p999: 0.1505 });
		assert.equal(latencyOf(parallel(constant(1), constant(3))).p50, 3);
		assert.equal(latencyOf(series()).p99, 0);
		assert.equal(latencyOf(parallel()).p99, 0);
		assert.equal(latencyOf({ kind: "choice", options: [] }).p99, 0);
		assertNear(latencyOf(series(constant(0.15), exponential(0.001))).p99, 0.15 + 0.001 * Math.log(100), 1e-5);
	});

	it("a choice between fixed times keeps both of them apart", () => {
		const result = latencyOf({
			kind: "choice",
			options: [
				{ probability: 90, latency: constant(0.001) },
				{ probability: 10, latency: constant(1) },
			],
		});
		assertNear(result.mean, 0.1009, 1e-12);
		assertNear(result.p50, 0.001, 1e-3);
		assertNear(result.p95, 1, 5e-3);
	});

	it("a rare slow branch leaves the median to the fast one", () => {
		const result = latencyOf({
			kind: "choice",
			options: [
				{ probability: 0.9995, latency: exponential(0.001) },
				{ probability: 0.0005, latency: exponential(10) },
			],
		});
		assertNear(result.p50, 0.001 * Math.LN2, 2e-3);
		assertNear(result.p95, 0.001 * Math.log(20), 5e-3);
	});

	it("one visit with a wait is what the formula of the wait says", () => {
		for (const cs2 of [0, 0.5, 1, 4]) {
			const q = queueing({
				arrivalsPerSecond: 6.8,
				serviceSeconds: 1,
				instances: 1,
				serversPerInstance: 8,
				serviceVariability: cs2,
			});
			assert.ok(q.kind === "stable");
			const [grid, formula] = [latencyOf({ kind: "visit", visit: q.visit }), responseTime(q)];
			assertNear(grid.mean, formula.mean, 1e-9);
			for (const [name] of PERCENTILES) assertNear(grid[name], formula[name], 5e-3, `cs2 ${cs2} ${name}`);
		}
	});

	it("computes a part that occurs in many places once", () => {
		// Each level has the one below twice: two to the power of sixty paths.
		let path = exponential(0.001);
		for (let i = 0; i < 60; i++)
			path = { kind: "choice", options: [1, 2].map(() => ({ probability: 0.5, latency: path })) };
		assertNear(latencyOf(path).p50, 0.001 * Math.LN2, 1e-3);
	});

	it("is finite, and its percentiles are in order, for times of any size", () => {
		fc.assert(
			fc.property(anySize, anySize, anySize, anySize, share, (a, b, c, d, p) => {
				const result = latencyOf(
					series(
						constant(a),
						{
							kind: "choice",
							options: [
								{ probability: p, latency: exponential(b) },
								{ probability: 1 - p, latency: parallel(exponential(c), series(constant(d), exponential(b))) },
							],
						},
						visit({
							waitProbability: p,
							waitRate: 1 / Math.max(d, 1e-12),
							fixedSeconds: a,
							phases: [{ probability: 1, meanSeconds: c }],
						}),
					),
				);
				assertFinite(result);
				const { p50, p95, p99, p999 } = result;
				assert.ok(p50 <= p95 && p95 <= p99 && p99 <= p999, JSON.stringify(result));
				assert.ok(p50 >= a * (1 - 1e-9));
			}),
		);
	});

	it("times times k are percentiles times k", () => {
		fc.assert(
			fc.property(fc.double({ min: 1e-4, max: 1e4, noNaN: true }), (k) => {
				const path = (unit: number) =>
					series(constant(unit), exponential(2 * unit), parallel(exponential(unit), exponential(unit)));
				const [one, scaled] = [latencyOf(path(1)), latencyOf(path(k))];
				assertNear(scaled.p99, k * one.p99, 1e-6);
				assertNear(scaled.mean, k * one.mean, 1e-6);
			}),
			{ numRuns: 30 },
		);
	});

	it("a fan-out to 100 servers of which each is slow once in 100 is slow in 63 %, to 2000 at 1 in 10,000 in 18 % (Dean & Barroso 2013)", () => {
		assertNear(fanOutTail(0.01, 100), 0.634, 1e-3);
		assertNear(fanOutTail(0.0001, 2000), 0.181, 2e-3);
		assert.equal(fanOutTail(1, 3), 1);
		assert.equal(fanOutTail(1, 0), 0);
		assert.equal(Math.abs(fanOutTail(0, 50)), 0);
	});
});

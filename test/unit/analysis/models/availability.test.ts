import assert from "node:assert/strict";
import fc from "fast-check";
import {
	downtimeBudget,
	downtimeSecondsPerYear,
	failoverUnavailability,
	fromTimes,
	inParallel,
	inSeries,
	kOfDifferent,
	kOfN,
	kOfNOverZones,
	kOfNWithCommonCause,
	unavailabilityForEach,
	withCommonCause,
} from "../../../../src/analysis/models/availability.ts";
import { anySize, assertFinite, assertNear, share } from "../../../support/numbers.ts";

/** Unavailability over all states of independent parts, state by state. */
function byStates(parts: readonly number[], works: (up: readonly boolean[]) => boolean): number {
	let sum = 0;
	for (let state = 0; state < 2 ** parts.length; state++) {
		const up = parts.map((_, i) => (state & (2 ** i)) === 0);
		const probability = parts.reduce((p, u, i) => p * (up[i] ? 1 - u : u), 1);
		if (!works(up)) sum += probability;
	}
	return sum;
}

const count = (up: readonly boolean[]): number => up.filter(Boolean).length;

describe("availability", () => {
	it("in series and in parallel: 99.9 % twice, tiny unavailabilities survive", () => {
		assertNear(inSeries([0.001, 0.001]), 0.001999, 1e-9);
		assertNear(inSeries([1e-20, 2e-20]), 3e-20, 1e-12);
		assertNear(inParallel([1e-10, 1e-10]), 1e-20, 1e-12);
		assert.equal(inSeries([0.5, 1]), 1);
		assert.equal(Math.abs(inSeries([])), 0);
		assert.equal(inParallel([]), 1);
	});

	it("k of n is the sum over all states", () => {
		for (const n of [1, 2, 5, 8]) {
			for (let k = 0; k <= n + 1; k++) {
				for (const u of [0, 1e-6, 0.01, 0.3, 1]) {
					const expected = byStates(Array(n).fill(u), (up) => count(up) >= k);
					assertNear(kOfN(n, k, u), expected, 1e-9);
				}
			}
		}
		assertNear(kOfN(2, 1, 1e-10), 1e-20, 1e-12);
		assertNear(kOfN(3, 2, 0.01), 0.000298, 1e-9);
	});

	it("k of many: the incomplete beta function goes on where the sum ends", () => {
		for (const [n, k] of [
			[60, 55],
			[61, 55],
			[62, 60],
			[100, 98],
		] as const) {
			assertNear(kOfN(n, k, 0.01), kOfDifferent(Array(n).fill(0.01), k), 1e-9);
		}
		// A million, a thousandth of them down on average, by the Poisson distribution: P(more than 1000 down).
		assertNear(kOfN(1e6, 999_000, 0.001), 0.4916, 2e-3);
		assertNear(kOfN(1e4, 1, 0.5), 0, 1e-300);
	});

	it("an even quorum is no better than the odd one below it", () => {
		assert.ok(kOfN(4, 3, 0.01) > kOfN(3, 2, 0.01));
		assert.ok(kOfN(5, 3, 0.01) < kOfN(3, 2, 0.01));
	});

	it("parts that differ: the sum over all states", () => {
		const parts = [0.1, 0.02, 0.3, 0.05];
		for (let k = 0; k <= 5; k++)
			assertNear(
				kOfDifferent(parts, k),
				byStates(parts, (up) => count(up) >= k),
				1e-12,
			);
	});

	it("zones take what is in them down: the sum over all states", () => {
		for (const { n, k, zones } of [
			{ n: 6, k: 4, zones: 3 },
			{ n: 5, k: 3, zones: 2 },
			{ n: 2, k: 1, zones: 3 },
			{ n: 4, k: 4, zones: 1 },
		]) {
			const parts = [...Array(n).fill(0.02), ...Array(Math.min(n, zones)).fill(0.1)];
			const used = Math.min(n, zones);
			const expected = byStates(parts, (up) => {
				let working = 0;
				for (let i = 0; i < n; i++) if (up[i] && up[n + (i % used)]) working++;
				return working >= k;
			});
			assertNear(kOfNOverZones(n, k, 0.02, zones, 0.1), expected, 1e-9, `${k} of ${n} in ${zones}`);
		}
	});

	it("shared parts count once: two paths over one database, 0.9939 and not 0.9988", () => {
		// Two web servers at 0.97, one database at 0.9948: multiplied per path the database would be redundant.
		const counted = 1 - inSeries([inParallel([0.03, 0.03]), 1 - 0.9948]);
		assertNear(counted, 0.9939, 1e-4);
		const naive = 1 - inParallel([inSeries([0.03, 1 - 0.9948]), inSeries([0.03, 1 - 0.9948])]);
		assertNear(naive, 0.9988, 1e-4);
	});

	it("beta factor: ((1 - b) q)^2 + b q", () => {
		assertNear(kOfNWithCommonCause(2, 1, 0.01, 0.1), 0.009 ** 2 + 0.001, 1e-4);
		assert.equal(kOfNWithCommonCause(2, 1, 0.01, 1), inSeries([0.01]));
		assertNear(withCommonCause(0, 0.01, 0.1), 0.001, 1e-12);
	});

	it("times: 30 days between failures of 4 hours", () => {
		assertNear(fromTimes(720, 4), 4 / 724, 1e-12);
		assert.equal(fromTimes(0, 4), 1);
		assert.equal(fromTimes(720, 0), 0);
	});

	it("failover: c T / MTBF + (1 - c) MTTR / MTBF + q", () => {
		const [mtbfSeconds, mttrSeconds] = [30 * 86_400, 4 * 3600];
		const q = fromTimes(mtbfSeconds, mttrSeconds) ** 2;
		const u = failoverUnavailability({ q, failoverSeconds: 60, coverage: 0.95, mtbfSeconds, mttrSeconds });
		assertNear(u, (0.95 * 60 + 0.05 * 14_400) / 2_592_000 + q, 1e-12);
		const never = { q: 0.25, failoverSeconds: 0, coverage: 1, mtbfSeconds: 0, mttrSeconds: 0 };
		assert.equal(failoverUnavailability(never), 0.25);
	});

	it("three nines are 525.6 minutes a year (Site Reliability Engineering, 2016)", () => {
		assertNear(downtimeSecondsPerYear(0.001) / 60, 525.6, 1e-12);
		const budget = downtimeBudget(0.999, 0.0015);
		assertNear(budget.remaining, -0.0005 * 31_536_000, 1e-9);
	});

	it("ten dependencies behind three nines need one nine more each", () => {
		assertNear(unavailabilityForEach(0.001, 0, 10), 0.0001, 1e-12);
		assert.equal(unavailabilityForEach(0.001, 0.002, 10), 0);
	});

	it("stays between 0 and 1 for anything, and more instances never harm", () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 1000 }),
				fc.integer({ min: 0, max: 1000 }),
				share,
				share,
				fc.integer({ min: 1, max: 80 }),
				(n, k, u, beta, zones) => {
					const values = [
						kOfN(n, k, u),
						kOfNWithCommonCause(n, k, u, beta),
						kOfNOverZones(Math.min(n, 200), k, u, zones, beta),
					];
					assertFinite(values);
					for (const value of values) assert.ok(value >= 0 && value <= 1);
					assert.ok(kOfN(n + 1, k, u) <= kOfN(n, k, u) + 1e-12);
				},
			),
		);
		fc.assert(
			fc.property(anySize, anySize, anySize, share, share, (mtbfSeconds, mttrSeconds, failoverSeconds, coverage, q) => {
				const u = failoverUnavailability({ q, failoverSeconds, coverage, mtbfSeconds, mttrSeconds });
				assert.ok(u >= 0 && u <= 1);
				assertFinite([u, fromTimes(mtbfSeconds, mttrSeconds)]);
			}),
		);
	});
});

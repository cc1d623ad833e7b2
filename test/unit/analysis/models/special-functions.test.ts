import assert from "node:assert/strict";
import {
	betaRegularized,
	expectedMaximum,
	gammaP,
	gammaQ,
	logGamma,
	normalCdf,
	rootOfIncreasing,
} from "../../../../src/analysis/models/special-functions.ts";
import { assertNear } from "../../../support/numbers.ts";

describe("special functions", () => {
	it("ln Gamma: factorials, Gamma(1/2) = sqrt(pi), ln 1000! = 5912.128178 (Abramowitz & Stegun, table 6.4)", () => {
		for (const [x, value] of [
			[5, Math.log(24)],
			[0.5, Math.log(Math.sqrt(Math.PI))],
			[11, Math.log(3_628_800)],
			[1001, 5912.128178488163],
		] as const) {
			assertNear(logGamma(x), value, 1e-13);
		}
		assert.ok(Math.abs(logGamma(1)) < 1e-13);
	});

	it("incomplete gamma: the Erlang distribution in closed form", () => {
		for (const x of [0.1, 1, 3, 10, 30]) {
			const tail = Math.exp(-x) * (1 + x + x ** 2 / 2);
			assertNear(gammaQ(3, x), tail, 1e-12);
			assertNear(gammaP(3, x), 1 - tail, 1e-9);
		}
		assert.equal(gammaP(3, 0), 0);
	});

	it("incomplete beta: the binomial distribution in closed form, small tails included", () => {
		assertNear(betaRegularized(0.3, 1, 5), 1 - 0.7 ** 5, 1e-13);
		assertNear(betaRegularized(1e-10, 2, 1), 1e-20, 1e-12);
		assertNear(betaRegularized(0.5, 50, 50), 0.5, 1e-12);
		// P(at least 3 of 10 with 0.1 each), 0.0701908264 (tables of the binomial distribution).
		assertNear(betaRegularized(0.1, 3, 8), 0.0701908264, 1e-9);
	});

	it("normal distribution: Abramowitz & Stegun, table 26.1", () => {
		for (const [x, value] of [
			[0, 0.5],
			[1, 0.841344746068543],
			[1.96, 0.97500210485178],
			[-3, 0.00134989803163],
			[-6, 9.865876450377e-10],
		] as const) {
			assertNear(normalCdf(x), value, 1e-12);
		}
	});

	it("mean of the largest of n exponentials: harmonic numbers", () => {
		const cdf = (x: number) => -Math.expm1(-x);
		assertNear(expectedMaximum(10, cdf, { low: 0, high: 45 }), 2.928968253968254, 1e-6);
		assertNear(expectedMaximum(1e6, cdf, { low: 0, high: 60 }), 14.392726722864989, 1e-9);
	});

	it("roots to the last digits", () => {
		assertNear(
			rootOfIncreasing((x) => x * x - 2, 0, 2),
			Math.SQRT2,
			1e-15,
		);
	});
});

import assert from "node:assert/strict";
import fc from "fast-check";
import {
	FINEST,
	harmonicNumber,
	hottestShare,
	sumOfPowers,
	topShare,
	USUAL,
	zipf,
} from "../../../../src/analysis/models/zipf.ts";
import { anySize, assertFinite, assertNear, share } from "../../../support/numbers.ts";

const EULER = 0.577_215_664_901_532_9;

describe("popularity by Zipf's law", () => {
	it("harmonic numbers: H_10, H_100 (Abramowitz & Stegun), zeta(2), zeta(3), the Euler constant", () => {
		assertNear(harmonicNumber(10, 1), 2.928968253968254, 1e-15);
		assertNear(harmonicNumber(100, 1), 5.187377517639621, 1e-15);
		assertNear(harmonicNumber(1e9, 1), Math.log(1e9) + EULER + 0.5e-9, 1e-15);
		assertNear(harmonicNumber(1e9, 2), Math.PI ** 2 / 6 - 1e-9, 1e-14);
		assertNear(harmonicNumber(1e15, 3), 1.202056903159594, 1e-14);
		assert.equal(harmonicNumber(0, 1), 0);
		assertNear(harmonicNumber(1e9, 0), 1e9, 1e-15);
	});

	it("harmonic numbers agree with the sum, also next to s = 1", () => {
		for (const s of [0, 0.3, 0.999_999, 1, 1.000_001, 1.7, 3]) {
			let sum = 0;
			for (let i = 100_000; i >= 1; i--) sum += i ** -s;
			assertNear(harmonicNumber(100_000, s), sum, 1e-13, `s = ${s}`);
		}
	});

	it("shares add to 1 and follow i^-s / H(N, s)", () => {
		for (const items of [1, 2, 300, 301, 50_000, 1e9]) {
			for (const skew of [0, 0.8, 1, 3]) {
				const popularity = zipf({ items, skew });
				assertNear(topShare(popularity, items), 1, 1e-12);
				assertNear(popularity.shares[0]!, 1 / harmonicNumber(items, skew), 1e-6);
				assert.equal(
					popularity.counts.reduce((sum, count) => sum + count, 0),
					items,
				);
			}
		}
	});

	it("top shares of a billion items are those of the harmonic numbers", () => {
		for (const skew of [0.6, 0.9, 1, 1.2]) {
			const popularity = zipf({ items: 1e9, skew });
			for (const k of [10, 1_000, 1e6, 5e8]) {
				assertNear(topShare(popularity, k), harmonicNumber(k, skew) / harmonicNumber(1e9, skew), 2e-4);
			}
		}
	});

	it("the sum of the squares is H(N, 2s) / H(N, s)^2", () => {
		for (const skew of [0, 0.5, 0.8, 1, 1.2, 2]) {
			const exact = harmonicNumber(1e7, 2 * skew) / harmonicNumber(1e7, skew) ** 2;
			assertNear(sumOfPowers(zipf({ items: 1e7, skew }), 2), exact, 1e-4);
		}
	});

	it("a declared hottest key takes its share, the others keep their proportions", () => {
		const plain = zipf({ items: 1e6, skew: 0.9 });
		const declared = zipf({ items: 1e6, skew: 0.9, hottest: 0.3 });
		assert.equal(declared.shares[0], 0.3);
		assertNear(topShare(declared, 1e6), 1, 1e-12);
		assertNear(declared.shares[10]! / declared.shares[20]!, plain.shares[10]! / plain.shares[20]!, 1e-12);
		assert.equal(
			hottestShare(zipf({ items: 10, skew: 1, hottest: 0 })),
			zipf({ items: 10, skew: 1, hottest: 0 }).shares[1],
		);
		assertNear(topShare(zipf({ items: 5, skew: 1, hottest: 1 }), 1), 1, 1e-15);
		// One item is asked for every time, whatever was declared.
		assert.equal(hottestShare(zipf({ items: 1, skew: 1, hottest: 0.2 })), 1);
	});

	it("few groups do as well as many", () => {
		for (const skew of [0.5, 1, 2]) {
			const [usual, finest] = [USUAL, FINEST].map((resolution) => zipf({ items: 1e9, skew, resolution }));
			for (const k of [1, 400, 1e4, 1e8]) {
				assert.ok(Math.abs(topShare(usual!, k) - topShare(finest!, k)) < 1e-4);
			}
			assertNear(sumOfPowers(usual!, 2), sumOfPowers(finest!, 2), 1e-4);
		}
	});

	it("is finite for any number of items, any skew and any share", () => {
		fc.assert(
			fc.property(anySize, fc.double({ min: 0, max: 3, noNaN: true }), fc.option(share), (items, skew, hottest) => {
				const popularity = zipf({ items, skew, hottest: hottest ?? undefined });
				assertFinite(popularity);
				assertFinite([topShare(popularity, items / 2), sumOfPowers(popularity, 2), harmonicNumber(items, skew)]);
			}),
		);
		assert.equal(zipf({ items: 0, skew: 1 }).counts.length, 0);
		assert.equal(hottestShare(zipf({ items: 0, skew: 1 })), 0);
	});
});

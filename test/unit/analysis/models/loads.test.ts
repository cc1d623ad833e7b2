import assert from "node:assert/strict";
import fc from "fast-check";
import { atOrigin, bitsPerSecond, breakEven, keyHitRatio } from "../../../../src/analysis/models/bandwidth.ts";
import { monthlyCost } from "../../../../src/analysis/models/cost.ts";
import {
	instancesToCarry,
	keysLost,
	loadFactorWithoutCache,
	missRatioAfterLoss,
	redistributed,
	utilizationAfterLoss,
	utilizationToSurvive,
	zoneProvision,
} from "../../../../src/analysis/models/failover-load.ts";
import { attempts, failedCalls, overload, worstAmplification } from "../../../../src/analysis/models/retries.ts";
import { bytesAfter, daysToFull, present } from "../../../../src/analysis/models/storage.ts";
import { anySize, assertFinite, assertNear, share } from "../../../support/numbers.ts";

describe("load after a loss", () => {
	it("a cache that answered 90 % leaves ten times the load", () => {
		assertNear((loadFactorWithoutCache(0.9) as { factor: number }).factor, 10, 1e-12);
		assert.deepEqual(loadFactorWithoutCache(0), { kind: "factor", factor: 1 });
		assert.deepEqual(loadFactorWithoutCache(1), { kind: "from-nothing" });
	});

	it("one of ten nodes: a tenth of the keys with consistent hashing, nine tenths with modulo", () => {
		assertNear(missRatioAfterLoss(0.9, 10, "consistent-hash"), 0.1 + 0.09, 1e-12);
		assertNear(missRatioAfterLoss(0.9, 10, "modulo"), 0.1 + 0.81, 1e-12);
		assert.equal(keysLost(1, "consistent-hash"), 1);
		assert.equal(keysLost(1, "modulo"), 1);
	});

	it("modulo: the keys that stay when ten nodes become nine, counted", () => {
		let moved = 0;
		const keys = 90_000;
		for (let key = 0; key < keys; key++) if (key % 10 !== key % 9) moved++;
		assertNear(moved / keys, keysLost(10, "modulo"), 1e-9);
	});

	it("survives one loss from 45 % of two, 60 % of three, 72 % of five", () => {
		assert.deepEqual(
			[2, 3, 5].map((n) => Number(utilizationToSurvive(n).toFixed(10))),
			[0.45, 0.6, 0.72],
		);
		assert.equal(utilizationToSurvive(1), 0);
		assert.deepEqual(utilizationAfterLoss(0.6, 3), { kind: "utilization", utilization: 0.8999999999999999 });
		assert.deepEqual(utilizationAfterLoss(0.6, 1), { kind: "none-left" });
	});

	it("three zones: half as much again (AWS: 150 %, each used at 66 %)", () => {
		assert.equal(zoneProvision(3), 1.5);
		assert.equal(zoneProvision(2), 2);
		assert.equal(zoneProvision(1), undefined);
	});

	it("instances to carry a load at 90 %: exact multiples are not rounded up", () => {
		assert.equal(instancesToCarry(900, 100), 10);
		assert.equal(instancesToCarry(901, 100), 11);
		assert.equal(instancesToCarry(0.7 * 3 * 100, 100, 0.7), 3);
		assert.equal(instancesToCarry(0, 100), 0);
		assert.equal(instancesToCarry(5, 0), undefined);
	});

	it("the traffic of a lost place goes to the others in their proportions", () => {
		assert.deepEqual(
			redistributed([0.5, 0.3, 0.2], (i) => i === 0).map((x) => Number(x.toFixed(10))),
			[0, 0.6, 0.4],
		);
		assert.deepEqual(
			redistributed([1, 0, 0], (i) => i === 0),
			[0, 0.5, 0.5],
		);
		assert.deepEqual(
			redistributed([1, 1], () => true),
			[0, 0],
		);
	});
});

describe("retries", () => {
	it("attempts: 1 + f + f^2", () => {
		assertNear(attempts(0.1, 3), 1.11, 1e-12);
		assert.equal(attempts(1, 4), 4);
		assert.equal(attempts(0, 4), 1);
		assertNear(attempts(0.999_999_9, 4), 4, 1e-6);
		assertNear(failedCalls(0.1, 3), 0.001, 1e-12);
	});

	it("layers multiply: 4^3 = 64 (Site Reliability Engineering, ch. 22), 3^5 = 243", () => {
		assert.equal(worstAmplification([4, 4, 4]), 64);
		assert.equal(worstAmplification([3, 3, 3, 3, 3]), 243);
		assert.equal(worstAmplification([]), 1);
	});

	it("a load that fits but not with all its retries can stay overloaded", () => {
		assert.deepEqual(overload(600, 1000, 3), { state: "metastable", worstPerSecond: 1800, recoversBelow: 1000 / 3 });
		assert.equal(overload(300, 1000, 3).state, "safe");
		assert.equal(overload(1001, 1000, 1).state, "overloaded");
	});

	it("more failures and more attempts never mean less work", () => {
		fc.assert(
			fc.property(share, fc.integer({ min: 1, max: 100 }), (f, m) => {
				assert.ok(attempts(f, m) <= m + 1e-9);
				assert.ok(attempts(f, m + 1) >= attempts(f, m) - 1e-9);
				assertFinite([attempts(f, m), failedCalls(f, m)]);
			}),
		);
	});
});

describe("storage", () => {
	it("linear: 400 GB left at 5 GB a day are 80 days", () => {
		const full = daysToFull({ bytes: 400e9, growth: { kind: "linear", bytesPerDay: 5e9 }, capacityBytes: 1e12 });
		assert.deepEqual(full, { kind: "days", days: 80 });
	});

	it("exponential: 5 % a month doubles in 14.2 months", () => {
		const growth = { kind: "exponential", rate: 0.05, periodDays: 30 } as const;
		const full = daysToFull({ bytes: 1e12, growth, capacityBytes: 2e12, fullAt: 1 });
		assert.ok(full.kind === "days");
		assertNear(full.days / 30, 14.2067, 1e-4);
		assertNear(bytesAfter(1e12, growth, full.days), 2e12, 1e-9);
	});

	it("full already, never full", () => {
		const linear = (bytesPerDay: number) => ({ kind: "linear", bytesPerDay }) as const;
		assert.deepEqual(daysToFull({ bytes: 9, growth: linear(1), capacityBytes: 10 }), { kind: "full" });
		assert.deepEqual(daysToFull({ bytes: 1, growth: linear(0), capacityBytes: 10 }), { kind: "never" });
		assert.deepEqual(daysToFull({ bytes: 0, growth: linear(0), capacityBytes: 0 }), { kind: "full" });
		const nothing = { kind: "exponential", rate: 0.1, periodDays: 1 } as const;
		assert.deepEqual(daysToFull({ bytes: 0, growth: nothing, capacityBytes: 10 }), { kind: "never" });
	});

	it("sessions present: Little's law", () => {
		assert.equal(present(100, 1800), 180_000);
		assert.equal(present(0, 1800), 0);
	});
});

describe("bandwidth and cost", () => {
	it("2,424 requests of 5.92 KB: 115 Mbit/s (Stack Overflow 2016, 1.24 TB a day)", () => {
		assertNear(bitsPerSecond(2424, 5920), (1.24e12 * 8) / 86_400, 2e-3);
		assertNear(atOrigin(1000, 0.9), 100, 1e-9);
	});

	it("a CDN at half the price pays from a hit ratio of one half on", () => {
		assert.deepEqual(breakEven({ cdn: 0.04, origin: 0.08 }), { kind: "hit-ratio", hitRatio: 0.5 });
		assert.deepEqual(breakEven({ cdn: 0.08, origin: 0.08 }), { kind: "never" });
		assert.deepEqual(breakEven({ cdn: 0.04, origin: 0.08, fetch: 0 }), { kind: "hit-ratio", hitRatio: 0 });
	});

	it("points of presence split the rate of a key", () => {
		assertNear(keyHitRatio(1, 60), 60 / 61, 1e-12);
		assertNear(keyHitRatio(1, 60, 60), 0.5, 1e-12);
		assert.equal(keyHitRatio(5, 0), 0);
	});

	it("a month: instances, storage, traffic and requests", () => {
		const usage = { instances: 4, storedBytes: 500e9, sentBytesPerSecond: 1e6, requestsPerSecond: 100 };
		assertNear(monthlyCost([{ per: "instance", amount: 70 }], usage), 280, 1e-12);
		assertNear(monthlyCost([{ per: "stored-byte", amount: 0.1e-9 }], usage), 50, 1e-12);
		assertNear(monthlyCost([{ per: "sent-byte", amount: 0.09e-9 }], usage), 0.09e-9 * 1e6 * 2_628_000, 1e-12);
		assertNear(monthlyCost([{ per: "request", amount: 0.2e-6 }], usage), 52.56, 1e-12);
		assert.equal(monthlyCost([], usage), 0);
	});

	it("is finite for anything", () => {
		fc.assert(
			fc.property(anySize, anySize, anySize, share, (a, b, c, p) => {
				assertFinite([
					bitsPerSecond(a, b),
					keyHitRatio(a, b, c),
					breakEven({ cdn: a, origin: b, fetch: c }),
					overload(a, b, c),
					daysToFull({ bytes: a, growth: { kind: "exponential", rate: p, periodDays: b }, capacityBytes: c }),
					daysToFull({ bytes: a, growth: { kind: "linear", bytesPerDay: b }, capacityBytes: c, fullAt: p }),
					bytesAfter(a, { kind: "exponential", rate: p, periodDays: 30 }, b),
					utilizationAfterLoss(p, a, b),
					missRatioAfterLoss(p, a, "modulo"),
					loadFactorWithoutCache(p),
					present(a, b),
					instancesToCarry(a, b, p) ?? 0,
				]);
			}),
		);
	});
});

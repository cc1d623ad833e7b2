import assert from "node:assert/strict";
import fc from "fast-check";
import { instancesNeeded, peak, speedup, throughput } from "../../../../src/analysis/models/usl.ts";
import { anySize, assertFinite, assertNear, share } from "../../../support/numbers.ts";

/** SPEC SDM91 on a Sun SPARCcenter 2000, as fitted by the R package usl (Gunther 2007, ch. 5). */
const SDM91 = { perInstance: 89.995, contention: 0.0277285, coherency: 0.0001044 };

describe("universal scalability law", () => {
	it("SPEC SDM91: the peak lies at 96.5 instances", () => {
		const most = peak(SDM91);
		assert.ok(most.kind === "peak");
		assertNear(Math.sqrt((1 - SDM91.contention) / SDM91.coherency), 96.5, 1e-3);
		assert.ok(most.instances === 96 || most.instances === 97);
		assertNear(most.perSecond, 1883.8, 2e-3);
		for (const n of [most.instances - 1, most.instances + 1]) assert.ok(throughput(SDM91, n) <= most.perSecond);
	});

	it("one carries gamma; without contention and coherency n carry n times that", () => {
		assertNear(throughput(SDM91, 1), 89.995, 1e-12);
		assertNear(throughput({ perInstance: 500, contention: 0, coherency: 0 }, 8), 4000, 1e-12);
		assert.deepEqual(peak({ perInstance: 500, contention: 0, coherency: 0 }), { kind: "unbounded" });
	});

	it("Amdahl: one part in twenty alone limits the speed-up to 20", () => {
		const law = { perInstance: 1, contention: 0.05, coherency: 0 };
		assert.deepEqual(peak(law), { kind: "limit", perSecond: 20 });
		assertNear(speedup(law, 19), 10, 1e-12);
		assert.deepEqual(instancesNeeded(law, 20), { kind: "infeasible", highest: 20 });
		assert.deepEqual(instancesNeeded(law, 10), { kind: "instances", instances: 19 });
	});

	it("the instances needed carry the demand, one fewer does not", () => {
		fc.assert(
			fc.property(
				fc.double({ min: 0, max: 0.3, noNaN: true }),
				fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 0.01, noNaN: true })),
				fc.double({ min: 1, max: 100, noNaN: true }),
				(contention, coherency, demand) => {
					const law = { perInstance: 7, contention, coherency };
					const needed = instancesNeeded(law, demand);
					if (needed.kind === "infeasible") {
						const most = peak(law);
						assert.ok(most.kind !== "unbounded" && most.perSecond <= demand * (1 + 1e-9));
					} else {
						assert.ok(throughput(law, needed.instances) >= demand * (1 - 1e-9));
						assert.ok(needed.instances === 1 || throughput(law, needed.instances - 1) < demand * (1 + 1e-9));
					}
				},
			),
		);
	});

	it("is finite for anything", () => {
		fc.assert(
			fc.property(anySize, anySize, anySize, anySize, (perInstance, contention, coherency, demand) => {
				const law = { perInstance, contention, coherency };
				assertFinite([throughput(law, demand), peak(law), instancesNeeded(law, demand)]);
			}),
		);
		fc.assert(
			fc.property(share, share, anySize, (contention, coherency, demand) => {
				assertFinite(instancesNeeded({ perInstance: 500, contention, coherency }, demand));
			}),
		);
		assert.deepEqual(instancesNeeded({ perInstance: 0, contention: 0, coherency: 0 }, 5), {
			kind: "infeasible",
			highest: 0,
		});
	});
});

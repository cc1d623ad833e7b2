import assert from "node:assert/strict";
import { scalingReport } from "../../../../src/analysis/capacity/scaling.ts";
import { threadsReport } from "../../../../src/analysis/capacity/threads.ts";
import { analysisOf, assertNear, componentOf } from "../../../support/analysis.ts";
import { reportOn } from "../../../support/context.ts";

const tier = (properties: string, count = "x20"): string =>
	`client c { rate: 1000rps }\nservice web ${count} { ${properties} }\nc -> web`;

describe("the Universal Scalability Law (M6)", () => {
	it("peaks where the published fit of SPEC SDM91 does", () => {
		// Gunther, 2007: alpha 0.0277285, beta 0.0001044, gamma 89.995, n* = 96.5.
		const text = tier("capacity: 89.995rps, contention: 2.77285%, coherency: 0.01044%");
		const found = reportOn(text, "web", scalingReport);
		assert.ok(found?.peakInstances === 96 || found?.peakInstances === 97);
		assertNear(found?.maxThroughput, 1884, 1e-3);
		const n = 20;
		const carried = (89.995 * n) / (1 + 0.0277285 * (n - 1) + 0.0001044 * n * (n - 1));
		assertNear(componentOf(analysisOf(text), "web").capacity, carried);
		assertNear(componentOf(analysisOf(text), "web").utilization, 1000 / carried);
	});

	it("is Amdahl's without coherency, and nothing without either", () => {
		const found = reportOn(tier("capacity: 100rps, contention: 5%"), "web", scalingReport);
		assertNear(found?.maxThroughput, 2000);
		assert.equal(found?.peakInstances, "unbounded");
		assert.equal(reportOn(tier("capacity: 100rps"), "web", scalingReport), undefined);
	});
});

describe("threads (Little's law)", () => {
	const blocking = (threads: string, api: string): string => `client c { rate: 300rps }
		service web x2 { capacity: 100000rps, concurrency: 1 ${threads} }\nexternal api { ${api} }
		c -> web -> api { latency: 0s }`;

	it("are held by own work and by the calls: 300 x 2 s hold 600", () => {
		const found = reportOn(blocking(", threads: 200", "service-time: 2s"), "web", threadsReport);
		assert.equal(found?.count, 400);
		assertNear(found?.busy, 600, 1e-4);
	});

	it("are all held where a call has no end", () => {
		const found = reportOn(blocking(", threads: 200", "capacity: 10rps"), "web", threadsReport);
		assert.deepEqual(found, { count: 400, busy: 400 });
	});

	it("are not counted where none are declared", () => {
		assert.equal(reportOn(blocking("", "service-time: 2s"), "web", threadsReport), undefined);
	});
});

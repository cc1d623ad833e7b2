import assert from "node:assert/strict";
import { retriesReport, retryAmplification } from "../../../../src/analysis/traffic/retries.ts";
import { contextOf, reportOn } from "../../../support/context.ts";

const layers = (retries: number): string => `client c { rate: 100rps, retries: ${retries} }
	service a x4 { retries: ${retries} }\nservice b x4 { retries: ${retries} }\nservice d x4 {}
	c -> a -> b -> d`;

describe("retries (M17)", () => {
	it("multiply over the layers: 4^3 = 64", () => {
		assert.equal(reportOn(layers(3), "d", retriesReport)?.amplification, 64);
		assert.equal(reportOn(layers(3), "a", retriesReport)?.amplification, 4);
		assert.equal(retryAmplification(contextOf(layers(3))), 64);
	});

	it("can keep overloaded what carries the load", () => {
		const { state, worstPerSecond, recoversBelow } = reportOn(layers(3), "d", retriesReport) ?? {};
		assert.equal(state, "metastable");
		assert.equal(worstPerSecond, 6400);
		assert.equal(recoversBelow, 2000 / 64);
		assert.equal(reportOn(layers(1), "d", retriesReport)?.state, "safe");
	});

	it("are those of the link where it says so, and take the worst way", () => {
		const text = `client c { rate: 1rps }\nservice a { retries: 2 }\nservice b\nservice d
			c -> a\na -> b { retries: 0 }\na -> d\nb -> d`;
		assert.equal(reportOn(text, "b", retriesReport), undefined);
		assert.equal(reportOn(text, "d", retriesReport)?.amplification, 3);
	});

	it("begin anew behind a queue, and end in circles", () => {
		const text = `client c { rate: 1rps, retries: 3 }\nqueue q\nworker w { service-time: 1ms, retries: 1 }\nservice d
			c -> q -> w -> d`;
		assert.equal(reportOn(text, "w", retriesReport), undefined);
		assert.equal(reportOn(text, "d", retriesReport)?.amplification, 2);
		const circle =
			"client c { rate: 1rps }\nservice a { retries: 1 }\nservice b { retries: 1 }\nc -> a -> b\nb -> a 10%";
		assert.ok((reportOn(circle, "a", retriesReport)?.amplification ?? 1) <= 4);
	});
});

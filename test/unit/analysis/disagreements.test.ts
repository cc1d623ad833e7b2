import assert from "node:assert/strict";
import { analysisOf, assertNear, componentOf } from "../../support/analysis.ts";

describe("what is declared twice", () => {
	const found = (text: string, id: string) => {
		const analysis = analysisOf(text);
		return analysis.details.disagreements(componentOf(analysis, id).component);
	};
	const web = (properties: string): string => `client c { rate: 10rps }\nservice web x2 { ${properties} }\nc -> web`;

	it("is compared where capacity, service time and concurrency are given", () => {
		const [one, ...others] = found(web("capacity: 2000rps, service-time: 5ms, concurrency: 8"), "web");
		assert.equal(one?.property, "capacity");
		assert.equal(one.declared.value, 2000);
		assertNear(one.computed.value, 1600);
		assert.equal(`${one.computed.formula} = ${one.computed.substituted}`, "k / S = 8 / 0.005");
		assert.equal(one.computed.from.length, 2);
		assert.deepEqual(others, []);
		assert.deepEqual(found(web("capacity: 1600rps, service-time: 5ms, concurrency: 8"), "web"), []);
		// Without a declared concurrency it follows from the two others.
		assert.deepEqual(found(web("capacity: 2000rps, service-time: 5ms"), "web"), []);
	});

	it("is compared where the reads and writes of a store have times and capacities", () => {
		const store = (properties: string): string => `client c { rate: 10rps }\ndatabase db { ${properties} }\nc -> db`;
		const both = found(
			store("read-capacity: 1000rps, read-time: 1ms, write-capacity: 500rps, write-time: 2ms, concurrency: 4"),
			"db",
		);
		assert.deepEqual(
			both.map(({ property, computed }) => [property, Math.round(computed.value)]),
			[
				["read-capacity", 4000],
				["write-capacity", 2000],
			],
		);
	});

	it("is compared where an availability and the times between failures are given", () => {
		const [one] = found(web("availability: 99.9%, mtbf: 30d, mttr: 1h"), "web");
		assert.equal(one?.property, "availability");
		assertNear(one.computed.value, 1 / 721);
		assert.deepEqual(found(web("availability: 99.9%, mtbf: 999h, mttr: 1h"), "web"), []);
		assert.deepEqual(found(web("availability: 99.9%, mtbf: 30d"), "web"), []);
	});

	it("is compared where a client gives its rate and its users", () => {
		const [one] = found(
			"client c { users: 864k, requests: 10/day, peak: 2x, rate: 500rps }\nservice web\nc -> web",
			"c",
		);
		assert.equal(one?.property, "rate");
		assertNear(one.computed.value, 200);
	});
});

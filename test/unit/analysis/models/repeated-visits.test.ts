import assert from "node:assert/strict";
import fc from "fast-check";
import { queueing } from "../../../../src/analysis/models/erlang.ts";
import { type Latency, latencyOf, type Turns } from "../../../../src/analysis/models/latency.ts";
import { expanded } from "../../../../src/analysis/models/repeated-visits.ts";
import { assertFinite, assertNear } from "../../../support/numbers.ts";

/** A visit of M/M/c with a mean service time of a second. */
function visit(rho: number, servers = 1): Latency {
	const result = queueing({
		arrivalsPerSecond: rho * servers,
		serviceSeconds: 1,
		instances: 1,
		serversPerInstance: servers,
	});
	assert.ok(result.kind === "stable");
	return { kind: "visit", visit: result.visit };
}

const turns = (part: Latency, count: number, seconds = latencyOf(part).mean): Turns => ({
	kind: "turns",
	part,
	count,
	seconds,
});

const independent = (part: Latency, count: number): Latency => ({
	kind: "series",
	parts: new Array<Latency>(count).fill(part),
});

describe("the same visits again and again", () => {
	it("take as long as so many single ones on average", () => {
		const parts: Latency[] = [
			visit(0.8),
			{ kind: "series", parts: [{ kind: "constant", seconds: 0.5 }, visit(0.6, 4), visit(0.9, 2)] },
			{
				kind: "choice",
				options: [
					{ probability: 0.25, latency: visit(0.7) },
					{ probability: 0.35, latency: { kind: "constant", seconds: 2 } },
					{ probability: 0.4, latency: independent(visit(0.5), 2) },
				],
			},
		];
		fc.assert(
			fc.property(fc.constantFrom(...parts), fc.integer({ min: 1, max: 80 }), (part, count) => {
				assertNear(latencyOf(turns(part, count)).mean, count * latencyOf(part).mean, 1e-6);
			}),
			{ numRuns: 40 },
		);
	});

	it("vary more than independent ones where there is a line, and as they do where there is none", () => {
		for (const count of [3, 10, 40]) {
			const [alike, apart] = [latencyOf(turns(visit(0.8), count)), latencyOf(independent(visit(0.8), count))];
			assert.ok(alike.p99 > 1.3 * apart.p99 && alike.p50 < apart.p50);
			assertNear(latencyOf(turns(visit(1e-6), count)).p99, latencyOf(independent(visit(1e-6), count)).p99, 0.005);
		}
	});

	it("are independent where the line forgets between them, or each goes to another line", () => {
		const part: Latency = { kind: "series", parts: [visit(0.8), { kind: "constant", seconds: 1e4 }] };
		assertNear(latencyOf(turns(part, 5)).p99 - 5e4, latencyOf(independent(visit(0.8), 5)).p99, 0.01);
		const random = queueing({
			arrivalsPerSecond: 800,
			serviceSeconds: 1,
			instances: 1000,
			serversPerInstance: 1,
			balancing: "random",
		});
		assert.ok(random.kind === "stable");
		const one: Latency = { kind: "visit", visit: random.visit };
		assertNear(latencyOf(turns(one, 5)).p99, latencyOf(independent(visit(0.8), 5)).p99, 0.01);
	});

	it("count as all together where they are nested", () => {
		const [nested, flat] = [turns(turns(visit(0.7), 3), 3), turns(visit(0.7), 9)];
		assertNear(latencyOf(nested).p99, latencyOf(flat).p99, 1e-9);
	});

	it("stay finite and quick whatever is repeated", () => {
		const many: Latency = {
			kind: "choice",
			options: Array.from({ length: 50 }, () => ({ probability: 0.02, latency: visit(0.9) })),
		};
		for (const [part, count] of [
			[visit(0.999999), 1e9],
			[many, 1e6],
			[many, 20],
			[{ kind: "choice", options: [] }, 3],
			[{ kind: "parallel", parts: [visit(0.5), visit(0.6)] }, 7],
		] as const) {
			assertFinite(latencyOf(turns(part, count)));
		}
		assert.equal(expanded(turns(visit(0.5), 0)).kind, "constant");
	});
});

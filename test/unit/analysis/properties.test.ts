import assert from "node:assert/strict";
import fc from "fast-check";
import type { ComponentAnalysis } from "../../../src/analysis/analysis.ts";
import { loadsOf } from "../../../src/analysis/loads.ts";
import { buildArchitecture, sourceFile } from "../../../src/model/build.ts";
import { jsonOf, senseless } from "../../support/json.ts";

/** A design of services that call later ones, some with accesses to data behind a cache, some with queues. */
interface Design {
	readonly clients: readonly number[];
	readonly services: readonly {
		readonly capacity: number;
		readonly instances: number;
		readonly reads: number;
		readonly writes: number;
		/** Calls to later services: how far on, and how many for each request. */
		readonly calls: readonly { readonly on: number; readonly share: number }[];
		readonly retries: number;
		readonly errors: number;
	}[];
	readonly balanced: "none" | "least-connections" | "random" | "round-robin";
	readonly cache: "look-aside" | "read-through";
	readonly invalidate: "delete" | "none";
	/** Items that it has room for. */
	readonly room: number;
	readonly hitRatio: number | undefined;
	readonly replicas: number;
	readonly shards: number;
	readonly queued: number;
	readonly back: number;
}

/** Everything that is computed takes ten times as long as the loads alone. */
const RUNS = 10;
const RUNS_OF_LOADS = 40;
const whole = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });
const designs: fc.Arbitrary<Design> = fc.record({
	clients: fc.array(whole(0, 400), { minLength: 1, maxLength: 3 }),
	services: fc.array(
		fc.record({
			capacity: whole(1, 2000),
			instances: whole(1, 5),
			reads: whole(0, 3),
			writes: whole(0, 30),
			calls: fc.array(fc.record({ on: whole(1, 3), share: whole(1, 250) }), { maxLength: 2 }),
			retries: whole(0, 3),
			errors: fc.constantFrom(0, 0, 1, 20, 100),
		}),
		{ minLength: 1, maxLength: 5 },
	),
	balanced: fc.constantFrom("none", "least-connections", "random", "round-robin"),
	cache: fc.constantFrom("look-aside", "read-through"),
	invalidate: fc.constantFrom("delete", "none"),
	room: whole(0, 3000),
	hitRatio: fc.option(whole(0, 100), { nil: undefined }),
	replicas: whole(0, 2),
	shards: whole(1, 3),
	queued: whole(0, 50),
	back: whole(0, 40),
});

/** Its text with all rates and capacities `k` times as high. */
function textOf(design: Design, k = 1): string {
	const { clients, services, balanced, cache, hitRatio } = design;
	const last = services.length - 1;
	const lines = [
		"data d { items: 1000, skew: 1, size: 1KB }",
		...clients.map((requests, i) => `client c${i} { users: ${1000 * k}, requests: ${86.4 * requests}/day, peak: 1x }`),
		balanced === "none" ? "dns r" : `loadbalancer r { capacity: ${1e6 * k}rps, algorithm: ${balanced} }`,
		`${clients.map((_, i) => `c${i}`).join(", ")} -> r -> s0`,
		`cache m { holds: d, read: ${cache}, invalidate: ${design.invalidate}, capacity: ${20_000 * k}rps, max-items: ${design.room}
			${hitRatio === undefined ? "" : `hit-ratio: ${hitRatio}%`} }`,
		`database db { holds: d, replicas: ${design.replicas}, shards: ${design.shards}
			read-capacity: ${3000 * k}rps, write-capacity: ${1000 * k}rps }`,
		"m -> db",
		`queue q { capacity: ${20_000 * k}rps }`,
		`worker w { capacity: ${500 * k}rps }`,
		"q -> w",
	];
	for (const [i, service] of services.entries()) {
		lines.push(`service s${i} x${service.instances} {
			capacity: ${service.capacity * k}rps, retries: ${service.retries}, error-rate: ${service.errors}%
			${service.reads > 0 ? `reads d x${service.reads}` : ""}
			${service.writes > 0 ? `writes d ${service.writes}%` : ""} }`);
		const targets = new Set<number>();
		for (const { on, share } of service.calls) {
			if (i + on > last || targets.has(on)) continue;
			targets.add(on);
			lines.push(`s${i} -> s${i + on} x${share / 100}`);
		}
		if (service.reads + service.writes > 0) lines.push(`s${i} -> m`, `s${i} -> db`);
	}
	if (design.queued > 0) lines.push(`s0 -> q ${design.queued}%`);
	// A circle of calls that comes to rest.
	if (design.back > 0 && last > 0) lines.push(`s${last} -> s0 x${design.back / 1e4}`);
	return lines.join("\n");
}

interface Part {
	readonly requestsPerSecond: number;
	readonly utilization?: number;
	readonly hitRatio?: number;
	readonly unavailability?: number;
	readonly queueing?: { readonly stable: boolean; readonly meanWait?: number; readonly waitProbability?: number };
	readonly responseTime?: { readonly mean: number; readonly p99: number };
}
interface Result {
	readonly components: Readonly<Record<string, Part>>;
}

const resultOf = (text: string): Result => jsonOf(text) as Result;

function loadsIn(text: string, users?: number): Readonly<Record<string, ComponentAnalysis>> {
	const { components } = loadsOf(buildArchitecture(sourceFile("file:///main.arch", text)), { users });
	return Object.fromEntries([...components].map(([{ id }, analysis]) => [id, analysis]));
}

function assertClose(actual: number | undefined, expected: number | undefined, what: string, tolerance = 1e-6): void {
	if (actual === undefined || expected === undefined) return assert.equal(actual, expected, what);
	const close = Math.abs(actual - expected) <= tolerance * Math.max(Math.abs(actual), Math.abs(expected)) + 1e-12;
	assert.ok(close, `${what}: ${actual} is not ${expected}`);
}

describe("properties of any design", () => {
	it("has no number that is none", () => {
		fc.assert(
			fc.property(designs, fc.constantFrom(0, 1, 1e3, 1e9), (design, users) => {
				assert.deepEqual(senseless(jsonOf(textOf(design), { users })), []);
			}),
			{ numRuns: RUNS },
		);
	}).timeout(60_000);

	it("more users never lower a load", () => {
		fc.assert(
			fc.property(designs, whole(0, 1e6), whole(0, 1e6), (design, users, more) => {
				const few = loadsIn(textOf(design), users);
				const many = loadsIn(textOf(design), users + more);
				for (const [name, part] of Object.entries(few)) {
					const other = many[name];
					for (const key of ["requestsPerSecond", "reads", "writes", "utilization"] as const) {
						const [before = 0, after = 0] = [part[key], other?.[key]];
						assert.ok(after >= before * (1 - 1e-9), `${name} ${key}: ${before} -> ${after}`);
					}
				}
			}),
			{ numRuns: RUNS_OF_LOADS },
		);
	}).timeout(60_000);

	it("rates and capacities k times as high change no share and divide the times by k", () => {
		fc.assert(
			fc.property(designs, fc.constantFrom(2, 5, 100), (design, k) => {
				const one = resultOf(textOf(design));
				const scaled = resultOf(textOf(design, k));
				for (const [name, part] of Object.entries(one.components)) {
					const other = scaled.components[name];
					assertClose(other?.requestsPerSecond, part.requestsPerSecond * k, `${name} load`);
					assertClose(other?.utilization, part.utilization, `${name} utilisation`);
					assertClose(other?.hitRatio, part.hitRatio, `${name} hit ratio`);
					assertClose(other?.unavailability, part.unavailability, `${name} unavailability`);
					assertClose(other?.queueing?.waitProbability, part.queueing?.waitProbability, `${name} waiting`);
					if (name === "q" || name === "r") continue;
					const wait = part.queueing?.meanWait;
					assertClose(other?.queueing?.meanWait, wait === undefined ? undefined : wait / k, `${name} wait`);
					const response = part.responseTime?.p99;
					assertClose(other?.responseTime?.p99, response === undefined ? undefined : response / k, `${name} p99`, 1e-4);
				}
			}),
			{ numRuns: RUNS },
		);
	}).timeout(60_000);

	it("reads at their sources are hits and reads of the store, and writes do not depend on the hits", () => {
		fc.assert(
			fc.property(designs, (one) => {
				// Nothing that fails is tried again.
				const design = { ...one, services: one.services.map((service) => ({ ...service, retries: 0 })) };
				const components = loadsIn(textOf(design));
				let reads = 0;
				let writes = 0;
				for (const [i, service] of design.services.entries()) {
					const { requestsPerSecond = 0 } = components[`s${i}`] ?? {};
					reads += requestsPerSecond * service.reads;
					writes += (requestsPerSecond * service.writes) / 100;
				}
				const { m, db } = components;
				if (reads > 0) {
					assertClose(m?.reads, reads, "reads of the cache");
					assertClose(reads * (m?.hitRatio ?? 0) + (db?.reads ?? 0), reads, "hits and reads of the store");
				}
				assertClose(db?.writes, writes, "writes of the store");
			}),
			{ numRuns: RUNS_OF_LOADS },
		);
	}).timeout(60_000);
});

import assert from "node:assert/strict";
import { generateArchitecture } from "../../../scripts/generate.ts";
import { analyze } from "../../../src/analysis/analyze.ts";
import { sensitivitiesOf } from "../../../src/analysis/sensitivity.ts";
import { buildArchitecture, sourceFile } from "../../../src/model/build.ts";

describe("assumption ledger", () => {
	const ledger = sensitivitiesOf(
		buildArchitecture(
			sourceFile(
				"file:///main.arch",
				`client c { users: 1M, requests: 100/day }
service web x20 { capacity: 900rps }
database db { read-capacity: 4000/s, write-capacity: 300/s }
c -> web -> db
`,
			),
		),
	);
	const of = (component: string, property: string) =>
		ledger.find(({ assumption }) => assumption.component === component && assumption.property === property)!;
	const near = (actual: number | undefined, expected: number): void =>
		assert.ok(Math.abs(actual! / expected - 1) < 1e-9, `${actual} instead of ${expected}`);

	// 1M users of 100 requests a day, twice the average at the peak.
	const perUser = (100 * 2) / 86_400;

	it("moves the share of reads of a plain call, which is no property", () => {
		const { saturationUsers } = of("db", "read share");
		near(saturationUsers?.lower, 1 / (0.72 / 4000 + 0.28 / 300) / perUser);
		// No more than all of them: 20 servers saturate then, no longer the database.
		near(saturationUsers?.higher, 4000 / perUser);
	});

	it("moves the peak of the clients", () => {
		const present = 1 / (0.9 / 4000 + 0.1 / 300) / perUser;
		near(of("c", "peak").saturationUsers?.lower, present / 0.8);
		near(of("c", "peak").saturationUsers?.higher, present / 1.2);
	});

	it("moves an availability by a fifth of the downtime, and puts what moves most first", () => {
		const { availability } = of("db", "availability");
		near(1 - availability!.lower, 1 - (1 - 0.005 * 1.2) * (1 - 0.005 ** 20));
		assert.deepEqual(
			ledger.slice(0, 2).map(({ assumption }) => assumption.property),
			["read share", "peak"],
		);
	});
});

describe("assumption ledger, against all of it analysed anew", () => {
	for (const seed of [1, 2, 3, 4]) {
		it(`finds the same availability for every assumption, design ${seed}`, () => {
			const architecture = buildArchitecture(
				sourceFile("file:///main.arch", generateArchitecture({ components: 14, seed })),
			);
			let compared = 0;
			for (const { assumption, availability } of sensitivitiesOf(architecture)) {
				const { component, property, value } = assumption;
				if (!availability || typeof value !== "number" || property === "eviction" || property.endsWith("share"))
					continue;
				const at = (factor: number): number => {
					const ratio = property === "common-cause" || property === "failover-coverage";
					const times = ratio ? Math.min(1, value * factor) : value * factor;
					const moved = property.endsWith("availability") ? 1 - (1 - value) * (2 - factor) : times;
					const overrides = new Map([[architecture.elements.get(component)!, new Map([[property, moved]])]]);
					return analyze(architecture, { overrides }).details.availabilities().system!.unavailability;
				};
				if (!Number.isInteger(value * 0.8) && WHOLE.includes(property)) continue;
				compared++;
				for (const [side, factor] of [
					["lower", 0.8],
					["higher", 1.2],
				] as const) {
					const anew = at(factor);
					const difference = Math.abs(1 - availability[side] - anew) / anew;
					assert.ok(difference < 1e-6, `${property} of ${component}: ${1 - availability[side]}, not ${anew}`);
				}
			}
			assert.ok(compared > 20);
		});
	}
});

/** Of these there is no half. */
const WHOLE = ["shards", "partitions", "pops", "concurrency", "virtual-nodes"];

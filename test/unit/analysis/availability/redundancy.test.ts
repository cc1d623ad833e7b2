import assert from "node:assert/strict";
import fc from "fast-check";
import { analysisOf } from "../../../support/analysis.ts";

interface Design {
	readonly rate: number;
	readonly balancers: number;
	readonly tiers: readonly {
		readonly instances: number;
		readonly capacity: number;
		readonly percent: number;
		readonly inPlace: boolean;
		readonly zones: number;
	}[];
	readonly database: {
		readonly replicas: number;
		readonly replication: "async" | "quorum";
		readonly failover: "automatic" | "manual" | "none";
		readonly percent: number;
		readonly zones: number;
	};
	readonly cache: number;
}

const percent = fc.constantFrom(80, 90, 95, 99, 99.9);

const design: fc.Arbitrary<Design> = fc.record({
	rate: fc.constantFrom(10, 60, 90, 100, 150, 200, 270, 400),
	balancers: fc.integer({ min: 1, max: 2 }),
	tiers: fc.array(
		fc.record({
			instances: fc.integer({ min: 1, max: 3 }),
			capacity: fc.constantFrom(60, 100, 200),
			percent,
			inPlace: fc.boolean(),
			zones: fc.integer({ min: 0, max: 3 }),
		}),
		{ minLength: 1, maxLength: 3 },
	),
	database: fc.record({
		replicas: fc.integer({ min: 0, max: 3 }),
		replication: fc.constantFrom("async" as const, "quorum" as const),
		failover: fc.constantFrom("automatic" as const, "manual" as const, "none" as const),
		percent,
		zones: fc.integer({ min: 0, max: 3 }),
	}),
	cache: fc.integer({ min: 0, max: 2 }),
});

function textOf({ rate, balancers, tiers, database, cache }: Design): string {
	const zonesOf = (zones: number): string => (zones > 0 ? `, zones: ${zones}` : "");
	const names = tiers.map(({ inPlace }, i) => (inPlace ? `p${i}.w` : `w${i}`));
	const services = tiers.map(({ instances, capacity, percent, inPlace, zones }, i) => {
		const body = `{ capacity: ${capacity}rps, availability: ${percent}%, reads d x0.5, writes d 5%${zonesOf(zones)} }`;
		return inPlace
			? `datacenter p${i} { availability: 99%, service w x${instances} ${body} }`
			: `service w${i} x${instances} ${body}`;
	});
	const { replicas, replication, failover, percent, zones } = database;
	return `data d { size: 1KB }
		client c { rate: ${rate}rps }
		loadbalancer lb x${balancers}
		${services.join("\n")}
		${cache > 0 ? `cache r x${cache} { holds: d, read: look-aside, hit-ratio: 80%, availability: 90% }` : ""}
		database b { holds: d, availability: ${percent}%, replicas: ${replicas}, replication: ${replication}, failover: ${failover}
			read-capacity: 100rps, write-capacity: 100rps, replay-cost: 0${zonesOf(zones)} }
		c -> lb -> ${names.join(", ")} -> ${cache > 0 ? "r, " : ""}b`;
}

/** Where even all instances are more than 90 % busy, all of them are needed, and one more is one more that can fail. */
function carriesItsLoad(design: Design): boolean {
	return [...analysisOf(textOf(design)).components.values()].every(({ utilization = 0 }) => utilization <= 0.9);
}

/** One part more of something. */
const MORE: Readonly<Record<string, (design: Design) => Design>> = {
	"a balancer": (design) => ({ ...design, balancers: design.balancers + 1 }),
	"an instance": ({ tiers: [first, ...rest], ...design }) => ({
		...design,
		tiers: [{ ...first!, instances: first!.instances + 1 }, ...rest],
	}),
	"a tier like the first": (design) => ({ ...design, tiers: [...design.tiers, design.tiers[0]!] }),
	"a replica, or two voters, since an even quorum is no better": (design) => ({
		...design,
		database: {
			...design.database,
			replicas:
				design.database.replicas + (design.database.replication === "quorum" ? 2 - (design.database.replicas % 2) : 1),
		},
	}),
	"a cache node": (design) => ({ ...design, cache: design.cache > 0 ? design.cache + 1 : 0 }),
};

describe("redundancy", () => {
	for (const [what, more] of Object.entries(MORE)) {
		it(`never lowers availability: ${what}`, () => {
			fc.assert(
				fc.property(design.filter(carriesItsLoad), (design) => {
					const [less, after] = [design, more(design)].map((one) => {
						const { system } = analysisOf(textOf(one)).details.availabilities();
						assert.ok(system);
						return system;
					});
					const slack = (less!.plusMinus ?? 0) + (after!.plusMinus ?? 0) + 1e-7 * less!.unavailability;
					assert.ok(
						after!.unavailability <= less!.unavailability + slack,
						`${less!.unavailability} became ${after!.unavailability}\n${textOf(more(design))}`,
					);
					assert.ok(after!.unavailability >= 0 && after!.unavailability <= 1);
				}),
				{ numRuns: 30 },
			);
		});
	}
});

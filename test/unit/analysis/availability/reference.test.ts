import assert from "node:assert/strict";
import { assertNear } from "../../../support/analysis.ts";
import { type JsonOptions, jsonOf, valueAt } from "../../../support/json.ts";

/**
 * Small designs whose availability follows from model M11 and docs/language.md by hand: the sum over all states of instances, places
 * and links, in each of which the survivors have to carry the load.
 * Each: what it shows; the text; the unavailability of client `c`, or what stands at which path; options of the command line.
 */
type Case = readonly [
	what: string,
	text: string,
	expected: number | Readonly<Record<string, number>>,
	options?: JsonOptions,
];

const c = "client c { rate: 10rps }\n";
/** A balancer that never fails and is never full. */
const lb = "loadbalancer lb { managed: true, availability: 100% }\n";

/** The probability that fewer than k of n are up, each being down with probability q: the sum of the binomial distribution. */
function fewerThan(k: number, n: number, q: number): number {
	let sum = 0;
	for (let up = 0; up < k; up++) {
		let ways = 1;
		for (let i = 0; i < up; i++) ways = (ways * (n - i)) / (i + 1);
		sum += ways * (1 - q) ** up * q ** (n - up);
	}
	return sum;
}

const web = (n: number, rest = ""): string => `service web x${n} { availability: 99%, capacity: 100rps${rest} }\n`;
const tier = (rate: number): string => `client c { rate: ${rate}rps }\n${lb}${web(3)}c -> lb -> web`;
const zoned = (rest: string): string => `${c}service web ${rest}\nc -> web`;
const database = (rest: string): string => `${c}service w { availability: 100% }\ndatabase d { ${rest} }\nc -> w -> d`;
const sites = `datacenter us { availability: 99% }
	datacenter eu { availability: 98% }
	datacenter witness { availability: 97% }
`;
const [mtbf, mttr] = [30 * 86_400, 4 * 3600];

/** Two data centers of 99.9 % with two instances of 100 rps and 99 % each, behind DNS that sees what is down. */
const twoPlaces = (rate: number): string => `client c { rate: ${rate}rps }
	dns n { availability: 100%, health-checks: true }
	datacenter us { availability: 99.9%
		${web(2)} }
	datacenter eu like us
	c -> n -> us.web, eu.web`;

const cached = (capacity: number): string => `data d { size: 1KB, items: 1M }
	client c { rate: 100rps }
	service w { availability: 100%, reads d, capacity: 1000rps }
	cache r { holds: d, read: look-aside, hit-ratio: 90%, availability: 98% }
	database b { holds: d, availability: 99%, read-capacity: ${capacity}rps, write-capacity: ${capacity}rps }
	c -> w -> r, b`;

const alternatives = (rate: number): string => `client c { rate: ${rate}rps }\n${lb}
	service a { availability: 99%, capacity: 100rps }
	service b { availability: 98%, capacity: 100rps }
	service e { availability: 97%, capacity: 100rps }
	c -> lb -> a, b, e`;

const circle = `client c { rate: 10rps }\nclient e { rate: 10rps }
	loadbalancer l1 { availability: 99% }\nloadbalancer l2 { availability: 98% }
	service x { availability: 97% }\nservice y { availability: 96% }
	c -> l1 -> x, l2\ne -> l2 -> y, l1`;

function manyPlaces(count: number): string {
	const places = Array.from(
		{ length: count },
		(_, i) => `datacenter p${i} { availability: 98%, service w x2 { availability: 90% } }`,
	);
	const targets = places.map((_, i) => `p${i}.w`).join(", ");
	return `${c}dns n { availability: 100%, health-checks: true }\n${places.join("\n")}\ndatabase d { availability: 99.99% }
		c -> n -> ${targets} -> d`;
}

const CASES: Readonly<Record<string, readonly Case[]>> = {
	"k of n (M11: k = ⌈λ / 0.9 μ⌉)": [
		["90 rps fit on one instance of 100 rps", tier(90), 0.01 ** 3],
		["91 rps take two", tier(91), fewerThan(2, 3, 0.01)],
		["181 rps take three", tier(181), fewerThan(3, 3, 0.01)],
		["with more than all of them carry, all are needed", tier(400), fewerThan(3, 3, 0.01)],
		["`needs` beats the load", `client c { rate: 150rps }\n${web(3, ", needs: 1")}c -> web`, 0.01 ** 3],
		["a majority of four is three", `${c}${web(4, ", needs: majority")}c -> web`, fewerThan(3, 4, 0.01)],
		["of a hundred at 85 % load, 95", `client c { rate: 8500rps }\n${web(100)}c -> web`, fewerThan(95, 100, 0.01)],
		[
			"an autoscaled tier is what runs at this load: 5 instances, of which 4 carry 300 rps",
			"client c { rate: 300rps }\nservice w x2..10 { availability: 99%, capacity: 100rps }\nc -> w",
			fewerThan(4, 5, 0.01),
		],
		[
			"`--users` changes k",
			"client c { users: 1M, requests: 86.4/day, peak: 1x }\nservice web x3 { availability: 99%, capacity: 1000rps }\nc -> web",
			0.01 ** 3,
			{ users: 800_000 },
		],
		[
			"1e-40 is not 0",
			`${c}${lb}service a x10 { availability: 99% }\nservice b x10 { availability: 99% }\nc -> lb -> a, b`,
			1e-40,
		],
		["100 % is never down", `${c}service w { availability: 100% }\nc -> w`, 0],
		[
			"mtbf and mttr are availability",
			`${c}service w x2 { mtbf: 99h, mttr: 1h }\nc -> w`,
			{ "components/w/unavailability": 1e-4, downtimeSecondsPerYear: 3153.6 },
		],
		[
			"what is said of each of several managed ones counts so",
			`${c}loadbalancer l x2 { managed: true, availability: 99% }\nc -> l`,
			1e-4,
		],
	],
	"common causes": [
		["beta factor: ((1 - b) q)^n + b q", zoned("x2 { availability: 99%, common-cause: 10% }"), 0.009 ** 2 + 0.001],
		["changes nothing of a lone instance", zoned("{ availability: 99%, common-cause: 10% }"), 0.01],
		["a zone takes its instances", zoned("x2 { availability: 100%, zones: 2, zone-availability: 99.9% }"), 1e-6],
		["one zone takes all", zoned("x3 { availability: 100%, zones: 1, zone-availability: 99% }"), 0.01],
		[
			"after the loss of a zone full load is enough: 400 rps on 4 of 6, but 5 of 6 while all zones are up",
			"client c { rate: 400rps }\nservice web x6 { availability: 99%, capacity: 100rps, zones: 3, zone-availability: 99.9% }\nc -> web",
			0.999 ** 3 * fewerThan(5, 6, 0.01) + 3 * 0.999 ** 2 * 0.001 * fewerThan(4, 4, 0.01) + 3 * 0.999 * 1e-6 + 1e-9,
		],
		[
			"a place is counted once, and a zone falls with its data center",
			`${c}datacenter us { availability: 99.9%
				loadbalancer l { availability: 100% }
				zone a { availability: 99.5%, service w { availability: 99% } }
				zone b { availability: 99.4%, service w { availability: 98% } }
				l -> a.w, b.w }
			c -> us.l`,
			1 - 0.999 * (1 - (1 - 0.995 * 0.99) * (1 - 0.994 * 0.98)),
		],
		["a group is no failure domain", `${c}group g { service w { availability: 99% } }\nc -> g.w`, 0.01],
		["25 places are as exact as two", manyPlaces(25), 1 - 0.9999 * (1 - (1 - 0.98 * 0.99) ** 25)],
	],
	"requirements and alternatives": [
		[
			"a client needs all its targets",
			`${c}service a { availability: 99% }\nservice b { availability: 98% }\nc -> a, b`,
			1 - 0.99 * 0.98,
		],
		[
			"a blind balancer too",
			`${c}loadbalancer l { availability: 100%, health-checks: false }\nservice a { availability: 99% }\nservice b { availability: 98% }\nc -> l -> a, b`,
			1 - 0.99 * 0.98,
		],
		[
			"links fail like parts",
			`${c}${lb}service a { availability: 99% }\nservice b { availability: 99% }\nc -> lb\nlb -> a { availability: 99% }\nlb -> b { availability: 98% }`,
			(1 - 0.99 * 0.99) * (1 - 0.99 * 0.98),
		],
		[
			"routers in a circle are a least fixed point, from wherever it is entered",
			circle,
			{
				"availabilityByClient/c/unavailability": 1 - 0.99 * (1 - 0.03 * (1 - 0.98 * 0.96)),
				"availabilityByClient/e/unavailability": 1 - 0.98 * (1 - 0.04 * (1 - 0.99 * 0.97)),
			},
		],
		["a circle without an exit never answers", `${c}loadbalancer a\nloadbalancer b\nc -> a -> b -> a`, 1],
		[
			"what is optional is not needed, also where an access goes",
			`data d\n${c}service w { availability: 99%, reads d }\ndatabase b { holds: d, availability: 90% }\nc -> w\nw -> b { optional: true }`,
			0.01,
		],
		[
			"a CDN with a fallback can be done without",
			`${c}cdn e { availability: 99.9%, fallback: origin }\nservice s { availability: 99% }\nc -> e -> s`,
			0.01,
		],
		[
			"another component can take the place of a CDN and its origin",
			`data p { kind: static, size: 1KB }\nclient c { rate: 10rps, reads p }\ncdn e { holds: p, availability: 99%, fallback: t }
			storage s { holds: p, availability: 98% }\nstorage t { holds: p, availability: 97% }\nc -> e -> s`,
			(1 - 0.99 * 0.98) * 0.03,
		],
		[
			"the system is the mean over clients by their requests",
			"client c { rate: 30rps }\nclient e { rate: 10rps }\nservice x { availability: 99% }\nservice y { availability: 95% }\nc -> x\ne -> y",
			{ unavailability: 0.75 * 0.01 + 0.25 * 0.05 },
		],
		[
			"a target that is missed leaves less than nothing",
			`system s { availability: 99.9% }\n${c}service w { availability: 99% }\nc -> w`,
			{ "downtimeBudget/target": 31_536, "downtimeBudget/used": 315_360, "downtimeBudget/remaining": -283_824 },
		],
	],
	"the load in the state considered": [
		["a look-aside cache is soft where the store carries the load alone", cached(1000), 0.01],
		["and hard where it does not", cached(50), 1 - 0.98 * 0.99],
		["with little to do one of three is enough", alternatives(30), 0.01 * 0.02 * 0.03],
		[
			"with 180 rps two of three must be up: what is left of one carries only 100",
			alternatives(180),
			0.01 * 0.02 + 0.01 * 0.03 + 0.02 * 0.03 - 2 * 0.01 * 0.02 * 0.03,
		],
		[
			"150 rps: one instance of each place will do, but both of a place that is left alone",
			twoPlaces(150),
			// Both places: fewer than two instances in all. One: not both instances. None.
			0.999 ** 2 * (4 * 0.99 * 0.01 ** 3 + 0.01 ** 4) + 2 * 0.999 * 0.001 * fewerThan(2, 2, 0.01) + 1e-6,
		],
		[
			"250 rps: all four instances; DNS goes on sending half to a place with one of them",
			twoPlaces(250),
			1 - (0.999 * 0.99 ** 2) ** 2,
		],
		[
			"a place without its database sends its load to the other",
			`client c { rate: 150rps }\ndns n { availability: 100%, health-checks: true }
			datacenter us { availability: 100%, service w x2 { availability: 100%, capacity: 100rps }, database d { availability: 99% }
				w -> d }
			datacenter eu { availability: 100%, service w { availability: 100%, capacity: 100rps }, database d { availability: 98% }
				w -> d }
			c -> n -> us.w, eu.w`,
			0.01,
		],
	],
	databases: [
		[
			"failover: c T / MTBF + (1 - c) MTTR / MTBF + q^n, with the defaults",
			database("replicas: 2, failover: automatic"),
			(0.95 * 60) / mtbf + (0.05 * mttr) / mtbf + 0.005 ** 3,
		],
		[
			"a declared availability says MTTR / MTBF",
			database("replicas: 1, failover: automatic, availability: 99%"),
			(0.95 * 60) / (99 * mttr) + 0.05 / 99 + 0.01 ** 2,
		],
		[
			"failover that takes longer than the repair is no worse than none",
			database("replicas: 1, failover: automatic, availability: 99.99%, mtbf: 1h, failover-time: 5min"),
			1e-4,
		],
		["without failover a replica does not write", database("replicas: 1, availability: 99%"), 0.01],
		["all shards must answer", database("shards: 4, availability: 99%"), 1 - 0.99 ** 4],
		[
			"an even quorum tolerates no more than the odd one below",
			database("replication: quorum, voters: 4, availability: 99%"),
			fewerThan(3, 4, 0.01),
		],
		[
			"voters stand in zones as well",
			database("replication: quorum, voters: 3, availability: 100%, zones: 3, zone-availability: 99%"),
			fewerThan(2, 3, 0.01),
		],
		[
			"voters fall with the data centers in which they stand",
			sites + database("replication: quorum, voters: 3, voters-in: [us, eu, witness], availability: 100%"),
			1 - (0.99 * 0.98 + 0.99 * 0.02 * 0.97 + 0.01 * 0.98 * 0.97),
		],
		[
			"a data center with the majority of the voters takes the others with it",
			sites + database("replication: quorum, voters: 5, voters-in: [us, eu], availability: 100%"),
			0.01,
		],
		[
			"who only reads needs the data centers of a read quorum",
			`${sites}data x\nclient c { rate: 30rps, reads x }\nclient e { rate: 10rps, writes x }\nc, e -> d
			database d {
				holds: x, replication: quorum, voters: 4, read-quorum: 2, write-quorum: 3, voters-in: [us, eu], availability: 100%
			}`,
			{
				"availabilityByClient/c/unavailability": 0.01 * 0.02,
				"availabilityByClient/e/unavailability": 1 - 0.99 * 0.98,
			},
		],
		[
			"names are found while one of the providers answers, but for what they have in common",
			`${c}dns n { providers: 2, availability: 99%, common-cause: 10% }\nservice w { availability: 100% }\nc -> n -> w`,
			0.009 ** 2 + 0.1 * 0.01,
		],
		[
			"who only reads needs the read quorum, who does both the larger one, not both of them",
			`data x\nclient c { rate: 30rps, reads x }\nclient e { rate: 10rps, reads x, writes x }\nc, e -> d
			database d { holds: x, replication: quorum, voters: 5, read-quorum: 2, write-quorum: 4, availability: 90% }`,
			{
				"availabilityByClient/c/unavailability": fewerThan(2, 5, 0.1),
				"availabilityByClient/e/unavailability": fewerThan(4, 5, 0.1),
			},
		],
		[
			"a copy that is promoted stands in for its primary",
			`data d\nclient c { rate: 10rps, reads d, writes d 10% }\ndns n { availability: 100%, health-checks: true }
			datacenter us { availability: 99%, database u { holds: d, availability: 98% } }
			datacenter eu { availability: 97%, database u { holds: d, availability: 96% } }
			us.u -> eu.u { failover: automatic }\nc -> n -> us.u, eu.u`,
			(1 - 0.99 * 0.98) * (1 - 0.97 * 0.96),
		],
	],
};

describe("availability of small designs, by hand", () => {
	for (const [group, cases] of Object.entries(CASES)) {
		describe(group, () => {
			for (const [what, text, expected, options] of cases) {
				it(what, () => {
					const json = jsonOf(text, options);
					const values =
						typeof expected === "number" ? { "availabilityByClient/c/unavailability": expected } : expected;
					for (const [path, value] of Object.entries(values)) {
						const actual = valueAt(json, path);
						assert.equal(typeof actual, "number", path);
						// Relative: 1e-40 has to be as right as 0.1.
						if (value === 0) assert.equal(actual, 0);
						else assertNear((actual as number) / value, 1, 1e-6);
					}
				});
			}
		});
	}

	it("shows how far an estimate may be off where there are too many states", () => {
		const places = Array.from(
			{ length: 14 },
			(_, i) => `datacenter p${i} { availability: 90%, service w { availability: 95%, capacity: 20rps } }`,
		);
		const text = `client c { rate: 100rps }\ndns n { availability: 100%, health-checks: true }\n${places.join("\n")}
			c -> n -> ${places.map((_, i) => `p${i}.w`).join(", ")}`;
		const json = jsonOf(text);
		const [u, error] = ["unavailability", "unavailabilityPlusMinus"].map((path) => valueAt(json, path) as number);
		// Five of fourteen carry the load at full; fewer break down.
		const exact = fewerThan(5, 14, 1 - 0.9 * 0.95);
		assert.ok(Math.abs(u! - exact) <= error!, `${u} ± ${error} is not ${exact}`);
	});
});

import assert from "node:assert/strict";
import { assertNear } from "../../../support/analysis.ts";
import { type JsonOptions, jsonOf, valueAt } from "../../../support/json.ts";

/**
 * Small designs whose numbers follow from the rules of docs/language.md by hand, read as the command line prints them.
 * Each: what it shows; the text; what stands at which path (`undefined`: it is absent); options of the command line.
 */
type Case = readonly [what: string, text: string, expected: Readonly<Record<string, unknown>>, options?: JsonOptions];

const two = "service a\nservice b\nservice e\nc -> r -> a, b, e";
const failover = `client c { rate: 100rps }\ndns r { routing: failover, health-checks: true }\n${two}`;
const requests = (a: number, b: number, e: number): Record<string, number> => ({
	"components/a/requestsPerSecond": a,
	"components/b/requestsPerSecond": b,
	"components/e/requestsPerSecond": e,
});

const CASES: Readonly<Record<string, readonly Case[]>> = {
	"requests of clients (M1)": [
		[
			"are users x requests / 86,400 x peak",
			"client c { users: 2M, requests: 20/day, peak: 3x }\nservice web x4\nc -> web",
			{ requestsPerSecond: 1_388.888_888_9, "components/web/utilization": 0.694_444_4, saturationUsers: 2_880_000 },
		],
		[
			"are `rate` where both are declared, which then grows with the users",
			"client c { users: 1000, rate: 100rps }\nservice web\nc -> web",
			{ users: 2500, requestsPerSecond: 250, saturationUsers: 5000 },
			{ users: 2500 },
		],
		[
			"scale together, in their proportions, a lone `rate` by the same factor",
			"client a { users: 100k }\nclient b { users: 300k }\nclient d { rate: 50rps }\nservice web\na, b, d -> web",
			{
				"components/a/requestsPerSecond": (200_000 * 40) / 86_400,
				"components/b/requestsPerSecond": (600_000 * 40) / 86_400,
				"components/d/requestsPerSecond": 100,
			},
			{ users: 800_000 },
		],
		[
			"do not scale where nobody declares users",
			"client d { rate: 50rps }\nservice web\nd -> web",
			{ requestsPerSecond: 50, users: undefined, saturationUsers: undefined },
			{ users: 800_000 },
		],
	],
	"routers (M2)": [
		["with `routing: failover` send everything to the first target", failover, requests(100, 0, 0)],
		["to the next one while the first is down", failover, requests(0, 100, 0), { down: ["a"] }],
		["and to the third if need be", failover, requests(0, 0, 100), { down: ["a", "b"] }],
		["the loss of a standby changes nothing", failover, requests(100, 0, 0), { down: ["b"] }],
		[
			"that do not see what is down go on sending there",
			failover.replace(", health-checks: true", ""),
			requests(0, 0, 0),
			{ down: ["a"] },
		],
		[
			"a standby never saturates as long as the first is up",
			`client c { users: 864000, requests: 10/day, peak: 1x }\nloadbalancer r { routing: failover }
			service a { capacity: 200rps }\nservice b { capacity: 50rps }\nc -> r -> a, b`,
			{ saturationUsers: 1_728_000, bottleneck: "a", "components/b/saturationUsers": "unbounded" },
		],
		[
			"behind DNS follow `traffic`, the rest evenly",
			`client c { rate: 100rps }\ndns r { routing: geo }\ndatacenter us { traffic: 70%, service a }
			datacenter eu { service b }\ndatacenter ap { service e }\nc -> r -> us.a, eu.b, ap.e`,
			{
				"links/r>us.a/requestsPerSecond": 70,
				"links/r>eu.b/requestsPerSecond": 15,
				"links/r>ap.e/requestsPerSecond": 15,
			},
		],
		[
			"divide the traffic of a place among the links into it, and percents on links win",
			`client c { rate: 100rps }\ndns r\ndns p\ndatacenter us { traffic: 70%, service a, service b }
			datacenter eu { traffic: 30%, service a }\nc -> r -> us.a, us.b, eu.a\nc -> p -> us.a 20%\np -> eu.a`,
			{
				"links/r>us.a/requestsPerSecond": 35,
				"links/r>us.b/requestsPerSecond": 35,
				"links/r>eu.a/requestsPerSecond": 30,
				"links/p>us.a/requestsPerSecond": 20,
				"links/p>eu.a/requestsPerSecond": 80,
			},
		],
		[
			"also where one that is lost had no share of its own: 70 : 15 stays",
			`client c { rate: 85rps }\ndns r { health-checks: true }\ndatacenter us { traffic: 70%, service a }
			datacenter eu { service b }\ndatacenter ap { service e }\nc -> r -> us.a, eu.b, ap.e`,
			{ "links/r>us.a/requestsPerSecond": 70, "links/r>ap.e/requestsPerSecond": 15 },
			{ down: ["eu"] },
		],
		[
			"move the share of a place that is lost to the others",
			`client c { rate: 100rps }\ndns r { routing: geo, health-checks: true }\ndatacenter us { traffic: 70%, service a }
			datacenter eu { traffic: 20%, service b }\ndatacenter ap { traffic: 10%, service e }\nc -> r -> us.a, eu.b, ap.e`,
			{ "links/r>eu.b/requestsPerSecond": 200 / 3, "links/r>ap.e/requestsPerSecond": 100 / 3 },
			{ down: ["us"] },
		],
	],
	"cycles (M2)": [
		[
			"make 1 / (1 - 0.5 x 0.5) requests of one",
			"client c { rate: 90rps }\nservice a\nservice b\nc -> a\na -> b 50%\nb -> a 50%",
			{ "components/a/requestsPerSecond": 120, "components/b/requestsPerSecond": 60 },
		],
		[
			"come to rest as long as each round is smaller than the one before: 1 / (1 - 3 x 0.3333)",
			"client c { rate: 90rps }\nservice a\nservice b\nc -> a -> b x3\nb -> a 33.33%",
			{ "components/a/requestsPerSecond": 900_000 },
		],
		[
			"have no steady load otherwise, and leave others alone",
			"client c { rate: 90rps }\nservice a\nservice b\nservice d\nc -> a -> b -> a\nc -> d",
			{ "components/a/utilization": undefined, "components/a/status": "unknown", "components/d/utilization": 0.18 },
		],
	],
	"losses (M13)": [
		[
			"leave rho n / (n - 1) where one of n instances is gone, also at other numbers of users",
			`client c { users: 864000, requests: 10/day, peak: 1x }\nloadbalancer lb\nservice web x4 { capacity: 50rps }
			c -> lb -> web`,
			{ requestsPerSecond: 50, "components/web/utilization": 50 / 150, saturationUsers: 432_000 * 3 },
			{ users: 432_000, down: ["web#2"] },
		],
		[
			"make the standby the bottleneck",
			`client c { users: 864000, requests: 10/day, peak: 1x }\nloadbalancer r { routing: failover }
			service a { capacity: 200rps }\nservice b { capacity: 50rps }\nc -> r -> a, b`,
			{ saturationUsers: 432_000, bottleneck: "b", "components/b/utilization": 2, "whatIf/overloaded/0": "b" },
			{ down: ["a"] },
		],
		[
			"let a copy take the writes where it is promoted",
			`data p\nclient c { rate: 100rps }\ndns n { routing: geo, health-checks: true }
			datacenter us { service web { reads p x2, writes p }\ndatabase d { holds: p }\nweb -> d }
			datacenter eu { service web { reads p x2, writes p }\ndatabase d { holds: p }\nweb -> d }
			c -> n -> us.web, eu.web\nus.d -> eu.d { failover: automatic }\neu.web -> us.d`,
			{ "components/eu.web/requestsPerSecond": 100, "components/eu.d/reads": 200, "components/eu.d/writes": 100 },
			{ down: ["us"] },
		],
	],
	"accesses (M2)": [
		[
			"leave no plain call to a farther store of the same data, a store of other data has its own",
			`data d\nclient c { rate: 100rps }\ndatacenter us { service web { reads d }\ndatabase near { holds: d }\ndatabase other
			web -> near, other }\ndatacenter eu { database far { holds: d } }\nc -> us.web -> eu.far\nus.near -> eu.far`,
			{
				"components/us.near/reads": 100,
				"components/eu.far/requestsPerSecond": 0,
				"components/us.other/reads": 90,
				"components/us.other/writes": 10,
			},
		],
		[
			"of a client follow the percents of a gateway past its services",
			`data p\nclient c { rate: 100rps, reads p }\ngateway g\nservice a\nservice b\ndatabase d { holds: p }
			c -> g -> a 80%, b 20%\na, b -> d`,
			{ "components/a/requestsPerSecond": 80, "components/b/requestsPerSecond": 20, "components/d/reads": 100 },
		],
		[
			"of static files through a CDN that also passes pages on",
			`data p { kind: static }\ndata o\nclient c { rate: 100rps, reads p x5 }\ncdn e { holds: p, hit-ratio: 80% }
			service web { reads o }\ndatabase d { holds: o }\nstorage s { holds: p }\nc -> e -> s\ne -> web -> d`,
			{
				"components/e/requestsPerSecond": 600,
				"components/web/requestsPerSecond": 100,
				"components/s/reads": 100,
				"components/d/reads": 100,
			},
		],
		[
			"pass routers and services, which work for each of them",
			`data d\nclient c { rate: 100rps }\nservice web { reads d x3 }\nloadbalancer lb\nservice proxy\nservice log
			database db { holds: d }\nc -> web -> lb -> proxy -> db\nproxy -> log`,
			{
				"components/proxy/requestsPerSecond": 300,
				"components/log/requestsPerSecond": 300,
				"components/db/reads": 300,
				"components/db/writes": 0,
			},
		],
	],
	"retries (M17)": [
		[
			"make (1 - f^m) / (1 - f) calls of one, also through a balancer",
			`client c { rate: 100rps }\nservice web { retries: 3 }\nloadbalancer lb\nservice api { error-rate: 10% }
			c -> web -> lb -> api`,
			{ "components/web/requestsPerSecond": 100, "components/api/requestsPerSecond": 111.1 },
		],
		[
			"of layers multiply where everything fails: 4^3 = 64",
			`client c { rate: 1rps, retries: 3 }\nservice a { retries: 3 }\nservice b { retries: 3 }\nservice d { error-rate: 100% }
			c -> a -> b -> d`,
			{ "components/d/requestsPerSecond": 64, "components/d/retryAmplification": 64 },
		],
		[
			"begin where the attempts of the layer below have failed: 0.5^4 = 0.0625",
			"client c { rate: 1rps, retries: 1 }\nservice a { retries: 3 }\nservice d { error-rate: 50% }\nc -> a -> d",
			{ "components/a/requestsPerSecond": 1.0625, "components/d/requestsPerSecond": 1.0625 * 1.875 },
		],
		[
			"are not made for what a request can do without",
			`client c { rate: 1rps, retries: 3 }\nservice a\nservice d { error-rate: 50% }\nqueue q
			worker w { service-time: 1ms, error-rate: 50% }\nc -> a -> q -> w\na -> d { optional: true }`,
			{ "components/a/requestsPerSecond": 1 },
		],
		[
			"of a look-aside cache concern the misses",
			`data p\nclient c { rate: 1rps, retries: 1 }\nservice a { reads p }\ncache k { holds: p, hit-ratio: 80%, read: look-aside }
			database d { holds: p, error-rate: 10% }\nc -> a -> k, d`,
			{ "components/a/requestsPerSecond": 1.02 },
		],
	],
	"links (M16)": [
		[
			"carry answers, and say how much of their bandwidth that is",
			`data p { size: 100KB, kind: static }\nclient c { rate: 100rps, reads p }\ncdn e { holds: p, hit-ratio: 90% }
			storage s { holds: p }\nc -> e { bandwidth: 100Mbps }\ne -> s`,
			{
				"links/c>e/bandwidthBitsPerSecond": 8e7,
				"links/c>e/utilization": 0.8,
				"links/e>s/bandwidthBitsPerSecond": 8e6,
				"links/e>s/utilization": undefined,
			},
		],
		[
			"carry messages of 1 KB, and replicated writes",
			`data p { size: 2KB }\nclient c { rate: 100rps }\nservice web { writes p }\ndatabase d { holds: p }\nqueue q
			worker w { service-time: 1ms }\ndatabase copy { holds: p }\nc -> web -> d -> copy\nweb -> q -> w`,
			{ "links/d>copy/bandwidthBitsPerSecond": 1.6e6, "links/q>w/bandwidthBitsPerSecond": 8e5 },
		],
	],
	"databases (M2)": [
		[
			"have replicas that replay each write at the cost of a read; each role saturates for itself",
			`data p\nclient c { users: 86400, requests: 1000/day, peak: 1x }\nservice web x4 { reads p, writes p 10% }
			database db { holds: p, replicas: 2 }\nc -> web -> db`,
			{
				"components/db/roles/primary/utilization": 0.05,
				"components/db/roles/primary/saturationUsers": 86_400 / 0.05,
				"components/db/roles/replica/utilization": 0.06,
				"components/db/roles/replica/saturationUsers": 86_400 / 0.06,
				"components/db/saturationUsers": 86_400 / 0.06,
			},
		],
		[
			"have a role that never saturates if it has nothing to do",
			"data p\nclient c { users: 1000 }\nservice web { reads p }\ndatabase db { holds: p, replicas: 1 }\nc -> web -> db",
			{ "components/db/roles/primary/saturationUsers": "unbounded" },
		],
		[
			"have as many nodes as vote where only these are declared",
			"client c { rate: 1rps }\ndatabase db { replication: quorum, voters: 5 }\nc -> db",
			{ "components/db/instances": 5, "components/db/quorum/tolerates/writes": 2 },
		],
	],
	"instances (M6)": [
		[
			"are as many as the Universal Scalability Law asks: 26 x 100 / (1 + 25 (0.03 + 26 x 0.0001)) > 1000 / 0.7",
			"client c { rate: 1000rps }\nservice web { capacity: 100rps, contention: 3%, coherency: 0.01% }\nc -> web",
			{ "instancesNeeded/web": 26 },
		],
		[
			"are not said where no number of them is enough",
			"client c { rate: 1000000rps }\nservice web { capacity: 100rps, contention: 3% }\nc -> web",
			{ "instancesNeeded/web": undefined },
		],
		[
			"of an autoscaled tier count with what they cost each other: X(4) = 4 / (1 + 3 x 0.1) of one",
			"client c { users: 86400, requests: 1/day, peak: 1x }\nservice web x1..4 { capacity: 10rps, contention: 10% }\nc -> web",
			{ saturationUsers: (86_400 * 40) / 1.3, "components/web/instances": 1 },
		],
	],
};

describe("reference cases of traffic and capacity", () => {
	for (const [topic, cases] of Object.entries(CASES)) {
		describe(topic, () => {
			for (const [what, text, expected, options] of cases) {
				it(what, () => {
					const json = jsonOf(text, options);
					for (const [path, value] of Object.entries(expected)) {
						const found = valueAt(json, path);
						if (typeof value === "number" && typeof found === "number") assertNear(found, value, 1e-6);
						else assert.equal(found, value, path);
					}
				});
			}
		});
	}
});

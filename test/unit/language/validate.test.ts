import assert from "node:assert/strict";
import { parse } from "../../../src/language/parser.ts";
import { problemMessage } from "../../../src/language/problem-texts.ts";
import { vocabularyTexts } from "../../../src/language/problems/vocabulary.ts";
import { applyEdits } from "../../../src/language/text.ts";
import { validate } from "../../../src/language/validate.ts";

interface Case {
	/** The text, with the place of the problem between « and ». */
	readonly text: string;
	readonly says: string;
	/** What each repair makes of the text, best first. */
	readonly repairs?: readonly string[];
}

const CASES: Readonly<Record<string, readonly Case[]>> = {
	kinds: [
		{
			text: "«loadbalancr» lb { sticky: false }",
			says: "There is no kind `loadbalancr`. Did you mean `loadbalancer`?",
			repairs: ["loadbalancer lb { sticky: false }"],
		},
		{
			text: "«lb» front",
			says: "There is no kind `lb`. Did you mean `loadbalancer`?",
			repairs: ["loadbalancer front"],
		},
		{
			text: "«Load_Balancer» front",
			says: "There is no kind `Load_Balancer`. Did you mean `loadbalancer`?",
			repairs: ["loadbalancer front"],
		},
		{
			text: "«xyzzy» web { anything: 5 }",
			says: "There is no kind `xyzzy`. Write one of `system`, `data`, `client`, `dns`, `cdn`, `gateway`, `loadbalancer`, `service`, `worker`, `cache`, `database`, `storage`, `search`, `queue`, `external`, `monitoring`, `pipeline`, `datacenter`, `zone`, `group`.",
		},
	],
	nesting: [
		{
			text: "service web { «cache» c }",
			says: "A `cache` cannot stand inside the service `web`: declare it beside it. Only `datacenter`, `zone` and `group` hold others.",
		},
		{
			text: 'datacenter us { «system» "Shop" }',
			says: "`system` speaks for the whole file: move it out of `us`.",
		},
		{
			text: "zone a { «datacenter» us }",
			says: "A `datacenter` cannot stand inside the zone `a`: declare it outside of it, or use `group`.",
		},
		{
			text: "service web { «web -> db» }",
			says: "A link stands beside components, not inside one: move it out of `web`.",
		},
		{
			text: "«capacity»: 500rps",
			says: "`capacity` belongs to nothing here: put it between the braces of what it describes; what holds for the whole file goes into `system`.",
		},
	],
	counts: [
		{
			text: "database users «x3»",
			says: "A database is not counted with `x3`: one node is the primary, so write `replicas: 2` (or `shards` to divide the data).",
			repairs: ["database users { replicas: 2 }"],
		},
		{
			text: "database users «x2» {\n\tholds: profiles\n}",
			says: "A database is not counted with `x2`: one node is the primary, so write `replicas: 1` (or `shards` to divide the data).",
			repairs: ["database users {\n\treplicas: 1\n\tholds: profiles\n}"],
		},
		{
			text: "database users «x2» { replicas: 1 }",
			says: "A database is not counted with `x2`: `replicas` says how many copies it has, `shards` into how many parts it is divided.",
			repairs: ["database users { replicas: 1 }"],
		},
		{
			text: "client phones «x3»",
			says: "A client is not counted with `x3`: say how many people use it with `users`.",
			repairs: ["client phones"],
		},
		{
			text: "data photos «x3»",
			says: "A data set is not counted with `x3`: say how many items it has with `items`.",
			repairs: ["data photos"],
		},
		{
			text: "datacenter us «x2» {}",
			says: "A `datacenter` is not counted with `x2`: declare each by a name of its own; `like` copies what another one holds.",
			repairs: ["datacenter us {}"],
		},
		{
			text: "pipeline ci «x2»",
			says: "A `pipeline` is not counted: leave `x2` out.",
			repairs: ["pipeline ci"],
		},
		{
			text: 'service web "Web" {\n\t«instances»: 4\n\tsessions: local\n}',
			says: "The number of instances stands behind the name: `service web x4`.",
			repairs: ['service web "Web" x4 {\n\tsessions: local\n}'],
		},
		{
			text: "service web x2 { «replicas»: 4 }",
			says: "The number of instances stands behind the name: `service web x4`.",
		},
	],
	properties: [
		{
			text: "cache c { «hitRatio»: 80% }",
			says: "A `cache` has no property `hitRatio`. Did you mean `hit-ratio`?",
			repairs: ["cache c { hit-ratio: 80% }"],
		},
		{
			text: "service web { «sesions»: local }",
			says: "A `service` has no property `sesions`. Did you mean `sessions`?",
			repairs: ["service web { sessions: local }"],
		},
		{
			text: "service web { «throughput»: 500rps }",
			says: "A `service` has no property `throughput`. Did you mean `capacity`?",
			repairs: ["service web { capacity: 500rps }"],
		},
		{
			text: "cache c { «sticky»: true }",
			says: "`sticky` does not belong to a `cache`: only these take it: `loadbalancer`, `gateway`.",
		},
		{
			text: "data photos { «capacity»: 500rps }",
			says: "`capacity` does not belong to a `data`: only components such as services and databases take it.",
		},
		{
			text: "dns d { «colour»: red }",
			says: "A `dns` has no property `colour`. Its own are `ttl`, `routing`, `health-checks`, `providers`.",
		},
		{
			text: "a -> b { «latencey»: 20ms }",
			says: "A `link` has no property `latencey`. Did you mean `latency`?",
			repairs: ["a -> b { latency: 20ms }"],
		},
		{
			text: "cache c { ttl: 1h, «ttl: 2h» }",
			says: "`ttl` is given twice: keep one of them.",
			repairs: ["cache c { ttl: 1h }"],
		},
		{
			text: "cache c {\n\tttl: 1h\n\t«ttl: 2h»\n\tread: look-aside\n}",
			says: "`ttl` is given twice: keep one of them.",
			repairs: ["cache c {\n\tttl: 1h\n\tread: look-aside\n}"],
		},
	],
	units: [
		{
			text: "cache c { ttl: «60» }",
			says: "`ttl` needs a unit: one of `ms`, `s`, `min`, `h`, `d`, `w`, `month`, `y`, as in `1h`.",
		},
		{
			text: "cache c { ttl: «60rps» }",
			says: "The unit `rps` does not fit `ttl`: use one of `ms`, `s`, `min`, `h`, `d`, `w`, `month`, `y`, as in `1h`.",
		},
		{
			text: "cache c { memory: «16gb» }",
			says: "There is no unit `gb`. Did you mean `16GB`?",
			repairs: ["cache c { memory: 16GB }"],
		},
		{
			text: "data d { size: «2kb» }",
			says: "There is no unit `kb`. Did you mean `2KB`?",
			repairs: ["data d { size: 2KB }"],
		},
		{
			text: "database d { replicas: «2rps» }",
			says: "`replicas` is a plain number without the unit `rps`, as in `2`.",
		},
		{
			text: "system s { budget: «$5/GB» }",
			says: "The unit `$/GB` does not fit `budget`: use one of `$/month`, `$/h`, `$/day`, `$/year`, as in `$20000/month`.",
		},
	],
	ranges: [
		{
			text: "cdn c { hit-ratio: «120%» }",
			says: "`hit-ratio` lies between 0% and 100%; it cannot be 120%.",
		},
		{
			text: "cdn c { hit-ratio: «80» }",
			says: "`hit-ratio` lies between 0% and 100%; it cannot be 80.",
			repairs: ["cdn c { hit-ratio: 80% }"],
		},
		{ text: "database d { shards: «0» }", says: "`shards` is at least 1; it cannot be 0." },
		{ text: "client c { peak: «0.5x» }", says: "`peak` is at least 1x; it cannot be 0.5x." },
		{ text: "cache c { memory: «-1GB» }", says: "`memory` is at least 0B; it cannot be -1GB." },
		{ text: "service web { capacity: «0rps» }", says: "`capacity` must be more than 0; it cannot be 0rps." },
		{ text: "database d { replicas: «1.5» }", says: "`replicas` is a whole number; it cannot be 1.5." },
	],
	values: [
		{
			text: "cache c { read: «cache-aside» }",
			says: "`read` does not know `cache-aside`. Did you mean `look-aside`? Possible are `look-aside`, `read-through`.",
			repairs: ["cache c { read: look-aside }"],
		},
		{
			text: "cache c { eviction: «clairvoyant» }",
			says: "`eviction` does not know `clairvoyant`. Write one of `lru`, `lfu`, `fifo`, `none`.",
		},
		{
			text: "loadbalancer lb { sticky: «on» }",
			says: "`sticky` does not know `on`. Did you mean `true`? Possible are `true`, `false`.",
			repairs: ["loadbalancer lb { sticky: true }"],
		},
		{
			text: "monitoring m { metrics: [host, «teir»] }",
			says: "`metrics` does not know `teir`. Did you mean `tier`? Possible are `host`, `tier`, `business`.",
			repairs: ["monitoring m { metrics: [host, tier] }"],
		},
		{
			text: "service web { timeout: «long» }",
			says: "`timeout` takes a number such as `500ms`, not `long`.",
		},
		{ text: "database d { engine: «5» }", says: "`engine` takes a text such as `postgres`, not `5`." },
		{
			text: 'cache c { holds: «"profiles"» }',
			says: '`holds` takes a name such as `[profiles, posts]`, not `"profiles"`.',
		},
		{ text: "service web { sessions: «5» }", says: "`sessions` takes a value such as `redis`, not `5`." },
		{
			text: "cache c { read: «[look-aside]» }",
			says: "`read` takes one value, not a list: remove the brackets.",
		},
	],
	shares: [
		{
			text: "loadbalancer lb\nlb -> «a 70%, b 60%»",
			says: "`lb` splits what it gets, but these shares add up to 130%: they may come to 100% at most.",
		},
	],
};

/** Texts that look odd and are right. */
const LEGAL: readonly string[] = [
	"",
	"cache c { memory: 0B, warm-up: 0%, max-items: 0 }",
	"data d { skew: 0, hottest: 0%, size: 0B }",
	"cache c { invalidate: true, persistence: false, stampede: true, jitter: true }",
	"database d { failover: false, backup: false, failover-time: 0s, replay-cost: 0 }",
	"cdn c { fallback: true }\ncdn e { fallback: origin }\ncdn f { fallback: other }",
	"service web { sessions: redis, rate-limit: true, cost: $0.2/1M, hit: 1 }".replace(", hit: 1", ""),
	"service web { availability: 0.999, capacity: 500M/day }",
	"queue q { retention: 7d }\nqueue r { retention: 50GB, dead-letter: q }",
	"data d { growth: 1M/day }\ndata e { growth: 50GB/day }\ndata f { growth: 5%/month }",
	"client c { burst: 5x }\nclient d { burst: 2000rps }",
	"service a\nservice b\na -> b 80%, c 70%",
	"loadbalancer lb\nlb -> a 33.3%, b 33.3%, c 33.4%",
	"datacenter us { zone a { service web } group g { datacenter nested } }",
	"cache cache { read: look-aside }",
	"monitoring m { metrics: host, watches: [us, us.web] }",
	"pipeline p { deploys: all, tests: [us, eu] }",
	"a -> b { async: true, optional: true, timeout: 1s, conflicts: crdt }",
];

const PHOTO_SHARING = `import "./shared-services.arch"

system "Photo sharing" {
  availability: 99.9%            // targets that the rules check against
  latency-p99: 400ms
}

data profiles { kind: durable, size: 2KB, items: 50M, skew: 0.9 }
data photos   { kind: static,  size: 400KB, items: 500M, skew: 0.8 }
data sessions { kind: session, size: 2KB, lifetime: 30min }

client browser "Browser" {
  users: 2M                      // daily active users
  requests: 20/day               // per user
  peak: 3x                       // busiest second against the average second
  reads photos x10               // ten photos per request, fetched by the browser itself
}
dns route53 { routing: geo, health-checks: true }
cdn edge "CDN" { holds: photos, ttl: 24h, fallback: origin }

datacenter us "US East" {
  loadbalancer lb x2 { sticky: false }
  service web "Web tier" x4 {
    capacity: 500rps             // per instance
    sessions: local
    reads profiles x3            // three profile reads per request
    writes profiles 5%           // one request in twenty writes one
  }
  cache redis x2 { holds: profiles, read: look-aside, write: write-around, ttl: 1h, eviction: lru, memory: 16GB }
  database users "User DB" { holds: profiles, replicas: 2, failover: automatic }
  storage blobs { holds: photos }
  queue jobs { durable: true, dead-letter: true }
  worker resizer x3 { service-time: 200ms }

  lb -> web -> redis, users, blobs
  web -> jobs 2% "resize"
  jobs -> resizer -> blobs
}
datacenter eu "EU West" like us

browser -> route53 -> us.lb, eu.lb
browser -> edge -> us.blobs
us.users -> eu.users
us.blobs -> eu.blobs
eu.web -> us.users
monitoring watch { logs: aggregated, metrics: [host, tier, business], alerts: true }
pipeline ci { deploys: [us, eu], tests: [us, eu] }
`;

/** The text without its marks, and the place that they mark. */
function unmarked(text: string): { text: string; start: number; end: number } {
	const start = text.indexOf("«");
	const end = text.indexOf("»") - 1;
	return { text: text.replace("«", "").replace("»", ""), start, end };
}

describe("validate", () => {
	for (const [subject, cases] of Object.entries(CASES)) {
		describe(subject, () => {
			for (const { text: marked, says, repairs = [] } of cases) {
				it(says.length > 90 ? `${says.slice(0, 90)}…` : says, () => {
					const { text, start, end } = unmarked(marked);
					const tree = parse(text);
					assert.deepEqual(tree.problems, []);
					const found = validate(tree);
					assert.deepEqual(
						found.map((problem) => problemMessage(problem, "en")),
						[says],
					);
					const [problem] = found;
					assert.deepEqual({ start: problem!.start, end: problem!.end }, { start, end });
					assert.deepEqual(
						(problem!.repairs ?? []).map(({ edits }) => applyEdits(text, edits)),
						repairs,
					);
					const korean = problemMessage(problem!, "ko");
					assert.match(korean, /[가-힣]/);
					assert.doesNotMatch(korean, /\{\w+\}/);
				});
			}
		});
	}

	it("has a case for each of its sentences", () => {
		const seen = Object.values(CASES).flatMap((cases) =>
			cases.flatMap(({ text }) =>
				validate(parse(unmarked(text).text)).flatMap(({ code, related = [] }) => [
					code as string,
					...related.map((place) => place.code),
				]),
			),
		);
		assert.deepEqual(
			Object.keys(vocabularyTexts).filter((code) => !seen.includes(code)),
			[],
		);
	});

	it("removes its problem with each repair", () => {
		for (const { text: marked, repairs = [] } of Object.values(CASES).flat()) {
			const { text } = unmarked(marked);
			const [problem] = validate(parse(text));
			for (const repaired of repairs) {
				const tree = parse(repaired);
				assert.deepEqual(tree.problems, [], repaired);
				assert.ok(!validate(tree).some(({ code }) => code === problem!.code), repaired);
			}
		}
	});

	it("goes on behind a misspelled kind", () => {
		const codes = validate(parse("loadbalancr lb { stiky: true }\nservice web { ttl: 5 }")).map(({ code }) => code);
		assert.deepEqual(codes, ["unknown-kind-suggestion", "unknown-property-suggestion", "foreign-property"]);
	});

	it("shows where a property was given first", () => {
		const text = "cache c { ttl: 1h, ttl: 2h }";
		const [problem] = validate(parse(text));
		const [first] = problem!.related!;
		assert.equal(text.slice(first!.start, first!.end), "ttl: 1h");
		assert.equal(problemMessage(first!, "ko"), "`ttl`이(가) 처음 쓰인 곳입니다.");
	});

	for (const text of LEGAL) {
		it(`has nothing to say of ${text.split("\n")[0] || "an empty text"}`, () => {
			const tree = parse(text);
			assert.deepEqual([...tree.problems, ...validate(tree)], []);
		});
	}

	it("has nothing to say of the example of the language page", () => {
		const tree = parse(PHOTO_SHARING);
		assert.deepEqual([...tree.problems, ...validate(tree)], []);
	});

	it("never throws, whatever the text breaks off at", () => {
		for (let end = 0; end <= PHOTO_SHARING.length; end += 7) validate(parse(PHOTO_SHARING.slice(0, end)));
	});
});

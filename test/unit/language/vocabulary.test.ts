import assert from "node:assert/strict";
import { LOCALES } from "../../../src/language/locale.ts";
import { parse } from "../../../src/language/parser.ts";
import { problemMessage } from "../../../src/language/problem-texts.ts";
import { quantityIn } from "../../../src/language/units.ts";
import { validate } from "../../../src/language/validate.ts";
import { sourceText, typeText } from "../../../src/language/vocabulary/describe.ts";
import {
	defaultOf,
	isComponentKind,
	kinds,
	properties,
	propertiesOf,
	valuesOf,
} from "../../../src/language/vocabulary/index.ts";
import type { Default, PropertyEntry, ValueType } from "../../../src/language/vocabulary/types.ts";

/** What the language is made of. A property that leaves this table breaks files of users. */
const LANGUAGE: Readonly<Record<string, string>> = {
	system: "users availability latency-p95 latency-p99 environment horizon budget rpo rto",
	data: "kind size items skew stable hottest growth freshness lifetime key sequential-key joins join-on keys size-skew consistency read-after max-loss pinned",
	client:
		"users requests peak rate arrival-variability visits event burst burst-for connections region timeout retries backoff",
	dns: "routing health-checks providers ttl",
	cdn: "holds hit-ratio ttl fallback pops shield egress-price fetch-price",
	gateway: "sticky algorithm health-checks routing public timeout retries rate-limit",
	loadbalancer: "sticky algorithm health-checks routing public",
	service:
		"concurrency threads variability contention coherency sessions local-cache public timeout retries backoff circuit-breaker idempotent rate-limit max-connections heavy heavy-time",
	worker:
		"concurrency threads variability contention coherency local-cache idempotent retention outage backlog drain-within deadline",
	cache:
		"holds read write invalidate versioned ttl jitter eviction memory hit-ratio warm-up flush persistence replicas hot-copies placement max-items stampede recompute ttl-reset overhead usable-memory",
	database:
		"engine holds replicas reads-from replication lag failover failover-time failover-coverage voters voters-in read-quorum write-quorum shards shard-key placement virtual-nodes logical-shards scatter salt salted-keys salt-placement storage full-at backup read-capacity write-capacity replay-cost read-time write-time max-connections concurrency threads variability contention coherency",
	storage: "holds partitions read-capacity write-capacity full-at storage",
	queue:
		"durable dead-letter delivery partitions retention max-length ordering message-size replicas outage backlog drain-within deadline",
	search: "holds",
	external: "holds",
	monitoring: "logs metrics alerts watches",
	pipeline: "deploys tests rollback",
	datacenter: "region availability traffic",
	zone: "region availability",
	group: "",
	link: "availability latency async optional timeout retries backoff size parallel bandwidth failover conflicts",
};

const EVERY_COMPONENT =
	"availability service-time capacity cost zones zone-availability needs common-cause mtbf mttr error-rate managed description link";

/** One value of `property`, as it stands in a text. */
function written(property: PropertyEntry, kind: string, value: string): string {
	return kind === "link" ? `a -> b { ${property.name}: ${value} }` : `${kind} x { ${property.name}: ${value} }`;
}

/** A kind for each of those that the property stands for. */
const kindsOf = (property: PropertyEntry): string[] =>
	property.kinds.map((kind) => (kind === "component" ? "service" : kind));

function problemsIn(text: string): string[] {
	const tree = parse(text);
	return [...tree.problems, ...validate(tree)].map((problem) => problemMessage(problem, "en"));
}

const members = (type: ValueType): readonly ValueType[] => (type.type === "union" ? type.of : [type]);
const words = (text: string): string[] => text.split(" ").filter(Boolean);

describe("vocabulary", () => {
	it("knows every kind and property of the language", () => {
		assert.deepEqual([...kinds.keys(), "link"].sort(), Object.keys(LANGUAGE).sort());
		for (const [kind, names] of Object.entries(LANGUAGE)) {
			const taken = propertiesOf(kind);
			const expected = [...words(names), ...(isComponentKind(kind) ? words(EVERY_COMPONENT) : [])];
			assert.deepEqual(
				expected.filter((name) => !taken.has(name)),
				[],
				kind,
			);
		}
	});

	it("knows every value of the language", () => {
		const values = (kind: string, property: string) =>
			valuesOf(propertiesOf(kind).get(property)!.value).map(({ name }) => name);
		const named: readonly [string, string, string][] = [
			["data", "kind", "durable session static derived"],
			["data", "consistency", "eventual read-your-writes strong"],
			["client", "event", "launch flush"],
			["dns", "routing", "geo latency round-robin weighted failover anycast"],
			["cdn", "fallback", "origin none"],
			["loadbalancer", "algorithm", "least-connections round-robin random two-choices ip-hash"],
			["queue", "delivery", "at-least-once at-most-once exactly-once"],
			["service", "sessions", "none local token"],
			["service", "backoff", "none exponential jitter"],
			["cache", "read", "look-aside read-through"],
			["cache", "write", "write-around write-through write-back"],
			["cache", "invalidate", "delete update cdc none"],
			["cache", "eviction", "lru lfu fifo none"],
			["cache", "persistence", "none snapshot aof"],
			["cache", "placement", "consistent-hash modulo"],
			["cache", "stampede", "none single-flight lease early-refresh stale-while-revalidate"],
			["database", "replication", "async semi-sync sync quorum"],
			["database", "failover", "automatic manual none"],
			["database", "placement", "hash range modulo consistent-hash directory"],
			["database", "salt-placement", "hash round-robin"],
			["monitoring", "logs", "none per-server aggregated"],
			["monitoring", "metrics", "host tier business"],
			["pipeline", "deploys", "all"],
			["link", "conflicts", "none last-write-wins crdt by-owner"],
			["service", "needs", "majority"],
		];
		for (const [kind, property, names] of named) assert.deepEqual(values(kind, property), words(names), property);
	});

	it("says what every kind, property and value means, in every language", () => {
		const texts = [
			...[...kinds.values()].map(({ name, text }) => ({ name, text })),
			...properties.map(({ name, text }) => ({ name, text })),
			...properties.flatMap(({ name, value }) =>
				valuesOf(value).map((entry) => ({ name: `${name}: ${entry.name}`, text: entry.text })),
			),
		];
		for (const { name, text } of texts) {
			assert.match(text.en, /^[A-Z0-9λ].*[.)]$/s, name);
			assert.match(text.ko, /[가-힣].*[다오)]\.$/s, name);
			assert.doesNotMatch(text.ko, /~.*~/, name);
			for (const locale of LOCALES) assert.doesNotMatch(text[locale], /[|\n]| {2}/, name);
		}
		const titles = [...kinds.values(), ...properties.flatMap(({ value }) => valuesOf(value))];
		for (const { name, title } of titles) for (const locale of LOCALES) assert.ok(title[locale], name);
	});

	it("names only kinds that exist, each property once for a kind", () => {
		for (const property of properties)
			for (const kind of property.kinds)
				assert.ok(kind === "component" || kind === "link" || kinds.has(kind), `${property.name}: ${kind}`);
		for (const kind of [...kinds.keys(), "link", "component"]) {
			const names = properties.filter(({ kinds: taking }) => taking.includes(kind)).map(({ name }) => name);
			assert.deepEqual(names, [...new Set(names)], kind);
		}
	});

	it("has an example for each property that its own type allows, for each kind", () => {
		for (const property of properties)
			for (const kind of kindsOf(property))
				assert.deepEqual(problemsIn(written(property, kind, property.example)), [], `${kind} ${property.name}`);
	});

	it("allows every value, and `true` and `false` where they stand for one", () => {
		for (const property of properties) {
			for (const type of members(property.value)) {
				if (type.type !== "word") continue;
				const aliases = [type.yes && "true", type.no && "false"].filter((alias) => alias !== undefined);
				const [kind] = kindsOf(property);
				for (const value of [...type.values.map(({ name }) => name), ...aliases])
					assert.deepEqual(problemsIn(written(property, kind!, value)), [], `${property.name}: ${value}`);
				for (const alias of [type.yes, type.no])
					if (alias !== undefined)
						assert.ok(
							type.values.some(({ name }) => name === alias),
							`${property.name}: ${alias}`,
						);
			}
		}
	});

	it("has defaults that are what they are written as, within range, with a source", () => {
		for (const property of properties) {
			for (const [key, assumed] of Object.entries(property.defaults ?? {})) {
				const name = `${property.name} (${key})`;
				const kind = key === "*" ? kindsOf(property)[0]! : key.split(".")[0]!;
				assert.equal(propertiesOf(kind).get(property.name), property, name);
				assert.ok(assumed.source.text, name);
				if (assumed.source.status === "engineering") {
					assert.match(assumed.source.note!.ko, /[가-힣]/, name);
					// Markdown strikes out what stands between two of them.
					assert.doesNotMatch(assumed.source.note!.ko, /~.*~/, name);
				}
				if (assumed.value === Number.POSITIVE_INFINITY) assert.equal(assumed.written, "unlimited", name);
				else {
					assert.deepEqual(problemsIn(written(property, kind, assumed.written)), [], name);
					assertWritten(assumed, property, kind, name);
				}
			}
		}
	});

	it("assumes what the models say", () => {
		const value = (kind: string, property: string, variant?: string) => defaultOf(kind, property, variant)?.value;
		assert.equal(value("client", "requests"), 20 / 86_400);
		assert.equal(value("client", "peak"), 2);
		assert.equal(value("service", "capacity"), 500);
		assert.equal(value("service", "concurrency"), 8);
		assert.equal(value("worker", "concurrency"), 1);
		assert.equal(value("worker", "capacity"), undefined);
		assert.equal(value("loadbalancer", "capacity"), 50_000);
		assert.equal(value("loadbalancer", "capacity", "managed"), Number.POSITIVE_INFINITY);
		assert.equal(value("service", "capacity", "managed"), 500);
		assert.equal(value("cache", "capacity"), 80_000);
		assert.equal(value("database", "read-capacity"), 10_000);
		assert.equal(value("storage", "write-capacity"), 3500);
		assert.equal(value("queue", "capacity"), 20_000);
		assert.equal(value("service", "availability"), 0.995);
		assert.equal(value("data", "skew", "static"), 0.8);
		assert.equal(value("data", "size", "session"), 2000);
		assert.equal(value("data", "lifetime", "durable"), undefined);
		assert.equal(value("link", "latency", "between-data-centers"), 0.15);
	});

	it("assumes nothing where leaving it out is a finding", () => {
		const undecided = ["ttl", "timeout", "retries", "invalidate", "failover", "shard-key", "read", "write"];
		for (const property of undecided)
			for (const kind of [...kinds.keys(), "link"]) assert.equal(defaultOf(kind, property), undefined, property);
	});

	it("leads each synonym to one word", () => {
		const lists = [
			[...kinds.values()],
			...[...kinds.keys(), "component"].map((kind) => properties.filter((property) => property.kinds.includes(kind))),
			...properties.map(({ value }) => valuesOf(value)),
		];
		for (const entries of lists) {
			const synonyms = entries.flatMap(({ synonyms: all }) => all ?? []);
			assert.deepEqual(
				synonyms.filter((word) => word !== word.toLowerCase()),
				[],
			);
			const doubled = synonyms.filter((word, at) => synonyms.indexOf(word) !== at);
			assert.deepEqual(doubled, []);
		}
	});

	it("describes what a property takes", () => {
		const text = (kind: string, property: string, locale: "en" | "ko") =>
			typeText(propertiesOf(kind).get(property)!.value, locale);
		assert.equal(text("cache", "ttl", "en"), "a time (`ms`, `s`, `min`, `h`, `d`), more than 0");
		assert.equal(text("cache", "hit-ratio", "ko"), "백분율(`%`), 0%~100%");
		assert.equal(text("database", "replicas", "en"), "a whole number");
		assert.equal(text("cdn", "fallback", "en"), "`origin` or `none`; or the name of a component");
		assert.equal(text("cache", "holds", "ko"), "데이터 세트의 이름, 여럿이면 `[ ]`");
		assert.equal(
			sourceText(defaultOf("worker", "concurrency")!.source, "en"),
			"Engineering default: one job after the other",
		);
		assert.match(sourceText(defaultOf("service", "availability")!.source, "ko"), /^Amazon EC2/);
	});
});

/** The value of a default is that of its text, read as the text of a file would be. */
function assertWritten(assumed: Default, property: PropertyEntry, kind: string, name: string): void {
	const [item] = parse(written(property, kind, assumed.written)).items;
	const inside = item?.type === "declaration" || item?.type === "link" ? item.body?.items[0] : undefined;
	const node = inside?.type === "property" ? inside.value : undefined;
	if (node?.type !== "quantity") {
		assert.equal(assumed.value, assumed.written, name);
		return;
	}
	const type = members(property.value).find((member) => member.type === "quantity");
	assert.ok(type, name);
	const read = quantityIn(node, type.dimensions);
	assert.ok(read && Math.abs(read.value - Number(assumed.value)) <= 1e-12 * Math.abs(read.value), name);
}

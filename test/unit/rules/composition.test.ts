import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { format } from "../../../src/language/format.ts";
import { parse } from "../../../src/language/parser.ts";
import { applyEdits } from "../../../src/language/text.ts";
import type { Inspection } from "../../../src/rules/inspect.ts";
import type { Fix } from "../../../src/rules/rule.ts";
import type { ReportedFinding } from "../../../src/rules/run.ts";
import { fixTitle } from "../../../src/rules/words.ts";
import { assertSafety, inspectText } from "../../support/rules.ts";

/** What a finding is about, in all texts of a walk; a component may have moved into a data center meanwhile. */
const keyOf = ({ rule, finding }: ReportedFinding): string => `${rule.id} at ${finding.element.name}`;
const keysOf = ({ findings }: Inspection, only: (finding: ReportedFinding) => boolean = () => true): Set<string> =>
	new Set(findings.filter(only).map(keyOf));
const isError = ({ severity }: ReportedFinding): boolean => severity === "error";

const mistakes = ({ architecture }: Inspection): string[] =>
	[...architecture.problems.values()]
		.flat()
		.filter(({ severity }) => severity === "error")
		.map(({ code, data }) => `${code} ${JSON.stringify(data)}`);

interface Walk {
	readonly text: string;
	readonly steps: readonly string[];
}

/** Applies one offered fix after another, as `choose` says, and checks each step. */
function walk(start: string, choose: (count: number) => number, most = 200): Walk {
	let text = start;
	let before = inspectText(text);
	const steps: string[] = [];
	const tried = new Set<string>();
	while (steps.length < most) {
		const offers: { finding: ReportedFinding; fix: Fix }[] = before.findings.flatMap((finding) =>
			finding.finding.fixes.filter((fix) => fix.edits().size > 0).map((fix) => ({ finding, fix })),
		);
		if (offers.length === 0) break;
		const { finding, fix } = offers[choose(offers.length)]!;
		const title = `${keyOf(finding)}: ${fixTitle(finding, fix, "en")}`;
		assert.ok(!tried.has(`${title}\n${text}`), `${title} leads in a circle`);
		tried.add(`${title}\n${text}`);
		assertSafety(finding.rule, fix.id, fix.safe);
		const edits = fix.edits();
		assert.equal(edits.size, 1);
		const [file, list] = [...edits][0]!;
		const next = applyEdits(file.text, list);
		const at = `\n--- after ${title}\n${next}--- before\n${text}`;
		assert.notEqual(next, text, title);
		const after = inspectText(next);
		assert.deepEqual(mistakes(after), [], at);
		assert.deepEqual(commentsOf(next), commentsOf(text), at);
		if (format(text) === text) assert.equal(format(next), next, `not formatted${at}`);
		if (keysOf(after).has(keyOf(finding))) {
			assert.match(title, /still short of the target/, `the finding is still there${at}`);
			assert.ok(measured(finding, after) < measured(finding, before), `no nearer to the target${at}`);
		}
		const errors = keysOf(before, isError);
		const fresh = [...keysOf(after, isError)].filter((key) => !errors.has(key) && !wasMuted(key, keysOf(before)));
		assert.deepEqual(
			fresh.filter((key) => !isAnnounced(key, title)),
			[],
			at,
		);
		steps.push(title);
		text = next;
		before = after;
	}
	assert.ok(steps.length < most, "the walk does not end");
	return { text, steps };
}

/** What a target is set for: the less, the better. */
function measured({ rule }: ReportedFinding, { analysis: { details } }: Inspection): number {
	if (rule.id === "availability-target-unreachable") return details.attainable()!.system.unavailability;
	assert.equal(rule.id, "latency-target-missed");
	return Math.max(...[...details.latencies().values()].map((time) => (time.kind === "stable" ? time.p99 : Infinity)));
}

const commentsOf = (text: string): string[] =>
	parse(text)
		.comments.map(({ start, end }) => text.slice(start, end))
		.sort();

/** What saturates now cannot do with fewer instances or data centers either; it is said once it no longer saturates. */
function wasMuted(key: string, before: ReadonlySet<string>): boolean {
	const [rule, name] = key.split(" at ");
	return (rule === "no-n-plus-one" || rule === "multi-dc-capacity") && before.has(`component-saturated at ${name}`);
}

/** A title that says which component saturates next, or what becomes of a target, has said what will be reported. */
function isAnnounced(key: string, title: string): boolean {
	const [rule, name] = key.split(" at ");
	if (rule === "availability-target-unreachable") return title.includes("misses its target");
	return rule === "component-saturated" && new RegExp(`[\`.]${name}\` saturates first`).test(title);
}

const examples = new URL("../../../examples/", import.meta.url);
const ladder = readdirSync(new URL("zero-to-millions/", examples)).sort();
const read = (file: string): string => readFileSync(new URL(file, examples), "utf8");

describe("fixes, one after another", function () {
	this.timeout(180_000);

	it("lead from the first step of the ladder to a design without findings", () => {
		const { text, steps } = walk(read(`zero-to-millions/${ladder[0]}`), () => 0);
		assert.ok(steps.length >= 4, steps.join("\n"));
		assert.deepEqual([...keysOf(inspectText(text))], []);
	}).timeout(60_000);

	// Later steps of the ladder are on the way of the earlier ones.
	for (const file of [...[0, 2, 4, 7].map((step) => `zero-to-millions/${ladder[step]}`), "first.arch"]) {
		it(`end from ${file}, whichever is taken`, () => {
			walk(read(file), (count) => count - 1);
			walk(read(file), (count) => count >> 1);
		}).timeout(60_000);
	}

	it("hold over generated designs", () => {
		const runs = Number(process.env.ARCHSCALE_RUNS ?? 25);
		const seed = Number(process.env.ARCHSCALE_SEED ?? 20261123);
		fc.assert(
			fc.property(designs, fc.constantFrom(...styles), fc.infiniteStream(fc.nat(1000)), (design, style, choices) => {
				walk(style(design), (count) => choices.next().value % count);
			}),
			{ numRuns: runs, seed },
		);
	}).timeout(300_000);
});

/** How an author may have written it. */
const styles: readonly ((text: string) => string)[] = [
	format,
	(text) => text,
	(text) => format(text).replaceAll("  ", "\t"),
	(text) => format(text).replaceAll("\n", "\r\n"),
	(text) => text.replaceAll(/$/gm, () => " // as agreed"),
	(text) => format(text.replaceAll(/^/gm, () => "// The next line.\n")),
];

/** Small designs of the usual parts, some of them incomplete, some overloaded, some in data centers or zones. */
const designs: fc.Arbitrary<string> = fc
	.record({
		target: fc.constantFrom("", "99.9%", "99.99%"),
		latency: fc.constantFrom("", "", "100ms"),
		users: fc.constantFrom(undefined, 1000, 100_000, 3_000_000),
		clients: fc.integer({ min: 1, max: 2 }),
		entrance: fc.constantFrom("direct", "dns", "lb", "dns-lb", "gateway"),
		sticky: fc.boolean(),
		web: fc.constantFrom("", " x1", " x3", " x1..4"),
		sessions: fc.constantFrom("", "local", "token", "store", "store-replicated", "database"),
		capacity: fc.constantFrom(undefined, 20, 500),
		reads: fc.constantFrom(0, 3, 10),
		writes: fc.constantFrom("", "5%", "x2"),
		backend: fc.constantFrom("none", "service", "worker", "external"),
		replicas: fc.constantFrom(undefined, 0, 1, 3),
		failover: fc.constantFrom(undefined, "automatic", "manual", "none"),
		cache: fc.boolean(),
		photos: fc.constantFrom("none", "client", "service", "cdn"),
		place: fc.constantFrom("none", "group", "datacenter", "two", "zones"),
		monitoring: fc.boolean(),
	})
	.map((d) => {
		const clients = ["browser", "app"].slice(0, d.clients);
		const data = [
			"data posts { kind: durable, size: 2KB, items: 5M, skew: 0.9 }",
			"data visits { kind: session, size: 1KB }",
			d.photos === "none" ? "" : "data photos { kind: static, size: 300KB }",
		];
		const readsPhotos = d.photos === "client" || d.photos === "cdn";
		const client = (name: string): string => {
			const facts = [d.users === undefined ? "" : `users: ${d.users}`, readsPhotos ? "reads photos x5" : ""];
			return `client ${name} { ${facts.filter(Boolean).join("\n")} }`;
		};
		const sessions = {
			local: "local",
			token: "token",
			store: "redis",
			"store-replicated": "redis",
			database: "db",
			"": "",
		};
		const service = [
			d.capacity === undefined ? "" : `capacity: ${d.capacity}rps`,
			sessions[d.sessions] && `sessions: ${sessions[d.sessions]}`,
			d.reads > 0 ? `reads posts x${d.reads}` : "",
			d.writes && `writes posts ${d.writes}`,
			d.photos === "service" ? "reads photos x2" : "",
		];
		const database = [
			"holds: posts",
			d.replicas === undefined ? "" : `replicas: ${d.replicas}`,
			d.failover === undefined ? "" : `failover: ${d.failover}`,
		];
		const balanced = d.entrance === "lb" || d.entrance === "dns-lb";
		const stores = [
			`database db { ${database.filter(Boolean).join(", ")} }`,
			d.cache ? "cache cache { holds: posts, read: look-aside, write: write-around }" : "",
			d.sessions.startsWith("store") ? `cache redis ${d.sessions === "store" ? "" : "{ replicas: 1 }"}` : "",
			d.photos === "none" ? "" : "storage files { holds: photos }",
		];
		const tiers = [
			balanced ? `loadbalancer lb { sticky: ${d.sticky} }` : "",
			d.entrance === "gateway" ? "gateway lb x2" : "",
			`service web${d.web} { ${service.filter(Boolean).join("\n")} }`,
			d.backend === "service" ? "service mail" : "",
			d.backend === "worker" ? "queue jobs x3\nworker mail" : "",
			...(d.place === "zones" ? [] : stores),
		];
		const links = [
			balanced || d.entrance === "gateway" ? "lb -> web" : "",
			`web -> ${d.cache ? "cache, " : ""}db`,
			d.backend === "service" ? "web -> mail 5%" : "",
			d.backend === "worker" ? "web -> jobs 5%\njobs -> mail" : "",
			d.photos === "service" ? "web -> files" : "",
		];
		const inside = [...tiers, ...links].filter(Boolean).join("\n");
		const places = {
			none: inside,
			group: `group all {\n${inside}\n}`,
			datacenter: `datacenter us {\n${inside}\n}`,
			two: `datacenter us {\n${inside}\n}\ndatacenter eu like us`,
			zones: `zone a {\n${inside}\n}\nzone b like a\n${stores.filter(Boolean).join("\n")}`,
		};
		const prefixes = { none: [""], group: ["all."], datacenter: ["us."], two: ["us.", "eu."], zones: ["a.", "b."] };
		const door = balanced || d.entrance === "gateway" ? "lb" : "web";
		const doors = prefixes[d.place].map((prefix) => prefix + door).join(", ");
		const named = d.entrance.startsWith("dns");
		const files = d.place === "zones" ? "files" : `${prefixes[d.place][0]}files`;
		return [
			d.target && `system { availability: ${d.target}${d.latency && `, latency-p99: ${d.latency}`} }`,
			...data,
			...clients.map(client),
			named ? "dns names" : "",
			d.photos === "cdn" ? "cdn edge { holds: photos }" : "",
			d.backend === "external" ? "external mail" : "",
			places[d.place],
			...clients.map((name) => (named ? `${name} -> names` : `${name} -> ${doors}`)),
			named ? `names -> ${doors}` : "",
			...(d.photos === "cdn" ? [...clients.map((name) => `${name} -> edge`), `edge -> ${files}`] : []),
			...(d.photos === "client" ? clients.map((name) => `${name} -> ${files}`) : []),
			...(d.backend === "external" ? prefixes[d.place].map((prefix) => `${prefix}web -> mail 1%`) : []),
			d.monitoring ? "monitoring watch { alerts: true }" : "",
		]
			.filter(Boolean)
			.join("\n");
	});

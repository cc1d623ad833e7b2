import assert from "node:assert/strict";
import { generateArchitecture } from "../../../scripts/generate.ts";
import { analyze } from "../../../src/analysis/analyze.ts";
import type { Architecture, Location } from "../../../src/model/architecture.ts";
import { buildArchitecture, sourceFile } from "../../../src/model/build.ts";
import { withElementsOf } from "../../../src/model/same-design.ts";
import { inspect } from "../../../src/rules/inspect.ts";
import { findingMessage } from "../../../src/rules/words.ts";

const built = (text: string): Architecture => buildArchitecture(sourceFile("file:///main.arch", text));

const shop = `system shop "Shop" { availability: 99.9% }
data items { items: 100k, size: 1KB }
client c { users: 1M, requests: 50/day, reads items x5 }
datacenter us "US" {
  service web "Web" x4 { sessions: redis, description: "Shows pages" }
  cache redis { holds: items, ttl: 60s }
  database db { holds: items, replicas: 2 }
  web -> redis, db "reads"
}
datacenter eu like us
c -> us.web
`;

/** Everything in an architecture that has a place in the text, with its place. */
function placesIn({ elements, links, uses, system, files, problems }: Architecture): unknown {
	const at = ({ file, span: { start, end } }: Location) => [files.indexOf(file), start, end];
	const properties = (of: { readonly properties: Architecture["components"][number]["properties"] }) =>
		Array.from(of.properties, ([name, { at: place, node, value }]) => [
			name,
			at(place),
			node.start,
			JSON.stringify(idsIn(value)),
		]);
	const element = (
		one: Architecture["components"][number] | Architecture["data"][number] | Architecture["places"][number],
	) => [
		one.id,
		one.title,
		files.indexOf(one.file),
		one.declaration.start,
		one.declaration.end,
		properties(one),
		...(one.type === "component" ? one.accesses.map((access) => at(access.at)) : []),
	];
	return {
		elements: [...elements.values()].map((one) => element(one as Architecture["components"][number])),
		system: system && [system.title, system.declaration.start, properties(system)],
		links: links.map((link) => [link.id, link.label, link.statement?.start, at(link.at), properties(link)]),
		uses: [...uses.values()].map((all) =>
			all.map(({ span, element: { id }, declares }) => [span.start, span.end, id, declares]),
		),
		problems: [...problems.values()],
	};
}

function idsIn(value: unknown): unknown {
	const { type, target, items, ...rest } = value as { type: string; target?: { id: string }; items?: unknown[] };
	return {
		type,
		...(target && { target: target.id }),
		...(items && { items: items.map(idsIn) }),
		...(type !== "reference" && rest),
	};
}

describe("a text that says the same in other words", () => {
	const harmless: readonly [what: string, text: string][] = [
		["a comment", `// Our shop\n${shop.replace("datacenter eu", "// The other one\ndatacenter eu")}`],
		[
			"layout",
			shop.replace("x4 { sessions: redis, ", "x4 {\n    sessions: redis\n    ").replace('pages" }', 'pages"\n  }'),
		],
		["a title", shop.replace('"Web"', '"Web servers"').replace('"Shop"', '"The shop"')],
		["a description", shop.replace("Shows pages", "Shows all pages")],
		[
			"a description more, and one less",
			shop.replace(', description: "Shows pages"', "").replace("replicas: 2", 'description: "All", replicas: 2'),
		],
		["a label", shop.replace('"reads"', '"looks up"')],
		["a name that nothing has", `${shop}web2 -> db2\n`],
	];
	for (const [what, text] of harmless) {
		it(`keeps the elements: ${what}`, () => {
			const before = built(shop);
			const analysis = analyze(before);
			const kept = withElementsOf(before, built(text));
			assert.ok(kept);
			assert.deepEqual(placesIn(kept), placesIn(built(text)));
			assert.deepEqual([...kept.components], [...before.components]);
			for (const component of kept.components)
				assert.ok(component.kind === "system" || analysis.components.has(component));
			// The rules find the same with what was known.
			const findings = (options: Parameters<typeof inspect>[1], architecture: Architecture) =>
				inspect(architecture, options).findings.map((one) => [
					one.rule.id,
					one.at.span.start,
					findingMessage(one, "en"),
				]);
			assert.deepEqual(findings({ analysis }, kept), findings({}, built(text)));
		});
	}

	const other: readonly [what: string, text: string][] = [
		["a number", shop.replace("60s", "61s")],
		["a unit of the same name", shop.replace("60s", "60min")],
		["a word", shop.replace("ttl: 60s", "read: read-through")],
		["a count", shop.replace("x4", "x5")],
		["a name", shop.replaceAll("redis", "valkey")],
		["one component more", `${shop}service more\n`],
		["one link more", `${shop}c -> eu.web\n`],
		["the same links the other way round", shop.replace("redis, db", "db, redis")],
		["the share of an access", shop.replace("x5 }", "x6 }")],
		["the target of a reference", shop.replace("sessions: redis", "sessions: db")],
		["what is promised", shop.replace("99.9%", "99.99%")],
		["a place", shop.replace("datacenter eu", "zone eu")],
	];
	for (const [what, text] of other) {
		it(`is another design: ${what}`, () => {
			assert.notEqual(text, shop);
			assert.equal(withElementsOf(built(shop), built(text)), undefined);
		});
	}

	it("holds in a large file, edit after edit", () => {
		const text = generateArchitecture({ components: 200, seed: 4 });
		let kept = built(text);
		const elements = [...kept.elements.values()];
		const lines = text.split("\n");
		for (const line of [3, 40, 200, 500]) {
			lines.splice(line, 0, "", "// A remark");
			const now = lines.join("\n");
			kept = withElementsOf(kept, built(now))!;
			assert.deepEqual(placesIn(kept), placesIn(built(now)));
		}
		assert.ok([...kept.elements.values()].every((element, i) => element === elements[i]));
	});
});

import assert from "node:assert/strict";
import { parse } from "../../../src/language/parser.ts";
import { applyEdits } from "../../../src/language/text.ts";
import type { Architecture, Component, DataSet, Link, Place } from "../../../src/model/architecture.ts";
import { buildArchitecture, sourceFile } from "../../../src/model/build.ts";
import { compile } from "../../../src/rules/edit/compile.ts";
import { freeName, referenceTo } from "../../../src/rules/edit/names.ts";
import {
	connect,
	declare,
	type NewElement,
	type Operation,
	set,
	splice,
	times,
} from "../../../src/rules/edit/operations.ts";
import { arrowsOf, statementsOf } from "../../../src/rules/edit/statement.ts";

interface Design {
	readonly architecture: Architecture;
	component(id: string): Component;
	place(id: string): Place;
	data(id: string): DataSet;
	link(id: string): Link;
}

function designOf(text: string): Design {
	const architecture = buildArchitecture(sourceFile("file:///main.arch", text));
	const element = <T extends string>(id: string, type: T) => {
		const found = architecture.elements.get(id);
		assert.equal(found?.type, type, id);
		return found as Extract<typeof found, { type: T }>;
	};
	return {
		architecture,
		component: (id) => element(id, "component"),
		place: (id) => element(id, "place"),
		data: (id) => element(id, "data"),
		link: (id) => architecture.links.find((link) => link.id === id)!,
	};
}

/** The text after the operations; undefined if they cannot be done. It has no mistakes that it did not have before. */
function after(text: string, operations: (design: Design) => readonly Operation[]): string | undefined {
	const design = designOf(text);
	const edits = compile(design.architecture, operations(design));
	if (!edits) return undefined;
	const list = [...edits.values()].flat();
	const next = applyEdits(text, list);
	assert.ok(parse(next).problems.length <= parse(text).problems.length, next);
	return next;
}

const service = (name: string, parent?: Place): NewElement => ({
	type: "new",
	kind: "service",
	name,
	parent,
	properties: [],
});

describe("operations on the text", () => {
	describe("set a property", () => {
		const replicas = (text: string): string | undefined =>
			after(text, ({ component }) => [set(component("db"), "replicas", "2")]);

		it("by replacing its value", () => {
			assert.equal(replicas("database db { replicas: 1 }"), "database db { replicas: 2 }");
			assert.equal(replicas("database db { lag: 1s, replicas: }"), "database db { lag: 1s, replicas: 2 }");
		});

		it("by making the body", () => {
			assert.equal(replicas("database db"), "database db { replicas: 2 }");
			assert.equal(replicas("database db {}"), "database db { replicas: 2 }");
			assert.equal(replicas("database db {  } // empty"), "database db { replicas: 2 } // empty");
			assert.equal(replicas("database db {\n}"), "database db {\n  replicas: 2\n}");
		});

		it("behind the last property of a body on one line or on several", () => {
			assert.equal(replicas("database db { lag: 1s }"), "database db { lag: 1s, replicas: 2 }");
			assert.equal(replicas("database db { lag: 1s, }"), "database db { lag: 1s, replicas: 2, }");
			assert.equal(
				replicas("database db {\n\tlag: 1s, // a comment\n\t/* more */\n}"),
				"database db {\n\tlag: 1s, // a comment\n\treplicas: 2\n\t/* more */\n}",
			);
			assert.equal(
				replicas("database db {\n  lag: 1s, storage: 1TB // both\n}"),
				"database db {\n  lag: 1s, storage: 1TB // both\n  replicas: 2\n}",
			);
			assert.equal(
				replicas("database db { // why\n  // nothing yet\n}"),
				"database db { // why\n  replicas: 2\n  // nothing yet\n}",
			);
		});

		it("before accesses", () =>
			assert.equal(
				after("data d\nservice web {\n  reads d // all\n}", ({ component }) => [
					set(component("web"), "sessions", "token"),
				]),
				"data d\nservice web {\n  sessions: token\n  reads d // all\n}",
			));

		it("together with others", () =>
			assert.equal(
				after("database db // one", ({ component }) => [
					set(component("db"), "replicas", "2"),
					set(component("db"), "failover", "automatic"),
					set(component("db"), "replicas", "3"),
				]),
				"database db { replicas: 3, failover: automatic } // one",
			));

		it("to elements, by the names that reach them", () =>
			assert.equal(
				after("data d\ngroup g {\n  cache c\n}\nservice web\nservice c", ({ component, data }) => [
					set(component("g.c"), "holds", [data("d")]),
					set(component("web"), "sessions", component("g.c")),
				]),
				"data d\ngroup g {\n  cache c { holds: d }\n}\nservice web { sessions: g.c }\nservice c",
			));

		it("of a link, whatever else its statement says", () => {
			const text = 'service a\nservice b\nservice c\na -> b, c x2 "all" { timeout: 1s }';
			assert.equal(
				after(text, ({ link }) => [set(link("a -> c"), "optional", "true")]),
				'service a\nservice b\nservice c\na -> b x2 "all" { timeout: 1s }\na -> c x2 "all" { timeout: 1s, optional: true }',
			);
			assert.equal(
				after("service a\nservice b\na -> b { optional: false }", ({ link }) => [
					set(link("a -> b"), "optional", "true"),
				]),
				"service a\nservice b\na -> b { optional: true }",
			);
		});

		it("of a copy, in the body of what brought it", () => {
			const copied = (like: string): string | undefined =>
				after(`datacenter us {\n  database db { replicas: 1 }\n}\n${like}`, ({ component }) => [
					set(component("eu.db"), "replicas", "2"),
				]);
			const us = "datacenter us {\n  database db { replicas: 1 }\n}\n";
			assert.equal(copied("datacenter eu like us"), `${us}datacenter eu like us { database db { replicas: 2 } }`);
			assert.equal(
				copied("datacenter eu like us {\n  service web\n  web -> db\n}"),
				`${us}datacenter eu like us {\n  service web\n  database db { replicas: 2 }\n  web -> db\n}`,
			);
			assert.equal(
				copied("datacenter eu like us {\n  database db\n}"),
				`${us}datacenter eu like us {\n  database db { replicas: 2 }\n}`,
			);
		});
	});

	it("removes a property, and keeps the comments beside it", () => {
		const without = (text: string): string | undefined =>
			after(text, ({ component }) => [{ type: "unset", of: component("db"), property: "lag" }]);
		assert.equal(without("database db { lag: 1s }"), "database db { }");
		assert.equal(without("database db { lag: 1s, replicas: 1 }"), "database db { replicas: 1 }");
		assert.equal(without("database db { replicas: 1, lag: 1s }"), "database db { replicas: 1 }");
		assert.equal(without("database db {\n  lag: 1s\n  replicas: 1\n}"), "database db {\n  replicas: 1\n}");
		assert.equal(without("database db {\n  lag: 1s // so\n}"), "database db {\n  // so\n}");
	});

	it("removes a property of a link", () => {
		const without = (body: string): string | undefined =>
			after(`service a\nservice b\na -> b "calls" ${body}\n`, ({ link }) => [
				{ type: "unset", of: link("a -> b"), property: "bandwidth" },
			]);
		const arrow = (body: string): string => `service a\nservice b\na -> b "calls"${body}\n`;
		assert.equal(without("{ bandwidth: 1Gbps }"), arrow(""));
		assert.equal(without("{ bandwidth: 1Gbps, latency: 5ms }"), arrow(" { latency: 5ms }"));
		assert.equal(without("{ latency: 5ms, bandwidth: 1Gbps }"), arrow(" { latency: 5ms }"));
	});

	it("sets the number of instances", () => {
		const run = (text: string, min: number, max?: number): string | undefined =>
			after(text, ({ component }) => [times(component("web"), min, max)]);
		assert.equal(run("service web", 3), "service web x3");
		assert.equal(run('service web "Web" x2 { capacity: 1rps }', 3), 'service web "Web" x3 { capacity: 1rps }');
		assert.equal(run('service web "Web" // one', 2, 8), 'service web "Web" x2..8 // one');
		assert.equal(run("service web like other\nservice other", 2), "service web x2 like other\nservice other");
	});

	describe("declares", () => {
		it("beside another element, or behind the last one", () => {
			const text = "client c // users\n\n// The site.\nservice web { sessions: local } // all\n\nc -> web\n";
			const placed = (side: "before" | "after"): string | undefined =>
				after(text, ({ component }) => [declare({ ...service("new"), beside: { element: component("web"), side } })]);
			assert.equal(placed("before"), text.replace("// The site.", "service new\n// The site."));
			assert.equal(placed("after"), text.replace("// all\n", "// all\nservice new\n"));
			assert.equal(
				after(text, () => [declare(service("new"))]),
				text.replace("// all\n", "// all\nservice new\n"),
			);
		});

		it("in a place, on one line or on several", () => {
			const inside = (text: string): string | undefined =>
				after(text, ({ place }) => [declare(service("new", place("g")))]);
			assert.equal(
				inside("group g { service a; service b; a -> b }"),
				"group g { service a; service b, service new; a -> b }",
			);
			assert.equal(
				inside("group g {\n\tservice a\n\ta -> b\n}\nservice b"),
				"group g {\n\tservice a\n\tservice new\n\ta -> b\n}\nservice b",
			);
			assert.equal(inside("group g"), "group g { service new }");
			assert.equal(inside("group g {}"), "group g { service new }");
		});

		it("with line breaks as the text has them", () =>
			assert.equal(
				after("group g {\r\n  service a\r\n}\r\n", ({ place }) => [
					declare({
						...service("new", place("g")),
						title: "A long enough title to need several lines",
						properties: [
							["capacity", "500rps"],
							["sessions", "token"],
							["description", '"so much to say"'],
						],
					}),
				]),
				'group g {\r\n  service a\r\n  service new "A long enough title to need several lines" {\r\n    capacity: 500rps\r\n    sessions: token\r\n    description: "so much to say"\r\n  }\r\n}\r\n',
			));

		it("in an empty file", () =>
			assert.equal(
				after("", () => [declare(service("new"))]),
				"service new\n",
			));
	});

	describe("connects", () => {
		const text = "service a\nservice b\nservice c\n\na -> b // main\n";

		it("in a statement of its own, behind the others", () =>
			assert.equal(
				after(text, ({ component }) => [connect(component("b"), component("c"), { share: "5%" })]),
				text.replace("// main\n", "// main\nb -> c 5%\n"),
			));

		it("in the statement of another link", () => {
			assert.equal(
				after(text, ({ component, link }) => [connect(component("a"), component("c"), { behind: link("a -> b") })]),
				text.replace("a -> b", "a -> b, c"),
			);
			assert.equal(
				after(text, ({ component, link }) => [connect(component("a"), component("c"), { before: link("a -> b") })]),
				text.replace("a -> b", "a -> c, b"),
			);
		});

		it("in the place that both ends share", () =>
			assert.equal(
				after("group g {\n  service a\n  service b\n}\nservice c\nc -> g.a\n", ({ component }) => [
					connect(component("g.a"), component("g.b")),
					connect(component("c"), component("g.b"), { properties: [["optional", "true"]] }),
				]),
				"group g {\n  service a\n  service b\n\n  a -> b\n}\nservice c\nc -> g.a\nc -> g.b { optional: true }\n",
			));

		it("on one line where the place is on one line", () =>
			assert.equal(
				after("group g { service a, service b }", ({ component }) => [connect(component("g.a"), component("g.b"))]),
				"group g { service a, service b; a -> b }",
			));
	});

	describe("reroutes", () => {
		it("one link of a chain", () => {
			const text = "client c\nservice a\nservice b\nservice d\nservice e\nc -> a -> b, d // chain\n";
			assert.equal(
				after(text, ({ component, link }) => [{ type: "redirect", link: link("a -> b"), to: component("e") }]),
				text.replace("b, d //", "e, d //"),
			);
			assert.equal(
				after(text, ({ component, link }) => [{ type: "redirect", link: link("c -> a"), to: component("e") }]),
				text.replace("c -> a -> b, d", "c -> e\na -> b, d"),
			);
		});

		it("one link of several sources", () =>
			assert.equal(
				after("service a\nservice b\nservice c\nservice d\na, b -> c 5%\n", ({ component, link }) => [
					{ type: "redirect", link: link("b -> c"), to: component("d") },
				]),
				"service a\nservice b\nservice c\nservice d\na -> c 5%\nb -> d 5%\n",
			));

		it("and takes links away, with the statement where nothing is left of it", () => {
			const text = "service a\nservice b\nservice c\na -> b, c\nb -> c // only\n";
			const without = (id: string): string | undefined =>
				after(text, ({ link }) => [{ type: "disconnect", link: link(id) }]);
			assert.equal(without("a -> b"), text.replace("a -> b, c", "a -> c"));
			assert.equal(without("b -> c"), text.replace("b -> c // only", "// only"));
			assert.equal(
				after("service a\nservice b\na -> b\n", ({ link }) => [{ type: "disconnect", link: link("a -> b") }]),
				"service a\nservice b\n",
			);
		});

		it("keeps comments inside of a statement", () =>
			assert.equal(
				after(
					"client c\nservice a\nservice b\nservice d\nc -> // first\n  a,\n  b // second\n",
					({ component, link }) => [{ type: "redirect", link: link("c -> a"), to: component("d") }],
				),
				"client c\nservice a\nservice b\nservice d\n// first\nc -> d, b // second\n",
			));

		it("does not touch the statement of an original for a copy", () => {
			const text = "group g {\n  service a\n  service b\n  a -> b\n}\ngroup h like g\n";
			assert.equal(
				after(text, ({ link }) => [{ type: "disconnect", link: link("h.a -> h.b") }]),
				undefined,
			);
		});

		it("inserts a component into links, in the place of their target", () => {
			const text =
				"client c\ndns n\ngroup g {\n  service web x2\n  database db\n\n  web -> db\n}\nc -> n -> g.web 100%\n";
			assert.equal(
				after(text, ({ component, place, link }) => {
					const lb: NewElement = { ...service("lb", place("g")), kind: "loadbalancer", times: 2 };
					return splice([link("n -> g.web")], lb, component("g.web"));
				}),
				text
					.replace("  database db\n", "  database db\n  loadbalancer lb x2\n")
					.replace("web -> db", "lb -> web -> db")
					.replace("g.web 100%", "g.lb 100%"),
			);
		});
	});

	it("needs a name for what it leads to", () => {
		const text = 'service "Web tier"\nservice b\nservice "c"\n';
		const lead = (to: string): string | undefined =>
			after(text, ({ component }) => [connect(component("b"), component(to))]);
		assert.equal(lead("Web tier"), undefined);
		assert.equal(lead("c"), `${text.trimEnd()}\n\nb -> c\n`);
	});

	it("moves accesses", () =>
		assert.equal(
			after(
				"data d\nclient c {\n  users: 1M\n}\nservice web { reads d x3, writes d }\nc -> web\n",
				({ component, data }) => {
					const web = component("web");
					return [
						{ type: "drop-access", component: web, access: web.accesses[0]! },
						{ type: "access", component: component("c"), operation: "reads", data: data("d"), share: "x3" },
					];
				},
			),
			"data d\nclient c {\n  users: 1M\n  reads d x3\n}\nservice web { writes d }\nc -> web\n",
		));
});

describe("statements", () => {
	const rewritten = (text: string): readonly string[] => {
		const [item] = parse(text).items;
		assert.ok(item?.type === "link");
		return statementsOf(arrowsOf(text, item));
	};

	it("come back as they were", () => {
		for (const text of [
			"a -> b",
			"a -> b -> c, d",
			"a, b -> c x3, d 5% -> e",
			'a -> b x2 -> c "label" { async: true }',
			"a -> b x3, c",
			"a -> b, c x3",
			"x.a -> y.b, z.c -> w",
		]) {
			assert.deepEqual(rewritten(text), [text]);
		}
	});

	it("keep a share with its target", () => {
		const arrow = (to: string, share: string) => ({ from: "a", to, share, label: "", body: "" });
		assert.deepEqual(statementsOf([arrow("b", ""), arrow("c", "x3")]), ["a -> c x3, b"]);
		assert.deepEqual(statementsOf([arrow("b", "5%"), arrow("c", "x3")]), ["a -> b 5%, c x3"]);
		assert.deepEqual(statementsOf([arrow("b", "x3"), arrow("c", "x3")]), ["a -> b, c x3"]);
	});
});

describe("names", () => {
	it("are new everywhere", () => {
		const { architecture } = designOf("service cache\ngroup g {\n  service db-cache\n  service db-cache-2\n}");
		assert.equal(freeName(architecture, "lb", "x"), "lb");
		assert.equal(freeName(architecture, "cache", "other"), "other");
		assert.equal(freeName(architecture, "cache", "db-cache"), "db-cache-3");
	});

	it("lead from one place to another by the shortest way that nothing hides", () => {
		const { architecture, component, place } = designOf(
			"service web\ngroup g {\n  group h {\n    service a\n    group g {\n      service b\n    }\n  }\n  service web\n}",
		);
		const lead = (from: string | undefined, to: string): string =>
			referenceTo(component(to), from === undefined ? undefined : place(from), architecture);
		assert.equal(lead(undefined, "g.h.a"), "g.h.a");
		assert.equal(lead("g", "g.h.a"), "h.a");
		assert.equal(lead("g.h", "g.h.a"), "a");
		assert.equal(lead("g.h", "g.web"), "web");
		assert.equal(lead("g.h.g", "g.web"), "web");
		assert.equal(lead(undefined, "web"), "web");
	});
});

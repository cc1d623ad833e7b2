import assert from "node:assert/strict";
import { problemMessage } from "../../../src/language/problem-texts.ts";
import type { Architecture, SourceFile } from "../../../src/model/architecture.ts";
import { buildArchitecture, sourceFile } from "../../../src/model/build.ts";
import { elementsOf, numberOf, wordOf } from "../../../src/model/properties.ts";

function build(text: string, imports: Record<string, string> = {}): Architecture {
	const files = new Map(Object.entries(imports).map(([path, body]) => [path, sourceFile(`file:///${path}`, body)]));
	const main = sourceFile("file:///main.arch", text);
	files.set("main.arch", main);
	return buildArchitecture(main, (_, path) => files.get(path.replace(/^\.\//, "")));
}

const messages = (architecture: Architecture, file: SourceFile = architecture.files[0]!): string[] =>
	(architecture.problems.get(file) ?? []).map((problem) => problemMessage(problem, "en"));
const ids = (all: readonly { readonly id: string }[]): string[] => all.map(({ id }) => id);
const linkIds = ({ links }: Architecture): string[] => links.map(({ from, to }) => `${from.id} -> ${to.id}`);

describe("model", () => {
	it("looks names up from the inside out, and bare names that are unique anywhere", () => {
		const architecture = build(`
			client users { rate: 1rps }
			datacenter us {
				service web
				database users
				web -> users
			}
			users -> web`);
		assert.deepEqual(messages(architecture), []);
		assert.deepEqual(linkIds(architecture).sort(), ["us.web -> us.users", "users -> us.web"]);
	});

	it("lists the candidates of an ambiguous name and offers each", () => {
		const architecture = build(`
			client c
			datacenter us { service web }
			datacenter eu { service web }
			c -> web`);
		assert.deepEqual(messages(architecture), ["`web` can mean `us.web`, `eu.web`: write one of them in full."]);
		const [problem] = architecture.problems.get(architecture.files[0]!)!;
		assert.deepEqual(
			problem?.repairs?.map(({ edits }) => edits[0]?.text),
			["us.web", "eu.web"],
		);
	});

	it("suggests the nearest name", () => {
		const architecture = build("service webb\nclient c\nc -> web");
		assert.deepEqual(messages(architecture), ["Nothing here is called `web`. Did you mean `webb`?"]);
		assert.deepEqual(linkIds(architecture), []);
	});

	it("suggests the nearest word, where a word may stand instead of a name", () => {
		const architecture = build("service web { sessions: lokal }");
		assert.deepEqual(messages(architecture), ["Nothing here is called `lokal`. Did you mean `local`?"]);
		const [problem] = architecture.problems.get(architecture.files[0]!)!;
		assert.equal(problem?.repairs?.[0]?.edits[0]?.text, "local");
	});

	it("reports what a group does not have", () => {
		const architecture = build("client c\ndatacenter us { service web }\nc -> us.wob");
		assert.deepEqual(messages(architecture), ["`us` has nothing called `wob`."]);
	});

	it("keeps the first of two declarations of one name", () => {
		const architecture = build("service web x2\ncache web");
		assert.deepEqual(messages(architecture), ["`web` is declared twice here: give one of them another name."]);
		assert.equal(architecture.components[0]?.kind, "service");
		assert.equal(architecture.components.length, 1);
	});

	it("makes a link from each source to each target of every hop", () => {
		const architecture = build("service a\nservice b\nservice c\nservice d\na, b -> c 25% -> d x3");
		assert.deepEqual(linkIds(architecture), ["a -> c", "b -> c", "c -> d"]);
		assert.deepEqual(
			architecture.links.map(({ share, percent }) => [share, percent]),
			[
				[0.25, true],
				[0.25, true],
				[3, false],
			],
		);
	});

	it("copies a data center with its inner links, and lets its body override", () => {
		const architecture = build(`
			data items
			datacenter us {
				service web x4 { capacity: 300rps, reads items x2, sessions: store }
				cache store x2
				database db { holds: items }
				web -> db
				group edge { loadbalancer lb }
				edge.lb -> web
			}
			datacenter eu "Europe" like us {
				service web x8 { capacity: 100rps }
				cache local
				web -> local
			}`);
		assert.deepEqual(messages(architecture), []);
		const web = architecture.elements.get("eu.web");
		assert.ok(web?.type === "component");
		assert.deepEqual(web.instances, { min: 8, max: 8 });
		assert.equal(numberOf(web, "capacity"), 100);
		assert.deepEqual(ids(elementsOf(web, "sessions")), ["eu.store"]);
		assert.equal(web.accesses[0]?.data.id, "items");
		assert.equal(web.copyOf, undefined);
		assert.equal(web.inherits?.id, "us.web");
		assert.equal(architecture.elements.get("eu.db")?.copyOf?.id, "us.db");
		assert.deepEqual(
			linkIds(architecture).filter((id) => id.startsWith("eu")),
			["eu.web -> eu.db", "eu.edge.lb -> eu.web", "eu.web -> eu.local", "eu.web -> eu.store"],
		);
	});

	it("copies a copy", () => {
		const architecture = build(`
			datacenter us { service web
				database db
				web -> db }
			datacenter eu like us
			datacenter ap like eu`);
		assert.deepEqual(messages(architecture), []);
		assert.ok(linkIds(architecture).includes("ap.web -> ap.db"));
	});

	it("refuses a copy of itself", () => {
		const architecture = build("datacenter a like b\ndatacenter b like a\ngroup c { group d like c }");
		assert.deepEqual(messages(architecture), ["`b` would be a copy of itself.", "`c.d` would be a copy of itself."]);
	});

	it("ends a chain of ten thousand copies with a problem, not with a crash", () => {
		const lines = Array.from({ length: 10_000 }, (_, i) => `service s${i} like s${i + 1}`);
		const architecture = build(`${lines.join("\n")}\nservice s10000 x3 { capacity: 1rps }`);
		assert.equal(architecture.components.length, 10_001);
		assert.match(messages(architecture)[0] ?? "", /more than 64 times over/);
	});

	it("copies a component with `like`", () => {
		const architecture = build(
			"data d\nservice a x3 { capacity: 10rps\nreads d }\nservice b like a { capacity: 20rps }",
		);
		const b = architecture.elements.get("b");
		assert.ok(b?.type === "component");
		assert.equal(numberOf(b, "capacity"), 20);
		assert.equal(b.instances.min, 3);
		assert.equal(b.accesses.length, 1);
	});

	it("resolves imports, and reports missing files and cycles", () => {
		const architecture = build('import "./a.arch"\nimport "./none.arch"\nservice web\nweb -> auth', {
			"a.arch": 'import "./main.arch"\nservice auth',
		});
		assert.deepEqual(linkIds(architecture), ["web -> auth"]);
		assert.match(messages(architecture).join(), /Cannot find `\.\/none\.arch`/);
		assert.match(messages(architecture, architecture.files[1]).join(), /leads back to this file/);
	});

	it("imports nothing but architecture files", () => {
		const architecture = build('import "./passwd"', { passwd: "root:x" });
		assert.deepEqual(messages(architecture), [
			"`./passwd` is no architecture file: an import names a file that ends in `.arch`.",
		]);
		assert.equal(architecture.files.length, 1);
	});

	it("finds what is nested in the place around before what is elsewhere", () => {
		const architecture = build(`
			datacenter us {
				group g { service web }
				loadbalancer lb
				lb -> web
			}
			datacenter eu like us`);
		assert.deepEqual(messages(architecture), []);
		assert.deepEqual(linkIds(architecture), ["us.lb -> us.g.web", "eu.lb -> eu.g.web"]);
	});

	it("takes a link between two stores of the same data for replication", () => {
		const architecture = build(`
			data items
			datacenter us { database db { holds: items }
				cache sessions }
			datacenter eu { database db { holds: items }
				cache sessions }
			us.db -> eu.db
			us.sessions -> eu.sessions
			cache front { holds: items }
			front -> us.db`);
		assert.deepEqual(
			architecture.links.map(({ replication }) => replication),
			[true, true, false],
		);
	});

	it("implies the link to a session store", () => {
		const architecture = build("service web x2 { sessions: store }\ncache store x2");
		assert.deepEqual(linkIds(architecture), ["web -> store"]);
		assert.equal(architecture.links[0]?.implied, true);
	});

	it("takes words that the vocabulary knows before names, and `true` for what is usual", () => {
		const architecture = build(
			"cache none\nservice web { sessions: none }\ncache c { invalidate: true, read: look-aside }",
		);
		const web = architecture.elements.get("web")!;
		assert.equal(wordOf(web, "sessions"), "none");
		assert.equal(wordOf(architecture.elements.get("c")!, "invalidate"), "delete");
	});

	it("leaves out what cannot be linked", () => {
		const architecture = build("data d\nservice web\nweb -> d\nweb -> web");
		assert.deepEqual(linkIds(architecture), []);
		assert.equal(messages(architecture).length, 2);
	});

	it("knows every use of a name", () => {
		const text = "datacenter us { service web }\nclient c\nc -> us.web";
		const architecture = build(text);
		const uses = architecture.uses.get(architecture.files[0]!)!;
		assert.deepEqual(
			uses.map(({ span, element, declares }) => [text.slice(span.start, span.end), element.id, declares]),
			[
				["us", "us", true],
				["web", "us.web", true],
				["c", "c", true],
				["c", "c", false],
				["us", "us", false],
				["web", "us.web", false],
			],
		);
	});

	it("puts Korean names to use", () => {
		const architecture = build("client 사용자 { rate: 10rps }\nservice 웹-서버\n사용자 -> 웹-서버");
		assert.deepEqual(linkIds(architecture), ["사용자 -> 웹-서버"]);
	});
});

import { deepEqual, equal } from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { generateArchitecture } from "../../../scripts/generate.ts";
import { graft } from "../../../src/language/graft.ts";
import { parse } from "../../../src/language/parser.ts";
import { reparse } from "../../../src/language/reparse.ts";
import { LineIndex } from "../../../src/language/text.ts";
import type { Architecture, Element, Link, Location, Resolved, SourceFile } from "../../../src/model/architecture.ts";
import { ArchitectureBuilder } from "../../../src/model/architecture-builder.ts";
import { buildArchitecture, sourceFile } from "../../../src/model/build.ts";
import { withElementsOf } from "../../../src/model/same-design.ts";
import { randomEdits } from "../../random-edits.ts";
import { randomNumbers } from "../../server/fuzz.ts";

const examples = join(import.meta.dirname, "../../../examples");
const uri = "file:///main.arch";

/** All that an architecture says, as data, every element by its name. */
function said({ files, system, data, places, components, links, elements, uses, problems }: Architecture): unknown {
	const at = ({ file, span: { start, end } }: Location) => [files.indexOf(file), start, end];
	const plain = (value: Resolved): unknown => {
		if (value.type === "reference") {
			const { id, type } = value.target;
			return [id, type === "system" || elements.get(id) === value.target];
		}
		return value.type === "list" ? value.items.map(plain) : value;
	};
	const properties = (of: Pick<Link, "properties">) =>
		Array.from(of.properties, ([name, { at: place, node, value }]) => [name, at(place), node.start, plain(value)]);
	const ids = (all: readonly { readonly id: string }[]) => all.map(({ id }) => id);
	const element = (one: Element) => ({
		type: one.type,
		id: one.id,
		title: one.title,
		kind: one.kind,
		file: files.indexOf(one.file),
		declaration: [one.declaration.start, one.declaration.end, one.declaration.name?.start],
		parent: one.parent?.id,
		inherits: one.inherits?.id,
		copyOf: one.copyOf?.id,
		properties: properties(one),
		...(one.type === "place" && { children: ids(one.children) }),
		...(one.type === "component" && {
			instances: one.instances,
			accesses: one.accesses.map((access) => [
				access.operation,
				access.data.id,
				elements.get(access.data.id) === access.data,
				access.factor,
				at(access.at),
			]),
			outgoing: one.outgoing.map((link) => links.indexOf(link)),
			incoming: one.incoming.map((link) => links.indexOf(link)),
		}),
	});
	return {
		system: system && element(system),
		order: [ids(data), ids(places), ids(components), [...elements.keys()]],
		elements: [...elements.values()].map(element),
		links: links.map(({ from, to, properties: _, at: place, statement, ...link }) => ({
			...link,
			ends: [from.id, to.id],
			areKnown: elements.get(from.id) === from && elements.get(to.id) === to,
			at: at(place),
			statement: [statement?.start, statement?.end],
		})),
		properties: links.map(properties),
		uses: Array.from(uses, ([file, all]) => [
			files.indexOf(file),
			all.map(({ span: { start, end }, element: { id }, declares }) => [start, end, id, declares]),
		]),
		problems: Array.from(problems, ([file, all]) => [files.indexOf(file), all]),
	};
}

const built = (text: string): Architecture => buildArchitecture(sourceFile(uri, text));

describe("an architecture that takes over the next version of a text", () => {
	const texts = [
		...readdirSync(examples, { recursive: true, encoding: "utf8" })
			.filter((name) => name.endsWith(".arch"))
			.map((name) => readFileSync(join(examples, name), "utf8")),
		generateArchitecture({ components: 40, seed: 3 }),
	];

	it("says what one says that is built anew, after any edit", () => {
		const random = randomEdits(11);
		let taken = 0;
		let same = 0;
		let edits = 0;
		for (const text of texts) {
			let file = sourceFile(uri, text);
			let builder = new ArchitectureBuilder(file);
			for (let i = 0; i < 100; i++) {
				// Now and then all is well again, as it is with somebody who types.
				const next = i % 4 === 3 ? text : random.edit(file.text);
				const before = built(file.text);
				const expected = built(next);
				edits++;
				const { file: after, replacement } = nextVersion(file, next, i);
				const updated = replacement && builder.update(after, replacement);
				if (updated) {
					taken++;
					deepEqual(said(updated.architecture), said(expected), `\n--- from\n${file.text}\n--- to\n${next}`);
					const isSame = withElementsOf(before, expected) !== undefined;
					equal(updated.touched.size === 0, isSame, `\n--- from\n${file.text}\n--- to\n${next}`);
					if (isSame) same++;
				} else builder = new ArchitectureBuilder(after);
				file = after;
			}
		}
		equal(taken > edits * 0.3, true, `${taken} of ${edits} were taken over`);
		equal(same > 20 && same < taken, true, `${same} of ${taken} had the same design`);
	});

	it("says so too where names come, go and change, in a text and in one that it imports", () => {
		const next = randomNumbers(7);
		const random = (below: number): number => Math.floor(next() * below);
		const other = "file:///other.arch";
		let taken = 0;
		let others = 0;
		let edits = 0;
		for (const text of texts) {
			const shared = "// Shared\nservice billing {\n\tcapacity: 10rps\n}\ncache far\nbilling -> far\n";
			const files = new Map([
				[other, sourceFile(other, shared)],
				[uri, sourceFile(uri, text.includes("import ") ? text : `import "./other.arch"\n${text}`)],
			]);
			const resolve = (_: SourceFile, path: string) => (path === "./other.arch" ? files.get(other) : undefined);
			const wellFormed = new Map([...files].map(([at, { text }]) => [at, text]));
			let builder = new ArchitectureBuilder(files.get(uri)!, resolve);
			for (let i = 0; i < 60; i++) {
				const at = i % 8 < 2 ? other : uri;
				const before = files.get(at)!;
				// Then all is well again: where a name is not known, others have a bearing on what is said of it.
				const changed = i % 2 === 0 ? withOtherNames(before.text, random) : wellFormed.get(at)!;
				const { file: after, replacement } = nextVersion(before, changed, i);
				const updated = replacement && builder.update(after, replacement);
				files.set(at, after);
				// Their trees and their own are the same objects otherwise.
				const fresh = new Map([...files].map(([uri, { text }]) => [uri, sourceFile(uri, text)]));
				const expected = buildArchitecture(fresh.get(uri)!, (_, path) =>
					path === "./other.arch" ? fresh.get(other) : undefined,
				);
				edits++;
				if (updated) {
					taken++;
					if (updated.isOther) others++;
					deepEqual(said(updated.architecture), said(expected), `\n--- from\n${before.text}\n--- to\n${changed}`);
				} else builder = new ArchitectureBuilder(files.get(uri)!, resolve);
			}
		}
		equal(taken > edits * 0.5, true, `${taken} of ${edits} were taken over`);
		equal(others > edits * 0.2, true, `${others} of ${edits} with other names`);
	});

	it("takes over each letter of a new component, and of a link to it, without looking at all else", () => {
		let file = sourceFile(uri, texts.at(-1)!);
		const builder = new ArchitectureBuilder(file);
		const { places, components } = builder.architecture;
		const inPlace = () => places[0]!.declaration.body!.start + 1;
		const steps = (typed: string) => typed.match(/\{\}|[\s\S]/g)!;
		for (const [from, typed] of [
			[inPlace, steps("\n\tservice extra x2 {}\n")],
			// As in an editor that closes no braces.
			[inPlace, [..."\n\tservice other x2 {\n\t\tcapacity: 10rps\n\t}\n"]],
			[() => file.text.length, steps(`\n${components[0]!.id} -> extra\n`)],
		] as const) {
			let at = from();
			for (const step of typed) {
				const text = file.text.slice(0, at) + step + file.text.slice(at);
				const { tree, replacement } = (reparse(file.tree, text) ?? graft(file.tree, parse(text)))!;
				at += step.length;
				file = { uri, text, tree, lines: new LineIndex(text) };
				const updated = builder.update(file, replacement);
				equal(updated !== undefined, true, `at ${text.slice(at - 20, at)}`);
				deepEqual(said(updated!.architecture), said(built(text)));
			}
		}
	});
});

/** Read in part where that is enough, and also as a whole now and then. */
function nextVersion({ uri, tree }: SourceFile, text: string, edit: number) {
	const next = (edit % 3 === 0 ? undefined : reparse(tree, text)) ?? graft(tree, parse(text));
	const file = next ? { uri, text, tree: next.tree, lines: new LineIndex(text) } : sourceFile(uri, text);
	return { file, replacement: next?.replacement };
}

/** Something that somebody declares, takes away or names otherwise. */
function withOtherNames(text: string, random: (below: number) => number): string {
	const lines = text.split("\n");
	const declared = lines.flatMap((line, i) =>
		/^\s*(service|cache|database|queue|worker|storage|data)\s+\w/.test(line) ? [i] : [],
	);
	const at = declared[random(declared.length)] ?? lines.length - 1;
	const name = ["extra", "another", "ex", "web", "far", "more-of-it"][random(6)]!;
	switch (random(6)) {
		case 0:
			lines.splice(at, 0, `service ${name}`);
			break;
		case 1:
			lines.splice(at, 0, `cache ${name} x2 { ttl: 1min }`, `queue ${name}-jobs`, `data ${name}-rows { items: 10 }`);
			break;
		case 2:
			if (!lines[at]!.includes("{") || lines[at]!.includes("}")) lines.splice(at, 1);
			break;
		case 3:
			lines[at] = lines[at]!.replace(/^(\s*)(service|cache|database)\b/, "$1worker");
			break;
		case 4:
			lines[at] = lines[at]!.replace(/^(\s*\w+\s+)([\w-]+)/, `$1$2${["s", "", "-2"][random(3)]}`);
			break;
		default: {
			const alone = lines.findIndex((line) => /\b(extra|another|ex|more-of-it)\b/.test(line));
			if (alone >= 0) lines.splice(alone, 1);
		}
	}
	return lines.join("\n");
}

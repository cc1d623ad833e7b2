import { deepEqual, equal } from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { generateArchitecture } from "../../../scripts/generate.ts";
import { reparse } from "../../../src/language/reparse.ts";
import { LineIndex } from "../../../src/language/text.ts";
import type { Architecture, Element, Link, Location, Resolved, SourceFile } from "../../../src/model/architecture.ts";
import { ArchitectureBuilder } from "../../../src/model/architecture-builder.ts";
import { buildArchitecture, sourceFile } from "../../../src/model/build.ts";
import { withElementsOf } from "../../../src/model/same-design.ts";
import { randomEdits } from "../../random-edits.ts";

const examples = join(import.meta.dirname, "../../../examples");
const uri = "file:///main.arch";

/** All that an architecture says, as data, every element by its name. */
function said({ files, system, data, places, components, links, elements, uses, problems }: Architecture): unknown {
	const at = ({ file, span: { start, end } }: Location) => [files.indexOf(file), start, end];
	const plain = (value: Resolved): unknown => {
		if (value.type === "reference") return value.target.id;
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
			accesses: one.accesses.map((access) => [access.operation, access.data.id, access.factor, at(access.at)]),
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
				const reparsed = reparse(file.tree, next);
				const after: SourceFile = reparsed
					? { uri, text: next, tree: reparsed.tree, lines: new LineIndex(next) }
					: sourceFile(uri, next);
				const updated = reparsed && builder.update(after, reparsed.replacement);
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
});

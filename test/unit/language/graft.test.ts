import { deepEqual, equal, ok } from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { graft } from "../../../src/language/graft.ts";
import { parse } from "../../../src/language/parser.ts";
import { randomEdits } from "../../random-edits.ts";

const examples = join(import.meta.dirname, "../../../examples");

describe("graft", () => {
	const texts = readdirSync(examples, { recursive: true, encoding: "utf8" })
		.filter((name) => name.endsWith(".arch"))
		.map((name) => readFileSync(join(examples, name), "utf8"));

	it("gives the tree that the whole text has, after any edit", () => {
		const random = randomEdits(13);
		let kept = 0;
		for (const text of texts) {
			let tree = parse(text);
			for (let i = 0; i < 100; i++) {
				const next = i % 6 === 5 ? text : random.edit(tree.text);
				const expected = parse(next);
				const items = new Set(tree.items);
				const from = tree.text;
				const grafted = graft(tree, parse(next));
				if (grafted) deepEqual(grafted.tree, expected, `\n--- from\n${from}\n--- to\n${next}`);
				kept += grafted?.tree.items.filter((item) => items.has(item)).length ?? 0;
				tree = grafted?.tree ?? expected;
			}
		}
		ok(kept > 10_000, `${kept} items are the same objects`);
	});

	it("keeps all else while the brace of a block is open", () => {
		const start = "datacenter us {\n\tservice a\n\n\tservice b\n\ta -> b\n}\nservice c\nc -> us.a\n";
		const typed = "\tservice d x2 {\n\t\tcapacity: 10rps\n\t\treads rows";
		let tree = parse(start);
		const [us, c, link] = tree.items;
		const at = start.indexOf("\n\tservice b");
		for (let length = 1; length <= typed.length; length++) {
			const text = start.slice(0, at) + typed.slice(0, length) + start.slice(at);
			const grafted = graft(tree, parse(text))!;
			tree = grafted.tree;
			deepEqual(tree, parse(text));
			deepEqual(grafted.replacement.around, [us]);
			ok(grafted.replacement.before.length <= 1);
			ok([us, c, link].every((item, i) => tree.items[i] === item));
		}
		equal(tree.hidesStructure, true);
	});

	it("leaves imports to be read anew", () => {
		const text = 'import "./a.arch"\nservice a\n';
		equal(graft(parse(text), parse(text.replace("a.arch", "b.arch"))), undefined);
		const moved = graft(parse(`service b\n${text}`), parse(`service bb\n${text}`))!;
		deepEqual(moved.tree, parse(`service bb\n${text}`));
	});
});

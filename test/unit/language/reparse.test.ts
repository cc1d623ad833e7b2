import { deepEqual, equal } from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { generateArchitecture } from "../../../scripts/generate.ts";
import { parse } from "../../../src/language/parser.ts";
import { reparse } from "../../../src/language/reparse.ts";
import { randomEdits } from "../../random-edits.ts";

const examples = join(import.meta.dirname, "../../../examples");

describe("reparse", () => {
	const texts = [
		...readdirSync(examples, { recursive: true, encoding: "utf8" })
			.filter((name) => name.endsWith(".arch"))
			.map((name) => readFileSync(join(examples, name), "utf8")),
		generateArchitecture({ components: 40, seed: 3 }),
	];

	it("gives the tree that the whole text has, after any edit", () => {
		let taken = 0;
		let edits = 0;
		const random = randomEdits(7);
		for (const text of texts) {
			let tree = parse(text);
			for (let i = 0; i < 150; i++) {
				// Now and then all is well again, as it is with somebody who types.
				const next = i % 6 === 5 ? text : random.edit(tree.text);
				const expected = parse(next);
				const reparsed = reparse(tree, next);
				edits++;
				if (reparsed) {
					taken++;
					deepEqual(reparsed.tree, expected, `\n--- from\n${tree.text}\n--- to\n${next}`);
				}
				tree = reparsed?.tree ?? expected;
			}
		}
		equal(taken > edits * 0.4, true, `${taken} of ${edits} edits were read by themselves`);
	});

	describe("looks at the whole text where a brace belongs to nothing", () => {
		const texts = {
			"in a line of which something else is said":
				"service a\nb: 5x eu\n) {\n< c }d: 9\nservice e\nservice f\nservice g\n",
			"behind what is no item": "service a\n3 {\n  service b\n  service c\n  service d\n}\nservice e\n",
			"behind properties without the other one":
				"data t { a: b, c: 2 }\nservice x\nservice y\nqueue q durable: true }\n",
		};
		for (const [where, text] of Object.entries(texts)) {
			it(where, () => {
				for (let at = 0; at <= text.length; at++) {
					for (let length = 0; length < 12; length++) {
						for (const inserted of ["", "{", "}", "x", "<", "\n", "x: 1\n"]) {
							const other = text.slice(0, at) + inserted + text.slice(at + length);
							const [there, back] = [reparse(parse(text), other), reparse(parse(other), text)];
							if (there) deepEqual(there.tree, parse(other), JSON.stringify([at, length, inserted]));
							if (back) deepEqual(back.tree, parse(text), JSON.stringify([at, length, inserted]));
						}
					}
				}
			});
		}
	});

	it("keeps the items that an edit does not concern", () => {
		const text = "service a\nservice b\nservice c\nservice d\nservice e\nservice f\n";
		const before = parse(text);
		const items = [...before.items];
		const reparsed = reparse(before, text.replace("service c", "service cc"))!;
		const kept = reparsed.tree.items.map((item) => items.includes(item));
		deepEqual(kept, [true, false, false, false, true, true]);
		deepEqual(reparsed.replacement.before.length, 3);
	});

	it("looks further where the item behind the edit has a mistake, which may concern the one before", () => {
		const before = "// x earn thequ q\n, capacity.\n\na -> b\nc -> d\n";
		const after = before.replace("x earn", "x\nearn");
		deepEqual((reparse(parse(before), after)?.tree ?? parse(after)).items, parse(after).items);
	});

	it("reads a line of a data center without the others", () => {
		const text = "datacenter us {\n\tservice a\n\tservice b\n\tservice c\n\ta -> b\n\ta -> c\n\tb -> c\n}\na -> us.c\n";
		const before = parse(text);
		const [us] = before.items;
		const { replacement, tree } = reparse(before, text.replace("a -> b", "a -> bb"))!;
		equal(tree.items[0], us);
		deepEqual(replacement.around, [us]);
		equal(replacement.before.length, 3);
	});
});

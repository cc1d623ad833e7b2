import assert from "node:assert/strict";
import { generateArchitecture } from "../../../scripts/generate.ts";
import { format } from "../../../src/language/format.ts";
import { kinds } from "../../../src/language/vocabulary/index.ts";
import type { Architecture, Element } from "../../../src/model/architecture.ts";
import type { EditAction } from "../../../src/protocol/messages.ts";
import { Random } from "../../simulation/random.ts";
import { exampleFiles, examples } from "../../support/example-files.ts";
import { act, architectureOf, type Files } from "./edits.ts";

const problemsOf = ({ problems }: Architecture) =>
	[...problems.values()]
		.flat()
		.map(({ code }) => code)
		.sort();
const idsOf = ({ elements }: Architecture) => [...elements.keys()].sort();
const linksOf = ({ links }: Architecture) => links.map(({ from, to }) => `${from.id} > ${to.id}`).sort();
const numbersOf = ({ elements }: Architecture) =>
	new Map(
		[...elements.values()].map(({ id, properties }) => [
			id,
			[...properties.values()]
				.filter(({ value }) => value.type === "number")
				.map(({ name, value }) => `${name} ${JSON.stringify(value)}`)
				.sort()
				.join(),
		]),
	);

const KINDS = [...kinds.values()]
	.filter(({ family }) => family !== "setting" && family !== "data")
	.map(({ name }) => name);

function randomAction(architecture: Architecture, random: () => number): EditAction {
	const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
	const drawn: Element[] = [...architecture.components, ...architecture.places];
	const id = pick(drawn)?.id ?? "";
	const place = random() < 0.4 ? undefined : pick(architecture.places)?.id;
	const parent = place === undefined ? {} : { parent: place };
	switch (Math.floor(random() * 8)) {
		case 0:
			return { type: "add", kind: pick(KINDS)!, ...parent };
		case 1:
			return { type: "add", kind: pick(KINDS)!, title: pick(["Web", "New thing", "주문", "x2"])!, ...parent };
		case 2:
			return { type: "connect", from: pick(architecture.components)!.id, to: pick(architecture.components)!.id };
		case 3: {
			const link = pick(architecture.links);
			return { type: "disconnect", edge: link ? `${link.from.id}>${link.to.id}` : "" };
		}
		case 4:
			return random() < 0.5
				? { type: "rename", id, name: pick(["other", "web", "n-1"])! }
				: { type: "retitle", id, title: pick(["Another title", "", "다른 이름"])! };
		case 5:
			return { type: "instances", id: pick(architecture.components)!.id, count: 1 + Math.floor(random() * 5) };
		case 6:
			return { type: "move", id, ...parent };
		default:
			return { type: "delete", id };
	}
}

/** What the architecture has to be after an action, told from what it was, without looking at the text. */
function check(action: EditAction, select: string | undefined, before: Architecture, after: Architecture): void {
	const [ids, now] = [idsOf(before), idsOf(after)];
	const [links, linksNow] = [linksOf(before), linksOf(after)];
	const numbers = numbersOf(before);
	const numbersNow = numbersOf(after);
	const sameNumbers = (idOf: (id: string) => string, but: (id: string) => boolean = () => false): void => {
		for (const [id, said] of numbers) {
			const next = idOf(id);
			if (numbersNow.has(next) && !but(id)) assert.equal(numbersNow.get(next), said, `${id} says the same`);
		}
	};
	/** An element, or what stands for it in copies of the place around it. */
	const isCopyOf = (id: string, original: string): boolean => {
		for (let at = after.elements.get(id); at; at = at.inherits)
			if (at.id === original || at.id.startsWith(`${original}.`)) return true;
		return false;
	};
	switch (action.type) {
		case "add": {
			assert.ok(select && !ids.includes(select) && now.includes(select));
			const element = after.elements.get(select)!;
			assert.equal(element.kind, action.kind);
			assert.equal(element.parent?.id, action.parent);
			if (action.title) assert.equal(element.title, action.title);
			assert.deepEqual(
				now.filter((id) => !isCopyOf(id, select)),
				ids,
			);
			assert.deepEqual(linksNow, links);
			return sameNumbers((id) => id);
		}
		case "connect":
			assert.deepEqual(now, ids);
			assert.ok(linksNow.includes(`${action.from} > ${action.to}`));
			assert.deepEqual(
				links.filter((link) => !linksNow.includes(link)),
				[],
			);
			for (const link of after.links) {
				const isNew = !links.includes(`${link.from.id} > ${link.to.id}`);
				assert.ok(!isNew || link.copied || (link.from.id === action.from && link.to.id === action.to), link.id);
			}
			return sameNumbers((id) => id);
		case "disconnect": {
			assert.deepEqual(now, ids);
			assert.ok(!linksNow.includes(action.edge.replace(">", " > ")));
			assert.ok(linksNow.every((link) => links.includes(link)));
			const gone = before.links.filter(({ from, to }) => !linksNow.includes(`${from.id} > ${to.id}`));
			assert.ok(gone.every((link) => link.copied || `${link.from.id}>${link.to.id}` === action.edge));
			return sameNumbers((id) => id);
		}
		case "rename":
			assert.equal(now.length, ids.length);
			assert.ok(now.includes(select!) && select!.endsWith(action.name));
			assert.equal(linksNow.length, links.length);
			return;
		case "retitle":
			assert.equal(after.elements.get(select!)!.title, action.title || after.elements.get(select!)!.title);
			assert.equal(now.length, ids.length);
			assert.equal(linksNow.length, links.length);
			return sameNumbers((id) => id);
		case "instances": {
			const element = after.elements.get(action.id)!;
			assert.ok(element.type === "component");
			if (element.kind !== "database") assert.equal(element.instances.max, action.count);
			assert.deepEqual(now, ids);
			assert.deepEqual(linksNow, links);
			return sameNumbers(
				(id) => id,
				(id) => isCopyOf(id, action.id),
			);
		}
		case "move": {
			const moved = (id: string): string =>
				id === action.id || id.startsWith(`${action.id}.`) ? select! + id.slice(action.id.length) : id;
			assert.equal(after.elements.get(select!)!.parent?.id, action.parent);
			const expected = ids.map(moved).sort();
			assert.deepEqual(
				now.filter((id) => expected.includes(id)),
				expected,
			);
			assert.ok(now.every((id) => expected.includes(id) || isCopyOf(id, select!)));
			const wanted = before.links.map(({ from, to }) => `${moved(from.id)} > ${moved(to.id)}`).sort();
			const more = after.links.filter(({ from, to }) => !wanted.includes(`${from.id} > ${to.id}`));
			assert.ok(more.every((link) => link.copied));
			assert.ok(wanted.every((link) => linksNow.includes(link)));
			return sameNumbers(moved);
		}
		case "delete": {
			const isGone = (id: string): boolean => {
				for (let at = before.elements.get(id); at; at = at.copyOf)
					if (at.id === action.id || at.id.startsWith(`${action.id}.`)) return true;
				return false;
			};
			const isBelow = (id: string): boolean =>
				id.split(".").some((_, at, path) => isGone(path.slice(0, at + 1).join(".")));
			assert.deepEqual(
				now,
				ids.filter((id) => !isBelow(id)),
			);
			assert.deepEqual(
				linksNow,
				before.links
					.filter(({ from, to }) => !isBelow(from.id) && !isBelow(to.id))
					.map(({ from, to }) => `${from.id} > ${to.id}`)
					.sort(),
			);
			return sameNumbers((id) => id);
		}
	}
}

/** Sequences of random actions, each on what the one before it left. Returns how many were done, by their type. */
function play(
	start: Files,
	{ seed, steps }: { seed: number; steps: number },
): Map<string, { done: number; refused: number }> {
	const random = new Random(seed);
	const counts = new Map<string, { done: number; refused: number }>();
	let files = start;
	for (let step = 0; step < steps; step++) {
		const before = architectureOf(files);
		if (before.components.length < 3) files = start;
		const action = randomAction(architectureOf(files), () => random.uniform());
		const result = act(files, action);
		const count = counts.get(action.type) ?? { done: 0, refused: 0 };
		counts.set(action.type, count);
		if ("reason" in result) {
			count.refused++;
			if (!process.env.SHOW_COUNTS) continue;
			console.log(JSON.stringify(action), result.reason);
			continue;
		}
		count.done++;
		const [was, is] = [architectureOf(files), architectureOf(result.files)];
		const context = `step ${step} of seed ${seed}: ${JSON.stringify(action)}`;
		try {
			assert.deepEqual(problemsOf(is), problemsOf(was), "no new problems");
			for (const [name, text] of Object.entries(result.files)) {
				if (format(files[name]!) === files[name]) assert.equal(text, format(text), `${name} is still formatted`);
			}
			check(action, result.select, was, is);
		} catch (error) {
			if (process.env.SHOW_COUNTS) console.log(context, "\n", result.files);
			throw new Error(context, { cause: error });
		}
		files = result.files;
	}
	return counts;
}

describe("edits from the picture keep what they are not about", function () {
	this.timeout(120_000);
	const all = new Map<string, { done: number; refused: number }>();
	const add = (counts: Map<string, { done: number; refused: number }>) => {
		for (const [type, { done, refused }] of counts) {
			const sum = all.get(type) ?? { done: 0, refused: 0 };
			all.set(type, { done: sum.done + done, refused: sum.refused + refused });
		}
	};

	for (const [index, file] of examples.entries()) {
		it(`in ${file}`, () => add(play(exampleFiles(file), { seed: index + 1, steps: 25 })));
	}
	for (const components of [12, 40, 120]) {
		it(`in a generated design of ${components} components`, () => {
			add(play({ "a.arch": generateArchitecture({ components, seed: components }) }, { seed: components, steps: 40 }));
		});
	}

	it("are done where they can be", () => {
		if (process.env.SHOW_COUNTS) console.log(all);
		for (const type of ["add", "connect", "disconnect", "rename", "retitle", "instances", "move", "delete"]) {
			const { done, refused } = all.get(type) ?? { done: 0, refused: 0 };
			assert.ok(done >= 8, `${type} was done ${done} times and refused ${refused} times`);
		}
	});
});

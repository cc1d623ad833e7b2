import { equal, ok } from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { generateArchitecture } from "../../../scripts/generate.ts";
import type { Analysis, ComponentAnalysis } from "../../../src/analysis/analysis.ts";
import { analyze, analyzeAfterEdit } from "../../../src/analysis/analyze.ts";
import { reparse } from "../../../src/language/reparse.ts";
import { LineIndex } from "../../../src/language/text.ts";
import type { Component, Element, SourceFile } from "../../../src/model/architecture.ts";
import { ArchitectureBuilder } from "../../../src/model/architecture-builder.ts";
import { buildArchitecture, sourceFile } from "../../../src/model/build.ts";
import { randomEdits } from "../../random-edits.ts";

const examples = join(import.meta.dirname, "../../../examples");
const uri = "file:///main.arch";

/** The numbers of a component, in a form that can be compared. */
function numbersOf(one: ComponentAnalysis): readonly (number | undefined)[] {
	return [
		one.instances,
		one.requestsPerSecond,
		one.reads,
		one.writes,
		one.capacity,
		one.utilization,
		one.hitRatio,
		...one.inflows.map(({ requestsPerSecond }) => requestsPerSecond),
		...one.readsByData.values(),
		...one.writesByData.values(),
		...one.roles.flatMap(({ nodes, utilization }) => [nodes, utilization]),
	];
}

function checkSame(found: Analysis, expected: Analysis, message: string): void {
	const same = (a: readonly (number | undefined)[], b: readonly (number | undefined)[], what: string): void => {
		const areNear =
			a.length === b.length &&
			a.every((value, i) => {
				const other = b[i];
				if (value === undefined || other === undefined) return value === other;
				return value === other || Math.abs(value - other) <= 1e-6 * Math.max(Math.abs(value), Math.abs(other));
			});
		ok(areNear, `${what}: ${a} instead of ${b}\n${message}`);
	};
	equal(found.components.size, expected.components.size, message);
	for (const [component, numbers] of expected.components) {
		const mine = found.components.get(found.architecture.elements.get(component.id) as Component)!;
		equal(mine.status, numbers.status, `${component.id}\n${message}`);
		same(numbersOf(mine), numbersOf(numbers), component.id);
	}
	equal(found.links.size, expected.links.size, message);
	equal(found.architecture.links.length, expected.architecture.links.length, message);
	for (const [i, link] of expected.architecture.links.entries()) {
		const mine = found.links.get(found.architecture.links[i]!);
		const its = expected.links.get(link);
		equal(mine === undefined, its === undefined, link.id);
		if (!mine || !its) continue;
		const { requestsPerSecond, reads, writes, traffic } = its;
		equal(mine.traffic, traffic, link.id);
		same([mine.requestsPerSecond, mine.reads, mine.writes], [requestsPerSecond, reads, writes], link.id);
	}
	const unserved = ({ unserved: all }: Analysis): string =>
		all
			.map(({ component, data, operation }) => `${component.id} ${operation} ${data.id}`)
			.sort()
			.join();
	equal(unserved(found), unserved(expected), message);
	equal(failing(found), failing(expected), message);
}

function failing({ removals }: Analysis): string {
	return [...removals.components, ...removals.places]
		.map(([{ id }, failed]) => `${id}: ${failed.map((one) => `${one.client.id} ${one.operation} ${one.data?.id}`)}`)
		.sort()
		.join("\n");
}

describe("the numbers after an edit, from those before", () => {
	const texts = [
		...readdirSync(examples, { recursive: true, encoding: "utf8" })
			.filter((name) => name.endsWith(".arch"))
			.map((name) => readFileSync(join(examples, name), "utf8")),
		...[3, 4, 5].map((seed) => generateArchitecture({ components: 40, seed })),
	];

	it("are those of the whole, and what has other numbers is named", () => {
		const random = randomEdits(29);
		let known = 0;
		let versions = 0;
		for (const text of texts) {
			let file = sourceFile(uri, text);
			let builder = new ArchitectureBuilder(file);
			let before = analyze(builder.architecture);
			let touched = new Set<Element>();
			for (let i = 0; i < 60; i++) {
				const next = i % 4 === 3 ? text : random.edit(file.text);
				const reparsed = reparse(file.tree, next);
				const after: SourceFile = reparsed
					? { uri, text: next, tree: reparsed.tree, lines: new LineIndex(next) }
					: sourceFile(uri, next);
				const updated = reparsed && builder.update(after, reparsed.replacement);
				const message = `--- from\n${file.text}\n--- to\n${next}`;
				file = after;
				versions++;
				// Of other elements nothing is known from before.
				if (!updated || updated.isOther) {
					if (!updated) builder = new ArchitectureBuilder(after);
					before = analyze(builder.architecture);
					touched = new Set();
					continue;
				}
				// As while somebody types: the numbers are those of some versions ago.
				for (const element of updated.touched) touched.add(element);
				const found = analyzeAfterEdit(before, updated.architecture, touched);
				// Of elements of its own, from which nothing is known.
				const whole = analyze(buildArchitecture(sourceFile(uri, next)));
				if (found) {
					known++;
					checkSame(found.analysis, whole, message);
					for (const [component, numbers] of before.components) checkNamed(component, numbers, found, message);
					for (const one of found.changed) if ("kind" in one) checkSaturation(one, found.analysis, whole, message);
				}
				if (i % 3 === 2) {
					before = analyze(updated.architecture);
					ok(before.removals);
					touched = new Set();
				}
			}
		}
		ok(known > versions * 0.25, `${known} of ${versions}`);
	});
});

function checkNamed(
	component: Component,
	before: ComponentAnalysis,
	{ analysis, changed }: NonNullable<ReturnType<typeof analyzeAfterEdit>>,
	message: string,
): void {
	if (!changed.has(component)) equal(analysis.components.get(component), before, `${component.id}\n${message}`);
}

function checkSaturation(component: Component, found: Analysis, expected: Analysis, message: string): void {
	const [mine, its] = [found, expected].map(
		({ architecture, components }) =>
			components.get(architecture.elements.get(component.id) as Component)?.saturationUsers,
	);
	equal(mine?.kind, its?.kind, `${component.id}\n${message}`);
	if (mine?.kind !== "users" || its?.kind !== "users") return;
	ok(Math.abs(mine.users / its.users - 1) < 1e-4, `${component.id}: ${mine.users} instead of ${its.users}\n${message}`);
}

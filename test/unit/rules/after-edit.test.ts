import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { generateArchitecture } from "../../../scripts/generate.ts";
import { reparse } from "../../../src/language/reparse.ts";
import { LineIndex } from "../../../src/language/text.ts";
import type { Element, SourceFile } from "../../../src/model/architecture.ts";
import { ArchitectureBuilder } from "../../../src/model/architecture-builder.ts";
import { buildArchitecture, sourceFile } from "../../../src/model/build.ts";
import { type Inspection, inspect, inspectAfterEdit, renewedFindings } from "../../../src/rules/inspect.ts";
import type { ReportedFinding } from "../../../src/rules/run.ts";
import { findingMessage } from "../../../src/rules/words.ts";
import { randomEdits } from "../../random-edits.ts";

const uri = "file:///main.arch";

/** A text that is edited, looked at as a whole now and then, and by a quick look after each edit. */
class Desk {
	#file: SourceFile;
	#builder: ArchitectureBuilder;
	#earlier: Inspection;
	#touched = new Set<Element>();
	/** Of elements of its own, from which nothing is known. */
	whole: Inspection;

	constructor(text: string) {
		this.#file = sourceFile(uri, text);
		this.#builder = new ArchitectureBuilder(this.#file);
		this.#earlier = inspect(this.#builder.architecture);
		this.whole = this.#earlier;
	}

	get text(): string {
		return this.#file.text;
	}

	/** Undefined: the edit is too much for a quick look. */
	edit(text: string): Inspection | undefined {
		const reparsed = reparse(this.#file.tree, text);
		this.#file = reparsed ? { uri, text, tree: reparsed.tree, lines: new LineIndex(text) } : sourceFile(uri, text);
		const updated = reparsed && this.#builder.update(this.#file, reparsed.replacement);
		if (!updated) this.#builder = new ArchitectureBuilder(this.#file);
		for (const element of updated?.touched ?? []) this.#touched.add(element);
		const found =
			updated && !updated.isOther
				? inspectAfterEdit(this.#earlier, updated.architecture, this.#touched, {})
				: undefined;
		this.whole = inspect(buildArchitecture(sourceFile(uri, text)));
		if (found) this.#earlier = { ...this.#earlier, findings: found.findings, run: found.run };
		else this.look();
		return found;
	}

	look(): void {
		this.#earlier = inspect(this.#builder.architecture);
		this.#touched = new Set();
	}
}

const said = (finding: ReportedFinding): string => {
	const { rule, severity, at } = finding;
	return `${rule.id} ${at.span.start} ${at.span.end} ${severity} ${findingMessage(finding, "en")}`;
};

function replaced(text: string, before: string, after: string): string {
	assert.ok(text.includes(before), before);
	return text.replace(before, after);
}

const design = `client users { users: 2M, requests: 50/day, peak: 4x }
data posts { items: 1M, size: 2KB }
loadbalancer lb x2
service web x2 {
  capacity: 500rps
  reads posts x2
  writes posts 5%
}
cache cache x2 { holds: posts, ttl: 5min }
database db { holds: posts, replicas: 1 }
users -> lb -> web -> cache, db
`;

describe("a quick look after an edit", () => {
	for (const [what, before, after] of [
		["an instance more", "service web x2", "service web x9"],
		["an instance less", "loadbalancer lb x2", "loadbalancer lb x1"],
		["another capacity", "capacity: 500rps", "capacity: 90000rps"],
		["no time to live any more", ", ttl: 5min", ""],
		["no replica any more", ", replicas: 1 }", " }"],
		["a link less", "web -> cache, db", "web -> db"],
		["a comment in front", "service web", "// Two are enough.\nservice web"],
		["a finding that is silenced", "database db", "// archscale-ignore no-backup: kept elsewhere\ndatabase db"],
		["a line at the top", "client users", "\n\nclient users"],
	] as const) {
		it(`finds what all rules find: ${what}`, () => {
			const desk = new Desk(design);
			const found = desk.edit(replaced(design, before, after));
			assert.deepEqual(found?.findings.map(said), desk.whole.findings.map(said));
			const back = desk.edit(design);
			assert.deepEqual(back?.findings.map(said), desk.whole.findings.map(said));
		});
	}

	it("leaves alone what the edit does not concern: the same findings, where they stand now", () => {
		const text = generateArchitecture({ components: 60, seed: 4 });
		const desk = new Desk(text);
		const known = new Set(desk.whole.findings);
		const found = desk.edit(replaced(text, "service ", "\n\nservice "))!;
		assert.ok(found.findings.every((finding) => known.has(finding) || finding.turn === undefined));
		assert.deepEqual(found.findings.map(said), desk.whole.findings.map(said));
	});

	it("leaves to the whole what may concern everything", () => {
		const desk = new Desk(design);
		assert.equal(desk.edit(replaced(design, "users: 2M", "users: 9M")), undefined);
		assert.equal(desk.edit(replaced(desk.text, "items: 1M", "items: 9M")), undefined);
		assert.equal(desk.edit(replaced(desk.text, "holds: posts, ttl", "ttl")), undefined);
	});

	it("can say what to do about a finding from before, in the text as it is now", () => {
		const text = generateArchitecture({ components: 60, seed: 4 });
		const desk = new Desk(text);
		const found = desk.edit(replaced(text, "service ", "\n\nservice "))!;
		const edits = (findings: readonly ReportedFinding[]): unknown =>
			findings.map((finding) => [said(finding), finding.finding.fixes.map((fix) => [...fix.edits().values()])]);
		const some = found.findings.filter((_, i) => i % 7 === 0);
		const those = new Set(some.map(said));
		assert.ok(some.length > 5);
		assert.deepEqual(
			edits(renewedFindings(some, found, {})),
			edits(desk.whole.findings.filter((finding) => those.has(said(finding)))),
		);
	});

	it("is nearly always right about any edit, but for rules that take their time, and says where it stands", () => {
		const prompt = (findings: readonly ReportedFinding[]): string[] =>
			findings.filter(({ rule }) => !rule.patient).map(said);
		const random = randomEdits(5);
		let looks = 0;
		let right = 0;
		for (const seed of [4, 6]) {
			const text = generateArchitecture({ components: 60, seed });
			const desk = new Desk(text);
			for (let i = 0; i < 40; i++) {
				const found = desk.edit(i % 4 === 3 ? text : random.edit(desk.text));
				if (i % 3 === 2) desk.look();
				if (!found) continue;
				looks++;
				if (isDeepStrictEqual(prompt(found.findings), prompt(desk.whole.findings))) right++;
				for (const { at } of found.findings) assert.ok(found.architecture.files.includes(at.file));
			}
		}
		assert.ok(looks > 20, `${looks} looks`);
		assert.ok(right >= 0.95 * looks, `${right} of ${looks}`);
	});
});

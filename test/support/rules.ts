import assert from "node:assert/strict";
import { format } from "../../src/language/format.ts";
import { applyEdits, type Span } from "../../src/language/text.ts";
import { buildArchitecture, sourceFile } from "../../src/model/build.ts";
import { importsFrom } from "../../src/model/load.ts";
import { type Inspection, type InspectOptions, inspect } from "../../src/rules/inspect.ts";
import type { Fix, Rule } from "../../src/rules/rule.ts";
import type { ReportedFinding } from "../../src/rules/run.ts";
import { findingMessage } from "../../src/rules/words.ts";

const MAIN = "file:///design/main.arch";

/** Cuts `<|…|>` out of `marked`: the text without marks, and the spans that they enclosed. */
export function unmark(marked: string): { readonly text: string; readonly spans: readonly Span[] } {
	const spans: { start: number; end: number }[] = [];
	let text = "";
	for (const part of marked.split(/(<\||\|>)/)) {
		if (part === "<|") spans.push({ start: text.length, end: -1 });
		else if (part === "|>") {
			const open = spans.findLast(({ end }) => end < 0);
			assert.ok(open, "|> without <|");
			open.end = text.length;
		} else text += part;
	}
	return { text, spans };
}

/** A design of one text, or of several by their name; `main.arch` is the one that is looked at. */
export function inspectText(source: string | Readonly<Record<string, string>>, options?: InspectOptions): Inspection {
	const texts = typeof source === "string" ? { "main.arch": source } : source;
	const files = new Map(
		Object.entries(texts).map(([name, text]) => {
			const uri = `file:///design/${name}`;
			return [uri, sourceFile(uri, text)];
		}),
	);
	return inspect(
		buildArchitecture(
			files.get(MAIN)!,
			importsFrom((uri) => files.get(uri)),
		),
		options,
	);
}

/** Findings of one rule, with all other rules running beside it. */
export function findingsOf({ id }: Rule, source: string, options?: InspectOptions): readonly ReportedFinding[] {
	return inspectText(source, options).findings.filter(({ rule }) => rule.id === id);
}

/** The rule reports exactly the marked places; the first with this message and severity. */
export function checkReports(
	rule: Rule,
	marked: string,
	message?: string,
	severity: ReportedFinding["severity"] = rule.severity,
): void {
	const { text, spans } = unmark(marked);
	const found = findingsOf(rule, text);
	assert.deepEqual(
		found.map(({ at }) => text.slice(at.span.start, at.span.end)),
		spans.map(({ start, end }) => text.slice(start, end)),
	);
	assert.deepEqual(
		found.map(({ at }) => at.span.start),
		spans.map(({ start }) => start),
	);
	if (message === undefined) return;
	assert.equal(findingMessage(found[0]!, "en"), message);
	assert.equal(found[0]!.severity, severity);
}

export function checkSilent(rule: Rule, text: string, options?: InspectOptions): void {
	assert.deepEqual(
		findingsOf(rule, text, options).map((finding) => findingMessage(finding, "en")),
		[],
	);
}

/** The fix, by its id, turns the only finding's text into `after`; the rule is silent about the element there. */
export function checkFix(rule: Rule, id: string, before: string, after: string): void {
	const [finding, ...more] = findingsOf(rule, before);
	assert.ok(finding, "nothing is reported");
	assert.deepEqual(more, [], "more than one finding");
	assert.equal(fixed(finding, fixNamed(finding, id)), after);
	const ids = findingsOf(rule, after).flatMap(({ elements }) => elements.map((element) => element.id));
	assert.ok(!ids.includes(finding.finding.element.id), "the finding is still there");
	if (format(before) === before) assert.equal(format(after), after, "the fix leaves the text unformatted");
}

export function fixNamed({ finding }: ReportedFinding, id: string): Fix {
	const fix = finding.fixes.find((one) => one.id === id);
	assert.ok(fix, `no fix ${id} among ${finding.fixes.map((one) => one.id).join(", ")}`);
	return fix;
}

/** The text of the finding's file after a fix that edits only this file. */
export function fixed({ at }: ReportedFinding, fix: Fix): string {
	const edits = fix.edits();
	assert.deepEqual([...edits.keys()], [at.file], "the fix is not offered, or edits other files");
	return applyEdits(at.file.text, edits.get(at.file)!);
}

/** What the docs say of a fix holds. */
export function assertSafety({ id: rule, safety }: Rule, id: string, safe: boolean): void {
	const said = safety[id];
	assert.ok(
		said === "varies" || said === (safe ? "safe" : "suggestion"),
		`${rule}: ${id} is ${safe ? "" : "not "}safe`,
	);
}

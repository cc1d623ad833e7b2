import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { statements } from "../../../scripts/statements.ts";
import { format } from "../../../src/language/format.ts";
import { LOCALES } from "../../../src/language/locale.ts";
import { groups } from "../../../src/rules/groups.ts";
import { rules } from "../../../src/rules/index.ts";
import type { ReportedFinding } from "../../../src/rules/run.ts";
import { findingMessage, findingTechnique, findingWhy, fixTitle } from "../../../src/rules/words.ts";
import { assertSafety, findingsOf, fixed, inspectText } from "../../support/rules.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const sources = fileURLToPath(new URL("../../../src/rules/", import.meta.url));
const placeholders = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

const message = (finding: ReportedFinding): string => findingMessage(finding, "en");

describe("rules", () => {
	it("cover each statement of the chapter", () => {
		const covered = new Set(rules.flatMap((rule) => rule.statements));
		assert.deepEqual(
			Object.keys(statements).filter((id) => !covered.has(id)),
			[],
		);
	});

	it("stand in the order of their groups", () => {
		const order = Object.keys(groups);
		const places = rules.map(({ group }) => order.indexOf(group));
		assert.deepEqual(
			places,
			places.toSorted((a, b) => a - b),
		);
	});

	it("have ids of their own", () => {
		assert.deepEqual(
			[...new Set(rules.map(({ id }) => id))],
			rules.map(({ id }) => id),
		);
		for (const { id } of rules) assert.match(id, /^[a-z]+(-[a-z]+)*$/);
	});

	it("are muted by rules that exist", () => {
		const ids = rules.map(({ id }) => id);
		assert.deepEqual(
			rules.flatMap(({ mutedBy = [] }) => mutedBy.filter((id) => !ids.includes(id))),
			[],
		);
	});

	for (const rule of rules) {
		describe(rule.id, () => {
			const { en } = rule.text;

			it("says the same in every language", () => {
				for (const locale of LOCALES) {
					const text = rule.text[locale];
					assert.doesNotMatch(text.title, /[.。]$/);
					assert.ok(text.title.split(" ").length <= 6, "a title has at most six words");
					for (const part of ["message", "why", "technique", "tradeOff", "exceptions"] as const) {
						assert.match(text[part], /[.}]$/, part);
						assert.deepEqual(placeholders(text[part]), placeholders(en[part]), part);
					}
					assert.match(text.technique, /^\*\*.+\*\*/, "the technique has its name in front");
					assert.deepEqual(Object.keys(text.fixes).sort(), Object.keys(en.fixes).sort());
					for (const [id, title] of Object.entries(text.fixes)) {
						assert.deepEqual(placeholders(title), placeholders(en.fixes[id]!), `title of ${id}`);
						assert.doesNotMatch(title, /[.。]$/);
					}
				}
				for (const part of ["title", "message", "why", "technique", "tradeOff", "exceptions"] as const)
					assert.match(rule.text.ko[part], /[가-힣]/);
			});

			it("has fixes, or says why it has none", () => {
				assert.equal(Object.keys(en.fixes).length > 0, rule.noFix === undefined);
				for (const locale of LOCALES) if (rule.noFix) assert.match(rule.noFix[locale], /[.]$/);
				if (rule.noFix) assert.match(rule.noFix.ko, /[가-힣]/);
			});

			it("reports its bad example once, repairs it, and is silent about the good one", () => {
				const { bad, good } = rule.example;
				assert.equal(format(bad), bad);
				assert.equal(format(good), good);
				const [finding, ...more] = findingsOf(rule, bad);
				assert.ok(finding, "the bad example is not reported");
				assert.deepEqual(more.map(message), []);
				const [fix] = finding.finding.fixes;
				assert.equal(fix === undefined, rule.noFix !== undefined, "a fix, or a reason why there is none");
				if (fix) assert.equal(fixed(finding, fix), good);
				assert.deepEqual(findingsOf(rule, good).map(message), []);
			});

			it("has examples without mistakes", () => {
				for (const text of [rule.example.bad, rule.example.good]) {
					assert.deepEqual([...inspectText(text).architecture.problems.values()].flat(), []);
				}
			});

			it("fills in every placeholder", () => {
				const [finding] = findingsOf(rule, rule.example.bad);
				for (const locale of LOCALES) {
					const texts = [
						findingMessage(finding!, locale),
						findingWhy(finding!, locale),
						findingTechnique(finding!, locale),
						...finding!.finding.fixes.map((fix) => fixTitle(finding!, fix, locale)),
					];
					for (const text of texts) assert.doesNotMatch(text, /\{\w+\}|undefined|NaN|Infinity|∞/);
				}
			});

			it("names sentences of the chapter, and says of each fix how safe it is", () => {
				for (const id of rule.statements) assert.ok(statements[id], id);
				assert.deepEqual(Object.keys(rule.safety).sort(), Object.keys(en.fixes).sort());
				for (const { finding } of findingsOf(rule, rule.example.bad)) {
					for (const { id, safe } of finding.fixes) assertSafety(rule, id, safe);
				}
			});

			it("stands with its test in the folder of its group", () => {
				assert.ok(existsSync(`${sources}${rule.group}/${rule.id}.ts`));
				assert.ok(existsSync(`${here}${rule.group}/${rule.id}.test.ts`));
			});
		});
	}
});

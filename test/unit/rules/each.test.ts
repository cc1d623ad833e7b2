import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Element, Link } from "../../../src/model/architecture.ts";
import { rules } from "../../../src/rules/index.ts";
import type { CheckContext, Finding, Rule, RuleContext } from "../../../src/rules/rule.ts";
import { thresholdsWith } from "../../../src/rules/thresholds.ts";
import { inspectText } from "../../support/rules.ts";

type Each = CheckContext["each"];

const example = (name: string): string =>
	readFileSync(new URL(`../../../examples/${name}.arch`, import.meta.url), "utf8");

/** The bad example of every rule, and designs in which some patterns are there several times. */
const designs = [
	...rules.map(({ example: { bad } }) => bad),
	...["facebook-memcache-2013", "instagram-2011", "stack-overflow-2016", "wikipedia-2018"].map(example),
].map((text): RuleContext => ({ ...inspectText(text), thresholds: thresholdsWith(undefined) }));

describe("checks that look at each element by itself", () => {
	for (const rule of rules) {
		it(`find at one alone what they find there among all: ${rule.id}`, () => {
			for (const context of designs) {
				const { found, came } = wholeRun(rule, context);
				if (found.length === 0 || came.size === 0) continue;
				const alone = [...came].flatMap((one) =>
					run(rule, context, (all) => [...all].filter((other) => other === one)),
				);
				assert.deepEqual(alone.map(key).sort(), found.map(key).sort());
			}
		});
	}
});

/** What comes through `each`, and what is found, all of it in the turn of one. */
function wholeRun(rule: Rule, context: RuleContext) {
	const came = new Set<Element | Link>();
	let turns = 0;
	const each: Each = function* (all) {
		assert.equal(turns++, 0, "a loop within another one");
		try {
			for (const one of all) {
				came.add(one);
				yield one;
			}
		} finally {
			turns--;
		}
	};
	const found: Finding[] = [];
	for (const finding of rule.check({ ...context, each })) {
		if (came.size > 0) assert.equal(turns, 1, "a finding outside of the loop");
		found.push(finding);
	}
	return { found, came };
}

function run(rule: Rule, context: RuleContext, each: Each): readonly Finding[] {
	return [...rule.check({ ...context, each })];
}

function key({ element, at, severity, links = [], others = [] }: Finding): string {
	const ids = [...links, ...others].map(({ id }) => id);
	return [element.id, at?.span.start, severity, ...ids].join(" ");
}

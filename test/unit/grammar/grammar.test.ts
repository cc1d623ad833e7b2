import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createRegistry } from "vscode-tmgrammar-test/dist/common/index.js";
import { parseGrammarTestCase, runGrammarTestCase } from "vscode-tmgrammar-test/dist/unit/index.js";
import { parse } from "../../../src/language/parser.ts";
import { LineIndex, type Span } from "../../../src/language/text.ts";
import type { Item, Reference, Value } from "../../../src/language/tree.ts";

const pathOf = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const registry = createRegistry([
	{ path: pathOf("../../../media/archscale.tmLanguage.json"), scopeName: "source.archscale" },
]);

type Expected = readonly [Span, RegExp];

const kind = /^storage\.type\.kind/;
const name = /^entity\.name\.type/;
const property = /^support\.type\.property-name/;
const reference = /^variable\.other\.reference/;
const word = /^(support\.constant\.property-value|constant\.language|variable\.other\.reference)/;
const quantity = /^(constant\.numeric|keyword\.other\.unit|keyword\.operator)/;
const access = /^keyword\.other\.access/;
const arrow = /^keyword\.operator\.arrow/;
const string = /^string\.quoted\.double/;
const comment = /^comment/;

/** Places of a text and the scope that each character in them has to have. */
function* expectedScopes(items: readonly Item[]): Generator<Expected> {
	for (const item of items) {
		switch (item.type) {
			case "declaration":
				yield [item.kind, kind];
				if (item.name) yield [item.name, name];
				if (item.title) yield [item.title, string];
				if (item.times) yield [item.times, quantity];
				if (item.like) yield* referenceScopes(item.like);
				break;
			case "property":
				yield [item.name, property];
				if (item.value) yield* valueScopes(item.value);
				break;
			case "access":
				yield [item.operation, access];
				if (item.data) yield* referenceScopes(item.data);
				break;
			case "link":
				for (const source of item.sources) yield* referenceScopes(source);
				for (const { targets, start } of item.hops) {
					yield [{ start, end: start + 2 }, arrow];
					for (const { ref } of targets) yield* referenceScopes(ref);
				}
				if (item.label) yield [item.label, string];
		}
		if ("body" in item && item.body) yield* expectedScopes(item.body.items);
	}
}

function* referenceScopes({ path }: Reference): Generator<Expected> {
	for (const word of path) yield [word, reference];
}

function* valueScopes(value: Value): Generator<Expected> {
	if (value.type === "list") for (const item of value.items) yield* valueScopes(item);
	else if (value.type === "text") yield [value, string];
	else if (value.type === "quantity") yield [value, quantity];
	else yield [value, word];
}

/** The scopes of each character, by line. */
async function scopesOf(text: string): Promise<string[][][]> {
	const grammar = await registry.loadGrammar("source.archscale");
	assert(grammar);
	let stack: Parameters<typeof grammar.tokenizeLine>[1] = null;
	return text.split("\n").map((line) => {
		const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
		stack = ruleStack;
		return tokens.flatMap(({ startIndex, endIndex, scopes }) => Array<string[]>(endIndex - startIndex).fill(scopes));
	});
}

describe("grammar", () => {
	it("gives each construct its scope", async () => {
		const testCase = parseGrammarTestCase(readFileSync(pathOf("scopes.arch"), "utf8"));
		assert.deepEqual(await runGrammarTestCase(registry, testCase), []);
	});

	const examples = pathOf("../../../examples/");
	for (const file of readdirSync(examples, { recursive: true, encoding: "utf8" })) {
		if (!file.endsWith(".arch")) continue;
		it(`sees in ${file} what the parser sees`, async () => {
			const text = readFileSync(examples + file, "utf8");
			const scopes = await scopesOf(text);
			const index = new LineIndex(text);
			const { items, imports, comments } = parse(text);
			const expected: Expected[] = [
				...expectedScopes(items),
				...imports.map(({ path }) => [path, string] as const),
				...comments.map((span) => [span, comment] as const),
			];
			assert(expected.length > 5);
			for (const [{ start, end }, scope] of expected) {
				for (let at = start; at < end; at++) {
					const { line, character } = index.positionAt(at);
					const found = scopes[line]![character] ?? [];
					assert(
						found.some((name) => scope.test(name)),
						`${file}:${line + 1}:${character + 1} is ${found.join(" ")}, expected ${scope}`,
					);
				}
			}
		});
	}
});

describe("language configuration", () => {
	const configuration = JSON.parse(readFileSync(pathOf("../../../media/language-configuration.json"), "utf8"));

	it("takes names with dashes and quantities for one word", () => {
		const { pattern, flags } = configuration.wordPattern;
		const words = (text: string) => text.match(new RegExp(pattern, `${flags}g`));
		assert.deepEqual(words("a-b->c"), ["a-b", "c"]);
		assert.deepEqual(words("웹-서버: 500rps, us.web"), ["웹-서버", "500rps", "us", "web"]);
		assert.deepEqual(words("price: $0.085/GB x2..10"), ["price", "$0.085/GB", "x2", "10"]);
	});

	it("indents what stands between braces", () => {
		const { increaseIndentPattern, decreaseIndentPattern } = configuration.indentationRules;
		const increases = new RegExp(increaseIndentPattern.pattern);
		for (const line of ["service web {", "a b { // c", '  a b "{" {', "metrics: [", "a { b {", "a {} b {"])
			assert.match(line, increases);
		for (const line of ["a b {}", "// a {", "a b { c: [d] }", 'a "b {"', "}", "a -> b // {"])
			assert.doesNotMatch(line, increases);
		const decreases = new RegExp(decreaseIndentPattern.pattern);
		for (const line of ["}", "  ]", "\t} // a"]) assert.match(line, decreases);
		assert.doesNotMatch("a }", decreases);
	});
});

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (file: string) => readFileSync(join(root, file), "utf8");
const json = (file: string): Record<string, string> => JSON.parse(read(file));
const hangul = /[가-힣]/;

describe("texts of the extension", () => {
	it("has each text of the manifest in English and Korean", () => {
		const used = [...read("package.json").matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key!);
		const [en, ko] = [json("package.nls.json"), json("package.nls.ko.json")];
		assert.deepEqual(Object.keys(en).sort(), [...new Set(used)].sort());
		assert.deepEqual(Object.keys(ko).sort(), Object.keys(en).sort());
		for (const [key, text] of Object.entries(ko)) assert.match(text, hangul, key);
	});

	it("has each text of the code in Korean, with the same placeholders", () => {
		const folder = "src/extension";
		const used = readdirSync(join(root, folder)).flatMap((file) =>
			[...read(`${folder}/${file}`).matchAll(/\bl10n\.t\(\s*("(?:[^"\\]|\\.)*")/g)].map(
				([, text]) => JSON.parse(text!) as string,
			),
		);
		const ko = json("l10n/bundle.l10n.ko.json");
		assert.deepEqual(Object.keys(ko).sort(), [...new Set(used)].sort());
		const placeholders = (text: string) => text.match(/\{\d+\}/g)?.sort() ?? [];
		for (const [text, translated] of Object.entries(ko)) {
			assert.match(translated, hangul);
			assert.deepEqual(placeholders(translated), placeholders(text), text);
		}
	});

	it("has one Korean word for each term: those of the table in docs/language.ko.md", () => {
		const page = "docs/language.ko.md";
		const table = /^## 용어$[\s\S]*?^((?:\|.*\n)+)/m.exec(read(page))?.[1] ?? "";
		const terms = table
			.trim()
			.split("\n")
			.slice(2)
			.map((row) => row.split("|").map((cell) => cell.trim().split(", ").filter(Boolean)))
			.map(([, , used = [], unused = []]) => ({ used, unused }));
		assert.ok(terms.length > 40);
		const sources = ["src", "webview", "scripts"].flatMap((folder) =>
			readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
				.filter((file) => file.endsWith(".ts"))
				.map((file) => read(join(folder, file))),
		);
		const texts = [...sources, read("package.nls.ko.json"), read("README.ko.md"), read(page).replace(table, "")].join(
			"\n",
		);
		assert.deepEqual(
			terms.flatMap(({ unused }) => unused.filter((word) => texts.includes(word))),
			[],
			"words that are not used here",
		);
		assert.deepEqual(
			terms.flatMap(({ used }) => used.filter((word) => !texts.includes(word))),
			[],
			"terms that nothing uses",
		);
	});
});

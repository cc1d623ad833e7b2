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
});

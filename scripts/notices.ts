// Writes THIRD-PARTY-NOTICES.md: the licence of every package that ends up in dist/, as the last `npm run build` left it.
// npm run notices, or with --check: fails if it is stale.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const file = join(root, "THIRD-PARTY-NOTICES.md");

/** Packages of which we ship something that leaves no trace in a source map: icons that are inlined as text, a font. */
const INLINED = ["@fontsource/noto-sans", "@tabler/icons"];

/** Packages that come without a licence file; their repository has it. */
const MISSING: Readonly<Record<string, string>> = {
	...Object.fromEntries(
		["@microsoft/fast-element", "@microsoft/fast-foundation", "@microsoft/fast-web-utilities"].map((name) => [
			name,
			mit("Copyright (c) Microsoft Corporation. All rights reserved."),
		]),
	),
	...Object.fromEntries(["dfa", "fontkit"].map((name) => [name, mit("Copyright (c) Devon Govett")])),
	"@resvg/resvg-wasm":
		"This Source Code Form is subject to the terms of the Mozilla Public License, v. 2.0. If a copy of the MPL was not " +
		"distributed with this file, You can obtain one at https://mozilla.org/MPL/2.0/.",
};

/** What must be said beside the licence itself. */
const REMARKS: Readonly<Record<string, string>> = {
	"@fontsource/noto-sans": "Its Latin letters stand in the PDF and PNG files that Archscale writes.",
	"@resvg/resvg-wasm":
		"Archscale's command line uses resvg under the Mozilla Public License 2.0, unchanged. Its source is at " +
		"<https://github.com/yisibl/resvg-js> and <https://github.com/linebender/resvg>.",
	elkjs:
		"Archscale uses elkjs under the Eclipse Public License 2.0, unchanged. Its source is at <https://github.com/kieler/elkjs>, " +
		"that of the Eclipse Layout Kernel, from which it is made, at <https://github.com/eclipse-elk/elk>.",
};

interface Package {
	readonly name: string;
	readonly version: string;
	readonly license: string;
	readonly text: string;
}

function bundledPackages(): readonly string[] {
	const names = new Set(INLINED);
	for (const map of readdirSync(join(root, "dist")).filter((name) => name.endsWith(".map"))) {
		const { sources } = JSON.parse(readFileSync(join(root, "dist", map), "utf8")) as { sources: string[] };
		for (const source of sources) {
			// What a bundler has put in the place of a module of Node's.
			if (source.endsWith("/_empty.js")) continue;
			const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source) ?? [];
			if (name !== undefined) names.add(name);
		}
	}
	return [...names].sort();
}

function read(name: string): Package {
	const folder = join(root, "node_modules", name);
	const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Package;
	const licenceFile = readdirSync(folder).find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
	const text = licenceFile ? readFileSync(join(folder, licenceFile), "utf8") : MISSING[name];
	if (text === undefined) throw new Error(`${name} has no licence file: add its text to scripts/notices.ts.`);
	return { name, version, license, text: text.replaceAll("\r", "").trim() };
}

/** Packages with the same licence text share it. */
function notices(packages: readonly Package[]): string {
	const byText = new Map<string, Package[]>();
	for (const one of packages) {
		const known = byText.get(one.text);
		if (known) known.push(one);
		else byText.set(one.text, [one]);
	}
	const parts = [...byText].map(([text, group]) => {
		const heading = group.map(({ name }) => name).join(", ");
		const remarks = group.flatMap(({ name }) => REMARKS[name] ?? []);
		return [`## ${heading}`, ...remarks, `\`\`\`text\n${text}\n\`\`\``].join("\n\n");
	});
	const table = packages.map(({ name, version, license }) => `| ${name} | ${version} | ${license} |`);
	return `${[
		"# Third-party notices",
		"Archscale contains parts of the packages below. This page is written by `scripts/notices.ts`.",
		["| package | version | licence |", "| --- | --- | --- |", ...table].join("\n"),
		...parts,
	].join("\n\n")}\n`;
}

function mit(copyright: string): string {
	const [, ...terms] = readFileSync(join(root, "LICENSE"), "utf8").split(/\n\n(?=Copyright|Permission)/);
	return `MIT License\n\n${copyright}\n\n${terms.slice(1).join("\n\n").trim()}`;
}

const text = notices(bundledPackages().map(read));
if (!process.argv.includes("--check")) writeFileSync(file, text);
else if (!existsSync(file) || readFileSync(file, "utf8") !== text) {
	console.error("THIRD-PARTY-NOTICES.md is stale: run npm run notices.");
	process.exitCode = 1;
}

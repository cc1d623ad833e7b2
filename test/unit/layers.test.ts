import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What each layer may import beside itself, a layer or a part of one; see the table in docs/architecture.md. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
	"src/language": [],
	"src/model": ["src/language"],
	"src/analysis": ["src/model", "src/language/vocabulary"],
	"src/rules": ["src/language", "src/model", "src/analysis"],
	"src/diagram": ["src/language", "src/model", "src/analysis"],
	"src/protocol": ["src/language", "src/analysis", "src/diagram"],
	"src/export": ["src/language", "src/diagram"],
	"src/server": ["src/language", "src/model", "src/analysis", "src/rules", "src/diagram", "src/export", "src/protocol"],
	"src/extension": ["src/protocol", "src/diagram/changes.ts", "src/language/numbers.ts"],
	"src/cli": [
		"src/language",
		"src/model",
		"src/analysis",
		"src/rules",
		"src/diagram",
		"src/export",
		"src/protocol/standalone-html.ts",
		"package.json",
	],
	webview: ["src/protocol", "src/diagram", "src/language/locale.ts", "src/language/numbers.ts"],
};

/** The only files, by the beginning of their path, that may import a package. Any other package may be imported by none. */
const OWNERS: Readonly<Record<string, readonly string[]>> = {
	elkjs: ["src/diagram"],
	"vscode-languageserver": ["src/server"],
	"vscode-languageserver-textdocument": ["src/server"],
	vscode: ["src/extension"],
	"vscode-languageclient": ["src/extension"],
	"@vscode/webview-ui-toolkit": ["webview/ui.ts"],
	"@resvg/resvg-wasm": ["src/export/png.ts"],
	"@fontsource/noto-sans": ["src/export/fonts.ts"],
	pdfkit: ["src/export/pdf.ts"],
	"svg-to-pdfkit": ["src/export/pdf.ts"],
	"d3-selection": ["webview"],
	"d3-zoom": ["webview"],
	node: [
		"src/cli",
		"src/export",
		"src/server/disk.ts",
		"src/server/node.ts",
		"src/server/start.ts",
		"src/server/layout-thread.ts",
		"src/server/layout-worker.ts",
		"src/extension/node.ts",
	],
};

interface Import {
	readonly file: string;
	readonly layer: string;
	readonly specifier: string;
	readonly typeOnly: boolean;
}

const layerOf = (file: string) => Object.keys(MAY_IMPORT).find((layer) => file.startsWith(`${layer}/`)) ?? file;

const files = ["src", "webview"]
	.flatMap((folder) =>
		readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((f) => `${folder}/${f}`),
	)
	.filter((file) => file.endsWith(".ts"));

const imports: readonly Import[] = files.flatMap((file) =>
	[
		...readFileSync(join(root, file), "utf8").matchAll(
			/^(?:import|export)\s(type\b)?[^"';]*?\bfrom\s*"([^"\n]+)"|(?:^import\s*|\bimport\()"([^"\n]+)"/gm,
		),
	].map(([, type, from, called]) => ({
		file,
		layer: layerOf(file),
		specifier: (from ?? called)!,
		typeOnly: type !== undefined,
	})),
);

/** Everything that an import of a file of ours leads to, as a path from the root. */
const target = ({ file, specifier }: Import) => relative(root, join(root, dirname(file), specifier));

/** `@vscode/webview-ui-toolkit/x` and `node:fs` belong to `@vscode/webview-ui-toolkit` and `node`. */
const packageOf = (specifier: string) => /^(?:@[^/]+\/)?[^/:]+/.exec(specifier)![0];

const say = (found: readonly Import[]) => found.map(({ file, specifier }) => `${file} imports ${specifier}`);

/** What is simulated, and what only holds the simulation and the analysis against each other. */
const SIMULATION = "test/simulation";
const COMPARE = [
	"design.ts",
	"outage-scenarios.ts",
	"caching.ts",
	"failures.ts",
	"networks.ts",
	"queueing.ts",
	"sharding.ts",
];

describe("layers", () => {
	it("finds the sources of every layer", () => {
		for (const layer of Object.keys(MAY_IMPORT)) {
			assert.ok(
				files.some((file) => file.startsWith(`${layer}/`)),
				layer,
			);
		}
		assert.deepEqual(
			files.filter((file) => !(layerOf(file) in MAY_IMPORT)),
			[],
			"files outside the layers",
		);
	});

	it("import only the layers that they may", () => {
		const own = imports.filter(({ specifier }) => specifier.startsWith("."));
		assert.ok(own.length > 0);
		const wrong = own.filter((one) => {
			const path = target(one);
			const allowed = [one.layer, ...(MAY_IMPORT[one.layer] ?? [])];
			return !allowed.some((start) => path === start || path.startsWith(`${start}/`));
		});
		assert.deepEqual(say(wrong), []);
		assert.deepEqual(say(own.filter((one) => !existsSync(join(root, target(one))))), []);
	});

	it("import only the packages that they own", () => {
		const foreign = imports.filter(({ specifier }) => !specifier.startsWith("."));
		assert.ok(foreign.length > 0);
		const wrong = foreign.filter(
			({ file, specifier }) => OWNERS[packageOf(specifier)]?.some((owner) => file.startsWith(owner)) !== true,
		);
		assert.deepEqual(say(wrong), []);
	});

	it("let the webview draw, but not lay out or compute", () => {
		const laysOut = imports.filter((one) => one.layer === "webview" && /diagram\/(layout\/|build-)/.test(target(one)));
		assert.deepEqual(say(laysOut), []);
	});

	it("load what writes files only when it is asked for", () => {
		const eager = imports.filter(
			(one) => one.layer !== "src/export" && target(one).startsWith("src/export/") && !one.typeOnly,
		);
		assert.deepEqual(say(eager), []);
	});

	it("let the protocol hold types only", () => {
		assert.deepEqual(say(imports.filter(({ layer, typeOnly }) => layer === "src/protocol" && !typeOnly)), []);
	});

	it("let the simulation compute nothing by the formulas that it is to judge", () => {
		const machines = readdirSync(join(root, SIMULATION), { recursive: true, encoding: "utf8" }).filter(
			(file) => file.endsWith(".ts") && !COMPARE.some((name) => file.endsWith(name)),
		);
		assert.ok(machines.length >= 10, "the simulation is found");
		const peeking = machines.filter((file) =>
			/from "[^"]*src\/analysis/.test(readFileSync(join(root, SIMULATION, file), "utf8")),
		);
		assert.deepEqual(peeking, []);
	});
});

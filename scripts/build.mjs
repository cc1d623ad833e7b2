// Bundles every entry of the extension into dist/. Plain JavaScript, because it runs before anything else does.
// node scripts/build.mjs [--watch] [--minify]
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inflateSync } from "node:zlib";
import { build, context } from "esbuild";
import { textsApart } from "./texts.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const watch = process.argv.includes("--watch");
const minify = process.argv.includes("--minify");

const shared = {
	absWorkingDir: root,
	bundle: true,
	minify,
	sourcemap: !minify,
	// An error's stack in a user's log should still name our functions.
	keepNames: minify,
	legalComments: "none",
	// Escaped, Korean would be twice as long.
	charset: "utf8",
	logLevel: "warning",
};

const { version } = JSON.parse(readFileSync(`${root}/package.json`, "utf8"));
/** The whole manifest would be a twentieth of the server. */
const define = { ARCHSCALE_VERSION: JSON.stringify(version) };

const node = { ...shared, platform: "node", target: "node20", format: "cjs" };
const browser = { ...shared, platform: "browser", target: "es2022", format: "iife" };

/** Fonts are packed for the web; what draws files wants them as they are. */
const fonts = {
	name: "fonts",
	setup(build) {
		build.onLoad({ filter: /\.woff$/ }, ({ path }) => ({ contents: unpackFont(readFileSync(path)), loader: "binary" }));
	},
};

/**
 * What PDFKit brings along and we never ask of it: fonts packed with Brotli (whose dictionary is as large as all the rest),
 * images, encryption, and the breaking of lines.
 */
const withoutUnused = {
	name: "without-unused",
	setup(build) {
		build.onResolve({ filter: /^(brotli\/|png-js$|linebreak$|@noble\/ciphers)/ }, ({ path }) => ({
			path,
			namespace: "absent",
		}));
		build.onLoad({ filter: /.*/, namespace: "absent" }, () => ({ contents: "module.exports = undefined;" }));
	},
};

/**
 * What d3-zoom brings along to move by itself, from where to where we never ask it: an eighth of the script that a page has to
 * read before it shows anything.
 */
const withoutTransitions = {
	name: "without-transitions",
	setup(build) {
		build.onResolve({ filter: /^d3-(transition|interpolate)$/ }, ({ path }) => ({ path, namespace: "still" }));
		build.onLoad({ filter: /.*/, namespace: "still" }, () => ({
			contents: `import { selection } from "d3-selection";
selection.prototype.interrupt = function () { return this; };
export function interrupt() {}
export function interpolateZoom() {}`,
			resolveDir: root,
		}));
	},
};

/** What the library of the protocol brings along and we never ask of it: notebooks, and where a project has its modules. */
const withoutNotebooks = {
	name: "without-notebooks",
	setup(build) {
		const path =
			/[\\/](lib[\\/]common[\\/](protocol\.)?notebook|vscode-languageserver[\\/]lib[\\/]node[\\/]files)\.js$/;
		build.onLoad({ filter: path }, () => ({ contents: "exports.NotebookSyncFeature = (Base) => Base;" }));
	},
};

/**
 * The library of the protocol is CommonJS, so each file that takes something from it would begin with a copy of all its exports. They
 * take it from one module that does so once: a twentieth of a start.
 */
const oneProtocol = {
	name: "one-protocol",
	setup(build) {
		build.onResolve({ filter: /^vscode-languageserver$/ }, ({ path, kind, namespace }) =>
			kind === "import-statement" && namespace === "file" ? { path, namespace: "protocol" } : undefined,
		);
		build.onLoad({ filter: /.*/, namespace: "protocol" }, async ({ path }) => {
			const names = Object.keys(await import(path)).filter((name) => name !== "default" && name !== "module.exports");
			return { contents: `export { ${names.join(", ")} } from "${path}";`, resolveDir: root };
		});
	},
};

/** What is in rules for their tests and pages alone. */
const withoutRuleDocs = {
	name: "without-rule-docs",
	setup(build) {
		build.onLoad({ filter: /[\\/]src[\\/]rules[\\/][a-z-]+[\\/][a-z-]+\.ts$/ }, ({ path }) => ({
			contents: withoutDocs(readFileSync(path, "utf8")),
			loader: "ts",
		}));
	},
};

/** A page of its own has the browser's controls instead of VS Code's. */
const plainControls = {
	name: "plain-controls",
	setup(build) {
		build.onResolve({ filter: /\/ui\.ts$/ }, () => ({ path: `${root}/webview/standalone/ui.ts` }));
	},
};

/** A rule as the formatter lays it out, without what its tests and its page alone ask for. */
function withoutDocs(source) {
	return source.replaceAll(
		/\n\t(?:since: ".*"|statements: \[[^\]]*\]|safety: \{.*\}|(?:safety|example): \{\n[\s\S]*?\n\t\}),(?=\n)/g,
		"",
	);
}

/** WOFF (https://www.w3.org/TR/WOFF/) to TrueType: the same tables, of which each is deflated where that helps. */
function unpackFont(woff) {
	const count = woff.readUInt16BE(12);
	const power = 2 ** Math.floor(Math.log2(count));
	let at = 12 + 16 * count;
	const head = Buffer.alloc(at);
	head.writeUInt32BE(woff.readUInt32BE(4), 0);
	head.writeUInt16BE(count, 4);
	head.writeUInt16BE(16 * power, 6);
	head.writeUInt16BE(Math.log2(power), 8);
	head.writeUInt16BE(16 * (count - power), 10);
	const parts = [head];
	for (let table = 0; table < count; table++) {
		const from = 44 + 20 * table;
		const to = 12 + 16 * table;
		const [offset, packed, length] = [4, 8, 12].map((field) => woff.readUInt32BE(from + field));
		const bytes = woff.subarray(offset, offset + packed);
		woff.copy(head, to, from, from + 4);
		woff.copy(head, to + 4, from + 16, from + 20);
		head.writeUInt32BE(at, to + 8);
		head.writeUInt32BE(length, to + 12);
		const padding = (4 - (length % 4)) % 4;
		parts.push(packed < length ? inflateSync(bytes) : bytes, Buffer.alloc(padding));
		at += length + padding;
	}
	return Buffer.concat(parts);
}

/**
 * What the editor loads is CommonJS. VS Code in a browser takes nothing but that, from a file that ends in `.js`, in a package
 * that does not say `"type": "module"`; so each folder of sources says it for itself.
 */
const entries = [
	{ ...node, in: "src/extension/node.ts", out: "dist/extension.cjs", external: ["vscode"] },
	{ ...node, in: "src/extension/node-client.ts", out: "dist/client.cjs", external: ["vscode"] },
	{ ...browser, in: "src/extension/browser.ts", out: "dist/extension-web.js", format: "cjs", external: ["vscode"] },
	{
		...node,
		in: "src/server/node.ts",
		out: "dist/server-core.cjs",
		define,
		// The names would be a twentieth of it. What is thrown is caught and reported with its request.
		keepNames: false,
		// Its texts are elsewhere. A source of one byte a character is half as much to read and to keep.
		charset: "ascii",
		plugins: [textsApart(root, `${root}/dist`, withoutDocs), withoutNotebooks, oneProtocol],
	},
	{ ...node, in: "src/server/start.ts", out: "dist/server.cjs" },
	{
		...browser,
		in: "src/server/browser.ts",
		out: "dist/server-web.js",
		define,
		plugins: [withoutRuleDocs, withoutNotebooks, oneProtocol],
	},
	{ ...node, in: "src/server/layout-worker.ts", out: "dist/layout-worker.cjs" },
	{
		...browser,
		in: "webview/main.ts",
		out: "dist/webview.js",
		plugins: [withoutTransitions],
		// Its errors are in no log, and each name is one more thing to do before it shows a picture.
		keepNames: false,
	},
	// Stands in every HTML file that is exported, so it is small in any case.
	{
		...browser,
		in: "webview/standalone/main.ts",
		out: "dist/standalone.js",
		plugins: [plainControls, withoutTransitions],
		minify: true,
		sourcemap: minify ? false : "external",
		keepNames: false,
	},
	// Loaded when somebody asks for such a file.
	{
		...node,
		in: "src/export/pdf.ts",
		out: "dist/pdf.cjs",
		plugins: [fonts, withoutUnused],
		// PDFKit looks beside itself for standard fonts and colour profiles, of which we use none.
		define: { "import.meta.url": "here" },
		banner: { js: 'const here = require("node:url").pathToFileURL(__filename).href;' },
	},
	{ ...node, in: "src/export/png.ts", out: "dist/png.cjs", plugins: [fonts], loader: { ".wasm": "binary" } },
	{
		...node,
		in: "src/cli/main.ts",
		out: "dist/cli.js",
		format: "esm",
		plugins: [withoutRuleDocs],
		// Bundled CommonJS packages still call `require` for Node's own modules.
		banner: {
			js: '#!/usr/bin/env node\nimport { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);',
		},
	},
];

mkdirSync(`${root}/dist`, { recursive: true });
writeFileSync(`${root}/dist/package.json`, '{ "type": "module" }\n');
const options = entries.map(({ in: entry, out, ...rest }) => ({ ...rest, entryPoints: [entry], outfile: out }));

if (watch) {
	for (const option of options) await (await context({ ...option, logLevel: "info" })).watch();
	console.log("build: watching for changes");
} else {
	const started = performance.now();
	// esbuild has said by itself what is wrong with a file.
	const results = await Promise.allSettled(options.map((option) => build(option)));
	const built = results.filter(({ status }) => status === "fulfilled").length;
	console.log(`build: ${built} files in dist/ after ${Math.round(performance.now() - started)} ms`);
	if (built < results.length) process.exitCode = 1;
}

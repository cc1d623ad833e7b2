// Bundles every entry of the extension into dist/. Plain JavaScript, because it runs before anything else does.
// node scripts/build.mjs [--watch] [--minify]
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build, context } from "esbuild";

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
	logLevel: "warning",
};

const node = { ...shared, platform: "node", target: "node20", format: "cjs" };
const browser = { ...shared, platform: "browser", target: "es2022", format: "iife" };

/**
 * What the editor loads is CommonJS. VS Code in a browser takes nothing but that, from a file that ends in `.js`, in a package
 * that does not say `"type": "module"`; so each folder of sources says it for itself.
 */
const entries = [
	{ ...node, in: "src/extension/node.ts", out: "dist/extension.cjs", external: ["vscode"] },
	{ ...browser, in: "src/extension/browser.ts", out: "dist/extension-web.js", format: "cjs", external: ["vscode"] },
	{ ...node, in: "src/server/node.ts", out: "dist/server.cjs" },
	{ ...browser, in: "src/server/browser.ts", out: "dist/server-web.js" },
	{ ...node, in: "src/server/layout-worker.ts", out: "dist/layout-worker.cjs" },
	{ ...browser, in: "webview/main.ts", out: "dist/webview.js" },
	{
		...node,
		in: "src/cli/main.ts",
		out: "dist/cli.js",
		format: "esm",
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

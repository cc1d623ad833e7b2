// Installs, builds and tests everything, and says at the very end how many tests passed and failed.
// node scripts/test.mjs [PART]...
// Plain JavaScript, because it runs before anything is installed.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const bin = (path) => join(root, "node_modules", path);
const check = (...args) => ({ counts: false, args });
const mocha = (...args) => ({
	counts: true,
	args: [bin("mocha/bin/mocha.js"), "--reporter", "scripts/reporter.cjs", ...args],
});

/** What each part runs. A step that does not count tests itself counts as one. */
const PARTS = {
	check: [
		check(bin("@biomejs/biome/bin/biome"), "check", "--error-on-warnings"),
		...["src/tsconfig.core.json", "tsconfig.json", "webview", "test/webview"].map((project) =>
			check(bin("typescript/bin/tsc"), "-p", project),
		),
	],
	unit: [mocha("test/unit/**/*.test.ts")],
	server: [mocha("test/server/**/*.test.ts")],
	cli: [mocha("test/cli/**/*.test.ts")],
	webview: [mocha("test/webview/**/*.test.ts")],
	vscode: [{ counts: true, args: ["--import", "tsx", "test/vscode/run.ts"] }],
	// The VS Code server that these need comes for Linux and macOS only.
	...(process.platform === "win32" ? {} : { e2e: [mocha("test/e2e/**/*.test.ts")] }),
};

const chosen = process.argv.slice(2);
const unknown = chosen.find((part) => !(part in PARTS));
if (unknown) {
	console.error(`test: there is no part ${unknown}; the parts are ${Object.keys(PARTS).join(", ")}`);
	process.exit(2);
}

/** What does not end by itself is ended: a part takes some minutes at most. */
const PATIENCE_MS = 10 * 60_000;

function run(args, env = {}) {
	const options = { cwd: root, stdio: "inherit", timeout: PATIENCE_MS, env: { ...process.env, ...env } };
	return spawnSync(process.execPath, args, options).status;
}

for (const script of ["scripts/setup.mjs", "scripts/build.mjs"])
	if (run([script]) !== 0) finish({ passed: 0, failed: 1 });

const results = join(root, ".vscode-test/results");
mkdirSync(results, { recursive: true });
const total = { passed: 0, failed: 0 };
const summary = [];
for (const part of chosen.length > 0 ? chosen : Object.keys(PARTS)) {
	const started = Date.now();
	console.log(`\n— ${part}`);
	const counts = { passed: 0, failed: 0 };
	for (const step of PARTS[part]) {
		const { passed, failed } = step.counts ? counted(step, join(results, `${part}.json`)) : uncounted(step);
		counts.passed += passed;
		counts.failed += failed;
	}
	total.passed += counts.passed;
	total.failed += counts.failed;
	summary.push(
		`${part}: ${counts.passed} passed, ${counts.failed} failed (${Math.round((Date.now() - started) / 1000)} s)`,
	);
}
console.log(`\n${summary.join("\n")}`);
finish(total);

function uncounted({ args }) {
	return run(args) === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** A run that dies leaves no counts, and one that finds nothing to test proves nothing: both have failed. */
function counted({ args }, file) {
	rmSync(file, { force: true });
	const status = run(args, { TEST_RESULTS: file });
	const { passed, failed } = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { passed: 0, failed: 0 };
	const died = failed === 0 && (status !== 0 || passed === 0);
	return { passed, failed: died ? 1 : failed };
}

function finish({ passed, failed }) {
	console.log(`${passed} passed, ${failed} failed`);
	process.exit(failed === 0 ? 0 : 1);
}

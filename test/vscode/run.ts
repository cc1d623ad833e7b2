// Runs the suite of this folder in the extension host of a real VS Code: the executable that VSCODE_TEST_EXECUTABLE names,
// else the desktop VS Code that @vscode/test-electron downloads where there is a screen to show it, else the stand-in.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { downloadAndUnzipVSCode, runTests } from "@vscode/test-electron";
import { build } from "esbuild";
import { hasScreen } from "../../scripts/vscode.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const standIn = join(root, "scripts/code.ts");

const suite = join(root, ".vscode-test/tests/suite.cjs");
await build({
	entryPoints: [join(root, "test/vscode/suite.ts")],
	outfile: suite,
	bundle: true,
	platform: "node",
	target: "node20",
	format: "cjs",
	sourcemap: "inline",
	external: ["vscode", "mocha"],
	logLevel: "warning",
});

// The tests edit and save.
const workspace = mkdtempSync(join(tmpdir(), "archscale-workspace-"));
cpSync(join(root, "test/vscode/workspace"), workspace, { recursive: true });
try {
	await runTests({
		vscodeExecutablePath: await executable(),
		extensionDevelopmentPath: root,
		extensionTestsPath: suite,
		launchArgs: [workspace, "--disable-extensions"],
	});
} catch (error) {
	console.error(String(error));
	process.exitCode = 1;
} finally {
	rmSync(workspace, { recursive: true, force: true });
}

async function executable(): Promise<string> {
	const named = process.env.VSCODE_TEST_EXECUTABLE;
	if (named) return named;
	if (!hasScreen()) return standIn;
	try {
		return await downloadAndUnzipVSCode({ version: "stable", cachePath: join(root, ".vscode-test") });
	} catch (error) {
		console.log(`No desktop VS Code (${error}): the tests run in the VS Code server from npm.`);
		return standIn;
	}
}

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "playwright-core";

const root = fileURLToPath(new URL("..", import.meta.url));

/** A Chromium to test with: the one that is named, else the machine's, else Playwright's, else one from npm. */
export async function browserExecutable(): Promise<string> {
	const named = process.env.CHROME ?? process.env.CHROMIUM;
	if (named) return named;
	const found = onPath(["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]);
	if (found) return found;
	if (existsSync(chromium.executablePath())) return chromium.executablePath();
	if (process.platform === "linux" && process.arch === "x64") return chromiumFromNpm();
	const cli = join(root, "node_modules/playwright-core/cli.js");
	execFileSync(process.execPath, [cli, "install", "chromium"], { stdio: "inherit" });
	return chromium.executablePath();
}

export async function launchBrowser(): Promise<Browser> {
	// Containers rarely allow the sandbox, and what is shown is our own.
	const args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"];
	return chromium.launch({ executablePath: await browserExecutable(), headless: true, args });
}

function onPath(names: readonly string[]): string | undefined {
	const folders = (process.env.PATH ?? "").split(delimiter);
	return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((file) => existsSync(file));
}

/** For machines that have no browser and reach nothing but the npm registry. */
async function chromiumFromNpm(): Promise<string> {
	const folder = join(root, ".vscode-test/chromium");
	const unpacked = join(folder, "unpacked");
	const executable = join(unpacked, "chromium-with-libraries");
	if (existsSync(executable)) return executable;

	execFileSync(process.execPath, [join(root, "scripts/setup.mjs"), "scripts/chromium", folder], { stdio: "inherit" });
	const packed = join(folder, "node_modules/@sparticuz/chromium");
	// The package unpacks into the folder of temporary files; a process that is told its own leaves the machine's alone.
	const unpacking = `${unpacked}-${process.pid}`;
	mkdirSync(unpacking, { recursive: true });
	const code = `import chromium, { inflate } from ${JSON.stringify(join(packed, "build/index.js"))};
		await chromium.executablePath();
		await inflate(${JSON.stringify(join(packed, "bin/al2023.tar.br"))});`;
	execFileSync(process.execPath, ["--input-type=module", "-e", code], {
		env: { ...process.env, TMPDIR: unpacking },
		stdio: "inherit",
	});
	const start = `#!/bin/sh
here=$(dirname "$0")
export LD_LIBRARY_PATH="$LD_LIBRARY_PATH:$here/al2023/lib"
[ -e /etc/fonts/fonts.conf ] || export FONTCONFIG_PATH="$here/fonts"
exec "$here/chromium" "$@"
`;
	writeFileSync(join(unpacking, "chromium-with-libraries"), start, { mode: 0o755 });
	rmSync(unpacked, { recursive: true, force: true });
	renameSync(unpacking, unpacked);
	return executable;
}

// Opens VS Code on the examples, with the extension running and a diagram beside the text: the desktop's `code` where there
// is one, else VS Code in the browser.
import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { askedPort, hasScreen, startVsCode, workbenchUrl } from "./vscode.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, "examples");
const file = join(folder, "photo-sharing.arch");

const build = spawnSync(process.execPath, [join(root, "scripts/build.mjs")], { stdio: "inherit" });
if (build.status !== 0) process.exit(1);
if (!openDesktop()) {
	await openInBrowser().catch((error: Error) => {
		console.error(`start: ${error.message}`);
		process.exit(1);
	});
}

function openDesktop(): boolean {
	// `code` is a script on Windows, which only a shell runs.
	const run = (...args: string[]) => spawnSync("code", args, { shell: process.platform === "win32" });
	if (!hasScreen() || run("--version").status !== 0) return false;
	return run(`--extensionDevelopmentPath=${root}`, "--new-window", folder, "--goto", file).status === 0;
}

/**
 * The extension in a folder of its own. Every theme below the folder of an extension under development is taken for that
 * extension's and shown, and below ours there are those of the VS Code server.
 */
function extensionFolder(): string {
	const own = join(root, ".vscode-test/extension");
	rmSync(own, { recursive: true, force: true });
	mkdirSync(own);
	for (const part of ["package.json", "package.nls.json", "package.nls.ko.json", "l10n", "media", "dist"])
		symlinkSync(join(root, part), join(own, part));
	return own;
}

async function openInBrowser(): Promise<void> {
	const { PORT } = process.env;
	const port = PORT ? await askedPort(PORT) : undefined;
	const vscode = await startVsCode({
		token: randomUUID(),
		dataFolder: join(root, ".vscode-test/start"),
		...(port && { port }),
	});
	const url = workbenchUrl(vscode, { folder, file, extension: extensionFolder() });
	console.log(`\nVS Code with Archscale runs at\n\n  ${url}\n\nCtrl+C ends it.`);
	if (hasScreen()) {
		const opener = { darwin: "open", win32: "explorer" }[process.platform as string] ?? "xdg-open";
		spawnSync(opener, [url], { stdio: "ignore" });
	}
	for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void vscode.stop());
	await vscode.ended;
}

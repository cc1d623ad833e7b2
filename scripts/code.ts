#!/usr/bin/env -S node --import tsx
// Stands in for the `code` executable where no desktop VS Code can run: takes the flags that @vscode/test-electron passes,
// shows the workbench of a VS Code server in a browser without a window, and ends with the exit code of the test run.
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { format, parseArgs } from "node:util";
import { launchBrowser } from "./browser.ts";
import { startVsCode, workbenchUrl } from "./vscode.ts";

const TIMED_OUT = 124;
const PAGE_CRASHED = 3;

const { values, positionals } = parseArgs({
	options: {
		extensionDevelopmentPath: { type: "string" },
		extensionTestsPath: { type: "string" },
		"user-data-dir": { type: "string" },
		locale: { type: "string" },
	},
	// The other flags are for the desktop's window, and mean nothing here.
	strict: false,
	allowPositionals: true,
});
const text = (value: string | boolean | undefined) => (typeof value === "string" ? value : undefined);

const [folder] = positionals;
const locale = text(values.locale);
const server = await startVsCode({ settings: userSettings(), ...(locale && { locale }) });
const browser = await launchBrowser();
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });

/** What the workbench says about itself on every start. */
const NOISE = /additional builtin|Creating a socket|connection token|\[Service Worker\] registration/;
await page.exposeFunction("codeAutomationLog", (type: string, parts: unknown[]) => {
	const line = format(...parts);
	if (type === "trace" || type === "debug" || NOISE.test(line)) return;
	(type === "error" ? console.error : console.log)(line);
});

for (const signal of ["SIGINT", "SIGTERM"] as const)
	process.once(signal, async () => {
		await browser.close();
		await server.stop();
		process.exit(1);
	});

const exitCode = await new Promise<number>((end) => {
	page.on("crash", () => end(PAGE_CRASHED));
	const minutes = Number(process.env.VSCODE_TEST_MINUTES ?? 5);
	setTimeout(() => end(TIMED_OUT), minutes * 60_000).unref();
	const run = async () => {
		await page.exposeFunction("codeAutomationExit", end);
		await page.goto(
			workbenchUrl(server, {
				folder: folder ? resolve(folder) : mkdtempSync(join(tmpdir(), "vscode-empty-")),
				extension: text(values.extensionDevelopmentPath),
				tests: text(values.extensionTestsPath),
			}),
		);
	};
	run().catch((error) => {
		console.error(error);
		end(PAGE_CRASHED);
	});
});
if (exitCode === TIMED_OUT) console.error("The tests in VS Code did not end in time.");
await browser.close();
await server.stop();
process.exit(exitCode);

function userSettings(): Record<string, unknown> {
	const data = text(values["user-data-dir"]);
	const file = data && join(data, "User/settings.json");
	return file && existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}

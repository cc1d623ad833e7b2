import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, openSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The oldest VS Code that the extension supports, which tests run in, and one that people have now. */
type Release = "vscode-server" | "vscode-server-recent";

/**
 * Put a VS Code server (extension host and the workbench for a browser) of `scripts` into `.vscode-test`, from npm packages
 * only: nothing is compiled, nothing comes from elsewhere. Returns where it is.
 */
function installVsCode(release: Release): string {
	const install = join(root, ".vscode-test", release);
	const vscode = join(install, "node_modules/code-server/lib/vscode");
	const complete = join(install, "complete");
	execFileSync(process.execPath, [join(root, "scripts/setup.mjs"), join("scripts", release), install], {
		stdio: "inherit",
	});
	if (existsSync(complete) && existsSync(join(vscode, "node_modules"))) return vscode;

	// VS Code's own packages are pinned by the shrinkwrap file that comes with it, which `npm ci` finds incomplete.
	const options = ["--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
	execFileSync("npm", ["install", ...options], { cwd: vscode, stdio: "inherit" });

	const modules = join(vscode, "node_modules");
	mkdirSync(join(modules, "@vscode/ripgrep/bin"), { recursive: true });
	const ripgrep = join(install, `node_modules/@vscode/ripgrep-${process.platform}-${process.arch}/bin/rg`);
	copyFileSync(ripgrep, join(modules, "@vscode/ripgrep/bin/rg"));
	chmodSync(join(modules, "@vscode/ripgrep/bin/rg"), 0o755);
	copyFileSync(join(root, "scripts/vscode-server/spdlog.cjs"), join(modules, "@vscode/spdlog/index.js"));
	copyFileSync(join(root, "scripts/vscode-server/native-watchdog.cjs"), join(modules, "native-watchdog/index.js"));
	writeFileSync(complete, "");
	return vscode;
}

export interface VsCodeOptions {
	/** One that people have now, in place of the oldest that is supported. */
	readonly recent?: boolean;
	/** Where settings and state are kept; a temporary folder that goes with the server unless given. */
	readonly dataFolder?: string;
	readonly port?: number;
	/** The secret that the page's address must carry. Without one, anybody on this machine may connect. */
	readonly token?: string;
	/** A packaged extension to install. */
	readonly vsix?: string;
	/** The display language, such as `ko`. */
	readonly locale?: string;
	readonly settings?: Readonly<Record<string, unknown>>;
	/** Reaches the extension host too. */
	readonly env?: Readonly<Record<string, string>>;
	readonly log?: string;
}

export interface VsCode {
	readonly url: string;
	readonly port: number;
	readonly token: string | undefined;
	/** Resolves when the server has ended. */
	readonly ended: Promise<unknown>;
	stop(): Promise<void>;
}

/** A quiet workbench: nothing is looked up, suggested or asked that the person in front of it did not want. */
const QUIET = {
	"chat.disableAIFeatures": true,
	"extensions.autoCheckUpdates": false,
	"extensions.autoUpdate": false,
	"extensions.ignoreRecommendations": true,
	"files.autoSave": "off",
	"git.enabled": false,
	"telemetry.telemetryLevel": "off",
	"update.mode": "none",
	"window.commandCenter": false,
	"workbench.enableExperiments": false,
	"workbench.secondarySideBar.defaultVisibility": "hidden",
	"workbench.startupEditor": "none",
	"workbench.tips.enabled": false,
};

/** Start a VS Code server and wait until it answers. */
export async function startVsCode(options: VsCodeOptions = {}): Promise<VsCode> {
	const vscode = installVsCode(options.recent ? "vscode-server-recent" : "vscode-server");
	const temporary = options.dataFolder === undefined;
	const data = options.dataFolder ?? mkdtempSync(join(tmpdir(), "vscode-"));
	const settings = join(data, "data/User/settings.json");
	mkdirSync(join(data, "data/User"), { recursive: true });
	if (!existsSync(settings)) writeFileSync(settings, JSON.stringify({ ...QUIET, ...options.settings }, null, "\t"));
	if (options.locale) installEmptyLanguagePack(join(data, "data"), options.locale);

	const main = join(vscode, "out/server-main.js");
	const common = ["--server-data-dir", data, "--accept-server-license-terms"];
	const env = {
		...process.env,
		NODE_OPTIONS: "",
		// No extension gallery is asked.
		EXTENSIONS_GALLERY: "{}",
		// Its sockets go with its data.
		XDG_RUNTIME_DIR: data,
		...options.env,
	};
	if (options.vsix) {
		execFileSync(process.execPath, [main, "--install-extension", options.vsix, ...common], { env, stdio: "pipe" });
	}
	const port = options.port ?? (await freePort());
	const server = spawn(
		process.execPath,
		[
			main,
			...common,
			...["--host", "127.0.0.1", "--port", String(port)],
			...(options.token ? ["--connection-token", options.token] : ["--without-connection-token"]),
			...(options.locale ? ["--locale", options.locale] : []),
			...["--telemetry-level", "off", "--disable-workspace-trust", "--disable-getting-started-override"],
			// Newer servers take an extension under development from the page's address only with this.
			"--enable-smoke-test-driver",
		],
		{ env, stdio: ["ignore", ...logTo(options.log)] },
	);
	const ended = once(server, "exit");
	const url = `http://127.0.0.1:${port}`;
	try {
		await answer(`${url}/version`, () => server.exitCode !== null);
	} catch (error) {
		server.kill();
		throw error;
	}
	return {
		url,
		port,
		token: options.token,
		ended,
		async stop() {
			server.kill();
			const patience = setTimeout(() => server.kill("SIGKILL"), 4000);
			await ended;
			clearTimeout(patience);
			// Its extension hosts end a moment after it, and write until then.
			if (temporary) await rm(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
		},
	};
}

export interface Workbench {
	readonly folder: string;
	readonly file?: string | undefined;
	/** The folder of an extension under development. */
	readonly extension?: string | undefined;
	/** The file whose `run()` the extension host calls. */
	readonly tests?: string | undefined;
}

/**
 * Let VS Code run in a language whose texts it does not have: its own stay English, but extensions are told the language and
 * bring theirs. The real language packs are on the Marketplace only.
 */
function installEmptyLanguagePack(userData: string, locale: string): void {
	const translation = join(userData, `${locale}.i18n.json`);
	writeFileSync(translation, JSON.stringify({ contents: {} }));
	const extension = { extensionIdentifier: { id: `archscale.empty-language-pack-${locale}` }, version: "1.0.0" };
	const pack = { hash: "empty", label: locale, extensions: [extension], translations: { vscode: translation } };
	writeFileSync(join(userData, "languagepacks.json"), JSON.stringify({ [locale]: pack }));
}

/** The address at which a browser shows a folder in VS Code. */
export function workbenchUrl({ url, port, token }: VsCode, { folder, file, extension, tests }: Workbench): string {
	const remote = (path: string) => `vscode-remote://127.0.0.1:${port}${path}`;
	const payload = [["skipWelcome", "true"]];
	if (file) payload.push(["openFile", remote(file)]);
	if (extension) payload.push(["extensionDevelopmentPath", remote(extension)]);
	if (tests) payload.push(["extensionTestsPath", remote(tests)]);
	const query = new URLSearchParams({ ...(token && { tkn: token }), folder, payload: JSON.stringify(payload) });
	return `${url}/?${query}`;
}

/** Whether this machine can show a window. */
export function hasScreen(): boolean {
	return process.platform !== "linux" || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function logTo(file: string | undefined): ["ignore", "ignore"] | [number, number] {
	if (!file) return ["ignore", "ignore"];
	const log = openSync(file, "w");
	return [log, log];
}

async function answer(url: string, ended: () => boolean): Promise<void> {
	const deadline = Date.now() + 30_000;
	while (Date.now() < deadline) {
		if (ended()) throw new Error("The VS Code server ended before it answered.");
		const response = await fetch(url).catch(() => undefined);
		if (response?.ok) return;
		await delay(100);
	}
	throw new Error("The VS Code server did not answer within 30 s.");
}

/** The port that somebody asks for, where it is one and nothing else listens there. */
export async function askedPort(text: string): Promise<number> {
	const port = /^\d+$/.test(text) ? Number(text) : 0;
	if (port < 1 || port > 65_535) throw new Error(`PORT is "${text}", which is no port: ports go from 1 to 65535.`);
	await freePort(port).catch((error: Error) => {
		throw new Error(`Port ${port} cannot be had: ${error.message}`);
	});
	return port;
}

/** A port at which nothing listens: the one that is asked for, else any. */
async function freePort(asked = 0): Promise<number> {
	const probe = createServer().listen(asked, "127.0.0.1");
	await once(probe, "listening");
	const address = probe.address();
	probe.close();
	if (address === null || typeof address === "string") throw new Error("No free port.");
	return address.port;
}

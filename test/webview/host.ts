import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Browser, Locator, Page } from "playwright-core";
import { launchBrowser } from "../../scripts/browser.ts";
import type { Diagram } from "../../src/diagram/diagram.ts";
import type { FromWebview, PictureRequests, ToWebview } from "../../src/protocol/messages.ts";
import { previewHtml } from "../../src/protocol/preview-html.ts";
import type { StandIn, StandInOptions } from "./stand-in.ts";
import { COLORS, KINDS, type Theme } from "./themes.ts";

const ORIGIN = "http://preview.test";
const root = fileURLToPath(new URL("../..", import.meta.url));

export interface OpenOptions {
	readonly theme?: Theme;
	readonly locale?: string;
	readonly width?: number;
	readonly height?: number;
	readonly reducedMotion?: boolean;
	/** What the webview kept with `setState` before a reload. */
	readonly state?: object | undefined;
}

/** Stands in for VS Code: serves the page of the preview, its API and its colours. */
export class WebviewHost {
	readonly #browser: Browser;
	readonly #files: ReadonlyMap<string, string>;

	private constructor(browser: Browser, files: ReadonlyMap<string, string>) {
		this.#browser = browser;
		this.#files = files;
	}

	static async start(): Promise<WebviewHost> {
		const [browser, { outputFiles }] = await Promise.all([
			launchBrowser(),
			build({
				absWorkingDir: root,
				entryPoints: { "stand-in": "test/webview/page/stand-in.ts" },
				outdir: "/",
				bundle: true,
				write: false,
				format: "iife",
				target: "es2022",
			}),
		]);
		// The page as it is shipped, and beside it what stands in for VS Code.
		const shipped = ["/webview.js", "/webview.css"].map((path) => [
			path,
			readFileSync(join(root, "dist", path), "utf8"),
		]);
		const standIn = outputFiles.map(({ path, text }) => [path, text]);
		return new WebviewHost(browser, new Map([...shipped, ...standIn] as [string, string][]));
	}

	async open(options: OpenOptions = {}): Promise<Preview> {
		const { theme = "dark", locale = "en", width = 1200, height = 800, state, reducedMotion = false } = options;
		const context = await this.#browser.newContext({
			viewport: { width, height },
			reducedMotion: reducedMotion ? "reduce" : "no-preference",
		});
		const page = await context.newPage();
		const failures: string[] = [];
		page.on("pageerror", (error) => failures.push(`${error}`));
		page.on("console", (message) => {
			if (message.type() === "error" || message.type() === "warning") failures.push(message.text());
		});
		const body = previewHtml({
			title: "Diagram",
			script: `${ORIGIN}/webview.js`,
			style: `${ORIGIN}/webview.css`,
			cspSource: ORIGIN,
			nonce: "secret",
			locale,
		});
		await page.route(`${ORIGIN}/**`, (route) => {
			const path = new URL(route.request().url()).pathname;
			const file = this.#files.get(path);
			if (file === undefined) return route.fulfill({ body, contentType: "text/html" });
			return route.fulfill({ body: file, contentType: path.endsWith(".css") ? "text/css" : "text/javascript" });
		});
		const standIn: StandInOptions = { state, kind: KINDS[theme], colors: COLORS[theme] };
		await page.addInitScript(
			`globalThis.standInOptions = ${JSON.stringify(standIn)};${this.#files.get("/stand-in.js")}`,
		);
		await page.goto(`${ORIGIN}/index.html`);
		return new Preview(page, failures);
	}

	async stop(): Promise<void> {
		await this.#browser.close();
	}
}

/** One page of the preview. */
export class Preview {
	readonly page: Page;
	/** Errors and warnings of the page. */
	readonly failures: readonly string[];
	#version = 0;
	readonly #answered = new Set<number>();

	constructor(page: Page, failures: readonly string[]) {
		this.page = page;
		this.failures = failures;
	}

	/** Sends a message as the extension does and waits until what it changes has been painted. */
	async send(message: ToWebview): Promise<void> {
		await this.page.evaluate((message) => (globalThis as unknown as Scope).standIn.send(message), message);
	}

	/** Shows a diagram and waits until everything has come to rest. */
	async show(diagram: Diagram, uri = "file:///shop.arch"): Promise<void> {
		await this.send({ type: "diagram", uri, version: ++this.#version, diagram: JSON.stringify(diagram) });
		await this.rest();
	}

	async rest(): Promise<void> {
		await this.page.evaluate(() => (globalThis as unknown as Scope).standIn.rest());
	}

	async setTheme(theme: Theme): Promise<void> {
		await this.page.evaluate(([kind, colors]) => (globalThis as unknown as Scope).standIn.setTheme(kind, colors), [
			KINDS[theme],
			COLORS[theme],
		] as const);
	}

	async posted<Type extends FromWebview["type"]>(type: Type): Promise<Extract<FromWebview, { type: Type }>[]> {
		const all = await this.page.evaluate(() => (globalThis as unknown as Scope).standIn.posted);
		return all.filter((message): message is Extract<FromWebview, { type: Type }> => message.type === type);
	}

	/**
	 * Answers the oldest open request of this kind, once it is there, and waits until what it changes has been painted. Returns
	 * what was asked.
	 */
	async answer<Method extends keyof PictureRequests>(
		method: Method,
		result: PictureRequests[Method]["result"] | null,
	): Promise<PictureRequests[Method]["params"]> {
		for (;;) {
			const open = (await this.posted("request")).find(
				(one) => one.method === method && !this.#answered.has(one.request),
			);
			if (open) {
				this.#answered.add(open.request);
				await this.send({ type: "answer", request: open.request, result });
				return open.params;
			}
			await this.page.evaluate(() => (globalThis as unknown as Scope).standIn.nextPost());
		}
	}

	state(): Promise<object | undefined> {
		return this.page.evaluate(() => (globalThis as unknown as Scope).standIn.state);
	}

	violations(): Promise<string[]> {
		return this.page.evaluate(() => (globalThis as unknown as Scope).standIn.violations);
	}

	/** The transform of the picture. */
	view(): Promise<string | null> {
		return this.page.locator("main > svg > g").getAttribute("transform");
	}

	card(id: string): Locator {
		return this.page.locator(`main .card[data-id="${id}"]`);
	}

	async close(): Promise<void> {
		await this.page.context().close();
	}
}

interface Scope {
	readonly standIn: StandIn;
}

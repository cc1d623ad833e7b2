import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { packageExtension } from "../test/e2e/package.ts";
import { Workbench } from "../test/e2e/workbench.ts";
import { launchBrowser } from "./browser.ts";
import { generateArchitecture } from "./generate.ts";
import { chapters, type Screenshot, type Theme } from "./screenshots-docs.ts";

/*
 * Takes the pictures of `docs/screenshots.md`, and that of the READMEs, in a real VS Code with the packaged extension in it.
 *   npm run screenshots [-- NAME...]
 * A name is the beginning of the names of those that are wanted; without one, all are taken. Beside the small pictures that
 * are kept, there are those without loss in `.vscode-test/screenshots`.
 */

const root = fileURLToPath(new URL("..", import.meta.url));
const THEMES: Readonly<Record<Theme, string>> = {
	light: "Default Light Modern",
	dark: "Default Dark Modern",
	highContrast: "Default High Contrast",
};
/** Of each picture, in bytes. */
const MOST = 80_000;

/** That of the READMEs: the text with its squiggles, what is wrong, and what a fix would change in the picture. */
const readme: Screenshot = {
	name: "readme",
	caption: { en: "", ko: "" },
	theme: "light",
	of: "zero-to-millions/01-single-server.arch",
	window: [1600, 900],
	shows: "window",
	after: "fix pointed at",
};

const names = process.argv.slice(2);
const wanted = [readme, ...chapters.flatMap(({ screenshots }) => screenshots)].filter(
	({ name }) => names.length === 0 || names.some((beginning) => name.startsWith(beginning)),
);

mkdirSync(join(root, "docs/screenshots"), { recursive: true });
const vsix = packageExtension();
const encoder = await launchBrowser();
const blank = await encoder.newPage();
for (const one of wanted) await keep(one, await take(one));
await encoder.close();

/** Each in a VS Code of its own: nothing that was done for one is seen in the next. */
async function take(screenshot: Screenshot): Promise<Buffer> {
	const { of, theme } = screenshot;
	const isGenerated = typeof of === "number";
	const workbench = await Workbench.open({
		vsix,
		file: isGenerated ? `components-${of}.arch` : of,
		...(isGenerated && { text: generateArchitecture({ components: of, seed: 1 }) }),
		settings: { "workbench.colorTheme": THEMES[theme], "editor.minimap.enabled": false },
	});
	try {
		return await pictureOf(workbench, screenshot);
	} finally {
		await workbench.close();
	}
}

async function pictureOf(workbench: Workbench, { name, window, shows, after }: Screenshot): Promise<Buffer> {
	const { page, preview } = workbench;
	await page.setViewportSize({ width: window[0], height: window[1] });
	await preview.locator("main .card").first().waitFor({ timeout: 60_000 });
	await page.keyboard.press("Control+B");
	await rest(workbench);
	await preview.getByRole("button", { name: "Fit", exact: true }).click();

	if (after === "heat by response time") await heat(workbench, "responseTime");
	if (after === "heat by availability") await heat(workbench, "availability");
	if (after === "failure of the US") {
		await preview.locator("svg.diagram text.name").filter({ hasText: "US East" }).first().click({ button: "right" });
		await preview.getByRole("menuitem", { name: "Fail US East" }).click();
		await preview.getByRole("region", { name: "What has failed" }).waitFor();
	}
	if (after === "another diagram") {
		await page.locator('.editor-actions .action-label[aria-label^="Lock Diagram"]').first().click();
		await open(workbench, "stack-overflow-2016.arch");
		await workbench.command("Archscale: Open Diagram to the Side");
		await page.locator(".tab").filter({ hasText: "Diagram of stack-overflow-2016.arch" }).click();
		await workbench.command("View: Move Editor into Right Group");
		await workbench.until("both diagrams", async () => (await workbench.previews()) === 2);
	}
	// Where it points at nothing that would say what it is.
	await page.mouse.move(24, window[1] / 2);
	if (after === "fix pointed at") {
		await preview.locator('.card[data-id="machine.web"] .finding').click();
		await preview
			.getByRole("dialog", { name: "Web server" })
			.getByRole("button", { name: /^Add \d+ instances/ })
			.first()
			.hover();
		await preview.locator('.card[data-id="machine.web"][data-change]').waitFor();
	}
	await rest(workbench);
	await workbench.screenshot(name);
	return shows === "window" ? page.screenshot() : page.locator("iframe.webview.ready").screenshot();
}

async function open({ page }: Workbench, file: string): Promise<void> {
	await page.keyboard.press("Control+1");
	await page.keyboard.press("Control+P");
	await page.locator(".quick-input-widget input").fill(file);
	await page.locator(".quick-input-list .monaco-list-row").filter({ hasText: file }).first().click();
	await page.locator(".tab.active").filter({ hasText: file }).first().waitFor();
}

async function heat({ preview }: Workbench, measure: string): Promise<void> {
	await preview.getByRole("combobox", { name: "What cards are coloured by" }).selectOption(measure);
}

/** Until all previews have shown the same for a second. */
async function rest(workbench: Workbench): Promise<void> {
	let [before, since] = ["", Date.now()];
	await workbench.until("the picture to come to rest", async () => {
		const now = (await Promise.all(workbench.page.frames().map(contentOf))).join();
		if (now !== before) [before, since] = [now, Date.now()];
		return now !== "" && Date.now() - since > 1000;
	});
}

async function contentOf(frame: ReturnType<Page["mainFrame"]>): Promise<string> {
	try {
		return await frame.evaluate<string>("document.querySelector('main > svg.diagram')?.outerHTML ?? ''");
	} catch {
		return "";
	}
}

async function keep({ name }: Screenshot, png: Buffer): Promise<void> {
	if (name === readme.name) {
		writeFileSync(join(root, "media/screenshot.png"), png);
		return;
	}
	for (let quality = 0.85; ; quality -= 0.1) {
		const bytes = await webp(png, quality);
		if (bytes.length > MOST && quality > 0.2) continue;
		writeFileSync(join(root, `docs/screenshots/${name}.webp`), bytes);
		writeFileSync(join(root, `.vscode-test/screenshots/${name}.kept.png`), png);
		console.log(`${name}: ${Math.round(bytes.length / 1000)} kB`);
		return;
	}
}

/** The same picture as WebP, which a browser writes. */
async function webp(png: Buffer, quality: number): Promise<Buffer> {
	const url = await blank.evaluate<string>(`(async () => {
		const image = new Image();
		image.src = "data:image/png;base64,${png.toString("base64")}";
		await image.decode();
		const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
		canvas.getContext("2d").drawImage(image, 0, 0);
		return canvas.toDataURL("image/webp", ${quality});
	})()`);
	return Buffer.from(url.slice(url.indexOf(",") + 1), "base64");
}

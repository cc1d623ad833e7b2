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

/** That of the READMEs: the text with its squiggles, the fixes that are offered, the picture. */
const readme: Screenshot = {
	name: "readme",
	caption: { en: "", ko: "" },
	theme: "light",
	of: "01-single-server.arch",
	window: [1440, 900],
	shows: "window",
	after: "fixes",
};

const names = process.argv.slice(2);
const wanted = [readme, ...chapters.flatMap(({ screenshots }) => screenshots)].filter(
	({ name }) => names.length === 0 || names.some((beginning) => name.startsWith(beginning)),
);

mkdirSync(join(root, "docs/screenshots"), { recursive: true });
const vsix = packageExtension();
const encoder = await launchBrowser();
const blank = await encoder.newPage();
for (const theme of Object.keys(THEMES) as Theme[]) {
	const those = wanted.filter((one) => one.theme === theme);
	// What was done for one must not be seen in the next.
	const plain = those.filter(({ after }) => !after);
	if (plain.length > 0) await take(theme, plain);
	for (const one of those.filter(({ after }) => after)) await take(theme, [one]);
}
await encoder.close();

async function take(theme: Theme, screenshots: readonly Screenshot[]): Promise<void> {
	const workbench = await Workbench.open({
		vsix,
		file: "first.arch",
		settings: {
			"workbench.colorTheme": THEMES[theme],
			"editor.minimap.enabled": false,
		},
	});
	try {
		await workbench.preview.locator("main .card").first().waitFor({ timeout: 60_000 });
		await workbench.page.keyboard.press("Control+B");
		for (const one of screenshots) await keep(one, await pictureOf(workbench, one));
	} finally {
		await workbench.close();
	}
}

async function pictureOf(workbench: Workbench, { name, of, window, shows, after }: Screenshot): Promise<Buffer> {
	const { page, preview } = workbench;
	await page.setViewportSize({ width: window[0], height: window[1] });
	const file = typeof of === "number" ? `components-${of}.arch` : of;
	if (typeof of === "number") workbench.write(file, generateArchitecture({ components: of, seed: 1 }));
	await open(workbench, file);
	await page
		.locator(".tab")
		.filter({ hasText: `Diagram of ${file}` })
		.waitFor();
	await rest(workbench);
	await preview.getByRole("button", { name: "Fit", exact: true }).click();

	if (after === "heat by response time") await heat(workbench, "responseTime");
	if (after === "heat by availability") await heat(workbench, "availability");
	if (after === "failure of the US") {
		await preview
			.locator('[data-frame="us"], [data-group="us"]')
			.first()
			.click({ button: "right", position: { x: 30, y: 10 } });
		await preview.getByRole("menuitem", { name: "Fail US East" }).click();
		await preview.getByRole("region", { name: "What has failed" }).waitFor();
	}
	if (after === "another diagram") {
		await page.locator('.editor-actions .action-label[aria-label^="Lock Diagram"]').first().click();
		await open(workbench, "stack-overflow-2016.arch");
		await workbench.command("Archscale: Open Diagram to the Side");
		await page.locator(".tab").filter({ hasText: "Diagram of stack-overflow-2016.arch" }).click();
		await workbench.command("View: Move Editor into Below Group");
		await workbench.until("both diagrams", async () => (await workbench.previews()) === 2);
	}
	if (after === "fixes") {
		await workbench.goTo('service web "Web server"');
		await page.keyboard.press("Control+.");
		await page.locator(".action-widget .monaco-list-row.action").first().waitFor();
	}
	// No control is marked as the one that the pointer is on.
	await page.mouse.move(window[0] / 4, window[1] - 4);
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

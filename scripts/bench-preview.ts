import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { packageExtension } from "../test/e2e/package.ts";
import { Workbench } from "../test/e2e/workbench.ts";
import { generateArchitecture } from "./generate.ts";

/*
 * How long the preview takes in a real VS Code, the packaged extension in it and nothing else: from a key to the new picture
 * on the screen, frames in a second while somebody drags the slider or the picture, from the command to the first picture, from
 * the click on its tab to the picture of a diagram that was hidden, and how long VS Code says that the extension takes to activate.
 *   npm run bench:preview [-- SIZE...]
 * VS Code is one that people have now: 1.99 and 1.100, the oldest that is supported, wait a second before they show any page of
 * an extension but the first of a window (https://github.com/microsoft/vscode/issues/245756).
 * Keys are timed where the editor gets them, pictures by the marks that the page sets when they are painted; both clocks are
 * those of the one browser. The last result is kept beside that of `npm run bench`.
 */

const root = fileURLToPath(new URL("..", import.meta.url));
const memory = join(root, "node_modules/.cache/archscale/bench-preview.json");

const targets: Readonly<Record<string, { readonly most?: number; readonly least?: number }>> = {
	"30 key to picture, ms": { most: 100 },
	"200 key to picture, ms": { most: 200 },
	"1000 key to picture, ms": { most: 500 },
	"30 slider, frames/s": { least: 60 },
	"300 slider, frames/s": { least: 30 },
	"1000 pan, frames/s": { least: 30 },
	"1000 zoom, frames/s": { least: 30 },
	"200 first picture, ms": { most: 1000 },
	"30 shown again, ms": { most: 300 },
	"200 shown again, ms": { most: 300 },
	"1000 shown again, ms": { most: 300 },
	"30 activation, ms": { most: 100 },
};

/** By then the picture is there, on any machine that is worth measuring on. */
const PAINTED_MILLISECONDS = 1500;

type Results = Record<string, number>;
const before: Results = existsSync(memory) ? JSON.parse(readFileSync(memory, "utf8")) : {};
const results: Results = {};
const sizes = process.argv.slice(2).map(Number);
const vsix = packageExtension();

for (const size of sizes.length > 0 ? sizes : [30, 200, 300, 1000]) {
	console.log(`\n${size} components`);
	await measure(size, (name, value) => show(`${size} ${name}`, value));
}
mkdirSync(dirname(memory), { recursive: true });
writeFileSync(memory, JSON.stringify({ ...before, ...results }, null, "\t"));

function show(key: string, value: number): void {
	results[key] = value;
	const [, ...name] = key.split(" ");
	const was = before[key];
	const { most = Infinity, least = -Infinity } = targets[key] ?? {};
	const verdict =
		key in targets
			? `target ${most === Infinity ? least : most}: ${value <= most && value >= least ? "met" : "MISSED"}`
			: "";
	console.log(
		`  ${name.join(" ").padEnd(34)} ${value.toFixed(1).padStart(8)}  ${(was ? `${(value / was).toFixed(2)} x before` : "").padEnd(14)} ${verdict}`.trimEnd(),
	);
}

async function measure(size: number, record: (name: string, value: number) => void): Promise<void> {
	const workbench = await Workbench.open({
		vsix,
		recent: true,
		file: "bench.arch",
		text: `${generateArchitecture({ components: size, seed: 1 })}\nservice probe\n`,
		// Nothing that the editor does beside the extension, and the picture only when it is asked for.
		settings: { "editor.quickSuggestions": { other: "off" }, "editor.acceptSuggestionOnEnter": "off" },
	});
	const { page, preview } = workbench;
	workbench.write("beside.md", "# Something else\n");
	try {
		await preview.locator("main .card").first().waitFor();
		record("activation, ms", await workbench.activationMilliseconds());
		await page.keyboard.press("Control+W");
		const first = await firstPicture(workbench);
		record("first picture, ms", first.clicked);
		record("of that, in our page, ms", first.started);
		const again = await shownAgain(workbench);
		record("shown again, ms", again.clicked);
		record("shown again, in our page, ms", again.started);
		const text = page
			.locator(".editor-instance .monaco-editor textarea, .editor-instance .native-edit-context")
			.first();

		await page.evaluate(
			"keys = []; document.addEventListener('keydown', () => keys.push(performance.timeOrigin + performance.now()), true)",
		);
		await workbench.goTo("service probe");
		await text.press("End");
		// A component is renamed letter by letter: its container, and no other, is laid out anew.
		const times: number[] = [];
		for (let key = 0; key < 24; key++) {
			const last = await lastPicture(workbench);
			await page.keyboard.press(key % 2 === 0 ? "x" : "Backspace");
			await workbench.until("the picture after a key", async () => (await lastPicture(workbench)) > last);
			const pressed = (await page.evaluate(() => (globalThis as unknown as { keys: number[] }).keys.at(-1)))!;
			times.push((await firstPictureAfter(workbench, pressed)) - pressed);
			await page.waitForTimeout(250);
		}
		record("key to picture, ms", median(times.slice(4)));
		record("key to picture, 90th percentile", percentile(times.slice(4), 0.9));

		const slider = preview.locator("input[type=range]");
		if (await slider.isVisible()) {
			const track = (await slider.boundingBox())!;
			const middle = track.y + track.height / 2;
			await page.mouse.move(track.x + track.width * 0.5, middle);
			await page.mouse.down();
			const frames = await framesWhile(workbench, async (share) => {
				await page.mouse.move(track.x + track.width * (0.5 + 0.3 * Math.sin(share * 12)), middle);
			});
			await page.mouse.up();
			record("slider, frames/s", frames.frames);
			record("slider, pictures/s", frames.pictures);
			await page.waitForTimeout(1000);
		}

		const stage = (await preview.locator("main > svg.diagram").boundingBox())!;
		const at = { x: stage.x + stage.width / 2, y: stage.y + stage.height * 0.6 };
		await page.mouse.move(at.x, at.y);
		for (let step = 0; step < 6; step++) await page.mouse.wheel(0, -200);
		await page.waitForTimeout(500);
		await page.mouse.down();
		const pan = await framesWhile(workbench, async (share) => {
			await page.mouse.move(at.x + 150 * Math.sin(share * 15), at.y + 100 * Math.cos(share * 11));
		});
		await page.mouse.up();
		record("pan, frames/s", pan.frames);
		const zoom = await framesWhile(workbench, async (share) => {
			await page.mouse.wheel(0, Math.sin(share * 20) > 0 ? -60 : 60);
		});
		record("zoom, frames/s", zoom.frames);
	} finally {
		await workbench.close();
	}
}

/** From the click on the button to the picture, once the server is warm; and the part of it that is not VS Code's. */
async function firstPicture({ page, preview }: Workbench): Promise<Opened> {
	const times: Opened[] = [];
	for (let round = 0; round < 5; round++) {
		await page.locator(".tab", { hasText: "Diagram of" }).locator(".codicon-close").click();
		await page.keyboard.press("Control+1");
		const button = page.locator(".action-label[aria-label*='Diagram']").first();
		times.push(await opened(page, preview, () => button.click()));
	}
	return middle(times);
}

/** From the click on the tab of a diagram that another one has hidden to its picture: VS Code has dropped its page. */
async function shownAgain(workbench: Workbench): Promise<Opened> {
	const { page, preview } = workbench;
	const tab = page.locator(".tab", { hasText: "Diagram of" });
	const cover = page.locator(".tab", { hasText: "beside.md" });
	await tab.click();
	await workbench.until("the text on top of the diagram", async () => {
		const row = page.locator(".quick-input-list .monaco-list-row", { hasText: "beside.md" }).first();
		await page.keyboard.press("Control+P");
		const input = page.locator(".quick-input-widget input");
		await input.fill("beside.md", { timeout: 2000 }).catch(() => {});
		await row.click({ timeout: 2000 }).catch(() => page.keyboard.press("Escape"));
		return cover.isVisible();
	});
	const times: Opened[] = [];
	for (let round = 0; round < 6; round++) {
		await cover.click();
		await page.locator("iframe.webview.ready").waitFor({ state: "detached" });
		await page.waitForTimeout(1000);
		times.push(await opened(page, preview, () => tab.click()));
	}
	await cover.click();
	await cover.locator(".codicon-close").click();
	// The page takes the keyboard once it has loaded.
	await preview.locator("main .card").first().waitFor();
	await page.waitForTimeout(1000);
	// The first round teaches VS Code.
	return middle(times.slice(1));
}

interface Opened {
	/** Since the mouse button went down. */
	readonly clicked: number;
	/** Since VS Code wrote the page of the panel: what is our own. */
	readonly started: number;
}

async function opened(
	page: Workbench["page"],
	preview: Workbench["preview"],
	click: () => Promise<void>,
): Promise<Opened> {
	await page.evaluate(
		"document.addEventListener('mousedown', () => (globalThis.clickedAt = performance.timeOrigin + performance.now()), { capture: true, once: true })",
	);
	await click();
	// To look into a page, Playwright first runs a script of its own there, which would be part of what is measured.
	await page.waitForTimeout(PAINTED_MILLISECONDS);
	await preview.locator("main .card").first().waitFor();
	// As text: the types here are those of Node, whose `performance` knows no page.
	const painted = (await preview.locator("body").evaluate(`(async () => {
		while (performance.getEntriesByName("archscale picture").length === 0)
			await new Promise((resolve) => setTimeout(resolve, 10));
		const [first] = performance.getEntriesByName("archscale picture");
		// VS Code writes the page into an empty one, as soon as that has loaded.
		const [empty] = performance.getEntriesByType("navigation");
		return {
			since: performance.timeOrigin + empty.domContentLoadedEventEnd,
			at: performance.timeOrigin + first.startTime,
		};
	})()`)) as { since: number; at: number };
	const clicked = (await page.evaluate(() => (globalThis as unknown as { clickedAt: number }).clickedAt))!;
	return { clicked: painted.at - clicked, started: painted.at - painted.since };
}

function middle(times: readonly Opened[]): Opened {
	return { clicked: median(times.map(({ clicked }) => clicked)), started: median(times.map(({ started }) => started)) };
}

/** When pictures were painted, in milliseconds since 1970. */
function pictures(workbench: Workbench): Promise<number[]> {
	return workbench.preview
		.locator("body")
		.evaluate(() =>
			performance.getEntriesByName("archscale picture").map(({ startTime }) => performance.timeOrigin + startTime),
		);
}

async function lastPicture(workbench: Workbench): Promise<number> {
	return (await pictures(workbench)).at(-1) ?? 0;
}

async function firstPictureAfter(workbench: Workbench, time: number): Promise<number> {
	return (await pictures(workbench)).find((at) => at > time) ?? Number.NaN;
}

/** Frames of the preview and pictures in a second while somebody does something for three. */
async function framesWhile(
	workbench: Workbench,
	act: (share: number) => Promise<void>,
): Promise<{ readonly frames: number; readonly pictures: number }> {
	const body = workbench.preview.locator("body");
	await body.evaluate(
		"globalThis.count = { frames: 0, isRunning: true }; requestAnimationFrame(function step() { count.frames++; if (count.isRunning) requestAnimationFrame(step); })",
	);
	const [start, drawn] = [performance.now(), (await pictures(workbench)).length];
	const seconds = 3;
	for (let at = start; at < start + seconds * 1000; at = performance.now()) await act((at - start) / (seconds * 1000));
	const took = (performance.now() - start) / 1000;
	const frames = await body.evaluate(() => {
		const { count } = globalThis as unknown as { count: { frames: number; isRunning: boolean } };
		count.isRunning = false;
		return count.frames;
	});
	return { frames: frames / took, pictures: ((await pictures(workbench)).length - drawn) / took };
}

function percentile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

function median(values: readonly number[]): number {
	return percentile(values, 0.5);
}

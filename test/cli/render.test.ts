import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../../scripts/browser.ts";
import { buildScene } from "../../src/diagram/build-scene.ts";
import type { Diagram } from "../../src/diagram/diagram.ts";
import { inProcessEngine } from "../../src/diagram/layout/engine.ts";
import { heatOf, paintsOf } from "../../src/diagram/theme.ts";
import { buildArchitecture, sourceFile } from "../../src/model/build.ts";
import { inspect } from "../../src/rules/inspect.ts";
import { marksOf } from "../../src/rules/marks.ts";
import { dist } from "../server/client.ts";
import { readPdf } from "../support/pdf.ts";
import { decodePng } from "../support/png.ts";
import { exampleText } from "../support/scenes.ts";

/*
 * The files that `archscale render` writes, made by the program as it is shipped: the writers of PNG, PDF and HTML are files
 * beside it.
 */

/** Nobody has a font for the Private Use Area. */
const UNKNOWN = "\u{10fffd}";
const NAUGHTY = "</script><script>document.title='run'</script>&'";

let folder: string;
before(() => {
	folder = mkdtempSync(join(tmpdir(), "archscale-render-"));
	writeFileSync(join(folder, "photo.arch"), exampleText("photo-sharing.arch"));
	writeFileSync(join(folder, "odd.arch"), `client c "${UNKNOWN}"\nservice web "Web"\nc -> web\n`);
	writeFileSync(join(folder, "naughty.arch"), `service web "${NAUGHTY}"\n`);
});
after(() => rmSync(folder, { recursive: true }));

function render(...args: readonly string[]) {
	const { status, stdout, stderr } = spawnSync(process.execPath, [join(dist, "cli.js"), "render", ...args], {
		cwd: folder,
		encoding: "utf8",
		env: { PATH: process.env.PATH },
	});
	return { status, stdout, stderr };
}

const bytesOf = (name: string): Uint8Array => readFileSync(join(folder, name));

async function photo(): Promise<Diagram> {
	const inspection = inspect(buildArchitecture(sourceFile("file:///photo.arch", exampleText("photo-sharing.arch"))));
	const scene = buildScene({ ...inspection, marks: marksOf(inspection), options: {} }, "en");
	return { scene, layout: (await inProcessEngine().layout("photo", scene))! };
}

describe("archscale render", function () {
	this.timeout(120_000);

	it("names the formats when it cannot tell which one is wanted", () => {
		for (const name of ["out", "out.bmp", "out.constructor"]) {
			const { status, stderr } = render("photo.arch", "-o", name);
			assert.equal(status, 2);
			assert.match(stderr, /svg, png, pdf, json, html/);
		}
		assert.match(render("photo.arch", "-o", "out.png", "--scale", "0").stderr, /from 0\.1 to 10/);
		assert.match(render("photo.arch", "-o", "out.png", "--font", "none.ttf").stderr, /no font `none\.ttf`/);
	});

	describe("to PNG", () => {
		it("draws the cards in the colours of the theme where the layout has them", async () => {
			const { layout, scene } = await photo();
			const { status, stderr } = render("photo.arch", "-o", "out.png", "--theme", "dark", "--scale", "1");
			assert.deepEqual([status, stderr], [0, ""]);
			const png = decodePng(bytesOf("out.png"));
			const paints = paintsOf("dark");
			const [left, top] = [(png.width - layout.width) / 2, 66 + 16];
			for (const { id, utilization } of scene.cards) {
				const { x, y, height } = layout.cards[id]!;
				// A place within the card where nothing else is drawn: between icon and bar, left of the title.
				if (utilization === undefined || heatOf(utilization) === "ok")
					assert.deepEqual(png.at(left + x + 47, top + y + 28), rgb(paints.card), id);
				else assert.notDeepEqual(png.at(left + x + 47, top + y + 28), rgb(paints.card), `the tint of ${id}`);
				if (utilization !== undefined)
					assert.notDeepEqual(png.at(left + x + 12, top + y + height - 11.5), rgb(paints.card), `the bar of ${id}`);
			}
			assert.deepEqual(png.at(3, 3), rgb(paints.background));
			// The title is written: in its place there is ink.
			const ink = new Set<string>();
			for (let x = 32; x < 140; x++) ink.add(String(png.at(x, 41)));
			assert.ok(ink.has(String(rgb(paints.foreground))), "letters of the title");
		});

		it("is twice as large as the picture, and the same each time", () => {
			render("odd.arch", "-o", "one.png");
			render("odd.arch", "-o", "two.png");
			assert.ok(Buffer.from(bytesOf("one.png")).equals(Buffer.from(bytesOf("two.png"))));
			const [, width] = /width="([\d.]+)"/.exec(render("odd.arch", "-o", "-").stdout)!.map(Number);
			assert.equal(decodePng(bytesOf("one.png")).width, width! * 2);
		});

		it("says which characters no font could write", () => {
			const { status, stderr } = render("odd.arch", "-o", "odd.png");
			assert.equal(status, 0);
			assert.ok(stderr.includes(`boxes: ${UNKNOWN}.`), stderr);
			// Where no Korean font is installed, the kinds of the cards are among them.
			const { stderr: korean } = render("odd.arch", "-o", "odd.pdf", "--locale", "ko");
			assert.ok(/그렸습니다: (.*)\./.exec(korean)?.[1]?.split(" ").includes(UNKNOWN), korean);
		});
	});

	describe("to PDF", () => {
		it("has one page of the size of the picture, with texts that can be copied and fonts of its own", async () => {
			const { status, stderr } = render("photo.arch", "-o", "out.pdf");
			assert.deepEqual([status, stderr], [0, ""]);
			const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/
				.exec(render("photo.arch", "-o", "-").stdout)!
				.map(Number);
			const pdf = readPdf(bytesOf("out.pdf"));
			assert.equal(pdf.pages, 1);
			assert.deepEqual([pdf.width, pdf.height], [width! * 0.75, height! * 0.75]);
			assert.equal(pdf.title, "Photo sharing");
			assert.deepEqual([...pdf.fonts].sort(), ["NotoSans-Regular", "NotoSans-SemiBold"]);
			const { scene } = await photo();
			for (const text of [scene.summary.title, ...scene.edges.map(({ load }) => load), "Web tier", "79 % hits", "×4"])
				assert.ok(text === "" || pdf.texts.some((one) => one.includes(text)), text);
		});
	});

	describe("to HTML", () => {
		let browser: Browser;
		const noise: string[] = [];
		const requests: string[] = [];
		before(async () => {
			browser = await launchBrowser();
		});
		after(() => browser.close());
		beforeEach(() => {
			noise.length = 0;
			requests.length = 0;
		});

		async function look(file: string, colorScheme: "light" | "dark" = "light"): Promise<Page> {
			const context = await browser.newContext({ viewport: { width: 1200, height: 800 }, colorScheme });
			const page = await context.newPage();
			page.on("console", (message) => noise.push(message.text()));
			page.on("pageerror", (error) => noise.push(String(error)));
			page.on("request", (request) => requests.push(request.url()));
			await page.goto(pathToFileURL(join(folder, file)).href);
			await page.locator("main .card").first().waitFor();
			return page;
		}

		const view = (page: Page) => page.locator("main > svg > g").getAttribute("transform");

		it("is a page that finds, shows details, zooms and moves, and loads nothing", async () => {
			assert.deepEqual(render("photo.arch", "-o", "out.html").status, 0);
			const page = await look("out.html");
			assert.equal(await page.title(), "Photo sharing");
			assert.match((await page.locator("header").textContent())!, /2M users/);
			assert.equal(await page.locator("main .card").count(), 19);

			await page.keyboard.press("Control+f");
			await page.keyboard.type("redis");
			assert.equal(await page.getByRole("status").textContent(), "2 found");
			assert.equal(await page.locator(".card:not([data-faded])").count(), 2);
			await page.keyboard.press("Enter");
			const details = page.getByRole("complementary");
			assert.match((await details.textContent())!, /us\.redis.*look-aside.*1\.8 %.*Web tier3k\/s/);
			await details.getByText("Web tier").click();
			assert.match((await details.textContent())!, /us\.web/);
			await page.keyboard.press("Escape");
			assert.equal(await details.isVisible(), false);

			const fitted = await view(page);
			await page.mouse.move(600, 400);
			await page.mouse.wheel(0, -400);
			await page.waitForFunction(
				`document.querySelector("main > svg > g").getAttribute("transform") !== ${JSON.stringify(fitted)}`,
			);
			const zoomed = await view(page);
			await page.mouse.move(20, 500);
			await page.mouse.down();
			await page.mouse.move(120, 540);
			await page.mouse.up();
			assert.notEqual(await view(page), zoomed);
			await page.getByText("Fit").click();
			assert.equal(await view(page), fitted);

			await page.locator('.card[data-id="browser"]').focus();
			await page.keyboard.press("ArrowDown");
			await page.keyboard.press("Enter");
			assert.match((await details.textContent())!, /cdn|route53/i);
			assert.deepEqual(noise, []);
			assert.deepEqual(requests, [pathToFileURL(join(folder, "out.html")).href]);
		});

		it("keeps its controls in one row, the rare ones in a menu where there is no room", async () => {
			render("photo.arch", "-o", "out.html");
			const page = await look("out.html");
			const more = page.getByRole("button", { name: "More" });
			const row = async () => (await page.locator("header").boundingBox())!.height;
			const wide = await row();
			assert.equal(await more.isVisible(), false);
			await page.setViewportSize({ width: 380, height: 700 });
			await more.waitFor();
			assert.equal(await row(), wide);
			assert.equal(await page.evaluate("document.documentElement.scrollWidth"), 380);
			await more.focus();
			await page.keyboard.press("Enter");
			await page.getByRole("menuitemcheckbox", { name: "Legend" }).click();
			assert.equal(await page.locator(".legend-box").isVisible(), false);
			assert.ok(await more.evaluate((button) => button === button.ownerDocument.activeElement));
			await page.setViewportSize({ width: 1200, height: 800 });
			await more.waitFor({ state: "hidden" });
			assert.deepEqual(noise, []);
		});

		it("is light or dark as the reader's system is, unless a theme was asked for", async () => {
			const background = (page: Page) => page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
			render("photo.arch", "-o", "out.html");
			assert.equal(await background(await look("out.html", "light")), "rgb(255, 255, 255)");
			assert.equal(await background(await look("out.html", "dark")), "rgb(31, 31, 31)");
			render("photo.arch", "-o", "dark.html", "--theme", "dark", "--locale", "ko");
			const page = await look("dark.html", "light");
			assert.equal(await background(page), "rgb(31, 31, 31)");
			assert.equal(await page.getByPlaceholder("컴포넌트 찾기").count(), 1);
		});

		it("lets no text of the architecture become markup", async () => {
			render("naughty.arch", "-o", "naughty.html");
			const page = await look("naughty.html");
			assert.equal(await page.title(), "naughty");
			assert.equal(await page.locator("script").count(), 2);
			await page.locator(".card").click();
			assert.equal(await page.getByRole("complementary").locator("h2").textContent(), NAUGHTY);
			assert.deepEqual(noise, []);
		});
	});
});

function rgb(color: string): readonly number[] {
	return [...[1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16)), 255];
}

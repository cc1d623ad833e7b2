import assert from "node:assert/strict";
import type { ViewOptions } from "../../src/diagram/view-options.ts";
import type { Locale } from "../../src/language/locale.ts";
import { exampleText } from "../support/scenes.ts";
import type { OpenOptions, Preview } from "./host.ts";
import { diagramOf, withPreview } from "./with-preview.ts";

const TEXT = exampleText("photo-sharing.arch");

const drawn = (view?: ViewOptions, locale?: Locale) => diagramOf(TEXT, view, locale);

describe("failures in the preview", function () {
	this.timeout(30_000);
	const opened = withPreview();
	let preview: Preview;
	const open = async (options?: OpenOptions): Promise<Preview> => {
		preview = await opened(options);
		await preview.show(await drawn({}, options?.locale === "ko" ? "ko" : "en"));
		return preview;
	};
	const menu = () => preview.page.locator("[role=menu].menu");
	/** Those that let something fail or bring it back; the menu has others, too. */
	const entries = async () =>
		(await menu().locator("[role=menuitem]").allTextContents()).filter((text) =>
			/^(Fail|Restore) |장애|복구/.test(text),
		);
	const choose = (text: string) => menu().getByText(text, { exact: true }).click();
	const down = async () => (await preview.posted("options")).map(({ options }) => options.down);
	/** What the extension and the server do with what was asked for last. */
	const answer = async () => preview.show(await drawn((await preview.posted("options")).at(-1)!.options));
	const bar = () => preview.page.locator(".failures");
	const chips = () => bar().locator(".chip");

	describe("the menu", () => {
		it("offers for a card what can fail of it, and the data center around", async () => {
			await open();
			const offered = async (id: string) => {
				await preview.card(id).click({ button: "right" });
				const texts = await entries();
				await preview.page.keyboard.press("Escape");
				return texts;
			};
			assert.deepEqual(await offered("us.web"), ["Fail Web tier", "Fail one instance", "Fail US East"]);
			assert.deepEqual(await offered("us.users"), [
				"Fail User DB",
				"Fail the primary",
				"Fail a replica",
				"Fail US East",
			]);
			assert.deepEqual(await offered("us.jobs"), ["Fail jobs", "Fail US East"]);
			assert.deepEqual(await offered("browser"), []);
		});

		it("opens on the frame of a data center", async () => {
			await open();
			const frame = preview.page.locator('main .frames [data-frame="eu"]');
			const box = (await frame.boundingBox())!;
			await preview.page.mouse.click(box.x + 12, box.y + box.height - 12, { button: "right" });
			assert.deepEqual(await entries(), ["Fail EU West"]);
			await choose("Fail EU West");
			assert.deepEqual(await down(), [["eu"]]);
		});

		for (const key of ["ContextMenu", "Shift+F10", "x"]) {
			it(`opens with ${key}, goes by the arrows, and gives the keyboard back`, async () => {
				await open();
				await preview.card("us.web").focus();
				await preview.page.keyboard.press(key);
				await menu().waitFor();
				const focused = () =>
					preview.page.evaluate(
						() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent,
					);
				const focusedCard = () => preview.page.evaluate(() => document.activeElement?.getAttribute("data-id"));
				assert.equal(await focused(), "Fail Web tier");
				await preview.page.keyboard.press("ArrowUp");
				assert.equal(await focused(), "Delete");
				await preview.page.keyboard.press("Home");
				await preview.page.keyboard.press("ArrowDown");
				assert.equal(await focused(), "Fail one instance");
				await preview.page.keyboard.press("Escape");
				assert.equal(await menu().count(), 0);
				assert.equal(await focusedCard(), "us.web");
				await preview.page.keyboard.press(key);
				await menu().waitFor();
				await preview.page.keyboard.press("ArrowDown");
				await preview.page.keyboard.press("Enter");
				assert.deepEqual(await down(), [["us.web#1"]]);
				assert.equal(await focusedCard(), "us.web");
			});
		}

		it("goes when something else is clicked, and stays on the page", async () => {
			await open({ width: 420, height: 420 });
			const main = (await preview.page.locator("main").boundingBox())!;
			await preview.card("eu.resizer").click({ button: "right" });
			const box = (await menu().boundingBox())!;
			assert.ok(box.x >= 0 && box.x + box.width <= 420 && box.y + box.height <= 420, JSON.stringify(box));
			await preview.page.mouse.click(main.x + 4, main.y + 4);
			assert.equal(await menu().count(), 0);
		});

		it("takes one instance after the other, and gives them back", async () => {
			await open();
			for (const _ of [1, 2]) {
				await preview.card("us.web").click({ button: "right" });
				await choose("Fail one instance");
				await answer();
			}
			assert.deepEqual((await down()).at(-1), ["us.web#1", "us.web#2"]);
			assert.match((await preview.card("us.web").locator(".times").textContent())!, /^×4 −2$/);
			await preview.card("us.web").click({ button: "right" });
			await choose("Restore Web tier");
			assert.equal((await down()).at(-1), undefined);
		});

		it("offers the primary once, and no more replicas than there are", async () => {
			await open();
			for (const text of ["Fail the primary", "Fail a replica", "Fail a replica"]) {
				await preview.card("us.users").click({ button: "right" });
				await choose(text);
				await answer();
			}
			await preview.card("us.users").click({ button: "right" });
			assert.deepEqual(await menu().locator("[aria-disabled=true]").allTextContents(), [
				"Fail the primary",
				"Fail a replica",
			]);
			const asked = (await down()).length;
			await menu().getByText("Fail a replica").click({ force: true });
			assert.equal((await down()).length, asked);
		});

		it("speaks Korean", async () => {
			await open({ locale: "ko" });
			await preview.card("us.web").click({ button: "right" });
			assert.deepEqual(await entries(), ["Web tier에 장애 내기", "인스턴스 하나에 장애 내기", "US East에 장애 내기"]);
			assert.equal(await menu().getAttribute("aria-label"), "Web tier 메뉴");
		});
	});

	describe("the bar", () => {
		it("is there only where something has failed, and says what follows", async () => {
			await open();
			assert.ok(await bar().isHidden());
			await preview.show(await drawn({ down: ["us"] }));
			assert.ok(await bar().isVisible());
			assert.deepEqual(await chips().allTextContents(), ["US East"]);
			assert.match(
				(await bar().locator(".verdict").textContent())!,
				/^Every client is still answered\. eu\.resizer breaks down/,
			);
			assert.match(
				(await preview.page.locator(".live").textContent())!,
				/, Down: US East, Every client is still answered/,
			);
			assert.match((await preview.card("us.web").getAttribute("aria-label"))!, /, failed, 35 % before/);
			assert.match((await preview.card("eu.resizer").getAttribute("class"))!, /\boverloaded\b/);
			assert.equal(await preview.page.locator('main .frames [data-frame="us"].down').count(), 1);
			assert.match(await preview.page.locator(".legend-box svg").innerHTML(), /Breaks down under the load/);
		});

		it("restores one by its chip and all by Reset, and keeps the keyboard", async () => {
			await open();
			const view = await preview.view();
			for (const [id, text] of [
				["us.web", "Fail Web tier"],
				["us.jobs", "Fail jobs"],
				["edge", "Fail CDN"],
			] as const) {
				await preview.card(id).click({ button: "right" });
				await choose(text);
				await answer();
			}
			assert.deepEqual(await chips().allTextContents(), ["us.web", "us.jobs", "CDN"]);
			assert.equal(await chips().nth(1).getAttribute("aria-label"), "Restore us.jobs");
			await chips().nth(1).focus();
			await preview.page.keyboard.press("Enter");
			await answer();
			assert.deepEqual((await down()).at(-1), ["us.web", "edge"]);
			assert.equal(await preview.page.evaluate(() => document.activeElement?.textContent), "CDN");
			await bar().locator("vscode-button").click();
			await answer();
			assert.deepEqual((await preview.posted("options")).at(-1)!.options, {});
			assert.ok(await bar().isHidden());
			await preview.rest();
			assert.equal(await preview.view(), view);
		});

		it("keeps the failures beside other options", async () => {
			await open();
			await preview.show(await drawn({ heat: "cost", down: ["eu"] }), "file:///other.arch");
			await preview.card("us.jobs").click({ button: "right" });
			await choose("Fail jobs");
			assert.deepEqual((await preview.posted("options")).at(-1)!.options, { heat: "cost", down: ["eu", "us.jobs"] });
		});

		it("has no chip for a name that is gone, but says so", async () => {
			await open();
			await preview.show(await drawn({ down: ["us.old", "edge"] }));
			assert.deepEqual(await chips().allTextContents(), ["CDN"]);
			assert.equal(await bar().locator(".unknown").textContent(), "Unknown: us.old");
		});
	});

	describe("heat", () => {
		it("is chosen in the toolbar, by mouse and keyboard", async () => {
			await open();
			const select = preview.page.getByRole("combobox", { name: "What cards are coloured by" });
			assert.equal(await select.inputValue(), "utilization");
			await select.selectOption("availability");
			assert.deepEqual((await preview.posted("options")).at(-1)!.options, { heat: "availability" });
			await answer();
			assert.equal(await preview.card("route53").locator(".utilization").textContent(), "99.999 %");
			assert.match((await preview.card("us.jobs").getAttribute("class"))!, /\bcritical\b.*\btinted\b/);
			assert.match(await preview.page.locator(".legend-box svg").innerHTML(), /availability, target 99\.9 %/);
			await select.focus();
			await preview.page.keyboard.press("ArrowUp");
			assert.deepEqual((await preview.posted("options")).at(-1)!.options, { heat: "responseTime" });
			await preview.page.keyboard.press("Home");
			await answer();
			assert.deepEqual((await preview.posted("options")).at(-1)!.options, {});
			assert.equal(await select.inputValue(), "utilization");
		});

		it("moves nothing", async () => {
			await open();
			const transforms = () =>
				preview.page.locator("main .card").evaluateAll((cards) => cards.map((card) => card.getAttribute("transform")));
			const before = await transforms();
			await preview.show(await drawn({ heat: "responseTime", down: ["us"] }));
			assert.deepEqual(await transforms(), before);
		});

		for (const theme of ["hc-dark", "hc-light"] as const) {
			it(`has a hatch in ${theme} that can be seen`, async () => {
				await open({ theme });
				const lines = await preview.page.locator("main pattern path").evaluateAll((paths) =>
					paths.map((path) => {
						const { stroke } = getComputedStyle(path);
						return [path.getAttribute("class"), stroke] as const;
					}),
				);
				assert.ok(lines.length >= 8);
				for (const [name, stroke] of lines) assert.match(stroke, /^(rgb|color)\(/, name!);
				assert.equal(new Set(lines.map(([name]) => name)).size, 4);
			});
		}
	});
});

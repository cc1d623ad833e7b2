import assert from "node:assert/strict";
import type { ViewOptions } from "../../src/diagram/view-options.ts";
import { exampleText, largeScene } from "../support/scenes.ts";
import type { OpenOptions, Preview } from "./host.ts";
import { Drawn, placed, withPreview } from "./with-preview.ts";

const PHOTO = exampleText("photo-sharing.arch");

describe("folding in the preview", function () {
	this.timeout(60_000);
	const opened = withPreview();
	let preview: Preview;
	let drawn: Drawn;

	async function open(options: OpenOptions = {}, shown: ViewOptions = {}): Promise<void> {
		preview = await opened(options);
		drawn = new Drawn(preview, PHOTO);
		await drawn.show(shown);
	}

	const answer = () => drawn.answer();
	const focused = () => preview.page.evaluate(() => document.activeElement?.getAttribute("data-id"));
	const control = (group: string) => preview.page.locator(`.names [data-group="${group}"] [data-fold]`);
	const corner = async (selector: string) => {
		const box = await preview.page.locator(selector).boundingBox();
		assert.ok(box, selector);
		return box;
	};
	const at = (a: number, b: number) => assert.ok(Math.abs(a - b) < 2, `${a} is not ${b}`);

	it("draws a place as one card and back, by the mouse, and leaves it where it is", async () => {
		await open();
		assert.equal(await control("us").getAttribute("role"), "button");
		assert.equal(await control("us").getAttribute("aria-expanded"), "true");
		assert.match((await control("us").getAttribute("aria-label"))!, /US East/);
		await preview.page.mouse.move(600, 400);
		await preview.page.mouse.wheel(0, -120);
		await preview.rest();
		const frame = await corner('.frames [data-frame="us"]');
		await control("us").click();
		assert.deepEqual(await answer(), { collapsed: ["us"] });
		const card = await corner('.card[data-id="us"] .body');
		at(card.x, frame.x);
		at(card.y, frame.y);
		assert.match((await preview.card("us").getAttribute("aria-label"))!, /, folded,/);
		assert.equal(await preview.card("us.web").count(), 0);
		assert.equal((await preview.posted("reveal")).length, 0, "it does not jump to the text");

		await preview.card("us").locator("[data-fold]").click();
		assert.deepEqual(await answer(), {});
		assert.equal(await preview.card("us.web").count(), 1);
		const again = await corner('.frames [data-frame="us"]');
		at(again.x, frame.x);
		at(again.y, frame.y);
		assert.equal((await preview.posted("reveal")).length, 0);
	});

	it("draws the nodes of a component by a control that shows itself when it is looked for", async () => {
		await open();
		const unfold = preview.card("us.users").locator("[data-fold]");
		const opacity = () => unfold.evaluate((element) => getComputedStyle(element).opacity);
		assert.equal(await opacity(), "0");
		await preview.card("us.users").hover();
		assert.equal(await opacity(), "1");
		await preview.page.mouse.move(5, 790);
		await preview.send({ type: "select", id: "us.users" });
		assert.equal(await opacity(), "1");
		await unfold.click();
		assert.deepEqual(await answer(), { expanded: ["us.users"] });
		assert.equal(await preview.card("us.users#replica1").count(), 1);
		// What is selected in the text is the frame now.
		assert.equal(await preview.page.locator(".frames [data-selected]").count(), 1);
		await preview.card("us.users#replica1").click();
		assert.deepEqual(
			(await preview.posted("reveal")).map(({ id }) => id),
			["us.users#replica1"],
		);
		await control("us.users").click();
		assert.deepEqual(await answer(), {});
	});

	it("works by the keyboard, which stays with what was folded", async () => {
		await open();
		await preview.card("us.web").focus();
		await preview.page.keyboard.press("e");
		assert.deepEqual(await answer(), { expanded: ["us.web"] });
		assert.equal(await focused(), "us.web#1");
		await preview.page.keyboard.press("ArrowDown");
		assert.match((await focused())!, /^us\.(users|redis|jobs|blobs)/, "along the links of the whole");
		await preview.page.keyboard.press("ArrowUp");
		assert.match((await focused())!, /^us\.web#/);
		await preview.page.keyboard.press("e");
		assert.deepEqual(await answer(), {});
		assert.equal(await focused(), "us.web");

		await preview.page.keyboard.press("Shift+Tab");
		assert.equal(
			await preview.page.evaluate(() => document.activeElement?.getAttribute("data-of")),
			"us",
			"before a card stand the controls of the frames around it",
		);
		await preview.page.keyboard.press("Enter");
		assert.deepEqual(await answer(), { collapsed: ["us"] });
		assert.equal(await focused(), "us");
		await preview.page.keyboard.press("e");
		assert.deepEqual(await answer(), {});
		assert.match((await focused())!, /^us\./);
		assert.equal((await preview.posted("reveal")).length, 0);
	});

	it("folds and unfolds all at once", async () => {
		await open();
		await preview.page.getByText("Collapse all").click();
		assert.deepEqual(await answer(), { collapsed: ["us", "eu"] });
		assert.equal(await preview.page.locator(".frames > g").count(), 0);
		await preview.page
			.locator("main > svg")
			.focus()
			.catch(() => undefined);
		await preview.card("us").focus();
		await preview.page.keyboard.press("Shift+E");
		assert.deepEqual(await answer(), {});
		assert.ok(await preview.page.getByText("Collapse all").isVisible());
	});

	it("marks the card that stands for what the cursor is on", async () => {
		await open({}, { collapsed: ["us"] });
		await preview.send({ type: "select", id: "us.web" });
		assert.equal(await preview.card("us").getAttribute("data-selected"), "");
		await preview.send({ type: "select", id: "eu" });
		assert.equal(await preview.card("us").getAttribute("data-selected"), null);
		assert.equal(await preview.page.locator(".frames [data-selected]").count(), 1);
	});

	it("shows one place alone, and the way back", async () => {
		await open();
		await preview.page.locator('.names [data-group="eu"] .name').dblclick();
		assert.deepEqual(await answer(), { view: "eu" });
		const path = preview.page.getByRole("navigation", { name: "What is drawn" });
		assert.match((await path.textContent())!, /Whole diagram.*EU West/);
		assert.equal(await preview.card("us").count(), 1);
		const whole = (await preview.page.locator("main > svg > g").boundingBox())!;
		const room = (await preview.page.locator("main").boundingBox())!;
		assert.ok(whole.height > room.height * 0.85 || whole.width > room.width * 0.85, "it fills the view");
		await path.getByRole("button", { name: "Whole diagram" }).click();
		assert.deepEqual(await answer(), {});
		assert.ok(await path.isHidden());
		await preview.card("us.web").focus();
		await preview.page.keyboard.press("v");
		assert.deepEqual(await answer(), { view: "us" });
		await preview.card("us.web").focus();
		await preview.page.keyboard.press("v");
		assert.deepEqual(await answer(), {});
	});

	it("keeps folds over a reload", async () => {
		await open();
		await control("us").click();
		await answer();
		const state = (await preview.state()) as { readonly options?: ViewOptions };
		assert.deepEqual(state.options, { collapsed: ["us"] });
	});

	it("speaks Korean", async () => {
		await open({ locale: "ko" });
		assert.match((await control("us").getAttribute("aria-label"))!, /카드 하나로/);
		assert.ok(await preview.page.getByText("모두 접기").isVisible());
	});

	it("shows names alone from far away, inside their cards, and nothing but icons from very far", async () => {
		preview = await opened();
		await preview.show((await placed(largeScene(90))).diagram);
		const zoomTo = async (scale: number) => {
			for (let step = 0; step < 60; step++) {
				const now = Number(/scale\(([\d.]+)\)/.exec((await preview.view())!)![1]);
				if (Math.abs(now - scale) < 0.03) return;
				await preview.page.mouse.move(600, 400);
				await preview.page.mouse.wheel(0, now > scale ? 60 : -60);
				await preview.rest();
			}
			assert.fail(`no scale near ${scale}`);
		};
		await zoomTo(0.29);
		const names = await preview.page.evaluate(() =>
			[...document.querySelectorAll("main .card")].map((card) => {
				const body = card.querySelector(".body")!.getBoundingClientRect();
				const texts = [...card.querySelectorAll("text")].map((text) => text.getBoundingClientRect());
				return {
					count: texts.length,
					isInside: texts.every(
						({ left, right, top, bottom }) =>
							left >= body.left && right <= body.right && top >= body.top - 3 && bottom <= body.bottom + 3,
					),
					height: Math.max(...texts.map(({ height }) => height)),
				};
			}),
		);
		assert.ok(names.length > 10);
		for (const { count, isInside, height } of names) {
			assert.ok(count >= 1 && count <= 2 && isInside);
			assert.ok(height >= 8, `${height} px can be read`);
		}
		const groups = preview.page.locator("main .names .group .name");
		assert.ok(await groups.first().isVisible());
		await zoomTo(0.15);
		assert.ok(await groups.first().isVisible());
		assert.equal(await preview.page.locator("main .card text").count(), 0);
		assert.ok((await preview.page.locator("main .card .icon").count()) > 10);
		await zoomTo(0.05);
		assert.ok(await groups.first().isHidden());
		const place = (await preview.page.locator("main .names .place .name").first().boundingBox())!;
		assert.ok(place.height >= 10, `${place.height} px can be read`);
	});
});

import assert from "node:assert/strict";
import { changesBetween } from "../../src/diagram/changes.ts";
import { drawSvg } from "../../src/diagram/draw.ts";
import type { PreviewState } from "../../src/protocol/messages.ts";
import { decodePng } from "../support/png.ts";
import { card, edge, exampleText, largeScene, replicatingScene, scene, sceneOf } from "../support/scenes.ts";
import type { OpenOptions, Preview } from "./host.ts";
import type { StandIn } from "./stand-in.ts";
import { COLORS, type Theme } from "./themes.ts";
import { placed, withPreview } from "./with-preview.ts";

/** Where a card is on the screen. */
async function at(preview: Preview, id: string): Promise<{ x: number; y: number; width: number; height: number }> {
	const box = await preview.card(id).locator(".body").boundingBox();
	assert.ok(box, `${id} is not shown`);
	return box;
}

const near = (a: number, b: number, by = 1) => assert.ok(Math.abs(a - b) <= by, `${a} is not near ${b}`);

describe("the preview", function () {
	this.timeout(30_000);
	const opened = withPreview();
	let preview: Preview;
	const open = async (options?: OpenOptions): Promise<Preview> => {
		preview = await opened(options);
		return preview;
	};
	const photo = sceneOf(exampleText("photo-sharing.arch"));

	it("says that it is ready, shows that it waits, then the diagram", async () => {
		await open();
		assert.equal((await preview.posted("ready")).length, 1);
		assert.ok(await preview.page.locator(".busy").isVisible());
		const { diagram } = await placed(photo);
		await preview.show(diagram);
		assert.ok(await preview.page.locator(".busy").isHidden());
		assert.equal(await preview.page.locator("main .card:visible").count(), photo.cards.length);
		const whole = (await preview.page.locator("main > svg > g").boundingBox())!;
		const main = (await preview.page.locator("main").boundingBox())!;
		assert.ok(whole.x >= main.x && whole.x + whole.width <= main.x + main.width, "it fits into the view");
		assert.match(
			(await preview.page.locator(".live").textContent())!,
			/^Photo sharing: 19 components, 1\.4k requests\/s/,
		);
	});

	for (const [size, options] of [
		[5, {}],
		[30, { width: 700, height: 900 }],
		[200, {}],
	] as const) {
		it(`shows ${size} cards without one text running out of its card`, async () => {
			await open(options);
			const { diagram } = await placed(size === 5 ? sceneOf(exampleText("first.arch")) : largeScene(size));
			await preview.show(diagram);
			const tooWide = await preview.page.evaluate(() =>
				[...document.querySelectorAll<SVGGElement>("main .card")].flatMap((card) => {
					const right = card.querySelector(".body")!.getBoundingClientRect().right;
					return [...card.querySelectorAll<SVGTextElement>(".title, .subtitle, .utilization")]
						.filter((text) => text.getBoundingClientRect().right > right)
						.map((text) => text.textContent);
				}),
			);
			assert.deepEqual(tooWide, []);
		});
	}

	it("draws a large picture at first with the detail that it is seen with, and no more", async () => {
		await open({ width: 700, height: 500 });
		const large = largeScene(300);
		const { diagram } = await placed(large);
		await preview.page.evaluate(
			"globalThis.made = 0; new MutationObserver((all) => { for (const { target, addedNodes } of all) if (!target.matches('main > svg > g')) made += addedNodes.length; }).observe(document.querySelector('main > svg > g'), { subtree: true, childList: true })",
		);
		await preview.show(diagram);
		assert.ok(await preview.page.locator("main > svg.tiny").count());
		// A label for each link would have to be placed, and each card be drawn twice.
		const count = (of: string) => preview.page.locator(`main > svg ${of}`).count();
		const [trunks, labels] = [await count(".trunks > *"), await count(".loads > *")];
		assert.ok(labels <= trunks);
		const { groups, cards } = large;
		const drawn = 2 * groups.length + cards.length + (await count(".edges > *")) + trunks + labels;
		assert.equal(await preview.page.evaluate("made"), drawn);
	});

	it("draws a picture that comes twice only once", async () => {
		await open();
		const { diagram } = await placed(photo);
		const text = JSON.stringify(diagram);
		const message = { type: "diagram", uri: "file:///shop.arch", version: 1, diagram: text } as const;
		const pictures = () => preview.page.evaluate<number>('performance.getEntriesByName("archscale picture").length');
		await preview.send({ ...message, picture: 1 });
		await preview.rest();
		const drawn = await pictures();
		await preview.send({ ...message, picture: 1 });
		await preview.rest();
		assert.equal(await pictures(), drawn);
		await preview.send({ ...message, picture: 2 });
		await preview.rest();
		assert.equal(await pictures(), drawn + 1);
	});

	it("takes what is different from the picture that it has, and asks for one that it has not", async () => {
		await open();
		const { diagram: before } = await placed(photo);
		const renamed = { ...before.scene.cards[3]!, title: "Another name" };
		const after = { ...before, scene: { ...before.scene, cards: before.scene.cards.with(3, renamed) } };
		const uri = "file:///shop.arch";
		await preview.send({ type: "diagram", uri, version: 1, diagram: JSON.stringify(before), picture: 4 });
		await preview.send({ type: "picture", picture: 4 });
		const changes = JSON.stringify(changesBetween(before, after));
		await preview.send({ type: "changes", picture: 5, since: 4, changes });
		await preview.rest();
		assert.match((await preview.card(renamed.id).textContent())!, /Another name/);
		assert.deepEqual(await preview.posted("missing"), []);
		await preview.send({ type: "changes", picture: 8, since: 7, changes });
		assert.equal((await preview.posted("missing")).length, 1);
		await preview.send({ type: "picture", picture: 8 });
		assert.equal((await preview.posted("missing")).length, 2);
		await preview.send({ type: "diagram", uri, version: 1, diagram: JSON.stringify(before), picture: 8 });
		await preview.send({ type: "picture", picture: 8 });
		assert.equal((await preview.posted("missing")).length, 2);
		assert.doesNotMatch((await preview.card(renamed.id).textContent())!, /Another name/);
	});

	it("draws many links between two frames as one from far away, each by itself from near or when it is asked for", async () => {
		await open();
		const { page } = preview;
		const { diagram } = await placed(replicatingScene(4));
		await preview.show(diagram);
		const apart = () => page.locator("main .edges > .edge").count();
		const trunk = page.locator("main .trunk");
		assert.equal(await apart(), 4);
		assert.ok(await trunk.isHidden());

		await page.mouse.move(600, 200);
		for (let turns = 0; turns < 3; turns++) await page.mouse.wheel(0, 400);
		await preview.rest();
		assert.equal(await apart(), 0);
		assert.ok(await trunk.isVisible());
		assert.equal(await trunk.locator("title").textContent(), "us → eu · 4 links · 1k/s");
		assert.equal(await page.locator("main .loads text").textContent(), "4 links · 1k/s");

		// It runs below both of them.
		const line = (await trunk.locator(".edge").boundingBox())!;
		await page.mouse.move(line.x + line.width / 8, line.y + line.height);
		assert.equal(await apart(), 4);
		await page.mouse.move(5, 5);
		assert.equal(await apart(), 0);
		await preview.send({ type: "select", id: "eu.store2" });
		await preview.rest();
		assert.deepEqual(
			await page.locator("main .edges > .edge").evaluateAll((all) => all.map((one) => one.getAttribute("data-link"))),
			["us.store2>eu.store2"],
		);
		await preview.send({ type: "select", id: "us" });
		await preview.rest();
		assert.equal(await apart(), 4);
		await preview.send({ type: "select", id: undefined });
		await preview.card("us.store1").focus();
		await page.keyboard.press("l");
		assert.equal(await apart(), 1);

		await page.getByRole("button", { name: "Fit", exact: true }).click();
		await preview.rest();
		assert.equal(await apart(), 4);
		assert.ok(await trunk.isHidden());
	});

	describe("keeps pan and zoom", () => {
		it("when numbers change", async () => {
			await open();
			const { diagram } = await placed(photo);
			await preview.show(diagram);
			await preview.page.mouse.move(600, 400);
			await preview.page.mouse.wheel(0, -300);
			await preview.rest();
			const view = await preview.view();
			const hot = { ...photo, cards: photo.cards.map((one) => ({ ...one, utilization: 0.95, load: "95 %" })) };
			await preview.show({ ...diagram, scene: hot });
			assert.equal(await preview.view(), view);
			assert.equal(await preview.card("us.web").locator(".utilization").textContent(), "95 %");
		});

		it("when the text changes: what most cards do holds the picture", async () => {
			await open();
			const before = await placed(photo);
			await preview.show(before.diagram);
			await preview.page.mouse.move(600, 400);
			await preview.page.mouse.wheel(0, -200);
			await preview.page.mouse.down();
			await preview.page.mouse.move(560, 380, { steps: 4 });
			await preview.page.mouse.up();
			await preview.rest();
			const boxes = () =>
				preview.page.evaluate(() =>
					[...document.querySelectorAll("main .card")].map((card) => {
						const { x, y, width } = card.querySelector(".body")!.getBoundingClientRect();
						return { id: card.getAttribute("data-id"), x, y, width };
					}),
				);
			const old = await boxes();
			const edited = sceneOf(`${exampleText("photo-sharing.arch")}\nexternal mail "Mail" {}\nus.web -> mail\n`);
			await preview.show((await placed(edited, before)).diagram);
			const now = new Map((await boxes()).map((box) => [box.id, box]));
			for (const { id, width } of old) near(now.get(id)!.width, width, 0.01);
			const still = old.filter(({ id, x, y }) => Math.hypot(now.get(id)!.x - x, now.get(id)!.y - y) < 1);
			assert.ok(still.length >= old.length / 3, `only ${still.length} of ${old.length} stand still`);
		});

		it("around the selected card, wherever it moves in the picture", async () => {
			await open();
			const chain = (ids: string[]) =>
				scene({ cards: ids.map((id) => card(id)), edges: ids.slice(1).map((id, at) => edge(ids[at]!, id)) });
			const before = await placed(chain(["a", "b", "c"]));
			await preview.show(before.diagram);
			await preview.page.mouse.move(600, 400);
			await preview.page.mouse.wheel(0, -100);
			await preview.send({ type: "select", id: "c" });
			await preview.rest();
			const c = await at(preview, "c");
			const after = await placed(chain(["a", "new", "b", "c"]), before);
			assert.notEqual(after.layout.cards.c!.y, before.layout.cards.c!.y);
			await preview.show(after.diagram);
			const now = await at(preview, "c");
			near(now.x, c.x);
			near(now.y, c.y);
		});

		it("and elements: the same cards stay the same elements", async () => {
			await open();
			const before = await placed(photo);
			await preview.show(before.diagram);
			const element = await preview.card("us.web").elementHandle();
			const edited = sceneOf(`${exampleText("photo-sharing.arch")}\nexternal mail "Mail" {}\nus.web -> mail\n`);
			await preview.show((await placed(edited, before)).diagram);
			assert.ok(await element!.evaluate((card) => card.isConnected && card.getAttribute("data-id") === "us.web"));
		});

		it("and fits again only what nobody has moved and no longer fits, or could be much larger", async () => {
			await open({ height: 600 });
			const chain = (count: number) => {
				const ids = Array.from({ length: count }, (_, at) => `c${at}`);
				return scene({ cards: ids.map((id) => card(id)), edges: ids.slice(1).map((id, at) => edge(ids[at]!, id)) });
			};
			let history = await placed(chain(2));
			await preview.show(history.diagram);
			const first = await preview.view();
			assert.match(first!, /scale\(1\)$/);
			history = await placed(chain(8), history);
			await preview.show(history.diagram);
			assert.doesNotMatch((await preview.view())!, /scale\(1\)$/);
			const last = await at(preview, "c7");
			assert.ok(last.y + last.height < 600);
			const whole = await preview.view();
			history = await placed(chain(7), history);
			await preview.show(history.diagram);
			assert.equal(await preview.view(), whole);
			history = await placed(chain(2), history);
			await preview.show(history.diagram);
			assert.match((await preview.view())!, /scale\(1\)$/);
		});

		it("after a reload", async () => {
			const { diagram } = await placed(photo);
			await open();
			await preview.show(diagram);
			await preview.page.mouse.move(600, 400);
			await preview.page.mouse.wheel(0, -300);
			await preview.rest();
			const view = await preview.view();
			const state = await preview.state();
			await preview.close();
			await open({ state });
			await preview.show(diagram);
			assert.equal(await preview.view(), view);
		});

		it("with what is selected, and stays locked, also where its file has been renamed", async () => {
			const { diagram } = await placed(photo);
			await open();
			await preview.send({ type: "locked", locked: true });
			await preview.show(diagram);
			await preview.card("us.web").click();
			await preview.rest();
			await preview.page.mouse.move(600, 400);
			await preview.page.mouse.wheel(0, -300);
			await preview.rest();
			const view = await preview.view();
			await preview.send({ type: "renamed", uri: "file:///renamed.arch" });
			await preview.show(diagram, "file:///renamed.arch");
			assert.equal(await preview.view(), view);
			const state = (await preview.state()) as PreviewState;
			assert.equal(state.uri, "file:///renamed.arch");
			assert.equal(state.locked, true);
			await preview.close();
			await open({ state });
			// It has been renamed once more while nobody saw it.
			await preview.send({ type: "renamed", uri: "file:///again.arch" });
			await preview.show(diagram, "file:///again.arch");
			assert.equal(await preview.view(), view);
			assert.notEqual(await preview.card("us.web").getAttribute("data-selected"), null);
			// What the cursor is on has not changed, and does not move the view.
			await preview.send({ type: "select", id: "us.web" });
			assert.equal(await preview.view(), view);
			await preview.send({ type: "locked", locked: false });
			await preview.rest();
			assert.equal(((await preview.state()) as PreviewState).locked, undefined);
		});

		it("but shows another document whole", async () => {
			const { diagram } = await placed(photo);
			await open();
			await preview.show(diagram);
			const fitted = await preview.view();
			await preview.page.mouse.move(600, 400);
			await preview.page.mouse.wheel(0, -300);
			await preview.rest();
			await preview.show((await placed(largeScene(30))).diagram, "file:///other.arch");
			assert.equal(await preview.card("us.web").count(), 0);
			await preview.show(diagram, "file:///shop.arch");
			assert.equal(await preview.view(), fitted);
		});
	});

	it("puts the labels of another document at its own links", async () => {
		const step = async (name: string) => (await placed(sceneOf(exampleText(`zero-to-millions/${name}.arch`)))).diagram;
		const [seven, eight] = [await step("07-stateless-web-tier"), await step("08-two-data-centers")];
		const labels = (): Promise<(string | null)[]> =>
			preview.page.locator("svg.diagram .loads > *").evaluateAll((all) => all.map((label) => label.outerHTML).sort());
		await open();
		await preview.show(eight);
		await preview.rest();
		const alone = await labels();
		assert.ok(alone.length > 5);
		await preview.show(seven, "file:///seven.arch");
		await preview.show(eight, "file:///eight.arch");
		await preview.rest();
		assert.deepEqual(await labels(), alone);
	});

	it("moves cards to their new places in a moment, or at once for who wants less motion", async () => {
		const before = await placed(photo);
		const edited = sceneOf(
			exampleText("photo-sharing.arch")
				.replace("datacenter us", 'external bank "Bank" {}\ndatacenter us')
				.concat("\nus.lb -> bank\n"),
		);
		const after = await placed(edited, before);
		for (const reducedMotion of [false, true]) {
			await open({ reducedMotion });
			await preview.show(before.diagram);
			await preview.send({
				type: "diagram",
				uri: "file:///shop.arch",
				version: 99,
				diagram: JSON.stringify(after.diagram),
			});
			const soon = await preview.card("eu.web").getAttribute("transform");
			await preview.rest();
			const { x, y } = after.layout.cards["eu.web"]!;
			assert.equal(await preview.card("eu.web").getAttribute("transform"), `translate(${x} ${y})`);
			if (reducedMotion) assert.equal(soon, `translate(${x} ${y})`);
			if (!reducedMotion) await preview.close();
		}
	});

	describe("cards", () => {
		it("lead to their line by a click or Enter", async () => {
			await open();
			await preview.show((await placed(photo)).diagram);
			await preview.card("us.web").click();
			await preview.card("us.redis").focus();
			await preview.page.keyboard.press("Enter");
			assert.deepEqual(
				(await preview.posted("reveal")).map(({ id }) => id),
				["us.web", "us.redis"],
			);
			assert.equal(await preview.card("us.redis").getAttribute("aria-current"), "true");
		});

		it("are marked and brought into view when the cursor is on them, without taking the keyboard", async () => {
			await open({ width: 500, height: 500 });
			const large = largeScene(90);
			await preview.show((await placed(large)).diagram);
			for (let step = 0; step < 8; step++) await preview.page.keyboard.press("+");
			await preview.rest();
			const id = "r1.data.db3";
			await preview.send({ type: "select", id });
			await preview.rest();
			const box = await at(preview, id);
			const main = (await preview.page.locator("main").boundingBox())!;
			assert.ok(box.x >= main.x && box.y >= main.y, JSON.stringify(box));
			assert.ok(box.x + box.width <= main.x + main.width && box.y + box.height <= main.y + main.height);
			assert.equal(await preview.card(id).getAttribute("data-selected"), "");
			assert.equal(await preview.page.evaluate(() => document.activeElement === document.body), true);
			await preview.send({ type: "select", id: undefined });
			assert.equal(await preview.page.locator("[data-selected]").count(), 0);
		});

		it("are walked with the arrows, along the edges", async () => {
			await open();
			await preview.show((await placed(photo)).diagram);
			await preview.card("us.lb").focus();
			const focused = () => preview.page.evaluate(() => document.activeElement?.getAttribute("data-id"));
			await preview.page.keyboard.press("ArrowDown");
			assert.equal(await focused(), "us.web");
			await preview.page.keyboard.press("ArrowUp");
			assert.equal(await focused(), "us.lb");
			await preview.page.keyboard.press("ArrowRight");
			assert.equal(await focused(), "eu.lb");
		});

		it("are buttons with a full name, one of which Tab reaches", async () => {
			await open();
			await preview.show((await placed(photo)).diagram);
			assert.equal(await preview.card("us.web").getAttribute("role"), "group");
			assert.match(
				(await preview.card("us.web").getAttribute("aria-label"))!,
				/^Web tier, service, .*4 instances, \d+ % utilised/,
			);
			assert.equal(await preview.page.locator('main .card[tabindex="0"]').count(), 1);
			await preview.card("us.redis").focus();
			assert.equal(await preview.card("us.redis").getAttribute("tabindex"), "0");
			assert.equal(await preview.page.locator('main .card[tabindex="0"]').count(), 1);
		});

		it("and links have a name from the beginning, which is shown to who points at them", async () => {
			await open({ width: 500, height: 500 });
			const { diagram } = await placed(largeScene(90));
			await preview.show(diagram);
			const nameless = "main .card:not([aria-label]), main .edges > .edge:not([aria-label])";
			assert.equal(await preview.page.locator(nameless).count(), 0);
			for (let step = 0; step < 8; step++) await preview.page.keyboard.press("+");
			for (let step = 0; step < 20; step++) await preview.page.keyboard.press("-");
			await preview.rest();
			assert.equal(await preview.page.locator(nameless).count(), 0);
			assert.equal(await preview.page.locator("main :is(.card, .edges > .edge) > title").count(), 0);
			await preview.show((await placed(photo)).diagram, "file:///another.arch");
			const card = preview.card("us.web");
			await card.hover();
			assert.equal(await card.locator("> title").textContent(), await card.getAttribute("aria-label"));
			const edge = preview.page.locator('main .edge[data-link="us.lb>us.web"]');
			await edge.dispatchEvent("pointerover");
			assert.match((await edge.locator("> title").textContent())!, /^us\.lb → us\.web · /);
			// What is drawn anew says what it has become.
			const label = "Something else";
			const scene = { ...photo, cards: photo.cards.map((one) => (one.id === "us.web" ? { ...one, label } : one)) };
			await preview.show({ ...(await placed(photo)).diagram, scene }, "file:///another.arch");
			await card.dispatchEvent("pointerover");
			assert.deepEqual(await card.locator("> title").allTextContents(), [label]);
		});

		it("are made only where they can be seen", async () => {
			await open({ width: 600, height: 500 });
			const large = largeScene(400);
			await preview.show((await placed(large)).diagram);
			const all = await preview.page.locator("main .card").count();
			assert.equal(all, 400 - (400 - large.cards.length));
			await preview.card(large.cards[20]!.id).focus();
			await preview.page.keyboard.press("z");
			await preview.rest();
			const shown = await preview.page.locator("main .card:not([display=none])").count();
			assert.ok(shown > 0 && shown < 40, `${shown} cards`);
		});

		it("lose their texts when they get too small to read", async () => {
			await open();
			await preview.show((await placed(photo)).diagram);
			const title = preview.card("us.web").locator(".title");
			assert.ok(await title.isVisible());
			for (let step = 0; step < 8; step++) await preview.page.keyboard.press("-");
			await preview.rest();
			assert.ok(await title.isHidden());
			await preview.page.keyboard.press("0");
			await preview.rest();
			assert.ok(await title.isVisible());
		});
	});

	describe("the users slider", () => {
		const drag = (value: number) =>
			preview.page.locator("input[type=range]").evaluate((input, value) => {
				(input as HTMLInputElement).value = String(value);
				input.dispatchEvent(new Event("input", { bubbles: true }));
			}, value);

		it("stands at the users of the picture and says when what saturates", async () => {
			await open();
			await preview.show((await placed(photo)).diagram);
			const slider = preview.page.locator("input[type=range]");
			assert.equal(await slider.getAttribute("aria-valuetext"), "2M Users");
			assert.match(
				(await preview.page.locator(".saturation").textContent())!,
				/^saturates at 2\.2M users: us\.resizer/,
			);
			assert.ok((await preview.page.locator(".users-mark").count()) > 0);
		});

		it("asks for numbers at other users, one question at a time, and goes back on a double click", async () => {
			await open();
			const { diagram } = await placed(photo);
			await preview.show(diagram);
			await drag(180);
			await drag(160);
			await drag(144);
			assert.deepEqual(
				(await preview.posted("options")).map(({ options }) => options.users),
				[1_000_000_000],
			);
			const tried = (users: number) => ({ ...photo, summary: { ...photo.summary, users } });
			await preview.show({ ...diagram, scene: tried(1_000_000_000) });
			assert.deepEqual(
				(await preview.posted("options")).map(({ options }) => options.users),
				[1_000_000_000, 16_000_000],
			);
			await preview.show({ ...diagram, scene: tried(16_000_000) });
			assert.equal(((await preview.state()) as PreviewState).options?.users, 16_000_000);
			await preview.page.locator("input[type=range]").dblclick({ position: { x: 3, y: 3 } });
			await preview.show({ ...diagram, scene: tried(1) });
			await preview.show(diagram);
			assert.equal((await preview.posted("options")).at(-1)!.options.users, undefined);
			assert.equal(await preview.page.locator("input[type=range]").getAttribute("aria-valuetext"), "2M Users");
		});

		it("asks a second question before the first is answered, where answers come quickly", async () => {
			await open();
			const { diagram } = await placed(photo);
			await preview.show(diagram);
			// No time goes by, however busy the machine is.
			await preview.page.evaluate("performance.now = () => 1000");
			const asked = async () => (await preview.posted("options")).map(({ options }) => options.users);
			const answer = (users: number) =>
				preview.show({ ...diagram, scene: { ...photo, summary: { ...photo.summary, users } } });
			await drag(180);
			await drag(160);
			assert.deepEqual(await asked(), [1_000_000_000]);
			await answer(1_000_000_000);
			await drag(140);
			await drag(120);
			await drag(100);
			const [, second, third, ...none] = await asked();
			assert.deepEqual([second, third, ...none], [100_000_000, 10_000_000]);
			// The picture of the newer one is that of both.
			await answer(10_000_000);
			assert.equal((await asked()).at(-1), 100_000);
			assert.equal(await preview.page.locator(".users-typed").inputValue(), "100k");
			await answer(100_000);
			assert.equal((await asked()).length, 4);
		});

		it("goes back by its button, which is there for nothing else", async () => {
			await open();
			const { diagram } = await placed(photo);
			await preview.show(diagram);
			const reset = preview.page.locator(".users vscode-button");
			assert.equal(await reset.getAttribute("disabled"), "");
			await preview.show({ ...diagram, scene: { ...photo, summary: { ...photo.summary, users: 50_000_000 } } });
			assert.equal(await reset.getAttribute("disabled"), null);
			await reset.click();
			assert.deepEqual(await preview.posted("options"), [{ type: "options", options: {} }]);
		});

		it("takes a number that is typed, exactly, and says when it is none", async () => {
			await open();
			await preview.show((await placed(photo)).diagram);
			const typed = preview.page.locator(".users-typed");
			assert.equal(await typed.inputValue(), "2M");
			await typed.fill("12.5M");
			await typed.press("Enter");
			assert.deepEqual((await preview.posted("options")).at(-1), { type: "options", options: { users: 12_500_000 } });
			for (const wrong of ["many", "0", "2T"]) {
				await typed.fill(wrong);
				await typed.press("Enter");
				assert.equal(await typed.getAttribute("aria-invalid"), "true", wrong);
			}
			await typed.press("Escape");
			assert.equal(await typed.getAttribute("aria-invalid"), null);
			assert.equal((await preview.posted("options")).length, 1);
		});

		it("goes by the keys, another number with each, from 1 to 1bn users", async () => {
			await open();
			const { diagram } = await placed(photo);
			await preview.show(diagram);
			const slider = preview.page.locator("input[type=range]");
			const valueAfter = async (key: string) => {
				await slider.press(key);
				return slider.getAttribute("aria-valuetext");
			};
			assert.equal(await valueAfter("ArrowRight"), "2.2M Users");
			assert.equal(await valueAfter("ArrowDown"), "2M Users");
			assert.equal(await valueAfter("PageDown"), "200k Users");
			await slider.press("Home");
			assert.equal(await valueAfter("ArrowUp"), "2 Users");
			await slider.press("End");
			assert.equal(await valueAfter("ArrowUp"), "1bn Users");
		});

		it("marks where each component saturates, and lists it beside the picture on demand", async () => {
			await open();
			const { diagram } = await placed(photo);
			await preview.show(diagram);
			const rung = (id: string, users: number, usersText: string) => ({ ids: [id], title: id, users, usersText });
			await preview.answer("archscale/saturations", [
				{ ...rung("us.web", 1_500_000, "1.5M"), technique: "add instances" },
				{ ...rung("us.redis", 400_000_000, "400M"), technique: "add instances" },
			]);
			assert.equal(await preview.page.locator(".users-mark").count(), photo.summary.saturations.length + 2);
			assert.ok(await preview.page.locator(".ladder").isHidden());
			await preview.page.locator("vscode-button", { hasText: "Ladder" }).click();
			const rungs = preview.page.locator(".ladder-rung");
			assert.deepEqual(await rungs.locator(".ladder-title").allTextContents(), ["us.web", "us.redis"]);
			assert.deepEqual(await rungs.evaluateAll((all) => all.map((one) => one.classList.contains("passed"))), [
				true,
				false,
			]);
			await rungs.first().press("Enter");
			assert.deepEqual(await preview.posted("reveal"), [{ type: "reveal", id: "us.web" }]);
			// More users are the same design.
			await preview.show({ ...diagram, scene: { ...photo, summary: { ...photo.summary, users: 500_000_000 } } });
			assert.equal(await preview.page.locator(".ladder-rung.passed").count(), 2);
			assert.equal((await preview.posted("request")).length, 1);
		});

		it("is not there where no users are declared", async () => {
			await open();
			await preview.show((await placed(sceneOf("client c { rate: 100rps } service web { } c -> web"))).diagram);
			assert.ok(await preview.page.locator(".users").isHidden());
		});

		it("paints new numbers without moving anything", async () => {
			await open();
			const large = largeScene(200);
			const { diagram } = await placed(large);
			await preview.show(diagram);
			const transforms = () =>
				preview.page.evaluate(() =>
					[...document.querySelectorAll("main .card")].map((card) => card.getAttribute("transform")),
				);
			const before = await transforms();
			const hot = { ...large, cards: large.cards.map((one) => ({ ...one, utilization: 0.97, load: "97 %" })) };
			await preview.show({ ...diagram, scene: hot });
			assert.deepEqual(await transforms(), before);
			assert.equal(await preview.page.locator("main .card.critical").count(), large.cards.length);
		});
	});

	describe("the toolbar", () => {
		it("finds components by name, kind and facts, and leads to them", async () => {
			await open();
			await preview.show((await placed(photo)).diagram);
			await preview.page.keyboard.press("Control+f");
			await preview.page.keyboard.type("redis");
			assert.equal(await preview.page.locator(".found").textContent(), "2 found");
			assert.equal(await preview.page.locator("main .card:not([data-faded])").count(), 2);
			await preview.page.keyboard.press("Enter");
			await preview.page.keyboard.press("Enter");
			assert.deepEqual(
				(await preview.posted("reveal")).map(({ id }) => id),
				["us.redis", "eu.redis"],
			);
			await preview.page.keyboard.press("Escape");
			assert.equal(await preview.page.locator("main .card[data-faded]").count(), 0);
			await preview.page.keyboard.press("Control+f");
			await preview.page.keyboard.type("zzz");
			assert.equal(await preview.page.locator(".found").textContent(), "Nothing found");
		});

		it("shows the counts of findings, which open Problems", async () => {
			await open();
			const { diagram } = await placed(photo);
			await preview.show({ ...diagram, scene: { ...photo, summary: { ...photo.summary, errors: 3, warnings: 1 } } });
			assert.equal(await preview.page.locator(".counts").textContent(), "3 errors1 warning");
			await preview.page.locator(".counts").click();
			assert.equal((await preview.posted("showProblems")).length, 1);
			await preview.show(diagram);
			assert.equal(await preview.page.locator(".counts").textContent(), "No findings");
		});

		it("offers what the picture can be taken away as, by mouse and by keyboard", async () => {
			await open({ theme: "light", locale: "ko" });
			await preview.show((await placed(photo)).diagram);
			const { keyboard } = preview.page;
			const menu = preview.page.getByRole("menu");
			await preview.page.getByText("내보내기", { exact: true }).click();
			await menu.getByText("PNG로 저장…").click();
			assert.deepEqual(await preview.posted("export"), [{ type: "export", format: "png" }]);
			assert.equal(await menu.isVisible(), false);

			await preview.page.getByText("내보내기", { exact: true }).click();
			const focused = () => preview.page.evaluate(() => document.activeElement?.textContent);
			assert.equal(await focused(), "SVG로 저장…");
			await keyboard.press("ArrowUp");
			assert.equal(await focused(), "SVG로 복사");
			await keyboard.press("ArrowUp");
			await keyboard.press("Enter");
			assert.deepEqual(await preview.posted("copy"), [{ type: "copy", format: "png" }]);
			await preview.page.getByText("내보내기", { exact: true }).click();
			await keyboard.press("Escape");
			assert.equal(await menu.isVisible(), false);
		});

		for (const locale of ["en", "ko"]) {
			it(`stays in one row and offers all of its controls, whatever the width (${locale})`, async () => {
				await open({ locale, width: 1400 });
				const marks = new Map([["us.web", { severity: "error", findings: 2, singlePointOfFailure: true } as const]]);
				const found = sceneOf(exampleText("photo-sharing.arch"), { marks, locale: locale === "ko" ? "ko" : "en" });
				await preview.show((await placed(found)).diagram);
				const toolbar = preview.page.locator(".toolbar");
				const rare = toolbar.locator("[data-rare]");
				const height = (await toolbar.boundingBox())!.height;
				const count = await rare.locator("visible=true").count();
				assert.ok(count >= 9, `${count} controls in a wide panel`);
				assert.ok(await preview.page.locator("[data-more]").isHidden());
				for (const width of [1100, 900, 700, 560, 480, 400, 320, 260]) {
					await preview.page.setViewportSize({ width, height: 700 });
					await preview.rest();
					const box = (await toolbar.boundingBox())!;
					assert.ok(Math.abs(box.height - height) <= 1, `${width} px: ${box.height} px high instead of ${height}`);
					const outside = await toolbar.evaluate((element) => element.scrollWidth - element.clientWidth);
					assert.ok(outside <= 0, `${width} px: ${outside} px stand out`);
					const left = await rare.locator("visible=true").count();
					if (left === count) continue;
					await preview.page.locator("[data-more]").click();
					// Of the choice, each value is an entry.
					const buttons = await preview.page.locator(".menu [role=menuitem], .menu [role=menuitemcheckbox]").count();
					const choices = await preview.page.locator(".menu [role=menuitemradio]").count();
					assert.equal(left + buttons + Math.min(1, choices), count, `${width} px`);
					const menu = (await preview.page.locator(".menu").boundingBox())!;
					assert.ok(menu.x >= 0 && menu.x + menu.width <= width, `${width} px: ${JSON.stringify(menu)}`);
					await preview.page.keyboard.press("Escape");
				}
				assert.equal(await rare.locator("visible=true").count(), 0, "at last there is nothing but the menu");
			});
		}

		it("chooses from its menu what the control would, and shows what is on", async () => {
			await open({ width: 400 });
			await preview.show((await placed(photo)).diagram);
			const more = preview.page.locator("[data-more]");
			await more.click();
			assert.equal(
				await preview.page.getByRole("menuitemcheckbox", { name: "Legend" }).getAttribute("aria-checked"),
				"true",
			);
			await preview.page.getByRole("menuitemcheckbox", { name: "Legend" }).click();
			assert.ok(await preview.page.locator(".legend-box").isHidden());
			await more.click();
			assert.equal(
				await preview.page.getByRole("menuitemcheckbox", { name: "Legend" }).getAttribute("aria-checked"),
				"false",
			);
			await preview.page.getByRole("menuitemradio", { name: "Heat: cost" }).click();
			assert.deepEqual((await preview.posted("options")).at(-1)!.options, { heat: "cost" });
			await more.click();
			await more.click();
			assert.equal(await preview.page.locator(".menu").count(), 0, "a second click closes it");
			await more.click();
			await preview.page.getByRole("menuitem", { name: "Export" }).click();
			await preview.page.getByRole("menuitem", { name: "Save as PDF…" }).click();
			assert.deepEqual(await preview.posted("export"), [{ type: "export", format: "pdf" }]);
		});

		it("makes pixels of a picture, twice as many as it has px", async () => {
			await open();
			const { diagram } = await placed(photo);
			await preview.show(diagram);
			const svg = drawSvg(diagram, { theme: "light" });
			await preview.send({ type: "rasterise", request: 7, svg, copies: false });
			await preview.page.waitForFunction(() =>
				(globalThis as unknown as { standIn: StandIn }).standIn.posted.some(({ type }) => type === "rasterised"),
			);
			const [answer] = await preview.posted("rasterised");
			assert.equal(answer!.reason, undefined);
			assert.equal(answer!.request, 7);
			// Playwright hands typed arrays over as objects by index.
			const png = decodePng(Uint8Array.from(Object.values(answer!.png!)));
			const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(svg)!.map(Number);
			assert.deepEqual([png.width, png.height], [Math.round(width! * 2), Math.round(height! * 2)]);
			assert.deepEqual(png.at(4, 4), [255, 255, 255, 255]);
			assert.deepEqual(await preview.violations(), []);
		});

		it("fits, zooms and pans by buttons and keys", async () => {
			await open();
			await preview.show((await placed(photo)).diagram);
			const fitted = await preview.view();
			await preview.page.keyboard.press("+");
			await preview.page.keyboard.press("ArrowRight");
			await preview.rest();
			assert.notEqual(await preview.view(), fitted);
			await preview.page.locator("vscode-button", { hasText: "Fit" }).click();
			await preview.rest();
			assert.equal(await preview.view(), fitted);
		});

		it("shows and hides the legend, and remembers it", async () => {
			await open();
			await preview.show((await placed(photo)).diagram);
			assert.ok(await preview.page.locator(".legend-box").isVisible());
			await preview.page.locator("vscode-button", { hasText: "Legend" }).click();
			assert.ok(await preview.page.locator(".legend-box").isHidden());
			await preview.rest();
			assert.deepEqual(((await preview.state()) as { kept?: object }).kept, { legend: false });
		});
	});

	it("shows a failure above the last picture until the next one comes", async () => {
		await open();
		const { diagram } = await placed(photo);
		await preview.show(diagram);
		await preview.send({ type: "failed", message: "The language server has <b>stopped</b>." });
		assert.equal(await preview.page.locator(".banner").textContent(), "The language server has <b>stopped</b>.");
		assert.ok(await preview.card("us.web").isVisible());
		await preview.show(diagram);
		assert.ok(await preview.page.locator(".banner").isHidden());
	});

	it("says how to begin where there is nothing to draw", async () => {
		await open({ locale: "ko" });
		await preview.show((await placed(scene({}))).diagram);
		assert.match((await preview.page.locator(".note").textContent())!, /service web$/);
		assert.ok(await preview.page.locator(".note").isVisible());
	});

	it("never takes a text for markup", async () => {
		await open();
		const text = `<img src=x onerror="globalThis.pwned = true">`;
		const hostile = scene({
			cards: [card(text, { title: text, subtitle: text, label: text, load: text, times: text }), card("b")],
			edges: [edge(text, "b", { label: text, load: text })],
			summary: { title: text, saturationText: text, requestsText: text, saturations: [{ id: text, users: 1e6, text }] },
		});
		await preview.show((await placed(hostile)).diagram);
		assert.equal(await preview.page.locator("img").count(), 0);
		assert.equal(await preview.page.evaluate(() => "pwned" in globalThis), false);
	});

	describe("follows the theme", () => {
		const rgb = (hex: string) => `rgb(${[1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).join(", ")})`;
		for (const theme of ["dark", "light", "hc-dark", "hc-light"] as const satisfies readonly Theme[]) {
			it(`in ${theme}, from the beginning and when it changes`, async () => {
				const { diagram } = await placed(photo);
				await open({ theme: theme === "dark" ? "light" : "dark" });
				await preview.show(diagram);
				await preview.setTheme(theme);
				await preview.rest();
				const colors = () =>
					preview.page.evaluate(() => ({
						page: getComputedStyle(document.body).backgroundColor,
						card: getComputedStyle(document.querySelector(".card .body")!).fill,
						title: getComputedStyle(document.querySelector(".card .title")!).fill,
						field: getComputedStyle(document.querySelector("vscode-text-field")!.shadowRoot!.querySelector(".root")!)
							.backgroundColor,
					}));
				const changed = await colors();
				assert.deepEqual(changed, {
					page: rgb(COLORS[theme]["editor-background"]!),
					card: rgb(COLORS[theme]["editorWidget-background"]!),
					title: rgb(COLORS[theme].foreground!),
					field: rgb(COLORS[theme]["input-background"]!),
				});
				await preview.close();
				await open({ theme });
				await preview.show(diagram);
				assert.deepEqual(await colors(), changed);
			});
		}
	});
});

import assert from "node:assert/strict";
import type { Diagram } from "../../src/diagram/diagram.ts";
import type { Scene } from "../../src/diagram/scene.ts";
import { exampleText, largeScene, sceneOf } from "../support/scenes.ts";
import type { OpenOptions, Preview } from "./host.ts";
import { placed, withPreview } from "./with-preview.ts";

const drawn = async (scene: Scene): Promise<Diagram> => (await placed(scene)).diagram;

describe("finding the way in the preview", function () {
	this.timeout(30_000);
	const opened = withPreview();
	let preview: Preview;
	const open = async (diagram: Diagram, options?: OpenOptions): Promise<Preview> => {
		preview = await opened(options);
		await preview.show(diagram);
		return preview;
	};
	const photo = sceneOf(exampleText("photo-sharing.arch"));
	const card = (id: string) => preview.card(id);
	const shown = () =>
		preview.page
			.locator("main .card:not([data-faded])")
			.evaluateAll((all) => all.map((one) => one.getAttribute("data-id")));

	it("shows a map as long as not all is seen, and goes where it is pressed", async () => {
		await open(await drawn(largeScene(60)));
		const map = preview.page.locator(".minimap");
		assert.ok(await map.isHidden());
		for (let step = 0; step < 8; step++) await preview.page.keyboard.press("+");
		await preview.rest();
		assert.ok(await map.isVisible());
		const view = await preview.view();
		const box = (await map.locator("canvas").boundingBox())!;
		await preview.page.mouse.click(box.x + box.width * 0.9, box.y + box.height * 0.9);
		await preview.rest();
		assert.notEqual(await preview.view(), view);
		const seen = (await map.locator(".minimap-seen").boundingBox())!;
		assert.ok(Math.abs(seen.x + seen.width / 2 - (box.x + box.width * 0.9)) < box.width * 0.15);
		await preview.page.keyboard.press("0");
		await preview.rest();
		assert.ok(await map.isHidden());
	});

	it("focuses on a card with its neighbours, and ends that with Escape", async () => {
		await open(await drawn(photo));
		await card("us.redis").focus();
		await preview.page.keyboard.press("f");
		assert.deepEqual(await shown(), ["us.web", "us.redis"]);
		assert.equal(await preview.page.locator(".focus-bar span").textContent(), "redis and its neighbours");
		assert.ok((await preview.page.locator("main .edge[data-faded]").count()) > 3);
		await preview.page.keyboard.press("Escape");
		assert.equal((await shown()).length, photo.cards.length);
		assert.ok(await preview.page.locator(".focus-bar").isHidden());
	});

	it("walks through the ways of requests to a store, one at a time", async () => {
		await open(await drawn(photo));
		await card("us.users").focus();
		await preview.page.keyboard.press("p");
		assert.deepEqual(await shown(), ["browser", "route53", "us.lb", "us.web", "us.users"]);
		const bar = preview.page.locator(".focus-bar span");
		const first = await bar.textContent();
		assert.match(first!, /^Path 1 of \d+: Browser → route53 → lb → Web tier → User DB$/);
		assert.equal(await preview.page.locator(".live").textContent(), first);
		await preview.page.locator(".focus-bar button").click();
		assert.equal((await shown()).length, photo.cards.length);
	});

	it("zooms to a card and to natural size by keys", async () => {
		await open(await drawn(largeScene(200)));
		await card(largeScene(200).cards[20]!.id).focus();
		await preview.page.keyboard.press("z");
		await preview.rest();
		const box = (await card(largeScene(200).cards[20]!.id).locator(".body").boundingBox())!;
		assert.ok(box.width > 150 && box.x > 300 && box.x + box.width < 900, JSON.stringify(box));
		await preview.page.keyboard.press("-");
		await preview.page.keyboard.press("1");
		await preview.rest();
		assert.match((await preview.view())!, /scale\(1\)$/);
	});

	it("goes back to where it was in the picture, and forward again", async () => {
		await open(await drawn(largeScene(200)));
		const back = preview.page.locator("vscode-button", { hasText: "‹" });
		assert.equal(await back.getAttribute("disabled"), "");
		const whole = await preview.view();
		await card("users").focus();
		await preview.page.keyboard.press("z");
		await back.and(preview.page.locator(":not([disabled])")).waitFor();
		const near = await preview.view();
		await back.click();
		await preview.rest();
		assert.equal(await preview.view(), whole);
		await preview.page.keyboard.press("]");
		await preview.rest();
		assert.equal(await preview.view(), near);
	});

	it("has the same content as tables, whose rows lead to the text", async () => {
		await open(await drawn(photo));
		await preview.page.keyboard.press("t");
		const tables = preview.page.locator(".table-view table");
		assert.equal(await tables.first().locator("tbody tr").count(), photo.cards.length);
		assert.equal(await tables.last().locator("tbody tr").count(), photo.edges.length);
		assert.ok(await preview.page.locator("main > svg.diagram").isHidden());
		const row = tables.first().locator("tr", { hasText: "Web tier" }).first();
		assert.match((await row.textContent())!, /Web tier ×4US East.*35 %/);
		await row.locator("button").press("Enter");
		assert.deepEqual(await preview.posted("reveal"), [{ type: "reveal", id: "us.web" }]);
		await preview.page.locator("vscode-button", { hasText: "Table" }).click();
		assert.ok(await preview.page.locator("main > svg.diagram").isVisible());
	});
});

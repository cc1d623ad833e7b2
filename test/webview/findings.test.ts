import assert from "node:assert/strict";
import type { Diagram } from "../../src/diagram/diagram.ts";
import { loadElk } from "../../src/diagram/layout/elk.ts";
import { type LayoutHistory, layoutScene } from "../../src/diagram/layout/layout-scene.ts";
import type { Scene } from "../../src/diagram/scene.ts";
import type { FindingsResult, FindingText, FromWebview, PreviewResult } from "../../src/protocol/messages.ts";
import { card, edge, group, scene } from "../support/scenes.ts";
import type { OpenOptions, Preview } from "./host.ts";
import { withPreview } from "./with-preview.ts";

const BEFORE = scene({
	groups: [group("us", { kind: "datacenter", title: "US East", severity: "info" })],
	cards: [
		card("us.web", { parent: "us", title: "Web tier", severity: "error", findings: 2, load: "116 %" }),
		card("us.db", { parent: "us", title: "Database" }),
		card("mail", { title: "Mail" }),
	],
	edges: [edge("us.web", "us.db", { severity: "warning", findings: 1 }), edge("us.web", "mail")],
});
const AFTER: Scene = {
	...BEFORE,
	cards: [
		...BEFORE.cards.map((one) => (one.id === "us.web" ? { ...one, load: "58 %", times: "×2", instances: 2 } : one)),
		card("us.cache", { parent: "us", title: "Cache" }),
	],
	edges: [...BEFORE.edges, edge("us.web", "us.cache")],
};
const FOUND: FindingsResult = {
	version: 7,
	findings: [
		{
			rule: "component-saturated",
			severity: "error",
			message: "`us.web` gets **more** than it can do <img src=x>.",
			why: "1200/s / 1000/s = 120 %, *h* of it at n* = √2 or n* of 3.",
			technique: "**Scale out.** See [other](https://example.com/docs/rules/spof.md).",
			fixes: ["Run 2 instances of `us.web`", "Put a cache before `us.db`"],
		},
		{ rule: "no-timeout", severity: "hint", message: "No timeout.", why: "w", technique: "t", fixes: [] },
	],
};

describe("findings in the picture", function () {
	this.timeout(30_000);
	const opened = withPreview();
	let preview: Preview;
	let placed: LayoutHistory;
	let fixed: PreviewResult;

	before(async () => {
		const elk = await loadElk();
		placed = layoutScene(BEFORE, elk);
		fixed = {
			diagram: { scene: AFTER, layout: layoutScene(AFTER, elk, placed).layout },
			effects: ["saturates at 3.1M users instead of 1.2M"],
		};
	});

	const open = async (options?: OpenOptions): Promise<void> => {
		preview = await opened(options);
		await preview.show(diagram());
	};
	const diagram = (): Diagram => ({ scene: BEFORE, layout: placed.layout });
	const panel = () => preview.page.getByRole("dialog");
	const answer: Preview["answer"] = (method, result) => preview.answer(method, result);
	const openFindings = async (): Promise<void> => {
		await preview.card("us.web").locator(".finding").click();
		await answer("archscale/findings", FOUND);
		await panel().waitFor();
	};

	it("offer a fix that several share once, and explain many only where that is asked for", async () => {
		await open();
		await preview.card("us.web").locator(".finding").click();
		const [first, second] = FOUND.findings as [FindingText, FindingText];
		const third = { ...first, rule: "hot", message: "Hot.", fixes: ["Run 3 instances", ...first.fixes] };
		await answer("archscale/findings", { ...FOUND, findings: [first, second, third] });
		const articles = panel().getByRole("article");
		assert.deepEqual(await panel().locator(".fix").allTextContents(), [
			"Run 2 instances of us.web",
			"Put a cache before us.db",
			"Run 3 instances",
		]);
		assert.match((await articles.nth(2).textContent()) ?? "", /See above: Run 2 instances of us.web · Put a cache/);
		const explained = articles.locator("details");
		assert.deepEqual(await explained.evaluateAll((all) => all.map((one) => one.hasAttribute("open"))), [
			true,
			false,
			false,
		]);
		await articles.nth(2).locator("summary").click();
		assert.ok(await articles.nth(2).getByText("Scale out.").isVisible());
		// A fix is found by its own place, whatever stands above.
		await panel().getByRole("button", { name: "Run 3 instances" }).click();
		assert.deepEqual(
			(({ finding, fix, title }) => ({ finding, fix, title }))(await answer("archscale/fix", { applied: true })),
			{ finding: 2, fix: 0, title: "Run 3 instances" },
		);
	});

	it("open with a click on a badge, beside the card, and do not lead to the text", async () => {
		await open();
		await openFindings();
		assert.equal((await preview.posted("reveal")).length, 0);
		assert.equal(await panel().getByRole("heading", { level: 2 }).textContent(), "Web tier");
		assert.deepEqual(await panel().getByRole("heading", { level: 3 }).allTextContents(), [
			"us.web gets more than it can do <img src=x>.",
			"No timeout.",
		]);
		assert.equal(await panel().locator("img").count(), 0, "texts are never markup");
		const why = panel().getByText("1200/s");
		assert.equal(await why.textContent(), "1200/s / 1000/s = 120 %, h of it at n* = √2 or n* of 3.");
		assert.deepEqual(await why.locator("em").allTextContents(), ["h"]);
		assert.deepEqual(await panel().locator("h3 code, h3 strong").allTextContents(), ["us.web", "more"]);
		const [box, beside] = [await preview.card("us.web").boundingBox(), await panel().boundingBox()];
		assert.ok(box!.x + box!.width <= beside!.x, "the panel does not cover the card");
		assert.equal((await preview.posted("takeFocus")).length, 1);
		assert.ok(await panel().evaluate((element) => element.contains(document.activeElement)));
	});

	it("open with Ctrl+. on a card; Escape closes them and goes back to it", async () => {
		await open();
		await preview.page.evaluate(() => document.querySelector<SVGElement>('[data-id="us.db"]')!.focus());
		await preview.page.keyboard.press("Control+.");
		assert.deepEqual(await answer("archscale/findings", { version: 7, findings: [] }), { id: "us.db", options: {} });
		await panel().getByText("No findings").waitFor();
		await preview.page.keyboard.press("Escape");
		await panel().waitFor({ state: "hidden" });
		assert.equal(await preview.page.evaluate(() => document.activeElement?.getAttribute("data-id")), "us.db");
	});

	it("are there for links and frames, by their badges and from the card", async () => {
		await open();
		await preview.page.locator('[data-edge="us.web>us.db"] .finding').click();
		assert.deepEqual(await answer("archscale/findings", FOUND), { id: "us.web>us.db", options: {} });
		await panel().getByRole("heading", { level: 2, name: "Web tier → Database" }).waitFor();
		await preview.page.locator('[data-group="us"] .finding').click();
		assert.deepEqual(await answer("archscale/findings", FOUND), { id: "us", options: {} });
		await panel().getByRole("heading", { level: 2, name: "US East" }).waitFor();
		await preview.card("us.web").locator(".finding").click();
		await answer("archscale/findings", FOUND);
		await panel().getByRole("heading", { level: 2, name: "Web tier", exact: true }).waitFor();
		assert.deepEqual(await panel().locator(".nearby button").allTextContents(), ["Web tier → Database", "US East"]);
	});

	it("lead to the page of a rule after a click", async () => {
		await open();
		await openFindings();
		assert.deepEqual(await preview.posted("openRule"), []);
		await panel().getByRole("link", { name: "About component-saturated" }).click();
		await panel().getByRole("link", { name: "other" }).click();
		assert.deepEqual(
			(await preview.posted("openRule")).map(({ rule }) => rule),
			["component-saturated", "spof"],
		);
	});

	it("show the picture as a fix would leave it while it is pointed at, and go back", async () => {
		await open();
		await openFindings();
		const picture = () => preview.page.locator("main > svg > g").innerHTML();
		await preview.rest();
		const [old, view] = [await picture(), await preview.view()];
		const fixes = panel().locator(".fix");
		await fixes.nth(1).hover();
		const asked = await answer("archscale/previewFix", fixed);
		assert.deepEqual(asked, {
			id: "us.web",
			options: {},
			version: 7,
			finding: 0,
			fix: 1,
			title: "Put a cache before `us.db`",
		});
		await preview.card("us.cache").waitFor();
		await preview.rest();
		assert.equal(await preview.card("us.cache").getAttribute("data-change"), "new");
		assert.equal(await preview.card("us.web").getAttribute("data-change"), "changed");
		assert.equal(await preview.card("us.db").getAttribute("data-change"), null);
		assert.match((await preview.card("us.cache").getAttribute("aria-label"))!, /, new$/);
		assert.equal(await preview.card("us.web").locator(".utilization").textContent(), "116 % → 58 %");
		assert.match((await preview.page.locator(".preview-note").textContent())!, /3\.1M users instead of 1\.2M/);
		assert.match((await preview.page.locator(".live").textContent())!, /New: .*Cache/);
		await preview.page.mouse.move(200, 500);
		await preview.card("us.cache").waitFor({ state: "detached" });
		await preview.rest();
		assert.equal(await picture(), old);
		assert.equal(await preview.view(), view);
		assert.ok(await preview.page.locator(".preview-tag").isHidden());
		// What was computed once is shown at once.
		await fixes.nth(1).hover();
		await preview.card("us.cache").waitFor();
		assert.equal((await preview.posted("request")).filter(({ method }) => method === "archscale/previewFix").length, 1);
		await preview.page.keyboard.press("Escape");
		await preview.card("us.cache").waitFor({ state: "detached" });
	});

	it("show it for a fix that has the keyboard, too", async () => {
		await open();
		await openFindings();
		const focused = () => preview.page.evaluate(() => document.activeElement?.textContent ?? "");
		for (let tabs = 0; !/^Run 2/.test(await focused()) && tabs < 20; tabs++) await preview.page.keyboard.press("Tab");
		await answer("archscale/previewFix", fixed);
		await preview.card("us.cache").waitFor();
	});

	it("let a real picture win over a preview, whenever it comes", async () => {
		await open();
		await openFindings();
		await panel().locator(".fix").first().hover();
		await answer("archscale/previewFix", fixed);
		await preview.card("us.cache").waitFor();
		await preview.show({
			scene: { ...BEFORE, summary: { ...BEFORE.summary, title: "Edited" } },
			layout: placed.layout,
		});
		assert.equal(await preview.card("us.cache").count(), 0);
		assert.ok(await preview.page.locator(".preview-tag").isHidden());
		await answer("archscale/findings", { ...FOUND, version: 8 });
		// A preview of the text before comes too late.
		await preview.page.mouse.move(200, 500);
		await panel().locator(".fix").nth(1).hover();
		await preview.page.waitForFunction(
			() =>
				(globalThis as unknown as { standIn: { posted: FromWebview[] } }).standIn.posted.filter(
					(one) => one.type === "request" && one.method === "archscale/previewFix",
				).length === 2,
		);
		await preview.show(diagram());
		await answer("archscale/previewFix", fixed);
		assert.equal(await preview.card("us.cache").count(), 0);
	});

	it("carry out a fix with a click, and show what is left", async () => {
		await open();
		await openFindings();
		await panel().locator(".fix").first().click();
		assert.deepEqual(await answer("archscale/fix", { applied: true }), {
			id: "us.web",
			options: {},
			version: 7,
			finding: 0,
			fix: 0,
			title: "Run 2 instances of `us.web`",
		});
		await preview.page.locator(".live").getByText("Done: Run 2 instances of us.web").waitFor();
		await preview.show(fixed.diagram);
		await answer("archscale/findings", { version: 8, findings: FOUND.findings.slice(1) });
		await panel().getByText("1 finding").waitFor();
		assert.equal(await panel().getByRole("heading", { level: 3 }).count(), 1);
		assert.ok(await panel().evaluate((element) => element.contains(document.activeElement)));
		assert.equal(await preview.page.locator("[data-change]").count(), 0);
	});

	it("say that nothing was done where the text has changed meanwhile", async () => {
		await open();
		await openFindings();
		await panel().locator(".fix").first().click();
		await answer("archscale/fix", { applied: false });
		await panel().getByText("The text has changed in the meantime").waitFor();
	});

	it("open the details of a card with a double click, or with i", async () => {
		await open();
		const markdown =
			"**`us.web`** — Service\n\n- a: 1 = **2** ([line 3](file:///shop.arch#L3))\n- b\n\n[x](javascript:alert(1))";
		await preview.card("us.web").dblclick();
		assert.deepEqual(await answer("archscale/details", { markdown }), { id: "us.web", options: {} });
		await panel().getByRole("heading", { level: 2, name: "Web tier" }).waitFor();
		assert.equal((await preview.posted("reveal")).length, 1, "the first click leads to the text");
		assert.equal(await panel().locator("li").count(), 2);
		assert.equal(await panel().locator("a").count(), 0);
		await panel().getByRole("link", { name: "line 3" }).click();
		assert.deepEqual(await preview.posted("openLine"), [{ type: "openLine", uri: "file:///shop.arch", line: 2 }]);
		await preview.page.keyboard.press("Escape");
		await preview.page.keyboard.press("i");
		await answer("archscale/details", { markdown });
		await panel().waitFor();
	});

	it("leave the picture room where the ladder is open, too, which comes back after them", async () => {
		await open({ width: 420, height: 700 });
		await preview.page.locator("[data-more]").click();
		await preview.page.getByRole("menuitemcheckbox", { name: "Ladder" }).click();
		const ladder = preview.page.locator(".ladder");
		assert.ok(await ladder.isVisible());
		await preview.card("us.web").focus();
		await preview.page.keyboard.press("Control+.");
		await answer("archscale/findings", FOUND);
		await panel().waitFor();
		await ladder.waitFor({ state: "hidden" });
		const picture = (await preview.page.locator("main > svg.diagram").boundingBox())!;
		assert.ok(picture.height > 150, `${picture.height} px`);
		// Who asks for it gets it, in place of the findings.
		await preview.page.locator("[data-more]").click();
		await preview.page.getByRole("menuitemcheckbox", { name: "Ladder" }).click();
		await panel().waitFor({ state: "hidden" });
		await ladder.waitFor();
	});

	it("stand below the picture where there is no room beside it", async () => {
		await open({ width: 420, height: 700 });
		await openFindings();
		const [main, below] = [await preview.page.locator("main").boundingBox(), await panel().boundingBox()];
		assert.ok(below!.y >= main!.y + main!.height - 1);
		assert.equal(below!.width, 420);
	});
});

import assert from "node:assert/strict";
import type { EditAction, EditResult, KindText } from "../../src/protocol/messages.ts";
import type { OpenOptions, Preview } from "./host.ts";
import { diagramOf, withPreview } from "./with-preview.ts";

const SHOP = `client buyers
group front "Front" {
  loadbalancer lb "Balancer"
  service web "Web tier" x2
}
group back "Back" {
  database db "Orders"
}

buyers -> front.lb -> front.web
`;

const KINDS: readonly KindText[] = [
	{ kind: "service", title: "service", icon: "server-cog", words: ["service", "api"], isPlace: false },
	{ kind: "cache", title: "cache", icon: "bolt", words: ["cache", "redis"], isPlace: false },
	{ kind: "monitoring", title: "monitoring", icon: "heartbeat", words: ["monitoring"], isPlace: false },
	{ kind: "group", title: "group", icon: "building", words: ["group"], isPlace: true },
];

describe("edits in the preview", function () {
	this.timeout(30_000);
	const opened = withPreview();
	let preview: Preview;

	const show = async (text = SHOP): Promise<void> => preview.show(await diagramOf(text));
	const open = async (options?: OpenOptions): Promise<void> => {
		preview = await opened(options);
		await show();
	};
	/** The next edit that is asked for, which the page is given this answer to. */
	const edit = async (result: EditResult = { ok: true }): Promise<EditAction> =>
		((await preview.answer("archscale/edit", result)) as { readonly action: EditAction }).action;
	const answerKinds = () => preview.answer("archscale/kinds", KINDS);
	const middle = async (id: string): Promise<{ x: number; y: number; bottom: number }> => {
		const box = (await preview.card(id).locator(".body").boundingBox())!;
		return { x: box.x + box.width / 2, y: box.y + box.height / 2, bottom: box.y + box.height };
	};
	const handleOf = async (id: string): Promise<void> => {
		const { x, y, bottom } = await middle(id);
		await preview.page.mouse.move(x, y);
		await preview.page.locator(".edit-handle").waitFor();
		await preview.page.mouse.move(x, bottom, { steps: 3 });
	};
	const focus = (id: string) => preview.card(id).focus();
	const press = (key: string) => preview.page.keyboard.press(key);
	const live = () => preview.page.locator(".live").textContent();
	const said = (text: RegExp) => preview.page.locator(".live").filter({ hasText: text }).waitFor({ state: "attached" });
	const requests = async () =>
		(await preview.posted("request")).filter(({ method }) => method !== "archscale/saturations").length;

	describe("with the mouse", () => {
		it("connects two cards by dragging from one to the other", async () => {
			await open();
			await handleOf("front.web");
			const to = await middle("back.db");
			await preview.page.mouse.down();
			await preview.page.mouse.move(to.x, to.y, { steps: 5 });
			await preview.page.locator(".edit-line").waitFor({ state: "attached" });
			assert.ok(await preview.page.locator('[data-id="back.db"][data-target]').count());
			await preview.page.mouse.up();
			assert.deepEqual(await edit(), { type: "connect", from: "front.web", to: "back.db" } satisfies EditAction);
			assert.equal(await preview.page.locator(".edit-line, [data-target]").count(), 0);
			await said(/Web tier now calls Orders/);
		});

		it("leaves everything as it was with Escape", async () => {
			await open();
			await handleOf("front.web");
			const to = await middle("back.db");
			await preview.page.mouse.down();
			await preview.page.mouse.move(to.x, to.y, { steps: 5 });
			await press("Escape");
			await preview.page.mouse.up();
			assert.equal(await preview.page.locator(".edit-line, [data-target]").count(), 0);
			assert.equal(await requests(), 0);
		});

		it("offers to add and connect where the line is dropped on nothing", async () => {
			await open();
			await handleOf("front.web");
			const frame = (await preview.page.locator(".frames > g").nth(1).boundingBox())!;
			await preview.page.mouse.down();
			await preview.page.mouse.move(frame.x + 8, frame.y + frame.height - 5, { steps: 5 });
			await preview.page.mouse.up();
			await answerKinds();
			const list = preview.page.getByRole("listbox");
			assert.equal(await list.getAttribute("aria-label"), "Add and connect with Web tier");
			assert.deepEqual(await list.getByRole("option").locator("span:first-of-type").allTextContents(), [
				"service",
				"cache",
			]);
			await preview.page.keyboard.type("red");
			await press("Enter");
			await preview.page.keyboard.type("Sessions");
			await press("Enter");
			assert.deepEqual(await edit(), {
				type: "add",
				kind: "cache",
				title: "Sessions",
				parent: "back",
				from: "front.web",
			} satisfies EditAction);
		});

		it("moves a card that is dragged onto another group, and jumps to the text of one that is clicked", async () => {
			await open();
			const from = await middle("front.web");
			const to = await middle("back.db");
			await preview.page.mouse.move(from.x, from.y);
			await preview.page.mouse.down();
			await preview.page.mouse.move(to.x, to.y, { steps: 6 });
			assert.equal(await preview.page.locator(".edit-ghost").count(), 1);
			assert.equal(await preview.page.locator(".edit-frame").count(), 1);
			await preview.page.mouse.up();
			assert.deepEqual(await edit(), { type: "move", id: "front.web", parent: "back" } satisfies EditAction);
			assert.equal(await preview.page.locator(".edit-ghost, .edit-frame").count(), 0);
			assert.deepEqual(await preview.posted("reveal"), []);
			await preview.card("front.web").click();
			assert.deepEqual(
				(await preview.posted("reveal")).map(({ id }) => id),
				["front.web"],
			);
		});

		it("leaves a card that is dropped in its own group where it was, and the picture still", async () => {
			await open();
			const view = await preview.view();
			const from = await middle("front.web");
			await preview.page.mouse.move(from.x, from.y);
			await preview.page.mouse.down();
			await preview.page.mouse.move(from.x + 12, from.y + 4, { steps: 4 });
			await preview.page.mouse.up();
			await preview.rest();
			assert.equal(await requests(), 0);
			assert.deepEqual(await preview.posted("reveal"), []);
			assert.equal(await preview.view(), view);
			const now = await middle("front.web");
			assert.deepEqual(now, from);
		});

		it("shows why something cannot be done", async () => {
			await open();
			await focus("front.web");
			await press("Delete");
			assert.deepEqual(await edit({ ok: false, reason: "It cannot." }), { type: "delete", id: "front.web" });
			const notice = preview.page.locator(".edit-notice");
			assert.equal(await notice.textContent(), "It cannot.");
			assert.equal(await notice.getAttribute("role"), "alert");
			await press("Escape");
			assert.ok(await notice.isHidden());
		});

		it("has a menu for cards, links, groups and the picture", async () => {
			await open();
			const menu = preview.page.getByRole("menu");
			await preview.card("front.web").click({ button: "right" });
			assert.ok((await menu.getByRole("menuitem").count()) > 6);
			await press("Escape");
			await preview.page.locator('[data-id="front.web"]:focus').waitFor();
			const frame = (await preview.page.locator(".frames > g").nth(1).boundingBox())!;
			await preview.page.mouse.click(frame.x + 5, frame.y + frame.height - 5, { button: "right" });
			await menu.getByRole("menuitem", { name: "Delete" }).click();
			assert.deepEqual(await edit(), { type: "delete", id: "back" } satisfies EditAction);
			const [a, b] = [await middle("buyers"), await middle("front.lb")];
			await preview.page.mouse.click((a.x + b.x) / 2, (a.bottom + b.y) / 2 - 4, { button: "right" });
			await menu.getByRole("menuitem", { name: "Take the Link Away" }).click();
			assert.deepEqual(await edit(), { type: "disconnect", edge: "buyers>front.lb" } satisfies EditAction);
		});
	});

	describe("with the keyboard", () => {
		it("connects by C, arrows and Enter", async () => {
			await open();
			await focus("front.lb");
			await press("c");
			assert.match((await live())!, /Connect Balancer: choose a card/);
			await press("ArrowUp");
			await said(/Balancer → buyers/);
			assert.equal(await preview.page.locator(".edit-line").count(), 1);
			await press("Enter");
			assert.deepEqual(await edit(), { type: "connect", from: "front.lb", to: "buyers" } satisfies EditAction);
			assert.deepEqual(await preview.posted("reveal"), []);
			await focus("front.lb");
			await press("c");
			await press("Escape");
			await said(/Nothing has changed/);
			assert.equal(await requests(), 1);
		});

		it("adds a component to the group of the card by N, and goes to it", async () => {
			await open();
			await focus("front.web");
			await press("n");
			await answerKinds();
			assert.equal(await preview.page.locator("input[role=combobox]").getAttribute("aria-label"), "Add to Front");
			await press("ArrowDown");
			await press("Enter");
			await press("Enter");
			const action = await edit({ ok: true, select: "front.cache" });
			assert.deepEqual(action, { type: "add", kind: "cache", parent: "front" } satisfies EditAction);
			await show(SHOP.replace("x2\n", "x2\n  cache cache\n"));
			await preview.page.locator('[data-id="front.cache"]:focus').waitFor();
		});

		it("renames by F2 and changes the title by Shift+F2, and keeps the field open for a better name", async () => {
			await open();
			await focus("front.web");
			await press("F2");
			const field = preview.page.locator(".edit-popup input");
			assert.equal(await field.inputValue(), "web");
			await field.fill("a b");
			await press("Enter");
			assert.deepEqual(await edit({ ok: false, reason: "No name." }), { type: "rename", id: "front.web", name: "a b" });
			await preview.page.locator(".edit-reason").filter({ hasText: "No name." }).waitFor();
			assert.equal(await field.getAttribute("aria-invalid"), "true");
			await field.fill("site");
			await press("Enter");
			assert.deepEqual(await edit({ ok: true, select: "front.site" }), {
				type: "rename",
				id: "front.web",
				name: "site",
			});
			await field.waitFor({ state: "detached" });
			await show(SHOP.replaceAll(/\bweb\b/g, "site"));
			await preview.page.locator('[data-id="front.site"]:focus').waitFor();
			await press("Shift+F2");
			assert.equal(await field.inputValue(), "Web tier");
			await press("Escape");
			await preview.page.locator('[data-id="front.site"]:focus').waitFor();
			assert.equal(await requests(), 2);
		});

		it("counts instances by Shift and arrows, moves by M, takes links away by X", async () => {
			await open();
			await focus("front.web");
			await press("Shift+ArrowUp");
			assert.deepEqual(await edit(), { type: "instances", id: "front.web", count: 3 } satisfies EditAction);
			await press("Shift+ArrowDown");
			assert.deepEqual(await edit(), { type: "instances", id: "front.web", count: 1 } satisfies EditAction);
			await press("m");
			assert.deepEqual(await preview.page.getByRole("option").locator("span:first-of-type").allTextContents(), [
				"Back",
				"Top level",
			]);
			await press("ArrowDown");
			await press("Enter");
			assert.deepEqual(await edit(), { type: "move", id: "front.web" } satisfies EditAction);
			await preview.page.locator('[data-id="front.web"]:focus').waitFor();
			await press("d");
			await press("Enter");
			assert.deepEqual(await edit(), { type: "disconnect", edge: "front.lb>front.web" } satisfies EditAction);
		});

		it("edits groups by G, a list and a menu", async () => {
			await open();
			await focus("back.db");
			await press("g");
			assert.deepEqual(await preview.page.getByRole("option").locator("span:first-of-type").allTextContents(), [
				"Back",
				"Front",
			]);
			await press("Enter");
			const menu = preview.page.getByRole("menu");
			assert.equal(await menu.getAttribute("aria-label"), "Menu of Back");
			await press("ArrowDown");
			await press("Enter");
			const field = preview.page.locator(".edit-popup input");
			assert.equal(await field.inputValue(), "back");
			await field.fill("stores");
			await press("Enter");
			assert.deepEqual(await edit(), { type: "rename", id: "back", name: "stores" } satisfies EditAction);
		});

		it("passes undo and redo on to the text", async () => {
			await open();
			await focus("front.web");
			await press("Control+z");
			await press("Control+Shift+z");
			await press("Control+y");
			assert.deepEqual(
				(await preview.posted("history")).map(({ direction }) => direction),
				["undo", "redo", "redo"],
			);
		});

		it("shows all keys on ?, in the reader's language", async () => {
			await open({ locale: "ko" });
			await focus("front.web");
			await press("?");
			const dialog = preview.page.locator(".help");
			assert.match((await dialog.textContent())!, /그림에서 글 고치기/);
			assert.ok((await dialog.locator("kbd").count()) > 15);
			await press("Escape");
			assert.ok(await dialog.isHidden());
			await preview.page.locator('[data-id="front.web"]:focus').waitFor();
		});
	});
});

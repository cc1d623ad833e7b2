import { packageExtension } from "./package.ts";
import { Workbench } from "./workbench.ts";

describe("edits from the picture in VS Code", function () {
	this.timeout(120_000);
	let workbench: Workbench;

	before(async () => {
		workbench = await Workbench.open({ vsix: packageExtension(), file: "first.arch" });
	});
	after(() => workbench?.close());

	const card = (id: string) => workbench.preview.locator(`.card[data-id="${id}"]`);
	const middle = async (id: string) => {
		const box = (await card(id).locator(".body").boundingBox())!;
		return { x: box.x + box.width / 2, y: box.y + box.height / 2, bottom: box.y + box.height };
	};
	const edge = (title: string) => workbench.preview.locator(`.edge[aria-label*="${title}"]`);

	const rest = () =>
		workbench.until("the picture to come to rest", async () => {
			const { x, y } = await middle("visitor");
			await workbench.page.waitForTimeout(250);
			const now = await middle("visitor");
			return now.x === x && now.y === y;
		});

	it("connects two cards by dragging from one to the other, which Ctrl+Z undoes", async () => {
		const before = workbench.onDisk();
		await card("visitor").waitFor();
		await rest();
		const from = await middle("visitor");
		await workbench.page.mouse.move(from.x, from.y);
		await workbench.preview.locator(".edit-handle:visible").waitFor();
		await workbench.page.mouse.move(from.x, from.bottom, { steps: 3 });
		const to = await middle("db");
		await workbench.page.mouse.down();
		await workbench.page.mouse.move(to.x, to.y, { steps: 8 });
		await workbench.screenshot("edit-1-dragging");
		await workbench.page.mouse.up();
		await edge("visitor → db").waitFor({ state: "attached" });
		await rest();
		await workbench.screenshot("edit-2-connected");
		await workbench.page.keyboard.press("Control+1");
		await workbench.save(/\nvisitor -> db\n/);
		await workbench.page.keyboard.press("Control+Z");
		await edge("visitor → db").waitFor({ state: "detached" });
		await workbench.page.keyboard.press("Control+S");
		await workbench.until("the text as it was", async () => workbench.onDisk() === before);
	});

	it("counts instances by keys in the picture, which keeps the keyboard, also to undo it", async () => {
		await rest();
		await card("web").focus();
		await workbench.page.keyboard.press("Shift+ArrowUp");
		await card("web").locator(".times").filter({ hasText: "×2" }).waitFor();
		await workbench.page.keyboard.press("Shift+ArrowUp");
		await card("web").locator(".times").filter({ hasText: "×3" }).waitFor();
		await workbench.screenshot("edit-3-counted");
		await workbench.page.keyboard.press("Control+Z");
		await card("web").locator(".times").filter({ hasText: "×2" }).waitFor();
		await workbench.page.keyboard.press("Control+Z");
		await card("web").locator(".times").waitFor({ state: "detached" });
		await workbench.page.keyboard.press("Control+Y");
		await card("web").locator(".times").filter({ hasText: "×2" }).waitFor();
		await workbench.preview.locator('.card[data-id="web"]:focus').waitFor();
		await workbench.screenshot("edit-4-redone");
	});
});

import assert from "node:assert/strict";
import type { Frame } from "playwright-core";
import { packageExtension } from "./package.ts";
import { Workbench } from "./workbench.ts";

const FIRST = `system "First shop" {}
client buyer { users: 20k }
group front "Front" {
  service shop "Shop" { capacity: 900rps }
  cache cart "Cart"
}
database orders "Orders"
buyer -> shop
shop -> cart
shop -> orders
`;
const SECOND = `system "Second library" {}
client reader { users: 10k }
service library "Library" { capacity: 900rps }
reader -> library
`;

describe("locked panels and their files in VS Code", function () {
	this.timeout(180_000);
	let workbench: Workbench;

	before(async () => {
		const others = { "team/shop.arch": FIRST };
		workbench = await Workbench.open({ vsix: packageExtension(), file: "second.arch", text: SECOND, others });
		await workbench.preview.locator('[data-id="library"]').waitFor();
	});
	after(() => workbench?.close());

	const tab = (label: string) =>
		workbench.page.locator(`.tab[data-resource-name^="${label}"], .tab[aria-label^="${label}"]`).first();
	const row = (name: string) =>
		workbench.page.locator(".explorer-folders-view .monaco-list-row").filter({ hasText: new RegExp(`^${name}$`) });
	/** As with F2 in the Explorer. */
	const rename = async (from: string, to: string) => {
		// A click opens it where somebody works.
		await workbench.toFirstGroup();
		await row(from).click();
		await workbench.page.keyboard.press("F2");
		const field = workbench.page.locator(".explorer-folders-view .monaco-inputbox input");
		await field.fill(to);
		await field.press("Enter");
		await row(to).waitFor();
	};
	const card = (frame: Frame, id: string) => frame.locator(`main .card[data-id="${id}"]`);
	/** How the picture lies in its page. */
	const scale = async (frame: Frame) => {
		const transform = await frame.locator("main > svg.diagram > g").first().getAttribute("transform");
		return Number(/scale\(([\d.]+)/.exec(transform ?? "")?.[1]);
	};

	it("follows when its file is renamed", async () => {
		await row("team").click();
		await workbench.openOnTheLeft("shop.arch");
		await workbench.previewOf("First shop");
		await tab("Diagram of shop.arch").click();
		await workbench.command("Archscale: Lock Diagram");
		await tab("[Diagram] shop.arch").waitFor();
		await rename("shop.arch", "renamed.arch");
		await tab("[Diagram] renamed.arch").waitFor();
		await workbench.openOnTheLeft("renamed.arch");
		await workbench.typeAtTheEnd('queue parcels "Parcels"\n');
		const frame = await workbench.previewOf("First shop");
		await card(frame, "parcels").waitFor();
		assert.equal(await frame.locator(".banner").isVisible(), false);
		await workbench.page.keyboard.press("Control+S");
		await workbench.until("the text under its new name", async () =>
			workbench.read("team/renamed.arch").includes("parcels"),
		);
		assert.equal(workbench.read("team/shop.arch"), "");
		await workbench.screenshot("panels-1-renamed");
	});

	it("follows when a folder above its file is renamed", async () => {
		await rename("team", "crew");
		await workbench.openOnTheLeft("renamed.arch");
		await workbench.typeAtTheEnd('storage photos "Photos"\n');
		const frame = await workbench.previewOf("First shop");
		await card(frame, "photos").waitFor();
		await workbench.page.keyboard.press("Control+S");
		await workbench.until("the text in its new folder", async () =>
			workbench.read("crew/renamed.arch").includes("photos"),
		);
		await tab("[Diagram] renamed.arch").waitFor();
	});

	it("goes on when the one beside it is closed", async () => {
		await workbench.openOnTheLeft("second.arch");
		await workbench.command("Archscale: Open Diagram to the Side");
		await tab("Diagram of second.arch").waitFor();
		await workbench.previewOf("Second library");
		await tab("Diagram of second.arch").locator(".codicon-close").click();
		await tab("Diagram of second.arch").waitFor({ state: "detached" });
		await workbench.openOnTheLeft("renamed.arch");
		await workbench.typeAtTheEnd('queue letters "Letters"\n');
		await card(await workbench.previewOf("First shop"), "letters").waitFor();
		await workbench.page.keyboard.press("Control+S");
	});

	it("comes back with the window: locked one and following one, each as it was", async () => {
		await workbench.openOnTheLeft("second.arch");
		await workbench.command("Archscale: Open Diagram to the Side");
		await tab("Diagram of second.arch").click();
		await workbench.command("View: Move Editor into Right Group");
		await workbench.until("both", async () => (await workbench.previews()) === 2);
		let first = await workbench.previewOf("First shop");
		let second = await workbench.previewOf("Second library");
		await second.locator(".users-typed").fill("5M");
		await second.locator(".users-typed").press("Enter");
		await first.locator(".users-typed").fill("3M");
		await first.locator(".users-typed").press("Enter");
		await first.locator('main [data-frame="front"]').focus();
		await workbench.page.keyboard.press("e");
		await card(first, "front").waitFor();
		await card(first, "orders").click();
		await first.locator('[data-id="orders"][data-selected]').waitFor();
		// A click on a card leads to its text, which the one that follows has turned to meanwhile.
		await workbench.openOnTheLeft("second.arch");
		second = await workbench.previewOf("Second library");
		await second.locator(".users-typed").waitFor();
		assert.equal(await second.locator(".users-typed").inputValue(), "5M");
		await tab("[Diagram] renamed.arch").click();
		await card(first, "orders").focus();
		for (let step = 0; step < 3; step++) await workbench.page.keyboard.press("+");
		let before = 0;
		await workbench.until("the view to come to rest", async () => {
			const last = before;
			before = await scale(first);
			await workbench.page.waitForTimeout(200);
			return before === last;
		});
		await workbench.screenshot("panels-2-before");
		await workbench.comeBack(/\busers\W+5000000\b/, new RegExp(`\\bk\\W+${String(before).slice(0, 3)}`));
		await workbench.until("both to come back", async () => (await workbench.previews()) === 2);
		await tab("[Diagram] renamed.arch").waitFor();
		await tab("Diagram of second.arch").waitFor();
		// A page that is slow to start is loaded anew, with another frame.
		await workbench.until("what was selected", async () => {
			first = await workbench.previewOf("First shop");
			const selected = first.locator('[data-id="orders"][data-selected]');
			return selected.isVisible().catch(() => false);
		});
		second = await workbench.previewOf("Second library");
		await card(first, "front").waitFor();
		assert.equal(await first.locator(".users-typed").inputValue(), "3M");
		assert.equal(await second.locator(".users-typed").inputValue(), "5M");
		assert.equal(await scale(first), before);
		await workbench.screenshot("panels-3-after");
		// The one that followed follows, the locked one stays.
		await workbench.openOnTheLeft("second.arch");
		await workbench.typeAtTheEnd('cache shelf "Shelf"\n');
		await card(second, "shelf").waitFor();
		await workbench.page.keyboard.press("Control+S");
		assert.equal(await card(first, "shelf").count(), 0);
	});

	it("keeps the last picture of a file that is deleted, and says so until it is there again", async () => {
		const first = await workbench.previewOf("First shop");
		const banner = first.locator(".banner");
		const gone = banner.filter({ hasText: "renamed.arch is no longer there." });
		const text = workbench.read("crew/renamed.arch");
		await tab("renamed.arch").locator(".codicon-close").click();
		await tab("renamed.arch").waitFor({ state: "detached" });
		workbench.remove("crew/renamed.arch");
		await gone.waitFor();
		await card(first, "orders").waitFor();
		// The last picture is still one to look at, and says what it is.
		await first.locator(".users-typed").fill("4M");
		await first.locator(".users-typed").press("Enter");
		await card(first, "shop").or(card(first, "front")).first().waitFor();
		await gone.waitFor();
		await workbench.screenshot("panels-4-deleted");
		workbench.write("crew/renamed.arch", text);
		await banner.waitFor({ state: "hidden" });
		workbench.write("crew/renamed.arch", `${text}cache again "Again"\n`);
		await card(first, "again").waitFor();
		await workbench.screenshot("panels-5-back");
	});

	it("draws on from the editor when the file under it is deleted", async () => {
		await workbench.openOnTheLeft("second.arch");
		const text = workbench.read("second.arch");
		workbench.remove("second.arch");
		await workbench.typeAtTheEnd('queue returns "Returns"\n');
		const second = await workbench.previewOf("Second library");
		await card(second, "returns").waitFor();
		assert.equal(await second.locator(".banner").isVisible(), false);
		await workbench.page.keyboard.press("Control+S");
		await workbench.until("the file to be there again", async () => workbench.read("second.arch").length > text.length);
		assert.equal(await second.locator(".banner").isVisible(), false);
	});
});

import assert from "node:assert/strict";
import { packageExtension } from "./package.ts";
import { Workbench } from "./workbench.ts";

const FIRST = `system "First shop" {}
client buyer { users: 20k }
service shop "Shop" { capacity: 900rps }
buyer -> shop
`;
const SECOND = `system "Second library" {}
client reader { users: 10k }
service library "Library" { capacity: 900rps }
reader -> library
`;

describe("several diagrams in VS Code", function () {
	this.timeout(180_000);
	let workbench: Workbench;

	before(async () => {
		workbench = await Workbench.open({ vsix: packageExtension(), file: "first.arch", text: FIRST });
		workbench.write("wikipedia-2018.arch", SECOND);
		await workbench.preview.locator('[data-id="shop"]').waitFor();
	});
	after(() => workbench?.close());

	const tab = (label: string | RegExp) => workbench.page.locator(".tab").filter({ hasText: label });
	const inFront = (name: string) =>
		workbench.page
			.locator(".tab.active")
			.filter({ hasText: new RegExp(`^${name}`) })
			.waitFor();
	const title = (label: string) => workbench.page.locator(`.editor-actions .action-label[aria-label^="${label}"]`);

	it("locks one to its file, so that the next one can follow", async () => {
		await tab("Diagram of first.arch").click();
		await title("Lock Diagram").first().click();
		await tab("[Diagram] first.arch").waitFor();
		await title("Unlock Diagram").first().waitFor();
		await workbench.openOnTheLeft("wikipedia-2018.arch");
		await workbench.command("Archscale: Open Diagram to the Side");
		await tab("Diagram of wikipedia-2018.arch").waitFor();
		await workbench.previewOf("Second library");
		// Side by side: each in a column of its own.
		await tab("Diagram of wikipedia-2018.arch").click();
		await workbench.command("View: Move Editor into Right Group");
		await workbench.until("both", async () => (await workbench.previews()) === 2);
		await workbench.previewOf("First shop");
		await workbench.screenshot("several-1-side-by-side");
	});

	it("draws each as its own text is edited, in turn", async () => {
		await workbench.openOnTheLeft("wikipedia-2018.arch");
		await workbench.typeAtTheEnd('cache shelf "Shelf"\n');
		const second = await workbench.previewOf("Second library");
		await second.locator('[data-id="shelf"]').waitFor();
		const first = await workbench.previewOf("First shop");
		assert.equal(await first.locator('[data-id="shelf"]').count(), 0);
		await workbench.page.keyboard.press("Control+S");

		// The text of the locked one comes to the front: the other one follows it, and the locked one is where it was.
		await workbench.openOnTheLeft("first.arch");
		await workbench.typeAtTheEnd('queue parcels "Parcels"\n');
		await workbench.until("the card in both", async () => {
			const counts = await Promise.all(
				workbench.page.frames().map((frame) =>
					frame
						.locator('main [data-id="parcels"]')
						.count()
						.catch(() => 0),
				),
			);
			return counts.filter((count) => count > 0).length === 2;
		});
		await workbench.page.keyboard.press("Control+S");
		await workbench.openOnTheLeft("wikipedia-2018.arch");
		await workbench.previewOf("Second library");
		await (await workbench.previewOf("First shop")).locator('[data-id="parcels"]').waitFor();
	});

	it("keeps the users of each", async () => {
		const first = await workbench.previewOf("First shop");
		const second = await workbench.previewOf("Second library");
		const before = await second.locator('[data-id="library"]').getAttribute("aria-label");
		await first.locator(".users-typed").fill("3M");
		await first.locator(".users-typed").press("Enter");
		await workbench.until("the load of three million", async () =>
			/\d{3,} ?%/.test((await first.locator('[data-id="shop"]').getAttribute("aria-label")) ?? ""),
		);
		assert.equal(await second.locator('[data-id="library"]').getAttribute("aria-label"), before);
		assert.notEqual(await second.locator(".users-typed").inputValue(), "3M");
	});

	it("edits the text of its own diagram while another one is in the editor, and undoes it there", async () => {
		await workbench.openOnTheLeft("wikipedia-2018.arch");
		const second = workbench.read("wikipedia-2018.arch");
		// Until then the one that follows shows the first text as well.
		await workbench.previewOf("Second library");
		const first = await workbench.previewOf("First shop");
		// The editor takes the keyboard a moment after its text has opened.
		await workbench.until("the card to keep the keyboard", async () => {
			await first.locator('[data-id="shop"]').focus();
			await workbench.page.waitForTimeout(300);
			return first.evaluate<boolean>("document.hasFocus() && document.activeElement?.dataset.id === 'shop'");
		});
		await workbench.page.keyboard.press("Shift+ArrowUp");
		await first.locator('[data-id="shop"] .times').filter({ hasText: "×2" }).waitFor();
		await workbench.screenshot("several-2-edited-locked");
		await workbench.page.keyboard.press("Control+Z");
		await first.locator('[data-id="shop"] .times').waitFor({ state: "detached" });
		assert.equal(await first.locator(".users-typed").inputValue(), "3M");
		await inFront("wikipedia-2018.arch");
		await workbench.previewOf("Second library");
		await workbench.until("the keyboard to be back", () => first.evaluate<boolean>("document.hasFocus()"));
		await workbench.page.keyboard.press("Control+Y");
		await first.locator('[data-id="shop"] .times').filter({ hasText: "×2" }).waitFor();
		await workbench.command("File: Save All");
		await workbench.until("the edit on the disk", async () => /service shop "Shop" x2/.test(workbench.onDisk()));
		assert.equal(workbench.read("wikipedia-2018.arch"), second);
	});

	it("is rebuilt as it was after it was hidden: the place, the selection, and what was edited meanwhile", async () => {
		let first = await workbench.previewOf("First shop");
		await first.locator('[data-id="buyer"]').click();
		await first.locator('[data-id="buyer"][data-selected]').waitFor();
		const box = (await first.locator("main > svg.diagram").elementHandle())!;
		const place = (await box.boundingBox())!;
		await workbench.page.mouse.move(place.x + place.width / 2, place.y + place.height / 2);
		for (let step = 0; step < 3; step++) await workbench.page.mouse.wheel(0, -120);
		const world = "document.querySelector('main > svg.diagram > g').getAttribute('transform')";
		let view = await first.evaluate<string>(world);
		await workbench.until("the view to come to rest", async () => {
			const before = view;
			await workbench.page.waitForTimeout(200);
			view = await first.evaluate<string>(world);
			return view === before;
		});

		// A text on top of it hides it; VS Code drops the page.
		await tab("[Diagram] first.arch").click();
		await workbench.command("File: New Untitled Text File");
		await workbench.until("the page to be gone", async () => (await workbench.previews()) === 1);
		await workbench.openOnTheLeft("first.arch");
		await workbench.typeAtTheEnd('storage photos "Photos"\n');
		await workbench.page.keyboard.press("Control+S");
		await workbench.openOnTheLeft("wikipedia-2018.arch");
		await tab("[Diagram] first.arch").click();
		// The one that follows has shown the first as well, for as long as its text was in front.
		await workbench.previewOf("Second library");
		first = await workbench.previewOf("First shop");
		await first.locator('[data-id="photos"]').waitFor({ state: "attached" });
		await first.locator('[data-id="buyer"][data-selected]').waitFor();
		const scale = (transform: string) => Number(/scale\(([\d.]+)/.exec(transform)?.[1]);
		assert.equal(scale(await first.evaluate<string>(world)), scale(view));
		assert.equal(await first.locator(".users-typed").inputValue(), "3M");
		await workbench.screenshot("several-3-rebuilt");
	});
});

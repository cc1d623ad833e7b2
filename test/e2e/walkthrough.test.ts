import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { packageExtension } from "./package.ts";
import { Workbench } from "./workbench.ts";

describe("the first steps in a new VS Code", function () {
	this.timeout(120_000);
	let workbench: Workbench;

	before(async () => {
		workbench = await Workbench.open({ vsix: packageExtension(), file: "first.arch" });
		await workbench.command("Open Walkthrough...");
		const entry = workbench.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: "Archscale" });
		await entry.first().click();
		await workbench.page.getByText("Open a first architecture").first().waitFor();
	});
	after(() => workbench?.close());

	it("are a walkthrough with a picture for each", async () => {
		const picture = workbench.page.locator(".getting-started-media img").first();
		await workbench.until("the picture", () => isLoaded(picture));
		await workbench.screenshot("walkthrough");
	});

	it("open an example as a text of the user's own, with its diagram", async () => {
		await workbench.page.getByRole("button", { name: "Open One Server" }).click();
		await workbench.page.locator(".squiggly-error").first().waitFor();
		await workbench.page.locator(".tab").filter({ hasText: "Diagram of Untitled-1" }).waitFor();
		await workbench.preview.locator('[data-id="machine.web"]').waitFor();
		await workbench.screenshot("walkthrough-example");
	});

	it("show the way to ten million users with its pictures, without a network", async () => {
		await workbench.command("Archscale: From One Server to Ten Million Users");
		const frames = workbench.page.locator("iframe.webview.ready");
		await workbench.page.locator(".tab.active").filter({ hasText: "walkthrough.md" }).waitFor();
		const page = frames.last().contentFrame().frameLocator("iframe#active-frame");
		const last = page.locator("img").last();
		await last.scrollIntoViewIfNeeded();
		await workbench.until("the picture", () => isLoaded(last));
		assert.ok((await page.locator("img").count()) > 5);
		await workbench.screenshot("walkthrough-page");
	});
});

function isLoaded(picture: Locator): Promise<boolean> {
	return picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth > 0);
}

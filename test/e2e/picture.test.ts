import assert from "node:assert/strict";
import { packageExtension } from "./package.ts";
import { Workbench } from "./workbench.ts";

describe("the picture in VS Code", function () {
	this.timeout(120_000);
	let workbench: Workbench;

	before(async () => {
		workbench = await Workbench.open({
			vsix: packageExtension(),
			file: "zero-to-millions/01-single-server.arch",
		});
	});
	after(() => workbench?.close());

	it("explains a finding at its badge, shows what a fix would do, does it, and takes it back as one step", async () => {
		const { preview, page } = workbench;
		const card = (id: string) => preview.locator(`.card[data-id="${id}"]`);
		const before = workbench.onDisk();
		// The server and its first layout take their time on a busy machine.
		await card("machine.db").waitFor({ timeout: 60_000 });
		await card("machine.db").locator(".finding").click();
		const panel = preview.getByRole("dialog", { name: "Database" });
		await panel
			.getByText(/replica/)
			.first()
			.waitFor();
		const fix = panel.getByRole("button", { name: /^Add a replica/ }).first();
		await panel.getByText("Point at a fix").waitFor();
		await fix.hover();
		await preview
			.locator(".preview-note")
			.getByText(/instead of/)
			.waitFor();
		await preview.locator('.card[data-id="machine.db"][data-change]').waitFor();
		await workbench.screenshot("picture-1-preview");
		assert.equal(workbench.onDisk(), before);

		await fix.click();
		await workbench.until("the replica in the picture", async () =>
			/1 replica/.test((await card("machine.db").getAttribute("aria-label")) ?? ""),
		);
		await preview.locator("[data-change]").first().waitFor({ state: "detached" });
		await workbench.screenshot("picture-2-done");
		await page.keyboard.press("Control+1");
		const after = await workbench.save(/database db[^}]*replicas: 1/);
		await page.keyboard.press("Control+Z");
		assert.equal(await workbench.save(/database db[^}]*write-capacity: 200\/s \}/), before);
		assert.notEqual(after, before);
	});
});

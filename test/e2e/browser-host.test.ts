import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Workbench } from "./workbench.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The extension as VS Code in a browser sees it, which has no Node: it runs in a web worker. */
function browserOnly(): string {
	const folder = mkdtempSync(join(tmpdir(), "archscale-web-"));
	const { main: _, ...manifest } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
	writeFileSync(join(folder, "package.json"), JSON.stringify({ ...manifest, extensionKind: ["web"] }));
	for (const file of readdirSync(root))
		if (file.startsWith("package.nls")) cpSync(join(root, file), join(folder, file));
	for (const part of ["l10n", "media", "dist"]) cpSync(join(root, part), join(folder, part), { recursive: true });
	return folder;
}

describe("the extension in a browser's web worker", function () {
	this.timeout(120_000);
	let extension: string;
	let workbench: Workbench;

	before(async () => {
		extension = browserOnly();
		workbench = await Workbench.open({ extension, file: "photo-sharing.arch" });
	});
	after(async () => {
		await workbench?.close();
		rmSync(extension, { recursive: true, force: true });
	});

	it("explains a component, and reads the files that are imported", async () => {
		await workbench.goTo('web "Web tier"');
		const text = await workbench.hover("browser-host");
		assert.match(text, /Web tier/);
		assert.match(text, /\d+(\.\d+)? ?%/);
	});

	it("draws the diagram, and keeps it when a card leads to an imported file", async () => {
		const card = workbench.preview.locator('[data-id="mail"]');
		await card.click();
		await workbench.page.locator(".tab.active").filter({ hasText: "shared-services.arch" }).waitFor();
		await card.waitFor();
		await workbench.preview.locator('[data-id="us.web"]').waitFor();
		await workbench.screenshot("browser-host-diagram");
	});

	it("finds names in files that nobody has opened, also in one that has just come", async () => {
		const { page } = workbench;
		const row = (text: string) => page.locator(".quick-input-list .monaco-list-row").filter({ hasText: text }).first();
		const search = async (query: string, expected: string): Promise<void> => {
			const input = page.locator(".quick-input-widget input");
			await workbench.until("the box for commands", async () => {
				await page.keyboard.press("F1");
				return input.waitFor({ timeout: 2000 }).then(
					() => true,
					() => false,
				);
			});
			await input.fill(`#${query}`);
			await row(expected).waitFor({ timeout: 5000 });
		};
		await search("django", "instagram-2011.arch");
		await workbench.screenshot("browser-host-symbols");
		workbench.write("late.arch", "service latecomer\n");
		await workbench.until("the new file to be known", async () => {
			await search("latecomer", "late").catch(() => undefined);
			return row("late.arch").isVisible();
		});
		await page.keyboard.press("Escape");
	});

	it("exports pixels and a page, and says that it cannot write PDF", async () => {
		const { page } = workbench;
		const entry = async (text: string, ending: string) => {
			await workbench.chooseExport(text);
			const box = page.locator(".quick-input-widget input");
			await workbench.until("the path", async () => (await box.inputValue()).endsWith(`photo-sharing.${ending}`));
			await page.keyboard.press("Enter");
		};
		await entry("PNG", "png");
		await workbench.until("the image", async () => workbench.bytes("photo-sharing.png").length > 0);
		await entry("HTML", "html");
		await workbench.until("the page", async () => /<!DOCTYPE html>/.test(workbench.read("photo-sharing.html")));
		await entry("PDF", "pdf");
		await page.getByText("PDF cannot be written by VS Code in a browser").first().waitFor();
		assert.equal(workbench.bytes("photo-sharing.pdf").length, 0);
	});
});

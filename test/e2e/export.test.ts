import assert from "node:assert/strict";
import { readPdf } from "../support/pdf.ts";
import { decodePng } from "../support/png.ts";
import { packageExtension } from "./package.ts";
import { Workbench } from "./workbench.ts";

const DARK = { "workbench.colorTheme": "Default Dark Modern" };

const MARKDOWN = `# Notes

\`\`\`archscale
client browser "Browser" { users: 2M }
service web "Web <b>tier</b>" x2 { capacity: 500rps }
browser -> web
\`\`\`

And one with a mistake:

\`\`\`archscale
service api "API"
servise broken
\`\`\`
`;

describe("what leaves the editor", function () {
	this.timeout(180_000);
	let workbench: Workbench;

	before(async () => {
		workbench = await Workbench.open({ vsix: packageExtension(), file: "photo-sharing.arch", settings: DARK });
		workbench.write("notes.md", MARKDOWN);
		await workbench.preview.locator('[data-id="us.web"]').waitFor();
	});
	after(() => workbench?.close());

	/** Take the path that VS Code proposes, and wait for the file. */
	async function saved(ending: string): Promise<Buffer> {
		const box = workbench.page.locator(".quick-input-widget input");
		await workbench.until("the proposed path", async () =>
			(await box.inputValue()).endsWith(`photo-sharing.${ending}`),
		);
		await workbench.page.keyboard.press("Enter");
		await workbench.until(`the ${ending}`, async () => workbench.bytes(`photo-sharing.${ending}`).length > 0);
		await workbench.page.locator(".notifications-toasts").getByText(`photo-sharing.${ending}`).first().waitFor();
		await workbench.command("Notifications: Clear All Notifications");
		return workbench.bytes(`photo-sharing.${ending}`);
	}

	const entry = (text: string): Promise<void> => workbench.chooseExport(text);

	it("is an image that the preview has drawn", async () => {
		await entry("PNG");
		const png = decodePng(await saved("png"));
		assert.ok(png.width > 2000, `${png.width} pixels`);
		// In the colours of the editor.
		assert.ok(png.at(4, 4)[0]! < 64, `the background is ${png.at(4, 4)}`);
	});

	it("is a PDF", async () => {
		await entry("PDF");
		assert.ok(readPdf(await saved("pdf")).texts.includes("Web tier"));
	});

	it("is a page, by the command and its choice of formats", async () => {
		await workbench.page.keyboard.press("Control+1");
		await workbench.command("Archscale: Export Diagram…");
		await workbench.screenshot("export-formats");
		await workbench.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: "HTML" }).click();
		const html = (await saved("html")).toString();
		assert.match(html, /^<!DOCTYPE html>[\s\S]*"title":"Photo sharing"/);
	});

	it("goes to the clipboard, as pixels and as text", async () => {
		await workbench.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
		await entry("Copy as image");
		const types = () =>
			workbench.page.evaluate<string[]>("navigator.clipboard.read().then((all) => all.flatMap((one) => one.types))");
		await workbench.page.getByText("copied as an image").first().waitFor();
		assert.deepEqual(await types(), ["image/png"]);
		await workbench.command("Archscale: Copy Diagram as SVG");
		await workbench.page.getByText("copied as SVG").first().waitFor();
		assert.match(await workbench.page.evaluate<string>("navigator.clipboard.readText()"), /^<\?xml[\s\S]*Web tier/);
	});

	it("draws the blocks of Markdown, with what is wrong in them", async () => {
		await workbench.command("Close All Editors");
		await workbench.page.keyboard.press("Control+P");
		await workbench.page.keyboard.type("notes.md");
		await workbench.page
			.locator(".quick-input-list .monaco-list-row")
			.filter({ hasText: "notes.md" })
			.first()
			.waitFor();
		await workbench.page.keyboard.press("Enter");
		await workbench.page.locator(".tab.active").filter({ hasText: "notes.md" }).waitFor();
		await workbench.command("Markdown: Open Preview");
		const images = workbench.preview.locator(".archscale img");
		await workbench.until("both pictures", async () => (await images.count()) === 2);
		await workbench.screenshot("markdown");
		assert.equal(await images.count(), 2);
		assert.equal(await images.first().getAttribute("alt"), "Architecture diagram: Browser, Web <b>tier</b>");
		const width = await images.first().evaluate(async (image) => {
			await (image as unknown as { decode(): Promise<void> }).decode();
			return (image as unknown as { readonly naturalWidth: number }).naturalWidth;
		});
		assert.ok(width > 200, `${width} px`);
		assert.match((await workbench.preview.locator(".archscale-problem").textContent())!, /^Line 2: /);
	});
});

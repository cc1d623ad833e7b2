import assert from "node:assert/strict";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Frame, FrameLocator, Locator, Page } from "playwright-core";
import { launchBrowser } from "../../scripts/browser.ts";
import { startVsCode, type VsCode, workbenchUrl } from "../../scripts/vscode.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const screenshots = join(root, ".vscode-test/screenshots");

export interface WorkbenchOptions {
	/** The packaged extension to install. */
	readonly vsix?: string;
	/** The folder of an extension to run in its place. */
	readonly extension?: string;
	/** The file of the examples to open. */
	readonly file: string;
	/** What it says, where it is not one of the examples. */
	readonly text?: string;
	/** What is in the folder, by name, where it is not the examples. */
	readonly files?: Readonly<Record<string, string>>;
	/** What is in the folder besides the examples. */
	readonly others?: Readonly<Record<string, string>>;
	readonly locale?: string;
	readonly settings?: Readonly<Record<string, unknown>>;
	/** In a VS Code that people have now, not in the oldest that is supported. */
	readonly recent?: boolean;
}

/** A VS Code that is new to the machine, with nothing but the packaged extension in it, and somebody in front of it. */
export class Workbench {
	readonly page: Page;
	/** The page inside the preview. */
	readonly preview: FrameLocator;
	readonly editor: Locator;
	readonly #file: string;
	readonly #folder: string;
	readonly #server: VsCode;
	readonly #browser: Browser;

	private constructor(parts: { page: Page; file: string; folder: string; server: VsCode; browser: Browser }) {
		this.page = parts.page;
		this.preview = parts.page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
		this.editor = parts.page.locator(".editor-instance .monaco-editor").first();
		this.#file = parts.file;
		this.#folder = parts.folder;
		this.#server = parts.server;
		this.#browser = parts.browser;
	}

	static async open(options: WorkbenchOptions): Promise<Workbench> {
		const { vsix, extension, file, text, files, others, locale, settings, recent = false } = options;
		mkdirSync(screenshots, { recursive: true });
		const folder = mkdtempSync(join(tmpdir(), "archscale-examples-"));
		if (!files) cpSync(join(root, "examples"), folder, { recursive: true });
		const texts = { ...files, ...others, ...(text !== undefined && { [file]: text }) };
		for (const [name, content] of Object.entries(texts)) writeIn(folder, name, content);
		const server = await startVsCode({
			...(vsix && { vsix }),
			recent,
			token: "for-these-tests-only",
			...(locale && { locale }),
			...(settings && { settings }),
		});
		const browser = await launchBrowser();
		const page = await browser.newPage({ viewport: { width: 1600, height: 1000 }, ...(locale && { locale }) });
		page.setDefaultTimeout(20_000);
		const workbench = new Workbench({ page, file: join(folder, file), folder, server, browser });
		await page.goto(workbenchUrl(server, { folder, file: join(folder, file), extension }));
		await workbench.editor.locator(".view-line").first().waitFor();
		return workbench;
	}

	/** The page inside the only preview whose picture has this title, where there are several previews. */
	async previewOf(title: string): Promise<Frame> {
		let found: Frame[] = [];
		await this.until(`the diagram of ${title}`, async () => {
			found = [];
			for (const frame of this.page.frames()) if ((await titleOf(frame)) === title) found.push(frame);
			return found.length === 1;
		});
		return found[0]!;
	}

	/** How many previews there are whose page can be seen. */
	async previews(): Promise<number> {
		const titles = await Promise.all(this.page.frames().map(titleOf));
		return titles.filter((title) => title !== undefined).length;
	}

	/** Leave the page and come back, as somebody does who opens the same folder again, once VS Code has kept all of `states`. */
	async comeBack(...states: readonly RegExp[]): Promise<void> {
		// It does so in the browser's database, every few seconds.
		const kept = async () => JSON.stringify(await this.page.context().storageState({ indexedDB: true }));
		await this.until(`${states.join(" and ")} to be kept`, async () => {
			const all = await kept();
			return states.every((state) => state.test(all));
		});
		await this.page.goto(workbenchUrl(this.#server, { folder: this.#folder }));
	}

	async close(): Promise<void> {
		await this.#browser.close();
		await this.#server.stop();
		rmSync(this.#folder, { recursive: true, force: true });
	}

	screenshot(name: string): Promise<unknown> {
		return this.page.screenshot({ path: join(screenshots, `${name}.png`) });
	}

	/** The text of the file on the disk. */
	onDisk(): string {
		return readFileSync(this.#file, "utf8");
	}

	/** The text of another file of the folder, empty as long as there is none. */
	read(name: string): string {
		const file = join(this.#folder, name);
		return existsSync(file) ? readFileSync(file, "utf8") : "";
	}

	/** The bytes of another file of the folder, none as long as it is not there. */
	bytes(name: string): Buffer {
		const file = join(this.#folder, name);
		return existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
	}

	/** How many errors and warnings there are, as the status bar counts them. */
	async problems(): Promise<number> {
		const label = await this.page.locator("#status\\.problems a").getAttribute("aria-label");
		return (label?.match(/\d+/g) ?? []).reduce((sum, count) => sum + Number(count), 0);
	}

	write(name: string, text: string): void {
		writeIn(this.#folder, name, text);
	}

	/** Delete a file of the folder, as another program does. */
	remove(name: string): void {
		rmSync(join(this.#folder, name));
	}

	/** What the extension says in the status bar. */
	async status(): Promise<string> {
		return (await this.page.locator('[id="archscale.archscale.archscale.summary"]').textContent()) ?? "";
	}

	/** Save the file until it is on the disk as expected: an edit that the server makes may come after the first key. */
	async save(expected: RegExp): Promise<string> {
		await this.until(`${expected} on the disk`, async () => {
			await this.page.keyboard.press("Control+S");
			await this.page.waitForTimeout(200);
			return expected.test(this.onDisk());
		});
		return this.onDisk();
	}

	/** Give the keyboard to the first group of editors: a key or a click in a picture comes to VS Code a moment later. */
	async toFirstGroup(): Promise<void> {
		await this.until("the first group to have the keyboard", async () => {
			await this.page.keyboard.press("Control+1");
			await this.page.waitForTimeout(100);
			return this.page.evaluate<boolean>(FIRST_GROUP_HAS_KEYBOARD);
		});
	}

	/** Open a file of the Explorer in the first group. A picture that has just loaded may take the keyboard, and the file to its own. */
	async openOnTheLeft(name: string): Promise<void> {
		const row = this.page.locator(".explorer-folders-view .monaco-list-row").filter({ hasText: name });
		const tabs = this.page.locator(".tab").filter({ hasText: new RegExp(`^${name}`) });
		await this.until(`${name} on the left`, async () => {
			await this.toFirstGroup();
			await row.dblclick();
			await this.page.waitForTimeout(300);
			let isOnTheLeft = false;
			for (const tab of await tabs.all()) {
				const isElsewhere = /Editor Group [2-9]/.test((await tab.getAttribute("aria-label")) ?? "");
				if (isElsewhere) await tab.locator(".codicon-close").click();
				else isOnTheLeft = ((await tab.getAttribute("class")) ?? "").split(" ").includes("active");
			}
			return isOnTheLeft && (await tabs.count()) === 1;
		});
	}

	/** At the end of the text that is open in the first group. */
	async typeAtTheEnd(text: string): Promise<void> {
		await this.toFirstGroup();
		await this.page.keyboard.press("Control+End");
		await this.page.keyboard.type(text);
	}

	/** Put the cursor into `text`, as the saved file has it. */
	async goTo(text: string): Promise<void> {
		const offset = this.onDisk().indexOf(text);
		assert.ok(offset >= 0, `the file has no "${text}"`);
		const before = this.onDisk().slice(0, offset).split("\n");
		await this.toFirstGroup();
		await this.page.keyboard.press("Control+G");
		await this.page.locator(".quick-input-widget input").waitFor();
		await this.page.keyboard.type(`:${before.length}:${before.at(-1)!.length + 2}`);
		await this.page.keyboard.press("Enter");
		await this.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
	}

	/** Whether the cursor comes to a line of the text, as the status bar says it, within a second. */
	cursorComesTo(line: number): Promise<boolean> {
		return appears(this.page.locator("#status\\.editor\\.selection").filter({ hasText: `Ln ${line},` }), 1000);
	}

	/** What the hover at the cursor says; it is gone afterwards, but for its screenshot. */
	async hover(screenshot: string): Promise<string> {
		const content = this.page.locator(".monaco-hover:visible .monaco-hover-content").first();
		// There is nothing to say until the server has started.
		await this.until("a hover", async () => {
			await this.page.keyboard.press("Escape");
			await this.page.keyboard.press("Control+K");
			await this.page.keyboard.press("Control+I");
			return appears(content.locator(".rendered-markdown").first(), 1500);
		});
		const text = (await content.textContent()) ?? "";
		await this.screenshot(screenshot);
		await this.page.keyboard.press("Escape");
		return text.replaceAll("\u00a0", " ");
	}

	/** Apply the fix at the cursor whose title matches. Returns that title. */
	async fix(title: RegExp): Promise<string> {
		const menu = this.page.locator(".action-widget");
		const action = menu.locator(".monaco-list-row.action").filter({ hasText: title }).first();
		// The light bulb may know of no fix until the server has seen the text.
		await this.until(`the fix ${title}`, async () => {
			await this.page.keyboard.press("Control+.");
			if (await appears(action, 1500)) return true;
			await this.page.keyboard.press("Escape");
			return false;
		});
		const found = (await action.textContent()) ?? "";
		await this.screenshot(`fix-${found.replace(/[^\p{L}\d]+/gu, "-").slice(0, 40)}`);
		const focused = menu.locator(".monaco-list-row.action.focused");
		await this.until("the fix to be chosen", async () => {
			if (title.test((await focused.textContent()) ?? "")) return true;
			await this.page.keyboard.press("ArrowDown");
			return false;
		});
		await this.page.keyboard.press("Enter");
		await menu.waitFor({ state: "hidden" });
		return found;
	}

	/** Takes an entry of the menu of exports, which stands behind `…` where the toolbar is narrow. */
	async chooseExport(text: string): Promise<void> {
		const button = this.preview.getByText("Export", { exact: true });
		const entry = this.preview.getByRole("menuitem");
		if (await button.isVisible()) await button.click();
		else {
			await this.preview.locator("[data-more]").click();
			await entry.filter({ hasText: "Export" }).click();
		}
		await entry.filter({ hasText: text }).click();
	}

	/** Run a command by its title. A palette that lost its focus or its first letters is opened anew. */
	async command(title: string): Promise<void> {
		const input = this.page.locator(".quick-input-widget input");
		const row = this.page.locator(".quick-input-list .monaco-list-row").filter({ hasText: title }).first();
		await this.until(`the command ${title}`, async () => {
			await this.page.keyboard.press("F1");
			if (await appears(input, 2000)) {
				// It may go again before it is filled: a page that has just loaded takes the keyboard.
				const filled = input.fill(`>${title}`, { timeout: 2000 });
				if ((await filled.then(() => true).catch(() => false)) && (await appears(row, 3000))) return true;
			}
			await this.page.keyboard.press("Escape");
			return false;
		});
		await row.click();
	}

	/** How long VS Code says that the extension took to activate, in milliseconds: loading its code and calling it. */
	async activationMilliseconds(): Promise<number> {
		await this.command("Developer: Show Running Extensions");
		const rows = this.page.locator(".runtime-extensions-editor .monaco-list-row").filter({ hasText: "Archscale" });
		const text = (await rows.first().locator(".activation-time").textContent()) ?? "";
		return Number(/(\d+)\s*ms/.exec(text)?.[1] ?? Number.NaN);
	}

	async until(what: string, probe: () => Promise<boolean>): Promise<void> {
		const deadline = Date.now() + 20_000;
		while (!(await probe())) {
			if (Date.now() > deadline) {
				await this.screenshot("failed");
				throw new Error(`Waited 20 s in vain for ${what}.`);
			}
			await this.page.waitForTimeout(100);
		}
	}
}

function writeIn(folder: string, name: string, text: string): void {
	const file = join(folder, name);
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, text);
}

const FIRST_GROUP_HAS_KEYBOARD = `(() => {
	const tab = document.activeElement?.closest(".editor-group-container")?.querySelector(".tab.active");
	return tab != null && !/Editor Group [2-9]/.test(tab.getAttribute("aria-label"));
})()`;

/** The title of the picture in a frame; undefined: it is not that of a preview, or is going away. */
async function titleOf(frame: Frame): Promise<string | undefined> {
	try {
		const text = "document.querySelector('header.toolbar h1')?.textContent || undefined";
		return frame.parentFrame() ? await frame.evaluate<string | undefined>(text) : undefined;
	} catch {
		return undefined;
	}
}

function appears(locator: Locator, timeout: number): Promise<boolean> {
	return locator.waitFor({ timeout }).then(
		() => true,
		() => false,
	);
}

import assert from "node:assert/strict";
import { packageExtension } from "./package.ts";
import { Workbench } from "./workbench.ts";

describe("the packaged extension in a new VS Code", function () {
	this.timeout(120_000);
	let workbench: Workbench;

	before(async () => {
		workbench = await Workbench.open({
			vsix: packageExtension(),
			file: "zero-to-millions/01-single-server.arch",
		});
	});
	after(() => workbench?.close());

	const card = (id: string) => workbench.preview.locator(`[data-id="${id}"]`);

	it("marks what will not scale, and draws it beside the text", async () => {
		await workbench.page.locator(".squiggly-error").first().waitFor();
		await card("machine.web").waitFor();
		assert.match((await card("machine.web").getAttribute("aria-label")) ?? "", /Web server.*116 ?%/);
		await workbench.screenshot("1-opened");
	});

	it("says in the status bar how many users the design carries", async () => {
		assert.match(await workbench.status(), /43k/);
	});

	it("explains a component with its load and what is wrong with it", async () => {
		await workbench.goTo('web "Web server"');
		const text = await workbench.hover("2-hover");
		assert.match(text, /Web server/);
		assert.match(text, /116 ?%/);
		assert.match(text, /single instance/);
	});

	it("marks the card under the cursor", async () => {
		await workbench.goTo('db "Database"');
		await workbench.preview.locator('[data-id="machine.db"][data-selected]').waitFor();
	});

	it("jumps to the line of a card that is clicked", async () => {
		const lines = workbench.onDisk().split("\n");
		const line = lines.findIndex((text) => text.includes('files "Photos"')) + 1;
		// The picture may just be moving to the card under the cursor.
		await workbench.until("the cursor on the line of the card", async () => {
			await card("machine.files").click();
			return workbench.cursorComesTo(line);
		});
		await workbench.screenshot("3-clicked");
	});

	it("moves sessions to a shared store with one key, and the picture follows", async () => {
		const before = await workbench.problems();
		await workbench.goTo('web "Web server"');
		await workbench.fix(/Move the sessions/);
		await card("session-store").or(workbench.preview.locator('[data-id$=".session-store"]')).waitFor();
		await workbench.until("fewer problems", async () => (await workbench.problems()) < before);
		await workbench.screenshot("4-sessions-moved");
		const text = await workbench.save(/sessions: session-store/);
		assert.match(text, /cache session-store x2/);
	});

	it("adds a replica of the database", async () => {
		await workbench.goTo('db "Database"');
		await workbench.fix(/Add a replica/);
		await workbench.save(/database db[^}]*replicas: 1[^}]*failover: automatic/);
		await workbench.until("the replica in the picture", async () =>
			/replica/i.test((await card("machine.db").getAttribute("aria-label")) ?? ""),
		);
		await workbench.screenshot("5-replica-added");
	});

	it("takes a fix back as one step", async () => {
		await workbench.page.keyboard.press("Control+1");
		await workbench.page.keyboard.press("Control+Z");
		const text = await workbench.save(/database db[^}]*write-capacity: 200\/s \}/);
		assert.match(text, /sessions: session-store/);
	});

	it("shows the load at the users that the slider is set to", async () => {
		const slider = workbench.preview.locator('input[type="range"]');
		const before = await card("machine.web").getAttribute("aria-label");
		await slider.focus();
		for (let i = 0; i < 3; i++) await slider.press("ArrowRight");
		// Three steps of a twentieth of ten times as many, on from 50 k.
		assert.equal(await workbench.preview.locator(".users-typed").inputValue(), "71k");
		await workbench.until(
			"another load",
			async () => (await card("machine.web").getAttribute("aria-label")) !== before,
		);
		await workbench.screenshot("6-more-users");
	});

	it("draws a file that was closed and opened again", async () => {
		const tab = workbench.page.locator(".tab").filter({ hasText: /^01-single-server.arch/ });
		await workbench.page.keyboard.press("Control+1");
		await workbench.command("View: Close Editor");
		await tab.waitFor({ state: "detached" });
		await workbench.command("View: New Editor Group to the Left");
		await workbench.page.locator(".explorer-folders-view .monaco-list-row").filter({ hasText: "01-single" }).dblclick();
		await tab.waitFor();
		await workbench.page.locator(".squiggly-error").first().waitFor();
		await workbench.page.keyboard.press("Control+End");
		await workbench.page.keyboard.type("storage archive { holds: recipes }");
		await card("archive").waitFor();
		await workbench.screenshot("7-opened-again");
		await workbench.command("File: Revert File");
		await card("archive").waitFor({ state: "detached" });
	});

	it("exports the picture", async () => {
		await workbench.page.keyboard.press("Control+1");
		await workbench.command("Archscale: Export Diagram as SVG");
		const box = workbench.page.locator(".quick-input-widget input");
		await workbench.until("the proposed path", async () => /01-single-server\.svg$/.test(await box.inputValue()));
		await workbench.page.keyboard.press("Enter");
		const file = "zero-to-millions/01-single-server.svg";
		await workbench.until("the file", async () => /<svg[\s\S]*Web server[\s\S]*<\/svg>/.test(workbench.read(file)));
	});

	it("brings the diagram back when the folder is opened again, with the users that it was set to", async () => {
		const before = await card("machine.web").getAttribute("aria-label");
		// From here on nothing opens it by itself.
		workbench.write(".vscode/settings.json", "{}");
		// VS Code keeps what the slider went through as well: the 71 k where it came to rest are what counts.
		await workbench.comeBack(/archscale\.preview.*\busers\W+71\d{3}\b/);
		await card("machine.web").waitFor();
		await workbench.until(
			"the same load",
			async () => (await card("machine.web").getAttribute("aria-label")) === before,
		);
		await workbench.screenshot("8-came-back");
	});
});

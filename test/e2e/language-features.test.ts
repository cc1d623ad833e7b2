import assert from "node:assert/strict";
import { packageExtension } from "./package.ts";
import { Workbench } from "./workbench.ts";

const SHOP = `import "./parts/data.arch"

client browser "Browser" {
  users: 1M
  requests: 20/day
}
loadbalancer lb x2
service web "Web tier" x3 {
  capacity: 500rps
  reads orders
}
database db {
  holds: orders
}

browser -> lb -> web -> db
`;

const FILES = {
	"shop.arch": SHOP,
	"parts/data.arch": "data orders {\n  items: 1M\n  size: 1KB\n}\n",
	"parts/mail.arch": 'external mail "Mail service"\n',
	"parts/mistaken.arch": "service lost x2 {\n  colour: red\n}\n",
};

describe("what an editor offers about a text", function () {
	this.timeout(120_000);
	let workbench: Workbench;
	before(async () => {
		const settings = { "editor.linkedEditing": true, "archscale.diagram.openAutomatically": false };
		workbench = await Workbench.open({ vsix: packageExtension(), file: "shop.arch", files: FILES, settings });
		await workbench.goTo("web ");
		await workbench.hover("features-start");
	});
	after(() => workbench?.close());

	/** Put the cursor behind the last line and begin another one. */
	const newLine = async (): Promise<void> => {
		await workbench.page.keyboard.press("Escape");
		await workbench.page.keyboard.press("Control+1");
		await workbench.page.keyboard.press("Control+End");
		await workbench.page.keyboard.press("Enter");
	};
	const suggestion = (label: string) =>
		workbench.page
			.locator(".suggest-widget.visible .monaco-list-row")
			.filter({ has: workbench.page.locator(".label-name").getByText(label, { exact: true }) })
			.first();
	/** Take a suggestion for what has been typed. */
	const accept = async (label: string): Promise<void> => {
		const { page } = workbench;
		await workbench.until(`the suggestion ${label}`, async () => {
			if (await suggestion(label).isVisible()) return true;
			await page.keyboard.press("Control+Space");
			await page.waitForTimeout(500);
			return suggestion(label).isVisible();
		});
		await workbench.until(`${label} to be chosen`, async () => {
			if (/focused/.test((await suggestion(label).getAttribute("class")) ?? "")) return true;
			await page.keyboard.press("ArrowDown");
			return false;
		});
		await workbench.screenshot(`features-suggest-${label}`);
		await page.keyboard.press("Enter");
	};

	it("completes a name of another file, and imports it", async () => {
		await newLine();
		await workbench.page.keyboard.type("web -> mai");
		await accept("mail");
		const text = await workbench.save(/web -> mail/);
		assert.match(text, /^import "\.\/parts\/data\.arch"\nimport "\.\/parts\/mail\.arch"\n/);
	});

	it("fills in a snippet", async () => {
		await newLine();
		await workbench.page.keyboard.type("cach");
		await accept("cache");
		await workbench.page.keyboard.type("redis");
		await workbench.page.keyboard.press("Tab");
		await workbench.page.keyboard.type("hol");
		await accept("holds");
		await accept("orders");
		assert.match(await workbench.save(/holds: orders\n}\n*$/), /\ncache redis \{\n {2}holds: orders\n\}\n*$/);
	});

	it("helps with what may follow in a link", async () => {
		const { page } = workbench;
		await newLine();
		await page.keyboard.type("web -> redis ");
		const popup = page.locator(".parameter-hints-widget.visible");
		await workbench.until("the help", async () => {
			if (await popup.isVisible()) return true;
			await page.keyboard.press("Control+Shift+Space");
			await page.waitForTimeout(500);
			return popup.isVisible();
		});
		await workbench.screenshot("features-signature");
		assert.match((await popup.textContent()) ?? "", /->/);
		await page.keyboard.type("x3");
		await page.keyboard.press("Escape");
		await page.keyboard.press("Escape");
		await workbench.save(/web -> redis x3/);
	});

	it("changes a name everywhere in the file while it is typed", async () => {
		const { page } = workbench;
		await workbench.goTo("redis x3");
		await workbench.until("the places to be linked", async () =>
			page.locator(".linked-editing-decoration").first().isVisible(),
		);
		await page.keyboard.type("2");
		await workbench.screenshot("features-linked-editing");
		const text = await workbench.save(/-> \w*2\w* x3/);
		const [, name] = /-> (\w*2\w*) x3/.exec(text)!;
		assert.match(text, new RegExp(`\\ncache ${name} \\{`));
		await page.keyboard.press("Control+Z");
		await workbench.save(/\ncache redis \{[\s\S]*-> redis x3/);
	});

	it("writes what a hint says of a default into the text, by a double click", async () => {
		const { page } = workbench;
		const hint = page
			.locator(".view-line span")
			.filter({ hasText: /^\s*peak:.2x.\?\s*$/ })
			.last();
		await hint.waitFor();
		await workbench.screenshot("features-hint");
		await workbench.until("the hint to be taken over", async () => {
			await page.keyboard.press("Escape");
			await hint.dblclick({ timeout: 2000 }).catch(() => {});
			await page.waitForTimeout(500);
			return !(await hint.isVisible());
		});
		assert.match(await workbench.save(/peak: 2x/), /requests: 20\/day\n {2}peak: 2x\n\}/);
	});

	it("peeks at the declaration and the uses of a name", async () => {
		const { page } = workbench;
		const peek = page.locator(".zone-widget .peekview-widget");
		await workbench.goTo("orders");
		await workbench.command("Peek Definition");
		await peek.getByText("data.arch").first().waitFor();
		await workbench.screenshot("features-peek-definition");
		await page.keyboard.press("Escape");
		await peek.waitFor({ state: "hidden" });
		await workbench.goTo("orders");
		await workbench.command("Peek References");
		await peek
			.getByText(/References \(\d+\)/)
			.first()
			.waitFor();
		await workbench.screenshot("features-references");
		assert.match((await peek.textContent()) ?? "", /References \(4\)/);
		await page.keyboard.press("Escape");
		await peek.waitFor({ state: "hidden" });
	});

	it("shows who calls a component and whom it calls", async () => {
		const { page } = workbench;
		await workbench.goTo("web ");
		await workbench.command("Calls: Show Call Hierarchy");
		const tree = page.locator(".sidebar .monaco-list-row");
		await tree.filter({ hasText: "lb" }).first().waitFor();
		await workbench.screenshot("features-callers");
		await workbench.command("Calls: Show Outgoing Calls");
		await tree.filter({ hasText: "mail" }).first().waitFor();
		await workbench.screenshot("features-callees");
	});

	it("renames in all files", async () => {
		const { page } = workbench;
		await workbench.goTo("orders");
		await page.keyboard.press("F2");
		const box = page.locator(".rename-box input");
		await box.waitFor();
		await box.fill("purchases");
		await workbench.screenshot("features-rename");
		await page.keyboard.press("Enter");
		await workbench.command("File: Save All");
		await workbench.until("both files", async () =>
			[workbench.onDisk(), workbench.read("parts/data.arch")].every((text) => /purchases/.test(text)),
		);
		assert.doesNotMatch(workbench.onDisk() + workbench.read("parts/data.arch"), /orders/);
	});

	it("extracts a group from what is selected", async () => {
		const { page } = workbench;
		await workbench.goTo("loadbalancer");
		await page.keyboard.press("Home");
		for (let line = 0; line < 5; line++) await page.keyboard.press("Shift+ArrowDown");
		const menu = page.locator(".action-widget");
		const action = menu.locator(".monaco-list-row.action").filter({ hasText: /group/i }).first();
		await workbench.until("the refactoring", async () => {
			await page.keyboard.press("Control+Shift+R");
			await page.waitForTimeout(1000);
			return action.isVisible();
		});
		await workbench.screenshot("features-refactor");
		await workbench.until("the refactoring to be chosen", async () => {
			if (await menu.locator(".action.focused").filter({ hasText: /group/i }).isVisible()) return true;
			await page.keyboard.press("ArrowDown");
			return false;
		});
		await page.keyboard.press("Enter");
		// The group has a name that somebody made up: it is asked for at once.
		const box = page.locator(".rename-box input");
		await box.waitFor();
		assert.equal(await box.inputValue(), "group");
		await workbench.screenshot("features-extracted");
		await box.fill("tier");
		await page.keyboard.press("Enter");
		const text = await workbench.save(/group tier /);
		assert.match(text, /group tier \{\n {2}loadbalancer lb x2\n {2}service web "Web tier" x3 \{/);
		assert.match(text, /browser -> tier\.lb/);
	});

	it("shows where one is, and what the file declares", async () => {
		const { page } = workbench;
		await workbench.goTo("capacity");
		await page.locator(".breadcrumbs-control").getByText("web").first().waitFor();
		await page.keyboard.press("Control+Shift+O");
		const rows = page.locator(".quick-input-list .monaco-list-row");
		for (const name of ["browser", "lb", "web", "db", "redis"]) await rows.filter({ hasText: name }).first().waitFor();
		await workbench.screenshot("features-symbols");
		await page.keyboard.press("Escape");
	});

	it("finds a name in all files", async () => {
		const { page } = workbench;
		await workbench.command("Go to Symbol in Workspace");
		await page.locator(".quick-input-widget input").fill("#lost");
		await page.locator(".quick-input-list .monaco-list-row").filter({ hasText: "mistaken.arch" }).first().waitFor();
		await workbench.screenshot("features-workspace-symbols");
		await page.keyboard.press("Escape");
	});

	const inExplorer = (name: string) =>
		workbench.page.locator(`.explorer-folders-view .monaco-list-row[aria-label^="${name}"]`);

	it("marks files with mistakes by a letter, and says it in words", async () => {
		const file = inExplorer("mistaken.arch").locator(".monaco-icon-label").first();
		await workbench.command("View: Show Explorer");
		await inExplorer("parts").waitFor();
		if (!(await file.isVisible())) await inExplorer("parts").click();
		await file.waitFor();
		await workbench.until("the words", async () =>
			/Archscale: \d+ errors?/.test((await file.getAttribute("aria-label")) ?? ""),
		);
		const badges: string = await workbench.page.evaluate(
			`[...document.querySelectorAll(".explorer-folders-view *")].map((one) => getComputedStyle(one, "::after").content).join()`,
		);
		await workbench.screenshot("features-badges");
		// The number is VS Code's.
		assert.match(badges, /"\d+, E"/);
	});
});

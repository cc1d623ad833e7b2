import assert from "node:assert/strict";
import { packageExtension } from "./package.ts";
import { Workbench } from "./workbench.ts";

const SHOP = `client c { rate: 100rps }
data d { kind: durable }
datacenter us {
  loadbalancer lb
  service web x2 { reads d x2, writes d 10% }
  queue jobs
  database db { holds: d }
  lb -> web -> db
  web -> jobs 50%
}
c -> us.lb
`;

describe("the language server in a new VS Code", function () {
	this.timeout(120_000);
	let workbench: Workbench;

	before(async () => {
		workbench = await Workbench.open({
			vsix: packageExtension(),
			file: "first.arch",
			text: SHOP,
			settings: { "archscale.diagram.openAutomatically": false },
		});
		await workbench.page.locator(".squiggly-warning, .squiggly-error, .squiggly-info").first().waitFor();
	});
	after(() => workbench?.close());

	const command = async (name: string): Promise<void> => {
		await workbench.page.keyboard.press("F1");
		await workbench.page.locator(".quick-input-widget input").waitFor();
		await workbench.page.keyboard.type(name);
		await workbench.page.locator(".quick-input-list .monaco-list-row").first().waitFor();
		await workbench.page.keyboard.press("Enter");
	};

	it("says each thing once, also of files that nobody has open", async () => {
		await command("Problems: Focus on Problems View");
		const rows = workbench.page.locator(".markers-panel .monaco-list-row");
		// A file that nobody has open, below the one that is.
		await rows.filter({ hasText: "photo-sharing.arch" }).first().waitFor();
		await workbench.screenshot("language-server-problems");
		const texts = await rows.allTextContents();
		const next = texts.findIndex((text) => text.includes("photo-sharing.arch"));
		const own = texts.slice(texts.findIndex((text) => text.includes("first.arch")) + 1, next);
		assert.ok(
			own.some((text) => text.includes("load-balancer-spof")),
			String(own),
		);
		assert.equal(new Set(own).size, own.length, "what is pushed and what is pulled would stand here twice");
		await command("View: Hide Panel");
	});

	it("shows who calls a component, and how often", async () => {
		await workbench.goTo("web x2");
		await command("Calls: Show Call Hierarchy");
		const row = workbench.page.locator(".monaco-list-row").filter({ hasText: "us.lb" }).filter({ hasText: "100/s" });
		await row.first().waitFor();
		await workbench.screenshot("language-server-calls");
		assert.match((await row.first().textContent()) ?? "", /us\.lb.*100\/s/);
	});
});

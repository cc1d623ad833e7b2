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

	it("marks what will not scale", async () => {
		await workbench.page.locator(".squiggly-error, .squiggly-warning").first().waitFor();
		await workbench.screenshot("1-opened");
	});

	it("explains a component with its load", async () => {
		await workbench.goTo('web "Web server"');
		const text = await workbench.hover();
		await workbench.screenshot("2-hover");
		assert.match(text, /Web server/);
		assert.match(text, /\d+(\.\d+)? ?%/);
	});
});

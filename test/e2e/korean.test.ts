import assert from "node:assert/strict";
import { packageExtension } from "./package.ts";
import { Workbench } from "./workbench.ts";

describe("VS Code in Korean", function () {
	this.timeout(120_000);
	let workbench: Workbench;

	before(async () => {
		workbench = await Workbench.open({
			vsix: packageExtension(),
			file: "zero-to-millions/01-single-server.arch",
			locale: "ko",
		});
	});
	after(() => workbench?.close());

	it("explains a component in Korean", async () => {
		await workbench.goTo('web "Web server"');
		const text = await workbench.hover("korean-hover");
		assert.match(text, /[가-힣]/);
	});
});

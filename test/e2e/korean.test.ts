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
			settings: { "workbench.colorTheme": "Default Dark Modern" },
		});
	});
	after(() => workbench?.close());

	it("explains a component in Korean", async () => {
		await workbench.goTo('web "Web server"');
		const text = await workbench.hover("korean-hover");
		assert.match(text, /인스턴스가 하나뿐/);
		assert.match(text, /사용률 116 ?%/);
	});

	it("draws and summarises in Korean", async () => {
		const card = workbench.preview.locator('[data-id="machine.web"]');
		assert.match((await card.getAttribute("aria-label")) ?? "", /서비스.*단일 장애점/);
		assert.match(await workbench.status(), /사용자 43k명/);
		await workbench.page.locator(".tab").filter({ hasText: "다이어그램" }).waitFor();
	});

	it("names commands and fixes in Korean", async () => {
		const title = await workbench.fix(/세션/);
		assert.match(title, /저장소|토큰/);
		await workbench.save(/sessions: session-store|sessions: token/);
		await workbench.command("다이어그램을 옆에 열기");
		await workbench.screenshot("korean-fixed");
	});
});

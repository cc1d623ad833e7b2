import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import { exampleText, sceneOf } from "../support/scenes.ts";
import type { Preview } from "./host.ts";
import { COLORS, type Theme } from "./themes.ts";
import { placed, withPreview } from "./with-preview.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds wrong, each with the first element that has it. */
async function violations({ page }: Preview): Promise<string[]> {
	await page.evaluate(axe);
	const results = await page.evaluate(() =>
		(globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
	);
	return results.violations.map(
		({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html.slice(0, 200)} (${nodes.length})`,
	);
}

describe("the preview for those who cannot see it, or have no mouse", function () {
	this.timeout(60_000);
	const opened = withPreview();
	let preview: Preview;
	const scene = sceneOf(exampleText("photo-sharing.arch"), {
		marks: new Map([["us.web", { severity: "error", findings: 2, singlePointOfFailure: true }]]),
	});
	const open = async (theme: Theme): Promise<void> => {
		preview = await opened({ theme });
		await preview.show((await placed(scene)).diagram);
	};

	for (const theme of Object.keys(COLORS) as Theme[]) {
		it(`has no violation that axe finds, ${theme}`, async () => {
			await open(theme);
			assert.deepEqual(await violations(preview), []);
			await preview.page.locator("vscode-button", { hasText: "Ladder" }).click();
			await preview.answer("archscale/saturations", [
				{ ids: ["us.web"], title: "Web tier", users: 1_500_000, usersText: "1.5M", technique: "add instances" },
			]);
			await preview.page.locator("vscode-button", { hasText: "Ladder" }).press("Escape");
			assert.deepEqual(await violations(preview), [], "with the ladder");
			await preview.page.locator("vscode-button", { hasText: "Table" }).click();
			assert.deepEqual(await violations(preview), [], "with the table");
			await preview.page.locator("vscode-button", { hasText: "Table" }).click();
			await preview.page.setViewportSize({ width: 400, height: 700 });
			await preview.page.locator("[data-more]").click();
			assert.deepEqual(await violations(preview), [], "with the menu of a narrow toolbar");
			await preview.page.keyboard.press("Escape");
			await preview.card("us.web").focus();
			for (const key of ["a", "Control+.", "+", "+", "+", "?"]) await preview.page.keyboard.press(key);
			await preview.answer("archscale/findings", { version: 1, findings: [] });
			await preview.rest();
			assert.deepEqual(await violations(preview), [], "with findings, map and help in a narrow panel");
		});
	}
});

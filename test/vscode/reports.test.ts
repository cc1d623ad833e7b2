import assert from "node:assert/strict";
import {
	type CodeLens,
	ConfigurationTarget,
	commands,
	type InlayHint,
	Range,
	type Tab,
	TabInputCustom,
	window,
	workspace,
} from "vscode";
import { closeAll, open } from "./editor.ts";
import { until } from "./until.ts";

const reports = (): readonly Tab[] =>
	window.tabGroups.all.flatMap(({ tabs }) =>
		tabs.filter(({ input }) => input instanceof TabInputCustom && input.uri.scheme === "archscale-report"),
	);

const report = (label: string): Promise<Tab> =>
	until(label, () => reports().find((tab) => tab.label === label && tab.isActive));

const textOf = async (tab: Tab): Promise<string> => {
	assert.ok(tab.input instanceof TabInputCustom);
	return (await workspace.openTextDocument(tab.input.uri)).getText();
};

describe("reports in VS Code", () => {
	afterEach(closeAll);

	it("open beside the text, as pages", async () => {
		const editor = await open("shop.arch");
		await commands.executeCommand("archscale.showLadder");
		const tab = await report("What Breaks First.md");
		assert.notEqual(tab.group.viewColumn, editor.viewColumn);
		assert.match(await textOf(tab), /^# What Breaks First\n\n/);
	});

	it("are about the same text when one is asked for from another, and stay where they are", async () => {
		await open("shop.arch");
		await commands.executeCommand("archscale.showLadder");
		const first = await report("What Breaks First.md");
		await commands.executeCommand("archscale.showLedger");
		const second = await report("Assumption Ledger.md");
		assert.equal(second.group.viewColumn, first.group.viewColumn);
		assert.match(await textOf(second), /^# Assumption Ledger\n\nDefaults in use: \d+/);
	});
});

describe("numbers in the text in VS Code", () => {
	afterEach(async () => {
		for (const name of ["codeLens", "inlayHints"])
			await workspace.getConfiguration("archscale").update(name, undefined, ConfigurationTarget.Global);
		await closeAll();
	});

	it("stand above components and behind declarations until they are turned off", async () => {
		const { document } = await open("shop.arch");
		const whole = new Range(0, 0, document.lineCount, 0);
		const lenses = async (): Promise<readonly string[]> =>
			(await commands.executeCommand<CodeLens[]>("vscode.executeCodeLensProvider", document.uri, 50)).map(
				({ command }) => command?.title ?? "",
			);
		const hints = (): Thenable<InlayHint[]> =>
			commands.executeCommand("vscode.executeInlayHintProvider", document.uri, whole);
		await until("lenses", async () => ((await lenses()).some((text) => / busy · /.test(text)) ? true : undefined));
		await until("hints", async () => ((await hints()).length > 0 ? true : undefined));

		const settings = workspace.getConfiguration("archscale");
		await settings.update("codeLens", false, ConfigurationTarget.Global);
		await settings.update("inlayHints", false, ConfigurationTarget.Global);
		await until("no lenses", async () => ((await lenses()).length === 0 ? true : undefined));
		await until("no hints", async () => ((await hints()).length === 0 ? true : undefined));
	});
});

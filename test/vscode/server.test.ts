import assert from "node:assert/strict";
import { ConfigurationTarget, commands, extensions, workspace } from "vscode";
import { State } from "vscode-languageclient";
import type { LanguageClient } from "vscode-languageclient/node";
import type { ArchscaleApi } from "../../src/extension/activate.ts";
import { closeAll, finding, open, silence } from "./editor.ts";
import { until } from "./until.ts";

const running = async (): Promise<LanguageClient> => {
	const extension = extensions.getExtension<ArchscaleApi>("archscale.archscale");
	assert.ok(extension);
	const { client } = await extension.activate();
	await until("the server", () => client.state === State.Running || undefined);
	return client as LanguageClient;
};

describe("the server of VS Code", () => {
	afterEach(closeAll);

	it("goes by the settings", async () => {
		const { document } = await open("shop.arch");
		await finding(document.uri, "stateful-web-tier");
		const settings = workspace.getConfiguration("archscale");
		await settings.update("rules.stateful-web-tier", "off", ConfigurationTarget.Workspace);
		await silence(document.uri, "stateful-web-tier");
		await settings.update("rules.stateful-web-tier", undefined, ConfigurationTarget.Workspace);
		await finding(document.uri, "stateful-web-tier");
	});

	it("restarts on command", async () => {
		const { document } = await open("shop.arch");
		const client = await running();
		const before = client.serverProcess?.pid;
		await commands.executeCommand("archscale.restartServer");
		await until("another process", () => differs(client, before));
		await finding(document.uri, "stateful-web-tier");
	});

	it("comes back after a crash, with the findings", async () => {
		const { document } = await open("shop.arch");
		const client = await running();
		await finding(document.uri, "stateful-web-tier");
		const before = client.serverProcess?.pid;
		client.serverProcess?.kill("SIGKILL");
		await until("another process", () => differs(client, before));
		await finding(document.uri, "stateful-web-tier");
	});
});

function differs(client: LanguageClient, pid: number | undefined): true | undefined {
	const now = client.serverProcess?.pid;
	return client.state === State.Running && now !== undefined && now !== pid ? true : undefined;
}

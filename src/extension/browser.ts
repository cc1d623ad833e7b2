import { type ExtensionContext, Uri, workspace } from "vscode";
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from "vscode-languageclient/browser";
import { type ArchscaleApi, startExtension } from "./activate.ts";

declare const Worker: new (url: string) => ConstructorParameters<typeof BrowserMessageReader>[0];

export function activate(context: ExtensionContext): Promise<ArchscaleApi> {
	/** The address of one of our scripts. It may lie where only VS Code can read, so that the browser is given its text. */
	const addressOf = async (script: string): Promise<string> => {
		const bytes = await workspace.fs.readFile(Uri.joinPath(context.extensionUri, script));
		return URL.createObjectURL(new Blob([bytes], { type: "text/javascript" }));
	};
	let layoutWorker: Promise<string> | undefined;
	// A function, so that a restart gets a new worker.
	const server = async () => {
		// VS Code's workers are not instances of `Worker`, which keeps the client from recognising one by itself.
		const worker = new Worker(await addressOf("dist/server-web.js"));
		return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
	};
	return startExtension(context, (options) => {
		const client = new LanguageClient("archscale", "Archscale", server, options);
		context.subscriptions.push(
			client.onRequest("archscale/layoutWorker", () => {
				layoutWorker ??= addressOf("dist/layout-worker.cjs");
				return layoutWorker;
			}),
		);
		return client;
	});
}

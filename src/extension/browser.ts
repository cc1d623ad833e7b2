import { type ExtensionContext, Uri, workspace } from "vscode";
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from "vscode-languageclient/browser";
import { type ArchscaleApi, startExtension } from "./activate.ts";

declare const Worker: new (url: string) => ConstructorParameters<typeof BrowserMessageReader>[0];

export function activate(context: ExtensionContext): Promise<ArchscaleApi> {
	const script = Uri.joinPath(context.extensionUri, "dist/server-web.js");
	// A function, so that a restart gets a new worker.
	const server = async () => {
		// The extension may lie where only VS Code can read, so that the browser is given the text and not the address.
		const text = new Blob([await workspace.fs.readFile(script)], { type: "text/javascript" });
		// VS Code's workers are not instances of `Worker`, which keeps the client from recognising one by itself.
		const worker = new Worker(URL.createObjectURL(text));
		return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
	};
	return startExtension(context, (options) => new LanguageClient("archscale", "Archscale", server, options));
}

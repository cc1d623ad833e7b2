import { type ExtensionContext, Uri, workspace } from "vscode";
import { LanguageClient } from "vscode-languageclient/browser";
import { type ArchscaleApi, startExtension } from "./activate.ts";

type Server = Extract<ConstructorParameters<typeof LanguageClient>[2], () => unknown>;
declare const Worker: new (url: string) => Awaited<ReturnType<Server>>;

export function activate(context: ExtensionContext): Promise<ArchscaleApi> {
	const script = Uri.joinPath(context.extensionUri, "dist/server-web.js");
	// A function, so that a restart gets a new worker.
	const server = async () => {
		// The extension may lie where only VS Code can read, so that the browser is given the text and not the address.
		const text = new Blob([await workspace.fs.readFile(script)], { type: "text/javascript" });
		return new Worker(URL.createObjectURL(text));
	};
	return startExtension(context, (options) => new LanguageClient("archscale", "Archscale", server, options));
}

import { type ExtensionContext, Uri } from "vscode";
import { LanguageClient } from "vscode-languageclient/browser";
import { type ArchscaleApi, startExtension } from "./activate.ts";

type Server = Extract<ConstructorParameters<typeof LanguageClient>[2], () => unknown>;
declare const Worker: new (url: string) => Awaited<ReturnType<Server>>;

export function activate(context: ExtensionContext): Promise<ArchscaleApi> {
	const script = Uri.joinPath(context.extensionUri, "dist/server-web.js").toString(true);
	// A function, so that a restart gets a new worker.
	const server = async () => new Worker(script);
	return startExtension(context, (options) => new LanguageClient("archscale", "Archscale", server, options));
}

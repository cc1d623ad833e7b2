import type { ExtensionContext } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { type ArchscaleApi, startExtension } from "./activate.ts";

/** All of the extension but its first step, see `node.ts`. */
export function start(context: ExtensionContext): Promise<ArchscaleApi> {
	const args = ["--cache", context.globalStorageUri.fsPath];
	const server = { module: context.asAbsolutePath("dist/server.cjs"), args, transport: TransportKind.ipc };
	const debug = { ...server, options: { execArgv: ["--inspect=6009"] } };
	return startExtension(
		context,
		(options) => new LanguageClient("archscale", "Archscale", { run: server, debug }, options),
	);
}

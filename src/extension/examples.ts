import { commands, type Disposable, l10n, Uri, ViewColumn, window, workspace } from "vscode";

/** Those that stand alone, first to last as they are offered; a virtual file system may not be able to list them. */
export const EXAMPLES = [
	"zero-to-millions/01-single-server",
	"zero-to-millions/02-separate-database",
	"zero-to-millions/03-load-balancer",
	"zero-to-millions/04-database-replicas",
	"zero-to-millions/05-cache",
	"zero-to-millions/06-cdn",
	"zero-to-millions/07-stateless-web-tier",
	"zero-to-millions/08-two-data-centers",
	"zero-to-millions/09-queue-and-workers",
	"zero-to-millions/10-shards-monitoring-automation",
	"stack-overflow-2016",
	"instagram-2011",
	"facebook-memcache-2013",
	"twitter-timelines-2013",
	"wikipedia-2018",
] as const;

/** Opens one of the examples that the extension brings along as a new text, which the user may change and save. */
export function registerExamples(extension: Uri, language: string): Disposable {
	return commands.registerCommand("archscale.openExample", async (name?: string) => {
		const chosen =
			EXAMPLES.find((example) => example === name) ??
			(await window.showQuickPick(EXAMPLES, { title: l10n.t("Open an Example"), placeHolder: l10n.t("Which one?") }));
		if (!chosen) return;
		const bytes = await workspace.fs.readFile(Uri.joinPath(extension, "examples", `${chosen}.arch`));
		const document = await workspace.openTextDocument({ language, content: new TextDecoder().decode(bytes) });
		await window.showTextDocument(document, ViewColumn.One);
		await commands.executeCommand("archscale.openDiagram", document.uri);
	});
}

import { l10n, Uri, window, workspace } from "vscode";

/** Ask where the picture of a document should go, and write it there. */
export async function saveSvg(document: Uri, svg: string): Promise<void> {
	const path = document.path.replace(/\.arch$/, "");
	const target = await window.showSaveDialog({
		// An untitled document has no folder that could be written to.
		defaultUri: document.scheme === "untitled" ? Uri.file(`${path}.svg`) : document.with({ path: `${path}.svg` }),
		filters: { SVG: ["svg"] },
		title: l10n.t("Export Diagram as SVG"),
	});
	if (!target) return;
	await workspace.fs.writeFile(target, new TextEncoder().encode(svg));
	const open = l10n.t("Open");
	const answer = await window.showInformationMessage(
		l10n.t("The diagram is in {0}.", workspace.asRelativePath(target)),
		open,
	);
	if (answer === open) await window.showTextDocument(target);
}

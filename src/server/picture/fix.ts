import type { TextDocumentEdit, WorkspaceEdit } from "vscode-languageserver";
import type { Locale } from "../../language/locale.ts";
import type { Edit } from "../../language/text.ts";
import type { SourceFile } from "../../model/architecture.ts";
import type { FixParams, FixResult } from "../../protocol/messages.ts";
import { toTextEdit } from "../convert.ts";
import type { Workspace } from "../workspace.ts";
import { actionsFor, findingsOf } from "./findings.ts";
import type { PictureHost } from "./requests.ts";

/** Carries out a fix that was chosen in the picture, unless the text is no longer the one that it was chosen for. */
export async function applyFix(
	workspace: Workspace,
	uri: string,
	params: FixParams,
	{ locale, apply }: { readonly locale: Locale; readonly apply: PictureHost["apply"] },
): Promise<FixResult> {
	const edits = chosenEdits(workspace, uri, params, locale);
	if (!edits) return { applied: false };
	return { applied: await apply(versionedEdit(workspace, edits), params.title) };
}

/** The edits of a chosen fix; undefined where it is no longer what it was when it was offered. */
export function chosenEdits(
	workspace: Workspace,
	uri: string,
	{ id, options, version, finding: findingAt, fix, title }: FixParams,
	locale: Locale,
): ReadonlyMap<SourceFile, readonly Edit[]> | undefined {
	if (workspace.document(uri)?.version !== version) return undefined;
	const inspection = workspace.inspection(uri, options?.users);
	const finding = inspection && findingsOf(inspection, id)[findingAt];
	const action = finding && actionsFor(finding, locale)[fix];
	// An imported file, or the settings, may have changed meanwhile as well.
	if (action?.title !== title) return undefined;
	const edits = action.edits();
	return edits.size > 0 ? edits : undefined;
}

/** The editor refuses it where a text has changed since. */
function versionedEdit(workspace: Workspace, edits: ReadonlyMap<SourceFile, readonly Edit[]>): WorkspaceEdit {
	return {
		documentChanges: [...edits].map(
			([file, own]): TextDocumentEdit => ({
				textDocument: { uri: file.uri, version: workspace.document(file.uri)?.version ?? null },
				edits: own.map((edit) => toTextEdit(file.lines, edit)),
			}),
		),
	};
}

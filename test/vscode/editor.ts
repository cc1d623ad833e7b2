import assert from "node:assert/strict";
import {
	CodeAction,
	commands,
	type Diagnostic,
	languages,
	Position,
	type Range,
	type TextDocument,
	type TextEditor,
	Uri,
	window,
	workspace,
} from "vscode";
import { until } from "./until.ts";

/** Open a file of the workspace in the first column, as it is on disk. */
export async function open(name: string): Promise<TextEditor> {
	const [folder] = workspace.workspaceFolders ?? [];
	assert.ok(folder, "a folder is open");
	const document = await workspace.openTextDocument(Uri.joinPath(folder.uri, name));
	const editor = await window.showTextDocument(document, { viewColumn: 1, preview: false });
	if (document.isDirty) await commands.executeCommand("workbench.action.files.revert");
	return editor;
}

/** Close all editors, and forget what was not saved. */
export async function closeAll(): Promise<void> {
	for (const document of workspace.textDocuments) {
		if (!document.isDirty) continue;
		await window.showTextDocument(document);
		await commands.executeCommand("workbench.action.files.revert");
	}
	await commands.executeCommand("workbench.action.closeAllEditors");
}

export function codeOf({ code }: Diagnostic): string {
	return String(typeof code === "object" ? code.value : code);
}

/** The first finding of a rule in a document. */
export function finding(uri: Uri, rule: string): Promise<Diagnostic> {
	return until(`a finding of ${rule}`, () => languages.getDiagnostics(uri).find((found) => codeOf(found) === rule));
}

export function silence(uri: Uri, rule: string): Promise<true> {
	return until(`no finding of ${rule}`, () =>
		languages.getDiagnostics(uri).some((found) => codeOf(found) === rule) ? undefined : true,
	);
}

/** The place in a document right after the first `text`. */
export function endOf(document: TextDocument, text: string): Position {
	const offset = document.getText().indexOf(text);
	assert.ok(offset >= 0, `${document.uri.path} has no "${text}"`);
	return document.positionAt(offset + text.length);
}

/** The place in a document where `text` begins. */
export function startOf(document: TextDocument, text: string): Position {
	const { line, character } = endOf(document, text);
	return new Position(line, character - text.length);
}

/** A code action offered in a range. Asked for until it comes: the editor may ask before the server has seen the text. */
export function action(uri: Uri, range: Range, title: RegExp): Promise<CodeAction> {
	return until(`the code action ${title}`, async () => {
		const actions = await commands.executeCommand<unknown[]>("vscode.executeCodeActionProvider", uri, range);
		return actions.find((found): found is CodeAction => found instanceof CodeAction && title.test(found.title));
	});
}

export async function apply({ edit, command }: CodeAction): Promise<void> {
	if (edit) assert.ok(await workspace.applyEdit(edit), "the edit is applied");
	if (command) await commands.executeCommand(command.command, ...(command.arguments ?? []));
}

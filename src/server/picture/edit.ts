import type { TextDocumentEdit, WorkspaceEdit } from "vscode-languageserver";
import type { Locale } from "../../language/locale.ts";
import type { EditAction, EditResult } from "../../protocol/messages.ts";
import { toTextEdit } from "../convert.ts";
import type { Workspace } from "../workspace.ts";
import { add } from "./edits/add.ts";
import { carryOut, type SafeEdit } from "./edits/carry-out.ts";
import { connect } from "./edits/connect.ts";
import { disconnect } from "./edits/disconnect.ts";
import { instances } from "./edits/instances.ts";
import { move } from "./edits/move.ts";
import type { Attempt, Design } from "./edits/outcome.ts";
import { type Refusal, refuse } from "./edits/refusals.ts";
import { remove } from "./edits/remove.ts";
import { rename } from "./edits/rename.ts";
import { retitle } from "./edits/retitle.ts";

/** What the picture needs of the client to change a text. */
export interface Editor {
	/** The documents and files that use any of these. */
	architecturesWith(uris: readonly string[]): Design["others"];
	/** Whether it was done. */
	apply(edit: WorkspaceEdit, label?: string): Promise<boolean>;
}

/** Makes an edit that somebody asked for in the picture, as one step that can be undone. */
export async function edit(
	uri: string,
	action: EditAction,
	workspace: Workspace,
	editor: Editor,
	locale: Locale,
): Promise<EditResult> {
	const architecture = workspace.architecture(uri);
	const no = ({ refused }: Refusal): EditResult => ({ ok: false, reason: refused[locale] });
	if (!architecture) return no(refuse("gone", { id: uri }));
	const others = editor
		.architecturesWith(architecture.files.map((file) => file.uri))
		.filter(({ files }) => files[0]!.uri !== architecture.files[0]!.uri);
	const planned = plan({ architecture, others }, action);
	if ("refused" in planned) return no(planned);
	const documentChanges = [...planned.edits].map(([file, list]): TextDocumentEdit => {
		const document = workspace.document(file.uri);
		return {
			// The client refuses what was meant for another version.
			textDocument: { uri: document?.uri ?? file.uri, version: document?.version ?? null },
			edits: list.map((one) => toTextEdit(file.lines, one)),
		};
	});
	if (!(await editor.apply({ documentChanges }))) return no(refuse("changed"));
	return { ok: true, ...(planned.select !== undefined && { select: planned.select }) };
}

/** The edits of the texts for an action, or why there are none. */
export function plan(design: Design, action: EditAction): SafeEdit | Refusal {
	const attempt = attemptOf(design, action);
	return "refused" in attempt ? attempt : carryOut(design, attempt);
}

function attemptOf(design: Design, action: EditAction): Attempt {
	switch (action.type) {
		case "add":
			return add(design, action);
		case "connect":
			return connect(design, action);
		case "disconnect":
			return disconnect(design, action);
		case "rename":
			return rename(design, action);
		case "retitle":
			return retitle(design, action);
		case "instances":
			return instances(design, action);
		case "move":
			return move(design, action);
		case "delete":
			return remove(design, action);
		default:
			// From a page of another version.
			return refuse("nothing");
	}
}

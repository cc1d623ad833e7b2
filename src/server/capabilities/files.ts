import type { FileOperationRegistrationOptions } from "vscode-languageserver";
import { importsOfRenamed } from "../renamed-files.ts";
import type { Capability } from "../session.ts";
import { versioned } from "../workspace-edit.ts";

/** Files, and folders, since those take their files along. */
const OURS: FileOperationRegistrationOptions = {
	filters: [{ pattern: { glob: "**/*.arch", matches: "file" } }, { pattern: { glob: "**", matches: "folder" } }],
};

/** What happens to files. */
export const files: Capability = {
	announce: () => ({
		workspace: { fileOperations: { willRename: OURS, didRename: OURS, didCreate: OURS, didDelete: OURS } },
	}),
	listen(session) {
		const { connection, workspace } = session;
		connection.workspace.onWillRenameFiles(
			session.guarded(
				"willRenameFiles",
				null,
				session.withFiles(({ files: renames }) => {
					const edit = importsOfRenamed(session.sources(), renames);
					return Object.keys(edit.changes ?? {}).length > 0 ? versioned(edit, workspace, session.client) : null;
				}),
			),
		);
		// Whoever imports what has come or gone is looked at again; of a folder that is everything below it.
		const moved = (): void => {
			session.relist();
			session.recheck(workspace.openUris());
		};
		connection.workspace.onDidRenameFiles(moved);
		connection.workspace.onDidCreateFiles(moved);
		connection.workspace.onDidDeleteFiles(moved);
	},
};

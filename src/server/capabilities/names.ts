import { definition } from "../definition.ts";
import { highlights, references } from "../references.ts";
import { prepareRename, rename } from "../rename.ts";
import type { At, Capability } from "../session.ts";

/** What follows a name to what it means, and back. */
export const names: Capability = {
	announce: () => ({
		definitionProvider: true,
		referencesProvider: true,
		documentHighlightProvider: true,
		renameProvider: { prepareProvider: true },
	}),
	listen(session) {
		const { connection } = session;
		connection.onDefinition(
			session.guarded(
				"definition",
				undefined,
				session.withArchitecture((architecture, file, { position }: At) =>
					definition(architecture, file, file.lines.offsetAt(position)),
				),
			),
		);
		connection.onReferences(
			session.guarded(
				"references",
				undefined,
				session.withArchitecture((architecture, file, params: At & { context: { includeDeclaration: boolean } }) => [
					...references(
						architecture,
						file,
						file.lines.offsetAt(params.position),
						session.everywhere(architecture, file, params),
						params.context,
					),
				]),
			),
		);
		connection.onDocumentHighlight(
			session.guarded(
				"documentHighlight",
				undefined,
				session.withArchitecture((architecture, file, { position }: At) => [
					...highlights(architecture, file, file.lines.offsetAt(position)),
				]),
			),
		);
		connection.onPrepareRename(
			session.guarded(
				"prepareRename",
				undefined,
				session.withArchitecture((architecture, file, { position }: At) =>
					prepareRename(architecture, file, file.lines.offsetAt(position)),
				),
			),
		);
		connection.onRenameRequest(
			session.guarded(
				"rename",
				undefined,
				session.withArchitecture((architecture, file, params: At & { newName: string }) =>
					rename(
						architecture,
						file,
						file.lines.offsetAt(params.position),
						params.newName,
						session.everywhere(architecture, file, params),
						session.locale,
					),
				),
			),
		);
	},
};

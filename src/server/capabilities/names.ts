import type { CancellationToken, Location, ReferenceParams } from "vscode-languageserver";
import { type CallData, incomingCalls, outgoingCalls, prepareCalls } from "../call-hierarchy.ts";
import { definition } from "../definition.ts";
import { implementation } from "../implementation.ts";
import { linkedEditing } from "../linked-editing.ts";
import { withProgress } from "../progress.ts";
import { progressTexts } from "../progress-texts.ts";
import { highlights, references } from "../references.ts";
import { prepareRename, rename } from "../rename.ts";
import type { At, Capability } from "../session.ts";
import { typeDefinition } from "../type-definition.ts";

/** What follows a name to what it means, and back. */
export const names: Capability = {
	announce: () => ({
		definitionProvider: true,
		typeDefinitionProvider: true,
		implementationProvider: true,
		callHierarchyProvider: true,
		linkedEditingRangeProvider: true,
		referencesProvider: { workDoneProgress: true },
		documentHighlightProvider: true,
		renameProvider: { prepareProvider: true },
	}),
	listen(session) {
		const { connection, workspace } = session;
		connection.onDefinition(
			session.guarded(
				"definition",
				undefined,
				session.withArchitecture((architecture, file, { position }: At) =>
					definition(architecture, file, file.lines.offsetAt(position)),
				),
			),
		);
		connection.onTypeDefinition(
			session.guarded(
				"typeDefinition",
				undefined,
				session.withArchitecture((architecture, file, { position }: At) => [
					...(typeDefinition(architecture, file, file.lines.offsetAt(position)) ?? []),
				]),
			),
		);
		connection.onImplementation(
			session.guarded(
				"implementation",
				undefined,
				session.withArchitecture((architecture, file, params: At) => [
					...(implementation(
						architecture,
						file,
						file.lines.offsetAt(params.position),
						session.everywhere(architecture, file, params),
					) ?? []),
				]),
			),
		);
		connection.languages.callHierarchy.onPrepare(
			session.guarded("prepareCallHierarchy", null, (params: At) => {
				const prepare = session.withView((view, file, { position }: At) =>
					prepareCalls(view, file, file.lines.offsetAt(position), session.locale),
				);
				return prepare(params) ?? null;
			}),
		);
		connection.languages.callHierarchy.onIncomingCalls(
			session.guarded("incomingCalls", null, ({ item }) => {
				const data = item.data as CallData;
				const view = session.viewOf(data.uri);
				return (view && incomingCalls(view, data, session.locale)) ?? null;
			}),
		);
		connection.languages.callHierarchy.onOutgoingCalls(
			session.guarded("outgoingCalls", null, ({ item }) => {
				const data = item.data as CallData;
				const view = session.viewOf(data.uri);
				return (view && outgoingCalls(view, data, session.locale)) ?? null;
			}),
		);
		connection.languages.onLinkedEditingRange(
			session.guarded(
				"linkedEditingRange",
				undefined,
				session.withArchitecture((architecture, file, params: At) =>
					linkedEditing(
						architecture,
						file,
						file.lines.offsetAt(params.position),
						session.everywhere(architecture, file, params),
					),
				),
			),
		);
		connection.onReferences(
			session.guarded<[ReferenceParams, CancellationToken], Promise<Location[] | undefined>>(
				"references",
				Promise.resolve(undefined),
				async (params, token) => {
					const { uri } = params.textDocument;
					const file = workspace.file(uri);
					const architecture = workspace.architecture(uri);
					if (!file || !architecture) return undefined;
					const title = progressTexts.references[session.locale];
					const isCurrent = (): boolean => workspace.file(uri) === file;
					const { workDoneToken } = params;
					const others = await withProgress(session, { title, token, workDoneToken, isCurrent }, (step) =>
						session.everywhereInSteps(architecture, file, params, step),
					);
					return [...references(architecture, file, file.lines.offsetAt(params.position), others, params.context)];
				},
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

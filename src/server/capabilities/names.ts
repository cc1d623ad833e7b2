import type {
	CallHierarchyItem,
	CancellationToken,
	Location,
	ReferenceParams,
	RenameParams,
	WorkDoneProgressReporter,
} from "vscode-languageserver";
import type { Locale } from "../../language/locale.ts";
import type { Architecture, SourceFile } from "../../model/architecture.ts";
import type { Inspection } from "../../rules/inspect.ts";
import { type CallData, incomingCalls, outgoingCalls, prepareCalls } from "../call-hierarchy.ts";
import { definition } from "../definition.ts";
import { implementation } from "../implementation.ts";
import { linkedEditing } from "../linked-editing.ts";
import { withProgress } from "../progress.ts";
import { progressTexts } from "../progress-texts.ts";
import { highlights, references } from "../references.ts";
import { prepareRename, rename } from "../rename.ts";
import type { At, Capability, Session } from "../session.ts";
import { typeDefinition } from "../type-definition.ts";
import { versioned } from "../workspace-edit.ts";

/** What follows a name to what it means, and back. */
export const names: Capability = {
	announce: ({ client }) => ({
		definitionProvider: true,
		typeDefinitionProvider: true,
		implementationProvider: true,
		callHierarchyProvider: true,
		linkedEditingRangeProvider: true,
		referencesProvider: { workDoneProgress: true },
		documentHighlightProvider: true,
		// A client that does not know of the first step takes no options.
		renameProvider: client.textDocument?.rename?.prepareSupport ? { prepareProvider: true } : true,
	}),
	listen(session) {
		const { connection } = session;
		connection.onDefinition(
			here(session, "definition", (...at) =>
				definition(...at, session.client.textDocument?.definition?.linkSupport ?? false),
			),
		);
		connection.onTypeDefinition(here(session, "typeDefinition", (...at) => mutable(typeDefinition(...at))));
		connection.onImplementation(
			everywhere(session, "implementation", (architecture, file, offset, others) =>
				mutable(implementation(architecture, file, offset, others)),
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
		connection.languages.callHierarchy.onIncomingCalls(calls(session, "incomingCalls", incomingCalls));
		connection.languages.callHierarchy.onOutgoingCalls(calls(session, "outgoingCalls", outgoingCalls));
		connection.languages.onLinkedEditingRange(everywhere(session, "linkedEditingRange", linkedEditing));
		connection.onReferences(
			session.guarded<[ReferenceParams, CancellationToken, WorkDoneProgressReporter], Promise<Location[] | undefined>>(
				"references",
				Promise.resolve(undefined),
				async (params, token, reporter) => {
					await session.arriving();
					return referencesInSteps(session, params, token, reporter);
				},
			),
		);
		connection.onDocumentHighlight(here(session, "documentHighlight", (...at) => mutable(highlights(...at))));
		connection.onPrepareRename(here(session, "prepareRename", (...at) => prepareRename(...at, session.locale)));
		connection.onRenameRequest(
			everywhere(session, "rename", (architecture, file, offset, others, { newName }: RenameParams) => {
				const edit = rename(architecture, file, offset, newName, others, session.locale);
				return edit && versioned(edit, session.workspace, session.client);
			}),
		);
	},
};

/** Answers a request about a place from the file and what it imports. */
function here<Result>(
	session: Session,
	method: string,
	answer: (architecture: Architecture, file: SourceFile, offset: number) => Result,
) {
	return session.guarded(
		method,
		undefined,
		session.withArchitecture((architecture, file, { position }: At) =>
			answer(architecture, file, file.lines.offsetAt(position)),
		),
	);
}

/** Answers a request about a place from all that may use what stands there. */
function everywhere<Params extends At, Result>(
	session: Session,
	method: string,
	answer: (
		architecture: Architecture,
		file: SourceFile,
		offset: number,
		others: readonly Architecture[],
		params: Params,
	) => Result,
) {
	return session.guarded<[Params], Result | undefined | Promise<Result | undefined>>(
		method,
		undefined,
		session.withFiles(
			session.withArchitecture((architecture, file, params: Params) => {
				const others = session.everywhere(architecture, file, params);
				return answer(architecture, file, file.lines.offsetAt(params.position), others, params);
			}),
		),
	);
}

/** Answers a request about an item of the call hierarchy that was given out before. */
function calls<Result>(
	session: Session,
	method: string,
	answer: (view: Inspection, data: CallData, locale: Locale) => Result | undefined,
) {
	return session.guarded<[{ readonly item: CallHierarchyItem }], Result | null>(method, null, ({ item }) => {
		const data = item.data as CallData;
		const view = session.viewOf(data.uri);
		return (view && answer(view, data, session.locale)) ?? null;
	});
}

async function referencesInSteps(
	session: Session,
	params: ReferenceParams,
	token: CancellationToken,
	reporter: WorkDoneProgressReporter,
): Promise<Location[] | undefined> {
	const { workspace } = session;
	const { uri } = params.textDocument;
	const file = workspace.file(uri);
	const architecture = workspace.architecture(uri);
	if (!file || !architecture) return undefined;
	const title = progressTexts.references[session.locale];
	const isCurrent = (): boolean => workspace.file(uri) === file;
	const others = await withProgress(session, { title, token, reporter, isCurrent }, (step) =>
		session.everywhereInSteps(architecture, file, params, step),
	);
	return [...references(architecture, file, file.lines.offsetAt(params.position), others, params.context)];
}

/** A list as the protocol's types want it. */
function mutable<Item>(items: readonly Item[] | undefined): Item[] | undefined {
	return items && [...items];
}

import {
	type ClientCapabilities,
	type CodeAction,
	CodeActionKind,
	type Command,
	type CreateFile,
	LSPErrorCodes,
	ResponseError,
	type WorkspaceEdit,
} from "vscode-languageserver";
import type { Locale } from "../language/locale.ts";
import { applyEdits, type Edit, type Span } from "../language/text.ts";
import type { Architecture, SourceFile } from "../model/architecture.ts";
import { runsCommand } from "./client-commands.ts";
import { nameSpan, toTextEdit } from "./convert.ts";
import { carryOut } from "./picture/edits/carry-out.ts";
import type { Design } from "./picture/edits/outcome.ts";
import { rebuilt } from "./picture/edits/rebuilt.ts";
import { refactorings } from "./refactorings/index.ts";
import type { Here, Refactoring } from "./refactorings/refactoring.ts";
import type { Workspace } from "./workspace.ts";
import { versioned } from "./workspace-edit.ts";

/** What a refactoring that was offered is found by when it is chosen. */
export interface ActionData {
	readonly uri: string;
	readonly version: number | null;
	readonly kind: string;
	readonly span: Span;
}

/** What the client can do with a refactoring. */
export interface RefactorClient {
	readonly capabilities: ClientCapabilities;
	readonly resolves: boolean;
	readonly showsDisabled: boolean;
	readonly createsFiles: boolean;
	/** It lets the user type over a name that was made up. */
	readonly renames: boolean;
}

export function refactorClientOf(client: ClientCapabilities): RefactorClient {
	const { textDocument, workspace } = client;
	const action = textDocument?.codeAction;
	const edit = workspace?.workspaceEdit;
	return {
		resolves: (action?.dataSupport && action.resolveSupport?.properties.includes("edit")) ?? false,
		showsDisabled: action?.disabledSupport ?? false,
		capabilities: client,
		createsFiles: (edit?.documentChanges && edit.resourceOperations?.includes("create")) ?? false,
		renames: runsCommand(client, "archscale.rename"),
	};
}

/** What the refactorings need of the server. */
export interface RefactorHost {
	readonly workspace: Workspace;
	readonly client: RefactorClient;
	readonly locale: Locale;
	/** The documents and files that use any of these. */
	architecturesWith(uris: readonly string[]): Design["others"];
}

export const REFACTOR_KINDS: readonly string[] = [
	CodeActionKind.RefactorExtract,
	CodeActionKind.RefactorInline,
	CodeActionKind.RefactorRewrite,
	CodeActionKind.RefactorMove,
	CodeActionKind.SourceOrganizeImports,
];

/** The refactorings that a selection or the cursor is about. Their edits are computed when one of them is chosen. */
export function refactorActions(
	host: RefactorHost,
	file: SourceFile,
	span: Span,
	only: readonly string[] | undefined,
): CodeAction[] {
	const architecture = host.workspace.architecture(file.uri);
	if (!architecture) return [];
	const here = hereOf(host.workspace, architecture, file, span);
	const isOnImport = file.tree.imports.some(({ start, end }) => start <= span.start && span.start <= end);
	return refactorings.flatMap((refactoring): CodeAction[] => {
		const { kind } = refactoring;
		const isAsked = only?.some((asked) => kind === asked || kind.startsWith(`${asked}.`));
		// What is about the whole file is offered to whoever asks for it, and where it is at hand.
		const isWanted = only ? isAsked : !kind.startsWith(CodeActionKind.Source) || isOnImport;
		if (!isWanted || (kind === "refactor.move.file" && !host.client.createsFiles)) return [];
		const offer = refactoring.offer(here);
		if (!offer) return [];
		const title = offer.title[host.locale];
		if ("refused" in offer) {
			const reason = offer.refused[host.locale];
			return host.client.showsDisabled ? [{ title, kind, disabled: { reason } }] : [];
		}
		if (host.client.resolves) {
			const version = host.workspace.document(file.uri)?.version ?? null;
			const data: ActionData = { uri: file.uri, version, kind, span };
			return [{ title, kind, data }];
		}
		const outcome = done(host, architecture, refactoring, here);
		return "edit" in outcome ? [{ title, kind, ...outcome }] : [];
	});
}

/** The action with its edit. Refused, with a reason that the user is shown, where it cannot be done. */
export function resolvedRefactoring(host: RefactorHost, action: CodeAction): CodeAction {
	const data = action.data as Partial<ActionData> | undefined;
	const refactoring = refactorings.find(({ kind }) => kind === data?.kind);
	if (!data?.uri || !data.span || !refactoring) return action;
	const file = host.workspace.file(data.uri);
	const architecture = host.workspace.architecture(data.uri);
	if (!file || !architecture || (host.workspace.document(data.uri)?.version ?? null) !== data.version) {
		throw new ResponseError(LSPErrorCodes.ContentModified, changed[host.locale]);
	}
	const outcome = done(host, architecture, refactoring, hereOf(host.workspace, architecture, file, data.span));
	if ("reason" in outcome) throw new ResponseError(LSPErrorCodes.RequestFailed, outcome.reason);
	return { ...action, ...outcome };
}

function hereOf(workspace: Workspace, architecture: Architecture, file: SourceFile, span: Span): Here {
	return { architecture, file, span, exists: (uri) => workspace.file(uri) !== undefined };
}

function done(
	host: RefactorHost,
	architecture: Architecture,
	refactoring: Refactoring,
	here: Here,
): { readonly edit: WorkspaceEdit; readonly command?: Command } | { readonly reason: string } {
	const others = host
		.architecturesWith(architecture.files.map(({ uri }) => uri))
		.filter(({ files }) => files[0]!.uri !== architecture.files[0]!.uri);
	const design: Design = { architecture, others };
	const offer = refactoring.offer(here);
	if (!offer) return { reason: changed[host.locale] };
	const attempt = "refused" in offer ? offer : offer.attempt(design);
	if ("refused" in attempt) return { reason: attempt.refused[host.locale] };
	const safe = carryOut(design, attempt);
	if ("refused" in safe) return { reason: safe.refused[host.locale] };
	const command = host.client.renames ? renaming(host, architecture, safe.edits, attempt.coined) : undefined;
	return { edit: workspaceEdit(host, safe.edits, attempt.created ?? []), ...(command && { command }) };
}

/** What has the user asked for the name of an element that the edits add. */
function renaming(
	{ workspace, locale }: RefactorHost,
	architecture: Architecture,
	edits: ReadonlyMap<SourceFile, readonly Edit[]>,
	coined: string | undefined,
): Command | undefined {
	if (coined === undefined) return undefined;
	const texts = new Map([...edits].map(([file, list]) => [file, applyEdits(file.text, list)]));
	const element = rebuilt(architecture, texts).elements.get(coined);
	if (!element) return undefined;
	const { file, declaration } = element;
	const at = file.lines.positionAt(nameSpan(declaration).start);
	const uri = workspace.document(file.uri)?.uri ?? file.uri;
	return { title: renameTitle[locale], command: "archscale.rename", arguments: [uri, at] };
}

function workspaceEdit(
	{ workspace, client }: RefactorHost,
	edits: ReadonlyMap<SourceFile, readonly Edit[]>,
	created: readonly SourceFile[],
): WorkspaceEdit {
	const changes = [...edits].map(([file, list]) => [file.uri, list.map((one) => toTextEdit(file.lines, one))] as const);
	const edit = versioned({ changes: Object.fromEntries(changes) }, workspace, client.capabilities);
	const files = created.map(({ uri }): CreateFile => ({ kind: "create", uri, options: { overwrite: false } }));
	return files.length === 0 ? edit : { documentChanges: [...files, ...(edit.documentChanges ?? [])] };
}

const renameTitle = { en: "Give it another name", ko: "다른 이름 붙이기" } as const;

const changed = {
	en: "The text has changed meanwhile. Ask again.",
	ko: "그사이 글이 바뀌었습니다. 다시 시도하십시오.",
} as const;

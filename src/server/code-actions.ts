import {
	type CodeAction,
	CodeActionKind,
	type Diagnostic,
	type Range,
	type TextEdit,
	type WorkspaceEdit,
} from "vscode-languageserver";
import type { InSteps } from "../analysis/in-steps.ts";
import { lineEdits } from "../language/diff.ts";
import { repairTitle } from "../language/problem-texts.ts";
import type { Edit } from "../language/text.ts";
import type { SourceFile } from "../model/architecture.ts";
import { fixAll } from "../rules/fix-all.ts";
import { renewedFindings } from "../rules/inspect.ts";
import { overlaps, toSpan, toTextEdit } from "./convert.ts";
import { findingDiagnostic, findingsIn, problemDiagnostic, type Reader } from "./diagnostics.ts";
import { fixActionsInSteps, ignoreAction } from "./finding-actions.ts";
import type { Workspace } from "./workspace.ts";

export const FIX_ALL = `${CodeActionKind.SourceFixAll}.archscale`;

/** What can be done about the problems and findings in a range, best first. What a fix does to the numbers of a large design takes a while. */
export function* codeActions(
	workspace: Workspace,
	file: SourceFile,
	range: Range,
	only: readonly string[] | undefined,
	reader: Reader,
): InSteps<CodeAction[]> {
	const { locale } = reader;
	const wanted = (kind: string): boolean =>
		!only || only.some((asked) => kind === asked || kind.startsWith(`${asked}.`));
	const actions: CodeAction[] = [];
	if (wanted(CodeActionKind.QuickFix)) {
		const span = toSpan(file.lines, range);
		const views = workspace.viewsNow(file.uri);
		const own = views.at(-1)?.architecture;
		for (const problem of own?.problems.get(file) ?? []) {
			if (!overlaps(problem, span)) continue;
			const diagnostic = problemDiagnostic(own!, file, problem, reader);
			for (const [index, repair] of (problem.repairs ?? []).entries()) {
				actions.push(quickFix(repairTitle(repair, locale), [[file, repair.edits]], diagnostic, index === 0));
			}
		}
		const found = findingsIn(file, views).filter(({ at }) => overlaps(at.span, span));
		const isWhole = workspace.isInspected(file.uri);
		const here = isWhole ? found : renewedFindings(found, views[0]!, workspace.ruleSettings());
		const fixes: CodeAction[] = [];
		for (const finding of here) {
			const diagnostic = findingDiagnostic(finding, reader);
			for (const [index, { title, edits }] of (yield* fixActionsInSteps(finding, locale)).entries())
				fixes.push(quickFix(title, edits(), diagnostic, index === 0));
		}
		actions.push(...merged(fixes));
		for (const finding of here) {
			const { title, edits } = ignoreAction(finding, locale);
			actions.push(quickFix(title, edits(), findingDiagnostic(finding, reader), false));
		}
	}
	// Whoever asks for everything is shown what is at hand; fixing all is for whoever asks for it by name.
	if (only && wanted(FIX_ALL)) {
		const edits = safeFixes(workspace, file);
		if (edits.length > 0)
			actions.push({ title: texts.all[locale], kind: FIX_ALL, edit: { changes: { [file.uri]: [...edits] } } });
	}
	return actions;
}

/** All safe fixes of a document, one after another, as one edit of its text. */
function safeFixes(workspace: Workspace, file: SourceFile): readonly TextEdit[] {
	const { files } = fixAll(file, (uri) => workspace.file(uri), {
		...workspace.ruleSettings(),
		choose: ({ finding }) => finding.fixes.find((fix) => fix.safe && fix.edits().size > 0),
		mayEdit: ({ uri }) => uri === file.uri,
	});
	return files.flatMap(({ text }) => lineEdits(file.text, text).map((edit) => toTextEdit(file.lines, edit)));
}

/** What several findings ask for is offered once, under the first title, for all of them. */
function merged(actions: readonly CodeAction[]): readonly CodeAction[] {
	const byEdit = new Map<string, CodeAction>();
	for (const action of actions) {
		const key = JSON.stringify(action.edit);
		const known = byEdit.get(key);
		if (!known) byEdit.set(key, action);
		else {
			known.diagnostics = [...(known.diagnostics ?? []), ...(action.diagnostics ?? [])];
			if (action.isPreferred) known.isPreferred = true;
		}
	}
	return [...byEdit.values()];
}

function quickFix(
	title: string,
	edits: Iterable<readonly [SourceFile, readonly Edit[]]>,
	diagnostic: Diagnostic,
	isPreferred: boolean,
): CodeAction {
	return {
		title,
		kind: CodeActionKind.QuickFix,
		diagnostics: [diagnostic],
		...(isPreferred && { isPreferred }),
		edit: workspaceEdit(edits),
	};
}

export function workspaceEdit(edits: Iterable<readonly [SourceFile, readonly Edit[]]>): WorkspaceEdit {
	const changes: Record<string, TextEdit[]> = {};
	for (const [file, own] of edits) changes[file.uri] = own.map((edit) => toTextEdit(file.lines, edit));
	return { changes };
}

const texts = {
	all: { en: "Fix everything that only takes a number", ko: "숫자만 바꾸면 되는 것을 모두 고치기" },
} as const;

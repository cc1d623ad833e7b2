import { type TextDocument, Uri, workspace } from "vscode";
import { type Middleware, vsdiag } from "vscode-languageclient";

/**
 * Whether a text is there to be compared with or looked at only, as those of commits in a diff: nothing can be mended there, and
 * the same finding would be listed once for each side. A folder that is open counts wherever it lies, also read-only.
 */
export function isOfThePast(uri: Uri): boolean {
	if (uri.scheme === "untitled" || workspace.getWorkspaceFolder(uri)) return false;
	return workspace.fs.isWritableFileSystem(uri.scheme) !== true;
}

const unlessPast = <Result>(document: TextDocument, nothing: Result, next: () => Result): Result =>
	isOfThePast(document.uri) ? nothing : next();

/** Hovers, colours and links stay; what calls for something to be done goes. */
export function withoutThePast(middleware: Middleware): Middleware {
	return {
		...middleware,
		handleDiagnostics(uri, diagnostics, next) {
			const shown = isOfThePast(uri) ? [] : diagnostics;
			if (middleware.handleDiagnostics) middleware.handleDiagnostics(uri, shown, next);
			else next(uri, shown);
		},
		provideDiagnostics(document, previousResultId, token, next) {
			if (isOfThePast(document instanceof Uri ? document : document.uri)) {
				return { kind: vsdiag.DocumentDiagnosticReportKind.full, items: [] };
			}
			const own = middleware.provideDiagnostics;
			return own ? own(document, previousResultId, token, next) : next(document, previousResultId, token);
		},
		provideCodeLenses: (document, token, next) => unlessPast(document, [], () => next(document, token)),
	};
}

import {
	CodeAction,
	CodeActionKind,
	ConfigurationTarget,
	commands,
	type Diagnostic,
	type Disposable,
	env,
	type Hover,
	l10n,
	MarkdownString,
	Uri,
	window,
	workspace,
} from "vscode";
import { type Middleware, vsdiag } from "vscode-languageclient";

/** The address of a rule's page as the server gives it: `…/docs/rules/spof.ko.md`. */
const PAGE = /https:\/\/[^\s()]+\/docs\/rules\/([a-z-]+)(?:\.[a-z]+)?\.md/;

/** The identity of the extension, to which the links below lead. */
const EXTENSION = "archscale.archscale";

/** Links to the page of a rule lead to the page that the extension brings along: no network is needed. */
export const rulePageMiddleware: Middleware = {
	handleDiagnostics(uri, diagnostics, next) {
		leadToLocalPages(diagnostics);
		next(uri, diagnostics);
	},
	async provideDiagnostics(document, previousResultId, token, next) {
		const report = await next(document, previousResultId, token);
		if (report?.kind === vsdiag.DocumentDiagnosticReportKind.full) leadToLocalPages(report.items);
		return report;
	},
	provideWorkspaceDiagnostics(resultIds, token, resultReporter, next) {
		return next(resultIds, token, (chunk) => {
			for (const report of chunk?.items ?? [])
				if (report.kind === vsdiag.DocumentDiagnosticReportKind.full) leadToLocalPages(report.items);
			resultReporter(chunk);
		});
	},
	async provideHover(document, position, token, next) {
		const hover = await next(document, position, token);
		return hover && withLinks(hover);
	},
	async provideDocumentLinks(document, token, next) {
		const links = (await next(document, token)) ?? [];
		for (const link of links) {
			const page = link.target && localPage(link.target);
			if (page) link.target = page;
		}
		return links;
	},
	async provideCodeActions(document, range, context, token, next) {
		const actions = (await next(document, range, context, token)) ?? [];
		const asksForFixes = !context.only || context.only.contains(CodeActionKind.QuickFix);
		return asksForFixes ? [...actions, ...unique(context.diagnostics.flatMap(ruleActions))] : actions;
	},
};

/** The commands behind these links and actions. */
export function registerRulePages(extension: Uri): Disposable[] {
	const show = (id: unknown): Thenable<unknown> | undefined =>
		typeof id === "string" && /^[a-z-]+$/.test(id) ? showPage(extension, `rules/${id}`) : undefined;
	return [
		commands.registerCommand("archscale.showRule", show),
		commands.registerCommand("archscale.showWalkthrough", () => showPage(extension, "walkthrough")),
		commands.registerCommand("archscale.turnOffRule", turnOff),
		window.registerUriHandler({
			handleUri: ({ path }) => void show(/^\/rules\/([a-z-]+)$/.exec(path)?.[1]),
		}),
	];
}

/** A page of `docs`, in the reader's language. */
async function showPage(extension: Uri, name: string): Promise<void> {
	const suffix = env.language.startsWith("ko") ? ".ko" : "";
	await commands.executeCommand("markdown.showPreview", Uri.joinPath(extension, "docs", `${name}${suffix}.md`));
}

/** In the settings of the workspace where there is one, else in those of the user. */
async function turnOff(id: string): Promise<void> {
	const target = workspace.workspaceFolders ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
	await workspace.getConfiguration("archscale").update(`rules.${id}`, "off", target);
}

function leadToLocalPages(diagnostics: readonly Diagnostic[]): void {
	for (const { code } of diagnostics) if (typeof code === "object") code.target = localPage(code.target) ?? code.target;
}

function localPage(target: Uri): Uri | undefined {
	const id = PAGE.exec(target.toString())?.[1];
	return id === undefined ? undefined : Uri.from({ scheme: env.uriScheme, authority: EXTENSION, path: `/rules/${id}` });
}

function withLinks(hover: Hover): Hover {
	const contents = hover.contents.map((content) => {
		if (!(content instanceof MarkdownString) || !PAGE.test(content.value)) return content;
		const link = (_: string, id: string): string =>
			`command:archscale.showRule?${encodeURIComponent(JSON.stringify([id]))}`;
		const text = new MarkdownString(content.value.replace(new RegExp(PAGE, "g"), link));
		text.isTrusted = { enabledCommands: ["archscale.showRule"] };
		return text;
	});
	hover.contents = contents;
	return hover;
}

function ruleActions(diagnostic: Diagnostic): CodeAction[] {
	const { code } = diagnostic;
	const [, id] = (typeof code === "object" && /\/rules\/([a-z-]+)$/.exec(code.target.path)) || [];
	if (!id) return [];
	const action = (title: string, command: string): CodeAction => {
		const made = new CodeAction(title, CodeActionKind.QuickFix);
		made.diagnostics = [diagnostic];
		made.command = { title, command, arguments: [id] };
		return made;
	};
	return [
		action(l10n.t("Turn off `{0}` in the settings", id), "archscale.turnOffRule"),
		action(l10n.t("Explain `{0}`", id), "archscale.showRule"),
	];
}

function unique(actions: readonly CodeAction[]): readonly CodeAction[] {
	return [...new Map(actions.map((action) => [action.title, action])).values()];
}

import type { ViewOptions } from "../../diagram/view-options.ts";
import type { Locale } from "../../language/locale.ts";
import type { FindingsResult, FindingText } from "../../protocol/messages.ts";
import type { Inspection } from "../../rules/inspect.ts";
import { compareSeverity, markedBy } from "../../rules/marks.ts";
import type { ReportedFinding } from "../../rules/run.ts";
import { findingMessage, findingTechnique, findingWhy } from "../../rules/words.ts";
import { type FindingAction, fixActions, ignoreAction } from "../finding-actions.ts";
import type { Workspace } from "../workspace.ts";

export interface Subject {
	/** Of an element or an edge. */
	readonly id: string;
	/** How it is shown; the findings are those of the picture. */
	readonly options?: ViewOptions | undefined;
}

/** What is wrong with an element or a link, worst first, and what can be done about it. */
export function findings(
	workspace: Workspace,
	uri: string,
	{ id, options }: Subject,
	locale: Locale,
): FindingsResult | null {
	const document = workspace.document(uri);
	const inspection = workspace.inspection(uri, options?.users);
	if (!document || !inspection) return null;
	return {
		version: document.version,
		findings: findingsOf(inspection, id).map((finding) => textOf(finding, locale)),
	};
}

/** The findings that mark an element or an edge, in the order in which they are shown. */
export function findingsOf(inspection: Inspection, id: string): readonly ReportedFinding[] {
	return inspection.findings
		.filter((finding) => markedBy(finding).has(id))
		.sort((a, b) => compareSeverity(b.severity, a.severity));
}

/** What can be done about a finding, as the light bulb in the text offers it. */
export function actionsFor(finding: ReportedFinding, locale: Locale): readonly FindingAction[] {
	return [...fixActions(finding, locale), ignoreAction(finding, locale)];
}

function textOf(finding: ReportedFinding, locale: Locale): FindingText {
	return {
		rule: finding.rule.id,
		severity: finding.severity,
		message: findingMessage(finding, locale),
		why: findingWhy(finding, locale),
		technique: findingTechnique(finding, locale),
		fixes: actionsFor(finding, locale).map(({ title }) => title),
	};
}

import { type InSteps, resultOf } from "../analysis/in-steps.ts";
import { fill, type Locale } from "../language/locale.ts";
import type { Edit } from "../language/text.ts";
import type { SourceFile } from "../model/architecture.ts";
import type { ReportedFinding } from "../rules/run.ts";
import { fixTitle, isOffered } from "../rules/words.ts";

/** What can be done about a finding, in the light bulb of the text and in the panel of the diagram. */
export interface FindingAction {
	readonly title: string;
	readonly edits: () => ReadonlyMap<SourceFile, readonly Edit[]>;
}

/** The fixes of a finding, best first. */
export function fixActions(finding: ReportedFinding, locale: Locale): readonly FindingAction[] {
	return resultOf(fixActionsInSteps(finding, locale));
}

export function* fixActionsInSteps(finding: ReportedFinding, locale: Locale): InSteps<readonly FindingAction[]> {
	const actions: FindingAction[] = [];
	for (const fix of finding.finding.fixes) {
		yield;
		if (fix.search) yield* fix.search();
		if (!isOffered(fix)) continue;
		yield;
		actions.push({ title: fixTitle(finding, fix, locale), edits: fix.edits });
	}
	return actions;
}

/** A comment that silences it, with the place for a reason. */
export function ignoreAction({ rule, at: { file, span } }: ReportedFinding, locale: Locale): FindingAction {
	return {
		title: fill(texts.ignore[locale], { rule: rule.id }),
		edits() {
			const { line } = file.lines.positionAt(span.start);
			const start = file.lines.offsetAt({ line, character: 0 });
			const indent = /^[ \t]*/.exec(file.text.slice(start))![0];
			const newline = file.text.includes("\r\n") ? "\r\n" : "\n";
			const text = `${indent}// archscale-ignore ${rule.id}: ${texts.reason[locale]}${newline}`;
			return new Map([[file, [{ span: { start, end: start }, text }]]]);
		},
	};
}

const texts = {
	ignore: { en: "Ignore `{rule}` here, with a reason", ko: "이유를 적고 여기에서 `{rule}` 무시하기" },
	reason: { en: "say why this is fine here", ko: "여기서 괜찮은 이유를 적으십시오" },
} as const;

import { type InlayHint, InlayHintKind, MarkupKind, type Range } from "vscode-languageserver";
import type { Assumption } from "../analysis/analysis.ts";
import { fill, type Locale } from "../language/locale.ts";
import { sourceText } from "../language/vocabulary/describe.ts";
import { propertiesOf } from "../language/vocabulary/index.ts";
import type { SourceFile } from "../model/architecture.ts";
import type { Inspection } from "../rules/inspect.ts";
import { overlaps, toSpan } from "./convert.ts";

/** The defaults in use behind what declares the element, the weightiest of them; all of them in the tooltip. */
export function inlayHints(
	{ architecture, analysis }: Inspection,
	file: SourceFile,
	range: Range,
	locale: Locale,
): InlayHint[] {
	const span = toSpan(file.lines, range);
	const byElement = new Map<string, Assumption[]>();
	for (const assumption of analysis.assumptions)
		byElement.set(assumption.component, [...(byElement.get(assumption.component) ?? []), assumption]);
	const hints: InlayHint[] = [];
	const seen = new Set<unknown>();
	for (const [id, assumptions] of byElement) {
		const element = architecture.elements.get(id);
		if (!element || element.file !== file || seen.has(element.declaration)) continue;
		seen.add(element.declaration);
		const { kind, name, title, times, like } = element.declaration;
		const end = Math.max(...[kind, name, title, times, like].map((part) => part?.end ?? 0));
		if (!overlaps(span, { start: kind.start, end })) continue;
		// What is no property of the kind cannot be written there, so it stands in the hover alone.
		const words = propertiesOf(element.kind);
		const writable = assumptions.filter(({ property }) => words.has(property)).sort(byWeight);
		if (writable.length === 0) continue;
		const shown = writable.slice(0, MOST_SHOWN).map(({ property, written }) => `${property}: ${written} ?`);
		hints.push({
			position: file.lines.positionAt(end),
			label: shown.join(", "),
			kind: InlayHintKind.Parameter,
			paddingLeft: true,
			tooltip: { kind: MarkupKind.Markdown, value: tooltip(writable, locale) },
		});
	}
	return hints;
}

const MOST_SHOWN = 3;

/** What moves the numbers most, first; all else as it comes. */
const WEIGHTY: readonly string[] = [
	"capacity",
	"read-capacity",
	"write-capacity",
	"users",
	"requests",
	"peak",
	"hit-ratio",
	"skew",
	"service-time",
	"availability",
];

function byWeight(a: Assumption, b: Assumption): number {
	return rankOf(a) - rankOf(b);
}

function rankOf({ property }: Assumption): number {
	const rank = WEIGHTY.indexOf(property);
	return rank < 0 ? WEIGHTY.length : rank;
}

function tooltip(assumptions: readonly Assumption[], locale: Locale): string {
	const rows = assumptions.map(
		({ property, written, source }) => `- \`${property}: ${written}\` — ${sourceText(source, locale)}`,
	);
	return [
		texts.assumed[locale],
		rows.join("\n"),
		fill(texts.write[locale], { property: assumptions[0]!.property }),
	].join("\n\n");
}

const texts = {
	assumed: { en: "Assumed, because the text does not say:", ko: "텍스트에 없어서 가정한 값:" },
	write: {
		en: "Write `{property}: …` into the text, and the assumption is gone.",
		ko: "텍스트에 `{property}: …`을(를) 쓰면 가정이 사라집니다.",
	},
} as const;

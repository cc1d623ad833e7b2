import { type InlayHint, InlayHintKind, MarkupKind, type Range } from "vscode-languageserver";
import type { Analysis, Assumption } from "../analysis/analysis.ts";
import { fill, type Locale } from "../language/locale.ts";
import type { Span } from "../language/text.ts";
import { sourceText } from "../language/vocabulary/describe.ts";
import { propertiesOf } from "../language/vocabulary/index.ts";
import type { Architecture, Element, SourceFile } from "../model/architecture.ts";
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
	assumeAll(architecture, analysis, file, span);
	const byElement = new Map<string, Assumption[]>();
	for (const assumption of analysis.assumptions)
		byElement.set(assumption.component, [...(byElement.get(assumption.component) ?? []), assumption]);
	const hints: InlayHint[] = [];
	const seen = new Set<unknown>();
	for (const [id, element] of architecture.elements) {
		const assumptions = byElement.get(id);
		if (!assumptions || element.file !== file || seen.has(element.declaration)) continue;
		seen.add(element.declaration);
		const { kind, name, title, times, like } = element.declaration;
		const end = Math.max(...[kind, name, title, times, like].map((part) => part?.end ?? 0));
		if (!overlaps(span, { start: kind.start, end })) continue;
		// What is no property of the kind cannot be written there, so it stands in the hover alone.
		const words = propertiesOf(element.kind);
		const writable = assumptions.filter(({ property }) => words.has(property)).sort(byWeight);
		if (!writable.some(isWeighty)) continue;
		hints.push({
			position: file.lines.positionAt(end),
			label: labelOf(writable),
			kind: InlayHintKind.Parameter,
			paddingLeft: true,
			tooltip: { kind: MarkupKind.Markdown, value: tooltip(writable, locale) },
		});
	}
	return hints;
}

/** What details assume is entered when they are computed: hints must not depend on what somebody has looked at before. */
function assumeAll({ components, places }: Architecture, { details }: Analysis, file: SourceFile, span: Span): void {
	const isShown = (element: Element): boolean => element.file === file && overlaps(span, element.declaration);
	for (const component of components.filter(isShown)) {
		details.steps(component);
		void details.of(component).responseTime;
	}
	if (components.some(isShown)) void details.availabilities().components;
	if (places.some(isShown)) void details.availabilities().places;
}

/** What VS Code shows of the hints of a line (`editor.inlayHints.maximumLength`). */
const MOST_LETTERS = 43;

/** As many of the weighty ones as fit, at least one. */
function labelOf(assumptions: readonly Assumption[]): string {
	const shown = assumptions.filter(isWeighty);
	const [first, ...others] = shown.map(({ property, written }) => `${property}: ${written} ?`);
	let label = first!;
	for (const other of others) {
		if (label.length + 2 + other.length > MOST_LETTERS) break;
		label += `, ${other}`;
	}
	return label;
}

/** What moves the numbers most, first; all else stands in the tooltip and in the hover. */
const WEIGHTY: readonly string[] = [
	"capacity",
	"read-capacity",
	"write-capacity",
	"users",
	"requests",
	"peak",
	"hit-ratio",
	"items",
	"size",
	"skew",
	"service-time",
	"concurrency",
	"availability",
	"lifetime",
	"replicas",
	"shards",
	"lag",
	"failover-time",
];

/** Those of the same weight by their names: the order in which they were entered is that in which somebody asked. */
function byWeight(a: Assumption, b: Assumption): number {
	return rankOf(a) - rankOf(b) || (a.property < b.property ? -1 : 1);
}

function isWeighty({ property }: Assumption): boolean {
	return WEIGHTY.includes(property);
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

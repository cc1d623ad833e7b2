import { type InlayHint, InlayHintKind, MarkupKind, type Range } from "vscode-languageserver";
import type { Assumption } from "../analysis/analysis.ts";
import { fill, type Locale } from "../language/locale.ts";
import type { Declaration } from "../language/tree.ts";
import { sourceText } from "../language/vocabulary/describe.ts";
import { propertiesOf } from "../language/vocabulary/index.ts";
import type { Element, SourceFile } from "../model/architecture.ts";
import type { Inspection } from "../rules/inspect.ts";
import { assumptionsOf } from "./assumptions.ts";
import { overlaps, toSpan } from "./convert.ts";

/** The defaults in use behind what declares the element, the weightiest of them; all of them in the tooltip. */
export function inlayHints(inspection: Inspection, file: SourceFile, range: Range, locale: Locale): InlayHint[] {
	const span = toSpan(file.lines, range);
	const shown = new Map<Declaration, { readonly element: Element; readonly end: number }>();
	for (const element of inspection.architecture.elements.values()) {
		const { declaration } = element;
		if (element.file !== file || shown.has(declaration)) continue;
		const { kind, name, title, times, like } = declaration;
		const end = Math.max(...[kind, name, title, times, like].map((part) => part?.end ?? 0));
		if (overlaps(span, { start: kind.start, end })) shown.set(declaration, { element, end });
	}
	const elements = Array.from(shown.values(), ({ element }) => element);
	const assumed = assumptionsOf(elements, inspection);
	const hints: InlayHint[] = [];
	for (const { element, end } of shown.values()) {
		// What is no property of the kind cannot be written there, so it stands in the hover alone.
		const words = propertiesOf(element.kind);
		const writable = (assumed.get(element) ?? []).filter(({ property }) => words.has(property)).sort(byWeight);
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

import { type InlayHint, InlayHintKind, type MarkupContent, MarkupKind, type Range } from "vscode-languageserver";
import type { Assumption } from "../analysis/analysis.ts";
import { fill, type Locale } from "../language/locale.ts";
import { applyEdits, type Edit } from "../language/text.ts";
import type { Declaration } from "../language/tree.ts";
import { sourceText } from "../language/vocabulary/describe.ts";
import { propertiesOf } from "../language/vocabulary/index.ts";
import type { Architecture, Element, SourceFile } from "../model/architecture.ts";
import { compile } from "../rules/edit/compile.ts";
import { set } from "../rules/edit/operations.ts";
import type { Inspection } from "../rules/inspect.ts";
import { assumptionsOf } from "./assumptions.ts";
import { overlaps, toSpan, toTextEdit } from "./convert.ts";
import { rebuilt } from "./picture/edits/rebuilt.ts";

/** What a hint carries until somebody looks at it. */
export interface HintData {
	readonly uri: string;
	readonly version: number | null;
	/** Of the element. */
	readonly id: string;
}

export interface HintOptions {
	readonly locale: Locale;
	/** Of the document. */
	readonly version: number | null;
	/** Whether the client asks for the rest when somebody looks at a hint. */
	readonly resolves: boolean;
}

/** The defaults in use behind what declares the element, the weightiest of them; all of them in the tooltip. */
export function inlayHints(
	inspection: Inspection,
	file: SourceFile,
	range: Range,
	{ locale, version, resolves }: HintOptions,
): InlayHint[] {
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
		const writable = writableOf(element, assumed.get(element));
		const inLabel = inLabelOf(writable);
		if (inLabel.length === 0) continue;
		hints.push({
			position: file.lines.positionAt(end),
			label: inLabel.map(shortly).join(", "),
			kind: InlayHintKind.Parameter,
			paddingLeft: true,
			...(resolves
				? { data: { uri: file.uri, version, id: element.id } satisfies HintData }
				: { tooltip: tooltipOf(writable, locale) }),
		});
	}
	return hints;
}

/** The hint with its tooltip, and with the edits that write what it shows into the text, where that can be done. */
export function resolvedHint(hint: InlayHint, inspection: Inspection, file: SourceFile, locale: Locale): InlayHint {
	const { architecture } = inspection;
	const element = architecture.elements.get((hint.data as HintData).id);
	if (!element) return hint;
	const writable = writableOf(element, assumptionsOf([element], inspection).get(element));
	if (writable.length === 0) return hint;
	const textEdits = editsToWrite(architecture, element, inLabelOf(writable))?.map((edit) =>
		toTextEdit(file.lines, edit),
	);
	return { ...hint, tooltip: tooltipOf(writable, locale, textEdits !== undefined), ...(textEdits && { textEdits }) };
}

/** What is no property of the kind cannot be written there, so it stands in the hover alone. */
function writableOf(element: Element, assumptions: readonly Assumption[] = []): readonly Assumption[] {
	const words = propertiesOf(element.kind);
	return assumptions.filter(({ property }) => words.has(property)).sort(byWeight);
}

/** Undefined where not all of it can be written at the element itself. */
function editsToWrite(
	architecture: Architecture,
	element: Element,
	assumptions: readonly Assumption[],
): readonly Edit[] | undefined {
	const operations = assumptions.map(({ property, written }) => set(element, property, written));
	const edits = compile(architecture, operations);
	const own = edits?.get(element.file);
	if (!own || edits!.size > 1) return undefined;
	const after = rebuilt(architecture, new Map([[element.file, applyEdits(element.file.text, own)]]));
	const problems = ({ problems: all }: Architecture): number => [...all.values()].flat().length;
	return problems(after) > problems(architecture) ? undefined : own;
}

/** What VS Code shows of the hints of a line (`editor.inlayHints.maximumLength`). */
const MOST_LETTERS = 43;

/** As many of the weighty ones as fit, at least one where there is any. */
function inLabelOf(assumptions: readonly Assumption[]): readonly Assumption[] {
	const shown: Assumption[] = [];
	let letters = 0;
	for (const assumption of assumptions.filter(isWeighty)) {
		letters += shortly(assumption).length + (shown.length > 0 ? 2 : 0);
		if (shown.length > 0 && letters > MOST_LETTERS) break;
		shown.push(assumption);
	}
	return shown;
}

function shortly({ property, written }: Assumption): string {
	return `${property}: ${written} ?`;
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

function tooltipOf(assumptions: readonly Assumption[], locale: Locale, canBeAccepted = false): MarkupContent {
	const rows = assumptions.map(
		({ property, written, source }) => `- \`${property}: ${written}\` — ${sourceText(source, locale)}`,
	);
	const parts = [
		texts.assumed[locale],
		rows.join("\n"),
		fill(texts.write[locale], { property: assumptions[0]!.property }),
		...(canBeAccepted ? [texts.accept[locale]] : []),
	];
	return { kind: MarkupKind.Markdown, value: parts.join("\n\n") };
}

const texts = {
	assumed: { en: "Assumed, because the text does not say:", ko: "텍스트에 없어서 가정한 값:" },
	write: {
		en: "Write `{property}: …` into the text, and the assumption is gone.",
		ko: "텍스트에 `{property}: …`을(를) 쓰면 가정이 사라집니다.",
	},
	accept: {
		en: "Accept the hint (in VS Code by a double click) to have what it shows written there.",
		ko: "힌트를 적용하면(VS Code에서는 두 번 클릭) 표시된 값이 텍스트에 적힙니다.",
	},
} as const;

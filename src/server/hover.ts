import type { Hover } from "vscode-languageserver";
import type { LineReport } from "../analysis/reports.ts";
import { fill, type Locale } from "../language/locale.ts";
import { formatBits, formatPercent, formatRate } from "../language/numbers.ts";
import type { Span } from "../language/text.ts";
import type { Link, Property, Share, Value } from "../language/tree.ts";
import { sourceText } from "../language/vocabulary/describe.ts";
import { kinds, propertiesOf, valuesOf } from "../language/vocabulary/index.ts";
import type { PropertyEntry } from "../language/vocabulary/types.ts";
import type { SourceFile } from "../model/architecture.ts";
import type { Inspection } from "../rules/inspect.ts";
import { toRange, touches } from "./convert.ts";
import { elementHover } from "./hover-element.ts";
import { hoverTexts } from "./hover-texts.ts";
import { type Formats, inFormat } from "./markup.ts";
import { exactly, formatQuantity } from "./quantity.ts";
import { itemsAt, useAt } from "./syntax.ts";

/** What stands at an offset: an element with its numbers and findings, or a word of the language. */
export function hover(
	inspection: Inspection,
	file: SourceFile,
	offset: number,
	{ locale, formats }: { readonly locale: Locale; readonly formats: Formats },
): Hover | undefined {
	const found = describe(inspection, file, offset, locale);
	if (!found) return undefined;
	return { contents: inFormat(found.markdown, formats), range: toRange(file.lines, found.span) };
}

interface Description {
	readonly span: Span;
	readonly markdown: string;
}

function describe(inspection: Inspection, file: SourceFile, offset: number, locale: Locale): Description | undefined {
	const imported = file.tree.imports.find((item) => touches(item, offset));
	if (imported) return describeImport(inspection, file, imported.path, locale);

	const path = itemsAt(file.tree, offset);
	const item = path.at(-1);
	const holder = path.findLast((outer) => outer !== item && (outer.type === "declaration" || outer.type === "link"));
	if (item?.type === "declaration" && touches(item.kind, offset)) return describeKind(item.kind, locale);
	const use = useAt(inspection.architecture, file, offset);
	if (use) return { span: use.span, markdown: elementHover(use.element, inspection, file, locale) };
	if (item?.type === "property") {
		const kind = holder?.type === "declaration" ? holder.kind.text : holder ? "link" : "system";
		const described = describeProperty(item, kind, offset, locale);
		if (described) return described;
	}
	if (item?.type === "access" && touches(item.operation, offset))
		return { span: item.operation, markdown: hoverTexts[item.operation.text][locale] };

	const { system } = inspection.architecture;
	const title = item?.type === "declaration" ? (item.name ?? item.title) : undefined;
	if (system && system.declaration === item && title && touches(title, offset))
		return { span: title, markdown: elementHover(system, inspection, file, locale) };

	if (item?.type === "declaration" && item.times && touches(item.times, offset)) {
		const { min, max } = item.times;
		const text = hoverTexts[max > min ? "autoscaled" : "instances"][locale];
		return { span: item.times, markdown: fill(text, { count: min, min, max }) };
	}
	if (item?.type === "access" && item.share && touches(item.share, offset))
		return { span: item.share, markdown: shareText(item.share, locale) };
	if (item?.type === "link") return describeLink(item, inspection, offset, locale);
	return undefined;
}

function describeImport(
	{ architecture }: Inspection,
	file: SourceFile,
	path: Span & { readonly text: string },
	locale: Locale,
): Description {
	const missing = (architecture.problems.get(file) ?? []).some(
		({ code, start }) => code === "import-missing" && start === path.start,
	);
	const text = hoverTexts[missing ? "import-missing" : "import"][locale];
	return { span: path, markdown: fill(text, { file: path.text }) };
}

function describeKind(word: Span & { readonly text: string }, locale: Locale): Description | undefined {
	const entry = kinds.get(word.text);
	return entry && { span: word, markdown: `**${entry.title[locale]}** (\`${entry.name}\`)\n\n${entry.text[locale]}` };
}

function describeProperty(property: Property, kind: string, offset: number, locale: Locale): Description | undefined {
	const entry = propertiesOf(kind).get(property.name.text);
	if (!entry) return undefined;
	if (touches(property.name, offset)) return { span: property.name, markdown: propertyText(entry, kind, locale) };
	const value = property.value && innermost(property.value, offset);
	if (value?.type === "quantity") {
		const read = formatQuantity(value, entry.value, locale);
		return { span: value, markdown: [read, propertyText(entry, kind, locale)].filter(Boolean).join("\n\n") };
	}
	if (value?.type === "reference" && value.path.length === 1) {
		const meant = valuesOf(entry.value).find(({ name }) => name === value.path[0]!.text);
		if (meant) {
			const heading = `**\`${entry.name}: ${meant.name}\`** — ${meant.title[locale]}`;
			return { span: value, markdown: `${heading}\n\n${meant.text[locale]}` };
		}
	}
	return value && { span: value, markdown: propertyText(entry, kind, locale) };
}

function innermost(value: Value, offset: number): Value | undefined {
	if (!touches(value, offset)) return undefined;
	return value.type === "list" ? value.items.map((item) => innermost(item, offset)).find(Boolean) : value;
}

/** What a property means, what it may be, and what is assumed where it is left out. */
export function propertyText(entry: PropertyEntry, kind: string, locale: Locale): string {
	const values = valuesOf(entry.value).map(({ name }) => `\`${name}\``);
	const fallback = entry.defaults?.[kind] ?? entry.defaults?.["*"];
	const parts = [`**\`${entry.name}\`** (\`${kind}\`)`, entry.text[locale]];
	if (values.length > 0) parts.push(fill(hoverTexts.values[locale], { values: values.join(", ") }));
	if (fallback) {
		const { written, source } = fallback;
		parts.push(fill(hoverTexts.default[locale], { written, source: sourceText(source, locale) }));
	}
	parts.push(fill(hoverTexts.example[locale], { example: `${entry.name}: ${entry.example}` }));
	return parts.filter(Boolean).join("\n\n");
}

function describeLink(link: Link, { architecture, analysis }: Inspection, offset: number, locale: Locale) {
	const share = link.hops
		.flatMap((hop) => hop.targets)
		.map((target) => target.share)
		.find((candidate) => candidate && touches(candidate, offset));
	const rows = architecture.links
		.filter(({ statement }) => statement === link)
		.map((one) => {
			const numbers = analysis.links.get(one);
			const notes = [
				numbers?.traffic === "replication" && hoverTexts.replication[locale],
				numbers?.traffic === "async" && hoverTexts.async[locale],
				numbers &&
					(numbers.reads > 0 || numbers.writes > 0) &&
					fill(hoverTexts.split[locale], {
						reads: formatRate(numbers.reads),
						writes: formatRate(numbers.writes),
					}),
				...lineNotes(analysis.details.line(one), locale),
			].filter(Boolean);
			const row = fill(hoverTexts.traffic[locale], {
				from: `\`${one.from.id}\``,
				to: `\`${one.to.id}\``,
				load: numbers ? formatRate(numbers.requestsPerSecond) : "–",
			});
			return `- ${row}${notes.length > 0 ? ` (${notes.join(", ")})` : ""}`;
		});
	if (rows.length === 0 && !share) return undefined;
	return {
		span: share ?? { start: offset, end: offset },
		markdown: [share ? shareText(share, locale) : "", rows.join("\n")].filter(Boolean).join("\n\n"),
	};
}

/** What goes back over a link. */
function lineNotes({ bandwidthBitsPerSecond, utilization }: LineReport, locale: Locale): string[] {
	if (!bandwidthBitsPerSecond) return [];
	const bandwidth = formatBits(bandwidthBitsPerSecond);
	return utilization === undefined
		? [bandwidth]
		: [fill(hoverTexts["line-used"][locale], { bandwidth, percent: formatPercent(utilization) })];
}

function shareText({ factor, percent }: Share, locale: Locale): string {
	return percent
		? fill(hoverTexts["share-of"][locale], { percent: `${exactly(factor * 100)} %` })
		: fill(hoverTexts.share[locale], { factor: exactly(factor) });
}

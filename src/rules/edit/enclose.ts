import type { Edit, Span } from "../../language/text.ts";
import type * as tree from "../../language/tree.ts";
import type { Architecture, Element, SourceFile } from "../../model/architecture.ts";
import { Layout } from "./layout.ts";
import type { NewElement } from "./operations.ts";
import { type Arrow, arrowsOf, statementsOf } from "./statement.ts";
import { syntaxOf } from "./syntax.ts";

/**
 * Moves elements of the top level, and the links among them, into the new place, which stands where the first of them
 * stood. Names that lead into it from outside are qualified. Undefined where they stand in several files or share a line
 * with something that stays.
 */
export function enclose(
	architecture: Architecture,
	place: NewElement,
	elements: readonly Element[],
): ReadonlyMap<SourceFile, readonly Edit[]> | undefined {
	const file = elements[0]?.file;
	if (!file || elements.some((element) => element.file !== file || element.parent || element.copyOf)) {
		return undefined;
	}
	const layout = new Layout(file.text);
	const inside = new Set(elements);
	const isInside = (element: Element | undefined): boolean =>
		element !== undefined && (inside.has(element) || isInside(element.parent));
	const { elementAt } = syntaxOf(architecture);
	const qualified = (span: Span): string => `${place.name}.${file.text.slice(span.start, span.end)}`;

	const moved: string[] = [];
	const links: string[] = [];
	const edits: Edit[] = [];
	const rewritten: Span[] = [];
	let anchor: number | undefined;
	for (const item of file.tree.items) {
		if (item.type === "declaration" && elements.some(({ declaration }) => declaration === item)) {
			const block = blockOf(layout, item);
			if (!block) return undefined;
			anchor ??= block.start;
			moved.push(file.text.slice(block.start, block.end).trimEnd());
			edits.push({ span: block, text: "" });
			rewritten.push(block);
		} else if (item.type === "link") {
			const arrows = arrowsOf(file.text, item);
			const within = arrows.filter(
				({ ends }) => isInside(elementAt(file, ends!.from)) && isInside(elementAt(file, ends!.to)),
			);
			if (within.length === 0) continue;
			const block = blockOf(layout, item);
			if (!block) return undefined;
			const outside = arrows.filter((arrow) => !within.includes(arrow));
			if (outside.length === 0) {
				links.push(file.text.slice(block.start, block.end).trimEnd());
				edits.push({ span: block, text: "" });
				rewritten.push(block);
				continue;
			}
			links.push(...statementsOf(within));
			const leading = outside.map((arrow): Arrow => {
				const end = (span: Span, text: string): string => (isInside(elementAt(file, span)) ? qualified(span) : text);
				return { ...arrow, from: end(arrow.ends!.from, arrow.from), to: end(arrow.ends!.to, arrow.to) };
			});
			edits.push({ span: item, text: layout.indented(statementsOf(leading).join("\n"), "") });
			rewritten.push(item);
		}
	}
	if (anchor === undefined) return undefined;

	// Every other name that leads inside, in any file.
	const result = new Map<SourceFile, readonly Edit[]>();
	for (const [other, uses] of architecture.uses) {
		const names: Edit[] = [];
		for (const { span, element, declares } of uses) {
			if (declares || !inside.has(element)) continue;
			if (other === file && rewritten.some((done) => done.start <= span.start && span.end <= done.end)) continue;
			names.push({ span: { start: span.start, end: span.start }, text: `${place.name}.` });
		}
		if (other !== file && names.length > 0) result.set(other, names);
		else if (other === file) edits.push(...names);
	}
	const properties = place.properties.map(([name, value]) => `${name}: ${String(value)}`);
	const title = place.title === undefined ? "" : ` "${place.title}"`;
	const body = [...properties, ...moved, ...(links.length > 0 ? ["", ...links] : [])];
	const lines = body.flatMap((text) => text.split(/\r?\n/)).map((line) => (line === "" ? "" : layout.unit + line));
	const text = [`${place.kind} ${place.name}${title} {`, ...lines, "}", ""].join(layout.newline);
	const first = edits.findIndex(({ span }) => span.start === anchor);
	edits[first] = { span: edits[first]!.span, text };
	result.set(file, edits);
	return result;
}

/** A statement with the comments right above it and behind it, in whole lines; undefined where it shares a line. */
function blockOf(layout: Layout, item: tree.Item): Span | undefined {
	if (!layout.beginsLine(item.start) || !layout.endsLine(item.end)) return undefined;
	let start = layout.lineStart(item.start);
	for (;;) {
		const above = layout.lineStart(start - 1);
		if (start === 0 || !layout.text.slice(above, start).trim().startsWith("//")) break;
		start = above;
	}
	const next = layout.text.indexOf("\n", item.end);
	return { start, end: next < 0 ? layout.text.length : next + 1 };
}

import type { Span } from "../../language/text.ts";
import type { SourceFile } from "../../model/architecture.ts";
import { Layout } from "../../rules/edit/layout.ts";
import { blockOf, type Cut, type Piece, withCuts } from "./pieces.ts";

/**
 * The items of `order` in the places where they stand now, each with its comments. Undefined where they stand in their
 * order already, or where a comment would stand beside another item than before.
 */
export function permuted<Item extends Span>(file: SourceFile, order: readonly Item[]): readonly Piece[] | undefined {
	const slots = [...order].sort((a, b) => a.start - b.start);
	if (slots.every((item, index) => item === order[index])) return undefined;
	const layout = new Layout(file.text);
	const blocks = new Map(slots.map((item) => [item, blockOf(layout, item)]));
	const isWhole = slots.every((item) => blocks.get(item));
	if (!isWhole) {
		const [from, to] = [slots[0]!.start, slots.at(-1)!.end];
		const inside = (span: Span): boolean => slots.some((item) => item.start <= span.start && span.end <= item.end);
		if (file.tree.comments.some((span) => from <= span.start && span.end <= layout.lineEnd(to) && !inside(span))) {
			return undefined;
		}
	}
	const spanOf = (item: Item): Span => (isWhole ? blocks.get(item)! : item);
	const cuts = slots.map((slot, index): Cut => {
		const span = spanOf(order[index]!);
		const isLast = isWhole && !file.text.slice(span.start, span.end).endsWith("\n");
		const ends = file.text.slice(spanOf(slot).start, spanOf(slot).end).endsWith("\n");
		return { span: spanOf(slot), pieces: [{ file, span }, ...(isLast && ends ? [layout.newline] : [])] };
	});
	return withCuts(file, cuts);
}

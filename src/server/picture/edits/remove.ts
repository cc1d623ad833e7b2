import type { Edit } from "../../../language/text.ts";
import type * as tree from "../../../language/tree.ts";
import type { Architecture, Element, SourceFile } from "../../../model/architecture.ts";
import { sameUri } from "../../../model/load.ts";
import type { EditAction } from "../../../protocol/messages.ts";
import { Layout } from "../../../rules/edit/layout.ts";
import type { Operation } from "../../../rules/edit/operations.ts";
import { syntaxOf } from "../../../rules/edit/syntax.ts";
import { blockOf } from "./block.ts";
import { compiled } from "./compiled.ts";
import { factsOf } from "./facts.ts";
import { originalOf } from "./original-of.ts";
import type { Attempt, Design } from "./outcome.ts";
import { refuse } from "./refusals.ts";

/** Takes an element away with all that is in it, its links, and whatever names it. */
export function remove({ architecture }: Design, { id }: Extract<EditAction, { type: "delete" }>): Attempt {
	const element = architecture.elements.get(id);
	if (element?.type !== "component" && element?.type !== "place") return refuse("gone", { id });
	const original = originalOf(element);
	if (original) return refuse("copied", { id, original: original.id });

	// Copies that stand in no text of their own go with their originals.
	const doomed = new Set<Element>();
	for (const one of architecture.elements.values()) {
		const isInside = one === element || (one.parent !== undefined && doomed.has(one.parent));
		if (isInside || (one.copyOf && doomed.has(one.copyOf))) doomed.add(one);
	}
	for (let size = -1; size !== doomed.size; ) {
		size = doomed.size;
		for (const one of architecture.elements.values())
			if ((one.parent && doomed.has(one.parent)) || (one.copyOf && doomed.has(one.copyOf))) doomed.add(one);
	}
	for (const one of architecture.elements.values()) {
		if (!doomed.has(one) && one.inherits && doomed.has(one.inherits)) {
			return refuse("has-copy", { id: one.inherits.id, copy: one.id });
		}
	}

	const { elementAt } = syntaxOf(architecture);
	const names = (file: SourceFile, value: tree.Value | undefined): boolean => {
		if (value?.type === "list") return value.items.some((item) => names(file, item));
		const target = value?.type === "reference" ? elementAt(file, value) : undefined;
		return target !== undefined && doomed.has(target);
	};
	const operations: Operation[] = [];
	const isIn = ({ start, end }: tree.Item): boolean =>
		element.declaration.start <= start && end <= element.declaration.end;
	for (const link of architecture.links) {
		const isOwn = link.statement && !link.copied && !(link.at.file === element.file && isIn(link.statement));
		if (isOwn && (doomed.has(link.from) || doomed.has(link.to))) operations.push({ type: "disconnect", link });
	}
	/** What becomes of an item by the names in it; of a list the rest. */
	const fateOf = (file: SourceFile, item: tree.Item): "stays" | "goes" | Edit => {
		if (item.type === "access") return item.data && names(file, item.data) ? "goes" : "stays";
		if (item.type !== "property" || !item.value || !names(file, item.value)) return "stays";
		const kept = item.value.type === "list" ? item.value.items.filter((one) => !names(file, one)) : [];
		if (kept.length === 0) return "goes";
		const list = kept.map(({ start, end }) => file.text.slice(start, end));
		return { span: item.value, text: list.length === 1 ? list[0]! : `[${list.join(", ")}]` };
	};
	const visit = (file: SourceFile, items: readonly tree.Item[]): void => {
		// Neighbours that both go are one piece: each of them alone would take the comma between them.
		let piece: { start: number; end: number } | undefined;
		const flush = (): void => {
			if (piece) operations.push({ type: "remove", file, span: piece });
			piece = undefined;
		};
		for (const item of items) {
			if (file === element.file && isIn(item)) continue;
			if (item.type === "declaration" || item.type === "link") visit(file, item.body?.items ?? []);
			const fate = fateOf(file, item);
			if (fate === "goes") {
				const layout = new Layout(file.text);
				if (piece && layout.isOneLine({ start: piece.start, end: item.end }))
					piece = { start: piece.start, end: item.end };
				else {
					flush();
					piece = { start: item.start, end: item.end };
				}
				continue;
			}
			flush();
			if (fate !== "stays") operations.push({ type: "text", file, ...fate });
		}
		flush();
	};
	for (const file of architecture.files) visit(file, file.tree.items);

	const { file, declaration } = element;
	const block = blockOf(new Layout(file.text), declaration);
	operations.push(block ? { type: "text", file, span: block, text: "" } : { type: "remove", file, span: declaration });
	const texts = compiled(architecture, operations);
	if (!texts) return refuse("text");
	const places = new Map([...doomed].map((one) => [one.id, placeOf(one)]));
	const goes = (before: Architecture, one: Element): boolean =>
		before === architecture ? doomed.has(one) : places.get(one.id) === placeOf(one);
	return {
		texts,
		select: element.parent && !element.parent.copyOf ? element.parent.id : undefined,
		expected: (before) => factsOf(before, (one) => (goes(before, one) ? undefined : one.id)),
		allows: () => false,
	};
}

/** Where it is declared, the same in all architectures. */
function placeOf({ file, declaration }: Element): string {
	return `${sameUri(file.uri)}#${declaration.start}`;
}

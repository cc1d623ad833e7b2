import type { Architecture, Element, Link, SourceFile } from "../model/architecture.ts";
import type { LocateParams, LocateResult } from "../protocol/messages.ts";
import { nameSpan, toRange } from "./convert.ts";
import { itemsAt, useAt } from "./syntax.ts";

/** Where a card, group or link is declared, or which card or group the cursor is on. */
export function locate(
	architecture: Architecture,
	file: SourceFile,
	{ id, offset }: Pick<LocateParams, "id" | "offset">,
): LocateResult | null {
	const link = id?.includes(">") ? linkOf(architecture, id) : undefined;
	if (id !== undefined && link) return { id, uri: link.at.file.uri, range: toRange(link.at.file.lines, link.at.span) };
	const element =
		id !== undefined
			? // A node of a component (`us.web#1`) is declared with all others.
				architecture.elements.get(id.replace(/#.*$/, ""))
			: offset && drawnAt(architecture, file, file.lines.offsetAt(offset));
	if (!element) return null;
	return {
		id: element.id,
		uri: element.file.uri,
		range: toRange(element.file.lines, nameSpan(element.declaration)),
	};
}

/** The first of the links that an edge stands for: its ends may be folded places, and nodes of a component. */
function linkOf({ links }: Architecture, edge: string): Link | undefined {
	const [from = "", to = ""] = edge.split(">").map((end) => end.replace(/#.*$/, ""));
	const isEnd = (id: string, end: string) => id === end || id.startsWith(`${end}.`);
	return links.find((link) => isEnd(link.from.id, from) && isEnd(link.to.id, to));
}

/** The component or place named at an offset, else the innermost whose declaration is around it. */
function drawnAt(architecture: Architecture, file: SourceFile, offset: number): Element | undefined {
	const named = useAt(architecture, file, offset)?.element;
	if (named?.type === "component" || named?.type === "place") return named;
	const path = itemsAt(file.tree, offset);
	for (const item of [...path].reverse()) {
		if (item.type !== "declaration") continue;
		for (const element of architecture.elements.values()) {
			const isDrawn = element.type === "component" || element.type === "place";
			if (isDrawn && element.declaration === item) return element;
		}
	}
	return undefined;
}

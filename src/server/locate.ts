import type { Declaration } from "../language/tree.ts";
import type { Architecture, Component, Element, Link, Place, SourceFile } from "../model/architecture.ts";
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
export function drawnAt(architecture: Architecture, file: SourceFile, offset: number): Component | Place | undefined {
	const named = useAt(architecture, file, offset)?.element;
	if (named && isDrawn(named)) return named;
	for (const item of [...itemsAt(file.tree, offset)].reverse()) {
		const element = item.type === "declaration" ? declaredBy(architecture, file, item) : undefined;
		if (element && isDrawn(element)) return element;
	}
	return undefined;
}

/** What a declaration makes: its name is among the names of the file, which are in order, so nothing is searched through. */
function declaredBy(architecture: Architecture, file: SourceFile, declaration: Declaration): Element | undefined {
	const use = useAt(architecture, file, nameSpan(declaration).start);
	return use?.declares && use.element.declaration === declaration ? use.element : undefined;
}

function isDrawn(element: Element): element is Component | Place {
	return element.type === "component" || element.type === "place";
}

import type { Architecture, Element, SourceFile } from "../model/architecture.ts";
import type { LocateParams, LocateResult } from "../protocol/messages.ts";
import { nameSpan, toRange } from "./convert.ts";
import { itemsAt, useAt } from "./syntax.ts";

/** Where a card or group is declared, or which one the cursor is on. */
export function locate(
	architecture: Architecture,
	file: SourceFile,
	{ id, offset }: Pick<LocateParams, "id" | "offset">,
): LocateResult | null {
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

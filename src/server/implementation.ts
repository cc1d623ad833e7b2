import type { Location } from "vscode-languageserver";
import type { Architecture, Element, SourceFile } from "../model/architecture.ts";
import { elementsOf } from "../model/properties.ts";
import { sameDeclaration, useAt } from "./syntax.ts";
import { declared } from "./type-definition.ts";

/** What makes a name real: the components that hold a data set, and of everything else the copies by `like`. */
export function implementation(
	architecture: Architecture,
	file: SourceFile,
	offset: number,
	architectures: readonly Architecture[],
): readonly Location[] | undefined {
	const element = useAt(architecture, file, offset)?.element;
	if (!element) return undefined;
	const found = new Map<Element["declaration"], Location>();
	for (const { elements } of new Set([architecture, ...architectures])) {
		for (const other of elements.values())
			if (implementsIt(other, element) && !found.has(other.declaration)) found.set(other.declaration, declared(other));
	}
	return [...found.values()];
}

function implementsIt(other: Element, element: Element): boolean {
	if (element.type === "data" && elementsOf(other, "holds").some((held) => sameDeclaration(held, element))) return true;
	return other.inherits !== undefined && other.copyOf === undefined && sameDeclaration(other.inherits, element);
}

import type { Location } from "vscode-languageserver";
import type { Architecture, Element, SourceFile } from "../model/architecture.ts";
import { elementsOf } from "../model/properties.ts";
import { nameSpan, toLocation } from "./convert.ts";
import { useAt } from "./syntax.ts";

/** What a name is made of: data where it is declared, a copy by `like` where its original is, a store where its data are. */
export function typeDefinition(
	architecture: Architecture,
	file: SourceFile,
	offset: number,
): readonly Location[] | undefined {
	const element = useAt(architecture, file, offset)?.element;
	return element && typesOf(element).map(declared);
}

function typesOf(element: Element): readonly Element[] {
	if (element.type === "data") return [element];
	if (element.inherits) return [element.inherits];
	return elementsOf(element, "holds");
}

export function declared({ file, declaration }: Element): Location {
	return toLocation({ file, span: nameSpan(declaration) });
}

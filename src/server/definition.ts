import type { DefinitionLink, Location } from "vscode-languageserver";
import type { Architecture, SourceFile } from "../model/architecture.ts";
import { importUri } from "../model/load.ts";
import { nameSpan, toLocation, toRange, touches } from "./convert.ts";
import { useAt } from "./syntax.ts";

/**
 * Where the name at an offset is declared; from the path of an import, the file that it means. As a link it says also what is
 * followed, which may be more than a word, and all of the declaration.
 */
export function definition(
	architecture: Architecture,
	file: SourceFile,
	offset: number,
	asLink: boolean,
): Location | DefinitionLink[] | undefined {
	const path = file.tree.imports.find((item) => touches(item.path, offset))?.path;
	if (path !== undefined) {
		const uri = importUri(file.uri, path.text);
		const start = { line: 0, character: 0 };
		const range = { start, end: start };
		if (uri === undefined) return undefined;
		return asLink ? [linkTo({ uri, range }, range, toRange(file.lines, path))] : { uri, range };
	}
	const use = useAt(architecture, file, offset);
	if (!use) return undefined;
	const { element } = use;
	const location = toLocation({ file: element.file, span: nameSpan(element.declaration) });
	return asLink
		? [linkTo(location, toRange(element.file.lines, element.declaration), toRange(file.lines, use.span))]
		: location;
}

function linkTo(
	{ uri, range }: Location,
	targetRange: DefinitionLink["targetRange"],
	from: Location["range"],
): DefinitionLink {
	return { originSelectionRange: from, targetUri: uri, targetRange, targetSelectionRange: range };
}

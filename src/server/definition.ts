import type { Location } from "vscode-languageserver";
import type { Architecture, SourceFile } from "../model/architecture.ts";
import { importUri } from "../model/load.ts";
import { nameSpan, toLocation, touches } from "./convert.ts";
import { useAt } from "./syntax.ts";

/** Where the name at an offset is declared; from the path of an import, the file that it means. */
export function definition(architecture: Architecture, file: SourceFile, offset: number): Location | undefined {
	const path = file.tree.imports.find((item) => touches(item.path, offset))?.path.text;
	if (path !== undefined) {
		const uri = importUri(file.uri, path);
		const start = { line: 0, character: 0 };
		return uri === undefined ? undefined : { uri, range: { start, end: start } };
	}
	const element = useAt(architecture, file, offset)?.element;
	return element && toLocation({ file: element.file, span: nameSpan(element.declaration) });
}

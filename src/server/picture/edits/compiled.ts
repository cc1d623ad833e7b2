import { applyEdits } from "../../../language/text.ts";
import type { Architecture, SourceFile } from "../../../model/architecture.ts";
import { compile } from "../../../rules/edit/compile.ts";
import type { Operation } from "../../../rules/edit/operations.ts";

/** The texts after these operations; undefined where they cannot be done. */
export function compiled(
	architecture: Architecture,
	operations: readonly Operation[],
): ReadonlyMap<SourceFile, string> | undefined {
	const edits = compile(architecture, operations);
	return edits && new Map([...edits].map(([file, list]) => [file, applyEdits(file.text, list)]));
}

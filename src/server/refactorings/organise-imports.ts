import { CodeActionKind } from "vscode-languageserver";
import { applyEdits } from "../../language/text.ts";
import type * as tree from "../../language/tree.ts";
import type { Architecture, SourceFile } from "../../model/architecture.ts";
import { importUri, sameUri } from "../../model/load.ts";
import { Layout } from "../../rules/edit/layout.ts";
import { factsOf } from "../picture/edits/facts.ts";
import { rebuilt } from "../picture/edits/rebuilt.ts";
import { blockOf, type Cut, textOf, withCuts } from "./pieces.ts";
import type { Refactoring } from "./refactoring.ts";

/** The imports in the order of their paths, each file once, and none that brings nothing that the design uses. */
export const organiseImports: Refactoring = {
	kind: CodeActionKind.SourceOrganizeImports,
	offer({ architecture, file }) {
		const { imports } = file.tree;
		if (imports.length === 0) return undefined;
		const text = organised(architecture, file);
		if (text === undefined || text === file.text) return undefined;
		return {
			title: texts.title,
			attempt: () => ({
				texts: new Map([[file, text]]),
				select: undefined,
				expected: (before) =>
					factsOf(before, (element) => (isIdle(before, file, element.file) ? undefined : element.id)),
				// An unused data set that another import brings as well is still there.
				allows: (fact, after) =>
					[...after.elements.values()].some(({ type, id }) => type === "data" && fact === `element ${id}`),
			}),
		};
	},
};

function organised(architecture: Architecture, file: SourceFile): string | undefined {
	const layout = new Layout(file.text);
	const seen = new Set<string>();
	const unique = file.tree.imports.filter(({ path }) => {
		const uri = importUri(file.uri, path.text);
		const key = uri === undefined ? path.text : sameUri(uri);
		if (seen.has(key) || (uri !== undefined && key === sameUri(file.uri))) return false;
		seen.add(key);
		return true;
	});
	const kept = unique.filter((one) => isNeeded(architecture, file, one));
	const order = [...kept].sort((a, b) => (a.path.text < b.path.text ? -1 : a.path.text > b.path.text ? 1 : 0));
	const first = file.tree.imports[0];
	const spanOf = (item: tree.Import) => {
		const block = blockOf(layout, item);
		// What stands above the first one is about the file.
		return item === first && block ? { ...block, start: layout.lineStart(item.start) } : (block ?? item);
	};
	const cuts = file.tree.imports.map((item, index): Cut => {
		const put = order[index];
		return { span: spanOf(item), pieces: put ? [{ file, span: spanOf(put) }] : [] };
	});
	const pieces = withCuts(file, cuts);
	return pieces && textOf(pieces);
}

/** Without it something that this file names, or a component, a place or a link of the design, would be gone. */
function isNeeded(architecture: Architecture, file: SourceFile, one: tree.Import): boolean {
	const uri = importUri(file.uri, one.path.text);
	const target = architecture.files.find((other) => uri !== undefined && sameUri(other.uri) === sameUri(uri));
	// A file that is not there is a mistake that somebody has to see.
	if (!target) return true;
	const uses = architecture.uses.get(file) ?? [];
	if (uses.some(({ element, declares }) => !declares && element.file === target)) return true;
	// Each file may be imported twice.
	const same = file.tree.imports.filter(({ path }) => sameUri(importUri(file.uri, path.text) ?? "") === sameUri(uri!));
	const without = applyEdits(
		file.text,
		same.map((span) => ({ span, text: "" })),
	);
	const after = rebuilt(architecture, new Map([[file, without]]));
	const ids = new Set([...after.elements.keys()]);
	const isGone = [...architecture.elements.values()].some(({ id, type }) => type !== "data" && !ids.has(id));
	return isGone || after.links.length !== architecture.links.length || countOf(after) > countOf(architecture);
}

function countOf({ problems }: Architecture): number {
	return [...problems.values()].flat().filter(({ severity }) => severity === "error").length;
}

/** Nobody names what the file declares, which is data alone. */
function isIdle(architecture: Architecture, main: SourceFile, file: SourceFile): boolean {
	if (file === main || sameUri(file.uri) === sameUri(main.uri)) return false;
	const own = [...architecture.elements.values()].filter((element) => element.file === file);
	if (own.some(({ type }) => type !== "data")) return false;
	return ![...architecture.uses.values()].flat().some(({ element, declares }) => !declares && element.file === file);
}

const texts = {
	title: { en: "Organise imports", ko: "가져오기 정리" },
} as const;

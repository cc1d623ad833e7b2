import type * as tree from "../../language/tree.ts";
import { kinds } from "../../language/vocabulary/index.ts";
import { refuse } from "../picture/edits/refusals.ts";
import { permuted } from "./permuted.ts";
import { rearrange } from "./rearrange.ts";
import type { Refactoring } from "./refactoring.ts";
import { declarationAt, elementOf, headerAt, selectionIn } from "./selection.ts";

/** The declarations of one body by kind, in the order of the vocabulary (callers before what they call), then by name. */
export const sortComponents: Refactoring = {
	kind: "refactor.rewrite.sort.components",
	offer({ architecture, file, span }) {
		const selection = selectionIn(file, span);
		const header = headerAt(file, span.start);
		const place = header && elementOf(architecture, header);
		const items = selection
			? selection.items
			: place?.type === "place"
				? (header!.body?.items ?? [])
				: declarationAt(file, span.start)
					? []
					: file.tree.items;
		const declarations = items.filter((item): item is tree.Declaration => item.type === "declaration");
		const pieces = permuted(file, [...declarations].sort(byKindAndName));
		if (!pieces) return undefined;
		return {
			title: selection ? texts.selection : place?.type === "place" ? inPlace(place.name) : texts.file,
			attempt(design) {
				const changed = rearrange(design, new Map([[file, pieces]]), ({ id }) => id);
				return changed ? { texts: changed, select: undefined, allows: () => false } : refuse("text");
			},
		};
	},
};

function byKindAndName(a: tree.Declaration, b: tree.Declaration): number {
	return rankOf(a) - rankOf(b) || compare(nameOf(a), nameOf(b));
}

const ranks = new Map([...kinds.keys()].map((name, index) => [name, index]));

function rankOf({ kind }: tree.Declaration): number {
	return ranks.get(kind.text) ?? ranks.size;
}

function nameOf({ name, title }: tree.Declaration): string {
	return (name ?? title)?.text ?? "";
}

function compare(a: string, b: string): number {
	return a.localeCompare(b, "en", { numeric: true });
}

function inPlace(name: string): { readonly en: string; readonly ko: string } {
	return { en: `Sort what is in \`${name}\` by kind and name`, ko: `\`${name}\`의 내용을 종류와 이름으로 정렬` };
}

const texts = {
	selection: { en: "Sort the selection by kind and name", ko: "선택한 것을 종류와 이름으로 정렬" },
	file: { en: "Sort the file by kind and name", ko: "파일을 종류와 이름으로 정렬" },
} as const;

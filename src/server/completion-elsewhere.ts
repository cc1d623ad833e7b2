import type * as tree from "../language/tree.ts";
import type { Architecture, Element, SourceFile } from "../model/architecture.ts";
import { familyOf } from "../model/kinds.ts";
import { importUri, sameUri } from "../model/load.ts";
import { importPath } from "./import-edit.ts";
import { isName } from "./rename.ts";

/** What a file that is not imported yet declares. */
export interface NameElsewhere {
	/** By which it is named once the file is imported. */
	readonly name: string;
	readonly kind: string;
	readonly type: Element["type"];
	readonly title: string | undefined;
	/** Of the import. */
	readonly path: string;
}

/**
 * What could be named here if its file were imported. Files that import this one in turn are left out: they would form a
 * circle. So are designs of their own, which nobody wants to have in another one, and names that something here has already.
 */
export function namesElsewhere(
	{ files, elements }: Architecture,
	file: SourceFile,
	others: readonly SourceFile[],
): readonly NameElsewhere[] {
	const known = new Set(files.map(({ uri }) => sameUri(uri)));
	const byUri = new Map(others.map((other) => [sameUri(other.uri), other]));
	const leadsHere = (other: SourceFile, seen: Set<SourceFile>): boolean => {
		if (sameUri(other.uri) === sameUri(file.uri)) return true;
		if (seen.has(other)) return false;
		seen.add(other);
		return other.tree.imports.some(({ path }) => {
			const uri = importUri(other.uri, path.text);
			if (uri === undefined) return false;
			const next = byUri.get(sameUri(uri));
			return sameUri(uri) === sameUri(file.uri) || (next !== undefined && leadsHere(next, seen));
		});
	};
	return others.flatMap((other): readonly NameElsewhere[] => {
		if (known.has(sameUri(other.uri)) || isDesign(other) || leadsHere(other, new Set())) return [];
		const path = importPath(file.uri, other.uri);
		return path === undefined
			? []
			: declaredIn(other.tree.items, path).filter(({ name }) => !elements.has(topOf(name)));
	});
}

function isDesign({ tree: { items } }: SourceFile): boolean {
	return items.some((item) => item.type === "declaration" && item.kind.text === "system");
}

function topOf(name: string): string {
	return name.split(".", 1)[0]!;
}

function declaredIn(items: readonly tree.Item[], path: string, around = ""): readonly NameElsewhere[] {
	return items.flatMap((item): readonly NameElsewhere[] => {
		if (item.type !== "declaration" || !item.name || item.kind.text === "system" || !isName(item.name.text)) return [];
		const family = familyOf(item.kind.text);
		const type = family === "data" ? "data" : family === "place" ? "place" : "component";
		const name = around + item.name.text;
		const own: NameElsewhere = { name, kind: item.kind.text, type, title: item.title?.text, path };
		return type === "place" ? [own, ...declaredIn(item.body?.items ?? [], path, `${name}.`)] : [own];
	});
}

import type * as tree from "../language/tree.ts";
import type { Architecture, Element, SourceFile } from "../model/architecture.ts";
import { familyOf } from "../model/kinds.ts";
import { importUri, sameUri } from "../model/load.ts";
import { importPath } from "./import-edit.ts";
import { isName } from "./rename.ts";

/** What a file that is not imported yet declares. */
export interface NameElsewhere extends Declared {
	/** Of the import. */
	readonly path: string;
}

interface Declared {
	/** By which it is named once the file is imported. */
	readonly name: string;
	readonly kind: string;
	readonly type: Element["type"];
	readonly title: string | undefined;
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
		if (path === undefined) return [];
		const declared = declaredBy(other).filter(({ name }) => !elements.has(topOf(name)));
		return declared.map((one) => ({ ...one, path }));
	});
}

/** Found once for a text: what nobody edits is looked through with every list. */
const declaredInFile = new WeakMap<SourceFile, readonly Declared[]>();

function declaredBy(file: SourceFile): readonly Declared[] {
	const known = declaredInFile.get(file);
	if (known) return known;
	const declared = declaredIn(file.tree.items);
	declaredInFile.set(file, declared);
	return declared;
}

function isDesign({ tree: { items } }: SourceFile): boolean {
	return items.some((item) => item.type === "declaration" && item.kind.text === "system");
}

function topOf(name: string): string {
	return name.split(".", 1)[0]!;
}

function declaredIn(items: readonly tree.Item[], around = ""): readonly Declared[] {
	return items.flatMap((item): readonly Declared[] => {
		if (item.type !== "declaration" || !item.name || item.kind.text === "system" || !isName(item.name.text)) return [];
		const family = familyOf(item.kind.text);
		const type = family === "data" ? "data" : family === "place" ? "place" : "component";
		const name = around + item.name.text;
		const own: Declared = { name, kind: item.kind.text, type, title: item.title?.text };
		return type === "place" ? [own, ...declaredIn(item.body?.items ?? [], `${name}.`)] : [own];
	});
}

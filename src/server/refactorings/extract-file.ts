import type { Span } from "../../language/text.ts";
import type * as tree from "../../language/tree.ts";
import type { Architecture, Element, SourceFile } from "../../model/architecture.ts";
import { buildArchitecture, sourceFile } from "../../model/build.ts";
import { importsFrom, importUri, sameUri } from "../../model/load.ts";
import { Layout } from "../../rules/edit/layout.ts";
import { syntaxOf } from "../../rules/edit/syntax.ts";
import { importEdit } from "../import-edit.ts";
import { factsOf } from "../picture/edits/facts.ts";
import { namesIn } from "../picture/edits/names-in.ts";
import type { Attempt, Design } from "../picture/edits/outcome.ts";
import { rebuilt } from "../picture/edits/rebuilt.ts";
import { refuse } from "../picture/edits/refusals.ts";
import { keepsFailoverOrder } from "./order.ts";
import { type Cut, cutOf, movedItem, type Piece, withCuts } from "./pieces.ts";
import { rearrange } from "./rearrange.ts";
import type { Refactoring } from "./refactoring.ts";
import { elementOf, headerAt, selectionIn } from "./selection.ts";
import { named } from "./titles.ts";

/**
 * What is selected, or the place under the cursor, moves to a file of its own, with the links among it and the data that
 * only it can name there, and is imported from it.
 */
export const extractFile: Refactoring = {
	kind: "refactor.move.file",
	offer({ architecture, file, span, exists }) {
		const selected = selectedIn(architecture, file, span);
		const [first] = selected;
		if (!first) return undefined;
		// A document without a folder has none to put another file into.
		const path = freePath(file, first.name, exists);
		if (path === undefined) return undefined;
		const title = named(texts.title, { elements: selected, path });
		const needed = neededBy(architecture, file, selected);
		if ("missing" in needed) return { title, refused: named(texts.missing, { elements: [needed.missing] }) };
		const moved = file.tree.items.filter((item) => needed.items.has(item));
		return { title, attempt: (design) => extracted(design, file, { moved, path, imports: needed.imports }) };
	},
};

function selectedIn(architecture: Architecture, file: SourceFile, span: Span): readonly Element[] {
	const selection = selectionIn(file, span);
	if (selection) {
		if (selection.owner) return [];
		return selection.items.flatMap((item) => {
			const element = item.type === "declaration" ? elementOf(architecture, item) : undefined;
			return element && element.type !== "system" ? [element] : [];
		});
	}
	const header = headerAt(file, span.start);
	const element = header && file.tree.items.includes(header) ? elementOf(architecture, header) : undefined;
	return element?.type === "place" ? [element] : [];
}

/** A path beside the file that leads to nothing yet. */
function freePath(file: SourceFile, name: string, exists: (uri: string) => boolean): string | undefined {
	const stem = name.replace(/[^\p{L}\p{M}\p{N}_-]+/gu, "-");
	for (let number = 1; ; number++) {
		const path = number === 1 ? `./${stem}.arch` : `./${stem}-${number}.arch`;
		const uri = importUri(file.uri, path);
		if (uri === undefined) return undefined;
		if (!exists(uri)) return path;
	}
}

/** The items that have to move together so that the new file says all that it names, and what it has to import. */
function neededBy(
	architecture: Architecture,
	file: SourceFile,
	selected: readonly Element[],
): { readonly items: ReadonlySet<tree.Item>; readonly imports: ReadonlySet<string> } | { readonly missing: Element } {
	const { elementAt } = syntaxOf(architecture);
	const chosen = new Set(selected);
	const items = new Set<tree.Item>();
	const imports = new Set<string>();
	const waiting = [...selected];
	const topOf = (element: Element): Element => (element.parent ? topOf(element.parent) : element);
	for (let element = waiting.pop(); element; element = waiting.pop()) {
		items.add(element.declaration);
		for (const { reference } of namesIn([element.declaration], undefined).outside) {
			const target = elementAt(file, reference);
			const top = target && topOf(target);
			if (!top || items.has(top.declaration)) continue;
			if (top.file !== file) {
				const path = importOf(architecture, file, top.file);
				if (path === undefined) return { missing: top };
				imports.add(path);
			} else if (top.type === "data" && !top.copyOf) waiting.push(top);
			else if (!chosen.has(top)) return { missing: top };
		}
	}
	const isInside = (element: Element | undefined): boolean =>
		element !== undefined && (items.has(element.declaration) || isInside(element.parent));
	for (const item of file.tree.items) {
		if (item.type !== "link") continue;
		const names = namesIn([item], undefined).outside;
		if (names.length > 0 && names.every(({ reference }) => isInside(elementAt(file, reference)))) items.add(item);
	}
	return { items, imports };
}

/** The import by which a file is reached, directly or through others. */
function importOf({ files }: Architecture, from: SourceFile, target: SourceFile): string | undefined {
	const reached = (file: SourceFile, seen: Set<SourceFile>): boolean => {
		if (file === target) return true;
		if (seen.has(file)) return false;
		seen.add(file);
		return file.tree.imports.some(({ path }) => {
			const uri = importUri(file.uri, path.text);
			const next = uri === undefined ? undefined : files.find((one) => sameUri(one.uri) === sameUri(uri));
			return next !== undefined && reached(next, seen);
		});
	};
	return from.tree.imports.find(({ path }) => {
		const uri = importUri(from.uri, path.text);
		const next = uri === undefined ? undefined : files.find((one) => sameUri(one.uri) === sameUri(uri));
		return next !== undefined && reached(next, new Set([from]));
	})?.path.text;
}

function extracted(
	design: Design,
	file: SourceFile,
	{
		moved,
		path,
		imports,
	}: { readonly moved: readonly tree.Item[]; readonly path: string; readonly imports: ReadonlySet<string> },
): Attempt {
	const layout = new Layout(file.text);
	const { newline } = layout;
	const created = sourceFile(importUri(file.uri, path)!, "");
	const own: Piece[] = [...imports].map((one) => `import "${one}"${newline}`);
	let last: tree.Item | undefined;
	for (const item of moved) {
		const isApart = last ? last.type !== item.type || hasGap(file, layout, last, item) : own.length > 0;
		if (isApart) own.push(newline);
		own.push(...movedItem(file, layout, item, ""));
		last = item;
	}
	const cuts: Cut[] = moved.map((item) => ({ span: cutOf(layout, item), pieces: [] }));
	const { span, text } = importEdit(file, path);
	cuts.push({ span, pieces: [text] });
	const rest = withCuts(file, cuts);
	const pieces =
		rest &&
		new Map<SourceFile, readonly Piece[]>([
			[file, rest],
			[created, own],
		]);
	const changed = pieces && rearrange(design, pieces, ({ id }) => id);
	if (!changed) return refuse("text");
	const after = rebuilt(design.architecture, changed);
	if (!keepsFailoverOrder(design.architecture, after, ({ id }) => id)) return refuse("text");
	// The new file is a design too, for whoever opens it alone.
	const alone = after.files.find(({ uri }) => uri === created.uri);
	if (!alone) return refuse("text");
	const itself = buildArchitecture(
		alone,
		importsFrom((uri) => after.files.find((one) => sameUri(one.uri) === sameUri(uri))),
	);
	if ([...itself.problems.values()].flat().some(({ severity }) => severity === "error")) return refuse("mistakes");
	return {
		texts: changed,
		created: [created],
		select: undefined,
		expected: (before) => factsOf(before),
		allows: () => false,
	};
}

function hasGap(file: SourceFile, layout: Layout, above: tree.Item, below: tree.Item): boolean {
	const between = file.text.slice(above.end, cutOf(layout, below).start);
	return /\n[ \t]*\r?\n/.test(between);
}

const texts = {
	title: { en: "Move {elements} to a new file {path}", ko: "{elements}을(를) 새 파일 {path}(으)로 이동" },
	missing: {
		en: "It names {elements}, which would stay behind in a file that the new one does not import.",
		ko: "{elements}을(를) 가리키고 있는데, 이것은 새 파일이 가져오지 않는 파일에 남습니다.",
	},
} as const;

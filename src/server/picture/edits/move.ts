import { applyEdits, type Edit, type Span } from "../../../language/text.ts";
import type * as tree from "../../../language/tree.ts";
import type { Architecture, Component, Element, Place, SourceFile } from "../../../model/architecture.ts";
import { sameUri } from "../../../model/load.ts";
import type { EditAction } from "../../../protocol/messages.ts";
import { compile } from "../../../rules/edit/compile.ts";
import { insertion, Layout } from "../../../rules/edit/layout.ts";
import { freeName, referenceTo } from "../../../rules/edit/names.ts";
import { syntaxOf } from "../../../rules/edit/syntax.ts";
import { blockOf } from "./block.ts";
import { elementFact, factsOf, linkFact } from "./facts.ts";
import { type NameIn, namesIn } from "./names-in.ts";
import { originalOf } from "./original-of.ts";
import type { Attempt, Design } from "./outcome.ts";
import { rebuilt } from "./rebuilt.ts";
import { refuse } from "./refusals.ts";

/**
 * Moves a declaration into another place, or to the top level. First its text is moved; then every name that would no
 * longer lead where it did is written anew, in all files.
 */
export function move(design: Design, { id, parent }: Extract<EditAction, { type: "move" }>): Attempt {
	const { architecture } = design;
	const element = architecture.elements.get(id);
	if (element?.type !== "component" && element?.type !== "place") return refuse("gone", { id });
	const target = parent === undefined ? undefined : architecture.elements.get(parent);
	if (parent !== undefined && !target) return refuse("gone", { id: parent });
	if (target && target.type !== "place") return refuse("no-place", { id: target.id });
	if (element.parent === target) return refuse("same-place", { id });
	for (let around = target; around; around = around.parent)
		if (around === element) return refuse("into-itself", { id });
	const original = originalOf(element);
	if (original) return refuse("copied", { id, original: original.id });
	if (target?.copyOf) return refuse("copied", { id: target.id, original: target.copyOf.id });
	for (const one of architecture.elements.values()) {
		const isCounterpart =
			one.inherits === element && one.name === element.name && one.parent?.inherits === element.parent;
		if (isCounterpart && element.parent) return refuse("has-copy", { id, copy: one.id });
	}

	const { name: word } = element.declaration;
	const isTaken = architecture.elements.has(target ? `${target.id}.${element.name}` : element.name);
	if (isTaken && !word) return refuse("text");
	const name = isTaken ? freeName(architecture, element.name) : element.name;
	const newId = target ? `${target.id}.${name}` : name;
	const moved = moveText(architecture, element, target, name);
	if (!moved) return refuse("text");

	const isIn = (one: Architecture): boolean => one.files.some(({ uri }) => sameUri(uri) === sameUri(element.file.uri));
	const idOf =
		(before: Architecture) =>
		({ id: old }: Pick<Element, "id">): string =>
			isIn(before) && startsWith(old, id) ? newId + old.slice(id.length) : old;
	const texts = withNames(design, element, newId, moved, idOf);
	if (!texts) return refuse("text");
	return {
		texts,
		select: newId,
		needs: [elementFact(newId)],
		expected: (before) => factsOf(before, idOf(before)),
		allows: (fact, after, before) => {
			// A design of the file that it moves into alone.
			const isNew = (one: Element): boolean => !isIn(before) && startsWith(originOf(one).id, newId);
			// Where the new place is copied, so is what moves into it.
			const isCopy = (one: Element): boolean =>
				isNew(one) || (one.copyOf !== undefined && startsWith(originOf(one).id, newId));
			return (
				[...after.elements.values()].some((one) => isCopy(one) && elementFact(one.id) === fact) ||
				after.links.some(
					(link) =>
						(link.copied || isNew(link.from)) &&
						(isCopy(link.from) || isCopy(link.to)) &&
						linkFact({ from: link.from.id, to: link.to.id }) === fact,
				)
			);
		},
	};
}

function startsWith(id: string, start: string): boolean {
	return id === start || id.startsWith(`${start}.`);
}

function originOf(element: Element): Element {
	let at = element;
	while (at.copyOf) at = at.copyOf;
	return at;
}

/** The texts in which the declaration stands in its new place, under its new name, and nothing else is changed. */
function moveText(
	architecture: Architecture,
	element: Component | Place,
	target: Place | undefined,
	name: string,
): ReadonlyMap<SourceFile, string> | undefined {
	const { file, declaration } = element;
	const layout = new Layout(file.text);
	const block = blockOf(layout, declaration);
	const span: Span = block ?? declaration;
	const { name: word } = declaration;
	const renamed = word ? [{ span: shifted(word, -span.start), text: name }] : [];
	const own = applyEdits(file.text.slice(span.start, span.end), renamed);
	const indent = layout.indentAt(declaration.start);
	const lines = own
		.trimEnd()
		.split(/\r?\n/)
		.map((line, index) => (index === 0 && !block ? line : line.startsWith(indent) ? line.slice(indent.length) : line));
	const text = lines.join("\n");

	const removal = compile(architecture, [
		block ? { type: "text", file, span, text: "" } : { type: "remove", file, span },
	]);
	if (!removal) return undefined;
	const targetFile = target?.file ?? file;
	const edits = new Map<SourceFile, Edit[]>([[file, [...(removal.get(file) ?? [])]]]);
	const inserted = insert(targetFile, target?.declaration, text, element);
	if (!inserted) return undefined;
	edits.set(targetFile, [...(edits.get(targetFile) ?? []), inserted]);
	const texts = new Map<SourceFile, string>();
	for (const [one, list] of edits) {
		// The body of a place on one line is written anew, which cannot be if the declaration stood in it.
		const sorted = [...list].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
		if (sorted.some(({ span: { start } }, at) => at > 0 && start < sorted[at - 1]!.span.end)) return undefined;
		texts.set(one, applyEdits(one.text, sorted));
	}
	return texts;
}

/** Puts a declaration behind the last one like it in the body of `place`, or at the top level. */
function insert(
	file: SourceFile,
	place: tree.Declaration | undefined,
	text: string,
	{ kind, declaration: moved }: Component | Place,
): Edit | undefined {
	const layout = new Layout(file.text);
	const { newline, unit } = layout;
	const items = (place ? (place.body?.items ?? []) : file.tree.items).filter((item) => item !== moved);
	const indent = place ? layout.indentAt(place.start) : "";
	const inner = indent + unit;
	if (place && !place.body) {
		return insertion(place.end, ` {${newline}${inner}${layout.indented(text, inner)}${newline}${indent}}`);
	}
	if (place?.body && layout.isOneLine(place.body)) {
		const parts = items.map(({ start, end }) => file.text.slice(start, end));
		const lines = [...parts, layout.indented(text, inner)].map((part) => newline + inner + part).join("");
		return { span: place.body, text: `{${lines}${newline}${indent}}` };
	}
	const declarations = items.filter((item): item is tree.Declaration => item.type === "declaration");
	const last = declarations.findLast((item) => item.kind.text === kind) ?? declarations.at(-1) ?? items.at(-1);
	if (last) return layout.endsLine(last.end) ? layout.after(last, text, ",") : undefined;
	if (place?.body) {
		const line = newline + inner + layout.indented(text, inner);
		return insertion(
			layout.endsLine(place.body.start + 1) ? layout.lineEnd(place.body.start + 1) : place.body.start + 1,
			line,
		);
	}
	return insertion(file.text.length, (file.text.endsWith("\n") ? "" : newline) + layout.indented(text, "") + newline);
}

/** The texts with every name leading where it did before the move. */
function withNames(
	{ architecture, others }: Design,
	element: Component | Place,
	newId: string,
	moved: ReadonlyMap<SourceFile, string>,
	idIn: (before: Architecture) => (element: Element) => string,
): ReadonlyMap<SourceFile, string> | undefined {
	const edits = new Map<
		string,
		{ readonly file: SourceFile; readonly now: SourceFile; readonly list: Map<number, Edit> }
	>();
	for (const before of [architecture, ...others]) {
		const after = rebuilt(before, moved);
		const idOf = idIn(before);
		const counterpart = (file: SourceFile): SourceFile =>
			after.files.find((one) => sameUri(one.uri) === sameUri(file.uri)) ?? file;
		const [was, is] = [syntaxOf(before), syntaxOf(after)];
		const declaration = after.elements.get(newId)?.declaration;
		const check = (file: SourceFile, old: readonly NameIn[], now: readonly NameIn[], nowFile: SourceFile): boolean => {
			if (old.length !== now.length) return false;
			for (const [index, { reference, item }] of old.entries()) {
				const target = was.elementAt(file, reference);
				if (!target) continue;
				const here = now[index]!;
				const wanted = after.elements.get(idOf(target));
				if (!wanted) return false;
				const text = referenceTo(wanted, is.scopeOf(nowFile, here.item), after);
				const said = file.text.slice(reference.start, reference.end);
				// A name that led there from the inside out goes on doing so, and not only for being the only one of its kind.
				const isUsual = said === referenceTo(target, was.scopeOf(file, item), before);
				const leads = is.elementAt(nowFile, here.reference) === wanted;
				if (leads && (!isUsual || said === text)) continue;
				const key = sameUri(nowFile.uri);
				const known = edits.get(key) ?? { file: counterpart(nowFile), now: nowFile, list: new Map<number, Edit>() };
				edits.set(key, known);
				known.list.set(here.reference.start, { span: here.reference, text });
			}
			return true;
		};
		let inside: { file: SourceFile; names: readonly NameIn[] } | undefined;
		let insideNow: { file: SourceFile; names: readonly NameIn[] } | undefined;
		for (const file of before.files) {
			const own = sameUri(file.uri) === sameUri(element.file.uri) ? declarationIn(file, element) : undefined;
			const old = namesIn(file.tree.items, own);
			const nowFile = counterpart(file);
			const holds = after.elements.get(newId)?.file === nowFile;
			const now = namesIn(nowFile.tree.items, holds ? declaration : undefined);
			if (own) inside = { file, names: old.inside };
			if (holds) insideNow = { file: nowFile, names: now.inside };
			if (!check(file, old.outside, now.outside, nowFile)) return undefined;
		}
		if (inside && insideNow && !check(inside.file, inside.names, insideNow.names, insideNow.file)) return undefined;
	}
	const texts = new Map(moved);
	const all = [architecture, ...others].flatMap((one) => one.files);
	for (const [uri, { now, list }] of edits) {
		const file =
			[...texts.keys()].find((one) => sameUri(one.uri) === uri) ?? all.find((one) => sameUri(one.uri) === uri)!;
		texts.set(file, applyEdits(now.text, [...list.values()]));
	}
	return texts;
}

/** Architectures that share a file may hold it as different objects. */
function declarationIn(file: SourceFile, { declaration }: Element): tree.Declaration | undefined {
	const find = (items: readonly tree.Item[]): tree.Declaration | undefined => {
		for (const item of items) {
			if (item.type !== "declaration") continue;
			if (item.start === declaration.start && item.end === declaration.end) return item;
			const inner = find(item.body?.items ?? []);
			if (inner) return inner;
		}
		return undefined;
	};
	return find(file.tree.items);
}

function shifted({ start, end }: Span, by: number): Span {
	return { start: start + by, end: end + by };
}

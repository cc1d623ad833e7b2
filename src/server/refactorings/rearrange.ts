import { applyEdits, type Edit } from "../../language/text.ts";
import type { Architecture, Element, SourceFile } from "../../model/architecture.ts";
import { sameUri } from "../../model/load.ts";
import { referenceTo } from "../../rules/edit/names.ts";
import { syntaxOf } from "../../rules/edit/syntax.ts";
import { type NameIn, namesIn } from "../picture/edits/names-in.ts";
import type { Design } from "../picture/edits/outcome.ts";
import { rebuilt } from "../picture/edits/rebuilt.ts";
import { type Piece, textOf } from "./pieces.ts";

/** What an element is called afterwards; undefined where it is no more. */
export type Renaming = (element: Element) => string | undefined;

/**
 * The texts that are made of these pieces, with each name that came from an old text leading where it led there. The
 * names of all other files are looked at as well. Undefined where a name has nothing left that it could lead to.
 */
export function rearrange(
	{ architecture, others }: Design,
	pieces: ReadonlyMap<SourceFile, readonly Piece[]>,
	idOf: Renaming,
): ReadonlyMap<SourceFile, string> | undefined {
	const texts = new Map([...pieces].map(([file, list]) => [file, textOf(list)]));
	const newPlace = placesOf(pieces);
	const edits = new Map<SourceFile, Map<number, Edit>>();
	for (const before of [architecture, ...others]) {
		const after = rebuilt(before, texts);
		const [was, is] = [syntaxOf(before), syntaxOf(after)];
		const now = namesByEnd(after);
		for (const file of before.files) {
			for (const { reference, item } of namesIn(file.tree.items, undefined).outside) {
				const target = was.elementAt(file, reference);
				const place = target && newPlace(file, reference.end);
				if (!place) continue;
				const nowFile = after.files.find((one) => sameUri(one.uri) === sameUri(place.file.uri));
				const here = nowFile && now.get(nowFile)?.get(place.offset);
				// In another design the file that it has moved to may not take part.
				if (!here) continue;
				const id = idOf(target);
				const wanted = id === undefined ? undefined : after.elements.get(id);
				if (!wanted) return undefined;
				const text = referenceTo(wanted, is.scopeOf(nowFile, here.item), after);
				const said = file.text.slice(reference.start, reference.end);
				// A name that led there from the inside out goes on doing so, and not only for being the only one of its kind.
				const isUsual = said === referenceTo(target, was.scopeOf(file, item), before);
				if (is.elementAt(nowFile, here.reference) === wanted && (!isUsual || said === text)) continue;
				const list = edits.get(place.file) ?? new Map<number, Edit>();
				edits.set(place.file, list.set(here.reference.start, { span: here.reference, text }));
			}
		}
	}
	const result = new Map(texts);
	for (const [file, list] of edits) result.set(file, applyEdits(texts.get(file) ?? file.text, [...list.values()]));
	return result;
}

/** Where what ended at an offset of an old text ends now; undefined where it is left out. */
function placesOf(pieces: ReadonlyMap<SourceFile, readonly Piece[]>) {
	interface Move {
		readonly start: number;
		readonly end: number;
		readonly file: SourceFile;
		readonly at: number;
	}
	const moves = new Map<string, Move[]>();
	const changed = new Map([...pieces.keys()].map((file) => [sameUri(file.uri), file]));
	for (const [file, list] of pieces) {
		let at = 0;
		for (const piece of list) {
			if (typeof piece === "string") at += piece.length;
			else {
				const { start, end } = piece.span;
				const key = sameUri(piece.file.uri);
				const known = moves.get(key);
				const move = { start, end, file, at };
				if (known) known.push(move);
				else moves.set(key, [move]);
				at += end - start;
			}
		}
	}
	return (file: SourceFile, offset: number): { readonly file: SourceFile; readonly offset: number } | undefined => {
		const key = sameUri(file.uri);
		if (!changed.has(key)) return { file, offset };
		const move = moves.get(key)?.find(({ start, end }) => start < offset && offset <= end);
		return move && { file: move.file, offset: move.at + offset - move.start };
	};
}

function namesByEnd({ files }: Architecture): ReadonlyMap<SourceFile, ReadonlyMap<number, NameIn>> {
	const byEnd = (file: SourceFile) =>
		new Map(namesIn(file.tree.items, undefined).outside.map((name) => [name.reference.end, name]));
	return new Map(files.map((file) => [file, byEnd(file)]));
}

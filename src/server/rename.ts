import { LSPErrorCodes, type Range, ResponseError, type TextEdit, type WorkspaceEdit } from "vscode-languageserver";
import { fill, type Locale } from "../language/locale.ts";
import { parse } from "../language/parser.ts";
import { applyEdits } from "../language/text.ts";
import type { Architecture, Element, SourceFile, Use } from "../model/architecture.ts";
import { buildArchitecture, sourceFile } from "../model/build.ts";
import { importsFrom, sameUri } from "../model/load.ts";
import { toRange, toTextEdit, touches } from "./convert.ts";
import { usesOf } from "./references.ts";
import { useAt } from "./syntax.ts";

/** The name at an offset: of `us.web` only the part that the cursor is on. Refused, with a reason, where there is none. */
export function prepareRename(
	architecture: Architecture,
	file: SourceFile,
	offset: number,
	locale: Locale,
): { range: Range; placeholder: string } {
	const use = useAt(architecture, file, offset);
	if (!use) throw refusal(file.tree.imports.some((one) => touches(one.path, offset)) ? "path" : "no-name", "", locale);
	return { range: toRange(file.lines, inner(file, use.span)), placeholder: use.element.name };
}

/**
 * The edits that give an element another name wherever it stands. Refused, with a reason, where the new name is none or
 * where a name would then mean something else.
 */
export function rename(
	architecture: Architecture,
	file: SourceFile,
	offset: number,
	newName: string,
	architectures: readonly Architecture[],
	locale: Locale,
): WorkspaceEdit | undefined {
	const use = useAt(architecture, file, offset);
	if (!use) return undefined;
	const quoted = architecture.elements.get(use.element.id)?.declaration.name === undefined;
	if (quoted ? /["\n\r]/.test(newName) || newName === "" : !isName(newName))
		throw refusal("not-a-name", newName, locale);
	if (newName === use.element.name) return { changes: {} };

	const all = [architecture, ...architectures];
	const renamed = all.flatMap((one) => counterparts(use, one));
	const taken = renamed.find(({ element, within }) => siblings(element, within).has(newName));
	if (taken) throw refusal("taken", newName, locale);

	const edits = placesToRename(use, all);
	for (const one of all) if (changesMeaning(one, edits, newName)) throw refusal("captured", newName, locale);

	const changes: Record<string, TextEdit[]> = {};
	for (const [target, spans] of edits)
		changes[target.uri] = [...spans.values()].map((span) => toTextEdit(target.lines, { span, text: newName }));
	return { changes };
}

/** All places, by file and offset, where a name has to change with that of `use`. */
export function placesToRename(
	use: Use,
	all: readonly Architecture[],
): ReadonlyMap<SourceFile, ReadonlyMap<number, { start: number; end: number }>> {
	const places = new Map<SourceFile, Map<number, { start: number; end: number }>>();
	for (const { element } of all.flatMap((one) => counterparts(use, one))) {
		for (const place of usesOf(element, all)) {
			const inFile = places.get(place.file) ?? new Map<number, { start: number; end: number }>();
			inFile.set(place.span.start, inner(place.file, place.span));
			places.set(place.file, inFile);
		}
	}
	return places;
}

/** The name itself, where it is also the title, in quotes. */
function inner(file: SourceFile, span: Use["span"]): { start: number; end: number } {
	return file.text[span.start] === '"' ? { start: span.start + 1, end: span.end - 1 } : { ...span };
}

/** A name is what the parser takes for one. */
export function isName(text: string): boolean {
	const { items, problems } = parse(`service ${text}`);
	const [item] = items;
	return problems.length === 0 && items.length === 1 && item?.type === "declaration" && item.name?.text === text;
}

/**
 * The element and those that have to keep the same name: where a group is `like` another, what its body says of a member
 * that it has taken over must go on meaning that member.
 */
function counterparts(use: Use, within: Architecture): { readonly element: Element; readonly within: Architecture }[] {
	const declarations = new Set([use.element.declaration]);
	const elements = [...within.elements.values()];
	for (let size = 0; size !== declarations.size; ) {
		size = declarations.size;
		for (const element of elements) {
			const original = element.inherits;
			if (!original || original.name !== element.name || original.parent !== element.parent?.inherits) continue;
			if (declarations.has(element.declaration) || declarations.has(original.declaration)) {
				declarations.add(element.declaration);
				declarations.add(original.declaration);
			}
		}
	}
	return elements.filter(({ declaration }) => declarations.has(declaration)).map((element) => ({ element, within }));
}

function siblings(element: Element, within: Architecture): ReadonlySet<string> {
	const names = new Set<string>();
	for (const other of within.elements.values())
		if (other !== element && other.parent === element.parent) names.add(other.name);
	return names;
}

/** Whether, after the edits, some name in a text means something else than it did. */
function changesMeaning(
	architecture: Architecture,
	edits: ReadonlyMap<SourceFile, ReadonlyMap<number, { start: number; end: number }>>,
	newName: string,
): boolean {
	const files = new Map<string, SourceFile>();
	for (const file of architecture.files) {
		const spans = [...(edits.get(file)?.values() ?? [])];
		const text = applyEdits(
			file.text,
			spans.map((span) => ({ span, text: newName })),
		);
		files.set(sameUri(file.uri), spans.length === 0 ? file : sourceFile(file.uri, text));
	}
	const find = (uri: string): SourceFile | undefined => files.get(sameUri(uri));
	const after = buildArchitecture(find(architecture.files[0]!.uri)!, importsFrom(find));
	// Renaming moves no declaration and no name past another, so both texts have the same names in the same order.
	return architecture.files.some((file) => {
		const was = meanings(architecture, file);
		const is = meanings(after, find(file.uri)!);
		return was.length !== is.length || was.some((at, index) => at !== is[index]);
	});
}

/** For each name in a file, the file and number of the declaration that it means. */
function meanings(architecture: Architecture, file: SourceFile): readonly string[] {
	const numbers = new Map<Element["declaration"], string>();
	for (const [at, uses] of architecture.uses)
		for (const [index, use] of uses.entries())
			if (use.declares) numbers.set(use.element.declaration, `${sameUri(at.uri)}#${index}`);
	return (architecture.uses.get(file) ?? []).map(({ element }) => numbers.get(element.declaration) ?? element.kind);
}

function refusal(reason: keyof typeof refusals, name: string, locale: Locale): ResponseError {
	return new ResponseError(LSPErrorCodes.RequestFailed, fill(refusals[reason][locale], { name }));
}

const refusals = {
	"no-name": {
		en: "What can be renamed is the name of an element.",
		ko: "이름을 바꿀 수 있는 것은 요소의 이름입니다.",
	},
	path: {
		en: "Rename the file itself: the imports follow it.",
		ko: "파일의 이름을 바꾸십시오. 가져오기가 따라 바뀝니다.",
	},
	"not-a-name": {
		en: "`{name}` cannot be a name: letters, digits, `-` and `_`, beginning with a letter.",
		ko: "`{name}`은(는) 이름으로 쓸 수 없습니다. 글자로 시작하고 글자, 숫자, `-`, `_`만 씁니다.",
	},
	taken: {
		en: "`{name}` is already taken here.",
		ko: "`{name}`(이)라는 이름이 이미 있습니다.",
	},
	captured: {
		en: "With the name `{name}` something else in the text would get another meaning.",
		ko: "`{name}`(으)로 바꾸면 글의 다른 이름이 가리키는 대상이 달라집니다.",
	},
} as const;

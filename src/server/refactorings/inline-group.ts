import type * as tree from "../../language/tree.ts";
import type { Place, SourceFile } from "../../model/architecture.ts";
import { Layout } from "../../rules/edit/layout.ts";
import { canBeNamed } from "../../rules/edit/names.ts";
import { factsOf } from "../picture/edits/facts.ts";
import { originalOf } from "../picture/edits/original-of.ts";
import type { Attempt, Design } from "../picture/edits/outcome.ts";
import { rebuilt } from "../picture/edits/rebuilt.ts";
import { refuse } from "../picture/edits/refusals.ts";
import { keepsFailoverOrder } from "./order.ts";
import { cutOf, movedLines, type Piece, withCuts } from "./pieces.ts";
import { type Renaming, rearrange } from "./rearrange.ts";
import type { Refactoring } from "./refactoring.ts";
import { elementOf, headerAt } from "./selection.ts";
import { named } from "./titles.ts";

/** A group gives way to what is in it; names lead where they led. No number changes. */
export const inlineGroup: Refactoring = {
	kind: "refactor.inline.group",
	offer({ architecture, file, span }) {
		const declaration = headerAt(file, span.start);
		const group = declaration && elementOf(architecture, declaration);
		if (group?.type !== "place" || group.kind !== "group" || group.declaration !== declaration) return undefined;
		const title = named(texts.title, { elements: [group] });
		if (declaration.like) return { title, refused: named(texts.like, { elements: [group] }) };
		const original = originalOf(group);
		if (original) return { title, refused: named(texts.override, { elements: [group] }) };
		const copy = architecture.places.find((one) => one.inherits === group && !originalOf(one));
		if (copy) return { title, refused: named(texts.copied, { elements: [copy] }) };
		const taken = group.children.find(({ name }) => {
			const id = group.parent ? `${group.parent.id}.${name}` : name;
			return name !== group.name && architecture.elements.has(id);
		});
		if (taken) return { title, refused: named(texts.taken, { elements: [taken] }) };
		if (!group.children.every(canBeNamed)) return { title, refused: named(texts.unnamed, { elements: [group] }) };
		return { title, attempt: (design) => dissolved(design, file, group) };
	},
};

function dissolved(design: Design, file: SourceFile, group: Place): Attempt {
	const { declaration } = group;
	const idOf: Renaming = (element) => {
		if (element.declaration === declaration) return undefined;
		const { parent, name } = element;
		const around = parent?.declaration === declaration ? parent.parent : parent;
		return around ? `${idOf(around)}.${name}` : name;
	};
	const namesGroup = [...design.architecture.uses.values()].flat().some(({ element, declares, span }, _, all) => {
		if (declares || element.declaration !== declaration) return false;
		// `group.web` is written anew, and what names the group itself has nothing left to name.
		return !all.some((next) => next.span.start === span.end + 1 && next.element.parent === element);
	});
	if (namesGroup) return { refused: named(texts.named, { elements: [group] }) };
	const pieces = pieced(file, declaration);
	const texted = pieces && rearrange(design, new Map([[file, pieces]]), idOf);
	if (!texted || !keepsFailoverOrder(design.architecture, rebuilt(design.architecture, texted), idOf)) {
		return refuse("text");
	}
	return {
		texts: texted,
		select: group.parent?.id,
		expected: (before) => factsOf(before, idOf),
		allows: () => false,
	};
}

/** What stands in the body stands where the group stood; what the group said of itself becomes comments. */
function pieced(file: SourceFile, declaration: tree.Declaration): readonly Piece[] | undefined {
	const layout = new Layout(file.text);
	const { newline } = layout;
	const { body, title } = declaration;
	const indent = layout.indentAt(declaration.start);
	const cut = cutOf(layout, declaration);
	const start = layout.beginsLine(declaration.start) ? layout.lineStart(declaration.start) : declaration.start;
	const pieces: Piece[] = layout.beginsLine(declaration.start) ? [] : [newline];
	const said = (item: tree.Property): string =>
		`// ${file.text.slice(item.start, item.end).replace(/\s+/g, " ")}${newline}`;
	if (title?.text) pieces.push(`${indent}// ${title.text}${newline}`);
	if (body && layout.isOneLine(body)) {
		for (const item of body.items) {
			if (item.type === "property") pieces.push(indent, said(item));
			else pieces.push(indent, { file, span: item }, newline);
		}
	} else if (body) {
		const end = body.closed ? body.end - 1 : body.end;
		const unit = { from: indent + layout.unit, to: indent };
		let at = body.start + 1;
		// A comment behind the brace, and nothing where the line ends there.
		const opening = layout.text.slice(at, layout.lineEnd(at));
		if (opening.trim() === "" || opening.trim().startsWith("//")) {
			if (opening.trim() !== "") pieces.push(`${indent}${opening.trim()}${newline}`);
			at = Math.min(end, layout.lineEnd(at) + newline.length);
		}
		for (const item of body.items) {
			if (item.type !== "property") continue;
			const from = layout.beginsLine(item.start) ? layout.lineStart(item.start) : item.start;
			pieces.push(...movedLines(file, layout, { start: at, end: from }, unit), indent, said(item));
			const behind = /^[ \t]*[,;]?[ \t]*(\r?\n)?/.exec(layout.text.slice(item.end, end))![0].length;
			at = item.end + behind;
		}
		const last = layout.beginsLine(end) ? layout.lineStart(end) : end;
		if (at < last) pieces.push(...movedLines(file, layout, { start: at, end: last }, unit));
	}
	const behind = layout.text.slice(declaration.end, cut.end).trim();
	if (behind.includes("//") || behind.includes("/*")) {
		pieces.push(`${indent}${behind.replace(/^[,;]\s*/, "")}${newline}`);
	}
	return withCuts(file, [{ span: { start, end: cut.end }, pieces }]);
}

const texts = {
	title: { en: "Dissolve the group {elements}", ko: "그룹 {elements} 해체" },
	like: {
		en: "{elements} is a copy: what is in it stands elsewhere.",
		ko: "{elements}은(는) 복사본이어서 내용이 다른 곳에 있습니다.",
	},
	override: {
		en: "{elements} comes with the copy of a place around it. Dissolve the original.",
		ko: "{elements}은(는) 바깥 장소를 복사하면서 온 것입니다. 원본을 해체하십시오.",
	},
	copied: {
		en: "{elements} is `like` it and would have nothing to copy.",
		ko: "{elements}이(가) `like`로 이 그룹을 복사하므로 복사할 원본이 없어집니다.",
	},
	taken: {
		en: "There is another {elements} around the group. Rename one of them first.",
		ko: "그룹 바깥에 이름이 같은 {elements}이(가) 있습니다. 먼저 한쪽의 이름을 바꾸십시오.",
	},
	unnamed: {
		en: "Something in {elements} has a title only. Give it a name first.",
		ko: "{elements} 안에 제목만 있는 것이 있습니다. 먼저 이름을 붙이십시오.",
	},
	named: {
		en: "Something names the group {elements} itself. Change that first.",
		ko: "그룹 {elements} 자체를 가리키는 곳이 있습니다. 그곳을 먼저 바꾸십시오.",
	},
} as const;

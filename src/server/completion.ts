import {
	type CompletionItem,
	CompletionItemKind,
	InsertTextFormat,
	MarkupKind,
	type Range,
} from "vscode-languageserver";
import { lex, type TokenKind } from "../language/lexer.ts";
import type { Locale } from "../language/locale.ts";
import type { Body, Item, Property } from "../language/tree.ts";
import { isComponentKind, kinds, propertiesOf, valuesOf } from "../language/vocabulary/index.ts";
import type { PropertyEntry, ValueType } from "../language/vocabulary/types.ts";
import type { Architecture, Element, Place, SourceFile } from "../model/architecture.ts";
import { completionTexts } from "./completion-texts.ts";
import { toRange } from "./convert.ts";
import { propertyText } from "./hover.ts";
import { unitsFor } from "./quantity.ts";
import { bodyOf, itemsAt } from "./syntax.ts";

export interface CompletionOptions {
	readonly locale: Locale;
	/** Whether the client fills in the gaps of a snippet. */
	readonly snippets: boolean;
}

/** What may stand at an offset, judged by the line before it and by the block around it. */
export function completion(
	architecture: Architecture,
	file: SourceFile,
	offset: number,
	options: CompletionOptions,
): CompletionItem[] {
	const line = file.text.slice(file.text.lastIndexOf("\n", offset - 1) + 1, offset);
	const before = wordsOf(line);
	if (!before) return [];
	const around = enclosing(file, offset, line);
	const range = toRange(file.lines, { start: offset - before.typed.length, end: offset });
	return new Offers(architecture, around, before.typed, range, options).at(before.words);
}

interface Word {
	readonly kind: TokenKind;
	readonly text: string;
}

/** The tokens of a line up to the cursor, and the one that is being typed. Undefined inside a text or a comment. */
function wordsOf(line: string): { readonly words: readonly Word[]; readonly typed: string } | undefined {
	const { kinds: tokenKinds, starts, ends, comments } = lex(line);
	const comment = comments.at(-1);
	if (comment && comment.end === line.length && !line.endsWith("*/")) return undefined;
	const words = tokenKinds.slice(0, -1).map((kind, index) => ({ kind, text: line.slice(starts[index], ends[index]) }));
	const last = words.at(-1);
	const end = ends[words.length - 1];
	if (!last || end === undefined) return { words, typed: "" };
	// A text that the line does not close may hold blanks behind its last word.
	if (last.kind === "text" && (last.text.length < 2 || !last.text.endsWith('"'))) return undefined;
	const isTyped = end === line.length && (last.kind === "name" || last.kind === "number" || last.kind === "times");
	return isTyped ? { words: words.slice(0, -1), typed: last.text } : { words, typed: "" };
}

/** The block and the property around the cursor, and the places that names are looked up in, innermost first. */
interface Around {
	readonly holder: Item | undefined;
	readonly body: Body | undefined;
	readonly list: Property | undefined;
	readonly places: readonly string[];
}

function enclosing(file: SourceFile, offset: number, line: string): Around {
	const path = itemsAt(file.tree, offset).filter((item) => isInside(file, item, offset));
	const holder = path.findLast((item) => bodyOf(item)) ?? unclosedAbove(file, offset, line);
	const inner = path.at(-1);
	return {
		holder,
		body: holder && bodyOf(holder),
		list: inner?.type === "property" && inner.value?.type === "list" ? inner : undefined,
		places: path.flatMap((item) => (item.type === "declaration" && item.name ? [item.name.text] : [])),
	};
}

function isInside({ text }: SourceFile, item: Item, offset: number): boolean {
	const body = bodyOf(item);
	if (body) return body.start < offset && (offset < body.end || !body.closed);
	if (item.type !== "property" || item.value?.type !== "list") return false;
	const { start, end } = item.value;
	return start < offset && (offset < end || text[end - 1] !== "]");
}

/** A block that is not closed yet goes on as far as the lines behind it are further in. */
function unclosedAbove({ tree, lines }: SourceFile, offset: number, line: string): Item | undefined {
	let found: Item | undefined;
	for (let items = tree.items; ; ) {
		const last = items.findLast(({ start }) => start < offset);
		const body = last && bodyOf(last);
		if (!last || !body || body.closed) return found;
		const column = lines.positionAt(last.start).character;
		if (line.length - line.trimStart().length <= column) return found;
		found = last;
		items = body.items;
	}
}

class Offers {
	readonly #architecture: Architecture;
	readonly #around: Around;
	readonly #typed: string;
	readonly #range: Range;
	readonly #locale: Locale;
	readonly #snippets: boolean;

	constructor(
		architecture: Architecture,
		around: Around,
		typed: string,
		range: Range,
		{ locale, snippets }: CompletionOptions,
	) {
		this.#architecture = architecture;
		this.#around = around;
		this.#typed = typed;
		this.#range = range;
		this.#locale = locale;
		this.#snippets = snippets;
	}

	at(words: readonly Word[]): CompletionItem[] {
		const last = words.at(-1);
		const statement = words.slice(words.findLastIndex(({ kind }) => kind === "{" || kind === "}" || kind === ";") + 1);
		const first = statement[0];
		if (last?.kind === ".") return this.#members(pathBefore(words));
		if (!last || statement.length === 0) {
			return this.#around.list ? this.#values(this.#around.list.name.text) : this.#statements();
		}
		if (last.kind === "->") return this.#components();
		if (last.kind === ":") return this.#values(words.at(-2)?.text ?? "");
		if (last.kind === "[" || last.kind === ",") return this.#afterComma(statement);
		const previous = statement.at(-2);
		if (last.text === "reads" || last.text === "writes") {
			if (!previous || previous.kind === ",") return this.#elements(({ type }) => type === "data");
		}
		if (last.text === "like" && first && kinds.has(first.text) && statement.length > 2)
			return this.#elements(({ kind }) => kind === first.text);
		return [];
	}

	/** Behind a comma: the next value of a list, target of a link, item of a block, or source of a link. */
	#afterComma(statement: readonly Word[]): CompletionItem[] {
		const opening = statement.findLastIndex(({ kind }) => kind === "[");
		const closing = statement.findLastIndex(({ kind }) => kind === "]");
		if (opening > closing) return this.#values(statement[opening - 2]?.text ?? "", statement.slice(opening));
		if (this.#around.list && closing < 0 && opening < 0) return this.#values(this.#around.list.name.text);
		const colon = statement.findLastIndex(({ kind }) => kind === ":");
		const arrow = statement.findLastIndex(({ kind }) => kind === "->");
		if (arrow > colon) return this.#components();
		const isAccess = statement.some(({ text }) => text === "reads" || text === "writes");
		return colon >= 0 || isAccess ? this.#statements() : this.#components();
	}

	#statements(): CompletionItem[] {
		const { holder } = this.#around;
		if (holder?.type === "link") return this.#properties("link");
		if (holder?.type !== "declaration") return [...this.#kinds(true), ...this.#components()];
		const kind = holder.kind.text;
		const properties = this.#properties(kind);
		if (kinds.get(kind)?.family === "place") return [...properties, ...this.#kinds(false), ...this.#components()];
		return isComponentKind(kind) ? [...properties, ...this.#accesses()] : properties;
	}

	#kinds(top: boolean): CompletionItem[] {
		const offered = [...kinds.values()].filter(({ name, family }) => top || (name !== "system" && family !== "data"));
		const items = offered.map((kind) =>
			this.#item(kind.name, CompletionItemKind.Keyword, "3", {
				detail: kind.title[this.#locale],
				documentation: markdown(kind.text[this.#locale]),
				snippet: `${kind.name} \${1:${kind.name === "system" ? '"Title"' : "name"}} {\n\t$0\n}`,
				plain: `${kind.name} `,
			}),
		);
		if (!top || this.#around.holder) return items;
		const imported = this.#item("import", CompletionItemKind.Keyword, "4", {
			detail: completionTexts.import[this.#locale],
			snippet: 'import "./$1.arch"',
			plain: "import ",
		});
		return [...items, imported];
	}

	#accesses(): CompletionItem[] {
		return (["reads", "writes"] as const).map((word) =>
			this.#item(word, CompletionItemKind.Keyword, "2", {
				detail: completionTexts[word][this.#locale],
				plain: `${word} `,
			}),
		);
	}

	#properties(kind: string): CompletionItem[] {
		const given = new Set(
			(this.#around.body?.items ?? []).flatMap((item) => (item.type === "property" ? item.name.text : [])),
		);
		return [...propertiesOf(kind).values()]
			.filter(({ name }) => !given.has(name) || name === this.#typed)
			.map((property) => {
				// What only this kind takes is what one most likely looks for.
				const own = property.kinds.includes(kind) ? "0" : "1";
				return this.#item(property.name, CompletionItemKind.Property, own, {
					detail: property.example,
					documentation: markdown(propertyText(property, kind, this.#locale)),
					snippet: `${property.name}: ${gap(property)}`,
					plain: `${property.name}: `,
				});
			});
	}

	#values(name: string, list: readonly Word[] = []): CompletionItem[] {
		const { holder } = this.#around;
		const kind = holder?.type === "declaration" ? holder.kind.text : holder ? "link" : "system";
		const property = propertiesOf(kind).get(name);
		if (!property) return [];
		if (/^[\d$]/.test(this.#typed)) return this.#quantities(property);
		const given = new Set(list.map(({ text }) => text));
		const words = valuesOf(property.value).map((value) =>
			this.#item(value.name, CompletionItemKind.EnumMember, "0", {
				detail: value.title[this.#locale],
				documentation: markdown(value.text[this.#locale]),
			}),
		);
		const flags = hasFlag(property.value)
			? ["true", "false"].map((flag) => this.#item(flag, CompletionItemKind.EnumMember, "0", {}))
			: [];
		const to = referencesOf(property.value);
		const elements = to.length > 0 ? this.#elements((element) => names(to, element)) : [];
		return [...words, ...flags, ...elements, ...this.#examples(property, kind)].filter(
			({ label }) => !given.has(label),
		);
	}

	/** The number that is being typed, with each unit that fits. */
	#quantities({ value }: PropertyEntry): CompletionItem[] {
		const number = /^\$?[\d_.]*\d/.exec(this.#typed)?.[0];
		if (number === undefined) return [];
		return unitsFor(value).map((unit, index) => {
			const text = unit.startsWith("$") ? `$${number.replace("$", "")}${unit.slice(1)}` : `${number}${unit}`;
			return this.#item(text, CompletionItemKind.Unit, String(index).padStart(3, "0"), {});
		});
	}

	#examples({ value, example, defaults }: PropertyEntry, kind: string): CompletionItem[] {
		if (unitsFor(value).length === 0) return [];
		const assumed = (defaults?.[kind] ?? defaults?.["*"])?.written;
		const items = [
			this.#item(example, CompletionItemKind.Value, "1", { detail: completionTexts.example[this.#locale] }),
		];
		if (assumed !== undefined && assumed !== example && /^[\d$]/.test(assumed)) {
			items.push(this.#item(assumed, CompletionItemKind.Value, "1", { detail: completionTexts.default[this.#locale] }));
		}
		return items;
	}

	#components(): CompletionItem[] {
		return this.#elements(({ type, kind }) => type === "component" && kinds.get(kind)?.family !== "operations");
	}

	/** Each by the shortest name that surely means it here. */
	#elements(wanted: (element: Element) => boolean): CompletionItem[] {
		const items: CompletionItem[] = [];
		for (const element of this.#architecture.elements.values()) {
			if (!wanted(element)) continue;
			const isNear = !element.parent || this.#around.places.includes(element.parent.name);
			items.push(this.#element(element, isNear ? element.name : element.id));
		}
		return items;
	}

	/** What a place contains; `path` is looked up from the inside out. */
	#members(path: readonly string[]): CompletionItem[] {
		const { elements } = this.#architecture;
		const name = path.join(".");
		const scopes = this.#around.places.map((_, index, places) => places.slice(0, places.length - index).join("."));
		const place = [...scopes.map((scope) => elements.get(`${scope}.${name}`)), elements.get(name)].find(
			(element): element is Place => element?.type === "place",
		);
		const found =
			place ?? [...elements.values()].find((other): other is Place => other.type === "place" && other.name === name);
		return (found?.children ?? []).map((child) => this.#element(child, child.name));
	}

	#element(element: Element, label: string): CompletionItem {
		const kind = kinds.get(element.kind)?.title[this.#locale] ?? element.kind;
		const isPlace = element.type === "place";
		return this.#item(label, isPlace ? CompletionItemKind.Module : CompletionItemKind.Variable, "2", {
			detail: element.title === element.name ? kind : `${kind} · ${element.title}`,
		});
	}

	#item(
		label: string,
		kind: CompletionItemKind,
		rank: string,
		more: { detail?: string; documentation?: CompletionItem["documentation"]; snippet?: string; plain?: string },
	): CompletionItem {
		const snippet = this.#snippets ? more.snippet : undefined;
		return {
			label,
			kind,
			sortText: `${rank}${label}`,
			textEdit: { range: this.#range, newText: snippet ?? more.plain ?? label },
			...(snippet !== undefined && { insertTextFormat: InsertTextFormat.Snippet }),
			...(more.detail !== undefined && { detail: more.detail }),
			...(more.documentation !== undefined && { documentation: more.documentation }),
		};
	}
}

/** The names of `us.east.` at the end of the words. */
function pathBefore(words: readonly Word[]): readonly string[] {
	const path: string[] = [];
	for (let at = words.length - 1; words[at]?.kind === "." && words[at - 1]?.kind === "name"; at -= 2)
		path.unshift(words[at - 1]!.text);
	return path;
}

function markdown(value: string): { kind: typeof MarkupKind.Markdown; value: string } {
	return { kind: MarkupKind.Markdown, value };
}

/** The gap of a snippet in which the value of a property is filled in. */
function gap({ value, example }: PropertyEntry): string {
	const words = hasFlag(value) ? ["true", "false"] : valuesOf(value).map(({ name }) => name);
	const isList = value.type === "list";
	if (words.length > 0 && referencesOf(value).length === 0) {
		const choice = `\${1|${words.join(",")}|}`;
		return isList ? `[${choice}]` : choice;
	}
	if (referencesOf(value).length > 0) return "$1";
	return `\${1:${example.replace(/[\\$}]/g, "\\$&")}}`;
}

function hasFlag(type: ValueType): boolean {
	return type.type === "boolean" || (type.type === "union" && type.of.some(hasFlag));
}

function referencesOf(type: ValueType): readonly string[] {
	switch (type.type) {
		case "reference":
			return type.to;
		case "list":
			return referencesOf(type.of);
		case "union":
			return type.of.flatMap(referencesOf);
		default:
			return [];
	}
}

function names(to: readonly string[], { kind, type }: Element): boolean {
	const family = kinds.get(kind)?.family;
	return to.includes(kind) || to.includes(type) || (family !== undefined && to.includes(family));
}

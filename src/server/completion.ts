import {
	type CompletionItem,
	CompletionItemKind,
	type CompletionList,
	InsertTextFormat,
	type Range,
} from "vscode-languageserver";
import { lex, type TokenKind } from "../language/lexer.ts";
import { fill, type Locale } from "../language/locale.ts";
import type { Body, Item, Property } from "../language/tree.ts";
import { isComponentKind, isPlaceKind, kinds, propertiesOf, valuesOf } from "../language/vocabulary/index.ts";
import type { PropertyEntry, ValueType } from "../language/vocabulary/types.ts";
import type { Architecture, Element, Place, SourceFile } from "../model/architecture.ts";
import { familyOf } from "../model/kinds.ts";
import { importUri, sameUri } from "../model/load.ts";
import { canBeNamed, referenceTo } from "../rules/edit/names.ts";
import { rules } from "../rules/index.ts";
import { namesElsewhere } from "./completion-elsewhere.ts";
import type { CompletionData, CompletionTopic } from "./completion-resolve.ts";
import { patterns, snippetOf } from "./completion-snippets.ts";
import { completionTexts } from "./completion-texts.ts";
import { toRange, toTextEdit } from "./convert.ts";
import { importEdit, importPath } from "./import-edit.ts";
import { unitsFor } from "./quantity.ts";
import { bodyOf, itemsAt } from "./syntax.ts";

export interface CompletionOptions {
	readonly locale: Locale;
	/** Whether the client fills in the gaps of a snippet. */
	readonly snippets: boolean;
	/** Whether the client tells apart what it inserts before the rest of a word, and what it replaces that by. */
	readonly insertReplace?: boolean;
	/** Nobody has asked: a blank or a sign was typed, behind which something may stand. */
	readonly isAutomatic?: boolean;
	/** The files of the workspace. */
	readonly others?: () => readonly SourceFile[];
	/** Rules that find something in a line. */
	readonly foundIn?: (line: number) => ReadonlySet<string>;
}

/** What may stand at an offset, judged by the line before it and by the block around it. */
export function completion(
	architecture: Architecture,
	file: SourceFile,
	offset: number,
	options: CompletionOptions,
): CompletionItem[] | CompletionList {
	const lineStart = file.text.lastIndexOf("\n", offset - 1) + 1;
	const line = file.text.slice(lineStart, offset);
	const rest = /^[\p{L}\p{M}\p{N}_-]*/u.exec(file.text.slice(offset))![0].length;
	const rangesFor = (typed: string, behind = rest): Ranges => ({
		insert: toRange(file.lines, { start: offset - typed.length, end: offset }),
		replace: toRange(file.lines, { start: offset - typed.length, end: offset + behind }),
	});
	const ignored = /\/\/\s*archscale-ignore\s+([\w-]*)$/.exec(line);
	if (ignored) return ruleItems(file, offset, rangesFor(ignored[1]!), options);
	const imported = /^\s*import\s+"([^"]*)$/.exec(line);
	if (imported) {
		const behind = /^[^"\n\r]*/.exec(file.text.slice(offset))![0].length;
		return importItems(file, rangesFor(imported[1]!, behind), options);
	}
	const before = wordsOf(file.text.slice(statementStart(file.text, lineStart, offset), offset));
	if (!before) return [];
	const around = enclosing(file, offset, line);
	const offers = new Offers(
		architecture,
		file,
		{ offset, around, typed: before.typed, ranges: rangesFor(before.typed) },
		options,
	);
	const items = offers.at(before.words);
	return offers.isIncomplete ? { isIncomplete: true, items } : items;
}

interface Ranges {
	readonly insert: Range;
	readonly replace: Range;
}

/** Where the line begins that a link goes on from: one that ends with an arrow, or with a comma behind one. */
function statementStart(text: string, lineStart: number, offset: number): number {
	let start = lineStart;
	for (let from = lineStart, lines = 0; lines < MOST_LINES && from > 0; lines++) {
		const below = text.slice(from, offset).trimStart();
		const above = text.lastIndexOf("\n", from - 2) + 1;
		const line = text
			.slice(above, from)
			.replace(/\/\/.*$/m, "")
			.trim();
		if (!line.endsWith("->") && !line.endsWith(",") && !below.startsWith("->")) break;
		if (/[{}[\]:]/.test(line)) break;
		from = above;
		if (line.includes("->") || below.startsWith("->")) start = from;
	}
	return start;
}

const MOST_LINES = 20;

/** The rules that a comment may silence, first those that find something there. */
function ruleItems(file: SourceFile, offset: number, ranges: Ranges, options: CompletionOptions): CompletionItem[] {
	const { line } = file.lines.positionAt(offset);
	const found = new Set([...(options.foundIn?.(line) ?? []), ...(options.foundIn?.(line + 1) ?? [])]);
	return rules.map(({ id, text }) => {
		const isFound = found.has(id);
		const title = text[options.locale].title;
		return {
			label: id,
			kind: CompletionItemKind.Constant,
			detail: isFound ? `${title} · ${completionTexts.found[options.locale]}` : title,
			sortText: `${isFound ? 0 : 1}${id}`,
			...(isFound && { preselect: true }),
			textEdit: editOf(`${id}: `, ranges, options),
			data: { uri: file.uri, topic: { type: "rule", id } } satisfies CompletionData,
		};
	});
}

/** The files that an import may name. */
function importItems(file: SourceFile, ranges: Ranges, options: CompletionOptions): CompletionItem[] {
	const taken = new Set(
		file.tree.imports.flatMap(({ path }) => {
			const uri = importUri(file.uri, path.text);
			return uri === undefined ? [] : [sameUri(uri)];
		}),
	);
	const typed = file.text.slice(file.lines.offsetAt(ranges.replace.start), file.lines.offsetAt(ranges.replace.end));
	return (options.others?.() ?? []).flatMap((other) => {
		const path = importPath(file.uri, other.uri);
		if (path === undefined || sameUri(other.uri) === sameUri(file.uri)) return [];
		if (taken.has(sameUri(other.uri)) && path !== typed) return [];
		const names = other.tree.items.flatMap((item) =>
			item.type === "declaration" && item.name ? [item.name.text] : [],
		);
		return [
			{
				label: path,
				kind: CompletionItemKind.File,
				detail: names.slice(0, 6).join(", "),
				sortText: `${path.split("/").length}${path}`,
				filterText: path,
				textEdit: editOf(path, ranges, options),
			},
		];
	});
}

function editOf(newText: string, { insert, replace }: Ranges, { insertReplace }: CompletionOptions) {
	return insertReplace ? { newText, insert, replace } : { newText, range: insert };
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

/** What an element is known by before its file is imported, too. */
type Named = Pick<Element, "kind" | "type">;

interface Where {
	readonly offset: number;
	readonly around: Around;
	readonly typed: string;
	readonly ranges: Ranges;
}

interface More {
	readonly detail?: string;
	readonly description?: string;
	readonly topic?: CompletionTopic;
	readonly snippet?: string;
	readonly plain?: string;
	readonly filter?: string;
	readonly commit?: readonly string[];
	/** Something else is to be filled in behind it. */
	readonly goesOn?: boolean;
	readonly imports?: string;
}

class Offers {
	/** There are more names than are offered: the client is to ask again with the next letter. */
	isIncomplete = false;
	readonly #architecture: Architecture;
	readonly #file: SourceFile;
	readonly #around: Around;
	readonly #offset: number;
	readonly #typed: string;
	readonly #ranges: Ranges;
	readonly #locale: Locale;
	readonly #options: CompletionOptions;
	/** The place in whose body names are looked up here. */
	readonly #scope: Place | undefined;

	constructor(
		architecture: Architecture,
		file: SourceFile,
		{ offset, around, typed, ranges }: Where,
		options: CompletionOptions,
	) {
		this.#architecture = architecture;
		this.#file = file;
		this.#around = around;
		this.#offset = offset;
		this.#typed = typed;
		this.#ranges = ranges;
		this.#locale = options.locale;
		this.#options = options;
		const element = architecture.elements.get(around.places.join("."));
		this.#scope = element?.type === "place" ? element : element?.parent;
	}

	at(words: readonly Word[]): CompletionItem[] {
		const last = words.at(-1);
		const statement = words.slice(words.findLastIndex(({ kind }) => kind === "{" || kind === "}" || kind === ";") + 1);
		const first = statement[0];
		if (last?.kind === ".") return this.#members(pathBefore(words));
		if (!last || statement.length === 0) {
			return this.#around.list ? this.#values(this.#around.list.name.text) : this.#statements();
		}
		if (last.kind === "->") return this.#targets(statement);
		if (last.kind === ":") return this.#values(words.at(-2)?.text ?? "");
		if (last.kind === "[" || last.kind === ",") return this.#afterComma(statement);
		const previous = statement.at(-2);
		if (last.text === "reads" || last.text === "writes") {
			if (!previous || previous.kind === ",") return this.#elements(({ type }) => type === "data");
		}
		if (last.text === "like" && first && kinds.has(first.text) && statement.length > 2)
			return this.#originals(first.text);
		return this.#behind(statement);
	}

	/** Behind a comma: the next value of a list, target of a link, item of a block, or source of a link. */
	#afterComma(statement: readonly Word[]): CompletionItem[] {
		const opening = statement.findLastIndex(({ kind }) => kind === "[");
		const closing = statement.findLastIndex(({ kind }) => kind === "]");
		if (opening > closing) return this.#values(statement[opening - 2]?.text ?? "", statement.slice(opening));
		if (this.#around.list && closing < 0 && opening < 0) return this.#values(this.#around.list.name.text);
		const colon = statement.findLastIndex(({ kind }) => kind === ":");
		const arrow = statement.findLastIndex(({ kind }) => kind === "->");
		if (arrow > colon) return this.#targets(statement);
		const isAccess = statement.some(({ text }) => text === "reads" || text === "writes");
		return colon >= 0 || isAccess ? this.#statements() : this.#components();
	}

	/** Behind a name: what goes on a declaration, a link or an access. */
	#behind(statement: readonly Word[]): CompletionItem[] {
		const [first] = statement;
		const last = statement.at(-1)!;
		if (!first || (last.kind !== "name" && last.kind !== "text")) return [];
		const isLink = statement.some(({ kind }) => kind === "->");
		const isAccess = (first.text === "reads" || first.text === "writes") && statement.length > 1;
		if (isLink || isAccess) return this.#shares(isLink);
		if (kinds.has(first.text) && first !== last && statement.every(({ kind }) => kind === "name" || kind === "text")) {
			return this.#header(first.text);
		}
		const names = statement.filter(({ kind }) => kind === "name" || kind === ".");
		if (names.length < statement.length || kinds.has(first.text)) return [];
		const name = names.map(({ text }) => text).join("");
		const isKnown = [...this.#architecture.elements.values()].some(
			({ id, name: own, type }) => type === "component" && (id === name || own === name),
		);
		return isKnown && this.#typed === "" ? [this.#arrow("0")] : [];
	}

	#arrow(rank: string): CompletionItem {
		const detail = completionTexts.arrow[this.#locale];
		return this.#item("->", CompletionItemKind.Operator, rank, { detail, plain: "-> ", goesOn: true });
	}

	/** Calls for each request, or operations. */
	#shares(isLink: boolean): CompletionItem[] {
		const number = /^x?([\d.]*)$/.exec(this.#typed)?.[1];
		// Who only types a blank there would have it filled in by the key that ends the line.
		if (number === undefined || (this.#options.isAutomatic && number === "")) return [];
		const percent = this.#item(`${number || "5"}%`, CompletionItemKind.Unit, "1", {
			detail: completionTexts.share[this.#locale],
			...(number === "" && { snippet: `${stop("5")}%` }),
		});
		const times = this.#item(`x${number || "2"}`, CompletionItemKind.Unit, "0", {
			detail: completionTexts.calls[this.#locale],
			filter: `x${number} ${this.#typed}`,
			...(number === "" && { snippet: `x${stop("2")}` }),
		});
		const isTimes = this.#typed.startsWith("x");
		return [...(isTimes ? [times] : [times, percent]), ...(isLink && this.#typed === "" ? [this.#arrow("2")] : [])];
	}

	/** Behind the name of a declaration. */
	#header(kind: string): CompletionItem[] {
		const number = /^x?(\d*)$/.exec(this.#typed)?.[1];
		if (this.#options.isAutomatic && this.#typed === "") return [];
		const like = this.#item("like", CompletionItemKind.Keyword, "2", {
			detail: completionTexts.like[this.#locale],
			plain: "like ",
			goesOn: true,
		});
		if (number === undefined || !kinds.get(kind)?.counted) return [like];
		const count = number || "2";
		const most = String(Number(count) * 2);
		return [
			this.#item(`x${count}`, CompletionItemKind.Unit, "0", {
				detail: completionTexts.instances[this.#locale],
				filter: `x${count} ${this.#typed}`,
				...(number === "" && { snippet: `x${stop("2")}` }),
			}),
			this.#item(`x${count}..${most}`, CompletionItemKind.Unit, "1", {
				detail: completionTexts.autoscaled[this.#locale],
				filter: `x${count} ${this.#typed}`,
				snippet: `x\${1:${count}}..\${2:${most}}`,
			}),
			...(this.#typed === "" ? [like] : []),
		];
	}

	#statements(): CompletionItem[] {
		const { holder } = this.#around;
		if (holder?.type === "link") return this.#properties("link");
		if (holder?.type !== "declaration") return [...this.#kinds(undefined), ...this.#patterns(true), ...this.#sources()];
		const kind = holder.kind.text;
		const properties = this.#properties(kind);
		if (isPlaceKind(kind)) {
			return [...properties, ...this.#kinds(kind), ...this.#patterns(false), ...this.#sources()];
		}
		return isComponentKind(kind) ? [...properties, ...this.#accesses(kind)] : properties;
	}

	#kinds(place: string | undefined): CompletionItem[] {
		const isTop = place === undefined;
		const offered = [...kinds.values()].filter(({ name, family }) => {
			if (name === "system") return isTop && !this.#architecture.system;
			// A data center may hold zones, not the other way round, and neither holds its like.
			if (name === "datacenter") return isTop || place === "group";
			if (name === "zone") return place !== "zone";
			return isTop || family !== "data";
		});
		const items = offered.map((kind, index) =>
			this.#item(kind.name, CompletionItemKind.Keyword, `3${padded(index)}`, {
				detail: kind.title[this.#locale],
				topic: { type: "kind", name: kind.name },
				snippet: `${kind.name} \${1:${kind.name === "system" ? '"Title"' : "name"}} {\n\t$0\n}`,
				plain: `${kind.name} `,
			}),
		);
		const [first] = this.#file.tree.items;
		const isHead = !first || this.#offset <= first.start + this.#typed.length;
		if (!isTop || !isHead) return items;
		const imported = this.#item("import", CompletionItemKind.Keyword, "4", {
			detail: completionTexts.import[this.#locale],
			snippet: 'import "./$1.arch"',
			plain: "import ",
		});
		return [...items, imported];
	}

	#patterns(isTop: boolean): CompletionItem[] {
		if (!this.#options.snippets) return [];
		return patterns
			.filter((pattern) => isTop || !pattern.isTop)
			.map((pattern) =>
				this.#item(pattern.label, CompletionItemKind.Snippet, "4", {
					detail: pattern.title[this.#locale],
					topic: { type: "pattern", label: pattern.label },
					snippet: snippetOf(pattern),
				}),
			);
	}

	#accesses(kind: string): CompletionItem[] {
		// Where code runs it is one of the first things to say.
		const family = familyOf(kind);
		const rank = family === "compute" || family === "client" ? "05" : "2";
		return (["reads", "writes"] as const).map((word) =>
			this.#item(word, CompletionItemKind.Keyword, rank, {
				detail: completionTexts[word][this.#locale],
				plain: `${word} `,
				goesOn: true,
			}),
		);
	}

	#properties(kind: string): CompletionItem[] {
		const given = new Set(
			(this.#around.body?.items ?? []).flatMap((item) => (item.type === "property" ? item.name.text : [])),
		);
		return [...propertiesOf(kind).values()].flatMap((property, index) => {
			const { name } = property;
			if (given.has(name) && name !== this.#typed) return [];
			// What only this kind takes is what one most likely looks for; the vocabulary begins with what matters most.
			const own = property.kinds.includes(kind) ? "0" : "1";
			const to = referencesOf(property.value);
			const hasNone = to.length > 0 && valuesOf(property.value).length === 0;
			return this.#item(name, CompletionItemKind.Property, `${own}${padded(index)}`, {
				detail: property.example,
				topic: { type: "property", kind, name },
				snippet: `${name}: ${gap(property)}`,
				plain: `${name}: `,
				...((hasNone || !this.#options.snippets) && { goesOn: true }),
				// The other words for it find it, too.
				filter: [name, ...(property.synonyms ?? [])].join(" "),
			});
		});
	}

	#values(name: string, list: readonly Word[] = []): CompletionItem[] {
		const { holder } = this.#around;
		const kind = holder?.type === "declaration" ? holder.kind.text : holder ? "link" : "system";
		const property = propertiesOf(kind).get(name);
		if (!property) return [];
		if (/^[\d$]/.test(this.#typed)) return this.#quantities(property);
		const inTree = this.#around.list?.value?.type === "list" ? this.#around.list.value.items : [];
		const given = new Set([
			...list.map(({ text }) => text),
			...inTree.flatMap((one) =>
				one.type === "reference" && (one.end < this.#offset - this.#typed.length || this.#offset < one.start)
					? [one.path.map(({ text }) => text).join(".")]
					: [],
			),
		]);
		const words = valuesOf(property.value).map((value, index) =>
			this.#item(value.name, CompletionItemKind.EnumMember, `0${padded(index)}`, {
				detail: value.title[this.#locale],
				topic: { type: "value", kind, name, value: value.name },
			}),
		);
		const flags = hasFlag(property.value)
			? ["true", "false"].map((flag) => this.#item(flag, CompletionItemKind.EnumMember, "0", {}))
			: [];
		const to = referencesOf(property.value);
		const own = holder?.type === "declaration" ? holder : undefined;
		const elements =
			to.length > 0
				? this.#elements(
						(one) => names(to, one),
						(element) => element.declaration === own,
					)
				: [];
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
			return this.#item(text, CompletionItemKind.Unit, padded(index), {});
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

	// Names

	#components(isLeftOut?: (element: Element, label: string) => boolean): CompletionItem[] {
		return this.#elements(takesTraffic, isLeftOut);
	}

	/** What a link may begin with. */
	#sources(): CompletionItem[] {
		return this.#components();
	}

	/** What a link may lead to: not what it comes from, nor what it leads to already. */
	#targets(statement: readonly Word[]): CompletionItem[] {
		const arrows = statement.flatMap(({ kind }, index) => (kind === "->" ? [index] : []));
		const from = arrows.length > 1 ? arrows.at(-2)! + 1 : 0;
		const named = new Set(
			statement
				.slice(from)
				.map(({ kind, text }) => (kind === "name" || kind === "." ? text : " "))
				.join("")
				.split(/ +/),
		);
		return this.#components(({ id }, label) => named.has(label) || named.has(id));
	}

	/** What a copy may be made of, first what is of the same kind. */
	#originals(kind: string): CompletionItem[] {
		return this.#elements(
			(one) => one.kind === kind,
			({ declaration }) => declaration.start <= this.#offset && this.#offset <= declaration.end && !declaration.body,
		);
	}

	/** Each by the shortest name that surely means it here, the nearest first; then what other files declare. */
	#elements(
		wanted: (one: Named) => boolean,
		isLeftOut: (element: Element, label: string) => boolean = () => false,
	): CompletionItem[] {
		const near = new Set<Place | undefined>([undefined]);
		for (let place = this.#scope; place; place = place.parent) near.add(place);
		const ranked: [rank: string, elements: Element[]][] = [
			["20", []],
			["21", []],
			["22", []],
		];
		const isFiltered = this.#typed !== "" && this.#architecture.elements.size > MOST_NAMES;
		const mayBeTyped = isFiltered ? subsequence(this.#typed) : undefined;
		for (const element of this.#architecture.elements.values()) {
			if (!wanted(element) || mayBeTyped?.test(element.id) === false) continue;
			const rank = element.parent === this.#scope ? 0 : near.has(element.parent) ? 1 : 2;
			ranked[rank]![1].push(element);
		}
		const items: CompletionItem[] = [];
		for (const [rank, elements] of ranked) {
			for (const element of elements) {
				// Looked at only of those that are offered: it costs more than all that comes before.
				if (!canBeNamed(element)) continue;
				if (items.length === MOST_NAMES) {
					this.isIncomplete = true;
					break;
				}
				const label = this.#reference(element);
				if (!isLeftOut(element, label)) items.push(this.#element(element, label, rank));
			}
		}
		return [...items, ...this.#elsewhere(wanted)];
	}

	#reference(element: Element): string {
		if (this.#scope || this.#around.places.length === 0) return referenceTo(element, this.#scope, this.#architecture);
		const isNear = !element.parent || this.#around.places.includes(element.parent.name);
		return isNear ? element.name : element.id;
	}

	/** Names of files that are not imported yet, with the import. */
	#elsewhere(wanted: (one: Named) => boolean): CompletionItem[] {
		const others = this.#options.others?.() ?? [];
		if (others.length === 0) return [];
		return namesElsewhere(this.#architecture, this.#file, others)
			.filter(wanted)
			.slice(0, MOST_ELSEWHERE)
			.map(({ name, kind, type, title, path }) => {
				const what = kinds.get(kind)?.title[this.#locale] ?? kind;
				const told = title ? `${what} · ${title}` : what;
				return this.#item(name, kindOf(type), "5", {
					detail: fill(completionTexts.imports[this.#locale], { what: told, path }),
					description: path,
					filter: filterOf(name),
					imports: path,
				});
			});
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
		return (found?.children ?? []).filter(canBeNamed).map((child) => this.#element(child, child.name, "2"));
	}

	#element(element: Element, label: string, rank: string): CompletionItem {
		const kind = kinds.get(element.kind)?.title[this.#locale] ?? element.kind;
		return this.#item(label, kindOf(element.type), rank, {
			detail: element.title === element.name ? kind : `${kind} · ${element.title}`,
			description: kind,
			topic: { type: "element", id: element.id },
			...(label.includes(".") && { filter: filterOf(label) }),
			// Behind a place only its members can follow.
			...(element.type === "place" && { commit: ["."] }),
		});
	}

	#item(label: string, kind: CompletionItemKind, rank: string, more: More): CompletionItem {
		const { topic, goesOn, imports } = more;
		const snippet = this.#options.snippets ? more.snippet : undefined;
		const data: CompletionData = {
			uri: this.#file.uri,
			...(topic && { topic }),
			...(goesOn && { goesOn }),
		};
		return {
			label,
			kind,
			sortText: `${rank}${label}`,
			textEdit: editOf(snippet ?? more.plain ?? label, this.#ranges, this.#options),
			...(snippet !== undefined && { insertTextFormat: InsertTextFormat.Snippet }),
			...(more.detail !== undefined && { detail: more.detail }),
			...(more.description !== undefined && { labelDetails: { description: more.description } }),
			...(more.filter !== undefined && more.filter !== label && { filterText: more.filter }),
			...(more.commit && { commitCharacters: [...more.commit] }),
			...(imports !== undefined && {
				additionalTextEdits: [toTextEdit(this.#file.lines, importEdit(this.#file, imports))],
			}),
			...((topic || goesOn) && { data }),
		};
	}
}

/** More than anybody looks through; each letter that is typed leaves fewer. */
const MOST_NAMES = 100;
const MOST_ELSEWHERE = 500;

/** What has these letters in this order, as editors match them. */
function subsequence(letters: string): RegExp {
	return new RegExp([...letters].map((letter) => letter.replace(/[$()*+.?[\\\]^{|}]/, "\\$&")).join(".*"), "iu");
}

function padded(index: number): string {
	return String(index).padStart(3, "0");
}

function takesTraffic({ type, kind }: Named): boolean {
	return type === "component" && kinds.get(kind)?.family !== "operations";
}

function kindOf(type: Element["type"]): CompletionItemKind {
	if (type === "place") return CompletionItemKind.Module;
	return type === "data" ? CompletionItemKind.Struct : CompletionItemKind.Variable;
}

/** `us.web` is found by `web` as well. */
function filterOf(label: string): string {
	return label.includes(".") ? `${label.slice(label.lastIndexOf(".") + 1)} ${label}` : label;
}

/** The names of `us.east.` at the end of the words. */
function pathBefore(words: readonly Word[]): readonly string[] {
	const path: string[] = [];
	for (let at = words.length - 1; words[at]?.kind === "." && words[at - 1]?.kind === "name"; at -= 2)
		path.unshift(words[at - 1]!.text);
	return path;
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

function names(to: readonly string[], { kind, type }: Named): boolean {
	const family = kinds.get(kind)?.family;
	return to.includes(kind) || to.includes(type) || (family !== undefined && to.includes(family));
}

/** A gap of a snippet, filled in for a start. */
function stop(text: string): string {
	return `\${1:${text}}`;
}

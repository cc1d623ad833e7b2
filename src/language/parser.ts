import { indentation, pairBraces } from "./braces.ts";
import { lex, MAX_PROBLEMS, type TokenKind, type Tokens } from "./lexer.ts";
import type { Problem, Repair } from "./problem.ts";
import type { Span } from "./text.ts";
import type {
	Access,
	Body,
	Declaration,
	Hop,
	Import,
	Item,
	Link,
	List,
	Property,
	Quantity,
	Reference,
	Share,
	Target,
	Text,
	Times,
	Tree,
	Value,
	Word,
} from "./tree.ts";
import { kinds as vocabulary } from "./vocabulary/index.ts";

/** How deep braces and brackets may nest, so that no text can exhaust the stack of whoever walks the tree. */
const MAX_DEPTH = 100;

/** The tree of `text`. Never throws; mistakes stand in `problems` and what is intact around them is kept. */
export function parse(text: string): Tree {
	return new Parser(text).file();
}

class Parser {
	private readonly tokens: Tokens;
	private readonly kinds: readonly TokenKind[];
	private readonly starts: Int32Array;
	private readonly ends: Int32Array;
	private readonly lines: Int32Array;
	/** Both ways, where braces do not match by themselves. */
	private readonly braces: ReadonlyMap<number, number> | undefined;
	private readonly imports: Import[] = [];
	private readonly problems: Problem[] = [];
	/** Problems of the lexer for which the parser has the better message. */
	private readonly explained = new Set<Problem | undefined>();
	/** The last list of references that was looked through, so that none is looked through twice. */
	private looked = { from: 0, to: 0, leadsToArrow: false };
	private at = 0;
	private depth = 0;

	constructor(private readonly text: string) {
		this.tokens = lex(text);
		this.kinds = this.tokens.kinds;
		this.starts = this.tokens.starts;
		this.ends = this.tokens.ends;
		this.lines = this.tokens.lines;
		this.braces = pairBraces(text, this.tokens);
	}

	/** file = import* item* */
	file(): Tree {
		const items: Item[] = [];
		while (!this.is("end")) this.item(items);
		const { comments, ignores } = this.tokens;
		return { text: this.text, imports: this.imports, items, problems: this.allProblems(), ignores, comments };
	}

	private allProblems(): Problem[] {
		const lexical = this.tokens.problems.filter((problem) => !this.explained.has(problem));
		const all = [...lexical, ...this.problems].sort((a, b) => a.start - b.start);
		if (all.length <= MAX_PROBLEMS) return all;
		const { start, end } = all[MAX_PROBLEMS]!;
		const more: Problem = { start, end, code: "too-many-problems", severity: "error", data: { limit: MAX_PROBLEMS } };
		return [...all.slice(0, MAX_PROBLEMS), more];
	}

	/** item = declaration | link | property | access */
	private item(items: Item[]): void {
		const before = this.problems.length;
		switch (this.kindAt(this.at)) {
			case ",":
			case ";":
				return this.next();
			case "}":
				this.report("stray-brace", this.at, {}, { kind: "remove", text: "" });
				return this.next();
			case "name":
				this.statement(items);
				break;
			case "->":
				this.report("expected-source", this.at);
				this.next();
				if (this.is("name") && this.leadsToArrow(this.at)) items.push(this.link());
				else this.skipRest();
				break;
			case "{":
				this.report("body-without-kind", this.at);
				this.looseBody(items);
				break;
			default:
				this.report("unexpected", this.at, { word: this.wordAt(this.at) });
				this.skipRest();
				if (this.is("{") && !this.isFresh()) this.looseBody(items);
		}
		this.endOfItem(this.problems.length > before);
	}

	/** An item that begins with a name: what follows the name says which. */
	private statement(items: Item[]): void {
		const next = this.at + 1;
		const kind = this.kindAt(next);
		if (kind === ":") items.push(this.property());
		else if (kind === "->") items.push(this.link());
		else if (this.isImport()) this.import();
		else if (kind === "." || (kind === "," && this.goesOnAsList(next))) items.push(this.link());
		else if (this.isAccess(this.at)) items.push(...this.accesses());
		else if (kind === "{") this.declarationAndLink(items);
		else if (this.isFresh(next)) this.loneWord(items);
		else if (kind === "number" && this.looksLikeProperty()) items.push(this.property());
		else if ((kind === "times" || kind === "number") && this.leadsToArrow(this.at)) items.push(this.link());
		else if (this.isArrowMissing()) items.push(this.linkWithoutArrow());
		else if (kind === "name" || kind === "text" || kind === "times" || kind === "number") {
			this.declarationAndLink(items);
		} else this.loneWord(items);
	}

	// Statements that are not what they should be

	/** A kind without a name, or a word of which nothing is said. */
	private loneWord(items: Item[]): void {
		if (this.isVocabulary(this.at)) {
			items.push(this.declaration());
			return;
		}
		this.report("lone-word", this.at, { word: this.wordAt(this.at) });
		this.skipRest();
	}

	/** `cache redis -> db`: two statements in one. */
	private declarationAndLink(items: Item[]): void {
		const indent = this.indentText(this.at);
		const declaration = this.declaration();
		const { name, end } = declaration;
		items.push(declaration);
		if (!name || !this.is("->") || this.isFresh()) return;
		const text = `\n${indent}${name.text}`;
		this.report("link-in-declaration", this.at, { name: name.text }, { kind: "insert", text, at: end });
		items.push(this.hops(name.start, [{ type: "reference", path: [name], start: name.start, end: name.end }]));
	}

	/** `lb web -> db` or `lb "label" -> web`, where `lb` is no kind. */
	private isArrowMissing(): boolean {
		const next = this.at + 1;
		const kind = this.kindAt(next);
		const isTwo = (kind === "name" || kind === "text") && this.kindAt(next + 1) === "->";
		return isTwo && !this.isFresh(next + 1) && !this.isVocabulary(this.at);
	}

	private linkWithoutArrow(): Link {
		const left = this.word();
		const sources: Reference[] = [{ type: "reference", path: [left], start: left.start, end: left.end }];
		if (this.is("text")) return this.hops(left.start, sources, { label: this.quoted() });
		const span = { start: left.start, end: this.ends[this.at]! };
		const words = { left: left.text, right: this.wordAt(this.at) };
		this.report("missing-arrow", span, words, { kind: "insert", text: " ->", at: left.end });
		return this.hops(left.start, sources, { hop: this.targets(this.at - 1) });
	}

	/** Braces that belong to nothing: what can stand for itself is kept. */
	private looseBody(items: Item[]): void {
		for (const item of this.body("{").items) if (item.type !== "property" && item.type !== "access") items.push(item);
	}

	/** An item ends with its line, a separator or a brace; blanks alone separate only where the next item is clear. */
	private endOfItem(isReported: boolean): void {
		const kind = this.kindAt(this.at);
		if (this.isFresh() || kind === "," || kind === ";" || kind === "}" || kind === "end") return;
		if (kind === "name") {
			if (this.kindAt(this.at - 1) === "}" || this.startsItem(this.at)) return;
			if (!isReported) this.report("missing-separator", this.at, { word: this.wordAt(this.at) });
			if (this.leadsToArrow(this.at)) return;
		} else if (!isReported) this.report("unexpected-after", this.at, { word: this.wordAt(this.at) });
		this.skipRest();
	}

	/** To where the next item may begin. */
	private skipRest(): void {
		for (;;) {
			const kind = this.kindAt(this.at);
			if (kind === ";" || kind === "{" || kind === "}" || kind === "end") return;
			if (kind === "," && this.startsItem(this.at + 1)) return;
			this.next();
			if (this.isFresh()) return;
		}
	}

	// import = "import" STRING

	private isImport(): boolean {
		if (!this.isWord(this.at, "import")) return false;
		const next = this.at + 1;
		return !(this.kindAt(next) === "." && this.starts[next] === this.ends[this.at]) && this.kindAt(next) !== ",";
	}

	private import(): void {
		const start = this.starts[this.at]!;
		const keyword = this.at;
		this.next();
		if (!this.is("text") || this.isFresh()) {
			this.explained.add(this.tokens.garbledLines.get(this.lines[keyword]!));
			this.report("import-without-path", keyword);
			if (!this.isFresh()) this.skipRest();
			return;
		}
		const path = this.quoted();
		if (this.depth > 0) this.report("import-inside", keyword);
		else this.imports.push({ type: "import", path, start, end: path.end });
	}

	// declaration = kind (NAME STRING? | STRING) times? ("like" ref)? body?

	private declaration(): Declaration {
		const kind = this.word();
		const name = this.declaredName(kind);
		const owner = name?.text ?? kind.text;
		let title: Text | undefined;
		let times: Times | undefined;
		let like: Reference | undefined;
		let body: Body | undefined;
		while (!body) {
			const part = this.kindAt(this.at);
			if (part === "{") body = this.body(owner);
			else if (part === "text") title = this.once(title, this.at, owner, this.quoted());
			else if (part === "times") times = this.once(times, this.at, owner, this.times());
			else if (this.isFresh()) break;
			else if (part === "number" && this.isTimesReversed(this.at)) times = this.timesReversed(this.at);
			else if (part === ":" && this.kindAt(this.at + 1) === "{") {
				const isReported = this.wordAt(this.at) !== ":";
				if (!isReported) this.report("unexpected-after", this.at, { word: ":" }, { kind: "remove", text: "" });
				this.next();
			} else if (part !== "name") break;
			else if (this.isWord(this.at, "like")) like = this.like();
			else if (this.isWord(this.at, "x") && this.kindAt(this.at + 1) === "number" && !this.isFresh(this.at + 1)) {
				this.next();
				times = this.timesReversed(this.at - 1);
			} else if (this.kindAt(this.at + 1) === ":" && !this.isFresh(this.at + 1)) body = this.bodyWithoutBraces(owner);
			else if (name && !title && !times && !this.startsItem(this.at) && !this.leadsToArrow(this.at))
				this.secondWord(name);
			else break;
		}
		return { type: "declaration", kind, name, title, times, like, body, start: kind.start, end: this.lastEnd() };
	}

	private declaredName(kind: Word): Word | undefined {
		const here = this.kindAt(this.at);
		if (here === "text") return undefined;
		if (!this.isFresh()) {
			const isNamedLike = this.isLike(this.at + 1);
			if (here === "name" && (isNamedLike || !this.isLike(this.at))) return this.word();
			if (here === "times" || (here === "number" && this.isTimesReversed(this.at))) {
				this.report("times-as-name", this.at, { word: this.wordAt(this.at) });
				return undefined;
			}
			if (here === "number") {
				this.report("number-as-name", this.at, { word: this.wordAt(this.at) });
				return this.word();
			}
		}
		if (kind.text !== "system") this.report("expected-name", kind, { after: kind.text });
		return undefined;
	}

	private once<T extends Span>(
		first: T | undefined,
		token: number,
		owner: string,
		value: T | undefined,
	): T | undefined {
		if (first) this.report("given-twice", token, { word: this.wordAt(token), name: owner });
		return first ?? value;
	}

	private secondWord(name: Word): void {
		const word = this.word();
		const span = { start: name.start, end: word.end };
		const joined = `${name.text}-${word.text}`;
		this.report("name-of-two-words", span, { word: word.text, joined }, { kind: "replace", text: joined });
	}

	/** times = "x4" | "x2..10" */
	private times(): Times | undefined {
		const token = this.at;
		const { start, end, text } = this.word();
		return this.timesOf(text.slice(1), { start, end }, token);
	}

	private timesOf(digits: string, { start, end }: Span, token: number): Times | undefined {
		const [, from, to] = /^([\d_]+)(?:\.\.([\d_]+))?$/.exec(digits) ?? [];
		const first = toNumber(from ?? "0");
		const last = to === undefined ? first : toNumber(to);
		if (first >= 1 && last >= first) return { start, end, min: first, max: last };
		const text = `x${last}..${first}`;
		this.report("times-range", token, { word: this.wordAt(token) }, last >= 1 ? { kind: "replace", text } : undefined);
		return last >= 1 ? { start, end, min: last, max: first } : undefined;
	}

	/** `4x`, `4` or `2..10` in the place of `x4` and `x2..10`. */
	private isTimesReversed(token: number): boolean {
		return /^[\d_]+(\.\.[\d_]+)?\s*x?$/.test(this.wordAt(token));
	}

	/** The number under the cursor as a number of instances, written from the token `first` on. */
	private timesReversed(first: number): Times | undefined {
		const digits = this.wordAt(this.at).replace(/\s*x$/, "");
		const span = { start: this.starts[first]!, end: this.ends[this.at]! };
		const own = `x${digits}`;
		this.report("times-sign", span, { own }, { kind: "replace", text: own });
		this.next();
		return this.timesOf(digits, span, this.at - 1);
	}

	private isLike(token: number): boolean {
		return this.isWord(token, "like") && this.kindAt(token + 1) === "name" && !this.isFresh(token + 1);
	}

	private like(): Reference | undefined {
		const keyword = this.at;
		this.next();
		if (this.is("name") && !this.isFresh()) return this.reference();
		this.report("expected-name", keyword, { after: "like" });
		return undefined;
	}

	/** body = "{" item* "}" */
	private body(owner: string): Body {
		const open = this.at;
		const items: Item[] = [];
		this.next();
		if (this.depth < MAX_DEPTH) {
			this.depth++;
			while (!this.isBodyOver(open)) this.item(items);
			this.depth--;
		} else {
			this.report("too-deep", open, { limit: MAX_DEPTH });
			this.skipBody(open);
		}
		const closed = this.is("}");
		if (closed && (!this.braces || this.braces.get(open) === this.at)) this.next();
		else this.reportUnclosed(open, owner);
		return { start: this.starts[open]!, end: this.lastEnd(), items, closed };
	}

	private isBodyOver(open: number): boolean {
		if (this.is("end")) return true;
		if (!this.braces) return this.is("}");
		const close = this.braces.get(open);
		if (close !== undefined) return this.at === close;
		if (this.is("}")) return this.braces.has(this.at);
		return this.isFresh() && this.indent(this.at) <= this.indent(open);
	}

	private skipBody(open: number): void {
		for (let depth = 0; !this.is("end"); this.next()) {
			if (depth === 0 && this.isBodyOver(open)) return;
			if (this.is("{")) depth++;
			else if (this.is("}")) depth--;
		}
	}

	private reportUnclosed(open: number, name: string): void {
		const isOneLine = this.lines[open] === this.lines[this.at - 1];
		const text = isOneLine ? " }" : `\n${this.indentText(open)}}`;
		this.report("unclosed-body", open, { name }, { kind: "insert", text, at: this.lastEnd() });
	}

	/** `service web capacity: 500rps`: the properties of a body without its braces. */
	private bodyWithoutBraces(owner: string): Body {
		const items: Item[] = [];
		const start = this.starts[this.at]!;
		this.report("properties-without-braces", this.at, { name: owner });
		while (this.isPropertyOnLine(this.at)) {
			items.push(this.property());
			if (this.is(",") && this.isPropertyOnLine(this.at + 1)) this.next();
		}
		return { start, end: this.lastEnd(), items, closed: false };
	}

	private isPropertyOnLine(token: number): boolean {
		return this.kindAt(token) === "name" && this.kindAt(token + 1) === ":" && !this.isFresh(token);
	}

	// link = refs ("->" refs)+ STRING? body?

	private link(): Link {
		const start = this.starts[this.at]!;
		const sources: Reference[] = [];
		do {
			sources.push(this.reference());
			const share = this.at;
			if (this.share()) this.report("share-of-source", share, { word: this.wordAt(share) });
		} while (this.is(",") && this.goesOnAsList(this.at) && this.take(","));
		return this.hops(start, sources);
	}

	/** Whether the sources go on behind the comma `comma`. */
	private goesOnAsList(comma: number): boolean {
		return this.leadsToArrow(comma + 1) || this.isLone(comma + 1);
	}

	/** The rest of a link, of which `before` has been read already. */
	private hops(
		start: number,
		sources: readonly Reference[],
		before: { hop?: Hop | undefined; label?: Text } = {},
	): Link {
		const hops: Hop[] = before.hop ? [before.hop] : [];
		let { label } = before;
		const isHalfName = this.kindAt(this.at - 1) === ".";
		if (!before.hop && !this.is("->") && !isHalfName) {
			const end = this.lastEnd();
			this.report("expected-arrow", { start, end }, { word: this.text.slice(start, end) });
		}
		while (this.is("->")) {
			if (label) this.report("label-inside", label);
			this.next();
			const hop = this.targets(this.at - 1);
			if (!hop) continue;
			hops.push(hop);
			const isLabelled = this.is("text") || (this.is(":") && !this.isFresh());
			if (!isLabelled) continue;
			if (this.is(":")) label = this.labelWithColon() ?? label;
			if (this.is("text")) label = this.quoted();
			const share = this.share();
			if (share) hops[hops.length - 1] = withShare(hop, share);
		}
		const body = this.is("{") && hops.length > 0 ? this.body(this.text.slice(start, this.lastEnd())) : undefined;
		return { type: "link", sources, hops, label, body, start, end: this.lastEnd() };
	}

	/** `a -> b: text` as other languages have it. */
	private labelWithColon(): Text | undefined {
		const colon = this.at;
		this.next();
		const isWords = this.is("name") && !this.isFresh();
		if (!isWords) this.report("label-sign", colon, {}, { kind: "remove", text: "" });
		if (!isWords) return undefined;
		const start = this.starts[this.at]!;
		while (this.is("name") && !this.isFresh()) this.next();
		const end = this.lastEnd();
		const text = this.text.slice(start, end);
		this.report("label-sign", { start: this.starts[colon]!, end }, {}, { kind: "replace", text: ` "${text}"` });
		return { type: "text", text, start, end };
	}

	/** refs = ref share? ("," ref share?)*, behind the arrow `arrow`; a lone last share goes to all. */
	private targets(arrow: number): Hop | undefined {
		if (!this.goesOn(this.at)) {
			this.report("expected-target", arrow, { after: this.wordAt(arrow) });
			return undefined;
		}
		const targets: Target[] = [];
		do {
			const ref = this.reference();
			const share = this.share();
			targets.push({ ref, share, start: ref.start, end: this.lastEnd() });
		} while (this.is(",") && this.goesOn(this.at + 1) && this.take(","));
		const hop = { targets, start: this.starts[arrow]!, end: this.lastEnd() };
		const last = targets[targets.length - 1]!.share;
		return last && targets.length > 1 ? withShare(hop, last) : hop;
	}

	/** Whether the list before `token` goes on there: on its line, or with a reference that is alone on the next. */
	private goesOn(token: number): boolean {
		if (this.kindAt(token) !== "name") return false;
		if (this.isFresh(token)) return this.isAloneOnLine(token);
		return this.kindAt(token - 1) !== "," || !this.isItem(token);
	}

	/** share = "x3" | "x0.5" | "5%", on the line of what it belongs to */
	private share(): Share | undefined {
		const token = this.at;
		const kind = this.kindAt(token);
		if ((kind !== "times" && kind !== "number") || this.isFresh()) return undefined;
		const start = this.starts[token]!;
		const end = this.ends[token]!;
		this.next();
		if (kind === "times") {
			const factor = toNumber(this.text.slice(start + 1, end));
			if (!Number.isNaN(factor)) return { factor, percent: false, start, end };
		} else {
			const { number, unit } = this.quantityAt(token);
			if (unit === "%" && number >= 0 && number <= 100) return { factor: number / 100, percent: true, start, end };
			if ((unit === "x" || unit === "") && number >= 0) {
				const own = `x${number}`;
				this.report("share-sign", token, { own }, { kind: "replace", text: own });
				return { factor: number, percent: false, start, end };
			}
		}
		this.report("share-range", token, { word: this.wordAt(token) });
		return undefined;
	}

	/** ref = NAME ("." NAME)* */
	private reference(): Reference {
		const path = [this.word()];
		while (this.is(".") && !this.isFresh()) {
			this.next();
			if (this.is("name") && !this.isFresh()) path.push(this.word());
			else {
				const start = path[0]!.start;
				const end = this.lastEnd();
				this.report("expected-name", { start, end }, { after: this.text.slice(start, end) });
				return { type: "reference", path, start, end };
			}
		}
		return { type: "reference", path, start: path[0]!.start, end: this.lastEnd() };
	}

	// access = ("reads" | "writes") ref share?

	private isAccess(token: number): boolean {
		if (!this.isWord(token, "reads") && !this.isWord(token, "writes")) return false;
		const next = this.kindAt(token + 1);
		return next !== ":" && next !== "->" && next !== "{" && next !== "text";
	}

	private accesses(): Access[] {
		const operation = this.word() as Access["operation"];
		const all: Access[] = [];
		if (!this.is("name") || this.isFresh()) {
			this.report("expected-data", operation, { operation: operation.text });
			return [
				{
					type: "access",
					operation,
					data: undefined,
					share: this.share(),
					start: operation.start,
					end: this.lastEnd(),
				},
			];
		}
		do {
			const data = this.reference();
			if (all.length > 0) {
				const { text } = operation;
				this.report("one-access-each", data, { operation: text }, { kind: "insert", text: `${text} `, at: data.start });
			}
			const start = all.length > 0 ? data.start : operation.start;
			const share = this.share();
			all.push({ type: "access", operation, data, share, start, end: this.lastEnd() });
		} while (this.is(",") && this.isLone(this.at + 1) && this.take(","));
		return all;
	}

	// property = NAME ":" value

	/** `ttl 5h`: a colon is missing. */
	private looksLikeProperty(): boolean {
		const token = this.at + 1;
		return !this.isVocabulary(this.at) && !this.leadsToArrow(this.at) && !this.isTimesReversed(token);
	}

	private property(): Property {
		const name = this.word();
		const colon = this.at;
		if (!this.take(":")) {
			this.report("expected-colon", name, { property: name.text }, { kind: "insert", text: ":", at: name.end });
		}
		let value: Value | undefined;
		if (!this.isFresh() && this.startsValue(this.at)) value = this.wholeValue();
		else if (this.is("{") && !this.isFresh()) {
			this.report("value-in-braces", this.at);
			const open = this.at;
			this.next();
			this.skipBody(open);
			this.take("}");
		} else {
			this.report("missing-value", { start: name.start, end: this.ends[colon]! }, { property: name.text });
		}
		return { type: "property", name, value, start: name.start, end: this.lastEnd() };
	}

	private startsValue(token: number): boolean {
		const kind = this.kindAt(token);
		if (kind === "name") return this.kindAt(token + 1) !== ":";
		return kind === "number" || kind === "text" || kind === "times" || kind === "[";
	}

	/** The value of a property, with what was meant to be one more of it. */
	private wholeValue(): Value {
		const first = this.value();
		const digits = first.type === "quantity" ? this.groupedDigits(first) : undefined;
		if (digits) return digits;
		const isWord = first.type === "reference" && (this.is("name") || this.is("number"));
		if (isWord && !this.isFresh() && !this.startsItem(this.at)) return this.words(first);
		return this.listWithoutBrackets(first) ?? first;
	}

	/** value = quantity | NAME | ref | STRING | "[" value ("," value)* "]" */
	private value(): Value {
		switch (this.kindAt(this.at)) {
			case "name":
				return this.reference();
			case "text":
				return this.quoted();
			case "[":
				return this.list();
			case "times": {
				const token = this.at;
				const number = toNumber(this.wordAt(token).slice(1));
				const own = `${number}x`;
				this.next();
				if (Number.isNaN(number)) this.report("malformed-number", token, { word: this.wordAt(token) });
				else this.report("factor-sign", token, { own }, { kind: "replace", text: own });
				const span = { start: this.starts[token]!, end: this.ends[token]! };
				return { type: "quantity", number: Number.isNaN(number) ? 1 : number, unit: "x", ...span };
			}
			default:
				this.next();
				return this.quantityAt(this.at - 1);
		}
	}

	/** quantity = number unit? */
	private quantityAt(token: number): Quantity {
		const { text } = this;
		const start = this.starts[token]!;
		const end = this.ends[token]!;
		let at = start;
		const isNegative = text[at] === "-";
		if (isNegative) at++;
		const currency = text[at] === "$" ? "$" : "";
		if (currency) at++;
		const digits = at;
		while (isNumeric(text.charCodeAt(at))) at++;
		const written = text.slice(digits, at);
		let number = toNumber(written);
		if (Number.isNaN(number)) {
			this.report("malformed-number", token, { word: this.wordAt(token) });
			number = Number.parseFloat(written) || 0;
		}
		while (text[at] === " " || text[at] === "\t") at++;
		const unit = currency + text.slice(at, end);
		return { type: "quantity", number: isNegative ? -number : number, unit, start, end };
	}

	/** `1,000,000` is one number for many readers. */
	private groupedDigits(first: Quantity): Quantity | undefined {
		const { start } = first;
		if (first.unit !== "" || !/^\d{1,3}$/.test(this.text.slice(start, first.end))) return undefined;
		let end = first.end;
		while (this.is(",") && this.starts[this.at] === end && this.starts[this.at + 1] === end + 1) {
			if (!/^\d{3}(?!\d)/.test(this.text.slice(end + 1, this.ends[this.at + 1]!))) break;
			this.next();
			this.next();
			end = this.lastEnd();
		}
		if (end === first.end) return undefined;
		const own = this.text.slice(start, end).replaceAll(",", "_");
		this.report("digits-with-commas", { start, end }, { own }, { kind: "replace", text: own });
		const [, digits = "", unit = ""] = /^([\d_]+)\s*(.*)$/.exec(own) ?? [];
		return { type: "quantity", number: toNumber(digits), unit, start, end };
	}

	/** `description: two words`: a text without its quotes. */
	private words({ start }: Span): Text {
		while (!this.isFresh() && (this.is("name") || this.is("number") || this.is("times"))) this.next();
		const end = this.lastEnd();
		const text = this.text.slice(start, end);
		this.report("words-without-quotes", { start, end }, { own: `"${text}"` }, { kind: "replace", text: `"${text}"` });
		return { type: "text", text, start, end };
	}

	/** `holds: a, b` where `[a, b]` is meant. */
	private listWithoutBrackets(first: Value): List | undefined {
		const items = [first];
		let isChecked = false;
		while (this.is(",") && !this.isFresh(this.at + 1)) {
			const next = this.at + 1;
			const kind = this.kindAt(next);
			if (kind === "name") {
				if (!this.isLone(next) || (!isChecked && this.leadsToArrow(next))) break;
				isChecked = true;
			} else if (kind !== "number" && kind !== "text") break;
			this.next();
			items.push(this.value());
		}
		if (items.length === 1) return undefined;
		const span = { start: first.start, end: this.lastEnd() };
		const own = `[${this.text.slice(span.start, span.end)}]`;
		this.report("list-without-brackets", span, { own }, { kind: "replace", text: own });
		return { type: "list", items, ...span };
	}

	private list(): List {
		const open = this.at;
		const over = this.endOfList(open);
		this.next();
		const items = this.listItems(over, 1);
		const closed = this.at === over && this.is("]");
		if (closed) this.next();
		else {
			const end = this.lastEnd();
			this.report("unclosed-list", open, {}, { kind: "insert", text: "]", at: end });
		}
		return { type: "list", items, start: this.starts[open]!, end: this.lastEnd() };
	}

	private listItems(over: number, depth: number): Value[] {
		const items: Value[] = [];
		for (let isParted = true; this.at < over && !this.is("]"); ) {
			const token = this.at;
			const word = this.wordAt(token);
			if (this.is(",")) {
				isParted = true;
				this.next();
			} else if (this.is("[") || this.startsValue(token)) {
				const comma = { kind: "insert", text: ",", at: this.lastEnd() } as const;
				if (!isParted && !this.isFresh()) this.report("missing-comma", token, { word }, comma);
				if (!this.is("[")) items.push(this.value());
				else if (depth < MAX_DEPTH) items.push(this.innerList(over, depth));
				else {
					this.report("too-deep", token, { limit: MAX_DEPTH });
					this.at = over;
				}
				isParted = false;
			} else {
				this.report("foreign-sign", token, { word, own: "," }, { kind: "replace", text: "," });
				isParted = true;
				this.next();
			}
		}
		return items;
	}

	private innerList(over: number, depth: number): List {
		const start = this.starts[this.at]!;
		this.next();
		const items = this.listItems(over, depth + 1);
		if (this.at < over) this.next();
		return { type: "list", items, start, end: this.lastEnd() };
	}

	/** The `]` that closes the list, or the token behind it where it is never closed. */
	private endOfList(open: number): number {
		let depth = 0;
		let lineEnd = 0;
		for (let token = open; ; token++) {
			const kind = this.kindAt(token);
			if (kind === "[") depth++;
			else if (kind === "]") {
				if (--depth === 0) return token;
			} else if (kind === ":" || kind === "->" || kind === "{" || kind === "}" || kind === "end") {
				const isProperty = kind === ":" && this.kindAt(token - 1) === "name";
				return lineEnd || (isProperty ? token - 1 : token);
			}
			const goesOn = kind === "," || kind === "[";
			if (!lineEnd && this.isFresh(token + 1) && (!goesOn || this.startsItem(token + 1))) lineEnd = token + 1;
		}
	}

	// Looking ahead

	/** `ttl: 1h` or `cache c`: what can only be an item of its own, even behind a comma on one line. */
	private isItem(token: number): boolean {
		if (this.kindAt(token) !== "name") return false;
		const next = this.kindAt(token + 1);
		return next === ":" || (next === "name" && !this.isFresh(token + 1));
	}

	/** As `isItem`, where the first of two words must be known: `cache c`, `reads c`. */
	private startsItem(token: number): boolean {
		if (!this.isItem(token)) return false;
		return this.kindAt(token + 1) === ":" || this.isVocabulary(token) || this.isAccess(token);
	}

	/** A reference that stands between commas or at the end of its item. */
	private isLone(token: number): boolean {
		if (this.kindAt(token) !== "name" || this.isFresh(token)) return false;
		const next = this.pastReference(token);
		const kind = this.kindAt(next);
		return (
			kind === "," ||
			kind === "}" ||
			kind === ";" ||
			kind === "end" ||
			(this.isFresh(next) && kind !== "->" && kind !== "{")
		);
	}

	/** References and shares between commas, then an arrow. */
	private leadsToArrow(token: number): boolean {
		const { looked } = this;
		if (token >= looked.from && token < looked.to) return looked.leadsToArrow;
		let at = token;
		while (this.kindAt(at) === "name") {
			at = this.pastReference(at);
			if (this.kindAt(at) !== ",") break;
			at++;
		}
		this.looked = {
			from: token,
			to: at,
			leadsToArrow: at > token && this.kindAt(at) === "->" && this.kindAt(at - 1) !== ",",
		};
		return this.looked.leadsToArrow;
	}

	/** Whether a line that begins with the name `token` is nothing but references, and so goes on with the line above. */
	private isAloneOnLine(token: number): boolean {
		const line = this.lines[token];
		for (let at = token; ; at++) {
			if (this.lines[at] !== line) return true;
			if (this.kindAt(at) !== "name") return false;
			const first = at;
			at = this.pastReference(at);
			const kind = this.kindAt(at);
			if (this.lines[at] !== line || kind === "}" || kind === ";" || kind === "end") return true;
			if (kind === "text" || kind === "{") return !this.isVocabulary(first);
			if (kind !== ",") return false;
		}
	}

	/** The token behind a reference and its share. */
	private pastReference(token: number): number {
		let at = token + 1;
		while (this.kindAt(at) === "." && this.kindAt(at + 1) === "name") at += 2;
		const isShare = this.kindAt(at) === "times" || this.kindAt(at) === "number";
		return isShare && !this.isFresh(at) ? at + 1 : at;
	}

	private isVocabulary(token: number): boolean {
		return vocabulary.has(this.wordAt(token));
	}

	// Tokens

	private is(kind: TokenKind): boolean {
		return this.kinds[this.at] === kind;
	}

	private kindAt(token: number): TokenKind {
		return this.kinds[token] ?? "end";
	}

	private take(kind: TokenKind): boolean {
		if (!this.is(kind)) return false;
		this.next();
		return true;
	}

	private next(): void {
		if (this.at < this.kinds.length - 1) this.at++;
	}

	/** The token is the first on its line. */
	private isFresh(token = this.at): boolean {
		return token === 0 || this.lines[token] !== this.lines[token - 1];
	}

	private indent(token: number): number {
		return indentation(this.text, this.tokens.lineStarts[this.lines[token]!]!);
	}

	private indentText(token: number): string {
		return /^[ \t]*/.exec(this.text.slice(this.tokens.lineStarts[this.lines[token]!]!, this.starts[token]!))![0];
	}

	/** Where the token before the cursor ends. */
	private lastEnd(): number {
		return this.ends[this.at - 1]!;
	}

	private wordAt(token: number): string {
		return this.text.slice(this.starts[token]!, this.ends[token]!);
	}

	private isWord(token: number, word: string): boolean {
		const start = this.starts[token]!;
		return this.ends[token]! - start === word.length && this.text.startsWith(word, start);
	}

	private word(): Word {
		const start = this.starts[this.at]!;
		const end = this.ends[this.at]!;
		this.next();
		return { text: this.text.slice(start, end), start, end };
	}

	private quoted(): Text {
		const { text, start, end } = this.word();
		const isClosed = text.length > 1 && /["'“”]$/.test(text);
		return { type: "text", text: text.slice(1, isClosed ? -1 : undefined), start, end };
	}

	private report(
		code: Problem["code"],
		place: number | Span,
		data: Problem["data"] = {},
		repair?: { readonly kind: Repair["kind"]; readonly text: string; readonly at?: number },
	): void {
		const token = typeof place === "number" ? place : Math.max(0, this.at - 1);
		const garbled = this.tokens.garbledLines.get(this.lines[token]!);
		if ((garbled && !this.explained.has(garbled)) || this.problems.length > MAX_PROBLEMS) return;
		const { start, end } = typeof place === "number" ? { start: this.starts[place]!, end: this.ends[place]! } : place;
		const problem: Problem = { start, end, code, severity: "error", data };
		if (!repair) this.problems.push(problem);
		else {
			const span = repair.at === undefined ? { start, end } : { start: repair.at, end: repair.at };
			const named = { text: repair.kind === "remove" ? this.text.slice(start, end) : repair.text.trim() };
			this.problems.push({
				...problem,
				repairs: [{ kind: repair.kind, data: named, edits: [{ span, text: repair.text }] }],
			});
		}
	}
}

const isNumeric = (code: number): boolean => (code >= 48 && code < 58) || code === 46 || code === 95;
const toNumber = (digits: string): number => Number(digits.includes("_") ? digits.replaceAll("_", "") : digits);

/** `share` for every target of the hop, unless one before the last has its own. */
function withShare(hop: Hop, share: Share): Hop {
	const { targets } = hop;
	if (targets.slice(0, -1).some((target) => target.share)) {
		return { ...hop, targets: [...targets.slice(0, -1), { ...targets[targets.length - 1]!, share }] };
	}
	return { ...hop, targets: targets.map((target) => ({ ...target, share })) };
}

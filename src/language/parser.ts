import { insert, remove, replace } from "./repair.ts";
import type { Span } from "./text.ts";
import type * as tree from "./tree.ts";
import { MAX_DEPTH, toNumber, ValueParser } from "./value-parser.ts";

/** The tree of `text`. Never throws; mistakes stand in `problems` and what is intact around them is kept. */
export function parse(text: string): tree.Tree {
	return new Parser(text).file();
}

/**
 * The tree of a part of a text: whole lines of one body, `depth` levels deep. Undefined where its braces do not match, since then the
 * whole text says where they belong.
 */
export function parseItems(text: string, depth: number): tree.Tree | undefined {
	const parser = new Parser(text, depth);
	return parser.isBalanced ? parser.file() : undefined;
}

/**
 * The grammar of `docs/language.md`, one method a rule, by recursive descent. Beside each rule stands what people write
 * in its place: it is understood as it was meant, and reported once.
 */
class Parser extends ValueParser {
	private readonly imports: tree.Import[] = [];
	private problemsInside = 0;

	constructor(
		text: string,
		private depth = 0,
	) {
		super(text);
	}

	/** How many mistakes there are so far, without those of the items in a body: what is wrong in it says nothing of its end. */
	private get ownProblems(): number {
		return this.problems.length - this.problemsInside;
	}

	get isBalanced(): boolean {
		return this.braces === undefined;
	}

	/** file = import* item* */
	file(): tree.Tree {
		const items: tree.Item[] = [];
		while (!this.is("end")) this.item(items);
		const { comments, ignores } = this.tokens;
		const tree = { text: this.text, imports: this.imports, items, problems: this.allProblems(), ignores, comments };
		return this.hidesStructure || !this.isBalanced ? { ...tree, hidesStructure: true } : tree;
	}

	/** item = declaration | link | property | access */
	private item(items: tree.Item[]): void {
		const before = this.ownProblems;
		const token = this.at;
		switch (this.kindAt(token)) {
			case ",":
			case ";":
				return this.next();
			case "}":
				this.report("stray-brace", token, {}, remove(this.spanOf(token), "}"));
				return this.next();
			case "name":
				this.statement(items);
				break;
			case "->":
				this.report("expected-source", token);
				this.next();
				if (this.leadsToArrow(this.at)) items.push(this.link());
				else this.skipRest();
				break;
			case "{":
				this.report("body-without-kind", token);
				this.looseBody(items);
				break;
			default:
				this.report("unexpected", token, { word: this.wordAt(token) });
				this.skipRest();
				if (this.is("{") && !this.isFresh()) this.looseBody(items);
		}
		this.endOfItem(this.ownProblems > before);
	}

	/** An item that begins with a name: what follows the name says which. */
	private statement(items: tree.Item[]): void {
		const next = this.at + 1;
		const kind = this.kindAt(next);
		const hasShare = kind === "times" || kind === "number";
		if (kind === ":") items.push(this.property());
		else if (kind === "->") items.push(this.link());
		else if (this.isImport()) this.import();
		else if (kind === "." || (kind === "," && this.hasMoreSources(next))) items.push(this.link());
		else if (this.isAccess(this.at)) items.push(...this.accesses());
		else if (kind === "{") this.declarationAndLink(items);
		else if (this.isFresh(next)) this.loneWord(items);
		else if (hasShare && this.leadsToArrow(this.at)) items.push(this.link());
		else if (kind === "number" && !this.isKind(this.at)) items.push(this.property());
		else if (this.isArrowMissing()) items.push(this.linkWithoutArrow());
		else if (hasShare || kind === "name" || kind === "text") this.declarationAndLink(items);
		else this.loneWord(items);
	}

	/** An item ends with its line, a separator or a brace; blanks alone part it only from what is clearly another one. */
	private endOfItem(isReported: boolean): void {
		const token = this.at;
		const kind = this.kindAt(token);
		if (this.isFresh() || kind === "," || kind === ";" || kind === "}" || kind === "end") return;
		if (kind === "name" && (this.kindAt(token - 1) === "}" || this.isClearItem(token))) return;
		const code = kind === "name" ? "missing-separator" : "unexpected-after";
		if (!isReported) this.report(code, token, { word: this.wordAt(token) });
		if (!this.leadsToArrow(token)) this.skipRest();
	}

	/** To where the next item may begin. */
	private skipRest(): void {
		for (;;) {
			const kind = this.kindAt(this.at);
			if (kind === ";" || kind === "{" || kind === "}" || kind === "end") return;
			if (kind === "," && this.isClearItem(this.at + 1)) return;
			this.next();
			if (this.isFresh()) return;
		}
	}

	/** A kind without a name, or a word of which nothing is said. */
	private loneWord(items: tree.Item[]): void {
		if (this.isKind(this.at)) {
			items.push(this.declaration());
			return;
		}
		this.report("lone-word", this.at, { word: this.wordAt(this.at) });
		this.skipRest();
	}

	/** Braces that belong to nothing: what can stand for itself is kept. */
	private looseBody(items: tree.Item[]): void {
		this.hidesStructure = true;
		for (const item of this.body().items) if (item.type !== "property" && item.type !== "access") items.push(item);
	}

	private isImport(): boolean {
		const next = this.at + 1;
		const isPath = this.kindAt(next) === "." && this.startOf(next) === this.endOf(this.at);
		return this.isWord(this.at, "import") && this.kindAt(next) !== "," && !isPath;
	}

	/** import = "import" STRING */
	private import(): void {
		const keyword = this.at;
		this.next();
		if (!this.is("text") || this.isFresh()) {
			this.explain(keyword);
			this.report("import-without-path", keyword);
			if (!this.isFresh()) this.skipRest();
			return;
		}
		const path = this.quoted();
		if (this.depth > 0) this.report("import-inside", keyword);
		else this.imports.push({ type: "import", path, start: this.startOf(keyword), end: path.end });
	}

	// Declarations

	/** `cache redis -> db` is a declaration and a link in one. */
	private declarationAndLink(items: tree.Item[]): void {
		const indent = this.indentTextOf(this.at);
		const declaration = this.declaration();
		const { name, end } = declaration;
		items.push(declaration);
		if (!name || !this.is("->") || this.isFresh()) return;
		const line = `\n${indent}${name.text}`;
		this.report("link-in-declaration", this.at, { name: name.text }, insert(end, line));
		items.push(this.hops([referenceTo(name)]));
	}

	/** declaration = kind (NAME STRING? | STRING) times? ("like" ref)? body? */
	private declaration(): tree.Declaration {
		const kind = this.word();
		const name = this.declaredName(kind);
		const owner = name?.text ?? kind.text;
		let title: tree.Text | undefined;
		let times: tree.Times | undefined;
		let like: tree.Reference | undefined;
		let body: tree.Body | undefined;
		while (!body) {
			const token = this.at;
			const part = this.kindAt(token);
			if (part === "{") body = this.body(owner);
			else if (part === "text") title = this.once(title, this.quoted(), token, owner);
			else if (part === "times") times = this.once(times, this.times(), token, owner);
			else if (this.isFresh()) break;
			else if (part === "name" && this.isWord(token, "like")) like = this.once(like, this.like(), token, owner);
			else if (this.isTimesReversed(token)) times = this.once(times, this.timesReversed(), token, owner);
			else if (part === "name" && this.kindAt(token + 1) === ":") body = this.bodyWithoutBraces(owner);
			else if (name && !title && !times && !like && this.isStrayWord(token)) this.nameOfWords(name);
			else if (this.kindAt(token + 1) === "{" && (part === ":" || this.isStrayWord(token))) this.strayBeforeBody();
			else break;
		}
		return { type: "declaration", kind, name, title, times, like, body, start: kind.start, end: this.lastEnd() };
	}

	private declaredName(kind: tree.Word): tree.Word | undefined {
		const token = this.at;
		const part = this.kindAt(token);
		const word = this.wordAt(token);
		const isHere = !this.isFresh();
		const startsLike = this.isLike(token) && !this.isLike(token + 1);
		if (isHere && part === "name" && !startsLike) return this.word();
		if (isHere && part === "number" && !this.isTimesReversed(token)) {
			this.report("number-as-name", token, { word });
			return this.word();
		}
		if (isHere && (part === "times" || part === "number")) this.report("times-as-name", token, { word });
		else if (part !== "text" && kind.text !== "system") this.report("expected-name", kind, { after: kind.text });
		return undefined;
	}

	/** The first of what a declaration has but once. */
	private once<T>(first: T | undefined, next: T | undefined, token: number, name: string): T | undefined {
		if (first) this.report("given-twice", token, { word: this.wordAt(token), name });
		return first ?? next;
	}

	private isStrayWord(token: number): boolean {
		return (
			this.kindAt(token) === "name" && !this.isFresh(token) && !this.isClearItem(token) && !this.leadsToArrow(token)
		);
	}

	/** `service web tier`: a name of several words. */
	private nameOfWords(name: tree.Word): void {
		const from = this.at;
		while (this.isStrayWord(this.at) && !this.isTimesReversed(this.at) && !this.isLike(this.at)) this.next();
		const { start } = name;
		const end = this.lastEnd();
		const joined = this.text.slice(start, end).replace(/\s+/g, "-");
		const word = this.text.slice(this.startOf(from), end);
		this.report("name-of-words", { start, end }, { word, joined }, replace({ start, end }, joined));
	}

	/** Something between a declaration and its `{`. */
	private strayBeforeBody(): void {
		const token = this.at;
		const word = this.wordAt(token);
		this.explain(token);
		this.report("unexpected-after", token, { word }, remove(this.spanOf(token), word));
		this.next();
	}

	private isLike(token: number): boolean {
		return this.isWord(token, "like") && this.kindAt(token + 1) === "name" && !this.isFresh(token + 1);
	}

	private like(): tree.Reference | undefined {
		const keyword = this.at;
		this.next();
		if (this.is("name") && !this.isFresh()) return this.reference();
		this.report("expected-name", keyword, { after: "like" });
		return undefined;
	}

	/** times = "x4" | "x2..10" */
	private times(): tree.Times | undefined {
		const { start, end, text } = this.word();
		return this.timesOf(text.slice(1), { start, end });
	}

	private timesOf(digits: string, span: Span): tree.Times | undefined {
		const { start, end } = span;
		const [, from, to] = /^([\d_]+)(?:\.\.([\d_]+))?$/.exec(digits) ?? [];
		const min = toNumber(from ?? "0");
		const max = to === undefined ? min : toNumber(to);
		if (min >= 1 && max >= min) return { min, max, start, end };
		const swapped = max >= 1 ? replace(span, `x${max}..${min}`) : undefined;
		this.report("times-range", span, { word: this.text.slice(start, end) }, swapped);
		return swapped && { min: max, max: min, start, end };
	}

	/** `4x`, `4`, `2..10` or `x 4` in the place of `x4` and `x2..10`. */
	private isTimesReversed(token: number): boolean {
		const number = this.isWord(token, "x") ? token + 1 : token;
		if (this.kindAt(number) !== "number" || this.isFresh(number)) return false;
		return /^[\d_]+(\.\.[\d_]+)?\s*x?$/.test(this.wordAt(number));
	}

	private timesReversed(): tree.Times | undefined {
		const { start } = this.spanOf(this.at);
		if (this.is("name")) this.next();
		const digits = this.word().text.replace(/\s*x$/, "");
		const span = { start, end: this.lastEnd() };
		const own = `x${digits}`;
		const before = this.problems.length;
		const times = this.timesOf(digits, span);
		if (this.problems.length === before) this.report("times-sign", span, { own }, replace(span, own));
		return times;
	}

	// Bodies

	/** body = "{" item* "}" */
	private body(owner?: string): tree.Body {
		const open = this.at;
		const items: tree.Item[] = [];
		this.next();
		if (this.depth < MAX_DEPTH) {
			const own = this.ownProblems;
			this.depth++;
			while (!this.isBodyOver(open)) this.item(items);
			this.depth--;
			this.problemsInside = this.problems.length - own;
		} else {
			this.report("too-deep", open, { limit: MAX_DEPTH });
			this.skipBody(open);
		}
		const closed = this.is("}") && (!this.braces || this.braces.get(open) === this.at);
		if (closed) this.next();
		else if (owner !== undefined) this.reportUnclosed(open, owner);
		return { start: this.startOf(open), end: this.lastEnd(), items, closed };
	}

	private isBodyOver(open: number): boolean {
		if (this.is("end")) return true;
		if (!this.braces) return this.is("}");
		const close = this.braces.get(open);
		if (close !== undefined) return this.at === close;
		if (this.is("}")) return this.braces.has(this.at);
		return this.isFresh() && this.indentOf(this.at) <= this.indentOf(open);
	}

	private skipBody(open: number): void {
		for (let depth = 0; !this.is("end"); this.next()) {
			if (depth === 0 && this.isBodyOver(open)) return;
			if (this.is("{")) depth++;
			else if (this.is("}")) depth--;
		}
	}

	private reportUnclosed(open: number, name: string): void {
		const brace = this.isOnOneLine(open, this.at - 1) ? " }" : `\n${this.indentTextOf(open)}}`;
		this.report("unclosed-body", open, { name }, insert(this.lastEnd(), brace));
	}

	/** `service web capacity: 500rps`: a body without its `{`. */
	private bodyWithoutBraces(owner: string): tree.Body {
		const first = this.at;
		const { start } = this.spanOf(first);
		const before = this.problems.length;
		const items: tree.Item[] = [];
		while (this.is("name") && this.kindAt(this.at + 1) === ":" && !this.isFresh()) {
			items.push(this.property());
			if (this.is(",") && this.kindAt(this.at + 2) === ":" && !this.isFresh(this.at + 1)) this.next();
		}
		const isStray = this.is("}") && !this.isFresh() && this.braces?.has(this.at) === false;
		const closing = isStray ? [] : insert(this.lastEnd(), " }").edits;
		if (isStray) this.next();
		const opening = insert(start, "{ ");
		const repair = { ...opening, edits: [...opening.edits, ...closing] };
		if (this.problems.length === before) this.report("properties-without-braces", first, { name: owner }, repair);
		return { start, end: this.lastEnd(), items, closed: isStray };
	}

	// Links

	/** link = refs ("->" refs)+ STRING? body? */
	private link(): tree.Link {
		const sources: tree.Reference[] = [];
		do {
			sources.push(this.reference());
			const token = this.at;
			if (this.share()) this.report("share-of-source", token, { word: this.wordAt(token) });
		} while (this.is(",") && this.hasMoreSources(this.at) && this.take(","));
		return this.hops(sources);
	}

	private hasMoreSources(comma: number): boolean {
		return this.leadsToArrow(comma + 1) || this.isLone(comma + 1);
	}

	/** `lb web -> db` or `lb "label" -> web`, where `lb` is no kind. */
	private isArrowMissing(): boolean {
		const next = this.at + 1;
		const kind = this.kindAt(next);
		const isFollowed = this.kindAt(next + 1) === "->" && !this.isFresh(next + 1);
		return isFollowed && (kind === "name" || kind === "text") && !this.isKind(this.at);
	}

	private linkWithoutArrow(): tree.Link {
		const left = this.word();
		const source = referenceTo(left);
		if (this.is("text")) return this.hops([source], { label: this.quoted() });
		const span = { start: left.start, end: this.endOf(this.at) };
		const words = { left: left.text, right: this.wordAt(this.at) };
		this.report("missing-arrow", span, words, insert(left.end, " ->"));
		return this.hops([source], { hop: this.hop(this.at - 1) });
	}

	/** The rest of a link, of which a hop or the label may have been read already. */
	private hops(
		sources: readonly tree.Reference[],
		before: { readonly hop?: tree.Hop | undefined; readonly label?: tree.Text } = {},
	): tree.Link {
		const { start } = sources[0]!;
		const hops = before.hop ? [before.hop] : [];
		let { label } = before;
		if (!before.hop && !this.is("->")) this.reportNoArrow({ start, end: this.lastEnd() });
		while (this.is("->")) {
			if (label) this.report("label-inside", label);
			this.next();
			const hop = this.hop(this.at - 1);
			if (!hop) continue;
			hops.push(hop);
			if (!this.is("text") && !(this.is(":") && !this.isFresh())) continue;
			if (this.is(":")) label = this.labelBehindColon() ?? label;
			if (this.is("text")) label = this.quoted();
			const share = this.share();
			if (share) hops[hops.length - 1] = withShare(hop, share);
		}
		const hasBody = this.is("{") && hops.length > 0;
		const body = hasBody ? this.body(this.text.slice(start, this.lastEnd())) : undefined;
		return { type: "link", sources, hops, label, body, start, end: this.lastEnd() };
	}

	private reportNoArrow({ start, end }: Span): void {
		const isHalfName = this.kindAt(this.at - 1) === ".";
		if (!isHalfName) this.report("expected-arrow", { start, end }, { word: this.text.slice(start, end) });
	}

	/** `a -> b: text`, as other languages have it. */
	private labelBehindColon(): tree.Text | undefined {
		const colon = this.at;
		this.next();
		if (!this.is("name") || this.isFresh()) {
			this.report("label-sign", colon, {}, remove(this.spanOf(colon), ":"));
			return undefined;
		}
		const start = this.startOf(this.at);
		while (this.is("name") && !this.isFresh()) this.next();
		const end = this.lastEnd();
		const text = this.text.slice(start, end);
		const span = { start: this.startOf(colon), end };
		this.report("label-sign", span, {}, replace(span, ` "${text}"`));
		return { type: "text", text, start, end };
	}

	/** refs = ref share? ("," ref share?)*, behind `arrow`; a lone last share goes to all */
	private hop(arrow: number): tree.Hop | undefined {
		if (!this.isTarget(this.at)) {
			this.report("expected-target", arrow, { after: this.wordAt(arrow) });
			return undefined;
		}
		const targets: tree.Target[] = [];
		do {
			const ref = this.reference();
			const share = this.share();
			targets.push({ ref, share, start: ref.start, end: this.lastEnd() });
		} while (this.is(",") && this.isTarget(this.at + 1) && this.take(","));
		const hop: tree.Hop = { targets, start: this.startOf(arrow), end: this.lastEnd() };
		const last = targets[targets.length - 1]!.share;
		return last && targets.length > 1 ? withShare(hop, last) : hop;
	}

	/** Whether a list of targets goes on with `token`: on its line, or alone on the next one. */
	private isTarget(token: number): boolean {
		if (this.kindAt(token) !== "name") return false;
		if (this.isFresh(token)) return this.isAloneOnLine(token);
		return this.kindAt(token - 1) !== "," || !this.isItem(token);
	}

	// Accesses and properties

	/** access = ("reads" | "writes") ref share?; several data sets behind one word are several accesses */
	private accesses(): tree.Access[] {
		const operation = this.word() as tree.Access["operation"];
		const { text, start } = operation;
		if (!this.is("name") || this.isFresh()) {
			this.report("expected-data", operation, { operation: text });
			const share = this.share();
			return [{ type: "access", operation, data: undefined, share, start, end: this.lastEnd() }];
		}
		const accesses = [this.access(operation, start)];
		while (this.is(",") && this.isLone(this.at + 1)) {
			this.next();
			const at = this.startOf(this.at);
			const implied = { text, start: at, end: at } as tree.Access["operation"];
			const another = this.access(implied, at);
			this.report("one-access-each", another.data!, { operation: text }, insert(at, `${text} `));
			accesses.push(another);
		}
		return accesses;
	}

	private access(operation: tree.Access["operation"], start: number): tree.Access {
		const data = this.reference();
		const share = this.share();
		return { type: "access", operation, data, share, start, end: this.lastEnd() };
	}

	/** property = NAME ":" value */
	private property(): tree.Property {
		const name = this.word();
		const colon = this.at;
		const { start } = name;
		if (!this.take(":")) this.report("expected-colon", name, { property: name.text }, insert(name.end, ":"));
		let value: tree.Value | undefined;
		if (!this.isFresh() && this.startsValue(this.at)) value = this.wholeValue();
		else if (!this.isFresh() && this.is("{")) this.valueInBraces();
		else this.report("missing-value", { start, end: this.endOf(colon) }, { property: name.text });
		return { type: "property", name, value, start, end: this.lastEnd() };
	}

	private valueInBraces(): void {
		const open = this.at;
		this.report("value-in-braces", open);
		this.next();
		this.skipBody(open);
		this.take("}");
	}
}

const referenceTo = (name: tree.Word): tree.Reference => ({
	type: "reference",
	path: [{ ...name }],
	start: name.start,
	end: name.end,
});

/** `share` for every target of the hop; only for the last one if another has its own. */
function withShare(hop: tree.Hop, share: tree.Share): tree.Hop {
	const last = hop.targets.length - 1;
	const isLone = hop.targets.every((target, index) => index === last || !target.share);
	const targets = hop.targets.map((target, index) =>
		isLone || index === last ? { ...target, share: { ...share } } : target,
	);
	return { ...hop, targets };
}

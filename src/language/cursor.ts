import { indentation, pairBraces } from "./braces.ts";
import { isQuote, lex, MAX_PROBLEMS, type TokenKind, type Tokens } from "./lexer.ts";
import type { Problem, Repair } from "./problem.ts";
import { STRUCTURAL } from "./structural.ts";
import type { Span } from "./text.ts";
import type { Text, Word } from "./tree.ts";
import { kinds as vocabulary } from "./vocabulary/index.ts";

/** A place among the tokens of a text, what can be seen from it, and the mistakes found on the way. */
export class Cursor {
	protected readonly tokens: Tokens;
	/** Which brace belongs to which, where one of them is missing. */
	protected readonly braces: ReadonlyMap<number, number> | undefined;
	protected readonly problems: Problem[] = [];
	/** A mistake of structure that may not be among them: the lexer has said something of its line, or something else is wrong with it. */
	protected hidesStructure = false;
	/** The token that is read next. */
	protected at = 0;

	private readonly kinds: readonly TokenKind[];
	private readonly starts: Int32Array;
	private readonly ends: Int32Array;
	private readonly lines: Int32Array;
	/** Problems of the lexer for which the parser has the better message. */
	private readonly explained = new Set<Problem>();
	/** The last list of references that was looked through, so that none is looked through twice. */
	private looked = { from: 0, to: 0, leadsToArrow: false };

	constructor(protected readonly text: string) {
		this.tokens = lex(text);
		this.kinds = this.tokens.kinds;
		this.starts = this.tokens.starts;
		this.ends = this.tokens.ends;
		this.lines = this.tokens.lines;
		this.braces = pairBraces(text, this.tokens);
	}

	// The token under the cursor

	protected is(kind: TokenKind): boolean {
		return this.kinds[this.at] === kind;
	}

	protected next(): void {
		if (this.at < this.kinds.length - 1) this.at++;
	}

	protected take(kind: TokenKind): boolean {
		if (!this.is(kind)) return false;
		this.next();
		return true;
	}

	protected word(): Word {
		const start = this.startOf(this.at);
		const end = this.endOf(this.at);
		this.next();
		return { text: this.text.slice(start, end), start, end };
	}

	protected quoted(): Text {
		const { text, start, end } = this.word();
		const isClosed = text.length > 1 && isQuote(text.at(-1)!);
		return { type: "text", text: text.slice(1, isClosed ? -1 : undefined), start, end };
	}

	/** Where the token before the cursor ends. */
	protected lastEnd(): number {
		return this.ends[this.at - 1]!;
	}

	// Any token

	protected kindAt(token: number): TokenKind {
		return this.kinds[token] ?? "end";
	}

	protected startOf(token: number): number {
		return this.starts[token]!;
	}

	protected endOf(token: number): number {
		return this.ends[token]!;
	}

	protected spanOf(token: number): Span {
		return { start: this.starts[token]!, end: this.ends[token]! };
	}

	protected wordAt(token: number): string {
		return this.text.slice(this.starts[token]!, this.ends[token]!);
	}

	protected isWord(token: number, word: string): boolean {
		const start = this.starts[token]!;
		return this.ends[token]! - start === word.length && this.text.startsWith(word, start);
	}

	/** The token is the first on its line. */
	protected isFresh(token = this.at): boolean {
		return token === 0 || this.lines[token] !== this.lines[token - 1];
	}

	protected isOnOneLine(from: number, to: number): boolean {
		return this.lines[from] === this.lines[to];
	}

	/** Columns of white space at the start of the line of a token. */
	protected indentOf(token: number): number {
		return indentation(this.text, this.tokens.lineStarts[this.lines[token]!]!);
	}

	/** The white space at the start of the line of a token. */
	protected indentTextOf(token: number): string {
		const line = this.text.slice(this.tokens.lineStarts[this.lines[token]!]!, this.starts[token]!);
		return /^[ \t]*/.exec(line)![0];
	}

	// Looking ahead

	/** The word of a kind of component. */
	protected isKind(token: number): boolean {
		return vocabulary.has(this.wordAt(token));
	}

	/** `name:` or two words: what can only be an item of its own, even behind a comma on one line. */
	protected isItem(token: number): boolean {
		if (this.kindAt(token) !== "name") return false;
		const next = this.kindAt(token + 1);
		return next === ":" || (next === "name" && !this.isFresh(token + 1));
	}

	/** As `isItem`, where the first of two words must be known: `ttl: 1h`, `cache c`, `reads c`. */
	protected isClearItem(token: number): boolean {
		if (!this.isItem(token)) return false;
		return this.kindAt(token + 1) === ":" || this.isKind(token) || this.isAccess(token);
	}

	/** `reads` or `writes` where it is not the name of something. */
	protected isAccess(token: number): boolean {
		if (!this.isWord(token, "reads") && !this.isWord(token, "writes")) return false;
		const next = this.kindAt(token + 1);
		return next !== ":" && next !== "->" && next !== "{" && next !== "text";
	}

	/** A reference on the line of the token before it, with nothing but its share behind it. */
	protected isLone(token: number): boolean {
		if (this.kindAt(token) !== "name" || this.isFresh(token)) return false;
		const next = this.pastReference(token);
		const kind = this.kindAt(next);
		if (kind === "," || kind === "}" || kind === ";" || kind === "end") return true;
		return this.isFresh(next) && kind !== "->" && kind !== "{";
	}

	/** References and shares between commas, then an arrow. */
	protected leadsToArrow(token: number): boolean {
		const { looked } = this;
		if (token >= looked.from && token < looked.to) return looked.leadsToArrow;
		let to = token;
		let isOpen = true;
		while (isOpen && this.kindAt(to) === "name") {
			to = this.pastReference(to);
			isOpen = this.kindAt(to) === ",";
			if (isOpen) to++;
		}
		const leadsToArrow = !isOpen && this.kindAt(to) === "->";
		this.looked = { from: token, to, leadsToArrow };
		return leadsToArrow;
	}

	/** Whether a line that begins with the name `token` has nothing but references, and so goes on with the line above. */
	protected isAloneOnLine(token: number): boolean {
		for (let at = token; ; at++) {
			if (!this.isOnOneLine(token, at)) return true;
			if (this.kindAt(at) !== "name") return false;
			const first = at;
			at = this.pastReference(at);
			const kind = this.kindAt(at);
			if (!this.isOnOneLine(token, at) || kind === "}" || kind === ";" || kind === "end") return true;
			if (kind === "text" || kind === "{") return !this.isKind(first);
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

	// Mistakes

	protected report(code: Problem["code"], place: number | Span, data: Problem["data"] = {}, repair?: Repair): void {
		const token = typeof place === "number" ? place : Math.max(0, this.at - 1);
		const garbled = this.garbledAt(token);
		const isExplained = garbled && !this.explained.has(garbled);
		if (isExplained || this.problems.length > MAX_PROBLEMS) {
			if (STRUCTURAL.has(code)) this.hidesStructure = true;
			return;
		}
		const { start, end } = typeof place === "number" ? this.spanOf(place) : place;
		this.problems.push({ start, end, code, severity: "error", data, ...(repair && { repairs: [repair] }) });
	}

	/** Take back what the lexer says of the line of `token`, or of the token itself. */
	protected explain(token: number): void {
		const garbled = this.garbledAt(token);
		if (garbled) this.explained.add(garbled);
		const start = this.startOf(token);
		const sign = this.tokens.problems.find((problem) => problem.start === start);
		if (sign) this.explained.add(sign);
	}

	private garbledAt(token: number): Problem | undefined {
		return this.tokens.garbledLines.get(this.lines[token]!);
	}

	/** The problems of the lexer and the parser, in the order of the text. */
	protected allProblems(): Problem[] {
		const lexical = this.tokens.problems.filter((problem) => !this.explained.has(problem));
		const all = [...lexical, ...this.problems].sort((a, b) => a.start - b.start);
		if (all.length <= MAX_PROBLEMS) return all;
		const { start, end } = all[MAX_PROBLEMS]!;
		const more: Problem = { start, end, code: "too-many-problems", severity: "error", data: { limit: MAX_PROBLEMS } };
		return [...all.slice(0, MAX_PROBLEMS), more];
	}
}

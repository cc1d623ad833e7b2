import type { Problem, Repair } from "./problem.ts";
import { insert, replace } from "./repair.ts";
import type { Span } from "./text.ts";
import type { Ignore } from "./tree.ts";
import { isUnit } from "./units.ts";

type Sign = "{" | "}" | "[" | "]" | ":" | "," | ";" | "." | "->";
export type TokenKind = "name" | "times" | "number" | "text" | Sign | "end";

/** The tokens of a text, column by column: token `i` is a `kinds[i]` from `starts[i]` to `ends[i]`. The last one is an `end`. */
export interface Tokens {
	readonly kinds: readonly TokenKind[];
	readonly starts: Int32Array;
	readonly ends: Int32Array;
	/** Zero-based line of each token. No token goes over the end of its line. */
	readonly lines: Int32Array;
	/** Where each line starts. */
	readonly lineStarts: readonly number[];
	readonly comments: readonly Span[];
	readonly ignores: readonly Ignore[];
	readonly problems: readonly Problem[];
	/** Lines with characters that mean nothing. They are reported once, and nothing else on their line needs to be. */
	readonly garbledLines: ReadonlyMap<number, Problem>;
}

/** The tokens of `text`, in one pass. Never throws; what cannot be read is left out and stands in `problems`. */
export function lex(text: string): Tokens {
	const lexer = new Lexer(text);
	lexer.run();
	return lexer;
}

class Lexer implements Tokens {
	readonly kinds: TokenKind[] = [];
	readonly starts: Int32Array;
	readonly ends: Int32Array;
	readonly lines: Int32Array;
	readonly lineStarts: number[] = [0];
	readonly comments: Span[] = [];
	readonly ignores: Ignore[] = [];
	readonly problems: Problem[] = [];
	readonly garbledLines = new Map<number, Problem>();

	private at = 0;
	private line = 0;
	/** Ignores that stand alone on their line and wait for the line that they silence. */
	private waiting: Omit<Ignore, "line">[] = [];
	/** Nothing is left in the text that closes a comment. */
	private nothingCloses = false;

	constructor(private readonly text: string) {
		// No token is empty but the `end`.
		const most = text.length + 1;
		this.starts = new Int32Array(most);
		this.ends = new Int32Array(most);
		this.lines = new Int32Array(most);
	}

	run(): void {
		const { text } = this;
		if (text.charCodeAt(0) === BYTE_ORDER_MARK) this.at = 1;
		while (this.at < text.length) {
			const { at } = this;
			const type = classOf(text, at);
			if (type === BLANK) this.at++;
			else if (type === LETTER) this.word();
			else if (type === DIGIT) this.push("number", endOfQuantity(text, at));
			else this.sign(text.charCodeAt(at), text.charCodeAt(at + 1));
		}
		if (this.waiting.length > 0) this.silence(this.line + 1);
		this.push("end", text.length);
	}

	private push(kind: TokenKind, end: number): void {
		if (this.waiting.length > 0) this.silence(this.line);
		const token = this.kinds.push(kind) - 1;
		this.starts[token] = this.at;
		this.ends[token] = end;
		this.lines[token] = this.line;
		this.at = end;
	}

	private newLine(): void {
		this.line++;
		this.lineStarts.push(this.at + 1);
	}

	private word(): void {
		const times = endOfTimes(this.text, this.at);
		if (times > this.at) this.push("times", times);
		else this.push("name", endOfName(this.text, this.at));
	}

	private sign(code: number, next: number): void {
		const { text, at } = this;
		switch (code) {
			case 10: // a new line
				this.newLine();
				this.at++;
				return;
			case 34: // "
				return this.quoted();
			case 35: // #
				return this.hash();
			case 36: // $
				return isDigit(text, at + 1) ? this.push("number", endOfQuantity(text, at + 1)) : this.garbled();
			case 39: // '
				return this.otherQuotes("'");
			case 44:
				return this.push(",", at + 1);
			case 45: // -
				if (next === GREATER) return this.push("->", at + 2);
				return this.dash(next);
			case 46: // .
				if (isDigit(text, at + 1) && !isWord(text, at - 1)) return this.push("number", endOfQuantity(text, at));
				return this.push(".", at + 1);
			case 47: // /
				if (next === 47) return this.lineComment();
				return next === 42 ? this.blockComment() : this.garbled();
			case 58:
				return this.push(":", at + 1);
			case 59:
				return this.push(";", at + 1);
			case 61: // =
				return next === GREATER ? this.foreign("=>", "->") : this.foreign("=", ":");
			case 91:
				return this.push("[", at + 1);
			case 93:
				return this.push("]", at + 1);
			case 123:
				return this.push("{", at + 1);
			case 125:
				return this.push("}", at + 1);
			case 0x201c: // “
			case 0x201d: // ”
				return this.otherQuotes('“”"');
		}
		const own = FOREIGN.get(text[at]!);
		if (own) this.foreign(text[at]!, own);
		else this.garbled();
	}

	private dash(next: number): void {
		const { text, at } = this;
		const digits = next === 36 ? at + 2 : at + 1;
		if (isDigit(text, digits)) return this.push("number", endOfQuantity(text, digits));
		const end = endOfDashes(text, at);
		if (text.charCodeAt(end) === GREATER) this.foreign(text.slice(at, end + 1), "->");
		else this.garbled();
	}

	/** A sign of another language or keyboard: read as `own`, and reported. */
	private foreign(sign: string, own: Sign): void {
		const end = this.at + sign.length;
		this.reportForeign(end, sign, own);
		this.push(own, end);
	}

	private reportForeign(end: number, word: string, own: string): void {
		const span = { start: this.at, end };
		this.report("foreign-sign", span, { word: shorten(word), own: shorten(own) }, replace(span, own));
	}

	private report(code: Problem["code"], { start, end }: Span, data: Problem["data"] = {}, repair?: Repair): Problem {
		const severity = code.startsWith("ignore-") ? "warning" : "error";
		const problem: Problem = { start, end, code, severity, data, ...(repair && { repairs: [repair] }) };
		if (this.problems.length <= MAX_PROBLEMS) this.problems.push(problem);
		return problem;
	}

	private quoted(): void {
		const { text, at } = this;
		const close = findOnLine(text, at + 1, '"');
		if (text[close] === '"') return this.push("text", close + 1);
		const [inner] = text.slice(at + 1, close).split(AFTER_UNCLOSED_TEXT, 1);
		const end = at + 1 + inner!.trimEnd().length;
		this.report("unclosed-text", { start: at, end }, {}, insert(end, '"'));
		this.push("text", end);
	}

	/** A text in quotes that are not `"`. */
	private otherQuotes(closing: string): void {
		const { text, at } = this;
		const close = findOnLine(text, at + 1, closing);
		if (close >= text.length || !closing.includes(text[close]!)) return this.garbled();
		this.reportForeign(close + 1, text.slice(at, close + 1), `"${text.slice(at + 1, close)}"`);
		this.push("text", close + 1);
	}

	/** A comment as shells and YAML have it, or garbage in the middle of a word. */
	private hash(): void {
		if (isWord(this.text, this.at - 1)) return this.garbled();
		this.reportForeign(this.at + 1, "#", "//");
		this.at = endOfLine(this.text, this.at);
	}

	private lineComment(): void {
		const { text, at } = this;
		const end = endOfLine(text, at);
		this.comments.push({ start: at, end });
		const [, lead, rule = "", reason = ""] = IGNORE.exec(text.slice(at, end)) ?? [];
		if (lead !== undefined) this.ignore({ start: at, end }, at + lead.length, rule, reason);
		this.at = end;
	}

	private ignore(span: Span, start: number, rule: string, reason: string): void {
		if (rule === "" || reason === "") {
			this.report(rule === "" ? "ignore-without-rule" : "ignore-without-reason", span, { rule });
			return;
		}
		this.waiting.push({ ...span, rule: { text: rule, start, end: start + rule.length }, reason });
		const followsToken = this.kinds.length > 0 && this.lines[this.kinds.length - 1] === this.line;
		if (followsToken) this.silence(this.line);
	}

	private silence(line: number): void {
		for (const ignore of this.waiting) this.ignores.push({ ...ignore, line });
		this.waiting = [];
	}

	private blockComment(): void {
		const { text, at } = this;
		const close = this.nothingCloses ? -1 : text.indexOf("*/", at + 2);
		this.nothingCloses = close < 0;
		// Without an end only this line is taken for the comment, so that the rest of the file lives on while one types.
		const end = close < 0 ? endOfLine(text, at) : close + 2;
		if (close < 0) this.report("unclosed-comment", { start: at, end: at + 2 });
		this.comments.push({ start: at, end });
		for (; this.at < end; this.at++) if (text[this.at] === "\n") this.newLine();
	}

	/** Everything up to what can be read again is one mistake. */
	private garbled(): void {
		const { text, at } = this;
		do this.at += widthAt(text, this.at);
		while (this.at < text.length && isGarbage(text, this.at));
		if (this.garbledLines.has(this.line)) return;
		const word = shorten(text.slice(at, this.at));
		this.garbledLines.set(this.line, this.report("unknown-characters", { start: at, end: this.at }, { word }));
	}
}

/** How many mistakes are reported: nobody reads more, and a binary file would have one in every line. */
export const MAX_PROBLEMS = 1000;

const BYTE_ORDER_MARK = 0xfeff;
const DASH = 45;
const GREATER = 62;

/** Signs that other languages and keyboards have for ours. */
const FOREIGN: ReadonlyMap<string, Sign> = new Map([
	...["→", "⇒", "➔", "⟶"].map((arrow) => [arrow, "->"] as const),
	...([..."：；，、．｛｝［］"].map((wide, index) => [wide, [...":;,,.{}[]"][index]]) as [string, Sign][]),
]);

const IGNORE = /^(\/\/\s*archscale-ignore(?![\p{L}\p{N}_-])\s*)([\p{L}\p{N}_-]*)\s*:?\s*(.*)$/u;

/** What follows a text on its line, so that a text without its second quote ends before it. */
const AFTER_UNCLOSED_TEXT = /[{}\];]|,\s*[\p{L}_][\p{L}\p{N}_-]*\s*:|\s\/\/|\sx\d[\d.]*\s*(?:\{|$)/u;

const BLANK = 1;
const LETTER = 2;
const DIGIT = 4;

/** What an ASCII character can be part of; the others are signs. */
const CLASSES = new Uint8Array(128);
for (const blank of " \t\r\v\f") CLASSES[blank.charCodeAt(0)] = BLANK;
for (const digit of "0123456789") CLASSES[digit.charCodeAt(0)] = DIGIT;
for (const letter of "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_") CLASSES[letter.charCodeAt(0)] = LETTER;

/** Letters of any script are letters, and so are their digits and marks: only ASCII digits make numbers. */
function classOf(text: string, at: number): number {
	const code = text.charCodeAt(at);
	if (code < 128) return CLASSES[code]!;
	if (code >= 0xac00 && code <= 0xd7a3) return LETTER; // Hangul syllables
	if (Number.isNaN(code)) return 0;
	const character = String.fromCodePoint(text.codePointAt(at)!);
	if (/[\p{L}\p{N}\p{M}]/u.test(character)) return LETTER;
	return /[\s\u200b\ufeff]/.test(character) ? BLANK : 0;
}

const QUOTES: ReadonlySet<string> = new Set("\"'“”");
export const isQuote = (character: string): boolean => QUOTES.has(character);

const widthAt = (text: string, at: number): number => (text.codePointAt(at)! > 0xffff ? 2 : 1);
const isDigit = (text: string, at: number): boolean => classOf(text, at) === DIGIT;
const isWord = (text: string, at: number): boolean => (classOf(text, at) & (LETTER | DIGIT)) !== 0;
const isGarbage = (text: string, at: number): boolean =>
	classOf(text, at) === 0 &&
	!"\n{}[]:,;.\"/=#'“”".includes(text[at]!) &&
	!text.startsWith("->", at) &&
	!FOREIGN.has(text[at]!);

/** Letters, digits, `_` and `-`; but dashes that lead to a `>` are an arrow. */
function endOfName(text: string, start: number): number {
	for (let at = start; ; ) {
		const code = text.charCodeAt(at);
		if (code < 128 && CLASSES[code]! >= LETTER) at++;
		else if (isWord(text, at)) at += widthAt(text, at);
		else if (code === DASH) {
			const end = endOfDashes(text, at);
			if (text.charCodeAt(end) === GREATER) return at;
			at = end;
		} else return at;
	}
}

function endOfDashes(text: string, start: number): number {
	let at = start;
	while (text[at] === "-") at++;
	return at;
}

/** `x4`, `x0.5`, `x2..10`: an x and nothing but digits, dots and underscores; 0 for any other word. */
function endOfTimes(text: string, start: number): number {
	if (text[start] !== "x" || !isDigit(text, start + 1)) return 0;
	const end = endOfDigits(text, start + 1);
	return end === endOfName(text, end) ? end : 0;
}

/** Digits with `_` between them, and dots if digits follow: `1_000`, `1.5`, `2..10`. */
function endOfDigits(text: string, start: number): number {
	for (let at = start; ; ) {
		if (isDigit(text, at) || text[at] === "_") at++;
		else if (text[at] === "." && isDigit(text, at + 1)) at += 2;
		else if (text[at] === "." && text[at + 1] === "." && isDigit(text, at + 2)) at += 3;
		else return at;
	}
}

/** A number with its unit, which may stand behind a blank: `500rps`, `500 rps`. */
function endOfQuantity(text: string, start: number): number {
	const digits = endOfDigits(text, start);
	const unit = skipBlanks(text, digits);
	const end = endOfUnit(text, unit);
	if (unit === digits) return end;
	const next = text[skipBlanks(text, end)];
	const isName = isWord(text, unit) && (next === ":" || next === "-" || next === ".");
	const currency = text[start - 1] === "$" ? "$" : "";
	return !isName && isUnit(currency + text.slice(unit, end)) ? end : digits;
}

/** Letters, `%` and `$`, and what a `/` leads to: `M/day`, `$/GB/month`, `$/1M`. */
function endOfUnit(text: string, start: number): number {
	for (let at = start; ; ) {
		if (text[at] === "%" || text[at] === "$") at++;
		else if (isWord(text, at)) at += widthAt(text, at);
		else if ((text[at] === "/" || text[at] === "-") && isWord(text, at + 1)) at++;
		else return at;
	}
}

function skipBlanks(text: string, start: number): number {
	let at = start;
	while (text[at] === " " || text[at] === "\t") at++;
	return at;
}

/** The first of `characters` behind `start`, or where the line ends. */
function findOnLine(text: string, start: number, characters: string): number {
	let at = start;
	while (at < text.length && text[at] !== "\n" && !characters.includes(text[at]!)) at++;
	return at;
}

/** Where the line ends, without its `\r`. */
function endOfLine(text: string, at: number): number {
	const newline = text.indexOf("\n", at);
	const end = newline < 0 ? text.length : newline;
	return end > at && text[end - 1] === "\r" ? end - 1 : end;
}

const shorten = (word: string): string => (word.length > 24 ? `${word.slice(0, 24)}…` : word);

import { lex, type TokenKind, type Tokens } from "./lexer.ts";
import { parse } from "./parser.ts";
import { LineIndex, type Span } from "./text.ts";
import type { Body, Import, Item, Tree } from "./tree.ts";

/** A body that its author wrote on one line stays there up to this column. */
const MAX_COLUMNS = 120;

/** Lines up to this column have their comments aligned. */
const MAX_ALIGNED = 60;

/**
 * `text` in its one layout: one item a line, indented as the text is; its comments and single blank lines stay. It says
 * the same as before, and `format(format(t)) === format(t)`. A text with mistakes of syntax comes back as it is.
 */
export function format(text: string): string {
	const tree = parse(text);
	if (hasErrors(tree)) return text;
	const unit = firstIndent(text, innerItems(tree.items))?.unit ?? DEFAULT_UNIT;
	return layOut(tree, { depth: 0, isOpening: true, unit, newline: newlineOf(text) }).text;
}

export const hasErrors = ({ problems }: Pick<Tree, "problems">): boolean =>
	problems.some(({ severity }) => severity === "error");

/** Where the items of a tree stand in a text. */
interface Place {
	/** How many bodies are around them. */
	readonly depth: number;
	/** Nothing stands between this place and the start of the text or a `{`, so no blank line belongs here. */
	readonly isOpening: boolean;
	/** What the text indents by. */
	readonly unit: string;
	readonly newline: string;
}

/** The layout of whole lines of a text that are free of mistakes. */
export function layOut(tree: Tree, place: Place): { readonly text: string; readonly isFirstCommented: boolean } {
	const { lines } = new Layout(tree, place);
	const rendered = render(lines).map((line) => line.replace(/\r?\n/g, place.newline) + place.newline);
	const mark = tree.text.startsWith("\ufeff") ? "\ufeff" : "";
	return { text: mark + rendered.join(""), isFirstCommented: lines[0]?.comment !== undefined };
}

export const newlineOf = (text: string): string => /\r?\n/.exec(text)?.[0] ?? "\n";

interface Line {
	readonly indent: string;
	text: string;
	/** A comment at the end, and the column that its author chose for it, if any. */
	comment?: { readonly text: string; readonly column: number };
}

/** Goes through the tokens and comments of a text once, in their order, and writes them to lines. */
class Layout {
	readonly lines: Line[] = [];
	private readonly text: string;
	private readonly tokens: Tokens;
	private readonly index: LineIndex;
	private readonly unit: string;
	/** The next token and the next comment to write. */
	private token = 0;
	private comment = 0;
	/** The line of the source where the last token or comment ended. */
	private sourceLine = 0;
	/** The last character on the line that is being written. */
	private last = "";
	/** A comment has ended the line. */
	private isOver = false;
	private isOpening: boolean;

	constructor(
		private readonly tree: Tree,
		{ depth, isOpening, unit }: Place,
	) {
		this.text = tree.text;
		this.tokens = lex(tree.text);
		this.index = new LineIndex(tree.text);
		this.unit = unit;
		this.isOpening = isOpening;
		this.items(
			[...tree.imports, ...tree.items].sort((a, b) => a.start - b.start),
			depth,
		);
		this.commentsBefore(tree.text.length, depth);
	}

	private items(items: readonly (Item | Import)[], level: number): void {
		this.separators(level);
		for (const item of items) {
			const isLed = this.commentsBefore(item.start, level, item);
			if (!isLed) this.startItem(level, item.start);
			const body = "body" in item ? item.body : undefined;
			this.words(body?.start ?? item.end, level);
			if (body) this.body(body, level);
			this.separators(level);
		}
	}

	/** Commas and semicolons between items give way to new lines. */
	private separators(level: number): void {
		for (let kind = this.kind(); kind === "," || kind === ";"; kind = this.kind()) {
			this.commentsBefore(this.start(), level);
			this.advance();
		}
	}

	/** The words of an item up to `end`. Where a link or a list goes on, its author breaks the line. */
	private words(end: number, level: number): void {
		let depth = 0;
		for (let before: TokenKind | undefined; this.start() < end && this.kind() !== "end"; this.advance()) {
			const kind = this.kind();
			if (kind === "]") depth--;
			const indent = level + (kind === "]" ? depth : Math.max(1, depth));
			if (before) {
				this.commentsBefore(this.start(), level + Math.max(1, depth));
				const mayBreak = before === "->" || before === "," || kind === "->" || kind === "]" || depth > 0;
				const breaks = mayBreak && kind !== "," && this.newlinesBefore(this.start()) > 0;
				if (breaks || this.isOver) this.startLine(indent);
			}
			if (kind === "[") depth++;
			const next = this.kind(1);
			const isSuperfluous = kind === "," && (next === "," || next === "]" || this.last === "[");
			if (!isSuperfluous) this.write(this.word(), isSpaced(this.last, kind));
			if (depth > 0 && lacksComma(kind, next)) this.write(",", false);
			before = kind;
		}
	}

	private body(body: Body, level: number): void {
		this.commentsBefore(body.start, level + 1);
		if (this.isOver) this.startLine(level);
		const inline = this.inline(body);
		if (inline !== undefined) {
			this.write(inline, true);
			while (this.start() < body.end && this.kind() !== "end") this.advance();
			return;
		}
		this.write("{", true);
		this.advance();
		this.isOpening = true;
		this.items(body.items, level + 1);
		this.commentsBefore(this.start(), level + 1);
		this.startLine(level);
		this.write("}", false);
		this.advance();
	}

	/** The body on one line, if its author wrote it so, it holds no comments, and it fits. */
	private inline(body: Body): string | undefined {
		const comment = this.tree.comments[this.comment];
		if (comment && comment.start < body.end) return undefined;
		if (body.items.length === 0) return "{}";
		const { line } = this.index.positionAt(body.end);
		if (line !== this.index.positionAt(body.start).line) return undefined;
		const inline = this.onOneLine(body);
		// A comment that silences a rule on this line has to stay on it.
		const isBound = comment && this.index.positionAt(comment.start).line === line && this.isIgnore(comment);
		const fits = width(this.line()) + 1 + columns(inline) <= MAX_COLUMNS;
		return fits || isBound ? inline : undefined;
	}

	private onOneLine(body: Body): string {
		const { kinds, starts } = this.tokens;
		const itemStarts = new Set<number>();
		const collect = ({ items }: Body): void => {
			for (const item of items) {
				itemStarts.add(item.start);
				if ("body" in item && item.body) collect(item.body);
			}
		};
		collect(body);
		let text = "";
		let last = "";
		let separator = ",";
		for (let token = this.token; starts[token]! < body.end && kinds[token] !== "end"; token++) {
			const kind = kinds[token]!;
			const next = kinds[token + 1]!;
			const separates = itemStarts.has(starts[token + 1]!) || next === "}" || next === "," || next === ";";
			if (kind === ";" || (kind === "," && (separates || next === "]"))) {
				if (kind === ";") separator = ";";
				continue;
			}
			const word = this.word(token);
			if (!itemStarts.has(starts[token]!)) text += isSpaced(last, kind) ? " " : "";
			else text += last === "{" ? " " : `${separator} `;
			text += word;
			last = word.at(-1)!;
			separator = ",";
		}
		return text;
	}

	// Comments

	/** Write the comments in front of `limit`; true if the last of them starts the line of `item`, which it stands before. */
	private commentsBefore(limit: number, level: number, item?: Span): boolean {
		let isLed = false;
		for (; this.comment < this.tree.comments.length; this.comment++) {
			const comment = this.tree.comments[this.comment]!;
			if (comment.start >= limit) break;
			const text = this.text.slice(comment.start, comment.end).trimEnd();
			const endLine = this.index.positionAt(comment.end).line;
			const isLine = text.startsWith("//");
			const leads = !isLine && item !== undefined && this.index.positionAt(item.start).line === endLine;
			const isAlone = this.isOver || this.lines.length === 0 || this.newlinesBefore(comment.start) > 0;
			if (isAlone || (leads && !isLed)) this.startItem(level, comment.start);
			if (isAlone || !isLine) this.write(text, !isAlone);
			else this.line().comment = { text, column: this.chosenColumn(comment.start) };
			this.sourceLine = endLine;
			this.isOver = isLine;
			isLed = leads;
		}
		return isLed;
	}

	private isIgnore({ start, end }: Span): boolean {
		return /^\/\/\s*archscale-ignore\b/.test(this.text.slice(start, end));
	}

	/** The column of a comment that its author has set apart from the text before it; 0 if not. */
	private chosenColumn(offset: number): number {
		const { line } = this.index.positionAt(offset);
		const before = this.text.slice(this.tokens.lineStarts[line], offset);
		return /\s{2}$/.test(before) ? columns(before) : 0;
	}

	// Lines

	/** A line for an item or comment; a blank one before it if its author left one. */
	private startItem(level: number, start: number): void {
		if (!this.isOpening && this.newlinesBefore(start) > 1) this.lines.push({ indent: "", text: "" });
		this.startLine(level);
	}

	private startLine(level: number): void {
		this.lines.push({ indent: this.unit.repeat(level), text: "" });
		this.last = "";
		this.isOver = false;
		this.isOpening = false;
	}

	private line(): Line {
		return this.lines[this.lines.length - 1]!;
	}

	private write(text: string, isSpaced: boolean): void {
		this.line().text += isSpaced && this.last !== "" ? ` ${text}` : text;
		this.last = text.at(-1) ?? this.last;
	}

	private newlinesBefore(offset: number): number {
		return this.index.positionAt(offset).line - this.sourceLine;
	}

	// Tokens

	private kind(ahead = 0): TokenKind {
		return this.tokens.kinds[this.token + ahead] ?? "end";
	}

	private start(): number {
		return this.tokens.starts[this.token]!;
	}

	/** A token as it is written; a number and its unit stand together. */
	private word(token = this.token): string {
		const word = this.text.slice(this.tokens.starts[token], this.tokens.ends[token]);
		return this.tokens.kinds[token] === "number" ? word.replace(/[ \t]+/, "") : word;
	}

	private advance(): void {
		this.sourceLine = this.tokens.lines[this.token]!;
		this.token++;
	}
}

/** Whether a blank stands between the `last` character on a line and a token behind it. */
function isSpaced(last: string, kind: TokenKind): boolean {
	if (last === "" || last === "[" || last === "." || (last === "{" && kind === "}")) return false;
	return kind !== "," && kind !== ":" && kind !== "." && kind !== "]";
}

/** A new line may stand for the comma between the values of a list. */
function lacksComma(kind: TokenKind, next: TokenKind): boolean {
	return kind !== "," && kind !== "[" && kind !== "." && next !== "," && next !== "]" && next !== ".";
}

export const DEFAULT_UNIT = "  ";

/** A text indents by the white space before the first item of a body that stands on its own line. */
export function firstIndent(
	text: string,
	items: Iterable<Item>,
): { readonly start: number; readonly unit: string } | undefined {
	for (const { start } of items) {
		const indent = text.slice(text.lastIndexOf("\n", start) + 1, start);
		if (/^ *\t\s*$/.test(indent)) return { start, unit: "\t" };
		if (/^ {2,8}$/.test(indent)) return { start, unit: indent };
	}
	return undefined;
}

/** The items in the bodies of `items`. */
export function* innerItems(items: readonly Item[]): Iterable<Item> {
	for (const item of items) if ("body" in item && item.body) yield* item.body.items;
}

/** The lines as text, with the comments at their ends. */
function render(lines: readonly Line[]): string[] {
	const rendered: string[] = [];
	for (let from = 0; from < lines.length; ) {
		const { indent } = lines[from]!;
		let to = from + 1;
		while (lines[from]!.comment && lines[to]?.comment && lines[to]!.indent === indent) to++;
		const block = lines.slice(from, to);
		const columnOf = commentColumns(block);
		for (const line of block) {
			const comment = line.comment && " ".repeat(columnOf(line) - width(line)) + line.comment.text;
			rendered.push(line.indent + line.text + (comment ?? ""));
		}
		from = to;
	}
	return rendered;
}

/**
 * Where the comments of neighbouring lines stand: in the column that they share already if every line leaves it free,
 * else two blanks behind the longest line; a very long line does not push those of its neighbours away.
 */
function commentColumns(block: readonly Line[]): (line: Line) => number {
	const own = block[0]!.comment?.column ?? 0;
	if (block.every((line) => line.comment?.column === own && width(line) + 2 <= own)) return () => own;
	const aligned = 2 + Math.max(0, ...block.map(width).filter((columns) => columns <= MAX_ALIGNED));
	return (line) => (width(line) <= MAX_ALIGNED ? aligned : width(line) + 2);
}

function width({ indent, text }: Line): number {
	const lastLine = text.lastIndexOf("\n") + 1;
	return lastLine > 0 ? columns(text.slice(lastLine)) : columns(indent) + columns(text);
}

/** Columns that a text takes on a screen: a tab four, a Korean or Chinese character two. */
function columns(text: string): number {
	let count = 0;
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		const isWide =
			code >= 0x1100 && (code <= 0x115f || (code >= 0x2e80 && code <= 0xd7a3) || (code >= 0xff00 && code <= 0xff60));
		count += code === 9 ? 4 : isWide ? 2 : 1;
	}
	return count;
}

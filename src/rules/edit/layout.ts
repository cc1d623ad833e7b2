import type { Edit, Span } from "../../language/text.ts";

/** Up to here a body stays on one line. */
const LINE_WIDTH = 100;

/** Where lines begin and end in a text, and how it is indented. */
export class Layout {
	readonly text: string;
	readonly newline: string;
	/** One step of indentation. */
	readonly unit: string;

	constructor(text: string) {
		this.text = text;
		this.newline = text.includes("\r\n") ? "\r\n" : "\n";
		this.unit = /\{[^\n{}]*\n([ \t]+)\S/.exec(text)?.[1]?.match(/^\t|^ +/)?.[0] ?? "  ";
	}

	lineStart(offset: number): number {
		return this.text.lastIndexOf("\n", offset - 1) + 1;
	}

	/** Before the line break, which may be `\r\n`. */
	lineEnd(offset: number): number {
		const end = this.text.indexOf("\n", offset);
		if (end < 0) return this.text.length;
		return this.text[end - 1] === "\r" ? end - 1 : end;
	}

	indentAt(offset: number): string {
		return /^[ \t]*/.exec(this.text.slice(this.lineStart(offset), offset))![0];
	}

	/** Nothing but spaces stands before it on its line. */
	beginsLine(offset: number): boolean {
		return this.text.slice(this.lineStart(offset), offset).trim() === "";
	}

	/** Nothing but a separator and comments stands after it on its line. */
	endsLine(offset: number): boolean {
		const rest = this.text.slice(offset, this.lineEnd(offset));
		return /^[ \t]*[,;]?[ \t]*(?:\/\*.*?\*\/[ \t]*)*(?:\/\/.*)?$/.test(rest);
	}

	isOneLine({ start, end }: Span): boolean {
		return !this.text.slice(start, end).includes("\n");
	}

	/** `text` on lines of its own behind `node`, or on its line where something else follows there. */
	after(node: Span, text: string, separator: string): Edit {
		if (!this.endsLine(node.end)) return insertion(node.end, `${separator} ${text}`);
		const indent = this.indentAt(node.start);
		return insertion(this.lineEnd(node.end), this.newline + indent + this.indented(text, indent));
	}

	/** `text` on lines of its own before `node` and the comments right above it. */
	before(node: Span, text: string, separator: string): Edit {
		if (!this.beginsLine(node.start)) return insertion(node.start, `${text}${separator} `);
		const indent = this.indentAt(node.start);
		let at = this.lineStart(node.start);
		for (;;) {
			const above = this.lineStart(at - 1);
			if (at === 0 || !this.text.slice(above, at).trim().startsWith("//")) break;
			at = above;
		}
		return insertion(at, indent + this.indented(text, indent) + this.newline);
	}

	/** Every line but the first gets `indent`; line breaks become those of the text. */
	indented(text: string, indent: string): string {
		return text.split("\n").join(this.newline + indent);
	}

	/** `{ a, b }`, or one line for each where that would be too long. `column` is how much stands before it. */
	body(parts: readonly string[], column: number): string {
		const line = `{ ${parts.join(", ")} }`;
		if (column + line.length <= LINE_WIDTH && !line.includes("\n")) return line;
		return ["{", ...parts.map((part) => this.unit + part.split("\n").join(`\n${this.unit}`)), "}"].join("\n");
	}
}

export function insertion(at: number, text: string): Edit {
	return { span: { start: at, end: at }, text };
}

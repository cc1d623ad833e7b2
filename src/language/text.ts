/** A half-open span of UTF-16 offsets in one text. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

/** Replace the text in `span` by `text`; an empty span inserts. */
export interface Edit {
	readonly span: Span;
	readonly text: string;
}

/** Apply `edits`, which must not overlap, to `source`. Insertions at one place keep their order. */
export function applyEdits(source: string, edits: readonly Edit[]): string {
	let out = "";
	let at = 0;
	for (const { span, text } of [...edits].sort((a, b) => a.span.start - b.span.start)) {
		out += source.slice(at, span.start) + text;
		at = span.end;
	}
	return out + source.slice(at);
}

/** How many characters two texts have in common at their start and, of what is left, at their end. */
export function commonEnds(a: string, b: string): { readonly head: number; readonly tail: number } {
	const most = Math.min(a.length, b.length);
	const head = longest(most, (from, to) => a.slice(from, to) === b.slice(from, to));
	const tail = longest(most - head, (from, to) => {
		const inA = a.slice(a.length - to, a.length - from);
		return inA === b.slice(b.length - to, b.length - from);
	});
	return { head, tail };
}

/** The largest length up to `most` over which all parts are the same: by large steps, then by halves of them. */
function longest(most: number, isSame: (from: number, to: number) => boolean): number {
	let at = 0;
	for (let step = 4096; step >= 1; ) {
		if (at + step <= most && isSame(at, at + step)) at += step;
		else step >>= 1;
	}
	return at;
}

/** Zero-based line and column (in UTF-16 units) of a place in a text. */
export interface Position {
	readonly line: number;
	readonly character: number;
}

/** Offsets to lines and columns, and back. A line ends with `\n`, `\r\n` or `\r`, as the protocol has it. */
export class LineIndex {
	readonly #text: string;
	readonly #starts: number[] = [0];
	readonly #length: number;

	constructor(text: string) {
		this.#text = text;
		this.#length = text.length;
		if (text.includes("\r")) {
			for (const { 0: end, index } of text.matchAll(/\r\n|\r|\n/g)) this.#starts.push(index + end.length);
		} else {
			for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) this.#starts.push(at + 1);
		}
	}

	positionAt(offset: number): Position {
		const at = Math.max(0, Math.min(offset, this.#length));
		let low = 0;
		let high = this.#starts.length;
		while (high - low > 1) {
			const middle = (low + high) >> 1;
			if (this.#starts[middle]! <= at) low = middle;
			else high = middle;
		}
		return { line: low, character: at - this.#starts[low]! };
	}

	offsetAt({ line, character }: Position): number {
		if (line < 0) return 0;
		if (line >= this.#starts.length) return this.#length;
		const start = this.#starts[line]!;
		const next = this.#starts[line + 1];
		// A column behind the end of a line means that end.
		const end = next === undefined ? this.#length : this.#endOf(next);
		return Math.max(start, Math.min(start + character, end));
	}

	/** Of the line before the one that starts there. */
	#endOf(next: number): number {
		return next - (this.#text.startsWith("\r\n", next - 2) ? 2 : 1);
	}
}

import { Cursor } from "./cursor.ts";
import { insert, replace } from "./repair.ts";
import type { Span } from "./text.ts";
import type { List, Quantity, Reference, Share, Text, Value } from "./tree.ts";

/** How deep braces and brackets may nest, so that no text can exhaust the stack of whoever walks the tree. */
export const MAX_DEPTH = 100;

/** References, shares and values. */
export class ValueParser extends Cursor {
	/** ref = NAME ("." NAME)* */
	protected reference(): Reference {
		const path = [this.word()];
		const { start } = path[0]!;
		while (this.is(".") && !this.isFresh()) {
			this.next();
			if (this.is("name") && !this.isFresh()) path.push(this.word());
			else {
				const end = this.lastEnd();
				this.report("expected-name", { start, end }, { after: this.text.slice(start, end) });
				return { type: "reference", path, start, end };
			}
		}
		return { type: "reference", path, start, end: this.lastEnd() };
	}

	/** share = "x3" | "x0.5" | "5%", on the line of what it belongs to */
	protected share(): Share | undefined {
		const token = this.at;
		const kind = this.kindAt(token);
		if ((kind !== "times" && kind !== "number") || this.isFresh()) return undefined;
		const { start, end } = this.spanOf(token);
		this.next();
		if (kind === "times") {
			const factor = toNumber(this.text.slice(start + 1, end));
			if (!Number.isNaN(factor)) return { factor, percent: false, start, end };
		} else {
			const { number, unit } = this.quantityAt(token);
			if (unit === "%" && number >= 0 && number <= 100) return { factor: number / 100, percent: true, start, end };
			if ((unit === "x" || unit === "") && number >= 0) {
				const own = `x${number}`;
				this.report("share-sign", token, { own }, replace({ start, end }, own));
				return { factor: number, percent: false, start, end };
			}
		}
		this.report("share-range", token, { word: this.wordAt(token) });
		return undefined;
	}

	protected startsValue(token: number): boolean {
		const kind = this.kindAt(token);
		if (kind === "name") return this.kindAt(token + 1) !== ":";
		return kind === "number" || kind === "text" || kind === "times" || kind === "[";
	}

	/** The value of a property, with what was meant to be a part of it. */
	protected wholeValue(): Value {
		const first = this.value();
		const grouped = first.type === "quantity" ? this.groupedDigits(first) : undefined;
		if (grouped) return grouped;
		const hasMore = (this.is("name") || this.is("number")) && !this.isFresh() && !this.isClearItem(this.at);
		if (first.type === "reference" && hasMore) return this.words(first);
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
			case "times":
				return this.factor();
			default:
				this.next();
				return this.quantityAt(this.at - 1);
		}
	}

	/** quantity = number unit? */
	protected quantityAt(token: number): Quantity {
		const { text } = this;
		const { start, end } = this.spanOf(token);
		const isNegative = text[start] === "-";
		let at = isNegative ? start + 1 : start;
		const currency = text[at] === "$" ? "$" : "";
		const digits = at + currency.length;
		at = digits;
		while (isNumeric(text.charCodeAt(at))) at++;
		const number = this.numberOf(text.slice(digits, at), token);
		while (text[at] === " " || text[at] === "\t") at++;
		const unit = currency + text.slice(at, end);
		return { type: "quantity", number: isNegative ? -number : number, unit, start, end };
	}

	private numberOf(digits: string, token: number): number {
		const number = toNumber(digits);
		if (!Number.isNaN(number)) return number;
		this.report("malformed-number", token, { word: this.wordAt(token) });
		return Number.parseFloat(digits) || 0;
	}

	// Values in another form

	/** `x3` in the place of `3x`. */
	private factor(): Quantity {
		const { start, end, text } = this.word();
		const token = this.at - 1;
		const number = this.numberOf(text.slice(1), token);
		const own = `${number}x`;
		this.report("factor-sign", token, { own }, replace({ start, end }, own));
		return { type: "quantity", number, unit: "x", start, end };
	}

	/** `1,000,000`: one number for many readers. */
	private groupedDigits({ start, end: firstEnd, unit }: Quantity): Quantity | undefined {
		if (unit !== "" || !/^\d{1,3}$/.test(this.text.slice(start, firstEnd))) return undefined;
		let end = firstEnd;
		while (this.is(",") && this.startOf(this.at) === end && this.startOf(this.at + 1) === end + 1) {
			if (!/^\d{3}(?!\d)/.test(this.wordAt(this.at + 1))) break;
			this.next();
			this.next();
			end = this.lastEnd();
		}
		if (end === firstEnd) return undefined;
		const own = this.text.slice(start, end).replaceAll(",", "_");
		this.report("digits-with-commas", { start, end }, { own }, replace({ start, end }, own));
		const [, digits = "", rest = ""] = /^([\d_]+)\s*(.*)$/.exec(own) ?? [];
		return { type: "quantity", number: toNumber(digits), unit: rest, start, end };
	}

	/** `description: two words`: a text without its quotes. */
	private words({ start }: Span): Text {
		while (!this.isFresh() && (this.is("name") || this.is("number") || this.is("times"))) this.next();
		const end = this.lastEnd();
		const text = this.text.slice(start, end);
		const own = `"${text}"`;
		this.report("words-without-quotes", { start, end }, { own }, replace({ start, end }, own));
		return { type: "text", text, start, end };
	}

	/** `holds: a, b` in the place of `[a, b]`. */
	private listWithoutBrackets(first: Value): List | undefined {
		const items = [first];
		let mayBeLink = true;
		while (this.is(",") && !this.isFresh(this.at + 1)) {
			const next = this.at + 1;
			const kind = this.kindAt(next);
			if (kind === "name") {
				if (!this.isLone(next) || (mayBeLink && this.leadsToArrow(next))) break;
				mayBeLink = false;
			} else if (kind !== "number" && kind !== "text") break;
			this.next();
			items.push(this.value());
		}
		if (items.length === 1) return undefined;
		const { start } = first;
		const end = this.lastEnd();
		const own = `[${this.text.slice(start, end)}]`;
		this.report("list-without-brackets", { start, end }, { own }, replace({ start, end }, own));
		return { type: "list", items, start, end };
	}

	// Lists

	private list(): List {
		const open = this.at;
		const over = this.endOfList(open);
		this.next();
		const items = this.listItems(over, 1);
		if (this.at !== over || !this.take("]")) this.report("unclosed-list", open, {}, insert(this.lastEnd(), "]"));
		return { type: "list", items, start: this.startOf(open), end: this.lastEnd() };
	}

	private listItems(over: number, depth: number): Value[] {
		const items: Value[] = [];
		for (let isParted = true; this.at < over && !this.is("]"); ) {
			const token = this.at;
			const word = this.wordAt(token);
			if (this.take(",")) isParted = true;
			else if (this.startsValue(token)) {
				const needsComma = !isParted && !this.isFresh();
				if (needsComma) this.report("missing-comma", token, { word }, insert(this.lastEnd(), ","));
				items.push(this.is("[") ? this.innerList(over, depth) : this.value());
				isParted = false;
			} else {
				this.report("foreign-sign", token, { word, own: "," }, replace(this.spanOf(token), ","));
				this.next();
				isParted = true;
			}
		}
		return items;
	}

	private innerList(over: number, depth: number): List {
		const open = this.at;
		let items: Value[] = [];
		this.next();
		if (depth < MAX_DEPTH) items = this.listItems(over, depth + 1);
		else {
			this.report("too-deep", open, { limit: MAX_DEPTH });
			this.at = over;
		}
		if (this.at < over) this.next();
		return { type: "list", items, start: this.startOf(open), end: this.lastEnd() };
	}

	/** The `]` that closes the list or, where there is none, the token that follows the list most likely. */
	private endOfList(open: number): number {
		let depth = 0;
		let nextLine = 0;
		for (let token = open; ; token++) {
			const kind = this.kindAt(token);
			if (kind === "[") depth++;
			if (kind === "]" && --depth === 0) return token;
			if (kind === ":" || kind === "->" || kind === "{" || kind === "}" || kind === "end") {
				const isProperty = kind === ":" && this.kindAt(token - 1) === "name";
				return nextLine || (isProperty ? token - 1 : token);
			}
			const goesOn = (kind === "," || kind === "[") && !this.isClearItem(token + 1);
			if (nextLine === 0 && this.isFresh(token + 1) && !goesOn) nextLine = token + 1;
		}
	}
}

/** A number with `_` between its digits; NaN if it is none. */
export const toNumber = (digits: string): number => Number(digits.includes("_") ? digits.replaceAll("_", "") : digits);

const isNumeric = (code: number): boolean => (code >= 48 && code < 58) || code === 46 || code === 95;

import { html } from "../element.ts";

/** A text whose names stand in backticks, as nodes. */
export function richText(text: string): (Node | string)[] {
	return text.split("`").map((part, at) => (at % 2 === 1 ? html("code", {}, part) : part));
}

/** `text` in its one layout: tabs or spaces as the text has them, comments kept. `format(format(t)) === format(t)`. */
export function format(text: string): string {
	return text;
}

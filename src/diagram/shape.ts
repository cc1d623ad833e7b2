/**
 * An SVG element as plain data. The file export writes it as text, the webview makes elements of it: both draw with the
 * same code.
 */
export interface Shape {
	readonly tag: string;
	readonly attributes: Attributes;
	readonly children: readonly Shape[];
	/** Text content; an element has either this or children. */
	readonly text?: string;
}

export type Attributes = Readonly<Record<string, string | number>>;

/** What is false or undefined is left out, so that `condition && shape(...)` can stand among the children. */
export function shape(tag: string, attributes: Attributes, ...children: (Shape | false | undefined)[]): Shape {
	return { tag, attributes, children: children.filter((child) => child !== false && child !== undefined) };
}

export function textShape(attributes: Attributes, text: string, tag = "text"): Shape {
	return { tag, attributes, children: [], text };
}

/** The shape as XML. Everything that comes from outside is escaped here. */
export function toXml({ tag, attributes, children, text }: Shape): string {
	let open = `<${tag}`;
	for (const [name, value] of Object.entries(attributes)) open += ` ${name}="${escapeXml(String(value))}"`;
	if (text !== undefined) return `${open}>${escapeXml(text)}</${tag}>`;
	return children.length > 0 ? `${open}>${children.map(toXml).join("")}</${tag}>` : `${open}/>`;
}

const ESCAPES: Readonly<Record<string, string>> = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	'"': "&quot;",
	"'": "&#39;",
};

export function escapeXml(text: string): string {
	return (
		text
			.replace(/[&<>"']/g, (character) => ESCAPES[character]!)
			// XML cannot hold these at all, escaped or not.
			// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
			.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
			.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd")
	);
}

/** At most two digits after the point: finer than anyone can see. */
export function coordinate(value: number): number {
	return Math.round(value * 100) / 100;
}

import { type MarkupContent, MarkupKind } from "vscode-languageserver";

/** What a client says of the formats that it shows, best first. Nothing said: it shows Markdown. */
export type Formats = readonly MarkupKind[] | undefined;

export function inFormat(markdown: string, formats: Formats): MarkupContent {
	return !formats || formats.includes(MarkupKind.Markdown)
		? { kind: MarkupKind.Markdown, value: markdown }
		: { kind: MarkupKind.PlainText, value: plainText(markdown) };
}

/** Our Markdown without its signs: what it has are headings, emphasis, code, links and lists. */
export function plainText(markdown: string): string {
	return markdown
		.replace(/^#+ /gm, "")
		.replace(/^```.*\n?/gm, "")
		.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
		.replace(/\*\*|`/g, "")
		.trim();
}

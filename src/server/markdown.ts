/** Markdown of a table. Percents stay with their numbers. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
	return [heading, heading.map(() => "---"), ...rows]
		.map((row) => `| ${row.join(" | ").replaceAll(" %", "\u00a0%")} |`)
		.join("\n");
}

/** Paragraphs of a document; what is empty is left out. */
export function document(parts: readonly (string | false | undefined)[]): string {
	return `${parts.filter(Boolean).join("\n\n")}\n`;
}

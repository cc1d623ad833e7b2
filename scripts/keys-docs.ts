import { LOCALES } from "../src/language/locale.ts";
import { KEY_GROUPS } from "../webview/keys.ts";

/** The keys of the diagram, as a table for each page that has one. */
export function* keyTables(): Iterable<[file: string, table: string]> {
	for (const locale of LOCALES) {
		const groups = KEY_GROUPS.map(({ title, keys }) => {
			const rows = keys.map(({ keys: names, text }) => {
				const shown = names.map((name) => `<kbd>${name}</kbd>`).join(" ");
				return `| ${shown} | ${text[locale]} |`;
			});
			const head = locale === "en" ? "| key | what it does |" : "| 키 | 하는 일 |";
			return [`### ${title[locale]}`, "", head, "| --- | --- |", ...rows].join("\n");
		});
		yield [`docs/editing${locale === "en" ? "" : `.${locale}`}.md`, groups.join("\n\n")];
	}
}

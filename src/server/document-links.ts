import type { DocumentLink } from "vscode-languageserver";
import type { Locale } from "../language/locale.ts";
import type { Span } from "../language/text.ts";
import type { Item, Text } from "../language/tree.ts";
import type { SourceFile } from "../model/architecture.ts";
import { importUri } from "../model/load.ts";
import { rules } from "../rules/index.ts";
import { rulePage } from "../rules/page.ts";
import { toRange } from "./convert.ts";
import { bodyOf } from "./syntax.ts";

/** Imported files that are there, addresses in a `link`, and the pages of the rules that a comment silences. */
export function documentLinks(file: SourceFile, exists: (uri: string) => boolean, locale: Locale): DocumentLink[] {
	const links: DocumentLink[] = [];
	const add = (span: Span, target: string): void => {
		links.push({ range: toRange(file.lines, span), target });
	};
	for (const { path } of file.tree.imports) {
		const uri = importUri(file.uri, path.text);
		if (uri !== undefined && exists(uri)) add(insideQuotes(path), uri);
	}
	const visit = (item: Item): void => {
		if (item.type === "property" && item.name.text === "link" && item.value?.type === "text") {
			// Other schemes, `command:` first of all, would do something and not show something.
			if (/^https?:\/\/\S+$/i.test(item.value.text)) add(insideQuotes(item.value), item.value.text);
		}
		bodyOf(item)?.items.forEach(visit);
	};
	file.tree.items.forEach(visit);
	for (const { rule } of file.tree.ignores) if (ids.has(rule.text)) add(rule, rulePage(rule.text, locale));
	return links;
}

const ids: ReadonlySet<string> = new Set(rules.map(({ id }) => id));

function insideQuotes({ start, text }: Text): Span {
	return { start: start + 1, end: start + 1 + text.length };
}

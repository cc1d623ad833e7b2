import type { CompletionItem } from "vscode-languageserver";
import type { Locale } from "../language/locale.ts";
import { kinds, propertiesOf, valuesOf } from "../language/vocabulary/index.ts";
import type { SourceFile } from "../model/architecture.ts";
import { rules } from "../rules/index.ts";
import type { Inspection } from "../rules/inspect.ts";
import { patterns, plainOf } from "./completion-snippets.ts";
import { propertyText } from "./hover.ts";
import { elementHover } from "./hover-element.ts";
import { type Formats, inFormat } from "./markup.ts";

/** What an item is about, so that it can be explained when somebody looks at it. */
export type CompletionTopic =
	| { readonly type: "kind"; readonly name: string }
	| { readonly type: "property"; readonly kind: string; readonly name: string }
	| { readonly type: "value"; readonly kind: string; readonly name: string; readonly value: string }
	| { readonly type: "element"; readonly id: string }
	| { readonly type: "pattern"; readonly label: string }
	| { readonly type: "rule"; readonly id: string };

export interface CompletionData {
	readonly uri: string;
	readonly topic?: CompletionTopic;
	/** Something else is to be filled in behind it. */
	readonly goesOn?: boolean;
}

/** The item with its documentation. */
export function resolvedCompletion(
	item: CompletionItem,
	{
		locale,
		formats,
		file,
		view,
	}: {
		readonly locale: Locale;
		readonly formats: Formats;
		readonly file?: SourceFile;
		readonly view?: () => Inspection | undefined;
	},
): CompletionItem {
	const topic = (item.data as Partial<CompletionData> | undefined)?.topic;
	const value = topic && documentationOf(topic, locale, file, view);
	return value ? { ...item, documentation: inFormat(value, formats) } : item;
}

function documentationOf(
	topic: CompletionTopic,
	locale: Locale,
	file: SourceFile | undefined,
	view: (() => Inspection | undefined) | undefined,
): string | undefined {
	switch (topic.type) {
		case "kind":
			return kinds.get(topic.name)?.text[locale];
		case "property": {
			const property = propertiesOf(topic.kind).get(topic.name);
			return property && propertyText(property, topic.kind, locale);
		}
		case "value": {
			const property = propertiesOf(topic.kind).get(topic.name);
			return property && valuesOf(property.value).find(({ name }) => name === topic.value)?.text[locale];
		}
		case "element": {
			const inspection = view?.();
			const element = inspection?.architecture.elements.get(topic.id);
			return inspection && element && file && elementHover(element, inspection, file, locale);
		}
		case "pattern": {
			const pattern = patterns.find(({ label }) => label === topic.label);
			return pattern && `${pattern.text[locale]}\n\n\`\`\`arch\n${plainOf(pattern)}\n\`\`\``;
		}
		case "rule":
			return rules.find(({ id }) => id === topic.id)?.text[locale].technique;
	}
}

import { lookOf } from "../../diagram/kinds.ts";
import type { Locale } from "../../language/locale.ts";
import { kinds } from "../../language/vocabulary/index.ts";
import type { KindText } from "../../protocol/messages.ts";

/** The kinds of components and places, for a reader who looks for one. */
export function kindTexts(locale: Locale): readonly KindText[] {
	return [...kinds.values()].flatMap(({ name, family, title, synonyms = [] }): KindText[] => {
		if (family === "setting" || family === "data") return [];
		const isPlace = family === "place";
		const icon = name === "zone" ? "map-pin" : isPlace ? "building" : lookOf(name).icon;
		return [{ kind: name, title: title[locale], icon, words: [name, title.en, ...synonyms], isPlace }];
	});
}

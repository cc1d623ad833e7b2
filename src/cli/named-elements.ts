import { fill, type Locale, type Localized } from "../language/locale.ts";
import { suggest } from "../language/suggest.ts";
import type { Element } from "../model/architecture.ts";
import { Failure } from "./failure.ts";

/** Names that an error lists; a text of thousands of components would fill the screen. */
const MOST_LISTED = 20;

/**
 * The ids of elements named on the command line, by their qualified name or one that a single one of them has. A name that
 * means none of them is a `Failure` that says what there is, and what is nearest. `about` has placeholders for `option` and
 * `name`.
 */
export function namedElements(
	names: readonly string[],
	elements: readonly Pick<Element, "id" | "name">[],
	option: string,
	about: Localized,
	locale: Locale,
): readonly string[] {
	return names.map((name) => {
		const alike = elements.filter((element) => element.name === name);
		const found = elements.find(({ id }) => id === name) ?? (alike.length === 1 ? alike[0] : undefined);
		if (found) return found.id;
		const ids = elements.map(({ id }) => id);
		const near =
			alike[0]?.id ??
			suggest(name, ids) ??
			suggest(
				name,
				elements.map((element) => element.name),
			);
		const listed = ids.slice(0, MOST_LISTED).join(", ") + (ids.length > MOST_LISTED ? ", …" : "");
		throw new Failure(
			[
				fill(about[locale], { option, name }),
				near === undefined ? "" : fill(texts.near[locale], { near }),
				fill((ids.length === 0 ? texts.none : texts.all)[locale], { all: listed }),
			]
				.filter((text) => text !== "")
				.join(" "),
		);
	});
}

const texts = {
	near: { en: "Did you mean `{near}`?", ko: "`{near}`을(를) 뜻하셨습니까?" },
	all: { en: "There are: {all}.", ko: "있는 것: {all}." },
	none: { en: "There are none in this file.", ko: "이 파일에는 하나도 없습니다." },
} as const satisfies Record<string, Localized>;

import { fill, type Localized } from "../../language/locale.ts";

/** A text with `{elements}` named: all of few, else the first and how many more. */
export function named(
	text: Localized,
	{ elements, ...data }: { readonly elements: readonly { readonly name: string }[]; readonly [key: string]: unknown },
): Localized {
	const few = elements.length <= MOST_NAMED;
	const shown = (few ? elements : elements.slice(0, MOST_NAMED - 1)).map(({ name }) => `\`${name}\``);
	const rest = elements.length - shown.length;
	const names = {
		en: few ? listed(shown) : `${shown.join(", ")} and ${rest} more`,
		ko: few ? shown.join(", ") : `${shown.join(", ")} 외 ${rest}개`,
	};
	const values = Object.fromEntries(Object.entries(data).map(([key, value]) => [key, String(value)]));
	return {
		en: fill(text.en, { ...values, elements: names.en }),
		ko: fill(text.ko, { ...values, elements: names.ko }),
	};
}

const MOST_NAMED = 3;

function listed(names: readonly string[]): string {
	return names.length < 2 ? names.join() : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

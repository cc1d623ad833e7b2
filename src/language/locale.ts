import { withParticles } from "./korean-particles.ts";

/** The languages in which Archscale speaks. */
export const LOCALES = ["en", "ko"] as const;
export type Locale = (typeof LOCALES)[number];

/** One text in every language. */
export type Localized<T = string> = Readonly<Record<Locale, T>>;

/** The language nearest to a tag such as `ko-KR` or `en`. */
export function localeOf(tag: string | undefined): Locale {
	return tag?.toLowerCase().startsWith("ko") ? "ko" : "en";
}

/** Put `data` into the `{placeholders}` of `template`, with the particles that it asks for. A placeholder without a value stays as it is. */
export function fill(template: string, data: Readonly<Record<string, string | number>>): string {
	return fillFrom(template, (key) => data[key]);
}

/** The same, where each value is found when it is asked for: some of them take a while. */
export function fillFrom(template: string, wordFor: (key: string) => string | number | undefined): string {
	const filled = template.replace(/\{(\w+)\}/g, (whole, key: string) => String(wordFor(key) ?? whole));
	return template.includes("(") ? withParticles(filled) : filled;
}

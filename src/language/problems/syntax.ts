import type { Localized } from "../locale.ts";

/** Sentences for mistakes of syntax. Each says what is there, what was expected, and what to do. */
export const syntaxTexts = {
	"expected-name": { en: "Expected a name after `{after}`.", ko: "`{after}` 뒤에 이름이 필요합니다." },
} as const satisfies Record<string, Localized>;

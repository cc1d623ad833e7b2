import type { Localized } from "../locale.ts";

/** Sentences for words and values that the vocabulary does not allow. */
export const vocabularyTexts = {
	"unknown-kind": { en: "Unknown kind `{word}`.{suggestion}", ko: "`{word}`은(는) 없는 종류입니다.{suggestion}" },
} as const satisfies Record<string, Localized>;

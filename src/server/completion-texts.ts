import type { Localized } from "../language/locale.ts";

export const completionTexts = {
	import: { en: "take in another file", ko: "다른 파일 가져오기" },
	reads: { en: "data that each request reads", ko: "요청마다 읽는 데이터" },
	writes: { en: "data that each request writes", ko: "요청마다 쓰는 데이터" },
	example: { en: "example", ko: "예" },
	default: { en: "assumed if left out", ko: "생략할 때의 가정" },
} as const satisfies Record<string, Localized>;

import type { Localized } from "../language/locale.ts";

export const completionTexts = {
	import: { en: "take in another file", ko: "다른 파일 가져오기" },
	reads: { en: "data that each request reads", ko: "요청마다 읽는 데이터" },
	writes: { en: "data that each request writes", ko: "요청마다 쓰는 데이터" },
	example: { en: "example", ko: "예" },
	default: { en: "assumed if left out", ko: "생략할 때의 가정" },
	arrow: { en: "calls", ko: "호출" },
	like: { en: "a copy of another one", ko: "다른 것의 복사본" },
	instances: { en: "instances", ko: "인스턴스" },
	autoscaled: { en: "instances, as many as the load takes", ko: "부하에 따라 늘고 주는 인스턴스" },
	calls: { en: "for each request", ko: "요청마다" },
	share: { en: "of the requests", ko: "요청 중 비율" },
	found: { en: "found here", ko: "여기에서 발견됨" },
	imports: { en: "{what}, imports {path}", ko: "{what}, {path} 가져오기" },
} as const satisfies Record<string, Localized>;

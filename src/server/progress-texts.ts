import type { Localized } from "../language/locale.ts";

/** What the user is told while something takes long. */
export const progressTexts = {
	workspace: { en: "Checking the architectures of the workspace", ko: "작업 영역의 아키텍처 검사" },
	references: { en: "Looking for references", ko: "참조 찾기" },
	"what-if": { en: "What if this fails?", ko: "장애 영향 계산" },
	ledger: { en: "Assumption Ledger", ko: "가정 목록" },
	fixes: { en: "Looking for fixes", ko: "고칠 방법 찾는 중" },
} as const satisfies Record<string, Localized>;

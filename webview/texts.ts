import { fill, type Locale, type Localized } from "../src/language/locale.ts";

/** The words of the controls; those of the picture come with it. */
const TEXTS = {
	find: { en: "Find component", ko: "컴포넌트 찾기" },
	matches: { en: "{count} found", ko: "{count}개 찾음" },
	noMatch: { en: "Nothing found", ko: "찾은 것이 없습니다" },
	fit: { en: "Fit", ko: "맞춤" },
	fitTitle: { en: "Show the whole diagram (0)", ko: "다이어그램 전체 보기 (0)" },
	legend: { en: "Legend", ko: "범례" },
	legendTitle: { en: "Show or hide the legend", ko: "범례 보이기 또는 숨기기" },
	users: { en: "Users", ko: "사용자" },
	usersTitle: {
		en: "Users a day. Double-click to go back to the declared number.",
		ko: "하루 사용자 수입니다. 두 번 클릭하면 선언된 수로 돌아갑니다.",
	},
	reset: { en: "Reset", ko: "되돌리기" },
	resetTitle: { en: "Back to the declared number of users", ko: "선언된 사용자 수로 되돌리기" },
	errors: { en: "{count} errors", ko: "오류 {count}개" },
	error: { en: "1 error", ko: "오류 1개" },
	warnings: { en: "{count} warnings", ko: "경고 {count}개" },
	warning: { en: "1 warning", ko: "경고 1개" },
	infos: { en: "{count} notes", ko: "정보 {count}개" },
	info: { en: "1 note", ko: "정보 1개" },
	clean: { en: "No findings", ko: "지적 없음" },
	problemsTitle: { en: "Show in Problems", ko: "문제 보기에서 보이기" },
	loading: { en: "Drawing the diagram", ko: "다이어그램을 그리는 중" },
	empty: {
		en: "Nothing to draw yet. Declare a component, for example: service web",
		ko: "아직 그릴 것이 없습니다. 컴포넌트를 선언해 보십시오. 예: service web",
	},
	diagram: { en: "Architecture diagram", ko: "아키텍처 다이어그램" },
	shown: { en: "{title}: {cards} components, {facts}", ko: "{title}: 컴포넌트 {cards}개, {facts}" },
} satisfies Record<string, Localized>;

export type TextKey = keyof typeof TEXTS;
export type Texts = (key: TextKey, data?: Readonly<Record<string, string | number>>) => string;

export function textsIn(locale: Locale): Texts {
	return (key, data = {}) => fill(TEXTS[key][locale], data);
}

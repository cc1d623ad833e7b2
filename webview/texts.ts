import { fill, type Locale, type Localized } from "../src/language/locale.ts";

/** The words of the controls; those of the picture come with it. */
const TEXTS = {
	find: { en: "Find component", ko: "컴포넌트 찾기" },
	matches: { en: "{count} found", ko: "{count}개 찾음" },
	matchesHidden: {
		en: "{count} found, {hidden} of them folded",
		ko: "{count}개 찾음, 그중 {hidden}개는 접힌 곳에 있음",
	},
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
	usersTyped: { en: "Number of users", ko: "사용자 수 입력" },
	usersTypedTitle: {
		en: "Type a number from 1 to 1bn, such as 500k or 10M",
		ko: "1~1bn 사이의 수를 입력합니다. 예: 500k, 10M",
	},
	minimap: { en: "Map: the arrow keys move what is seen", ko: "전체 지도: 화살표 키로 보이는 곳을 옮깁니다" },
	cardRole: { en: "component", ko: "컴포넌트" },
	reset: { en: "Reset", ko: "되돌리기" },
	back: { en: "Back to the view before ([)", ko: "이전 보기로 ([)" },
	forward: { en: "Forward to the next view (])", ko: "다음 보기로 (])" },
	focusEnd: { en: "Show everything again (Escape)", ko: "다시 모두 보기 (Escape)" },
	focusNeighbours: { en: "{card} and its neighbours", ko: "{card}과(와) 이웃" },
	focusPath: { en: "Path {at} of {count}: {path}", ko: "경로 {at}/{count}: {path}" },
	table: { en: "Table", ko: "표" },
	tableTitle: { en: "Show the content of the diagram as a table (t)", ko: "다이어그램 내용을 표로 보기 (t)" },
	tableComponents: { en: "Components", ko: "컴포넌트" },
	tableLinks: { en: "Links", ko: "연결" },
	columnName: { en: "Name", ko: "이름" },
	columnPlace: { en: "In", ko: "위치" },
	columnFacts: { en: "Facts", ko: "내용" },
	columnLoad: { en: "Load", ko: "부하" },
	columnFindings: { en: "Findings", ko: "지적" },
	columnFrom: { en: "From", ko: "출발" },
	columnTo: { en: "To", ko: "도착" },
	columnTraffic: { en: "Traffic", ko: "트래픽" },
	columnRate: { en: "Rate", ko: "요청률" },
	columnLabel: { en: "Label", ko: "레이블" },
	declared: { en: "Declared: {users}", ko: "선언: {users}" },
	ladder: { en: "Ladder", ko: "포화 순서" },
	ladderTitle: { en: "What breaks first, and at how many users", ko: "먼저 포화되는 것과 그때의 사용자 수" },
	ladderEmpty: {
		en: "Nothing saturates at any number of users.",
		ko: "사용자가 아무리 늘어도 포화되는 것이 없습니다.",
	},
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
	fold: { en: "Draw {title} as one card (e)", ko: "{title}을(를) 카드 하나로 그리기 (e)" },
	collapseAll: { en: "Collapse all", ko: "모두 접기" },
	collapseAllTitle: {
		en: "Draw every data center, zone and group as one card (Shift+E)",
		ko: "데이터 센터, 가용 영역, 그룹을 모두 카드 하나로 그리기 (Shift+E)",
	},
	expandAll: { en: "Expand all", ko: "모두 펼치기" },
	expandAllTitle: {
		en: "Draw the inside of everything that is folded (Shift+E)",
		ko: "접힌 것을 모두 펼쳐 그리기 (Shift+E)",
	},
	path: { en: "What is drawn", ko: "그린 범위" },
	whole: { en: "Whole diagram", ko: "전체 다이어그램" },
	diagram: { en: "Architecture diagram", ko: "아키텍처 다이어그램" },
	shown: { en: "{title}: {cards} components, {facts}", ko: "{title}: 컴포넌트 {cards}개, {facts}" },
} satisfies Record<string, Localized>;

export type TextKey = keyof typeof TEXTS;
export type Texts = (key: TextKey, data?: Readonly<Record<string, string | number>>) => string;

export function textsIn(locale: Locale): Texts {
	return (key, data = {}) => fill(TEXTS[key][locale], data);
}

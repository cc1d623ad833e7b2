import { fill, type Locale, type Localized } from "../../src/language/locale.ts";

const TEXTS = {
	add: { en: "Add a Component…", ko: "컴포넌트 추가…" },
	addTo: { en: "Add to {place}", ko: "{place}에 추가" },
	addHere: { en: "Add", ko: "추가" },
	addAndConnect: { en: "Add and connect with {from}", ko: "추가하고 {from}에 연결" },
	kind: { en: "Kind, such as cache or redis", ko: "종류, 예: cache 또는 redis" },
	titleOf: { en: "Title of the new {kind}, or nothing", ko: "새 {kind}의 제목(비워도 됩니다)" },
	connect: { en: "Connect…", ko: "연결…" },
	connecting: {
		en: "Connect {from}: choose a card with the arrow keys, Enter connects, Escape leaves it",
		ko: "{from} 연결: 화살표로 카드를 고르고 Enter로 연결, Esc로 그만두기",
	},
	connectingTo: {
		en: "{from} → {to}: Enter connects, Escape leaves it",
		ko: "{from} → {to}: Enter로 연결, Esc로 그만두기",
	},
	connectTo: { en: "{from} → {to}", ko: "{from} → {to}" },
	disconnect: { en: "Take a Link Away…", ko: "연결 지우기…" },
	disconnectThis: { en: "Take the Link Away", ko: "연결 지우기" },
	link: { en: "Which link", ko: "지울 연결" },
	rename: { en: "Rename…", ko: "이름 바꾸기…" },
	renameLabel: { en: "Name of {title} in the text", ko: "글에 쓰는 {title}의 이름" },
	retitle: { en: "Change the Title…", ko: "제목 바꾸기…" },
	retitleLabel: { en: "Title of {title}", ko: "{title}의 제목" },
	more: { en: "One Instance More", ko: "인스턴스 하나 늘리기" },
	fewer: { en: "One Instance Less", ko: "인스턴스 하나 줄이기" },
	move: { en: "Move to Another Group…", ko: "다른 그룹으로 옮기기…" },
	moveTo: { en: "Move {title} to", ko: "{title}을(를) 옮길 곳" },
	group: { en: "Which group", ko: "고칠 그룹" },
	noGroup: { en: "There are no groups.", ko: "그룹이 없습니다." },
	topLevel: { en: "Top level", ko: "최상위" },
	delete: { en: "Delete", ko: "지우기" },
	noMatch: { en: "Nothing found", ko: "찾은 것이 없습니다" },
	noLinks: { en: "{title} has no links of its own.", ko: "{title}에는 연결이 없습니다." },
	noGroups: { en: "There is no other group.", ko: "다른 그룹이 없습니다." },
	handle: { en: "Drag to another card to connect", ko: "다른 카드로 끌어 연결" },
	cancelled: { en: "Nothing has changed.", ko: "바뀐 것이 없습니다." },
	failed: { en: "The text cannot be changed at the moment.", ko: "지금은 글을 바꿀 수 없습니다." },
	doneAdd: { en: "Added {title}.", ko: "{title}을(를) 추가했습니다." },
	doneConnect: { en: "{from} now calls {to}.", ko: "이제 {from}이(가) {to}을(를) 호출합니다." },
	doneDisconnect: { en: "Took the link away.", ko: "연결을 지웠습니다." },
	doneRename: { en: "Renamed to {title}.", ko: "이름을 {title}(으)로 바꾸었습니다." },
	doneInstances: { en: "{title}: {count} instances.", ko: "{title}: 인스턴스 {count}개." },
	doneMove: { en: "Moved {title} to {place}.", ko: "{title}을(를) {place}(으)로 옮겼습니다." },
	doneDelete: { en: "Deleted {title}.", ko: "{title}을(를) 지웠습니다." },
} satisfies Record<string, Localized>;

export type EditText = (key: keyof typeof TEXTS, data?: Readonly<Record<string, string | number>>) => string;

export function editTextsIn(locale: Locale): EditText {
	return (key, data = {}) => fill(TEXTS[key][locale], data);
}

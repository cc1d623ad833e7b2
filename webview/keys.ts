import type { Localized } from "../src/language/locale.ts";

/** Keys of the picture and what they do: what the help shows, and what the tests press. */
export interface KeyText {
	/** Names what is done; `test/webview/keyboard.test.ts` has a test for each. */
	readonly id: string;
	/** As they are written on a keyboard; several: any of them. */
	readonly keys: readonly string[];
	/** The same on other keyboards. */
	readonly also?: readonly string[];
	readonly text: Localized;
}

export interface KeyGroup {
	readonly title: Localized;
	readonly keys: readonly KeyText[];
}

export const KEY_GROUPS = [
	{
		title: { en: "Find the way", ko: "둘러보기" },
		keys: [
			{
				id: "walk",
				keys: ["↑", "↓", "←", "→"],
				text: {
					en: "To the next card: down to what is called, up to a caller. Without a card, or on the map: move the picture",
					ko: "다음 카드로 이동합니다. 아래는 호출되는 쪽, 위는 호출하는 쪽입니다. 카드가 없거나 전체 지도에서는 그림을 움직입니다",
				},
			},
			{
				id: "place",
				keys: ["A"],
				text: {
					en: "To the place around; from there down into it, sideways to its neighbours. Keys for cards work on places",
					ko: "바깥 장소로 이동합니다. 거기서 아래는 안쪽, 좌우는 옆 장소입니다. 카드에 쓰는 키를 장소에도 씁니다",
				},
			},
			{
				id: "links",
				keys: ["L", "Shift+L"],
				text: {
					en: "Through the links of the card, forth and back; from a link up to its source, down to its target",
					ko: "카드의 연결을 차례로, 거꾸로 따라갑니다. 연결에서 위는 출발, 아래는 도착입니다",
				},
			},
			{ id: "jump", keys: ["Enter"], also: ["Space"], text: { en: "Jump to the text", ko: "글로 이동" } },
			{ id: "zoom", keys: ["+", "-"], also: ["="], text: { en: "Zoom", ko: "확대와 축소" } },
			{ id: "fit", keys: ["0"], text: { en: "Show the whole diagram", ko: "다이어그램 전체 보기" } },
			{ id: "natural-size", keys: ["1"], text: { en: "Natural size", ko: "원래 크기로 보기" } },
			{
				id: "zoom-to",
				keys: ["Z"],
				text: { en: "Zoom to the card, place or link", ko: "카드, 장소, 연결을 가운데에 크게 보기" },
			},
			{
				id: "history",
				keys: ["[", "]"],
				text: { en: "Back to the view before, and forward", ko: "이전 보기로, 다음 보기로" },
			},
			{
				id: "neighbours",
				keys: ["F"],
				text: { en: "Fade all but the card and its neighbours", ko: "카드와 이웃만 남기고 흐리게 보기" },
			},
			{
				id: "path",
				keys: ["P", "Shift+P"],
				text: {
					en: "Fade all but one way of requests through the card; again: the next one, with Shift the one before",
					ko: "카드를 지나는 요청의 경로 하나만 남기고 흐리게 보기. 다시 누르면 다음 경로, Shift와 함께 누르면 이전 경로",
				},
			},
			{
				id: "fold",
				keys: ["E", "Shift+E"],
				text: {
					en: "Unfold the card: what is in the place, or the instances one by one; again: fold it. With Shift: all places",
					ko: "카드 펼치기: 장소의 내용이나 인스턴스를 하나씩 표시. 다시 누르면 접기. Shift와 함께 누르면 모든 장소",
				},
			},
			{ id: "alone", keys: ["V"], text: { en: "Show only the place around the card", ko: "카드가 있는 장소만 보기" } },
			{ id: "table", keys: ["T"], text: { en: "The same as a table", ko: "같은 내용을 표로 보기" } },
			{
				id: "menu",
				keys: ["X", "Shift+F10"],
				also: ["ContextMenu"],
				text: {
					en: "Menu of the card, place or link: let it fail, edit it",
					ko: "카드, 장소, 연결의 메뉴: 장애 내기, 고치기",
				},
			},
			{
				id: "findings",
				keys: ["Ctrl+."],
				text: { en: "What is wrong there, and what to do about it", ko: "그곳의 지적과 고치는 방법" },
			},
			{ id: "details", keys: ["I"], text: { en: "The numbers and where they come from", ko: "수치와 그 근거" } },
			{
				id: "find",
				keys: ["Ctrl+F"],
				text: {
					en: "Find a component, or links: web > db. Enter or the arrows go through what was found, Esc back to the picture",
					ko: "컴포넌트나 연결(web > db) 찾기. Enter나 화살표로 찾은 것을 차례로 보고, Esc로 그림에 돌아갑니다",
				},
			},
			{ id: "help", keys: ["?"], text: { en: "Show these keys", ko: "단축키 보기" } },
		],
	},
	{
		title: { en: "Edit the text from the picture", ko: "그림에서 글 고치기" },
		keys: [
			{
				id: "add",
				keys: ["N"],
				text: { en: "New component in the group of the card", ko: "카드가 있는 그룹에 새 컴포넌트 추가" },
			},
			{
				id: "connect",
				keys: ["C"],
				text: {
					en: "Connect the card: choose another one with the arrows, then Enter",
					ko: "카드 연결: 화살표로 다른 카드를 고르고 Enter",
				},
			},
			{ id: "disconnect", keys: ["D"], text: { en: "Take a link of the card away", ko: "카드의 연결 지우기" } },
			{
				id: "rename",
				keys: ["F2"],
				text: { en: "Rename, wherever the name stands", ko: "이름이 쓰인 모든 곳에서 이름 바꾸기" },
			},
			{ id: "retitle", keys: ["Shift+F2"], text: { en: "Change the title", ko: "제목 바꾸기" } },
			{
				id: "count",
				keys: ["Shift+↑", "Shift+↓"],
				text: {
					en: "One instance more or less (of a database: one replica)",
					ko: "인스턴스 하나 늘리기, 줄이기(데이터베이스는 복제본)",
				},
			},
			{ id: "move", keys: ["M"], text: { en: "Move to another group", ko: "다른 그룹으로 옮기기" } },
			{
				id: "group",
				keys: ["G"],
				text: { en: "Edit a group: choose it, then what to do", ko: "그룹 고치기: 그룹을 고르고 할 일 고르기" },
			},
			{
				id: "delete",
				keys: ["Delete"],
				also: ["Backspace"],
				text: { en: "Delete, with its links; or the link", ko: "연결과 함께 지우기, 또는 연결 지우기" },
			},
			{
				id: "undo",
				keys: ["Ctrl+Z", "Ctrl+Y"],
				also: ["Ctrl+Shift+Z"],
				text: { en: "Undo and redo in the text", ko: "글에서 실행 취소와 다시 실행" },
			},
			{ id: "escape", keys: ["Esc"], text: { en: "Leave it as it is", ko: "그대로 두고 나가기" } },
		],
	},
] as const satisfies readonly KeyGroup[];

export type OperationId = (typeof KEY_GROUPS)[number]["keys"][number]["id"];

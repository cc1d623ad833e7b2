import type { Localized } from "../src/language/locale.ts";

/** A key of the picture and what it does: what the help shows. */
export interface KeyText {
	/** As they are written on a keyboard; several: any of them. */
	readonly keys: readonly string[];
	readonly text: Localized;
}

export interface KeyGroup {
	readonly title: Localized;
	readonly keys: readonly KeyText[];
}

export const KEY_GROUPS: readonly KeyGroup[] = [
	{
		title: { en: "Find the way", ko: "둘러보기" },
		keys: [
			{
				keys: ["↑", "↓", "←", "→"],
				text: {
					en: "To the next card: down to what is called, up to a caller. Without a card: move the picture",
					ko: "다음 카드로 이동합니다. 아래는 호출되는 쪽, 위는 호출하는 쪽입니다. 카드가 없으면 그림을 움직입니다",
				},
			},
			{ keys: ["Enter"], text: { en: "Jump to the text of the card", ko: "카드의 글로 이동" } },
			{ keys: ["+", "-"], text: { en: "Zoom", ko: "확대와 축소" } },
			{ keys: ["0"], text: { en: "Show the whole diagram", ko: "다이어그램 전체 보기" } },
			{ keys: ["1"], text: { en: "Natural size", ko: "원래 크기로 보기" } },
			{ keys: ["Z"], text: { en: "Zoom to the card", ko: "카드를 가운데에 크게 보기" } },
			{ keys: ["[", "]"], text: { en: "Back to the view before, and forward", ko: "이전 보기로, 다음 보기로" } },
			{
				keys: ["F"],
				text: { en: "Fade all but the card and its neighbours", ko: "카드와 이웃만 남기고 흐리게 보기" },
			},
			{
				keys: ["P"],
				text: {
					en: "Fade all but one way of requests through the card; again: the next one, with Shift the one before",
					ko: "카드를 지나는 요청의 경로 하나만 남기고 흐리게 보기. 다시 누르면 다음 경로, Shift와 함께 누르면 이전 경로",
				},
			},
			{
				keys: ["E"],
				text: {
					en: "Unfold the card: what is in the place, or the instances one by one; again: fold it. With Shift: all places",
					ko: "카드 펼치기: 장소의 내용이나 인스턴스를 하나씩 표시. 다시 누르면 접기. Shift와 함께 누르면 모든 장소",
				},
			},
			{ keys: ["V"], text: { en: "Show only the place around the card", ko: "카드가 있는 장소만 보기" } },
			{ keys: ["T"], text: { en: "The same as a table", ko: "같은 내용을 표로 보기" } },
			{
				keys: ["X", "Shift+F10"],
				text: { en: "Menu of the card: let it fail, edit it", ko: "카드 메뉴: 장애 내기, 고치기" },
			},
			{ keys: ["Ctrl+F"], text: { en: "Find a component", ko: "컴포넌트 찾기" } },
			{ keys: ["?"], text: { en: "Show these keys", ko: "단축키 보기" } },
		],
	},
	{
		title: { en: "Edit the text from the picture", ko: "그림에서 글 고치기" },
		keys: [
			{
				keys: ["N"],
				text: { en: "New component in the group of the card", ko: "카드가 있는 그룹에 새 컴포넌트 추가" },
			},
			{
				keys: ["C"],
				text: {
					en: "Connect the card: choose another one with the arrows, then Enter",
					ko: "카드 연결: 화살표로 다른 카드를 고르고 Enter",
				},
			},
			{ keys: ["D"], text: { en: "Take a link of the card away", ko: "카드의 연결 지우기" } },
			{ keys: ["F2"], text: { en: "Rename, wherever the name stands", ko: "이름이 쓰인 모든 곳에서 이름 바꾸기" } },
			{ keys: ["Shift+F2"], text: { en: "Change the title", ko: "제목 바꾸기" } },
			{
				keys: ["Shift+↑", "Shift+↓"],
				text: {
					en: "One instance more or less (of a database: one replica)",
					ko: "인스턴스 하나 늘리기, 줄이기(데이터베이스는 복제본)",
				},
			},
			{ keys: ["M"], text: { en: "Move to another group", ko: "다른 그룹으로 옮기기" } },
			{
				keys: ["G"],
				text: { en: "Edit a group: choose it, then what to do", ko: "그룹 고치기: 그룹을 고르고 할 일 고르기" },
			},
			{ keys: ["Delete"], text: { en: "Delete, with its links", ko: "연결과 함께 지우기" } },
			{ keys: ["Ctrl+Z", "Ctrl+Y"], text: { en: "Undo and redo in the text", ko: "글에서 실행 취소와 다시 실행" } },
			{ keys: ["Esc"], text: { en: "Leave it as it is", ko: "그대로 두고 나가기" } },
		],
	},
];

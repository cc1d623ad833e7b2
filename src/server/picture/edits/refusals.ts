import { fill, type Locale, type Localized } from "../../../language/locale.ts";

/** Why an edit is not made. */
export interface Refusal {
	readonly refused: Localized;
}

export function refuse(reason: keyof typeof reasons, data: Readonly<Record<string, string | number>> = {}): Refusal {
	return { refused: filled(reasons[reason], data) };
}

function filled(text: Localized, data: Readonly<Record<string, string | number>>): Localized {
	const inLocale = (locale: Locale) => fill(text[locale], data);
	return { en: inLocale("en"), ko: inLocale("ko") };
}

const reasons = {
	gone: {
		en: "`{id}` is no longer in the text.",
		ko: "`{id}`은(는) 이제 글에 없습니다.",
	},
	"unknown-kind": {
		en: "`{kind}` is no kind of component.",
		ko: "`{kind}`(이)라는 컴포넌트 종류는 없습니다.",
	},
	"no-place": {
		en: "`{id}` is no group: nothing can stand in it.",
		ko: "`{id}`은(는) 그룹이 아니어서 안에 아무것도 둘 수 없습니다.",
	},
	"not-a-title": {
		en: "A title cannot have quotes or line breaks.",
		ko: "제목에는 따옴표나 줄 바꿈을 쓸 수 없습니다.",
	},
	"no-title": {
		en: "`{id}` has no name but its title.",
		ko: "`{id}`은(는) 제목이 곧 이름이어서 제목을 없앨 수 없습니다.",
	},
	"to-itself": {
		en: "A component does not call itself.",
		ko: "컴포넌트는 자기 자신을 호출하지 않습니다.",
	},
	"no-traffic": {
		en: "A {kind} takes no part in the traffic, so it has no links.",
		ko: "{kind}은(는) 트래픽에 끼지 않으므로 연결이 없습니다.",
	},
	connected: {
		en: "`{from}` calls `{to}` already.",
		ko: "`{from}`은(는) 이미 `{to}`을(를) 호출합니다.",
	},
	unnamed: {
		en: "`{id}` has a title only. Give it a name in the text, so that a link can name it.",
		ko: "`{id}`에는 제목만 있습니다. 연결에서 가리킬 수 있도록 글에서 이름을 붙이십시오.",
	},
	implied: {
		en: "This link follows from `{property}` of `{id}`. Change that in the text.",
		ko: "이 연결은 `{id}`의 `{property}`에서 나옵니다. 글에서 그 속성을 바꾸십시오.",
	},
	"copied-link": {
		en: "This link comes from the original that `{place}` is `like`: take it out there.",
		ko: "이 연결은 `{place}`이(가) `like`로 복사한 원본에서 옵니다. 원본에서 지우십시오.",
	},
	copied: {
		en: "`{id}` comes with the copy of `{original}`. Change `{original}` instead.",
		ko: "`{id}`은(는) `{original}`을(를) 복사해 온 것입니다. 원본인 `{original}`을(를) 바꾸십시오.",
	},
	"has-copy": {
		en: "`{copy}` is `like` `{id}` and would lose what it takes over. Change `{copy}` first.",
		ko: "`{copy}`이(가) `like`로 `{id}`을(를) 물려받고 있어 내용을 잃게 됩니다. `{copy}`을(를) 먼저 바꾸십시오.",
	},
	"not-counted": {
		en: "A {kind} has no instances to count.",
		ko: "{kind}에는 셀 인스턴스가 없습니다.",
	},
	count: {
		en: "There is at least one instance.",
		ko: "인스턴스는 하나 이상입니다.",
	},
	"same-place": {
		en: "`{id}` is there already.",
		ko: "`{id}`은(는) 이미 그곳에 있습니다.",
	},
	"into-itself": {
		en: "`{id}` cannot move into itself.",
		ko: "`{id}`을(를) 자기 안으로 옮길 수 없습니다.",
	},
	elsewhere: {
		en: "Another file needs it: {file}. Change that first.",
		ko: "다른 파일에서 쓰고 있습니다: {file}. 그 파일을 먼저 바꾸십시오.",
	},
	meaning: {
		en: "Something else in the text would get another meaning: `{what}`. Edit the text.",
		ko: "글의 다른 부분(`{what}`)이 가리키는 대상이나 뜻이 달라집니다. 글에서 직접 고치십시오.",
	},
	text: {
		en: "The text around it cannot be edited from here. Edit the text.",
		ko: "그 주변의 글은 여기에서 고칠 수 없습니다. 글에서 직접 고치십시오.",
	},
	mistakes: {
		en: "The text would have a new mistake. Edit the text.",
		ko: "글에 새 오류가 생깁니다. 글에서 직접 고치십시오.",
	},
	nothing: {
		en: "That changes nothing.",
		ko: "바뀌는 것이 없습니다.",
	},
	changed: {
		en: "The text has changed meanwhile, or cannot be written. Try again.",
		ko: "그사이 글이 바뀌었거나 글을 쓸 수 없습니다. 다시 해 보십시오.",
	},
} satisfies Record<string, Localized>;

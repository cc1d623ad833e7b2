import type { Localized } from "../locale.ts";

/** Sentences for mistakes of syntax. Each says what is there, what was expected, and what to do. */
export const syntaxTexts = {
	// Characters
	"unknown-characters": {
		en: "`{word}` means nothing here: remove it, or put it in quotes.",
		ko: "`{word}`은(는) 여기에서 쓰이지 않습니다. 지우거나 따옴표로 묶으십시오.",
	},
	"foreign-sign": { en: "Write `{own}` instead of `{word}`.", ko: "`{word}` 대신 `{own}`을(를) 쓰십시오." },
	"unclosed-text": {
		en: 'This text is never closed: add `"` at its end.',
		ko: '텍스트가 닫히지 않았습니다. 끝에 `"`를 넣으십시오.',
	},
	"unclosed-comment": {
		en: "This comment is never closed: add `*/` at its end.",
		ko: "주석이 닫히지 않았습니다. 끝에 `*/`를 넣으십시오.",
	},
	"ignore-without-rule": {
		en: "Name the rule to ignore and the reason: `// archscale-ignore rule-id: reason`.",
		ko: "무시할 규칙과 이유를 쓰십시오: `// archscale-ignore rule-id: 이유`.",
	},
	"ignore-without-reason": {
		en: "Say why `{rule}` is ignored: `// archscale-ignore {rule}: reason`.",
		ko: "`{rule}` 규칙을 무시하는 이유를 쓰십시오: `// archscale-ignore {rule}: 이유`.",
	},

	// Braces and lists
	"unclosed-body": {
		en: "The `{` of `{name}` is never closed: add `}`.",
		ko: "`{name}`의 `{`가 닫히지 않았습니다. `}`를 넣으십시오.",
	},
	"unclosed-list": { en: "This list is never closed: add `]`.", ko: "목록이 닫히지 않았습니다. `]`를 넣으십시오." },
	"stray-brace": { en: "Nothing is open for this `}` to close.", ko: "이 `}`에 짝이 되는 `{`가 없습니다." },
	"body-without-kind": {
		en: "Expected a kind and a name before `{`, such as `service web {`.",
		ko: "`{` 앞에 종류와 이름이 필요합니다. 예: `service web {`.",
	},
	"too-deep": {
		en: "This is nested more than {limit} levels deep: what is inside is left out.",
		ko: "중첩이 {limit}단계를 넘습니다. 그 안의 내용은 무시됩니다.",
	},

	"too-many-problems": {
		en: "There are more mistakes than the first {limit}, which are shown.",
		ko: "오류가 더 있습니다. 처음 {limit}개만 표시합니다.",
	},

	// Statements
	unexpected: {
		en: "Did not expect `{word}` here: a declaration (`service web`), a link (`a -> b`) or a property (`name: value`) begins with a name.",
		ko: "여기에 `{word}`이(가) 올 수 없습니다. 선언(`service web`), 연결(`a -> b`), 속성(`name: value`)은 이름으로 시작합니다.",
	},
	"unexpected-after": {
		en: "Did not expect `{word}` here: expected `,` or a new line.",
		ko: "여기에 `{word}`이(가) 올 수 없습니다. `,`나 줄바꿈이 필요합니다.",
	},
	"missing-separator": {
		en: "Expected `->`, `,` or a new line before `{word}`.",
		ko: "`{word}` 앞에 `->`, `,` 또는 줄바꿈이 필요합니다.",
	},
	"lone-word": {
		en: "`{word}` alone says nothing: expected `->` for a link, `:` for a property, or a kind before the name.",
		ko: "`{word}`만으로는 뜻이 없습니다. 연결이면 `->`, 속성이면 `:`, 선언이면 이름 앞의 종류가 필요합니다.",
	},
	"expected-arrow": { en: "Expected `->` after `{word}`.", ko: "`{word}` 뒤에 `->`가 필요합니다." },
	"missing-arrow": {
		en: "Expected `->` or `,` between `{left}` and `{right}`.",
		ko: "`{left}`와(과) `{right}` 사이에 `->`나 `,`가 필요합니다.",
	},
	"import-without-path": {
		en: 'Expected a path in quotes after `import`, such as `import "./shared.arch"`.',
		ko: '`import` 뒤에 따옴표로 묶은 경로가 필요합니다. 예: `import "./shared.arch"`.',
	},
	"import-inside": {
		en: "An import stands outside of all braces.",
		ko: "가져오기는 중괄호 밖에 씁니다.",
	},

	// Declarations
	"expected-name": { en: "Expected a name after `{after}`.", ko: "`{after}` 뒤에 이름이 필요합니다." },
	"times-as-name": {
		en: "`{word}` is a number of instances and cannot be a name: expected a name.",
		ko: "`{word}`은(는) 인스턴스 수를 뜻하므로 이름이 될 수 없습니다. 이름이 필요합니다.",
	},
	"number-as-name": {
		en: "A name begins with a letter: `{word}` does not.",
		ko: "이름은 글자로 시작합니다. `{word}`은(는) 그렇지 않습니다.",
	},
	"name-of-words": {
		en: 'A name is one word: write `{joined}`, or `"{word}"` as a title.',
		ko: '이름은 한 단어입니다. `{joined}`(으)로 쓰거나 제목 `"{word}"`(으)로 쓰십시오.',
	},
	"link-in-declaration": {
		en: "A declaration and a link are two statements: begin the link on a line of its own with `{name} ->`.",
		ko: "선언과 연결은 서로 다른 문장입니다. 연결은 새 줄에서 `{name} ->`(으)로 시작하십시오.",
	},
	"properties-without-braces": {
		en: "The properties of `{name}` stand in braces: put `{` before and `}` after them.",
		ko: "`{name}`의 속성은 중괄호 안에 씁니다. 앞에 `{`, 뒤에 `}`를 넣으십시오.",
	},
	"given-twice": {
		en: "`{word}` is one too many: `{name}` has one already.",
		ko: "`{word}`은(는) 중복입니다. `{name}`에 이미 있습니다.",
	},
	"times-sign": {
		en: "The number of instances is written `{own}`.",
		ko: "인스턴스 수는 `{own}`(으)로 씁니다.",
	},
	"times-range": {
		en: "`{word}` is not a number of instances: expected a whole number from 1, such as `x4`, or a range such as `x2..10`.",
		ko: "`{word}`은(는) 인스턴스 수가 아닙니다. `x4`처럼 1 이상의 정수나 `x2..10`처럼 범위가 필요합니다.",
	},

	// Links and accesses
	"expected-target": { en: "Expected a component after `{after}`.", ko: "`{after}` 뒤에 컴포넌트가 필요합니다." },
	"expected-source": { en: "Expected a component before `->`.", ko: "`->` 앞에 컴포넌트가 필요합니다." },
	"expected-data": {
		en: "Expected a data set after `{operation}`.",
		ko: "`{operation}` 뒤에 데이터 세트이 필요합니다.",
	},
	"one-access-each": {
		en: "Each data set has its own `{operation}`: write `{operation}` here too.",
		ko: "데이터 세트마다 `{operation}`을(를) 씁니다. 여기에도 `{operation}`을(를) 넣으십시오.",
	},
	"label-sign": {
		en: 'The label of a link stands in quotes, without `:`, such as `a -> b "label"`.',
		ko: '연결의 레이블은 `:` 없이 따옴표로 묶습니다. 예: `a -> b "레이블"`.',
	},
	"label-inside": {
		en: "The label of a link stands at its end, behind the last component.",
		ko: "연결의 레이블은 마지막 컴포넌트 뒤에 씁니다.",
	},
	"share-of-source": {
		en: "The share `{word}` belongs behind the component that is called.",
		ko: "비율 `{word}`은(는) 호출되는 컴포넌트 뒤에 씁니다.",
	},
	"share-sign": { en: "A share is written `{own}`.", ko: "비율은 `{own}`(으)로 씁니다." },
	"share-range": {
		en: "`{word}` is not a share: expected calls for each request, such as `x3` or `x0.5`, or 0% to 100%.",
		ko: "`{word}`은(는) 비율이 아닙니다. `x3`, `x0.5`처럼 요청당 호출 수나 0%~100%가 필요합니다.",
	},

	// Properties and values
	"missing-value": { en: "Expected a value for `{property}`.", ko: "`{property}`의 값이 필요합니다." },
	"expected-colon": { en: "Expected `:` after `{property}`.", ko: "`{property}` 뒤에 `:`가 필요합니다." },
	"words-without-quotes": {
		en: "Several words stand in quotes: write `{own}`.",
		ko: "여러 단어는 따옴표로 묶습니다. `{own}`(으)로 쓰십시오.",
	},
	"factor-sign": { en: "A factor is written `{own}`.", ko: "배수는 `{own}`(으)로 씁니다." },
	"value-in-braces": {
		en: "A value has no braces: write several values as `[a, b]`.",
		ko: "값에는 중괄호를 쓰지 않습니다. 여러 값은 `[a, b]`(으)로 쓰십시오.",
	},
	"list-without-brackets": {
		en: "Several values stand in brackets: `{own}`.",
		ko: "여러 값은 대괄호로 묶습니다: `{own}`.",
	},
	"missing-comma": { en: "Expected `,` before `{word}`.", ko: "`{word}` 앞에 `,`가 필요합니다." },
	"malformed-number": {
		en: "`{word}` is not a number: write it such as `1_000`, `1.5`, `2M` or `500rps`.",
		ko: "`{word}`은(는) 숫자가 아닙니다. `1_000`, `1.5`, `2M`, `500rps`처럼 쓰십시오.",
	},
	"digits-with-commas": {
		en: "Digits are grouped by `_`: write `{own}`.",
		ko: "자릿수는 `_`(으)로 나눕니다. `{own}`(으)로 쓰십시오.",
	},
} as const satisfies Record<string, Localized>;

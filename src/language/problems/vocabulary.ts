import type { Localized } from "../locale.ts";

/** Sentences for words and values that the vocabulary does not allow. */
export const vocabularyTexts = {
	"unknown-kind": {
		en: "There is no kind `{word}`. Write one of {kinds}.",
		ko: "`{word}`(이)라는 종류는 없습니다. 다음 중 하나를 쓰십시오: {kinds}.",
	},
	"unknown-kind-suggestion": {
		en: "There is no kind `{word}`. Did you mean `{suggestion}`?",
		ko: "`{word}`(이)라는 종류는 없습니다. `{suggestion}`을(를) 뜻하셨습니까?",
	},
	"nested-declaration": {
		en: "A `{kind}` cannot stand inside the {ownerKind} `{owner}`: declare it beside it. Only `datacenter`, `zone` and `group` hold others.",
		ko: "{ownerKind} `{owner}` 안에는 `{kind}`을(를) 둘 수 없습니다. 그 옆에 선언하십시오. 다른 것을 담는 종류는 `datacenter`, `zone`, `group`뿐입니다.",
	},
	"nested-system": {
		en: "`system` speaks for the whole file: move it out of `{owner}`.",
		ko: "`system`은 파일 전체에 대한 설정입니다. `{owner}` 밖으로 옮기십시오.",
	},
	"nested-place": {
		en: "A `{kind}` cannot stand inside the {ownerKind} `{owner}`: declare it outside of it, or use `group`.",
		ko: "{ownerKind} `{owner}` 안에는 `{kind}`을(를) 둘 수 없습니다. 밖에 선언하거나 `group`을 쓰십시오.",
	},
	"link-inside": {
		en: "A link stands beside components, not inside one: move it out of `{owner}`.",
		ko: "연결은 컴포넌트 안이 아니라 옆에 씁니다. `{owner}` 밖으로 옮기십시오.",
	},
	"counted-database": {
		en: "A database is not counted with `{times}`: one node is the primary, so write `replicas: {replicas}` (or `shards` to divide the data).",
		ko: "데이터베이스에는 `{times}` 개수를 쓰지 않습니다. 노드 하나가 프라이머리이므로 `replicas: {replicas}`(으)로 쓰십시오. 데이터를 나누려면 `shards`를 쓰십시오.",
	},
	"counted-database-with-replicas": {
		en: "A database is not counted with `{times}`: `replicas` says how many copies it has, `shards` into how many parts it is divided.",
		ko: "데이터베이스에는 `{times}` 개수를 쓰지 않습니다. 복제본 수는 `replicas`로, 나눌 조각 수는 `shards`로 쓰십시오.",
	},
	"counted-client": {
		en: "A client is not counted with `{times}`: say how many people use it with `users`.",
		ko: "클라이언트에는 `{times}` 개수를 쓰지 않습니다. 사용자 수는 `users`로 쓰십시오.",
	},
	"counted-data": {
		en: "A data set is not counted with `{times}`: say how many items it has with `items`.",
		ko: "데이터 세트에는 `{times}` 개수를 쓰지 않습니다. 항목 수는 `items`로 쓰십시오.",
	},
	"counted-place": {
		en: "A `{kind}` is not counted with `{times}`: declare each by a name of its own; `like` copies what another one holds.",
		ko: "`{kind}`에는 `{times}` 개수를 쓰지 않습니다. 각각 이름을 붙여 선언하십시오. 같은 내용은 `like`로 복사할 수 있습니다.",
	},
	"not-counted": {
		en: "A `{kind}` is not counted: leave `{times}` out.",
		ko: "`{kind}`에는 개수를 쓰지 않습니다. `{times}`을(를) 지우십시오.",
	},
	"property-outside": {
		en: "`{property}` belongs to nothing here: put it between the braces of what it describes; what holds for the whole file goes into `system`.",
		ko: "`{property}`이(가) 무엇의 속성인지 알 수 없습니다. 설명하려는 대상의 중괄호 안으로 옮기십시오. 파일 전체의 설정은 `system`에 씁니다.",
	},
	"property-twice": {
		en: "`{property}` is given twice: keep one of them.",
		ko: "`{property}`이(가) 두 번 쓰였습니다. 하나만 남기십시오.",
	},
	"given-here": { en: "`{property}` is given here first.", ko: "`{property}`이(가) 처음 쓰인 곳입니다." },
	"foreign-property": {
		en: "`{property}` does not belong to a `{kind}`: only these take it: {kinds}.",
		ko: "`{property}`은(는) `{kind}`의 속성이 아닙니다. 다음에만 쓸 수 있습니다: {kinds}.",
	},
	"component-property": {
		en: "`{property}` does not belong to a `{kind}`: only components such as services and databases take it.",
		ko: "`{property}`은(는) `{kind}`의 속성이 아닙니다. 서비스나 데이터베이스 같은 컴포넌트에만 쓸 수 있습니다.",
	},
	"count-as-property": {
		en: "The number of instances stands behind the name: `{kind} {name} {times}`.",
		ko: "인스턴스 수는 이름 뒤에 씁니다: `{kind} {name} {times}`.",
	},
	"unknown-property": {
		en: "A `{kind}` has no property `{property}`. Its own are {properties}.",
		ko: "`{kind}`에는 `{property}`(이)라는 속성이 없습니다. 쓸 수 있는 고유 속성: {properties}.",
	},
	"unknown-property-suggestion": {
		en: "A `{kind}` has no property `{property}`. Did you mean `{suggestion}`?",
		ko: "`{kind}`에는 `{property}`(이)라는 속성이 없습니다. `{suggestion}`을(를) 뜻하셨습니까?",
	},
	"expected-quantity": {
		en: "`{property}` takes a number such as `{example}`, not `{value}`.",
		ko: "`{property}`에는 `{example}` 같은 수를 씁니다. `{value}`은(는) 쓸 수 없습니다.",
	},
	"expected-text": {
		en: "`{property}` takes a text such as `{example}`, not `{value}`.",
		ko: "`{property}`에는 `{example}` 같은 텍스트를 씁니다. `{value}`은(는) 쓸 수 없습니다.",
	},
	"expected-reference": {
		en: "`{property}` takes a name such as `{example}`, not `{value}`.",
		ko: "`{property}`에는 `{example}` 같은 이름을 씁니다. `{value}`은(는) 쓸 수 없습니다.",
	},
	"expected-value": {
		en: "`{property}` takes a value such as `{example}`, not `{value}`.",
		ko: "`{property}`에는 `{example}` 같은 값을 씁니다. `{value}`은(는) 쓸 수 없습니다.",
	},
	"single-value": {
		en: "`{property}` takes one value, not a list: remove the brackets.",
		ko: "`{property}`에는 목록이 아니라 값 하나를 씁니다. 대괄호를 지우십시오.",
	},
	"unknown-value": {
		en: "`{property}` does not know `{value}`. Write one of {values}.",
		ko: "`{property}`에는 `{value}`(이)라는 값이 없습니다. 다음 중 하나를 쓰십시오: {values}.",
	},
	"unknown-value-suggestion": {
		en: "`{property}` does not know `{value}`. Did you mean `{suggestion}`? Possible are {values}.",
		ko: "`{property}`에는 `{value}`(이)라는 값이 없습니다. `{suggestion}`을(를) 뜻하셨습니까? 쓸 수 있는 값: {values}.",
	},
	"missing-unit": {
		en: "`{property}` needs a unit: one of {units}, as in `{example}`.",
		ko: "`{property}`에는 단위가 필요합니다. `{example}`처럼 다음 단위 중 하나를 붙이십시오: {units}.",
	},
	"wrong-unit": {
		en: "The unit `{unit}` does not fit `{property}`: use one of {units}, as in `{example}`.",
		ko: "`{unit}`은(는) `{property}`에 맞지 않는 단위입니다. `{example}`처럼 다음 단위 중 하나를 쓰십시오: {units}.",
	},
	"no-unit": {
		en: "`{property}` is a plain number without the unit `{unit}`, as in `{example}`.",
		ko: "`{property}`에는 `{example}`처럼 단위 `{unit}` 없이 수만 씁니다.",
	},
	"unit-suggestion": {
		en: "There is no unit `{unit}`. Did you mean `{suggestion}`?",
		ko: "`{unit}`(이)라는 단위는 없습니다. `{suggestion}`을(를) 뜻하셨습니까?",
	},
	"out-of-range": {
		en: "`{property}` lies between {min} and {max}; it cannot be {value}.",
		ko: "`{property}`의 범위는 {min}에서 {max}까지입니다. {value}은(는) 쓸 수 없습니다.",
	},
	"below-range": {
		en: "`{property}` is at least {min}; it cannot be {value}.",
		ko: "`{property}`은(는) {min} 이상이어야 합니다. {value}은(는) 쓸 수 없습니다.",
	},
	"not-above-zero": {
		en: "`{property}` must be more than 0; it cannot be {value}.",
		ko: "`{property}`은(는) 0보다 커야 합니다. {value}은(는) 쓸 수 없습니다.",
	},
	"not-whole": {
		en: "`{property}` is a whole number; it cannot be {value}.",
		ko: "`{property}`은(는) 정수여야 합니다. {value}은(는) 쓸 수 없습니다.",
	},
	"shares-above-whole": {
		en: "`{name}` splits what it gets, but these shares add up to {percent}: they may come to 100% at most.",
		ko: "`{name}`은(는) 받은 요청을 나누어 보내는데 비율의 합이 {percent}입니다. 합은 100% 이하여야 합니다.",
	},
} as const satisfies Record<string, Localized>;

import type { Localized } from "../locale.ts";

/** Sentences for names that lead nowhere, twice, or to the wrong thing, and for imports. */
export const nameTexts = {
	"unknown-name": {
		en: "Nothing here is called `{name}`.",
		ko: "`{name}`(이)라는 이름을 찾을 수 없습니다.",
	},
	"unknown-name-suggestion": {
		en: "Nothing here is called `{name}`. Did you mean `{suggestion}`?",
		ko: "`{name}`(이)라는 이름을 찾을 수 없습니다. `{suggestion}`을(를) 뜻하셨습니까?",
	},
	"unknown-member": {
		en: "`{owner}` has nothing called `{name}`.",
		ko: "`{owner}`에는 `{name}`(이)라는 이름이 없습니다.",
	},
	"ambiguous-name": {
		en: "`{name}` can mean {candidates}: write one of them in full.",
		ko: "`{name}`의 후보가 여럿입니다: {candidates}. 그중 하나를 전체 이름으로 쓰십시오.",
	},
	"duplicate-name": {
		en: "`{name}` is declared twice here: give one of them another name.",
		ko: "`{name}`(이)가 여기에서 두 번 선언되었습니다. 하나의 이름을 바꾸십시오.",
	},
	"declared-here": { en: "`{name}` is declared here.", ko: "`{name}`의 선언입니다." },
	"wrong-element": {
		en: "`{name}` is a {kind}; {expected} is expected here.",
		ko: "`{name}`의 종류는 {kind}입니다. 여기에는 {expected}이(가) 와야 합니다.",
	},
	"link-to-itself": {
		en: "`{name}` links to itself.",
		ko: "`{name}`에서 자기 자신으로 가는 연결입니다.",
	},
	"link-end-takes-no-traffic": {
		en: "A {kind} neither sends nor takes requests: `{name}` cannot be linked.",
		ko: "{kind}에는 요청이 오가지 않으므로 `{name}`을(를) 연결할 수 없습니다.",
	},
	"like-cycle": {
		en: "`{name}` would be a copy of itself.",
		ko: "`{name}`이(가) 자기 자신의 복사본이 됩니다.",
	},
	"like-too-deep": {
		en: "`{name}` is a copy of a copy of a copy, more than {most} times over: copy the first one.",
		ko: "`{name}`의 복사 단계가 {most}번을 넘습니다. 맨 처음 것을 직접 복사하십시오.",
	},
	"access-outside": {
		en: "`{operation}` stands inside a component: it says what that component does for each request.",
		ko: "`{operation}`은(는) 컴포넌트 안에만 쓸 수 있습니다. 그 컴포넌트가 요청마다 하는 일을 뜻합니다.",
	},
	"import-missing": {
		en: "Cannot find `{path}`: check the path, which starts from the folder of this file.",
		ko: "`{path}` 파일을 찾을 수 없습니다. 이 파일이 있는 폴더를 기준으로 경로를 확인하십시오.",
	},
	"import-of-another-kind": {
		en: "`{path}` is no architecture file: an import names a file that ends in `.arch`.",
		ko: "`{path}`은(는) 아키텍처 파일이 아닙니다. `.arch`로 끝나는 파일만 가져올 수 있습니다.",
	},
	"import-cycle": {
		en: "This import leads back to this file: {path}. It is allowed, but one of the imports is likely not needed.",
		ko: "이 가져오기는 다시 이 파일로 돌아옵니다: {path}. 허용되지만 가져오기 하나는 필요 없을 것입니다.",
	},
	"system-twice": {
		en: "A file has one `system`: this second one is left out.",
		ko: "`system`은 파일에 하나만 둡니다. 두 번째 선언은 무시됩니다.",
	},
} as const satisfies Record<string, Localized>;

import type { Localized } from "../language/locale.ts";

/** What stands in each place of a line, for whoever is typing it. */
export const signatureTexts = {
	link: {
		en: "Requests go from the source to each target.",
		ko: "요청이 출발지에서 각 대상으로 갑니다.",
	},
	source: {
		en: "Who calls: one component or several, between commas.",
		ko: "호출하는 쪽입니다. 여럿이면 쉼표로 구분합니다.",
	},
	target: {
		en: "What is called: a component, or several between commas, each with its own share.",
		ko: "호출받는 컴포넌트입니다. 여럿이면 쉼표로 구분하고 각각 비율을 붙일 수 있습니다.",
	},
	"call-share": {
		en: "Calls for each request of the source: `x3` is three, `5%` one in twenty. Left out: one call, or behind a load balancer, gateway, DNS or CDN an even split.",
		ko: "출발지의 요청마다 하는 호출 수입니다. `x3`은 세 번, `5%`는 스무 번에 한 번입니다. 생략하면 한 번이며, 로드 밸런서, 게이트웨이, DNS, CDN 뒤에서는 고르게 나뉩니다.",
	},
	"split-share": {
		en: "The part of what `{source}` gets that goes here: `80%`. Left out: an even split over its targets.",
		ko: "`{source}`이(가) 받은 것 가운데 이쪽으로 가는 비율입니다. 예: `80%`. 생략하면 대상에 고르게 나뉩니다.",
	},
	label: { en: "What is drawn at the edge, in quotes.", ko: "간선에 표시할 글입니다. 따옴표로 감쌉니다." },
	"link-body": {
		en: "Properties of the link: `async`, `optional`, `timeout`, `retries` …",
		ko: "연결의 속성입니다. `async`, `optional`, `timeout`, `retries` 등입니다.",
	},
	reads: {
		en: "Reads of a data set for each request of this component.",
		ko: "이 컴포넌트가 요청마다 데이터 세트를 읽는 횟수입니다.",
	},
	writes: {
		en: "Writes of a data set for each request of this component.",
		ko: "이 컴포넌트가 요청마다 데이터 세트에 쓰는 횟수입니다.",
	},
	data: { en: "The data set, declared by `data`.", ko: "`data`로 선언한 데이터 세트입니다." },
	"access-share": {
		en: "Operations for each request: `x3` is three, `5%` one in twenty. Left out: one.",
		ko: "요청마다 하는 연산 수입니다. `x3`은 세 번, `5%`는 스무 번에 한 번입니다. 생략하면 한 번입니다.",
	},
	number: { en: "A number: `500`, `2.5`, `1_000_000`.", ko: "수입니다. 예: `500`, `2.5`, `1_000_000`." },
	unit: { en: "Its unit: {units}.", ko: "단위입니다. {units}." },
	name: {
		en: "Its name: letters, digits, `-` and `_`. It is how the rest of the text refers to it.",
		ko: "이름입니다. 글자, 숫자, `-`, `_`를 씁니다. 다른 곳에서 이 이름으로 가리킵니다.",
	},
	title: { en: "What is shown instead of the name, in quotes.", ko: "이름 대신 표시할 글입니다. 따옴표로 감쌉니다." },
	times: {
		en: "How many instances: `x4`, or `x2..10` for a tier that follows its load.",
		ko: "인스턴스 수입니다. `x4`, 또는 부하에 따라 늘고 주는 티어는 `x2..10`입니다.",
	},
	like: {
		en: "Another one of its kind, from which it takes over everything that its own block does not say.",
		ko: "같은 종류의 다른 것입니다. 자기 블록에 쓰지 않은 것은 모두 거기에서 물려받습니다.",
	},
	body: { en: "Its properties, and what belongs to it.", ko: "속성과 그 안에 속하는 것입니다." },
} as const satisfies Record<string, Localized>;

import type { PropertyEntry } from "./types.ts";
import { engineering, entry, everywhere, percent, positiveTime, quantity, text, time, whole, word } from "./values.ts";

/** Targets and settings of the whole design. */
export const settingProperties: readonly PropertyEntry[] = [
	{
		name: "users",
		kinds: ["system"],
		value: whole,
		example: "10M",
		text: {
			en: "Users that the design is meant to carry: what it has to grow to. The findings say whether it saturates before that.",
			ko: "설계가 감당해야 하는 사용자 수, 곧 성장 목표입니다. 그전에 포화하는 곳이 있으면 진단에 나타납니다.",
		},
	},
	{
		name: "availability",
		kinds: ["system"],
		value: percent,
		example: "99.9%",
		text: {
			en: "Target for the share of requests that succeed. 99.9 % allows 8.8 hours of failure a year, 99.99 % 53 minutes, 99.999 % 5 minutes. Each nine costs redundancy at one more level: instances, zones, data centers.",
			ko: "성공해야 하는 요청의 비율 목표입니다. 99.9%는 1년에 8.8시간, 99.99%는 53분, 99.999%는 5분의 장애를 허용합니다. 9가 하나 늘 때마다 인스턴스, 가용 영역, 데이터 센터로 이중화의 단위를 키워야 합니다.",
		},
	},
	{
		name: "latency-p95",
		kinds: ["system"],
		value: positiveTime,
		example: "200ms",
		text: {
			en: "Target: 95 of 100 requests are answered within this time. Percentiles of a path are not the sum of those of its parts; the analysis combines the distributions.",
			ko: "요청 100개 중 95개가 이 시간 안에 응답을 받아야 한다는 목표입니다. 경로의 백분위수는 각 부분의 합이 아니므로 분포를 합쳐 계산합니다.",
		},
	},
	{
		name: "latency-p99",
		kinds: ["system"],
		value: positiveTime,
		example: "400ms",
		text: {
			en: "Target: 99 of 100 requests are answered within this time. The tail is what a page with many calls shows: of 100 parallel calls with 1 % slow ones, 63 % of the pages wait for at least one.",
			ko: "요청 100개 중 99개가 이 시간 안에 응답을 받아야 한다는 목표입니다. 호출이 많은 페이지일수록 느린 꼬리가 드러납니다. 1%가 느린 호출을 100개 병렬로 하면 페이지의 63%가 느린 호출을 하나 이상 기다립니다.",
		},
	},
	{
		name: "environment",
		kinds: ["system"],
		value: word([
			entry(
				"production",
				{ en: "Production", ko: "운영 환경" },
				{ en: "Serves real users: every rule applies.", ko: "실제 사용자를 받습니다. 모든 규칙을 적용합니다." },
				["prod", "live"],
			),
			entry(
				"staging",
				{ en: "Staging", ko: "스테이징 환경" },
				{
					en: "A rehearsal of production; it should look the same, so every rule applies.",
					ko: "운영 환경의 예행연습입니다. 운영과 같은 모습이어야 하므로 모든 규칙을 적용합니다.",
				},
				["stage", "preprod"],
			),
			entry(
				"dev",
				{ en: "Development", ko: "개발 환경" },
				{
					en: "May fail: rules about redundancy, data centers and monitoring are silent.",
					ko: "멈추어도 되는 환경입니다. 이중화, 데이터 센터, 모니터링에 관한 규칙은 적용하지 않습니다.",
				},
				["development", "test", "local"],
			),
		]),
		example: "dev",
		defaults: everywhere(
			"production",
			"production",
			engineering({
				en: "a design is for production unless it says otherwise",
				ko: "따로 적지 않은 설계는 운영 환경으로 봅니다",
			}),
		),
		text: {
			en: "What the design is for. In `dev`, rules about redundancy, data centers and monitoring are silent.",
			ko: "설계의 용도입니다. `dev`에서는 이중화, 데이터 센터, 모니터링에 관한 규칙을 적용하지 않습니다.",
		},
		synonyms: ["env", "stage"],
	},
	{
		name: "horizon",
		kinds: ["system"],
		value: positiveTime,
		example: "180d",
		defaults: everywhere(
			180 * 86_400,
			"180d",
			engineering({
				en: "half a year, since dividing a data set anew takes months",
				ko: "데이터를 다시 나누는 데 몇 달이 걸리므로 반년을 봅니다",
			}),
		),
		text: {
			en: "How far ahead the findings look: a store that will be full within this time is reported now.",
			ko: "얼마나 앞을 내다볼지 정합니다. 이 기간 안에 가득 찰 저장소는 지금 알려 줍니다.",
		},
	},
	{
		name: "budget",
		kinds: ["system"],
		value: quantity("money"),
		example: "$20000/month",
		text: {
			en: "What the whole design may cost. It is compared with the sum of the declared `cost` of all components.",
			ko: "설계 전체에 쓸 수 있는 비용입니다. 모든 컴포넌트에 적은 `cost`의 합과 비교합니다.",
		},
	},
	{
		name: "rpo",
		kinds: ["system"],
		value: time,
		example: "5min",
		text: {
			en: "Recovery point objective: how much of the latest data may be lost in a disaster, as time. Asynchronous replication loses up to its lag, a restored backup up to its interval.",
			ko: "복구 시점 목표(RPO)입니다. 재해가 났을 때 잃어도 되는 최근 데이터의 양을 시간으로 적습니다. 비동기 복제는 지연만큼, 백업 복원은 백업 간격만큼 잃을 수 있습니다.",
		},
	},
	{
		name: "rto",
		kinds: ["system"],
		value: time,
		example: "30min",
		text: {
			en: "Recovery time objective: how long it may take until service is back after a disaster. Detection, failover, and the time to live of DNS records all count.",
			ko: "복구 시간 목표(RTO)입니다. 재해 뒤에 서비스가 돌아오기까지 걸려도 되는 시간입니다. 장애 감지, 장애 조치, DNS 레코드의 TTL이 모두 포함됩니다.",
		},
	},
];

/** Words for readers; the analysis does not look at them. */
export const descriptionProperties: readonly PropertyEntry[] = [
	{
		name: "description",
		kinds: ["component", "system", "data", "datacenter", "zone", "group"],
		value: text,
		example: '"Shows the pages"',
		text: {
			en: "A sentence about it, shown in the hover and on the diagram. It changes no number.",
			ko: "설명 한 문장입니다. 마우스를 올렸을 때와 다이어그램에 보입니다. 어떤 값도 바꾸지 않습니다.",
		},
		synonyms: ["note", "comment", "summary"],
	},
	{
		name: "link",
		kinds: ["component", "data", "datacenter", "zone", "group"],
		value: text,
		example: '"https://wiki.example.com/web"',
		text: {
			en: "The address of a page about it: documentation, repository, dashboard. It changes no number.",
			ko: "문서, 저장소, 대시보드처럼 관련 페이지의 주소입니다. 어떤 값도 바꾸지 않습니다.",
		},
		synonyms: ["url", "href", "docs"],
	},
];

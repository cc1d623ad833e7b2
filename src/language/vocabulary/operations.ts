import type { PropertyEntry } from "./types.ts";
import { boolean, entry, list, reference, union, word } from "./values.ts";

const everything = word(
	[
		entry(
			"all",
			{ en: "Everything", ko: "전체" },
			{ en: "All services and workers, in all places.", ko: "모든 장소의 모든 서비스와 워커입니다." },
			["everything"],
		),
	],
	{ yes: "all" },
);

const partsOrAll = union(everything, list(reference("place", "component")));

export const operationsProperties: readonly PropertyEntry[] = [
	{
		name: "logs",
		kinds: ["monitoring"],
		value: word(
			[
				entry("none", { en: "None", ko: "없음" }, { en: "Errors go unseen.", ko: "오류가 보이지 않습니다." }),
				entry(
					"per-server",
					{ en: "On each server", ko: "서버별" },
					{
						en: "Each server keeps its own. Enough for one or two; with more, nobody finds a request again.",
						ko: "서버마다 따로 남깁니다. 한두 대에는 충분하지만 더 많으면 요청을 다시 찾기 어렵습니다.",
					},
					["local", "server"],
				),
				entry(
					"aggregated",
					{ en: "Aggregated", ko: "중앙 수집" },
					{
						en: "Collected in one place, searchable by service and request. Has to be run and paid for by volume.",
						ko: "한곳에 모아 서비스와 요청으로 검색합니다. 운영해야 하고 양에 따라 비용이 듭니다.",
					},
					["central", "centralized", "centralised"],
				),
			],
			{ yes: "aggregated", no: "none" },
		),
		example: "aggregated",
		text: {
			en: "Where error logs go.",
			ko: "오류 로그를 모으는 방식입니다.",
		},
		synonyms: ["logging", "log"],
	},
	{
		name: "metrics",
		kinds: ["monitoring"],
		value: list(
			word([
				entry(
					"host",
					{ en: "Host", ko: "호스트" },
					{
						en: "CPU, memory and disk I/O of each server: the first signs of saturation.",
						ko: "서버별 CPU, 메모리, 디스크 I/O입니다. 포화의 첫 징후가 나타납니다.",
					},
					["server", "node"],
				),
				entry(
					"tier",
					{ en: "Tier", ko: "계층" },
					{
						en: "A tier as a whole: hit ratio of the cache, lag of the replicas, depth of the queue.",
						ko: "계층 전체의 상태입니다. 캐시 적중률, 복제 지연, 큐의 길이가 여기에 속합니다.",
					},
					["aggregate", "service"],
				),
				entry(
					"business",
					{ en: "Business", ko: "비즈니스" },
					{
						en: "Daily active users, revenue, retention: they fall when something fails silently.",
						ko: "일간 활성 사용자, 매출, 재방문율입니다. 조용히 실패하는 문제가 있으면 떨어집니다.",
					},
					["kpi"],
				),
			]),
		),
		example: "[host, tier, business]",
		text: {
			en: "Which metrics are collected. Each level shows what the others hide.",
			ko: "수집하는 지표의 종류입니다. 수준마다 다른 문제를 보여 줍니다.",
		},
		synonyms: ["metric"],
	},
	{
		name: "alerts",
		kinds: ["monitoring"],
		value: boolean,
		example: "true",
		text: {
			en: "Whether somebody is called when a metric leaves its range. A dashboard that nobody watches finds nothing; alert on what users feel.",
			ko: "지표가 범위를 벗어나면 담당자를 부르는지 나타냅니다. 아무도 보지 않는 대시보드는 문제를 찾지 못합니다. 사용자가 느끼는 것을 기준으로 알립니다.",
		},
		synonyms: ["alert", "alerting", "alarms"],
	},
	{
		name: "watches",
		kinds: ["monitoring"],
		value: list(reference("component", "place")),
		example: "[web, users]",
		text: {
			en: "What it covers. Undeclared: everything.",
			ko: "무엇을 살피는지 적습니다. 적지 않으면 전체를 살핍니다.",
		},
		synonyms: ["monitors", "covers"],
	},
	{
		name: "deploys",
		kinds: ["pipeline"],
		value: partsOrAll,
		example: "[us, eu]",
		text: {
			en: "Places or services that it deploys to, or `all`. With several data centers it should reach each of them, else their versions drift apart. Roll out one after the other: a bad change spreads as fast as a good one.",
			ko: "배포하는 장소나 서비스, 또는 `all`입니다. 데이터 센터가 여럿이면 모두 포함해야 버전이 어긋나지 않습니다. 잘못된 변경도 그만큼 빨리 퍼지므로 한 곳씩 차례로 배포합니다.",
		},
		synonyms: ["deploy", "targets"],
	},
	{
		name: "tests",
		kinds: ["pipeline"],
		value: partsOrAll,
		example: "[us, eu]",
		text: {
			en: "Places or services in which it tests, or `all`: that a site works can only be seen from there, and a failover that is never tried does not work.",
			ko: "시험하는 장소나 서비스, 또는 `all`입니다. 한 곳이 제대로 동작하는지는 그곳에서 시험해야 알 수 있고, 해 보지 않은 장애 조치는 믿을 수 없습니다.",
		},
		synonyms: ["test"],
	},
	{
		name: "rollback",
		kinds: ["pipeline"],
		value: boolean,
		example: "true",
		text: {
			en: "Whether a bad deployment is taken back without building anew. Most outages follow a change, so this shortens most outages.",
			ko: "잘못된 배포를 다시 빌드하지 않고 되돌릴 수 있는지 나타냅니다. 장애는 대부분 변경 뒤에 나므로 장애 시간이 크게 줄어듭니다.",
		},
		synonyms: ["roll-back", "revert"],
	},
];

import type { PropertyEntry } from "./types.ts";
import {
	ABOVE_ZERO,
	assumed,
	boolean,
	bytes,
	engineering,
	entry,
	everywhere,
	percent,
	published,
	quantity,
	text,
	time,
	unverified,
	word,
} from "./values.ts";

const ROUND_TRIPS = unverified("Dean, Numbers Everyone Should Know");

export const placeProperties: readonly PropertyEntry[] = [
	{
		name: "region",
		kinds: ["client", "datacenter", "zone"],
		value: text,
		example: "us-east-1",
		text: {
			en: "Where on earth it is, such as `us-east-1` or `Korea`, for readers and for rules about users far away from their data center.",
			ko: "`us-east-1`이나 `한국`처럼 지리적 위치입니다. 읽는 사람과, 데이터 센터에서 먼 사용자에 관한 규칙이 참고합니다.",
		},
		synonyms: ["location", "country"],
	},
	{
		name: "availability",
		kinds: ["datacenter", "zone"],
		value: percent,
		example: "99.99%",
		defaults: {
			datacenter: assumed(0.9999, "99.99%", published("AWS compute SLA at region level")),
			zone: assumed(
				0.999,
				"99.9%",
				published("Google Cloud infrastructure reliability guide: resources in a single zone"),
			),
		},
		text: {
			en: "Share of the time that the place as a whole is up: power, cooling, network. When it is down, everything in it is.",
			ko: "전원, 냉각, 네트워크를 포함해 장소 전체가 동작하는 시간의 비율입니다. 장소가 멈추면 안에 있는 것이 모두 멈춥니다.",
		},
		synonyms: ["uptime", "sla"],
	},
	{
		name: "traffic",
		kinds: ["datacenter"],
		value: percent,
		example: "60%",
		text: {
			en: "Share of the users that DNS sends here. Undeclared: split evenly; percents on the links win. When a data center is lost, its share moves to the others, so each needs room for it.",
			ko: "DNS가 이곳으로 보내는 사용자의 비율입니다. 적지 않으면 고르게 나누며, 연결에 적은 비율이 우선합니다. 데이터 센터 하나를 잃으면 그 몫이 나머지로 옮겨 가므로 여유가 있어야 합니다.",
		},
		synonyms: ["weight", "share"],
	},
];

/** What stands in the body of a link, beside `timeout`, `retries`, `backoff` and `failover`. */
export const linkProperties: readonly PropertyEntry[] = [
	{
		name: "availability",
		kinds: ["link"],
		value: percent,
		example: "99.99%",
		defaults: everywhere(
			1,
			"100%",
			engineering({
				en: "the network counts as part of the places it joins",
				ko: "네트워크는 잇는 장소의 가용성에 포함된 것으로 봅니다",
			}),
		),
		text: {
			en: "Share of the time that the connection works. For long lines, VPNs and peerings.",
			ko: "연결이 동작하는 시간의 비율입니다. 먼 거리의 회선, VPN, 피어링에 적습니다.",
		},
	},
	{
		name: "latency",
		kinds: ["link"],
		value: time,
		example: "20ms",
		defaults: {
			link: assumed(0.0005, "0.5ms", ROUND_TRIPS),
			"link.between-data-centers": assumed(0.15, "150ms", ROUND_TRIPS),
		},
		text: {
			en: "Round trip of the network for one call, without the work at the other end. Calls that follow each other add up.",
			ko: "호출 한 번의 네트워크 왕복 시간입니다. 상대편의 처리 시간은 뺍니다. 차례로 하는 호출은 그만큼 더해집니다.",
		},
		synonyms: ["rtt", "delay"],
	},
	{
		name: "async",
		kinds: ["link"],
		value: boolean,
		example: "true",
		defaults: everywhere(
			"false",
			"false",
			engineering({ en: "the caller waits for the answer", ko: "호출한 쪽이 응답을 기다립니다" }),
		),
		text: {
			en: "The caller does not wait: the call adds load, but no latency and no hard dependency. Links into a queue always are.",
			ko: "호출한 쪽이 기다리지 않습니다. 부하는 더하지만 지연 시간과 필수 의존은 더하지 않습니다. 큐로 가는 연결은 항상 비동기입니다.",
		},
		synonyms: ["asynchronous"],
	},
	{
		name: "optional",
		kinds: ["link"],
		value: boolean,
		example: "true",
		defaults: everywhere(
			"false",
			"false",
			engineering({ en: "the request fails if the call does", ko: "호출이 실패하면 요청도 실패한다고 봅니다" }),
		),
		text: {
			en: "A soft dependency: the request succeeds without it, perhaps with less on the page. It then does not lower the availability of the caller; give it a short `timeout`.",
			ko: "없어도 되는 의존입니다. 페이지의 일부가 빠질 수는 있어도 요청은 성공합니다. 호출한 쪽의 가용성을 낮추지 않습니다. `timeout`을 짧게 둡니다.",
		},
		synonyms: ["soft"],
	},
	{
		name: "parallel",
		kinds: ["link"],
		value: boolean,
		example: "true",
		defaults: everywhere("false", "false", engineering({ en: "calls follow one another", ko: "호출을 차례로 합니다" })),
		text: {
			en: "The call is made at the same time as the other parallel ones of its source: the request waits for the slowest, not for the sum. The more there are, the more likely one is slow.",
			ko: "같은 곳에서 나가는 다른 병렬 호출과 동시에 부릅니다. 합이 아니라 가장 느린 것만큼 기다립니다. 많을수록 그중 하나가 느릴 가능성이 커집니다.",
		},
		synonyms: ["concurrent"],
	},
	{
		name: "size",
		kinds: ["link"],
		value: bytes,
		example: "20KB",
		text: {
			en: "Bytes of one answer. Undeclared: the size of the data that is read. Bandwidth = requests per second × size × 8.",
			ko: "응답 하나의 바이트 수입니다. 적지 않으면 읽는 데이터의 크기를 씁니다. 대역폭 = 초당 요청 수 × 크기 × 8입니다.",
		},
	},
	{
		name: "bandwidth",
		kinds: ["link"],
		value: quantity("bits", { min: ABOVE_ZERO }),
		example: "10Gbps",
		text: {
			en: "What the line or network card can carry. Images and videos fill it long before they fill a CPU.",
			ko: "회선이나 네트워크 카드가 나를 수 있는 양입니다. 이미지와 동영상은 CPU보다 대역폭을 먼저 채웁니다.",
		},
	},
	{
		name: "conflicts",
		kinds: ["link"],
		value: word(
			[
				entry(
					"none",
					{ en: "None", ko: "없음" },
					{
						en: "Nothing resolves them: with two primaries the copies drift apart.",
						ko: "해결하지 않습니다. 프라이머리가 둘이면 사본이 서로 어긋납니다.",
					},
				),
				entry(
					"last-write-wins",
					{ en: "Last write wins", ko: "마지막 쓰기 우선" },
					{
						en: "The newer timestamp stays. Simple, and silently drops the other write.",
						ko: "시각이 더 늦은 쓰기를 남깁니다. 단순하지만 다른 쓰기는 조용히 사라집니다.",
					},
					["lww"],
				),
				entry(
					"crdt",
					{ en: "Mergeable types (CRDT)", ko: "병합 가능한 자료형(CRDT)" },
					{
						en: "Counters, sets and texts that merge by themselves. Nothing is lost, but not every kind of data can be put that way.",
						ko: "카운터, 집합, 텍스트처럼 스스로 병합되는 자료형입니다. 잃는 것이 없지만 모든 데이터를 이렇게 나타낼 수는 없습니다.",
					},
				),
				entry(
					"by-owner",
					{ en: "By owner", ko: "소유자 기준" },
					{
						en: "Each item is written in the home place of its owner only, so conflicts cannot arise. Writes from far away pay the round trip.",
						ko: "항목마다 소유자의 본거지에서만 쓰므로 충돌이 생기지 않습니다. 멀리서 쓰면 왕복 시간이 듭니다.",
					},
					["home-region", "owner"],
				),
			],
			{ no: "none" },
		),
		example: "last-write-wins",
		text: {
			en: "On a replication link: how two writes to the same item are settled that were made in two places at once.",
			ko: "복제 연결에서, 두 곳에서 같은 항목을 동시에 썼을 때 어떻게 해결할지 정합니다.",
		},
		synonyms: ["conflict", "conflict-resolution"],
	},
];

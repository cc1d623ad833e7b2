import type { PropertyEntry } from "./types.ts";
import {
	assumed,
	boolean,
	bytes,
	engineering,
	entry,
	everywhere,
	list,
	percent,
	positiveTime,
	published,
	quantity,
	reference,
	text,
	time,
	union,
	unverified,
	whole,
	wholeFromOne,
	word,
} from "./values.ts";

export const dataProperties: readonly PropertyEntry[] = [
	{
		name: "kind",
		kinds: ["data"],
		value: word([
			entry(
				"durable",
				{ en: "Durable", ko: "영속 데이터" },
				{
					en: "Must not be lost: it needs a durable store, a replica and a backup. A cache may hold a copy of it, never the only one.",
					ko: "잃으면 안 되는 데이터입니다. 영속 저장소, 복제본, 백업이 필요합니다. 캐시에는 사본만 두고, 유일한 원본을 두면 안 됩니다.",
				},
				["persistent", "permanent"],
			),
			entry(
				"session",
				{ en: "Session", ko: "세션" },
				{
					en: "State of a logged-in user. Losing it logs the user out. Kept in a shared store, it lets every instance serve every user; its `lifetime` bounds how much there is at once.",
					ko: "로그인한 사용자의 상태입니다. 잃으면 사용자가 로그아웃됩니다. 공유 저장소에 두면 어느 인스턴스든 모든 사용자를 처리할 수 있습니다. 동시에 존재하는 양은 `lifetime`이 정합니다.",
				},
			),
			entry(
				"static",
				{ en: "Static", ko: "정적 콘텐츠" },
				{
					en: "Images, videos, style sheets, scripts: the same for every user and seldom changed. Belongs behind a CDN, with object storage as the origin.",
					ko: "이미지, 동영상, CSS, 자바스크립트처럼 모든 사용자에게 같고 거의 바뀌지 않는 데이터입니다. 객체 스토리지를 원본으로 하고 CDN을 앞에 두는 것이 알맞습니다.",
				},
				["asset", "assets", "media"],
			),
			entry(
				"derived",
				{ en: "Derived", ko: "파생 데이터" },
				{
					en: "Computed from other data, such as a feed or a search index. Losing it costs time to rebuild and nothing else, so it may live in a cache alone.",
					ko: "피드나 검색 인덱스처럼 다른 데이터에서 계산한 데이터입니다. 잃어도 다시 만드는 시간만 들기 때문에 캐시에만 두어도 됩니다.",
				},
				["computed", "temporary"],
			),
		]),
		example: "durable",
		defaults: everywhere(
			"durable",
			"durable",
			engineering({
				en: "the safe assumption: data must not be lost",
				ko: "데이터를 잃으면 안 된다고 보는 편이 안전합니다",
			}),
		),
		text: {
			en: "What the data is to you, and so what its stores must promise.",
			ko: "어떤 성격의 데이터인지 정합니다. 그에 따라 저장소가 보장해야 할 것이 달라집니다.",
		},
		synonyms: ["type"],
	},
	{
		name: "size",
		kinds: ["data"],
		value: bytes,
		example: "2KB",
		defaults: {
			"*": assumed(
				1000,
				"1KB",
				published(
					"Atikoglu et al., Workload Analysis of a Large-Scale Key-Value Store, SIGMETRICS 2012 (mean 954 B)",
					"2012",
				),
			),
			"data.session": assumed(
				2000,
				"2KB",
				engineering({
					en: "a user id, permissions and a few preferences",
					ko: "사용자 ID, 권한, 몇 가지 설정을 담는 크기입니다",
				}),
			),
			"data.static": assumed(
				100_000,
				"100KB",
				engineering({
					en: "an image on a web page; declare it, for bandwidth follows from it",
					ko: "웹 페이지의 이미지 하나 크기입니다. 대역폭이 여기서 나오므로 직접 적는 것이 좋습니다",
				}),
			),
		},
		text: {
			en: "Mean size of one item. Storage is items × size; how many items fit into a cache, and the bytes on each link, follow from it.",
			ko: "항목 하나의 평균 크기입니다. 저장 공간은 항목 수 × 크기입니다. 캐시에 들어가는 항목 수와 연결을 지나는 바이트 수도 여기서 나옵니다.",
		},
	},
	{
		name: "items",
		kinds: ["data"],
		value: whole,
		example: "50M",
		text: {
			en: "How many items there are. With `skew`, it decides which part of the requests a cache of a given size can answer; with `size`, how much storage is needed.",
			ko: "항목의 수입니다. `skew`와 함께 주어진 크기의 캐시가 답할 수 있는 요청의 비율을 정하고, `size`와 함께 필요한 저장 공간을 정합니다.",
		},
		synonyms: ["count", "rows", "records", "objects"],
	},
	{
		name: "skew",
		kinds: ["data"],
		value: quantity("count", { max: 10 }),
		example: "0.9",
		defaults: {
			"*": assumed(
				1,
				"1.0",
				unverified(
					"Yang, Yue, Rashmi, A large scale analysis of hundreds of in-memory cache clusters at Twitter, OSDI 2020",
					"2020",
				),
			),
			"data.static": assumed(
				0.8,
				"0.8",
				published("Breslau et al., Web Caching and Zipf-like Distributions, INFOCOM 1999 (0.64 to 0.83)", "1999"),
			),
		},
		text: {
			en: "How unevenly the items are asked for: the exponent s of Zipf's law, by which item number i gets a share in proportion to 1/iˢ. 0: all alike, 0.8: web objects, 1 and above: keys of in-memory caches. More skew makes caches more effective and shards more uneven.",
			ko: "항목마다 요청이 얼마나 몰리는지를 나타내는 지프 법칙의 지수 s입니다. i번째 항목은 1/iˢ에 비례하는 몫을 받습니다. 0이면 모두 같고, 웹 객체는 0.8, 인메모리 캐시의 키는 1 이상입니다. 클수록 캐시의 효과는 커지고 샤드는 불균등해집니다.",
		},
		synonyms: ["zipf", "popularity"],
	},
	{
		name: "stable",
		kinds: ["data"],
		value: boolean,
		example: "true",
		text: {
			en: "The same items stay popular for a long time, as with a catalogue; not so with news. A cache that throws out what is used least often (LFU) then keeps the right ones.",
			ko: "상품 목록처럼 같은 항목이 오랫동안 인기 있는지를 나타냅니다. 뉴스는 그렇지 않습니다. 그렇다면 가장 적게 쓴 것을 내보내는 캐시(LFU)가 남길 것을 잘 고릅니다.",
		},
		synonyms: ["stable-popularity", "steady"],
	},
	{
		name: "hottest",
		kinds: ["data"],
		value: percent,
		example: "2%",
		text: {
			en: "Share of all operations that go to the most requested item: the celebrity. The other items follow `skew`. No number of shards brings the largest one below this share; undeclared, it follows from `skew` and `items`.",
			ko: "가장 많이 요청되는 항목(유명인)에 몰리는 연산의 비율입니다. 나머지 항목은 `skew`를 따릅니다. 샤드를 아무리 늘려도 가장 큰 샤드의 몫은 이보다 작아지지 않습니다. 적지 않으면 `skew`와 `items`에서 계산합니다.",
		},
		synonyms: ["hot-key", "hotkey", "celebrity"],
	},
	{
		name: "growth",
		kinds: ["data"],
		value: quantity(["growth-count", "growth-bytes", "growth-ratio"]),
		example: "50GB/day",
		text: {
			en: "How fast the data grows: items (`1M/day`) or bytes (`50GB/day`) by a constant amount, or a percent (`5%/month`) of what there is. It decides in how many days a store is full.",
			ko: "데이터가 늘어나는 속도입니다. 항목 수(`1M/day`)나 바이트(`50GB/day`)는 일정하게, 비율(`5%/month`)은 현재 양에 비례해 늘어납니다. 저장소가 며칠 뒤에 가득 차는지를 정합니다.",
		},
	},
	{
		name: "freshness",
		kinds: ["data"],
		value: time,
		example: "5min",
		text: {
			en: "How old a copy may be and still be right. A `ttl` up to this needs no invalidation. `0s`: only the newest value will do, so caches must be invalidated or updated on each write.",
			ko: "사본이 얼마나 오래되어도 괜찮은지를 나타냅니다. `ttl`이 이 값 이하이면 무효화가 필요 없습니다. `0s`는 항상 최신 값이어야 한다는 뜻이므로 쓸 때마다 캐시를 무효화하거나 갱신해야 합니다.",
		},
		synonyms: ["staleness", "max-age"],
	},
	{
		name: "immutable",
		kinds: ["data"],
		value: boolean,
		example: "true",
		text: {
			en: "An item never changes under its key, as with versioned file names or keys made from the content. A copy is then right for ever: it needs no expiry and no invalidation.",
			ko: "버전이 붙은 파일 이름이나 내용으로 만든 키처럼, 같은 키의 항목은 바뀌지 않습니다. 사본이 항상 옳으므로 만료도 무효화도 필요 없습니다.",
		},
		synonyms: ["versioned", "content-addressed"],
	},
	{
		name: "personal",
		kinds: ["data"],
		value: boolean,
		example: "true",
		text: {
			en: "Belongs to one user and must not be shown to another. A cache that many users share, such as a CDN, must not keep it.",
			ko: "한 사용자의 것이며 다른 사용자에게 보이면 안 됩니다. CDN처럼 여러 사용자가 함께 쓰는 캐시에 두면 안 됩니다.",
		},
		synonyms: ["private", "personalised", "personalized"],
	},
	{
		name: "lifetime",
		kinds: ["data"],
		value: positiveTime,
		example: "30min",
		defaults: {
			"data.session": assumed(
				1800,
				"30min",
				engineering({
					en: "the usual idle time after which web applications end a session",
					ko: "웹 애플리케이션이 세션을 끝내는 일반적인 유휴 시간입니다",
				}),
			),
		},
		text: {
			en: "How long an item exists. By Little's law, sessions alive at once = sessions begun per second × lifetime; the memory of a session store follows from it.",
			ko: "항목이 존재하는 시간입니다. 리틀의 법칙에 따라 동시 세션 수 = 초당 시작되는 세션 수 × 수명이며, 세션 저장소의 메모리가 여기서 나옵니다.",
		},
		synonyms: ["expiry", "ttl"],
	},
	{
		name: "key",
		kinds: ["data"],
		value: text,
		example: "user_id",
		text: {
			en: "The field by which this data is divided over shards, in any sharded store. Good keys have many values of similar weight and stand in nearly every query. Data sets with the same key can be joined inside one shard.",
			ko: "샤딩한 저장소에서 이 데이터를 샤드에 나누는 기준 필드입니다. 값의 종류가 많고 비중이 고르며 거의 모든 질의에 나오는 필드가 좋습니다. 키가 같은 데이터끼리는 한 샤드 안에서 조인할 수 있습니다.",
		},
		synonyms: ["partition-key", "shard-key", "primary-key"],
	},
	{
		name: "sequential-key",
		kinds: ["data"],
		value: boolean,
		example: "true",
		defaults: everywhere(
			"false",
			"false",
			engineering({ en: "not assumed unless declared", ko: "적지 않으면 순차 키로 보지 않습니다" }),
		),
		text: {
			en: "The key grows with time: auto-increment, timestamp. Under `placement: range` all inserts then land on the last shard. A hash of the key spreads them as well as random keys such as UUIDs, which in turn cost index locality.",
			ko: "자동 증가 번호나 시각처럼 시간에 따라 커지는 키입니다. `placement: range`에서는 새 데이터가 모두 마지막 샤드로 갑니다. 키를 해시하면 UUID 같은 임의 키만큼 고르게 퍼집니다. 임의 키는 인덱스 지역성을 잃는 단점이 있습니다.",
		},
	},
	{
		name: "joins",
		kinds: ["data"],
		value: list(reference("data")),
		example: "[profiles]",
		text: {
			en: "Data sets that are read together with this one. If they are divided by another key, the join has to collect from many shards; denormalise, divide both by the same key, or copy the smaller one to every shard.",
			ko: "함께 조인해서 읽는 데이터 세트입니다. 서로 다른 키로 나뉘어 있으면 여러 샤드에서 모아야 합니다. 비정규화하거나, 같은 키로 나누거나, 작은 쪽을 모든 샤드에 복사합니다.",
		},
	},
	{
		name: "embeds",
		kinds: ["data"],
		value: list(reference("data")),
		example: "[profiles]",
		text: {
			en: "Data sets of which it keeps a copy in its own rows (denormalised): one table answers the query, and each change of the original has to reach all copies.",
			ko: "자기 행에 사본을 함께 두는 데이터 세트입니다(비정규화). 한 테이블에서 질의가 끝나지만 원본이 바뀔 때마다 모든 사본을 고쳐야 합니다.",
		},
		synonyms: ["denormalises", "denormalizes"],
	},
	{
		name: "join-on",
		kinds: ["data"],
		value: text,
		example: "user_id",
		text: {
			en: "The field by which the joins of this data find their partners. If both sides are divided by it, each join stays inside one shard.",
			ko: "조인할 상대를 찾는 필드입니다. 양쪽이 모두 이 필드로 나뉘어 있으면 조인이 한 샤드 안에서 끝납니다.",
		},
	},
	{
		name: "keys",
		kinds: ["data"],
		value: wholeFromOne,
		example: "2M",
		text: {
			en: "How many distinct values the shard key has. Undeclared: as many as `items`. With fewer than about ten for each shard the shards cannot be even.",
			ko: "샤드 키가 가질 수 있는 서로 다른 값의 수입니다. 적지 않으면 `items`와 같다고 봅니다. 샤드당 열 개보다 적으면 샤드가 고르게 나뉠 수 없습니다.",
		},
		synonyms: ["cardinality", "distinct-keys"],
	},
	{
		name: "size-skew",
		kinds: ["data"],
		value: quantity("count", { max: 10 }),
		example: "0.5",
		defaults: everywhere(
			0,
			"0",
			engineering({ en: "all keys hold the same amount of data", ko: "모든 키의 데이터양이 같다고 봅니다" }),
		),
		text: {
			en: "How unevenly the bytes are spread over the keys, as an exponent of Zipf's law like `skew`. 0: every key holds as much as any other. It decides how much larger than the mean the fullest shard is.",
			ko: "키마다 데이터양이 얼마나 다른지를 `skew`처럼 지프 법칙의 지수로 적습니다. 0이면 모든 키의 양이 같습니다. 가장 찬 샤드가 평균보다 얼마나 큰지를 정합니다.",
		},
	},
	{
		name: "consistency",
		kinds: ["data"],
		value: word([
			entry(
				"eventual",
				{ en: "Eventual", ko: "최종 일관성" },
				{
					en: "Reads may be out of date for a while, so replicas and caches may answer them. The cheapest, and enough for most of what users look at.",
					ko: "읽은 값이 잠시 오래된 것이어도 되므로 복제본과 캐시가 답할 수 있습니다. 가장 저렴하며 사용자가 보는 대부분의 데이터에 충분합니다.",
				},
			),
			entry(
				"read-your-writes",
				{ en: "Read your writes", ko: "자신의 쓰기 읽기" },
				{
					en: "Whoever wrote sees the own write at once; others may see it later. For the time of the lag, reads after an own write go to the primary, which gives back part of the read scaling.",
					ko: "쓴 사람은 자신의 쓰기를 바로 보고, 다른 사람은 늦게 보아도 됩니다. 쓴 직후의 읽기는 복제 지연 동안 프라이머리로 보내야 하므로 읽기 확장의 효과가 일부 줄어듭니다.",
				},
				["ryw"],
			),
			entry(
				"strong",
				{ en: "Strong", ko: "강한 일관성" },
				{
					en: "Every read sees the latest write: read from the primary, or from a quorum with R + W > N. No replica with a lag and no cache without invalidation can serve it.",
					ko: "모든 읽기가 가장 최근의 쓰기를 봅니다. 프라이머리에서 읽거나 R + W > N인 정족수로 읽습니다. 지연이 있는 복제본이나 무효화하지 않는 캐시로는 답할 수 없습니다.",
				},
				["linearizable", "strict"],
			),
		]),
		example: "read-your-writes",
		defaults: everywhere(
			"eventual",
			"eventual",
			engineering({
				en: "most data that users look at tolerates a short lag",
				ko: "사용자가 보는 대부분의 데이터는 짧은 지연을 견딥니다",
			}),
		),
		text: {
			en: "What a read must see. The stronger, the fewer copies can answer it.",
			ko: "읽을 때 무엇이 보여야 하는지를 정합니다. 강할수록 답할 수 있는 사본이 줄어듭니다.",
		},
	},
	{
		name: "read-after",
		kinds: ["data"],
		value: time,
		example: "200ms",
		text: {
			en: "How soon after a write its author reads it again. With exponential lag of mean L, such a read finds the old value on a replica with probability e^(−delay/L): 61 % after 50 ms at a lag of 100 ms.",
			ko: "쓴 사람이 얼마 뒤에 다시 읽는지를 나타냅니다. 복제 지연이 평균 L인 지수 분포이면 복제본에서 옛 값을 볼 확률은 e^(−시간/L)입니다. 지연 100ms에서 50ms 뒤에 읽으면 61%입니다.",
		},
	},
	{
		name: "max-loss",
		kinds: ["data"],
		value: union(quantity("count"), time),
		example: "1000",
		text: {
			en: "How many of the latest writes may be lost in a failure, as a number or as the time in which they were made. It bounds the flush interval of a write-back cache and the lag of asynchronous replication.",
			ko: "장애가 났을 때 잃어도 되는 최근 쓰기의 양입니다. 쓰기의 수나 시간으로 적습니다. write-back 캐시의 기록 간격과 비동기 복제의 지연이 이 값을 넘으면 안 됩니다.",
		},
		synonyms: ["loss", "loss-budget", "rpo"],
	},
	{
		name: "pinned",
		kinds: ["data"],
		value: reference("place"),
		example: "eu",
		text: {
			en: "A place that this data must not leave, for example by law. Copies elsewhere and reads from elsewhere are reported; route users to their home region.",
			ko: "법규 등으로 데이터가 벗어나면 안 되는 장소입니다. 다른 곳의 사본이나 다른 곳에서 읽는 것을 알려 줍니다. 사용자를 자기 지역으로 보내도록 라우팅하십시오.",
		},
		synonyms: ["residency", "region"],
	},
];

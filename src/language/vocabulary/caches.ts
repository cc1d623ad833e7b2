import type { PropertyEntry } from "./types.ts";
import {
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
	union,
	unlimited,
	unverified,
	whole,
	wholeFromOne,
	word,
} from "./values.ts";

/** What every store says about its contents. */
export const holdingProperties: readonly PropertyEntry[] = [
	{
		name: "holds",
		kinds: ["cdn", "cache", "database", "storage", "search", "external"],
		value: list(reference("data")),
		example: "[profiles, posts]",
		text: {
			en: "The data sets that it stores, or keeps copies of. Operations on them travel along the links to the nearest component that holds the data: a cache or CDN first, its misses to the store behind. Declaring `holds` on a new cache is all it takes to send the reads through it.",
			ko: "저장하거나 사본을 두는 데이터 세트입니다. 그 데이터의 연산은 연결을 따라 데이터를 담은 가장 가까운 컴포넌트로 갑니다. 캐시나 CDN을 먼저 거치고 미스는 뒤쪽 저장소로 갑니다. 새 캐시에 `holds`만 적으면 읽기가 그 캐시를 지나갑니다.",
		},
		synonyms: ["stores", "contains", "data"],
	},
	{
		name: "ttl",
		kinds: ["dns", "cdn", "cache"],
		value: positiveTime,
		example: "1h",
		text: {
			en: "Time to live: how long a copy is used before it is fetched anew. Too short, and the store behind is asked again up to once for each item and TTL; too long, and readers see old values. It bounds staleness and is no substitute for invalidation. For DNS it delays failover, since clients keep the old address for this long; 30 to 60 s are usual.",
			ko: "사본을 다시 가져오기 전까지 쓰는 시간(TTL, 만료 시간)입니다. 너무 짧으면 뒤쪽 저장소를 자주 다시 읽고, 너무 길면 오래된 값을 보게 됩니다. 오래된 정도의 상한을 정할 뿐 무효화를 대신하지는 못합니다. DNS에서는 클라이언트가 이 시간 동안 옛 주소를 쓰므로 장애 조치가 늦어집니다. 보통 30~60초로 둡니다.",
		},
		synonyms: ["expiry", "expires", "expiration", "time-to-live", "max-age"],
	},
];

export const cacheProperties: readonly PropertyEntry[] = [
	{
		name: "read",
		kinds: ["cache"],
		value: word([
			entry(
				"look-aside",
				{ en: "Look-aside (cache-aside)", ko: "Look-aside(cache-aside)" },
				{
					en: "The service asks the cache first; on a miss it reads the store itself and fills the cache. Reads survive the loss of the cache, if the store can carry them, and only what is asked for is cached. In exchange the first read of an item is a miss, and a copy stays as it is until it is deleted or expires. The usual choice for read-heavy data, with `write-around` and invalidation.",
					ko: "서비스가 캐시를 먼저 확인하고, 미스이면 저장소를 직접 읽어 캐시를 채웁니다. 저장소가 감당하는 한 캐시를 잃어도 읽을 수 있고, 요청된 데이터만 캐시됩니다. 대신 항목의 첫 읽기는 미스이고, 사본은 삭제되거나 만료될 때까지 그대로입니다. 읽기가 많은 데이터에 흔히 쓰며 `write-around`와 무효화를 함께 둡니다.",
				},
				["cache-aside", "lazy", "lazy-loading", "aside"],
			),
			entry(
				"read-through",
				{ en: "Read-through", ko: "Read-through" },
				{
					en: "The service asks only the cache, and the cache fetches misses from the store. Simpler code, and concurrent misses can be merged; but the cache is in series with the data: if it is down, reads fail even though the store is up, so it needs redundancy. It stays in step with the store only for what passes through it.",
					ko: "서비스는 캐시에만 묻고, 미스는 캐시가 저장소에서 가져옵니다. 코드가 단순하고 동시에 난 미스를 합칠 수 있습니다. 대신 캐시가 데이터와 직렬로 놓이므로 캐시가 멈추면 저장소가 정상이어도 읽기가 실패합니다. 그래서 이중화가 필요합니다. 캐시를 거친 것만 저장소와 맞습니다.",
				},
				["inline"],
			),
		]),
		example: "look-aside",
		text: {
			en: "Who fetches what is not in the cache: the service (`look-aside`) or the cache (`read-through`). It decides whether reads survive the loss of the cache.",
			ko: "캐시에 없는 것을 서비스가 가져오는지(`look-aside`), 캐시가 가져오는지(`read-through`) 정합니다. 캐시를 잃었을 때 읽을 수 있는지가 달라집니다.",
		},
		synonyms: ["reads", "read-strategy", "strategy"],
	},
	{
		name: "write",
		kinds: ["cache"],
		value: word([
			entry(
				"write-around",
				{ en: "Write-around", ko: "Write-around" },
				{
					en: "Writes go to the store only; the cache is filled by the next miss. Fast, and what is never read takes no memory. But a copy in the cache stays old until it is deleted (`invalidate`) or expires (`ttl`), and the first read after a write is a miss. Paired with `read-through` it is consistent only with invalidation.",
					ko: "쓰기는 저장소에만 하고, 캐시는 다음 미스 때 채웁니다. 빠르고, 읽지 않는 데이터가 메모리를 차지하지 않습니다. 대신 캐시의 사본은 삭제(`invalidate`)되거나 만료(`ttl`)될 때까지 옛 값이고, 쓴 뒤의 첫 읽기는 미스입니다. `read-through`와 함께 써도 무효화해야 일관성이 유지됩니다.",
				},
				["around"],
			),
			entry(
				"write-through",
				{ en: "Write-through", ko: "Write-through" },
				{
					en: "Writes go to the cache and at once to the store; both are done before the answer. Reads find the newest value, if every writer goes this way and the second write cannot fail alone. Each write costs two, and what nobody reads fills the memory: for data that is read soon and often after it is written, not for frequent writes.",
					ko: "캐시에 쓰고 곧바로 저장소에도 쓴 뒤에 응답합니다. 모든 쓰기가 이 길로 가고 두 번째 쓰기만 실패하는 일이 없다면 읽을 때 항상 최신 값을 봅니다. 쓰기마다 두 번 쓰고, 읽지 않는 데이터도 메모리를 채웁니다. 쓰자마자 자주 읽는 데이터에 알맞고, 쓰기가 잦으면 알맞지 않습니다.",
				},
				["through"],
			),
			entry(
				"write-back",
				{ en: "Write-back (write-behind)", ko: "Write-back(write-behind)" },
				{
					en: "Writes go to the cache, which writes them to the store later in batches, every `flush`. Repeated writes to one item become a single one, which takes most of the load off the store. Until then the cache has the only copy: if it fails, up to one flush interval of acknowledged writes is lost. For counters and views, or with persistence and replicas.",
					ko: "캐시에 먼저 쓰고, `flush` 간격마다 모아서 저장소에 씁니다. 같은 항목을 여러 번 써도 한 번으로 합쳐져 저장소의 쓰기 부하가 크게 줄어듭니다. 그때까지는 캐시에만 있으므로 캐시에 장애가 나면 응답까지 끝낸 쓰기를 최대 한 간격만큼 잃습니다. 조회 수 같은 데이터에 쓰거나, 캐시를 영속화하고 복제해서 씁니다.",
				},
				["write-behind", "back", "behind"],
			),
		]),
		example: "write-around",
		text: {
			en: "What a write does with the cache. It decides the write load of the store, how stale reads can be, and what a crash loses.",
			ko: "쓰기가 캐시를 어떻게 다루는지 정합니다. 저장소의 쓰기 부하, 읽는 값이 얼마나 오래될 수 있는지, 장애 때 무엇을 잃는지가 달라집니다.",
		},
		synonyms: ["writes", "write-strategy"],
	},
	{
		name: "invalidate",
		kinds: ["cache"],
		value: word(
			[
				entry(
					"delete",
					{ en: "Delete on write", ko: "쓸 때 삭제" },
					{
						en: "The writer deletes the copy after it has committed to the store; the next read fetches the new value. Simple and safe to repeat. Each write causes a miss, so the hit ratio of an item cannot exceed its share of reads.",
						ko: "저장소에 커밋한 뒤 사본을 지우고, 다음 읽기가 새 값을 가져옵니다. 단순하고 여러 번 해도 안전합니다. 쓸 때마다 미스가 나므로 항목의 적중률은 읽기 비율을 넘지 못합니다.",
					},
					["evict", "purge"],
				),
				entry(
					"update",
					{ en: "Update on write", ko: "쓸 때 갱신" },
					{
						en: "The writer puts the new value into the cache. The next read is a hit, but two writers can cross, and then the older value stays until it expires: use versions or leases.",
						ko: "쓰는 쪽이 새 값을 캐시에 넣습니다. 다음 읽기가 적중하지만, 두 쓰기가 엇갈리면 옛 값이 만료될 때까지 남을 수 있습니다. 버전이나 리스를 함께 씁니다.",
					},
					["set"],
				),
				entry(
					"cdc",
					{ en: "Change data capture", ko: "변경 데이터 캡처(CDC)" },
					{
						en: "A process follows the log of the store and deletes or updates the copies. It misses no writer, whichever way it wrote, and lags by some milliseconds to seconds.",
						ko: "저장소의 변경 로그를 따라가며 사본을 지우거나 갱신합니다. 어떤 경로로 썼든 놓치지 않지만 몇 밀리초에서 몇 초 늦습니다.",
					},
					["change-data-capture", "log", "binlog"],
				),
				entry(
					"none",
					{ en: "None", ko: "없음" },
					{
						en: "Copies stay until they expire or are evicted. Right only if `ttl` is within the `freshness` of the data, or the data never changes.",
						ko: "만료되거나 방출될 때까지 사본이 남습니다. `ttl`이 데이터의 `freshness` 이내이거나 데이터가 바뀌지 않을 때만 알맞습니다.",
					},
				),
			],
			{ yes: "delete", no: "none" },
		),
		example: "delete",
		text: {
			en: "What happens to the copy in the cache when the data is written. `true` stands for `delete`.",
			ko: "데이터를 쓸 때 캐시의 사본을 어떻게 하는지 정합니다. `true`는 `delete`와 같습니다.",
		},
		synonyms: ["invalidation"],
	},
	{
		name: "versioned",
		kinds: ["cache"],
		value: boolean,
		example: "true",
		text: {
			en: "Whether each copy has a version, and the cache refuses a copy older than the one it has (compare and set). Two writers that cross can then not leave the older value behind.",
			ko: "사본마다 버전이 있고, 가진 것보다 오래된 사본을 캐시가 거절하는지(비교 후 설정) 정합니다. 두 쓰기가 엇갈려도 옛 값이 남지 않습니다.",
		},
		synonyms: ["cas", "compare-and-set", "versions"],
	},
	{
		name: "jitter",
		kinds: ["cache"],
		value: union(percent, boolean),
		example: "10%",
		text: {
			en: "Random part of the TTL, such as `10%`. It keeps items that were filled together, for example after a restart, from expiring together.",
			ko: "TTL에 섞는 임의의 비율입니다(예: `10%`). 재시작 직후처럼 함께 채운 항목이 한꺼번에 만료되지 않게 합니다.",
		},
	},
	{
		name: "eviction",
		kinds: ["cache"],
		value: word([
			entry(
				"lru",
				{ en: "Least recently used", ko: "LRU(가장 오래 쓰지 않은 것)" },
				{
					en: "Throws out what has not been used for the longest time. A good choice without knowing the load; a large scan can flush it.",
					ko: "가장 오래 쓰지 않은 항목을 내보냅니다. 부하의 성격을 몰라도 무난합니다. 한꺼번에 많이 훑어 읽으면 캐시가 쓸려 나갈 수 있습니다.",
				},
				["least-recently-used"],
			),
			entry(
				"lfu",
				{ en: "Least frequently used", ko: "LFU(가장 적게 쓴 것)" },
				{
					en: "Throws out what is used least often. The best hit ratio while popularity is stable, since items asked for once do not push out popular ones; slow to notice new favourites.",
					ko: "가장 적게 쓰인 항목을 내보냅니다. 한 번만 요청된 항목이 인기 항목을 밀어내지 못하므로 인기가 안정적일 때 적중률이 가장 높습니다. 새로 인기를 얻은 항목을 늦게 알아챕니다.",
				},
				["least-frequently-used"],
			),
			entry(
				"fifo",
				{ en: "First in, first out", ko: "FIFO(먼저 들어온 것)" },
				{
					en: "Throws out what came in first, used or not. Cheapest to run; its hit ratio is that of random eviction, usually a little below LRU.",
					ko: "쓰임과 관계없이 먼저 들어온 항목을 내보냅니다. 가장 가볍게 돌아가며, 적중률은 무작위 방출과 같고 보통 LRU보다 조금 낮습니다.",
				},
				["first-in-first-out", "random"],
			),
			entry(
				"none",
				{ en: "None (noeviction)", ko: "없음(noeviction)" },
				{
					en: "Throws nothing out: when the memory is full, whatever is new is refused until something expires. Right where the cache has the only copy, not for copies that may be fetched again.",
					ko: "아무것도 내보내지 않습니다. 메모리가 가득 차면 무언가 만료될 때까지 새 항목을 거절합니다. 캐시에만 있는 데이터에는 알맞고, 다시 가져올 수 있는 사본에는 알맞지 않습니다.",
				},
				["noeviction", "no-eviction", "never"],
			),
		]),
		example: "lru",
		defaults: everywhere(
			"lru",
			"lru",
			engineering({
				en: "the most common policy, good without knowledge of the load",
				ko: "가장 널리 쓰이고, 부하를 몰라도 무난한 정책입니다",
			}),
		),
		text: {
			en: "What is thrown out when the memory is full. It matters where memory, not `ttl`, is what limits the cache.",
			ko: "메모리가 가득 찼을 때 무엇을 내보낼지 정하는 방출 정책입니다. `ttl`이 아니라 메모리가 캐시를 제한할 때 중요합니다.",
		},
		synonyms: ["policy", "eviction-policy"],
	},
	{
		name: "memory",
		kinds: ["cache"],
		value: bytes,
		example: "16GB",
		defaults: {
			"*": unlimited(
				engineering({
					en: "everything that is asked for stays until it expires",
					ko: "요청된 것이 만료될 때까지 모두 남는다고 봅니다",
				}),
			),
		},
		text: {
			en: "Memory of one instance for the cached items, from 0 B up. It holds memory ÷ (size + overhead) items. With popularity by Zipf's law the hit ratio grows about with the logarithm of memory: the last points are expensive. Leave some 20 % of room for growth and fragmentation. Undeclared, it keeps whatever was once asked for, until that expires or is deleted.",
			ko: "인스턴스 하나가 캐시에 쓰는 메모리(0B 이상)입니다. 메모리 ÷ (크기 + 추가 공간)개의 항목이 들어갑니다. 인기도가 지프 법칙을 따르면 적중률은 대략 메모리의 로그에 비례하므로 마지막 몇 %가 비쌉니다. 증가와 단편화에 대비해 20%쯤 여유를 둡니다. 선언하지 않으면 한 번 요청된 것은 만료되거나 삭제될 때까지 모두 남습니다.",
		},
		synonyms: ["ram", "size", "max-memory", "maxmemory"],
	},
	{
		name: "max-items",
		kinds: ["cache"],
		value: whole,
		example: "1M",
		text: {
			en: "Most items that one instance holds, in place of `memory`.",
			ko: "인스턴스 하나에 들어가는 최대 항목 수입니다. `memory` 대신 씁니다.",
		},
		synonyms: ["items", "max-entries", "capacity-items"],
	},
	{
		name: "overhead",
		kinds: ["cache"],
		value: bytes,
		example: "56B",
		defaults: everywhere(
			56,
			"56B",
			published(
				"Yang, Yue, Rashmi, A large scale analysis of hundreds of in-memory cache clusters at Twitter, OSDI 2020 (Twemcache)",
				"2020",
			),
		),
		text: {
			en: "Memory that each item takes beside its data: key, pointers, expiry. For small items it is a large part.",
			ko: "항목마다 데이터 외에 드는 메모리입니다. 키, 포인터, 만료 시각이 여기에 속합니다. 작은 항목일수록 비중이 큽니다.",
		},
	},
	{
		name: "usable-memory",
		kinds: ["cache"],
		value: percent,
		example: "75%",
		defaults: everywhere(
			1,
			"100%",
			engineering({ en: "`memory` is what items can use", ko: "`memory`를 모두 항목에 쓸 수 있다고 봅니다" }),
		),
		text: {
			en: "Part of the memory that items can use; the rest goes to fragmentation, buffers and copies for snapshots.",
			ko: "메모리 가운데 항목에 쓸 수 있는 비율입니다. 나머지는 단편화, 버퍼, 스냅샷용 복사본에 들어갑니다.",
		},
	},
	{
		name: "warm-up",
		kinds: ["cache"],
		value: quantity(["count", "ratio"]),
		example: "20%",
		text: {
			en: "How many of the hottest items are loaded before the cache takes traffic: a number or a percent of the items. An empty cache sends every read to the store behind; loading the hottest few items answers their whole share of the requests from the first second.",
			ko: "트래픽을 받기 전에 미리 채울 인기 항목의 양(캐시 예열)을 개수나 비율로 적습니다. 빈 캐시는 모든 읽기를 뒤쪽 저장소로 보냅니다. 가장 인기 있는 몇 항목만 채워도 그 몫만큼은 처음부터 적중합니다.",
		},
		synonyms: ["warmup", "warming", "preload", "warm"],
	},
	{
		name: "flush",
		kinds: ["cache"],
		value: positiveTime,
		example: "5s",
		defaults: everywhere(
			5,
			"5s",
			unverified("Linux writes back dirty pages every 5 s (vm.dirty_writeback_centisecs = 500)"),
		),
		text: {
			en: "How often a write-back cache writes to the store. It is the loss window: a crash loses up to writes per second × flush, half of it on average. Longer intervals merge more writes into one.",
			ko: "write-back 캐시가 저장소에 쓰는 간격입니다. 잃을 수 있는 범위이기도 해서, 장애가 나면 최대 초당 쓰기 수 × 간격, 평균 그 절반을 잃습니다. 길수록 더 많은 쓰기가 하나로 합쳐집니다.",
		},
		synonyms: ["flush-interval"],
	},
	{
		name: "persistence",
		kinds: ["cache"],
		value: word(
			[
				entry(
					"none",
					{ en: "None", ko: "없음" },
					{ en: "A restart empties the cache.", ko: "재시작하면 캐시가 비워집니다." },
				),
				entry(
					"snapshot",
					{ en: "Snapshots", ko: "스냅샷" },
					{
						en: "A copy on disk from time to time. A restart begins warm, but what came after the last copy is gone.",
						ko: "가끔 디스크에 사본을 남깁니다. 재시작해도 채워진 상태로 시작하지만 마지막 사본 이후의 데이터는 사라집니다.",
					},
					["rdb", "snapshots"],
				),
				entry(
					"aof",
					{ en: "Append-only file", ko: "추가 전용 파일(AOF)" },
					{
						en: "Each write is appended to a log on disk, which is synced every second or at each write. Loses a second or nothing, at the price of slower writes.",
						ko: "쓸 때마다 디스크의 로그에 덧붙이고, 1초마다 또는 쓸 때마다 동기화합니다. 잃는 것이 1초분 이하이지만 쓰기가 느려집니다.",
					},
					["append-only-file", "log", "wal"],
				),
			],
			{ yes: "aof", no: "none" },
		),
		example: "aof",
		defaults: everywhere("none", "none", engineering({ en: "a cache is volatile", ko: "캐시는 휘발성으로 봅니다" })),
		text: {
			en: "What survives a restart. Needed where the cache holds something that is nowhere else: sessions, write-back data.",
			ko: "재시작해도 남는 것을 정합니다. 세션이나 write-back 데이터처럼 다른 곳에 없는 것을 캐시에 둘 때 필요합니다.",
		},
		synonyms: ["persistent", "durable"],
	},
	{
		name: "replicas",
		kinds: ["cache"],
		value: whole,
		example: "1",
		defaults: everywhere(
			0,
			"0",
			engineering({ en: "each item is on one node", ko: "항목마다 노드 하나에만 있다고 봅니다" }),
		),
		text: {
			en: "Copies of each node, beside the node itself. `xN` divides the items over N nodes, `replicas` keeps them when one fails. Each copy costs the memory again.",
			ko: "각 노드의 복제본 수입니다. `xN`은 항목을 N개 노드에 나누고, `replicas`는 노드 하나를 잃어도 항목을 지킵니다. 복제본마다 같은 메모리가 더 듭니다.",
		},
		synonyms: ["replica", "copies"],
	},
	{
		name: "hot-copies",
		kinds: ["cache"],
		value: wholeFromOne,
		example: "4",
		defaults: everywhere(
			1,
			"1",
			engineering({ en: "each key is on one node", ko: "키마다 노드 하나에만 있다고 봅니다" }),
		),
		text: {
			en: "Nodes that have a copy of the hottest keys, for example under keys with a suffix; readers choose one of them at random. It divides the reads of a key, which more nodes alone do not, and each write has to reach all copies.",
			ko: "접미사를 붙인 키 등으로 가장 뜨거운 키의 사본을 두는 노드의 수입니다. 읽는 쪽이 그중 하나를 무작위로 고릅니다. 노드만 늘려서는 나뉘지 않는 한 키의 읽기가 나뉘는 대신, 쓸 때는 모든 사본에 써야 합니다.",
		},
		synonyms: ["hot-key-copies", "replicated-keys"],
	},
	{
		name: "placement",
		kinds: ["cache"],
		value: word([
			entry(
				"consistent-hash",
				{ en: "Consistent hashing", ko: "안정 해시" },
				{
					en: "Losing one of n nodes loses 1/n of the items; adding one moves 1/(n + 1).",
					ko: "노드 n대 중 하나를 잃으면 항목의 1/n만 잃고, 하나를 더하면 1/(n + 1)만 옮깁니다.",
				},
				["consistent-hashing", "ketama"],
			),
			entry(
				"modulo",
				{ en: "Hash modulo n", ko: "나머지 연산(모듈로)" },
				{
					en: "Simple, but any change of the number of nodes moves nearly all items, (n − 1)/n of them when one of n is lost: the cache is as good as empty.",
					ko: "단순하지만 노드 수가 바뀌면 거의 모든 항목의 위치가 바뀝니다. n대 중 하나를 잃으면 (n − 1)/n이 미스가 되어 빈 캐시나 다름없습니다.",
				},
				["mod", "hash"],
			),
		]),
		example: "consistent-hash",
		defaults: everywhere(
			"consistent-hash",
			"consistent-hash",
			engineering({ en: "what common clients and clusters do", ko: "널리 쓰이는 클라이언트와 클러스터의 방식입니다" }),
		),
		text: {
			en: "How items are divided over the nodes, and so how many are lost with one of them.",
			ko: "항목을 노드에 나누는 방식입니다. 노드 하나를 잃을 때 잃는 항목의 수가 달라집니다.",
		},
		synonyms: ["sharding", "hashing"],
	},
	{
		name: "stampede",
		kinds: ["cache"],
		value: word(
			[
				entry(
					"none",
					{ en: "None", ko: "없음" },
					{
						en: "Every request that misses recomputes: request rate × recompute time of them at once, 1,000 for 2,000 requests/s and 0.5 s.",
						ko: "미스가 난 요청이 모두 다시 계산합니다. 동시에 요청 수 × 재계산 시간만큼 일어납니다. 초당 2,000건에 0.5초이면 1,000개입니다.",
					},
				),
				entry(
					"single-flight",
					{ en: "Single flight", ko: "단일 요청(single flight)" },
					{
						en: "One request for each instance recomputes, the others wait for its result.",
						ko: "인스턴스마다 요청 하나만 다시 계산하고 나머지는 결과를 기다립니다.",
					},
					["coalescing", "request-coalescing", "lock", "mutex"],
				),
				entry(
					"lease",
					{ en: "Lease", ko: "리스" },
					{
						en: "The cache gives one caller the right to fill the item; the others wait or take the old value. At Facebook it brought a peak of 17,000 database queries per second down to 1,300 (NSDI 2013).",
						ko: "캐시가 한 호출자에게만 채울 권한을 주고, 나머지는 기다리거나 옛 값을 씁니다. 페이스북에서는 초당 17,000건이던 데이터베이스 질의의 피크가 1,300건으로 줄었습니다(NSDI 2013).",
					},
					["leases"],
				),
				entry(
					"early-refresh",
					{ en: "Early refresh", ko: "이른 갱신" },
					{
						en: "An item is recomputed at a random moment shortly before it expires, earlier the longer it takes (XFetch, Vattani et al. 2015). No waiting and no coordination; a few recomputations too many.",
						ko: "만료되기 조금 전 임의의 순간에 다시 계산하며, 오래 걸릴수록 일찍 합니다(XFetch, Vattani 외 2015). 기다림과 조정이 필요 없지만 재계산이 조금 늘어납니다.",
					},
					["xfetch", "probabilistic"],
				),
				entry(
					"stale-while-revalidate",
					{ en: "Stale while revalidate", ko: "재검증 중 옛 값 제공" },
					{
						en: "Readers get the old value while one request fetches the new one. Nobody waits; readers see values somewhat older than the TTL.",
						ko: "요청 하나가 새 값을 가져오는 동안 읽는 쪽은 옛 값을 받습니다. 아무도 기다리지 않지만 TTL보다 조금 오래된 값을 볼 수 있습니다.",
					},
					["swr"],
				),
			],
			{ yes: "single-flight", no: "none" },
		),
		example: "single-flight",
		defaults: everywhere(
			"none",
			"none",
			engineering({ en: "no protection unless declared", ko: "적지 않으면 대비책이 없다고 봅니다" }),
		),
		text: {
			en: "What keeps many requests from recomputing the same item at once when it expires.",
			ko: "항목이 만료될 때 여러 요청이 한꺼번에 같은 항목을 다시 계산하는 것(캐시 스탬피드)을 막는 방법입니다.",
		},
		synonyms: ["thundering-herd", "dogpile"],
	},
	{
		name: "recompute",
		kinds: ["cache"],
		value: positiveTime,
		example: "500ms",
		text: {
			en: "How long it takes to rebuild an item that is not in the cache. All requests for it during this time miss as well.",
			ko: "캐시에 없는 항목을 다시 만드는 데 걸리는 시간입니다. 그동안 같은 항목을 찾는 요청은 모두 미스가 됩니다.",
		},
		synonyms: ["rebuild", "recompute-time"],
	},
	{
		name: "ttl-reset",
		kinds: ["cache"],
		value: boolean,
		example: "true",
		defaults: everywhere(
			"false",
			"false",
			engineering({
				en: "a hit does not prolong the life of a copy",
				ko: "적중해도 사본의 수명이 늘지 않는다고 봅니다",
			}),
		),
		text: {
			en: "Whether a hit starts the TTL anew (sliding expiration). Right for sessions; for other data a popular item would then never be refreshed.",
			ko: "적중하면 TTL을 처음부터 다시 셀지 정합니다. 세션에 알맞습니다. 다른 데이터에 쓰면 인기 항목이 영영 갱신되지 않을 수 있습니다.",
		},
		synonyms: ["sliding", "sliding-expiration"],
	},
];

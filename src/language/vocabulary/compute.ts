import type { PropertyEntry } from "./types.ts";
import {
	assumed,
	boolean,
	engineering,
	entry,
	everywhere,
	list,
	number,
	percent,
	positiveRate,
	positiveTime,
	quantity,
	reference,
	union,
	wholeFromOne,
	word,
} from "./values.ts";

/** How an instance works: what it serves at once, for how long, and how that varies. */
export const computeProperties: readonly PropertyEntry[] = [
	{
		name: "concurrency",
		kinds: ["service", "worker", "database"],
		value: wholeFromOne,
		example: "16",
		defaults: {
			service: assumed(
				8,
				"8",
				engineering({
					en: "one for each core of a common server; with 500rps a request takes 16 ms",
					ko: "흔한 서버의 코어마다 하나씩이며, 500rps이면 요청 하나에 16ms가 걸립니다",
				}),
			),
			worker: assumed(1, "1", engineering({ en: "one job after the other", ko: "작업을 하나씩 차례로 처리합니다" })),
			database: assumed(
				8,
				"8",
				engineering({ en: "one for each core of a common server", ko: "흔한 서버의 코어마다 하나씩입니다" }),
			),
		},
		text: {
			en: "Requests that one instance works on at the same time. `capacity` = concurrency ÷ `service-time`. The servers of all instances form one pool; the larger the pool, the shorter the waits at the same utilisation.",
			ko: "인스턴스 하나가 동시에 처리하는 요청의 수입니다. `capacity` = 동시 처리 수 ÷ `service-time`입니다. 모든 인스턴스의 처리 자리가 하나의 풀을 이루며, 같은 사용률이라면 풀이 클수록 덜 기다립니다.",
		},
		synonyms: ["parallelism", "cores", "cpus", "vcpu"],
	},
	{
		name: "threads",
		kinds: ["service", "worker", "database"],
		value: wholeFromOne,
		example: "200",
		text: {
			en: "Threads (or connections) of an instance that stay occupied while it waits for downstream calls. Needed: arrivals × (own time + time of the calls), by Little's law; a slow dependency can use them all up: 300 requests/s × 2 s hold 600. Leave it out for code that does not block.",
			ko: "하위 호출을 기다리는 동안 점유되는 인스턴스의 스레드(또는 연결) 수입니다. 리틀의 법칙에 따라 도착률 × (자체 시간 + 호출 시간)만큼 필요합니다. 느린 의존 대상 하나가 모두 차지할 수 있습니다. 초당 300건 × 2초이면 600개입니다. 블로킹하지 않는 코드에는 적지 않습니다.",
		},
		synonyms: ["thread-pool"],
	},
	{
		name: "variability",
		kinds: ["service", "worker", "database"],
		value: number,
		example: "1",
		defaults: everywhere(
			1,
			"1",
			engineering({
				en: "exponential service times, the assumption of M/M/c",
				ko: "서비스 시간이 지수 분포라는 M/M/c의 가정입니다",
			}),
		),
		text: {
			en: "Squared coefficient of variation of the service time. 0: always the same, 1: exponential, above 1: a few requests take very long. Waiting grows with it (Allen and Cunneen); heavy tails make the percentiles approximate.",
			ko: "서비스 시간의 변동 계수를 제곱한 값입니다. 0이면 일정하고, 1이면 지수 분포이며, 1보다 크면 일부 요청이 아주 오래 걸립니다. 대기 시간이 이에 따라 늘어나며(앨런-커닌 근사), 꼬리가 두꺼우면 백분위수는 근삿값입니다.",
		},
		synonyms: ["cv2", "scv"],
	},
	{
		name: "contention",
		kinds: ["service", "worker", "database"],
		value: percent,
		example: "3%",
		defaults: everywhere(
			0,
			"0%",
			engineering({ en: "instances do not wait for each other", ko: "인스턴스가 서로를 기다리지 않는다고 봅니다" }),
		),
		text: {
			en: "Share of the work that cannot run in parallel, α of the Universal Scalability Law (Gunther). Throughput stays below 1/α times one instance however many there are: at 3 %, 33 times.",
			ko: "병렬로 처리할 수 없는 작업의 비율로, 보편 확장성 법칙(USL, Gunther)의 α입니다. 인스턴스를 아무리 늘려도 처리량은 하나의 1/α배를 넘지 못합니다. 3%이면 33배입니다.",
		},
		synonyms: ["alpha", "serial"],
	},
	{
		name: "coherency",
		kinds: ["service", "worker", "database"],
		value: percent,
		example: "0.01%",
		defaults: everywhere(
			0,
			"0%",
			engineering({
				en: "instances need not agree with each other",
				ko: "인스턴스끼리 상태를 맞출 필요가 없다고 봅니다",
			}),
		),
		text: {
			en: "Cost of keeping instances in agreement, β of the Universal Scalability Law. It grows with the number of pairs: beyond √((1 − α)/β) instances more of them make the tier slower.",
			ko: "인스턴스끼리 상태를 맞추는 비용으로, 보편 확장성 법칙의 β입니다. 인스턴스 쌍의 수만큼 늘어나므로, √((1 − α)/β)개를 넘으면 인스턴스를 늘릴수록 느려집니다.",
		},
		synonyms: ["beta", "coherence"],
	},
	{
		name: "sessions",
		kinds: ["service", "worker"],
		value: union(
			word(
				[
					entry(
						"none",
						{ en: "None", ko: "없음" },
						{
							en: "Keeps nothing between requests: any instance can serve any request.",
							ko: "요청 사이에 아무것도 보관하지 않습니다. 어느 인스턴스든 모든 요청을 처리할 수 있습니다.",
						},
						["stateless"],
					),
					entry(
						"local",
						{ en: "Local (stateful)", ko: "서버에 저장(상태 유지)" },
						{
							en: "In the memory or on the disk of the instance. Fast, but it binds users to machines: the balancer must be sticky, scaling in or a crash logs users out, and new instances get no old users.",
							ko: "인스턴스의 메모리나 디스크에 둡니다. 빠르지만 사용자가 서버에 묶입니다. 고정 세션이 필요하고, 인스턴스를 줄이거나 장애가 나면 로그아웃되며, 새 인스턴스는 기존 사용자의 부하를 나누지 못합니다.",
						},
						["server", "memory", "in-memory", "stateful"],
					),
					entry(
						"token",
						{ en: "Client token", ko: "클라이언트 토큰" },
						{
							en: "In a signed token that the client sends along. No store is needed and every instance can serve it; in exchange the token cannot be revoked before it expires, and its bytes travel with each request.",
							ko: "클라이언트가 함께 보내는 서명된 토큰에 둡니다. 저장소가 필요 없고 어느 인스턴스든 처리할 수 있습니다. 대신 만료 전에는 취소할 수 없고 요청마다 토큰의 바이트가 오갑니다.",
						},
						["jwt", "cookie", "client"],
					),
				],
				{ no: "none" },
			),
			reference("cache", "database", "storage"),
		),
		example: "redis",
		defaults: everywhere(
			"none",
			"none",
			engineering({ en: "no state unless declared", ko: "적지 않으면 상태가 없다고 봅니다" }),
		),
		text: {
			en: "Where the state of logged-in users lives: `none`, `local`, `token`, or the name of a shared store. A shared store makes the tier stateless: instances come and go freely. Each request then reads its session there (a network hop of about half a millisecond), and every request depends on that store.",
			ko: "로그인한 사용자의 상태를 두는 곳입니다. `none`, `local`, `token` 또는 공유 저장소의 이름을 씁니다. 공유 저장소에 두면 웹 계층이 무상태가 되어 인스턴스를 자유롭게 늘리고 줄입니다. 대신 요청마다 세션을 읽느라 네트워크를 한 번 더 거치고(약 0.5ms), 모든 요청이 그 저장소에 의존합니다.",
		},
		synonyms: ["session", "state", "session-store"],
	},
	{
		name: "local-cache",
		kinds: ["service", "worker"],
		value: list(reference("data")),
		example: "[settings]",
		text: {
			en: "Data sets of which each instance keeps copies in its own memory. The fastest cache there is; but n instances hold everything n times, each of them sees only 1/n of the requests, and they do not agree on what is current. In front of a shared cache it takes the hottest items off it. It does not count in the loads.",
			ko: "인스턴스마다 자기 메모리에 사본을 두는 데이터 세트입니다. 가장 빠른 캐시이지만, 인스턴스가 n개이면 같은 것을 n번 담고, 인스턴스마다 요청의 1/n만 보며, 서로 다른 값을 가질 수 있습니다. 공유 캐시 앞에 두면 가장 뜨거운 항목의 읽기를 덜어 줍니다. 부하 계산에는 반영하지 않습니다.",
		},
		synonyms: ["in-process-cache", "l1", "l1-cache", "near-cache"],
	},
	{
		name: "max-connections",
		kinds: ["service", "database"],
		value: wholeFromOne,
		example: "500",
		text: {
			en: "Connections that one instance can hold open. Each instance of a caller opens a pool of them, so scaling out a service multiplies the connections at its database; a pooler in between, or smaller pools, helps.",
			ko: "인스턴스 하나가 열어 둘 수 있는 연결의 수입니다. 호출하는 인스턴스마다 연결 풀을 열기 때문에 서비스를 늘리면 데이터베이스의 연결도 그만큼 늘어납니다. 중간에 풀러를 두거나 풀을 줄입니다.",
		},
		synonyms: ["connection-limit"],
	},
	{
		name: "pool-size",
		kinds: ["service", "worker", "link"],
		value: wholeFromOne,
		example: "20",
		text: {
			en: "Connections that each instance keeps open to each node that it calls, on a link to that target alone. Needed: calls per second × time of a call (Little's law). All instances together must stay below the `max-connections` of the target.",
			ko: "인스턴스마다 호출 대상의 노드 하나에 열어 두는 연결의 수입니다. 링크에 적으면 그 대상에만 적용됩니다. 초당 호출 수 × 호출 시간만큼 필요하며(리틀의 법칙), 모든 인스턴스의 합이 대상의 `max-connections`보다 작아야 합니다.",
		},
		synonyms: ["connection-pool", "pool"],
	},
	{
		name: "heavy",
		kinds: ["service"],
		value: percent,
		example: "10%",
		text: {
			en: "Share of the requests that are heavy work, such as resizing an image or making a report. With `heavy-time` it shows what they take from the others: 10 % jobs of 2 s beside requests of 20 ms use 92 % of the time. If the user need not wait, put a queue and workers in between.",
			ko: "이미지 변환이나 보고서 작성처럼 무거운 요청의 비율입니다. `heavy-time`과 함께 다른 요청의 자리를 얼마나 빼앗는지 보여 줍니다. 20ms 요청 사이에 2초 작업이 10%만 있어도 전체 시간의 92%를 씁니다. 사용자가 기다릴 필요가 없다면 큐와 워커로 넘깁니다.",
		},
	},
	{
		name: "heavy-time",
		kinds: ["service"],
		value: positiveTime,
		example: "2s",
		text: {
			en: "Service time of a heavy request.",
			ko: "무거운 요청 하나의 서비스 시간입니다.",
		},
	},
];

/** How a caller deals with what it calls. On a link they hold for that link alone. */
export const callProperties: readonly PropertyEntry[] = [
	{
		name: "timeout",
		kinds: ["client", "gateway", "service", "worker", "link"],
		value: positiveTime,
		example: "500ms",
		text: {
			en: "How long it waits for an answer. Without one, a dependency that hangs holds threads and connections for ever and takes its callers down too. A little above the usual 99th percentile is a good start; the sum along a path must fit the latency target.",
			ko: "응답을 기다리는 최대 시간(타임아웃)입니다. 없으면 응답하지 않는 의존 대상이 스레드와 연결을 끝없이 붙잡아 호출한 쪽까지 멈춥니다. 평소의 99백분위수보다 조금 길게 잡고, 경로 전체의 합이 지연 시간 목표에 들어가게 합니다.",
		},
	},
	{
		name: "retries",
		kinds: ["client", "gateway", "service", "worker", "link"],
		value: quantity("count", { integer: true, max: 100 }),
		example: "2",
		text: {
			en: "How often a failed call is tried again, from 0 to 100. It hides short failures and adds load exactly when there is too much: retries multiply along a path, 3 retries at 3 layers make 4³ = 64 attempts. Retry at one layer only, with `backoff`, and only what may be done twice.",
			ko: "실패한 호출을 다시 시도하는 횟수(0~100)입니다. 짧은 장애는 가려 주지만 가장 힘들 때 부하를 더합니다. 경로를 따라 곱해지므로 세 계층에서 3번씩이면 4³ = 64번 시도합니다. 한 계층에서만, `backoff`와 함께, 두 번 해도 되는 작업에만 씁니다.",
		},
		synonyms: ["retry", "attempts"],
	},
	{
		name: "backoff",
		kinds: ["client", "gateway", "service", "worker", "link"],
		value: word(
			[
				entry(
					"none",
					{ en: "None", ko: "없음" },
					{
						en: "Tries again at once: callers hit a struggling service all at the same time.",
						ko: "곧바로 다시 시도합니다. 힘들어하는 서비스에 호출이 한꺼번에 몰립니다.",
					},
				),
				entry(
					"exponential",
					{ en: "Exponential", ko: "지수 백오프" },
					{
						en: "Doubles the pause after each attempt. Callers that failed together still come back together.",
						ko: "시도할 때마다 기다리는 시간을 두 배로 늘립니다. 함께 실패한 호출은 여전히 함께 돌아옵니다.",
					},
				),
				entry(
					"jitter",
					{ en: "Exponential with jitter", ko: "지터를 더한 지수 백오프" },
					{
						en: "Exponential pauses with a random part, which spreads the attempts over time. The usual choice.",
						ko: "지수로 늘어나는 대기 시간에 임의의 값을 섞어 시도를 시간상으로 흩뜨립니다. 보통 이 방식을 씁니다.",
					},
					["exponential-jitter", "random"],
				),
			],
			{ yes: "exponential", no: "none" },
		),
		example: "jitter",
		text: {
			en: "The pause between retries. Without one, retries keep an overloaded service overloaded after the cause is gone.",
			ko: "재시도 사이에 두는 간격입니다. 간격이 없으면 원인이 사라진 뒤에도 재시도 때문에 과부하가 이어집니다.",
		},
	},
	{
		name: "interactive",
		kinds: ["service"],
		value: boolean,
		example: "true",
		text: {
			en: "The user waits for its result and can do nothing without it, as with a search or a stream. Long work of it cannot be put off behind a queue.",
			ko: "검색이나 스트리밍처럼 사용자가 결과를 기다리며, 결과가 없으면 아무것도 할 수 없습니다. 오래 걸려도 큐 뒤로 미룰 수 없습니다.",
		},
		synonyms: ["realtime", "streaming"],
	},
	{
		name: "outbox",
		kinds: ["service", "worker"],
		value: boolean,
		example: "true",
		text: {
			en: "Messages are written to its own store first and handed to the queue from there, again and again until that succeeds. It goes on while the queue is away.",
			ko: "메시지를 먼저 자기 저장소에 쓰고, 성공할 때까지 거기서 큐로 넘깁니다(트랜잭셔널 아웃박스). 큐가 멈추어도 계속 일합니다.",
		},
		synonyms: ["transactional-outbox"],
	},
	{
		name: "idempotent",
		kinds: ["service", "worker"],
		value: boolean,
		example: "true",
		text: {
			en: "Doing the same work twice changes no more than doing it once: it keeps the key of each message or request that it has done (the idempotency key) and passes over one that comes again, or its work is such by nature, like storing a file under the same name. Queues may deliver a message again, and callers repeat what they got no answer to.",
			ko: "같은 작업을 두 번 해도 한 번 한 것과 결과가 같습니다(멱등성). 처리한 메시지나 요청의 키(멱등 키)를 보관해 다시 온 것은 건너뛰거나, 같은 이름으로 파일을 저장하는 것처럼 본래 그런 작업입니다. 큐는 메시지를 다시 전달할 수 있고, 호출하는 쪽은 응답받지 못한 요청을 되풀이합니다.",
		},
		synonyms: ["idempotency", "idempotency-key", "idempotent-consumer", "deduplicates", "dedup"],
	},
	{
		name: "circuit-breaker",
		kinds: ["gateway", "service", "worker"],
		value: boolean,
		example: "true",
		defaults: everywhere(
			"false",
			"false",
			engineering({ en: "calls go on until declared otherwise", ko: "적지 않으면 실패해도 계속 호출한다고 봅니다" }),
		),
		text: {
			en: "Stops calling a dependency that keeps failing and answers at once, with an error or a substitute, until a trial call succeeds. Callers keep their threads and the dependency gets time to recover.",
			ko: "계속 실패하는 의존 대상의 호출을 멈추고, 시험 호출이 성공할 때까지 오류나 대체 응답을 곧바로 돌려줍니다(서킷 브레이커). 호출하는 쪽은 스레드를 지키고 의존 대상은 회복할 시간을 얻습니다.",
		},
		synonyms: ["breaker"],
	},
	{
		name: "rate-limit",
		kinds: ["cdn", "gateway", "loadbalancer", "service"],
		value: union(positiveRate, boolean),
		example: "1000rps",
		text: {
			en: "Most requests that it lets through per second, or `true` where there is a limit of unknown height. What is above is refused at once, so that the rest is served instead of everything failing.",
			ko: "초당 통과시키는 최대 요청 수입니다. 값은 모르지만 제한이 있으면 `true`로 씁니다(처리율 제한). 넘치는 요청은 곧바로 거절하여, 모두 실패하는 대신 나머지를 처리합니다.",
		},
		synonyms: ["ratelimit", "throttle", "throttling"],
	},
];

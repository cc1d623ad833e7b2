import type { PropertyEntry } from "./types.ts";
import {
	assumed,
	boolean,
	engineering,
	entry,
	everywhere,
	number,
	percent,
	positiveTime,
	published,
	quantity,
	reference,
	union,
	whole,
	wholeFromOne,
	word,
} from "./values.ts";

const DAY = 86_400;

export const clientProperties: readonly PropertyEntry[] = [
	{
		name: "users",
		kinds: ["client"],
		value: whole,
		example: "2M",
		text: {
			en: "Daily active users. Requests per second at the peak = users × `requests` ÷ 86,400 × `peak`. The number of users at which each component saturates scales this one.",
			ko: "일간 활성 사용자 수(DAU)입니다. 피크의 초당 요청 수 = 사용자 수 × `requests` ÷ 86,400 × `peak`입니다. 각 컴포넌트가 포화하는 사용자 수는 이 값을 늘려 가며 구합니다.",
		},
		synonyms: ["dau", "daily-active-users"],
	},
	{
		name: "requests",
		kinds: ["client"],
		value: quantity("rate"),
		example: "20/day",
		defaults: everywhere(
			20 / DAY,
			"20/day",
			engineering({
				en: "a user who opens some twenty pages a day; declare what your logs say",
				ko: "하루에 스무 페이지쯤 여는 사용자입니다. 실제 로그의 값을 적는 것이 좋습니다",
			}),
		),
		text: {
			en: "Requests that one user makes, as a rate such as `20/day`. The average is over the whole day; `peak` makes it the busiest second.",
			ko: "사용자 한 명이 보내는 요청 수를 `20/day` 같은 비율로 적습니다. 하루 평균이며, `peak`를 곱해 가장 바쁜 1초의 값으로 바꿉니다.",
		},
	},
	{
		name: "peak",
		kinds: ["client"],
		value: quantity("factor", { min: 1 }),
		example: "3x",
		defaults: everywhere(
			2,
			"2x",
			published("Xu, System Design Interview, 2020, chapter 2: peak QPS = 2 × QPS", "2020"),
		),
		text: {
			en: "The busiest second against the average second of the day. Hourly averages hide bursts: measure it per second. Everything is sized for the peak, so the whole design scales with it.",
			ko: "하루 평균 1초에 대한 가장 바쁜 1초의 배수입니다. 시간 단위 평균은 순간적인 폭주를 감추므로 초 단위로 잽니다. 모든 것을 피크에 맞추므로 설계 전체가 이 값에 비례합니다.",
		},
		synonyms: ["peak-factor"],
	},
	{
		name: "rate",
		kinds: ["client"],
		value: quantity("rate"),
		example: "5000rps",
		text: {
			en: "Requests per second at the peak, in place of `users`, `requests` and `peak`: it is not multiplied by `peak`. Use it for devices, jobs and measured traffic.",
			ko: "피크의 초당 요청 수를 직접 적습니다. `users`, `requests`, `peak`를 대신하며 `peak`를 곱하지 않습니다. 기기, 배치 작업, 측정한 트래픽에 씁니다.",
		},
		synonyms: ["rps", "qps", "throughput"],
	},
	{
		name: "arrival-variability",
		kinds: ["client"],
		value: number,
		example: "1",
		defaults: everywhere(
			1,
			"1",
			engineering({
				en: "many independent users make Poisson arrivals",
				ko: "독립적인 사용자가 많으면 도착은 푸아송 과정을 따릅니다",
			}),
		),
		text: {
			en: "Squared coefficient of variation of the time between requests. 0: evenly spaced, 1: Poisson, as many independent users make it, above 1: in bursts. Waiting grows with half the sum of this and the `variability` of the service (Allen and Cunneen).",
			ko: "요청 간격의 변동 계수를 제곱한 값입니다. 0이면 일정하고, 독립적인 사용자가 많으면 1(푸아송), 몰려서 오면 1보다 큽니다. 대기 시간은 이 값과 서비스 시간의 `variability`를 더한 값의 절반에 비례합니다(앨런-커닌 근사).",
		},
	},
	{
		name: "internal",
		kinds: ["client"],
		value: boolean,
		example: "true",
		text: {
			en: "Used inside a company only, over its own network: no content delivery network, limits for strangers or business metrics are asked for.",
			ko: "회사 안에서 사내망으로만 씁니다. CDN, 외부 사용자에 대한 제한, 비즈니스 지표를 요구하지 않습니다.",
		},
		synonyms: ["intranet", "private"],
	},
	{
		name: "visits",
		kinds: ["client"],
		value: quantity("rate"),
		example: "2/day",
		defaults: everywhere(
			1 / DAY,
			"1/day",
			engineering({ en: "one session for each user a day", ko: "사용자마다 하루에 세션 하나를 시작한다고 봅니다" }),
		),
		text: {
			en: "Sessions that one user begins, such as `2/day`. Times `lifetime` it gives the sessions that a session store holds at once.",
			ko: "사용자 한 명이 시작하는 세션 수를 `2/day`처럼 적습니다. 여기에 `lifetime`을 곱하면 세션 저장소가 동시에 보관하는 세션 수가 됩니다.",
		},
		synonyms: ["sessions", "logins"],
	},
	{
		name: "event",
		kinds: ["client"],
		value: word([
			entry(
				"launch",
				{ en: "Launch", ko: "출시" },
				{
					en: "A launch or campaign: the users come within minutes, and every cache is still empty.",
					ko: "출시나 행사입니다. 사용자가 몇 분 안에 몰려오는데 캐시는 아직 비어 있습니다.",
				},
			),
			entry(
				"flush",
				{ en: "Flush", ko: "캐시 비움" },
				{
					en: "All caches are emptied at once, for example by a deployment. The stores behind them get the full read rate until the caches have filled again.",
					ko: "배포 등으로 캐시가 한꺼번에 비워집니다. 캐시가 다시 찰 때까지 뒤쪽 저장소가 읽기 전체를 받습니다.",
				},
			),
		]),
		example: "launch",
		text: {
			en: "A planned event that the design must survive. Its size and length are `burst` and `burst-for`.",
			ko: "설계가 견뎌야 하는 예정된 사건입니다. 크기와 길이는 `burst`와 `burst-for`로 적습니다.",
		},
	},
	{
		name: "burst",
		kinds: ["client"],
		value: quantity(["factor", "rate"]),
		example: "5x",
		text: {
			en: "Requests during the event: a multiple of the peak, or a rate.",
			ko: "사건이 일어나는 동안의 요청 수입니다. 피크의 배수나 초당 요청 수로 적습니다.",
		},
		synonyms: ["spike"],
	},
	{
		name: "burst-for",
		kinds: ["client"],
		value: positiveTime,
		example: "10min",
		text: {
			en: "How long the burst lasts. A queue collects what its consumers cannot do meanwhile: (arrivals − capacity) × this time.",
			ko: "폭주가 이어지는 시간입니다. 그동안 소비자가 처리하지 못한 (도착 − 용량) × 시간만큼 큐에 쌓입니다.",
		},
	},
	{
		name: "connections",
		kinds: ["client"],
		value: whole,
		example: "500k",
		text: {
			en: "Connections that are open at once, such as WebSockets. They bind memory and sockets of the servers that hold them, independent of the request rate; compare with `max-connections`.",
			ko: "웹소켓처럼 동시에 열려 있는 연결의 수입니다. 요청 수와 관계없이 서버의 메모리와 소켓을 차지합니다. `max-connections`와 비교합니다.",
		},
	},
];

export const routerProperties: readonly PropertyEntry[] = [
	{
		name: "routing",
		kinds: ["dns", "cdn", "gateway", "loadbalancer"],
		value: word([
			entry(
				"geo",
				{ en: "Geographic", ko: "지리적 라우팅" },
				{
					en: "To the data center that is nearest by the user's location (GeoDNS). Short ways, but uneven load if the users are.",
					ko: "사용자의 위치에서 가장 가까운 데이터 센터로 보냅니다(GeoDNS). 경로가 짧지만 사용자가 몰린 지역에 부하도 몰립니다.",
				},
				["geodns", "geolocation", "geographic"],
			),
			entry(
				"latency",
				{ en: "By latency", ko: "지연 시간 기준" },
				{
					en: "To the data center with the lowest measured latency, which need not be the nearest one on the map.",
					ko: "측정한 지연 시간이 가장 짧은 데이터 센터로 보냅니다. 지도에서 가장 가까운 곳과 다를 수 있습니다.",
				},
				["latency-based"],
			),
			entry(
				"round-robin",
				{ en: "Round robin", ko: "라운드 로빈" },
				{
					en: "To each target in turn. Even, but blind to distance, and without health checks blind to failures.",
					ko: "대상에 차례로 보냅니다. 고르지만 거리를 보지 않으며, 상태 확인이 없으면 장애도 보지 못합니다.",
				},
			),
			entry(
				"weighted",
				{ en: "Weighted", ko: "가중치" },
				{
					en: "By the percents on the links or the `traffic` of the data centers: for gradual releases and unequal sizes.",
					ko: "연결에 적은 비율이나 데이터 센터의 `traffic`에 따라 나눕니다. 점진적 배포나 규모가 다른 데이터 센터에 씁니다.",
				},
			),
			entry(
				"failover",
				{ en: "Failover", ko: "장애 조치" },
				{
					en: "All to the first target, to the next one only while the first is down (active-passive). The passive side must be sized for everything, and be tried regularly.",
					ko: "모두 첫 번째 대상으로 보내고, 그곳이 멈추었을 때만 다음으로 보냅니다(액티브-패시브). 대기하는 쪽도 전체를 감당할 크기여야 하고 정기적으로 시험해야 합니다.",
				},
				["active-passive"],
			),
			entry(
				"anycast",
				{ en: "Anycast", ko: "애니캐스트" },
				{
					en: "One address announced from every place; the network takes each packet to the nearest. Fails over within seconds, since no DNS record has to expire.",
					ko: "모든 곳에서 같은 주소를 알리고 네트워크가 가장 가까운 곳으로 보냅니다. DNS 레코드의 만료를 기다리지 않아 몇 초 안에 장애 조치가 됩니다.",
				},
			),
		]),
		example: "geo",
		defaults: {
			dns: assumed(
				"round-robin",
				"round-robin",
				engineering({
					en: "what a name server does that has several addresses for a name",
					ko: "한 이름에 주소가 여럿일 때 이름 서버가 하는 방식입니다",
				}),
			),
		},
		text: {
			en: "How it chooses among the places that it leads to. With several data centers, users should reach a near one that is up.",
			ko: "보낼 곳을 고르는 방식입니다. 데이터 센터가 여럿이면 사용자가 가깝고 정상인 곳에 닿아야 합니다.",
		},
	},
	{
		name: "health-checks",
		kinds: ["dns", "cdn", "gateway", "loadbalancer"],
		value: boolean,
		example: "true",
		defaults: {
			"*": assumed(
				"true",
				"true",
				engineering({
					en: "load balancers and gateways check their targets",
					ko: "로드 밸런서와 게이트웨이는 대상의 상태를 확인합니다",
				}),
			),
			dns: assumed(
				"false",
				"false",
				engineering({ en: "plain DNS does not know what is down", ko: "일반 DNS는 장애를 알지 못합니다" }),
			),
		},
		text: {
			en: "Whether it asks its targets if they are up and leaves out those that are not. Without it redundancy does not help: the share of a dead target keeps failing.",
			ko: "대상이 정상인지 확인하고 아닌 곳을 제외하는지를 나타냅니다. 상태 확인이 없으면 이중화가 소용없습니다. 멈춘 대상의 몫이 계속 실패합니다.",
		},
		synonyms: ["health-check", "healthcheck", "healthchecks"],
	},
	{
		name: "providers",
		kinds: ["dns"],
		value: wholeFromOne,
		example: "2",
		defaults: everywhere(
			1,
			"1",
			engineering({ en: "one provider unless declared", ko: "적지 않으면 제공자 하나로 봅니다" }),
		),
		text: {
			en: "Providers that answer for the same names, each with name servers, network and staff of its own; `xN` counts the name servers of one. While one of them is up, names are found: they fail together only by `common-cause`. `availability`, `mtbf` and `cost` are those of one. Changes have to reach all of them.",
			ko: "같은 이름에 답하는 제공자의 수입니다. 제공자마다 이름 서버, 네트워크, 인력이 따로 있으며, `xN`은 한 제공자 안의 이름 서버 수입니다. 하나라도 동작하면 이름을 찾을 수 있고, `common-cause`로만 함께 멈춥니다. `availability`, `mtbf`, `cost`는 제공자 하나의 값입니다. 바꾼 내용은 모든 제공자에 반영해야 합니다.",
		},
		synonyms: ["provider", "dns-providers", "vendors"],
	},
	{
		name: "hit-ratio",
		kinds: ["cdn", "cache"],
		value: percent,
		example: "90%",
		defaults: {
			cdn: assumed(
				0.9,
				"90%",
				engineering({
					en: "popular static content; measure yours",
					ko: "인기 있는 정적 콘텐츠의 값입니다. 실제로 재는 것이 좋습니다",
				}),
			),
			cache: assumed(
				0.8,
				"80%",
				engineering({
					en: "used only where the data does not say enough to predict it; pools at Facebook had 92 to 99.9 % (NSDI 2013)",
					ko: "데이터로 예측할 수 없을 때만 씁니다. 페이스북의 풀은 92~99.9%였습니다(NSDI 2013)",
				}),
			),
		},
		text: {
			en: "Measured share of reads that it answers itself, between 0 % and 100 %. It overrides the prediction from memory, popularity and expiry. The rest goes on: 90 % instead of 80 % halves the load behind. Beware of the cliff: when all hits are lost, the load behind is 1/(1 − hit ratio) times as high.",
			ko: "스스로 답하는 읽기의 측정된 비율(0~100%)입니다. 메모리, 인기도, 만료로 예측한 값을 대신합니다. 나머지는 뒤로 가므로 80%에서 90%로 오르면 뒤쪽 부하가 절반이 됩니다. 다만 캐시를 잃으면 뒤쪽 부하가 1/(1 − 적중률)배로 뜁니다.",
		},
		synonyms: ["hit-rate", "hitrate", "hits"],
	},
	{
		name: "fallback",
		kinds: ["cdn"],
		value: union(
			word(
				[
					entry(
						"origin",
						{ en: "Origin", ko: "원본 서버" },
						{
							en: "While the CDN is down, clients fetch from the origin. The origin then gets everything: 20 times its usual load at a hit ratio of 95 %.",
							ko: "CDN이 멈추면 클라이언트가 원본 서버에서 직접 가져옵니다. 그때 원본 서버는 전체 요청을 받습니다. 적중률이 95%이면 평소의 20배입니다.",
						},
					),
					entry(
						"none",
						{ en: "None", ko: "없음" },
						{
							en: "While the CDN is down, its content is not there, however healthy the origin is.",
							ko: "CDN이 멈추면 원본 서버가 정상이어도 콘텐츠를 받을 수 없습니다.",
						},
					),
				],
				{ yes: "origin", no: "none" },
			),
			reference("component"),
		),
		example: "origin",
		text: {
			en: "Where clients go when the CDN is down: `origin`, another CDN or component by its name, or `none`. The capacity for it stands idle nearly all the time, which is its price.",
			ko: "CDN이 멈추었을 때 클라이언트가 갈 곳입니다. `origin`, 다른 CDN이나 컴포넌트의 이름, `none` 중에서 고릅니다. 이를 위한 용량이 거의 항상 놀고 있는 것이 대가입니다.",
		},
	},
	{
		name: "pops",
		kinds: ["cdn"],
		value: wholeFromOne,
		example: "20",
		defaults: everywhere(
			1,
			"1",
			engineering({
				en: "one place, the most hopeful case for the hit ratio",
				ko: "접속 지점이 하나라고 보며, 적중률에 가장 유리한 경우입니다",
			}),
		),
		text: {
			en: "Points of presence among which the requests are spread. Each keeps copies of its own, so an item asked for rarely misses in every one of them: the more points, the lower the hit ratio for cold content.",
			ko: "요청이 나뉘는 접속 지점(PoP)의 수입니다. 지점마다 사본을 따로 두므로, 드물게 요청되는 항목은 지점마다 미스가 납니다. 지점이 많을수록 인기 없는 콘텐츠의 적중률이 낮아집니다.",
		},
	},
	{
		name: "signed",
		kinds: ["cdn"],
		value: boolean,
		example: "true",
		text: {
			en: "Addresses are signed and the cache key holds the user: what one user may see is not served to another. Each user then has copies of their own.",
			ko: "주소에 서명이 있고 캐시 키에 사용자가 들어 있어, 한 사용자의 콘텐츠가 다른 사용자에게 나가지 않습니다. 대신 사용자마다 사본이 따로 생깁니다.",
		},
		synonyms: ["signed-urls"],
	},
	{
		name: "shield",
		kinds: ["cdn"],
		value: boolean,
		example: "true",
		defaults: everywhere(
			"false",
			"false",
			engineering({ en: "an extra that has to be switched on", ko: "따로 켜야 하는 기능입니다" }),
		),
		text: {
			en: "A cache of the CDN between its points of presence and the origin. An item is then fetched from the origin once, not once for each point; misses take one hop more.",
			ko: "CDN의 접속 지점과 원본 서버 사이에 두는 중간 캐시(원본 실드)입니다. 항목을 지점마다가 아니라 한 번만 원본 서버에서 가져옵니다. 미스는 한 단계를 더 거칩니다.",
		},
		synonyms: ["origin-shield"],
	},
	{
		name: "egress-price",
		kinds: ["cdn"],
		value: quantity("money-per-byte"),
		example: "$0.085/GB",
		text: {
			en: "What a GB sent to users costs. Prices differ by region and contract; state the date in a comment.",
			ko: "사용자에게 보내는 1GB의 비용입니다. 지역과 계약에 따라 다르므로 주석에 날짜를 적어 두십시오.",
		},
	},
	{
		name: "fetch-price",
		kinds: ["cdn"],
		value: quantity("money-per-byte"),
		example: "$0.02/GB",
		text: {
			en: "What a GB fetched from the origin costs. Content that is rarely asked for misses mostly and is paid twice.",
			ko: "원본 서버에서 가져오는 1GB의 비용입니다. 드물게 요청되는 콘텐츠는 대부분 미스가 나므로 비용을 두 번 냅니다.",
		},
	},
	{
		name: "sticky",
		kinds: ["loadbalancer", "gateway"],
		value: boolean,
		example: "false",
		defaults: everywhere(
			"false",
			"false",
			engineering({ en: "each request goes to any instance", ko: "요청마다 아무 인스턴스로나 보냅니다" }),
		),
		text: {
			en: "Sends all requests of a user to the same instance. Needed while sessions are local; it burdens the balancer, makes the load uneven, and an instance that fails or is removed takes its sessions with it. Move the sessions to a shared store instead.",
			ko: "한 사용자의 요청을 항상 같은 인스턴스로 보냅니다(고정 세션). 세션이 서버에 있으면 필요하지만, 로드 밸런서에 부담을 주고 부하가 치우치며, 인스턴스를 빼거나 장애가 나면 세션도 사라집니다. 세션을 공유 저장소로 옮기는 것이 좋습니다.",
		},
		synonyms: ["sticky-sessions", "affinity", "session-affinity"],
	},
	{
		name: "algorithm",
		kinds: ["loadbalancer", "gateway"],
		value: word([
			entry(
				"least-connections",
				{ en: "Least connections", ko: "최소 연결" },
				{
					en: "To the instance with the fewest open requests. Counted here as one shared pool (M/M/c): the least waiting of all.",
					ko: "처리 중인 요청이 가장 적은 인스턴스로 보냅니다. 하나의 공동 풀(M/M/c)로 계산하며 대기 시간이 가장 짧습니다.",
				},
				["least-conn", "leastconn", "least-outstanding-requests"],
			),
			entry(
				"round-robin",
				{ en: "Round robin", ko: "라운드 로빈" },
				{
					en: "To each in turn, however busy. Simple; with four single servers at 80 % the mean wait is 2.4 times that of least connections.",
					ko: "바쁜 정도와 관계없이 차례로 보냅니다. 단순하지만, 서버 네 대의 사용률이 80%일 때 평균 대기 시간이 최소 연결의 2.4배입니다.",
				},
			),
			entry(
				"random",
				{ en: "Random", ko: "무작위" },
				{
					en: "To any: each instance has a queue of its own (M/M/1). Needs no shared knowledge and waits longest.",
					ko: "아무 인스턴스로나 보냅니다. 인스턴스마다 대기열을 따로 가집니다(M/M/1). 공유할 정보가 필요 없지만 대기 시간이 가장 깁니다.",
				},
			),
			entry(
				"two-choices",
				{ en: "Power of two choices", ko: "두 개 중 선택" },
				{
					en: "To the less busy of two that are drawn at random: most of the gain of least connections with little to know. Good for several balancers side by side.",
					ko: "무작위로 뽑은 둘 중 덜 바쁜 쪽으로 보냅니다. 적은 정보로 최소 연결에 가까운 효과를 얻습니다. 로드 밸런서가 여럿일 때 알맞습니다.",
				},
				["power-of-two", "p2c"],
			),
			entry(
				"ip-hash",
				{ en: "Hash of the address", ko: "IP 해시" },
				{
					en: "By a hash of the client address, so that a client stays with an instance. Many users behind one address all land on one instance.",
					ko: "클라이언트 주소의 해시로 정하므로 클라이언트가 같은 인스턴스에 머뭅니다. 한 주소를 함께 쓰는 많은 사용자가 한 인스턴스에 몰립니다.",
				},
				["iphash", "source-hash"],
			),
		]),
		example: "two-choices",
		defaults: everywhere(
			"least-connections",
			"least-connections",
			engineering({
				en: "the tier counts as one pool of servers (M/M/c)",
				ko: "계층을 하나의 서버 풀(M/M/c)로 계산합니다",
			}),
		),
		text: {
			en: "How it chooses an instance. It changes how long requests wait, not how many the tier can carry.",
			ko: "인스턴스를 고르는 방식입니다. 대기 시간을 바꿀 뿐 계층이 감당하는 양은 바꾸지 않습니다.",
		},
		synonyms: ["policy", "strategy", "balancing"],
	},
];

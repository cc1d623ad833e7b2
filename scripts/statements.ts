import type { Localized } from "../src/language/locale.ts";

/** What the chapter on scaling says, sentence by sentence, in our words; where it is imprecise, as it is right. */
export const statements: Readonly<Record<string, Localized>> = {
	N1: { en: "Keep the web tier stateless.", ko: "웹 계층은 무상태로 유지합니다." },
	N2: { en: "Build redundancy into every tier.", ko: "모든 계층을 이중화합니다." },
	N3: { en: "Cache as much data as makes sense.", ko: "캐시할 만한 데이터는 가능한 한 캐시합니다." },
	N4: { en: "Support several data centers.", ko: "여러 데이터 센터를 지원합니다." },
	N5: { en: "Serve static content through a CDN.", ko: "정적 콘텐츠는 CDN으로 제공합니다." },
	N6: { en: "Scale the data tier by sharding.", ko: "데이터 계층은 샤딩으로 확장합니다." },
	N7: { en: "Split each tier into independent services.", ko: "각 계층은 독립된 서비스로 나눕니다." },
	N8: { en: "Monitor continuously.", ko: "지속적으로 모니터링합니다." },
	N9: { en: "Use tools that automate the work.", ko: "자동화 도구를 활용합니다." },
	N10: {
		en: "Keep state in a shared store, apart from the web servers.",
		ko: "상태 정보는 웹 서버와 분리된 공유 저장소에 보관합니다.",
	},
	N11: { en: "Remove state that is bound to a server.", ko: "서버에 묶인 상태를 없앱니다." },
	N12: {
		en: "Requests that are bound to a server need sticky sessions.",
		ko: "서버에 묶인 요청에는 고정 세션이 필요합니다.",
	},
	N13: { en: "Sticky sessions burden the load balancer.", ko: "고정 세션은 로드 밸런서에 부담을 줍니다." },
	N14: { en: "There are two ways to grow: up and out.", ko: "확장하는 방법은 스케일 업과 스케일 아웃 두 가지입니다." },
	N15: {
		en: "Scaling up has a limit: a machine cannot grow without end.",
		ko: "스케일 업에는 한계가 있습니다. 서버 한 대를 무한히 키울 수는 없습니다.",
	},
	N16: {
		en: "Scaling up brings neither failover nor redundancy.",
		ko: "스케일 업으로는 장애 자동 복구나 이중화가 되지 않습니다.",
	},
	N17: {
		en: "Scaling out lets a tier go on when a server fails, if failures are noticed and the others have room.",
		ko: "스케일 아웃하면 서버가 멈춰도 계속 서비스할 수 있습니다. 단, 장애를 감지하고 나머지 서버에 여유가 있어야 합니다.",
	},
	N18: { en: "Scaling out makes the web tier more available.", ko: "스케일 아웃하면 웹 계층의 가용성이 높아집니다." },
	N19: {
		en: "A load balancer spreads requests over the web servers.",
		ko: "로드 밸런서는 웹 서버들에 요청을 나누어 보냅니다.",
	},
	N20: {
		en: "Users reach the public address of the load balancer.",
		ko: "사용자는 로드 밸런서의 공개 IP 주소로 접속합니다.",
	},
	N21: {
		en: "The load balancer talks to the web servers over private addresses.",
		ko: "로드 밸런서는 사설 IP 주소로 웹 서버와 통신합니다.",
	},
	N22: {
		en: "What users need not reach is not reachable from outside.",
		ko: "외부에서 접속할 필요가 없는 서버는 외부에 노출하지 않습니다.",
	},
	N23: {
		en: "Databases are replicated: a primary and its replicas.",
		ko: "데이터베이스는 프라이머리와 복제본으로 다중화합니다.",
	},
	N24: {
		en: "The primary holds the original, the replicas hold copies.",
		ko: "원본은 프라이머리에, 사본은 복제본에 저장합니다.",
	},
	N25: { en: "All changes go to the primary.", ko: "데이터를 바꾸는 명령은 모두 프라이머리로 갑니다." },
	N26: { en: "Reads are spread over the replicas.", ko: "읽기는 복제본으로 분산합니다." },
	N27: { en: "Replicas answer more queries in parallel.", ko: "복제본이 있으면 더 많은 질의를 동시에 처리합니다." },
	N28: { en: "When the primary fails, a replica is promoted.", ko: "프라이머리가 멈추면 복제본을 승격합니다." },
	N29: { en: "A separate cache tier improves performance.", ko: "별도의 캐시 계층은 성능을 높입니다." },
	N30: { en: "A cache lowers the load of the database.", ko: "캐시는 데이터베이스의 부하를 줄입니다." },
	N31: { en: "A separate cache tier scales by itself.", ko: "별도의 캐시 계층은 독립적으로 확장할 수 있습니다." },
	N32: { en: "Cache what is read often and changed rarely.", ko: "자주 읽히고 드물게 바뀌는 데이터를 캐시합니다." },
	N33: { en: "Do not keep data that must last in a cache.", ko: "영속적으로 보관할 데이터를 캐시에 두지 않습니다." },
	N34: {
		en: "A cache is volatile: important data belongs in a persistent store.",
		ko: "캐시는 휘발성이므로 중요한 데이터는 지속적 저장소에 둡니다.",
	},
	N35: { en: "Give cached data an expiry.", ko: "캐시된 데이터에 만료 시간을 정합니다." },
	N36: { en: "The expiry is not too short.", ko: "만료 시간이 너무 짧으면 안 됩니다." },
	N37: { en: "The expiry is not too long.", ko: "만료 시간이 너무 길면 안 됩니다." },
	N38: {
		en: "Where the store and the cache are not updated together, they disagree.",
		ko: "저장소와 캐시를 함께 갱신하지 않으면 일관성이 깨집니다.",
	},
	N39: { en: "Spread the cache over several servers.", ko: "캐시 서버를 여러 대 둡니다." },
	N40: {
		en: "A single cache server is a single point of failure.",
		ko: "캐시 서버가 한 대뿐이면 단일 장애점이 됩니다.",
	},
	N41: {
		en: "Too little cache memory makes the cache less effective.",
		ko: "캐시 메모리가 너무 작으면 캐시의 효율이 떨어집니다.",
	},
	N42: { en: "Give a cache more memory than it needs today.", ko: "캐시 메모리는 여유 있게 할당합니다." },
	N43: { en: "LRU is the usual eviction policy.", ko: "가장 널리 쓰이는 방출 정책은 LRU입니다." },
	N44: { en: "LFU and FIFO are alternatives.", ko: "경우에 따라 LFU나 FIFO를 씁니다." },
	N45: {
		en: "When a data center fails, its traffic goes to another one.",
		ko: "데이터 센터에 장애가 나면 트래픽을 다른 데이터 센터로 보냅니다.",
	},
	N46: {
		en: "Several data centers bring technical problems to solve.",
		ko: "여러 데이터 센터를 쓰려면 몇 가지 기술적 문제를 풀어야 합니다.",
	},
	N47: {
		en: "Traffic needs an effective way to the right data center.",
		ko: "트래픽을 올바른 데이터 센터로 보내는 효과적인 방법이 필요합니다.",
	},
	N48: {
		en: "GeoDNS leads users to the nearest data center.",
		ko: "GeoDNS는 사용자를 가장 가까운 데이터 센터로 안내합니다.",
	},
	N49: {
		en: "With separate databases, data is missing after a failover.",
		ko: "데이터베이스가 따로 있으면 장애 조치 뒤에 데이터가 없을 수 있습니다.",
	},
	N50: { en: "Replicate the data over the data centers.", ko: "데이터를 여러 데이터 센터에 걸쳐 다중화합니다." },
	N51: { en: "Test at several locations.", ko: "여러 위치에서 테스트합니다." },
	N52: {
		en: "Automated deployment keeps all data centers the same.",
		ko: "자동 배포로 모든 데이터 센터에 같은 서비스를 설치합니다.",
	},
	N53: {
		en: "A CDN is a network of servers near the users that deliver static content.",
		ko: "CDN은 지리적으로 분산되어 정적 콘텐츠를 전송하는 서버의 네트워크입니다.",
	},
	N54: {
		en: "A CDN keeps images, videos, style sheets and scripts.",
		ko: "CDN은 이미지, 동영상, CSS, 자바스크립트를 캐시합니다.",
	},
	N55: { en: "A CDN can cache dynamic content too.", ko: "CDN은 동적 콘텐츠도 캐시할 수 있습니다." },
	N56: {
		en: "A CDN costs money: do not let it cache what is rarely used.",
		ko: "CDN에는 비용이 들므로 드물게 쓰이는 콘텐츠는 캐시하지 않습니다.",
	},
	N57: {
		en: "Content that ages needs a fitting expiry.",
		ko: "시의성이 중요한 콘텐츠에는 알맞은 만료 시간을 정합니다.",
	},
	N58: {
		en: "Plan for the failure of the CDN: fall back to the origin.",
		ko: "CDN 장애에 대비해 원본 서버에서 가져올 방법을 마련합니다.",
	},
	N59: { en: "Sharding scales a database horizontally.", ko: "샤딩은 데이터베이스를 수평으로 확장합니다." },
	N60: { en: "All shards have the same schema.", ko: "모든 샤드는 같은 스키마를 씁니다." },
	N61: { en: "Shards do not overlap in their data.", ko: "샤드끼리는 데이터가 중복되지 않습니다." },
	N62: { en: "A sharding key decides where a row is stored.", ko: "샤딩 키가 데이터를 어느 샤드에 저장할지 정합니다." },
	N63: {
		en: "An even spread is what matters most in a sharding key.",
		ko: "샤딩 키는 데이터를 고르게 나누는 것이 가장 중요합니다.",
	},
	N64: {
		en: "Reshard when one shard has too much data.",
		ko: "데이터가 너무 많아져 한 샤드로 감당할 수 없으면 재샤딩합니다.",
	},
	N65: {
		en: "Reshard when an uneven spread fills one shard before the others.",
		ko: "분포가 고르지 않아 한 샤드가 먼저 차면 재샤딩합니다.",
	},
	N66: {
		en: "When a shard is exhausted, the function that places data changes and data moves.",
		ko: "샤드가 소진되면 배치 함수를 바꾸고 데이터를 옮겨야 합니다.",
	},
	N67: {
		en: "A celebrity overloads the shard that holds it.",
		ko: "유명인 키는 그 키가 있는 샤드에 과부하를 일으킵니다.",
	},
	N68: { en: "Give a celebrity a shard of its own.", ko: "유명인마다 샤드를 따로 둡니다." },
	N69: { en: "Or split it further.", ko: "또는 더 잘게 나눕니다." },
	N70: { en: "Joins over several shards are hard.", ko: "여러 샤드에 걸친 조인은 어렵습니다." },
	N71: { en: "Denormalise, so that one table answers a query.", ko: "비정규화해 한 테이블에서 질의가 끝나게 합니다." },
	N72: {
		en: "Decouple components so that each of them scales by itself.",
		ko: "컴포넌트를 느슨하게 연결해 따로 확장할 수 있게 합니다.",
	},
	N73: { en: "A message queue is the key to decoupling.", ko: "메시지 큐는 컴포넌트를 분리하는 핵심 전략입니다." },
	N74: {
		en: "A queue keeps messages until they are handled, and lets their senders go on.",
		ko: "메시지 큐는 처리될 때까지 메시지를 잃지 않고 보관하며 비동기로 전달합니다.",
	},
	N75: {
		en: "Producer and consumer need not be up at the same time.",
		ko: "생산자와 소비자는 서로 기다릴 필요 없이 따로 동작합니다.",
	},
	N76: { en: "Producers and consumers scale by themselves.", ko: "생산자와 소비자를 독립적으로 확장할 수 있습니다." },
	N77: { en: "Watch the error logs.", ko: "오류 로그를 모니터링합니다." },
	N78: { en: "Collect the logs of all servers in one place.", ko: "서버별 로그를 한곳에 모아 조회합니다." },
	N79: { en: "Watch the hosts: processor, memory, disk.", ko: "호스트의 CPU, 메모리, 디스크 I/O를 살핍니다." },
	N80: { en: "Watch whole tiers: databases, caches.", ko: "데이터베이스 계층, 캐시 계층의 종합 지표를 살핍니다." },
	N81: {
		en: "Watch the business: active users, revenue, retention.",
		ko: "일일 활성 사용자, 매출, 재방문 같은 비즈니스 지표를 살핍니다.",
	},
	N82: {
		en: "Continuous integration and deployment make developers more productive.",
		ko: "지속적 통합과 배포는 개발 생산성을 높입니다.",
	},
	N83: {
		en: "Look-aside: ask the cache first, then the database.",
		ko: "look-aside는 캐시를 먼저 확인하고 없으면 데이터베이스를 조회합니다.",
	},
	N84: { en: "Look-aside suits what is read often.", ko: "look-aside는 읽기가 많은 작업에 알맞습니다." },
	N85: { en: "Look-aside is what Redis is used for most.", ko: "look-aside는 Redis에서 가장 많이 쓰는 방식입니다." },
	N86: { en: "Read-through: all reads go to the cache.", ko: "read-through는 캐시에서만 데이터를 읽습니다." },
	N87: {
		en: "Read-through leaves it to the cache to load what is missing.",
		ko: "read-through는 동기화를 캐시 제공자에게 맡깁니다.",
	},
	N88: {
		en: "Read-through keeps what passes through it in sync.",
		ko: "read-through를 거친 데이터는 동기화된 상태를 유지합니다.",
	},
	N89: { en: "Read-through is slower where much misses.", ko: "read-through는 미스가 많으면 전체적으로 느립니다." },
	N90: { en: "With read-through, no cache means no service.", ko: "read-through는 캐시가 멈추면 서비스도 멈춥니다." },
	N91: {
		en: "Write-around: writes go to the database, the cache fills on a miss.",
		ko: "write-around는 데이터베이스에 바로 쓰고, 캐시는 미스가 날 때 채웁니다.",
	},
	N92: {
		en: "After a write-around the cache and the database may differ.",
		ko: "write-around에서는 캐시와 데이터베이스의 값이 다를 수 있습니다.",
	},
	N93: { en: "Write-around is much faster than write-through.", ko: "write-around는 write-through보다 훨씬 빠릅니다." },
	N94: {
		en: "Write-back: collect writes in the cache, store them in batches.",
		ko: "write-back은 쓰기를 캐시에 모았다가 한꺼번에 데이터베이스에 씁니다.",
	},
	N95: { en: "Write-back lowers what writes cost the database.", ko: "write-back은 쓰기 비용과 부하를 줄입니다." },
	N96: {
		en: "Write-back may keep what is rarely used.",
		ko: "write-back은 자주 쓰지 않는 데이터도 캐시에 저장합니다.",
	},
	N97: {
		en: "Write-through: write to the cache and at once to the database.",
		ko: "write-through는 캐시와 데이터베이스에 함께 씁니다.",
	},
	N98: {
		en: "Write-through keeps cache and database in sync.",
		ko: "write-through는 캐시와 데이터베이스를 동기화된 상태로 유지합니다.",
	},
	N99: {
		en: "Write-through spends memory on what is rarely used.",
		ko: "write-through는 자주 쓰지 않는 데이터에도 자원을 낭비합니다.",
	},
	N100: {
		en: "Write-through writes twice: it does not suit what changes often.",
		ko: "write-through는 매번 두 번 쓰므로 변경이 잦은 데이터에는 맞지 않습니다.",
	},
	N101: {
		en: "Look-aside with write-around is the most common combination.",
		ko: "look-aside와 write-around의 조합이 가장 일반적입니다.",
	},
	N102: {
		en: "Read-through with write-around is consistent only with invalidation.",
		ko: "read-through와 write-around의 조합은 무효화까지 해야 일관성이 보장됩니다.",
	},
	N103: {
		en: "Read-through with write-through: reads see the newest value.",
		ko: "read-through와 write-through를 함께 쓰면 항상 최신 값을 읽습니다.",
	},
	N104: {
		en: "Both together keep cache and store consistent, if the second write cannot fail alone.",
		ko: "두 쓰기 중 하나만 실패하지 않는다면 캐시와 저장소의 일관성도 유지됩니다.",
	},
	N105: {
		en: "Warm the cache: load it before users come.",
		ko: "캐시 예열은 사용자가 오기 전에 데이터를 미리 넣어 두는 것입니다.",
	},
	N106: {
		en: "A warm cache prevents a wave of misses at a launch.",
		ko: "예열하면 출시 직후 한꺼번에 미스가 나는 것을 막습니다.",
	},
	N107: { en: "Choose a sharding key that spreads evenly.", ko: "고르게 분산되는 샤딩 키를 고릅니다." },
	N108: { en: "Avoid keys that count upwards.", ko: "순차적으로 증가하는 기본 키를 피합니다." },
	N109: { en: "Random keys such as UUIDs spread inserts.", ko: "UUID 같은 무작위 값은 삽입을 분산합니다." },
	N110: {
		en: "Give a key that is written much a suffix, so that it is spread.",
		ko: "쓰기가 몰리는 키에는 접미사를 붙여 분산합니다.",
	},
	N111: { en: "Take the suffixes 0 to 9 in turn, one for each write.", ko: "쓸 때마다 접미사 0~9를 차례로 붙입니다." },
	N112: {
		en: "A read then asks all suffixes and merges the answers.",
		ko: "읽을 때는 모든 접미사를 조회해 합쳐야 합니다.",
	},
};

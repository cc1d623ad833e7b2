import type { PropertyEntry } from "./types.ts";
import {
	ABOVE_ZERO,
	assumed,
	boolean,
	engineering,
	entry,
	everywhere,
	percent,
	positiveRate,
	positiveTime,
	published,
	quantity,
	time,
	union,
	unlimited,
	unverified,
	wholeFromOne,
	word,
} from "./values.ts";

const MANAGED = engineering({ en: "the provider scales it", ko: "제공자가 알아서 확장합니다" });
const BALANCER = engineering({
	en: "a node of common size, with room for TLS; NGINX serves 74,000 to 1,300,000 small requests/s on 1 to 36 cores",
	ko: "TLS를 고려한 일반적인 크기의 노드입니다. NGINX는 작은 요청을 코어 1개로 초당 7만 4천 건, 36개로 130만 건 처리합니다",
});

/** What every component takes. */
export const componentProperties: readonly PropertyEntry[] = [
	{
		name: "capacity",
		kinds: ["component"],
		value: positiveRate,
		example: "500rps",
		defaults: {
			dns: unlimited(MANAGED),
			cdn: unlimited(MANAGED),
			gateway: assumed(50_000, "50000rps", BALANCER),
			"gateway.managed": unlimited(MANAGED),
			loadbalancer: assumed(50_000, "50000rps", BALANCER),
			"loadbalancer.managed": unlimited(MANAGED),
			service: assumed(
				500,
				"500rps",
				published(
					"Stack Overflow 2016: 269 requests/s on average for each of nine servers, and one could have carried at least 2,424",
					"2016",
				),
			),
			cache: assumed(
				80_000,
				"80000rps",
				published("Redis documentation: 81,000 GET and 110,000 SET/s without pipelining"),
			),
			queue: assumed(
				20_000,
				"20000rps",
				published(
					"RabbitMQ on Google Compute Engine, 2014: over 1,000,000 messages/s on a cluster (about 33,000 for each node)",
					"2014",
				),
			),
		},
		text: {
			en: "Requests (operations, messages) per second that one instance can carry, at most. Utilisation = load ÷ (instances × capacity); from 70 % on waiting grows quickly, at 100 % the queue grows without end. Measure it with a load test; or declare `service-time` and `concurrency`. Of a database it sets `read-capacity` and `write-capacity` both.",
			ko: "인스턴스 하나가 초당 처리할 수 있는 최대 요청(연산, 메시지) 수입니다. 사용률 = 부하 ÷ (인스턴스 수 × 용량)입니다. 70%를 넘으면 대기가 빠르게 늘고 100%에서는 대기열이 끝없이 길어집니다. 부하 시험으로 재거나 `service-time`과 `concurrency`를 적습니다. 데이터베이스에서는 `read-capacity`와 `write-capacity`를 함께 정합니다.",
		},
		synonyms: ["rps", "qps", "throughput", "max-rps"],
	},
	{
		name: "scaling",
		kinds: ["gateway", "loadbalancer", "service", "worker", "cache", "database", "search", "queue"],
		value: word([
			entry(
				"out",
				{ en: "Scale out", ko: "스케일 아웃" },
				{
					en: "More machines beside each other: no ceiling but the software, and the others go on when one fails. Needs a balancer, and state outside.",
					ko: "서버를 옆에 더 둡니다. 소프트웨어 말고는 한계가 없고 하나가 멈춰도 나머지가 계속합니다. 로드 밸런서가 필요하고 상태를 밖에 두어야 합니다.",
				},
				["horizontal"],
			),
			entry(
				"up",
				{ en: "Scale up", ko: "스케일 업" },
				{
					en: "A larger machine. Nothing in the software changes, but there is a largest one, and its failure or reboot is an outage.",
					ko: "더 큰 서버로 바꿉니다. 소프트웨어는 바꿀 것이 없지만 가장 큰 서버가 한계이고, 고장이나 재부팅이 곧 장애입니다.",
				},
				["vertical"],
			),
		]),
		example: "out",
		text: {
			en: "How it is meant to grow. It changes no number; the rules warn of growing by larger machines alone.",
			ko: "어떻게 키울 계획인지 적습니다. 수치는 바꾸지 않으며, 더 큰 서버로만 키우려 하면 규칙이 알려 줍니다.",
		},
		synonyms: ["growth-plan", "scale"],
	},
	{
		name: "largest-capacity",
		kinds: ["gateway", "loadbalancer", "service", "worker", "cache", "database", "search", "queue"],
		value: positiveRate,
		example: "4000rps",
		text: {
			en: "What one instance would carry on the largest machine that there is for it, per second (of a database: its primary, at the present mix of reads and writes). It is where scaling up ends. The rules tell when one machine would need more.",
			ko: "구할 수 있는 가장 큰 서버에서 인스턴스 하나가 초당 처리할 양입니다(데이터베이스는 지금의 읽기·쓰기 비율에서 프라이머리 기준). 스케일 업은 여기서 끝나며, 서버 하나에 그보다 많이 필요해지면 규칙이 알려 줍니다.",
		},
		synonyms: ["max-capacity", "vertical-limit"],
	},
	{
		name: "service-time",
		kinds: ["component"],
		value: positiveTime,
		example: "20ms",
		text: {
			en: "How long one request keeps an instance busy, without waiting in line and without the calls that it makes. With `concurrency` c it means a capacity of c ÷ service time.",
			ko: "요청 하나가 인스턴스를 차지하는 시간입니다. 줄 서서 기다리는 시간과 하위 호출 시간은 뺍니다. `concurrency`가 c이면 용량은 c ÷ 서비스 시간입니다.",
		},
		synonyms: ["latency", "response-time", "processing-time", "duration"],
	},
	{
		name: "bandwidth",
		kinds: ["gateway", "loadbalancer", "service", "worker", "cache", "database", "storage", "search", "queue"],
		value: quantity("bits", { min: ABOVE_ZERO }),
		example: "10Gbps",
		text: {
			en: "What the network card of one instance can send. Images and videos fill it long before they fill a CPU: 1 Gbit/s is 625 images of 200 KB a second.",
			ko: "인스턴스 하나의 네트워크 카드가 보낼 수 있는 양입니다. 이미지와 동영상은 CPU보다 훨씬 먼저 네트워크 카드를 채웁니다. 1 Gbit/s이면 200KB 이미지가 초당 625개입니다.",
		},
		synonyms: ["nic", "network-card"],
	},
	{
		name: "availability",
		kinds: ["component"],
		value: percent,
		example: "99.9%",
		defaults: {
			"*": assumed(0.995, "99.5%", published("Amazon EC2 SLA for one instance")),
			client: assumed(
				1,
				"100%",
				engineering({ en: "availability is counted from the client on", ko: "가용성은 클라이언트 다음부터 셉니다" }),
			),
			dns: assumed(
				0.99999,
				"99.999%",
				published("below the 100 % of the Amazon Route 53 SLA (cloudonaut SLA table)", "2019"),
			),
			cdn: assumed(0.999, "99.9%", published("Amazon CloudFront SLA")),
			"gateway.managed": assumed(0.9995, "99.95%", published("Amazon API Gateway SLA")),
			"loadbalancer.managed": assumed(0.9999, "99.99%", published("AWS Elastic Load Balancing SLA")),
			"service.managed": assumed(0.9995, "99.95%", published("AWS Lambda SLA")),
			"worker.managed": assumed(0.9995, "99.95%", published("AWS Lambda SLA")),
			"database.managed": assumed(0.9995, "99.95%", published("Amazon RDS Multi-AZ SLA")),
			"cache.managed": assumed(
				0.999,
				"99.9%",
				engineering({ en: "as for other managed services", ko: "다른 관리형 서비스와 같게 봅니다" }),
			),
			storage: assumed(0.999, "99.9%", published("Amazon S3 SLA")),
			"queue.managed": assumed(0.999, "99.9%", unverified("Amazon SQS SLA")),
			external: assumed(
				0.999,
				"99.9%",
				engineering({
					en: "a usual service level; look into your contract",
					ko: "흔한 서비스 수준입니다. 계약서를 확인하십시오",
				}),
			),
		},
		text: {
			en: "Share of the time that one instance is up, by itself, without what it depends on. Instances multiply: two at 99.5 % are both down 0.0025 % of the time, if they fail independently. The SLA of a provider is a refund threshold, not a measurement.",
			ko: "의존 대상을 빼고 인스턴스 하나가 동작하는 시간의 비율입니다. 인스턴스를 늘리면 곱해집니다. 99.5%인 인스턴스 둘이 독립적이라면 함께 멈추는 시간은 0.0025%입니다. 제공자의 SLA는 환불 기준이지 측정값이 아닙니다.",
		},
		synonyms: ["uptime", "sla"],
	},
	{
		name: "managed",
		kinds: ["component"],
		value: boolean,
		example: "true",
		defaults: {
			"*": assumed(
				"false",
				"false",
				engineering({ en: "run by yourself unless declared", ko: "적지 않으면 직접 운영하는 것으로 봅니다" }),
			),
			dns: assumed(
				"true",
				"true",
				engineering({
					en: "hardly anyone runs name servers of their own",
					ko: "이름 서버를 직접 운영하는 경우는 드뭅니다",
				}),
			),
			cdn: assumed(
				"true",
				"true",
				engineering({ en: "a CDN is bought as a service", ko: "CDN은 서비스로 이용합니다" }),
			),
			storage: assumed(
				"true",
				"true",
				engineering({
					en: "object storage is mostly bought as a service",
					ko: "객체 스토리지는 대개 서비스로 이용합니다",
				}),
			),
			external: assumed(
				"true",
				"true",
				engineering({ en: "run by somebody else by definition", ko: "다른 곳에서 운영하는 시스템입니다" }),
			),
		},
		text: {
			en: "Run by a provider over several zones: redundant and scaled by them, so one of it is not a single point of failure. You give up control, and depend on the provider and its prices.",
			ko: "제공자가 여러 가용 영역에 걸쳐 운영합니다. 이중화와 확장을 제공자가 맡으므로 하나여도 단일 장애점이 아닙니다. 대신 통제력이 줄고 제공자와 가격에 의존합니다.",
		},
		synonyms: ["serverless", "saas"],
	},
	{
		name: "public",
		kinds: ["gateway", "loadbalancer", "service", "worker", "cache", "database", "storage", "search", "queue"],
		value: boolean,
		example: "true",
		defaults: {
			service: assumed(
				"false",
				"false",
				engineering({ en: "a private address unless declared", ko: "적지 않으면 사설 주소로 봅니다" }),
			),
			worker: assumed(
				"false",
				"false",
				engineering({ en: "a private address unless declared", ko: "적지 않으면 사설 주소로 봅니다" }),
			),
			cache: assumed(
				"false",
				"false",
				engineering({ en: "a private address unless declared", ko: "적지 않으면 사설 주소로 봅니다" }),
			),
			database: assumed(
				"false",
				"false",
				engineering({ en: "a private address unless declared", ko: "적지 않으면 사설 주소로 봅니다" }),
			),
			storage: assumed(
				"false",
				"false",
				engineering({ en: "a private address unless declared", ko: "적지 않으면 사설 주소로 봅니다" }),
			),
			search: assumed(
				"false",
				"false",
				engineering({ en: "a private address unless declared", ko: "적지 않으면 사설 주소로 봅니다" }),
			),
			queue: assumed(
				"false",
				"false",
				engineering({ en: "a private address unless declared", ko: "적지 않으면 사설 주소로 봅니다" }),
			),
		},
		text: {
			en: "Reachable from the internet by an address of its own. Only entrances should be, such as load balancers: servers behind them keep private addresses, and stores are never public.",
			ko: "인터넷에서 자기 주소로 접근할 수 있음을 뜻합니다. 로드 밸런서 같은 입구만 공개합니다. 뒤쪽 서버는 사설 주소를 쓰고, 저장소는 절대 공개하지 않습니다.",
		},
		synonyms: ["exposed", "public-ip"],
	},
	{
		name: "needs",
		kinds: ["component"],
		value: union(
			wholeFromOne,
			word([
				entry(
					"majority",
					{ en: "Majority", ko: "과반수" },
					{
						en: "More than half must be up, as for elections and quorums.",
						ko: "선출이나 정족수처럼 절반이 넘게 동작해야 합니다.",
					},
					["quorum"],
				),
			]),
		),
		example: "2",
		text: {
			en: "How many of its instances must be up for it to work: a count or `majority`. Undeclared: as many as carry the load.",
			ko: "동작하는 데 필요한 인스턴스의 수 또는 `majority`입니다. 적지 않으면 부하를 감당하는 데 필요한 수로 봅니다.",
		},
		synonyms: ["requires", "min-instances", "quorum"],
	},
	{
		name: "common-cause",
		kinds: ["component"],
		value: percent,
		example: "5%",
		defaults: everywhere(
			0,
			"0%",
			engineering({
				en: "instances fail independently; 5 to 10 % is more realistic",
				ko: "인스턴스가 독립적으로 멈춘다고 봅니다. 5~10%가 더 현실적입니다",
			}),
		),
		text: {
			en: "Share of the failures that take all instances at once: a bad deployment, a bad configuration, an expired certificate. More instances do not help against it: at 5 % a pair is several times worse than two independent ones.",
			ko: "모든 인스턴스가 함께 멈추는 장애의 비율입니다. 잘못된 배포나 설정, 인증서 만료가 여기에 속합니다. 인스턴스를 늘려도 막지 못합니다. 5%만 되어도 한 쌍의 장애가 독립일 때의 몇 배가 됩니다.",
		},
		synonyms: ["beta-factor", "correlated"],
	},
	{
		name: "mtbf",
		kinds: ["component"],
		value: positiveTime,
		example: "30d",
		defaults: everywhere(
			30 * 86_400,
			"30d",
			engineering({
				en: "used where neither it nor `availability` is declared; else it follows from `mttr`",
				ko: "이 속성과 `availability`를 모두 적지 않았을 때 씁니다. 적었으면 `mttr`에서 정해집니다",
			}),
		),
		text: {
			en: "Mean time between failures of one instance. With `mttr` it replaces `availability`: MTBF ÷ (MTBF + MTTR). How often failover is needed follows from it.",
			ko: "인스턴스 하나의 평균 고장 간격(MTBF)입니다. `mttr`과 함께 `availability`를 대신합니다. 가용성 = MTBF ÷ (MTBF + MTTR)입니다. 장애 조치가 얼마나 자주 필요한지도 여기서 나옵니다.",
		},
	},
	{
		name: "mttr",
		kinds: ["component"],
		value: time,
		example: "4h",
		defaults: everywhere(
			4 * 3600,
			"4h",
			engineering({ en: "somebody has to notice, find and repair it", ko: "알아채고, 찾고, 고치는 시간입니다" }),
		),
		text: {
			en: "Mean time to repair. Monitoring, automation and rollbacks shorten it, which helps availability as much as failing less often.",
			ko: "평균 복구 시간(MTTR)입니다. 모니터링, 자동화, 롤백으로 줄일 수 있으며, 절반으로 줄이면 고장이 절반으로 줄어든 것과 같은 효과가 있습니다.",
		},
	},
	{
		name: "zones",
		kinds: ["component"],
		value: wholeFromOne,
		example: "3",
		text: {
			en: "Zones over which the instances are spread. The loss of one takes that part of the instances with it; to carry the load through it, provision z ÷ (z − 1): with three zones 150 %.",
			ko: "인스턴스를 나누어 두는 가용 영역의 수입니다. 한 영역을 잃으면 그만큼의 인스턴스를 잃습니다. 그때도 부하를 감당하려면 z ÷ (z − 1)배를 준비합니다. 세 영역이면 150%입니다.",
		},
		synonyms: ["azs", "availability-zones"],
	},
	{
		name: "zone-availability",
		kinds: ["component"],
		value: percent,
		example: "99.9%",
		defaults: everywhere(
			0.999,
			"99.9%",
			published("Google Cloud infrastructure reliability guide: resources in a single zone"),
		),
		text: {
			en: "Availability of each of the `zones`.",
			ko: "`zones`에 적은 가용 영역 각각의 가용성입니다.",
		},
	},
	{
		name: "error-rate",
		kinds: ["component"],
		value: percent,
		example: "0.1%",
		defaults: everywhere(
			0,
			"0%",
			engineering({
				en: "an instance that is up answers without errors",
				ko: "동작하는 인스턴스는 오류 없이 응답한다고 봅니다",
			}),
		),
		text: {
			en: "Share of the requests that fail although it is up. Callers repeat them: with m attempts the load is (1 − fᵐ)/(1 − f) times as high.",
			ko: "동작하는 중에도 실패하는 요청의 비율입니다. 호출하는 쪽이 재시도하므로 시도가 m번이면 부하가 (1 − fᵐ)/(1 − f)배가 됩니다.",
		},
		synonyms: ["errors", "failure-rate"],
	},
	{
		name: "cost",
		kinds: ["component"],
		value: quantity(["money", "money-per-byte-month", "money-per-byte", "money-per-count"]),
		example: "$120/month",
		text: {
			en: "What one instance costs: by time (`$0.10/h`, `$120/month`), by storage (`$0.02/GB/month`), by traffic (`$0.09/GB`) or by requests (`$0.2/1M`). Prices change; put the date into a comment.",
			ko: "인스턴스 하나의 비용입니다. 시간(`$0.10/h`, `$120/month`), 저장(`$0.02/GB/month`), 전송(`$0.09/GB`), 요청(`$0.2/1M`) 단위로 적습니다. 가격은 바뀌므로 주석에 날짜를 적어 두십시오.",
		},
		synonyms: ["price"],
	},
];

import type { PropertyEntry } from "./types.ts";
import {
	assumed,
	boolean,
	bytes,
	engineering,
	entry,
	everywhere,
	list,
	number,
	percent,
	positiveRate,
	positiveTime,
	published,
	reference,
	text,
	time,
	union,
	whole,
	wholeFromOne,
	word,
} from "./values.ts";

const DATABASE_RATES =
	"pgbench on 8 vCPU: 8,000 to 15,000 read-write and 50,000 to 80,000 read-only transactions/s; GitHub 2019: 50,000 queries/s on the primary";

/** What the primary promotes when it fails; on a replication link, what the copy does when the primary's place is lost. */
export const failoverProperty: PropertyEntry = {
	name: "failover",
	kinds: ["database", "link"],
	value: word(
		[
			entry(
				"automatic",
				{ en: "Automatic", ko: "자동" },
				{
					en: "A replica is promoted within about a minute without anyone's help. Needs fencing, so that two nodes never take writes, and loses what had not been replicated yet.",
					ko: "사람의 개입 없이 1분 안팎에 복제본을 승격합니다. 두 노드가 함께 쓰기를 받지 않도록 펜싱이 필요하고, 아직 복제되지 않은 쓰기는 잃습니다.",
				},
				["auto"],
			),
			entry(
				"manual",
				{ en: "Manual", ko: "수동" },
				{
					en: "Somebody has to notice, decide and promote: tens of minutes, and longer at night.",
					ko: "사람이 알아채고 판단해서 승격합니다. 수십 분이 걸리고 밤에는 더 오래 걸립니다.",
				},
			),
			entry(
				"none",
				{ en: "None", ko: "없음" },
				{
					en: "Replicas serve reads only; writes wait until the primary is repaired.",
					ko: "복제본은 읽기만 맡습니다. 프라이머리를 고칠 때까지 쓸 수 없습니다.",
				},
			),
		],
		{ yes: "automatic", no: "none" },
	),
	example: "automatic",
	text: {
		en: "What happens when the primary fails: whether a replica takes its place. On a replication link between data centers: whether the copy there does.",
		ko: "프라이머리에 장애가 났을 때 복제본이 대신하는지 정하는 장애 조치 방식입니다. 데이터 센터 사이의 복제 연결에서는 그쪽 사본이 대신하는지 정합니다.",
	},
	synonyms: ["promotion", "fail-over"],
};

export const databaseProperties: readonly PropertyEntry[] = [
	{
		name: "engine",
		kinds: ["database"],
		value: text,
		example: "postgres",
		text: {
			en: "The product, such as `postgres`, for readers. It changes no number: declare `read-capacity` and `write-capacity` where you know them.",
			ko: "`postgres` 같은 제품 이름이며 읽는 사람을 위한 것입니다. 어떤 값도 바꾸지 않으므로 용량을 알면 `read-capacity`와 `write-capacity`를 적습니다.",
		},
		synonyms: ["product", "type"],
	},
	{
		name: "read-capacity",
		kinds: ["database", "storage"],
		value: positiveRate,
		example: "10000rps",
		defaults: {
			database: assumed(10_000, "10000rps", published(DATABASE_RATES)),
			storage: assumed(5500, "5500rps", published("Amazon S3 documentation: 5,500 GET requests/s for each prefix")),
		},
		text: {
			en: "Reads per second of one node (of one partition of object storage). A node does reads and writes at once: utilisation = reads ÷ read capacity + writes ÷ write capacity.",
			ko: "노드 하나(객체 스토리지는 파티션 하나)의 초당 읽기 용량입니다. 한 노드가 읽기와 쓰기를 함께 하므로 사용률 = 읽기 ÷ 읽기 용량 + 쓰기 ÷ 쓰기 용량입니다.",
		},
		synonyms: ["reads", "read-rate"],
	},
	{
		name: "write-capacity",
		kinds: ["database", "storage"],
		value: positiveRate,
		example: "2000rps",
		defaults: {
			database: assumed(2000, "2000rps", published(DATABASE_RATES)),
			storage: assumed(3500, "3500rps", published("Amazon S3 documentation: 3,500 PUT requests/s for each prefix")),
		},
		text: {
			en: "Writes per second of one node (of one partition of object storage). All writes of a shard go to its one primary, so replicas do not raise it; shards, batching and write-back do.",
			ko: "노드 하나(객체 스토리지는 파티션 하나)의 초당 쓰기 용량입니다. 샤드의 쓰기는 모두 프라이머리 하나로 가므로 복제본으로는 늘지 않습니다. 샤딩, 일괄 처리, write-back으로 늘립니다.",
		},
		synonyms: ["writes", "write-rate"],
	},
	{
		name: "read-time",
		kinds: ["database"],
		value: positiveTime,
		example: "1ms",
		text: {
			en: "Service time of a read. Undeclared: `concurrency` ÷ `read-capacity`.",
			ko: "읽기 하나의 서비스 시간입니다. 적지 않으면 `concurrency` ÷ `read-capacity`입니다.",
		},
	},
	{
		name: "write-time",
		kinds: ["database"],
		value: positiveTime,
		example: "5ms",
		text: {
			en: "Service time of a write. Undeclared: `concurrency` ÷ `write-capacity`.",
			ko: "쓰기 하나의 서비스 시간입니다. 적지 않으면 `concurrency` ÷ `write-capacity`입니다.",
		},
	},
	{
		name: "replicas",
		kinds: ["database"],
		value: whole,
		example: "2",
		defaults: everywhere(0, "0", engineering({ en: "one node unless declared", ko: "적지 않으면 노드 하나로 봅니다" })),
		text: {
			en: "Copies of the primary (of each shard), beside the primary itself. They serve reads and can take over when it fails (`failover`). Each one replays every write, so replicas scale reads only, and what they answer is older by the `lag`.",
			ko: "프라이머리(샤드마다) 외에 두는 복제본의 수입니다. 읽기를 맡고 프라이머리에 장애가 나면 대신합니다(`failover`). 복제본도 모든 쓰기를 재생하므로 읽기만 확장되며, 답하는 값은 `lag`만큼 오래된 것입니다.",
		},
		synonyms: ["replica", "slaves", "secondaries", "standbys", "copies"],
	},
	{
		name: "reads-from",
		kinds: ["database"],
		value: word([
			entry(
				"replicas",
				{ en: "Replicas", ko: "복제본" },
				{
					en: "Reads are spread over the replicas, the primary has only writes. Reads may be out of date by the lag.",
					ko: "읽기를 복제본에 나누고 프라이머리는 쓰기만 맡습니다. 읽은 값이 복제 지연만큼 오래된 것일 수 있습니다.",
				},
				["replica", "secondary", "slaves"],
			),
			entry(
				"pinned",
				{ en: "Replicas, own writes from the primary", ko: "복제본, 자신의 쓰기는 프라이머리" },
				{
					en: "Like replicas, but whoever has just written reads from the primary until the lag is over, or waits until a replica has the write. Everybody sees the own writes at once.",
					ko: "복제본에서 읽되, 방금 쓴 사용자는 지연이 지날 때까지 프라이머리에서 읽거나 복제본에 그 쓰기가 도착하기를 기다립니다. 누구나 자신의 쓰기를 바로 봅니다.",
				},
				["sticky", "session"],
			),
			entry(
				"primary",
				{ en: "Primary", ko: "프라이머리" },
				{
					en: "All reads go to the primary and are always current; replicas only stand by.",
					ko: "모든 읽기가 프라이머리로 가므로 항상 최신입니다. 복제본은 대기만 합니다.",
				},
				["master", "leader"],
			),
		]),
		example: "primary",
		defaults: everywhere(
			"replicas",
			"replicas",
			engineering({ en: "replicas are there to read from", ko: "복제본은 읽기를 나누려고 둔다고 봅니다" }),
		),
		text: {
			en: "Which nodes answer reads, where there are replicas.",
			ko: "복제본이 있을 때 어느 노드가 읽기에 답할지 정합니다.",
		},
		synonyms: ["read-from", "read-preference"],
	},
	{
		name: "replication",
		kinds: ["database"],
		value: word([
			entry(
				"async",
				{ en: "Asynchronous", ko: "비동기" },
				{
					en: "The primary answers before the replicas have the write. Fast; a failover loses up to `lag` × writes per second.",
					ko: "복제본이 받기 전에 프라이머리가 응답합니다. 빠르지만 장애 조치 때 최대 `lag` × 초당 쓰기 수만큼 잃습니다.",
				},
				["asynchronous"],
			),
			entry(
				"semi-sync",
				{ en: "Semi-synchronous", ko: "반동기" },
				{
					en: "The primary waits until one replica has received the write. Nothing that was acknowledged is lost with one node, for one round trip more.",
					ko: "복제본 하나가 받을 때까지 프라이머리가 기다립니다. 왕복 한 번을 더 쓰는 대신, 노드 하나를 잃어도 응답한 쓰기는 잃지 않습니다.",
				},
				["semisync", "semi-synchronous"],
			),
			entry(
				"sync",
				{ en: "Synchronous", ko: "동기" },
				{
					en: "The primary waits for all replicas. Nothing is lost and every copy is current; each write is as slow as the slowest copy and stops when one is missing. Not for long distances: every commit pays the round trip.",
					ko: "프라이머리가 모든 복제본을 기다립니다. 잃는 것이 없고 모든 사본이 최신이지만, 쓰기가 가장 느린 사본만큼 느리고 하나라도 빠지면 멈춥니다. 커밋마다 왕복 시간이 들어 먼 거리에는 알맞지 않습니다.",
				},
				["synchronous"],
			),
			entry(
				"quorum",
				{ en: "Quorum", ko: "정족수" },
				{
					en: "A write is done when `write-quorum` of the `voters` have it, a read when `read-quorum` have answered. With R + W > N reads see the latest write, and a minority may fail without anyone noticing. Use an odd number of voters, at least 3.",
					ko: "`voters` 중 `write-quorum`개가 받으면 쓰기가 끝나고, `read-quorum`개가 답하면 읽기가 끝납니다. R + W > N이면 항상 최신 쓰기를 읽고, 소수의 노드가 멈추어도 계속됩니다. 투표 노드는 3 이상의 홀수로 둡니다.",
				},
				["raft", "paxos", "majority"],
			),
		]),
		example: "semi-sync",
		defaults: everywhere(
			"async",
			"async",
			engineering({
				en: "the default of the common database servers",
				ko: "널리 쓰이는 데이터베이스 서버의 기본 방식입니다",
			}),
		),
		text: {
			en: "When a write counts as done: what a failover can lose, against how long each write takes.",
			ko: "쓰기를 언제 완료로 볼지 정합니다. 장애 조치 때 잃는 양과 쓰기에 걸리는 시간을 맞바꿉니다.",
		},
	},
	{
		name: "lag",
		kinds: ["database"],
		value: time,
		example: "500ms",
		defaults: everywhere(
			1,
			"1s",
			engineering({
				en: "a busy asynchronous replica; measure yours",
				ko: "바쁜 비동기 복제본의 값입니다. 실제로 재는 것이 좋습니다",
			}),
		),
		text: {
			en: "How far asynchronous replicas are behind the primary, on average. Reads from them are that old, and a failover loses writes per second × lag.",
			ko: "비동기 복제본이 프라이머리보다 평균적으로 늦은 시간(복제 지연)입니다. 복제본에서 읽은 값은 그만큼 오래된 것이고, 장애 조치 때 초당 쓰기 수 × 지연만큼 잃습니다.",
		},
		synonyms: ["replication-lag", "delay"],
	},
	failoverProperty,
	{
		name: "failover-time",
		kinds: ["database"],
		value: time,
		example: "60s",
		defaults: everywhere(
			60,
			"60s",
			engineering({
				en: "30 s to detect the failure and 30 s to promote a replica",
				ko: "감지에 30초, 승격에 30초를 잡았습니다",
			}),
		),
		text: {
			en: "From the failure of the primary to the first write on the promoted replica. Writes fail meanwhile.",
			ko: "프라이머리의 장애부터 승격된 복제본에 처음 쓸 때까지의 시간입니다. 그동안 쓰기가 실패합니다.",
		},
	},
	{
		name: "failover-coverage",
		kinds: ["database"],
		value: percent,
		example: "95%",
		defaults: everywhere(
			0.95,
			"95%",
			engineering({
				en: "some failures are not noticed, or the promotion fails",
				ko: "일부 장애는 감지되지 않거나 승격에 실패합니다",
			}),
		),
		text: {
			en: "Share of the failures of the primary in which automatic failover works. The others last until somebody repairs it (`mttr`). It limits what replicas can do for availability.",
			ko: "프라이머리의 장애 가운데 자동 장애 조치가 성공하는 비율입니다. 나머지는 사람이 고칠 때까지(`mttr`) 이어집니다. 복제본으로 얻는 가용성의 한계가 됩니다.",
		},
	},
	{
		name: "voters",
		kinds: ["database"],
		value: wholeFromOne,
		example: "5",
		text: {
			en: "Nodes that vote, with `replication: quorum`. Undeclared: `replicas` + 1. An even number tolerates no more failures than the odd one below it.",
			ko: "`replication: quorum`에서 투표하는 노드의 수입니다. 적지 않으면 `replicas` + 1입니다. 짝수는 하나 적은 홀수보다 장애를 더 견디지 못합니다.",
		},
	},
	{
		name: "voters-in",
		kinds: ["database"],
		value: list(reference("datacenter")),
		example: "[us, eu, witness]",
		text: {
			en: "Data centers in which the voters stand, dealt out in turn: five in `[us, eu, witness]` are two, two and one. Name one several times to give it more. One that is lost takes its voters with it, and what is left must still be a quorum. A witness votes without keeping data; its data center may be empty otherwise. Declare the database beside its data centers: what stands inside one is lost with it. It changes no latency.",
			ko: "투표 노드가 있는 데이터 센터입니다. 차례로 하나씩 두므로 다섯 개를 `[us, eu, witness]`에 두면 둘, 둘, 하나입니다. 여러 번 적은 곳에는 그만큼 더 둡니다. 데이터 센터를 잃으면 그곳의 투표 노드도 잃으며, 남은 노드가 정족수를 채워야 합니다. 증인 노드는 데이터 없이 투표만 하며, 그 데이터 센터에 다른 것은 없어도 됩니다. 이런 데이터베이스는 데이터 센터 밖에 선언합니다. 안에 선언하면 그 데이터 센터와 함께 잃습니다. 지연 시간은 바꾸지 않습니다.",
		},
		synonyms: ["voter-placement", "voters-at", "sites", "members"],
	},
	{
		name: "read-quorum",
		kinds: ["database"],
		value: wholeFromOne,
		example: "3",
		text: {
			en: "Nodes that must answer a read (R). Undeclared: the majority. R + W > voters: every read sees the latest write.",
			ko: "읽기에 답해야 하는 노드의 수(R)입니다. 적지 않으면 과반수입니다. R + W > 투표 노드 수이면 항상 최신 쓰기를 읽습니다.",
		},
	},
	{
		name: "write-quorum",
		kinds: ["database"],
		value: wholeFromOne,
		example: "3",
		text: {
			en: "Nodes that must take a write (W). Undeclared: the majority. A small W writes faster and through more failures; R must then be larger.",
			ko: "쓰기를 받아야 하는 노드의 수(W)입니다. 적지 않으면 과반수입니다. W가 작으면 쓰기가 빠르고 장애에 강하지만 R이 그만큼 커져야 합니다.",
		},
	},
	{
		name: "replay-cost",
		kinds: ["database"],
		value: number,
		example: "0.5",
		defaults: everywhere(
			1,
			"1",
			engineering({
				en: "a replayed write costs a replica as much as a read",
				ko: "재생하는 쓰기 하나가 복제본에서 읽기 하나만큼 든다고 봅니다",
			}),
		),
		text: {
			en: "What it costs a replica to replay a write, in reads. Load of a replica = reads ÷ replicas + writes × replay cost. The second part stays however many replicas there are; 0 leaves it out.",
			ko: "복제본이 쓰기 하나를 재생하는 비용을 읽기 몇 번으로 칠지 적습니다. 복제본의 부하 = 읽기 ÷ 복제본 수 + 쓰기 × 재생 비용입니다. 뒤의 항은 복제본을 늘려도 줄지 않습니다. 0이면 계산하지 않습니다.",
		},
	},
	{
		name: "shards",
		kinds: ["database"],
		value: wholeFromOne,
		example: "8",
		defaults: everywhere(
			1,
			"1",
			engineering({ en: "not divided unless declared", ko: "적지 않으면 나누지 않은 것으로 봅니다" }),
		),
		text: {
			en: "Into how many parts the data is divided, each with a primary and replicas of its own. Divides reads, writes and storage, times the imbalance of the key: the capacity of all is that of one ÷ the share of the largest. In exchange: joins and transactions across shards, resharding, hot keys. Try cache, replicas and a larger machine first.",
			ko: "데이터를 나누는 샤드의 수입니다. 샤드마다 프라이머리와 복제본을 둡니다. 읽기, 쓰기, 저장 공간을 나누되 키의 불균형만큼 덜 나뉩니다. 전체 용량은 샤드 하나의 용량 ÷ 가장 큰 샤드의 몫입니다. 대신 샤드를 넘는 조인과 트랜잭션, 재샤딩, 핫 키 문제가 생기므로 캐시, 복제본, 더 큰 서버를 먼저 검토합니다.",
		},
		synonyms: ["shard", "sharding", "partitions"],
	},
	{
		name: "shard-key",
		kinds: ["database"],
		value: text,
		example: "user_id",
		text: {
			en: "The field by which data without a `key` of its own is divided over the shards. It should have many values, spread the load evenly, and stand in nearly every query; a query without it must ask every shard.",
			ko: "자체 `key`가 없는 데이터를 샤드에 나누는 기준 필드(샤드 키)입니다. 값의 종류가 많고, 부하를 고르게 나누며, 거의 모든 질의에 나와야 합니다. 샤드 키가 없는 질의는 모든 샤드에 물어야 합니다.",
		},
		synonyms: ["partition-key", "sharding-key", "key"],
	},
	{
		name: "placement",
		kinds: ["database"],
		value: word([
			entry(
				"hash",
				{ en: "Hash", ko: "해시" },
				{
					en: "By a hash of the key: even, also for sequential keys; queries for a range of keys must ask all shards.",
					ko: "키의 해시로 정합니다. 순차 키도 고르게 퍼지지만 키의 범위를 찾는 질의는 모든 샤드에 물어야 합니다.",
				},
			),
			entry(
				"range",
				{ en: "Range", ko: "범위" },
				{
					en: "Each shard has a range of keys: range queries stay in one shard, but a sequential key sends all inserts to the last one.",
					ko: "샤드마다 키의 범위를 맡습니다. 범위 질의가 한 샤드에서 끝나지만 순차 키이면 새 데이터가 모두 마지막 샤드로 갑니다.",
				},
			),
			entry(
				"modulo",
				{ en: "Hash modulo n", ko: "나머지 연산(모듈로)" },
				{
					en: "The hash modulo the number of shards: simple, but going from n to n + 1 shards moves n/(n + 1) of the rows, 80 % from 4 to 5.",
					ko: "해시를 샤드 수로 나눈 나머지로 정합니다. 단순하지만 n개에서 n + 1개로 늘리면 행의 n/(n + 1)이 옮겨집니다. 4개에서 5개이면 80%입니다.",
				},
				["mod"],
			),
			entry(
				"consistent-hash",
				{ en: "Consistent hashing", ko: "안정 해시" },
				{
					en: "Keys and nodes on a ring, with `virtual-nodes` for each node: adding a shard moves only 1/(n + 1) of the rows.",
					ko: "키와 노드를 고리 위에 두고 노드마다 `virtual-nodes`개의 점을 둡니다. 샤드를 하나 더해도 행의 1/(n + 1)만 옮깁니다.",
				},
				["consistent-hashing", "ring"],
			),
			entry(
				"directory",
				{ en: "Directory", ko: "디렉터리" },
				{
					en: "A table says where each key is: any key can be moved, a celebrity can get a shard of its own. The table is one more thing that every query needs.",
					ko: "키가 어디에 있는지 표로 관리합니다. 어떤 키든 옮길 수 있고 유명인에게 전용 샤드를 줄 수 있습니다. 대신 모든 질의가 이 표에 의존합니다.",
				},
				["lookup"],
			),
		]),
		example: "consistent-hash",
		defaults: everywhere(
			"hash",
			"hash",
			engineering({ en: "the usual way to spread keys evenly", ko: "키를 고르게 나누는 일반적인 방법입니다" }),
		),
		text: {
			en: "How the shard of a key is found: how evenly keys are spread, which queries stay in one shard, and how much moves when shards are added.",
			ko: "키의 샤드를 찾는 방식입니다. 키가 얼마나 고르게 퍼지는지, 어떤 질의가 한 샤드에서 끝나는지, 샤드를 늘릴 때 얼마나 옮겨야 하는지가 달라집니다.",
		},
		synonyms: ["partitioning", "sharding-strategy"],
	},
	{
		name: "virtual-nodes",
		kinds: ["database"],
		value: wholeFromOne,
		example: "256",
		defaults: everywhere(
			256,
			"256",
			engineering({
				en: "brings the largest of ten shards to about 1.1 times the mean",
				ko: "샤드 열 개 중 가장 큰 것이 평균의 1.1배쯤 됩니다",
			}),
		),
		text: {
			en: "Points that each node has on the ring of consistent hashing. With ten nodes the largest share is 2.9 times the mean with 1 point, 1.5 with 10, 1.1 with 256.",
			ko: "안정 해시의 고리에서 노드마다 갖는 점(가상 노드)의 수입니다. 노드가 열 개일 때 가장 큰 몫은 점이 1개이면 평균의 2.9배, 10개이면 1.5배, 256개이면 1.1배입니다.",
		},
		synonyms: ["vnodes"],
	},
	{
		name: "logical-shards",
		kinds: ["database"],
		value: wholeFromOne,
		example: "480",
		text: {
			en: "Many small parts, several of which live on each shard. Growing then means moving whole parts and rehashing nothing. Choose a number with many divisors: 480 fits 32, 40, 48, 60, 80 and 96 shards.",
			ko: "샤드마다 여러 개씩 두는 작은 조각(논리 샤드)의 수입니다. 늘릴 때 다시 해시하지 않고 조각을 통째로 옮깁니다. 약수가 많은 수를 고릅니다. 480이면 샤드 32, 40, 48, 60, 80, 96개에 고르게 나뉩니다.",
		},
		synonyms: ["virtual-shards", "buckets"],
	},
	{
		name: "schemas",
		kinds: ["database"],
		value: wholeFromOne,
		example: "1",
		text: {
			en: "Versions of the schema that are in use on its shards. More than one outside a migration is a fault: the same query fails on some shards.",
			ko: "샤드에서 쓰이는 스키마 버전의 수입니다. 이전 중이 아닌데 둘 이상이면 같은 질의가 일부 샤드에서 실패합니다.",
		},
		synonyms: ["schema-versions"],
	},
	{
		name: "overlapping",
		kinds: ["database"],
		value: boolean,
		example: "false",
		text: {
			en: "Some keys belong to more than one of its shards. Then a row may be on two of them: one is updated, the other is read.",
			ko: "둘 이상의 샤드가 같은 키를 맡습니다. 그러면 한 행이 두 샤드에 있어, 한쪽을 고치고 다른 쪽을 읽을 수 있습니다.",
		},
		synonyms: ["overlapping-ranges", "overlap"],
	},
	{
		name: "migrating",
		kinds: ["database"],
		value: boolean,
		example: "true",
		text: {
			en: "Schema or data are on the way from one form to another, shard by shard; differences between shards are meant for that time.",
			ko: "스키마나 데이터를 샤드마다 차례로 바꾸는 중입니다. 그동안 샤드 사이의 차이는 의도된 것입니다.",
		},
		synonyms: ["migration"],
	},
	{
		name: "scatter",
		kinds: ["database"],
		value: percent,
		example: "5%",
		defaults: everywhere(
			0,
			"0%",
			engineering({ en: "every query names the shard key", ko: "모든 질의에 샤드 키가 있다고 봅니다" }),
		),
		text: {
			en: "Share of the reads that lack the shard key and so ask every shard. This part of the load does not shrink with more shards: each gets Q × (s + (1 − s)/k) of Q reads.",
			ko: "샤드 키가 없어 모든 샤드에 물어야 하는 읽기의 비율입니다. 이 부하는 샤드를 늘려도 줄지 않습니다. 읽기 Q건 중 샤드마다 Q × (s + (1 − s)/k)건을 받습니다.",
		},
		synonyms: ["scatter-gather", "fan-out"],
	},
	{
		name: "salt",
		kinds: ["database"],
		value: wholeFromOne,
		example: "10",
		defaults: everywhere(
			1,
			"1",
			engineering({ en: "keys are not salted", ko: "키에 접미사를 붙이지 않는 것으로 봅니다" }),
		),
		text: {
			en: "Suffixes that are appended in turn to a hot key on writing, such as `celebrity#0` to `celebrity#9`. Spreads the writes of the key over shards. Every read has to ask for all suffixes and merge, so it does not help reads: cache or replicate a key that is read often.",
			ko: "쓸 때 핫 키에 번갈아 붙이는 접미사의 수입니다(`celebrity#0`~`celebrity#9`). 그 키의 쓰기가 여러 샤드로 퍼집니다. 읽을 때는 모든 접미사를 물어 합쳐야 하므로 읽기에는 도움이 되지 않습니다. 자주 읽는 키는 캐시하거나 복제합니다.",
		},
		synonyms: ["salting", "suffixes"],
	},
	{
		name: "salted-keys",
		kinds: ["database"],
		value: whole,
		example: "1",
		defaults: everywhere(1, "1", engineering({ en: "only the hottest key", ko: "가장 뜨거운 키 하나에만 붙입니다" })),
		text: {
			en: "How many of the hottest keys get the suffixes. Salting all keys makes the reads of cold ones dearer for nothing.",
			ko: "접미사를 붙일 핫 키의 수입니다. 모든 키에 붙이면 뜨겁지 않은 키의 읽기만 비싸집니다.",
		},
	},
	{
		name: "salt-placement",
		kinds: ["database"],
		value: word([
			entry(
				"hash",
				{ en: "Hash", ko: "해시" },
				{
					en: "Each suffix lands where its hash says: ten suffixes reach about 6.5 of ten shards, and 2.75 of them meet on the worst one.",
					ko: "접미사마다 해시가 정한 곳으로 갑니다. 접미사 열 개가 샤드 열 개 중 6.5개쯤에 퍼지고, 가장 나쁜 샤드에는 2.75개가 모입니다.",
				},
			),
			entry(
				"round-robin",
				{ en: "Round robin", ko: "라운드 로빈" },
				{
					en: "Suffixes are dealt out to the shards in turn: as even as it gets, but the router has to know the rule.",
					ko: "접미사를 샤드에 차례로 배정합니다. 가장 고르지만 라우터가 규칙을 알아야 합니다.",
				},
			),
		]),
		example: "round-robin",
		defaults: everywhere(
			"hash",
			"hash",
			engineering({
				en: "suffixed keys are placed like any other key",
				ko: "접미사를 붙인 키도 다른 키처럼 배치합니다",
			}),
		),
		text: {
			en: "On which shards the suffixes of a salted key lie.",
			ko: "접미사를 붙인 키를 어느 샤드에 둘지 정합니다.",
		},
	},
	{
		name: "storage",
		kinds: ["database", "storage", "search"],
		value: bytes,
		example: "2TB",
		text: {
			en: "Disk of one node. With the size and `growth` of what it holds it says in how many days the node is full. Count indexes and free space for compaction as well.",
			ko: "노드 하나의 디스크 용량입니다. 담은 데이터의 크기와 `growth`로 며칠 뒤에 가득 찰지 계산합니다. 인덱스와 압축 작업에 필요한 여유 공간도 고려합니다.",
		},
		synonyms: ["disk", "disk-size", "volume"],
	},
	{
		name: "full-at",
		kinds: ["database", "storage", "search"],
		value: percent,
		example: "80%",
		defaults: everywhere(
			0.8,
			"80%",
			engineering({
				en: "above this there is no room left for compaction, indexes and bursts",
				ko: "이보다 차면 압축 작업, 인덱스, 급증에 쓸 여유가 없습니다",
			}),
		),
		text: {
			en: "From which part of the storage on it counts as full.",
			ko: "저장 공간이 얼마나 찼을 때 가득 찬 것으로 볼지 정합니다.",
		},
	},
	{
		name: "backup",
		kinds: ["database", "storage"],
		value: union(
			positiveTime,
			word(
				[
					entry(
						"none",
						{ en: "None", ko: "없음" },
						{
							en: "A deletion by mistake cannot be undone: replicas copy it within a second.",
							ko: "실수로 지운 데이터를 되돌릴 수 없습니다. 복제본에도 1초 안에 지워집니다.",
						},
					),
				],
				{ no: "none" },
			),
		),
		example: "24h",
		text: {
			en: "Time between two backups. Replication copies mistakes and deletions too; only a backup brings data back. A restore loses up to this time. Try restoring regularly: a backup that nobody has restored does not count.",
			ko: "백업 간격입니다. 복제는 실수와 삭제까지 그대로 옮기므로 백업만이 데이터를 되돌립니다. 복원하면 최대 이 시간만큼을 잃습니다. 복원해 보지 않은 백업은 없는 것과 같으므로 정기적으로 복원을 시험합니다.",
		},
		synonyms: ["backups", "snapshot"],
	},
	{
		name: "partitions",
		kinds: ["storage"],
		value: wholeFromOne,
		example: "10",
		defaults: everywhere(
			1,
			"1",
			engineering({ en: "all objects under one prefix", ko: "모든 객체가 한 접두사 아래에 있다고 봅니다" }),
		),
		text: {
			en: "Prefixes (partitions) over which the objects are spread. Each has the read and write capacity of its own.",
			ko: "객체를 나누어 두는 접두사(파티션)의 수입니다. 파티션마다 읽기 용량과 쓰기 용량을 따로 가집니다.",
		},
		synonyms: ["prefixes"],
	},
];

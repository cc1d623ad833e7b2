import type { PropertyEntry } from "./types.ts";
import {
	boolean,
	bytes,
	engineering,
	entry,
	everywhere,
	positiveTime,
	published,
	quantity,
	reference,
	text,
	time,
	union,
	whole,
	wholeFromOne,
	word,
} from "./values.ts";

export const queueProperties: readonly PropertyEntry[] = [
	{
		name: "durable",
		kinds: ["queue"],
		value: boolean,
		example: "true",
		text: {
			en: "Whether messages are on disk before they are acknowledged, so that a restart loses none. Costs throughput; leave it off only for what may be lost, such as telemetry.",
			ko: "메시지를 디스크에 저장한 뒤에 수신을 확인하는지 나타냅니다. 그러면 재시작해도 메시지를 잃지 않습니다. 처리량이 줄어들며, 텔레메트리처럼 잃어도 되는 것에만 끕니다.",
		},
		synonyms: ["persistent", "persistence"],
	},
	{
		name: "dead-letter",
		kinds: ["queue"],
		value: union(boolean, reference("queue")),
		example: "true",
		text: {
			en: "Whether a message that fails again and again is put aside (into the named queue), so that it does not block the others for ever.",
			ko: "계속 실패하는 메시지를 따로 (이름을 적은 큐에) 옮기는지 나타냅니다(데드 레터 큐). 그러면 그 메시지가 나머지를 끝없이 막지 않습니다.",
		},
		synonyms: ["dlq", "dead-letter-queue", "deadletter"],
	},
	{
		name: "lossy",
		kinds: ["queue"],
		value: boolean,
		example: "true",
		text: {
			en: "Its messages may be lost, as metrics and telemetry may: the next one makes up for it. Then it need not be durable.",
			ko: "지표나 텔레메트리처럼 잃어도 되는 메시지입니다. 다음 메시지가 대신하므로 지속성이 필요 없습니다.",
		},
		synonyms: ["loss-tolerant", "best-effort"],
	},
	{
		name: "delivery",
		kinds: ["queue"],
		value: word([
			entry(
				"at-least-once",
				{ en: "At least once", ko: "최소 한 번" },
				{
					en: "A message stays until a consumer has acknowledged it, so none is lost, and one comes again where the acknowledgement was. Consumers have to bear that (`idempotent`).",
					ko: "소비자가 처리를 확인할 때까지 메시지를 보관합니다. 잃는 메시지는 없지만, 확인이 사라지면 다시 전달합니다. 소비자가 이를 감당해야 합니다(`idempotent`).",
				},
				["atleastonce", "acknowledged"],
			),
			entry(
				"at-most-once",
				{ en: "At most once", ko: "최대 한 번" },
				{
					en: "A message is gone once it has been handed over. None is done twice, and one whose consumer stops in the middle is lost.",
					ko: "넘겨준 메시지는 바로 없앱니다. 두 번 처리되는 것은 없지만, 처리하던 소비자가 멈추면 그 메시지를 잃습니다.",
				},
				["atmostonce", "auto-acknowledge"],
			),
			entry(
				"exactly-once",
				{ en: "Exactly once", ko: "정확히 한 번" },
				{
					en: "The result of the work and the acknowledgement are committed together, or the queue recognises what comes again. It costs throughput, and holds for what takes part in that only: a call to the outside may still happen twice.",
					ko: "작업 결과와 처리 확인을 함께 커밋하거나, 다시 온 메시지를 큐가 알아봅니다. 처리량이 줄며, 그 커밋에 함께 들어가는 것에만 보장됩니다. 밖으로 나가는 호출은 여전히 두 번 일어날 수 있습니다.",
				},
				["exactlyonce", "transactional", "deduplicated"],
			),
		]),
		example: "exactly-once",
		defaults: everywhere(
			"at-least-once",
			"at-least-once",
			published(
				"Amazon SQS documentation: a standard queue may deliver a message again, so consumers should be idempotent",
			),
		),
		text: {
			en: "How often a consumer may get the same message. It changes no number.",
			ko: "소비자가 같은 메시지를 몇 번 받을 수 있는지 정합니다. 어떤 값도 바꾸지 않습니다.",
		},
		synonyms: ["delivery-guarantee", "guarantee", "semantics"],
	},
	{
		name: "skip-failed",
		kinds: ["queue"],
		value: boolean,
		example: "true",
		text: {
			en: "Consumers note a message that they cannot handle and go on with the next one, as readers of a log do. Then no dead-letter queue is needed.",
			ko: "소비자가 처리하지 못하는 메시지를 기록하고 다음으로 넘어갑니다. 로그를 읽는 쪽이 흔히 그렇게 하며, 데드 레터 큐가 필요 없습니다.",
		},
		synonyms: ["skip"],
	},
	{
		name: "awaits-reply",
		kinds: ["queue"],
		value: boolean,
		example: "true",
		text: {
			en: "The sender waits for the answer of the consumer, a call in disguise: it is as slow as the queue and stops when the consumer does.",
			ko: "보낸 쪽이 소비자의 응답을 기다립니다. 모양만 다른 호출이므로 큐만큼 느리고 소비자가 멈추면 함께 멈춥니다.",
		},
		synonyms: ["request-reply", "rpc"],
	},
	{
		name: "schedule",
		kinds: ["queue", "worker"],
		value: text,
		example: '"every night at 2"',
		text: {
			en: "When its work is started by the clock and not by a link, in words.",
			ko: "링크가 아니라 정해진 시각에 작업이 시작될 때, 그 시각을 글로 적습니다.",
		},
		synonyms: ["cron", "timer"],
	},
	{
		name: "partitions",
		kinds: ["queue"],
		value: wholeFromOne,
		example: "12",
		text: {
			en: "Parts of a log, each read by one consumer of a tier at a time: more consumers than partitions stand idle. Order is kept within a partition. Leave it out for a queue whose consumers compete for messages.",
			ko: "로그를 나눈 파티션의 수입니다. 한 계층에서 파티션마다 소비자 하나만 읽으므로 파티션보다 많은 소비자는 놉니다. 순서는 파티션 안에서 유지됩니다. 소비자가 메시지를 경쟁해서 가져가는 큐에는 적지 않습니다.",
		},
	},
	{
		name: "retention",
		kinds: ["queue", "worker"],
		value: quantity(["time", "bytes"]),
		example: "7d",
		text: {
			en: "How long, or how many bytes of, messages are kept. It must outlast the longest outage of the consumers, else messages are lost unread.",
			ko: "메시지를 보관하는 기간이나 크기입니다. 소비자의 가장 긴 중단보다 길어야 하며, 짧으면 읽지 않은 메시지를 잃습니다.",
		},
	},
	{
		name: "max-length",
		kinds: ["queue"],
		value: quantity(["count", "bytes"]),
		example: "1M",
		text: {
			en: "Messages (or bytes) after which the queue refuses more. The limit turns a silent backlog into back pressure that producers notice.",
			ko: "큐가 더 받지 않게 되는 메시지 수나 크기입니다. 조용히 쌓이는 백로그 대신 생산자가 알 수 있는 역압(backpressure)이 됩니다.",
		},
		synonyms: ["max-size", "limit"],
	},
	{
		name: "ordering",
		kinds: ["queue"],
		value: word(
			[
				entry(
					"none",
					{ en: "None", ko: "없음" },
					{
						en: "Any consumer takes any message: scales best.",
						ko: "어느 소비자든 아무 메시지나 가져갑니다. 가장 잘 확장됩니다.",
					},
				),
				entry(
					"key",
					{ en: "By key", ko: "키별" },
					{
						en: "Messages of the same key stay in order, in one partition. A hot key then keeps one consumer busy while others wait.",
						ko: "키가 같은 메시지는 한 파티션에서 순서를 지킵니다. 핫 키가 있으면 소비자 하나만 바쁘고 나머지는 기다립니다.",
					},
					["partition", "per-key"],
				),
				entry(
					"total",
					{ en: "Total", ko: "전체" },
					{
						en: "All messages in one order: one partition and one consumer, however many there are.",
						ko: "모든 메시지가 하나의 순서를 지킵니다. 소비자가 몇이든 파티션 하나, 소비자 하나로 처리합니다.",
					},
					["fifo", "global", "strict"],
				),
			],
			{ yes: "total", no: "none" },
		),
		example: "key",
		defaults: everywhere(
			"none",
			"none",
			engineering({ en: "consumers take messages as they come", ko: "소비자가 오는 대로 가져간다고 봅니다" }),
		),
		text: {
			en: "Which messages are processed in the order in which they came. The more order, the fewer consumers can work side by side.",
			ko: "어떤 메시지를 들어온 순서대로 처리할지 정합니다. 순서를 많이 지킬수록 동시에 일할 수 있는 소비자가 줄어듭니다.",
		},
		synonyms: ["order", "fifo"],
	},
	{
		name: "message-size",
		kinds: ["queue"],
		value: bytes,
		example: "1KB",
		defaults: everywhere(
			1000,
			"1KB",
			engineering({
				en: "a short record with references to the rest",
				ko: "나머지는 참조로 가리키는 짧은 레코드의 크기입니다",
			}),
		),
		text: {
			en: "Mean size of a message. Retention in bytes, disk and bandwidth follow from it; large contents belong in object storage, the message then names them.",
			ko: "메시지의 평균 크기입니다. 바이트로 적은 보관량, 디스크, 대역폭이 여기서 나옵니다. 큰 내용은 객체 스토리지에 두고 메시지로는 그 위치만 보냅니다.",
		},
	},
	{
		name: "replicas",
		kinds: ["queue"],
		value: wholeFromOne,
		example: "3",
		defaults: everywhere(
			1,
			"1",
			engineering({ en: "each message is on one broker", ko: "메시지가 브로커 하나에만 있다고 봅니다" }),
		),
		text: {
			en: "Copies of each message in all, the first included. 3 survive the loss of a broker without losing a message, for more disk and a lower throughput.",
			ko: "첫 사본을 포함한 메시지의 사본 수입니다. 3이면 브로커 하나를 잃어도 메시지를 잃지 않습니다. 대신 디스크를 더 쓰고 처리량이 줄어듭니다.",
		},
		synonyms: ["replication-factor", "copies"],
	},
	{
		name: "outage",
		kinds: ["queue", "worker"],
		value: time,
		example: "4h",
		text: {
			en: "The longest stop of the consumers that you plan for. Messages arriving × this time is the backlog that must be kept, and drained afterwards.",
			ko: "대비하려는 소비자의 가장 긴 중단 시간입니다. 들어오는 메시지 수 × 이 시간만큼의 백로그를 보관했다가 나중에 처리해야 합니다.",
		},
	},
	{
		name: "backlog",
		kinds: ["queue", "worker"],
		value: whole,
		example: "1M",
		text: {
			en: "Messages that wait already. They are gone after backlog ÷ (capacity − arrivals); if arrivals exceed the capacity, never.",
			ko: "이미 기다리고 있는 메시지의 수입니다. 백로그 ÷ (용량 − 도착률) 뒤에 없어지며, 도착률이 용량보다 크면 없어지지 않습니다.",
		},
	},
	{
		name: "drain-within",
		kinds: ["queue", "worker"],
		value: positiveTime,
		example: "1h",
		text: {
			en: "In which time a backlog has to be worked off. Workers needed: (arrivals + backlog ÷ this time) ÷ capacity of one.",
			ko: "백로그를 모두 처리해야 하는 시간입니다. 필요한 워커 수는 (도착률 + 백로그 ÷ 이 시간) ÷ 워커 하나의 용량입니다.",
		},
	},
	{
		name: "deadline",
		kinds: ["queue", "worker"],
		value: positiveTime,
		example: "30s",
		text: {
			en: "How long after being sent a message may be processed at the latest.",
			ko: "메시지를 보낸 뒤 늦어도 처리해야 하는 시간입니다.",
		},
	},
];

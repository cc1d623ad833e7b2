import type { Localized } from "../../language/locale.ts";
import { formatCount } from "../../language/numbers.ts";
import type { Component } from "../../model/architecture.ts";
import { flagOf, numberOf } from "../../model/properties.ts";
import { fixOf } from "../edit/fix.ts";
import { set, times } from "../edit/operations.ts";
import { isManaged } from "../graph.ts";
import { defineRule } from "../rule.ts";

/** A queue that forgets its messages when a broker restarts. */
export const queueNotDurable = defineRule<"name" | "reason" | "lost", "durable">({
	id: "queue-not-durable",
	group: "decoupling",
	since: "0.1.0",
	severity: "error",
	statements: ["N74"],
	mutedBy: ["queue-spof"],
	text: {
		en: {
			title: "Queue that may lose messages",
			message: "A restart of `{name}` loses the messages in it: {reason}.",
			why: "The point of a queue is that no work is lost while its consumers are slow or away. At the present load {lost} messages come in within a minute, all of them acknowledged.",
			technique:
				"**Durable, replicated messages.** A message is acknowledged when it is on the disks of several brokers.",
			tradeOff:
				"It costs throughput: a log with three copies that are all written before the answer reached about half of the rate of one that answers at once (Kafka, 2014).",
			exceptions: "Right as it is for what may be lost, such as metrics and telemetry (`lossy: true`).",
			fixes: { durable: "Keep the messages of `{name}` on disk, on three brokers" },
		},
		ko: {
			title: "메시지를 잃을 수 있는 큐",
			message: "`{name}`을(를) 재시작하면 들어 있던 메시지를 잃습니다. {reason}.",
			why: "큐의 목적은 소비자가 느리거나 없는 동안에도 작업을 잃지 않는 것입니다. 지금 부하에서는 1분에 {lost}개의 메시지가 들어오고, 모두 수신이 확인된 것입니다.",
			technique: "**지속성과 복제.** 메시지를 여러 브로커의 디스크에 저장한 뒤에 수신을 확인합니다.",
			tradeOff:
				"처리량이 줄어듭니다. 사본 세 개를 모두 쓴 뒤에 응답하는 로그의 처리량은 바로 응답하는 경우의 절반 정도였습니다(Kafka, 2014).",
			exceptions: "지표나 텔레메트리처럼 잃어도 되는 메시지(`lossy: true`)라면 지금 그대로 괜찮습니다.",
			fixes: { durable: "`{name}`의 메시지를 브로커 세 대의 디스크에 저장하기" },
		},
	},
	safety: { durable: "suggestion" },
	example: {
		bad: `client browser { rate: 100rps }
loadbalancer lb x2
service web x2 { timeout: 1s }
queue jobs x3 { durable: false, dead-letter: true, replicas: 3 }
worker resizer x2 { service-time: 200ms }

browser -> lb -> web
web -> jobs 5% "resize"
jobs -> resizer
`,
		good: `client browser { rate: 100rps }
loadbalancer lb x2
service web x2 { timeout: 1s }
queue jobs x3 { durable: true, dead-letter: true, replicas: 3 }
worker resizer x2 { service-time: 200ms }

browser -> lb -> web
web -> jobs 5% "resize"
jobs -> resizer
`,
	},
	*check(context) {
		for (const queue of context.each(context.architecture.components)) {
			const reason = queue.kind === "queue" && !isManaged(queue) ? reasonOf(queue) : undefined;
			if (!reason || flagOf(queue, "lossy") === true) continue;
			const { id } = queue;
			const at = queue.properties.get(flagOf(queue, "durable") === true ? "replicas" : "durable")?.at;
			const arriving = context.analysis.components.get(queue)?.requestsPerSecond ?? 0;
			yield {
				element: queue,
				...(at && { at }),
				data: { name: id, reason, lost: formatCount(Math.max(1, Math.round(arriving * 60))) },
				fixes: [
					fixOf(context, {
						id: "durable",
						steps: [
							({ architecture }) => {
								const found = architecture.elements.get(id);
								if (found?.type !== "component") return undefined;
								const copies = (numberOf(found, "replicas") ?? 1) < 2 ? [set(found, "replicas", "3")] : [];
								const brokers = found.instances.min < 3 && copies.length > 0 ? [times(found, 3)] : [];
								const disk = flagOf(found, "durable") === true ? [] : [set(found, "durable", "true")];
								return [...brokers, ...disk, ...copies];
							},
						],
					}),
				],
			};
		}
	},
});

function reasonOf(queue: Component): Localized | undefined {
	if (flagOf(queue, "durable") === false) return { en: "it keeps them in memory only", ko: "메모리에만 보관합니다" };
	const declared = numberOf(queue, "replicas");
	if (flagOf(queue, "durable") === undefined) {
		return { en: "nothing says that it keeps them on disk", ko: "디스크에 보관한다는 말이 없습니다" };
	}
	return declared !== undefined && declared < 2
		? { en: "each of them is on one broker only", ko: "메시지마다 브로커 한 대에만 있습니다" }
		: undefined;
}

import type { Localized } from "../../language/locale.ts";
import { formatCount } from "../../language/numbers.ts";
import type { Component } from "../../model/architecture.ts";
import { familyOf } from "../../model/kinds.ts";
import { flagOf, wordOf } from "../../model/properties.ts";
import { assumedFor } from "../caching-strategies/strategies.ts";
import { names } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { unique } from "../graph.ts";
import { defineRule, type RuleContext } from "../rule.ts";
import { effectsOf } from "./effects.ts";

/** Work that is done twice when its message comes twice. */
export const consumerNotIdempotent = defineRule<"name" | "queues" | "effects" | "twice", "idempotent">({
	id: "consumer-not-idempotent",
	group: "decoupling",
	since: "0.1.0",
	severity: "info",
	statements: [],
	text: {
		en: {
			title: "Consumer that is not idempotent",
			message:
				"When a message of {queues} is delivered again, `{name}` does once more what it does to {effects}, and nothing says that this is harmless.",
			why: "A queue that has got no acknowledgement cannot know whether the consumer stopped before its work or after it, so it delivers the message again: a mail goes out twice, an amount is booked twice.{twice}",
			technique:
				"**Idempotency key.** Each message carries a key of its own. The consumer keeps it in the same transaction as the result, and passes over a message whose key it has already. Or the work is such that a second time changes nothing, as when a file is stored under the same name.",
			tradeOff:
				"One more look-up for each message, and keys that have to be kept for as long as a message may come again.",
			exceptions:
				"Not needed for a queue that delivers exactly once or at most once (`delivery`), for messages that may be lost (`lossy: true`), or where the work changes nothing.",
			fixes: { idempotent: "Let `{name}` recognise a message that comes again (`idempotent: true`)" },
		},
		ko: {
			title: "멱등하지 않은 소비자",
			message:
				"{queues}의 메시지가 다시 전달되면 `{name}`이(가) {effects}에 하는 일을 또 하는데, 그래도 괜찮다는 말이 없습니다.",
			why: "처리 확인을 받지 못한 큐는 소비자가 일하기 전에 멈추었는지 끝내고 멈추었는지 알 수 없어 메시지를 다시 전달합니다. 그러면 메일이 두 번 나가거나 금액이 두 번 기록됩니다.{twice}",
			technique:
				"**멱등 키.** 메시지마다 고유한 키를 붙입니다. 소비자는 결과와 같은 트랜잭션에 키를 저장하고, 이미 있는 키의 메시지는 건너뜁니다. 같은 이름으로 파일을 저장하는 것처럼 두 번 해도 달라지지 않는 작업으로 바꾸어도 됩니다.",
			tradeOff: "메시지마다 조회가 하나 늘고, 메시지가 다시 올 수 있는 동안 키를 보관해야 합니다.",
			exceptions:
				"정확히 한 번 또는 최대 한 번 전달하는 큐(`delivery`), 잃어도 되는 메시지(`lossy: true`), 아무것도 바꾸지 않는 작업에는 필요 없습니다.",
			fixes: { idempotent: "`{name}`이(가) 다시 온 메시지를 알아보게 하기(`idempotent: true`)" },
		},
	},
	safety: { idempotent: "suggestion" },
	example: {
		bad: `client browser { rate: 100rps }
loadbalancer lb x2
service web x2 { timeout: 1s }
queue jobs x3 { durable: true, replicas: 3, dead-letter: true, delivery: at-least-once }
worker mailer x2 { service-time: 200ms }
external mail

browser -> lb -> web
web -> jobs 5% "welcome"
jobs -> mailer -> mail
`,
		good: `client browser { rate: 100rps }
loadbalancer lb x2
service web x2 { timeout: 1s }
queue jobs x3 { durable: true, replicas: 3, dead-letter: true, delivery: at-least-once }
worker mailer x2 { service-time: 200ms, idempotent: true }
external mail

browser -> lb -> web
web -> jobs 5% "welcome"
jobs -> mailer -> mail
`,
	},
	*check(context) {
		for (const consumer of context.each(context.architecture.components)) {
			if (familyOf(consumer.kind) !== "compute" || flagOf(consumer, "idempotent") === true) continue;
			const queues = unique(consumer.incoming.map(({ from }) => from)).filter(redelivers);
			const effects = queues.length > 0 ? effectsOf(consumer) : [];
			if (effects.length === 0) continue;
			const { id } = consumer;
			// One that says it is enough.
			const assumed = queues.some(({ properties }) => properties.has("delivery"))
				? []
				: queues.flatMap((queue) => assumedFor(queue, "delivery"));
			yield {
				element: consumer,
				...(consumer.properties.has("idempotent") && { at: consumer.properties.get("idempotent")!.at }),
				...(assumed.length > 0 && { assumed }),
				data: {
					name: id,
					queues: names(queues),
					effects: names(effects),
					twice: twiceText(messagesFrom(context, consumer, queues)),
				},
				fixes: [fixOf(context, { id: "idempotent", steps: [change(id, ["idempotent", "true"])] })],
			};
		}
	},
});

/** It may deliver a message more than once, and that matters. */
function redelivers(queue: Component): boolean {
	if (familyOf(queue.kind) !== "queue" || flagOf(queue, "lossy") === true) return false;
	return (wordOf(queue, "delivery") ?? "at-least-once") === "at-least-once";
}

/** Messages per second at the peak. */
function messagesFrom({ analysis }: RuleContext, consumer: Component, queues: readonly Component[]): number {
	return consumer.incoming
		.filter(({ from }) => queues.includes(from))
		.reduce((sum, link) => sum + (analysis.links.get(link)?.requestsPerSecond ?? 0), 0);
}

function twiceText(perSecond: number): Localized {
	const perHour = perSecond * 3600;
	const twice = perHour * REDELIVERED;
	if (twice < 1) return { en: "", ko: "" };
	return {
		en: ` Of ${formatCount(perHour)} messages an hour at the peak, ${formatCount(twice)} are done twice if one in a thousand comes again.`,
		ko: ` 피크에는 한 시간에 메시지 ${formatCount(perHour)}개가 오므로, 천 개에 하나만 다시 와도 ${formatCount(twice)}개를 두 번 처리합니다.`,
	};
}

/** For the sake of the example: it depends on how often consumers stop. */
const REDELIVERED = 1 / 1000;

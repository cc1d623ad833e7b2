import { flagOf, numberOf } from "../../model/properties.ts";
import { availability, downtime, names } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { set, times } from "../edit/operations.ts";
import { isManaged, ofKind } from "../graph.ts";
import { availabilityOf } from "../numbers.ts";
import { defineRule } from "../rule.ts";

/** A queue of a single broker. */
export const queueSpof = defineRule<"name" | "producers" | "one" | "down" | "three", "three" | "managed">({
	id: "queue-spof",
	group: "decoupling",
	since: "0.1.0",
	severity: "error",
	statements: ["N2", "N74"],
	production: true,
	text: {
		en: {
			title: "Queue of a single broker",
			message:
				"`{name}` is a single broker: when it fails, {producers} can hand over nothing, and what is in it is out of reach.",
			why: "One broker is up {one} of the time and away for {down} a year; of three that hold copies, two at least are up {three} of the time.",
			technique:
				"**A replicated queue.** Three brokers in different zones, each message on all of them; any two go on without the third.",
			tradeOff: "Each message is written three times, and brokers have to agree on who leads.",
			exceptions:
				"Not needed for a managed queue (`managed: true`), or where producers keep what they could not hand over and send it later (`outbox: true`).",
			fixes: {
				three: "Run `{name}` on three brokers that hold copies of each message",
				managed: "Use a managed queue for `{name}`",
			},
		},
		ko: {
			title: "브로커가 하나뿐인 큐",
			message:
				"`{name}`은(는) 브로커가 하나뿐이어서, 멈추면 {producers}이(가) 메시지를 넘길 수 없고 들어 있던 메시지도 꺼낼 수 없습니다.",
			why: "브로커 한 대의 가용성은 {one}이고 1년에 {down} 멈춥니다. 사본을 가진 세 대 중 두 대 이상이 살아 있을 확률은 {three}입니다.",
			technique:
				"**복제된 큐.** 서로 다른 영역의 브로커 세 대가 모든 메시지의 사본을 가지며, 두 대만 있어도 계속합니다.",
			tradeOff: "메시지마다 세 번 쓰고, 브로커들이 리더를 정해야 합니다.",
			exceptions:
				"관리형 큐(`managed: true`)이거나, 넘기지 못한 메시지를 생산자가 보관했다가 나중에 보내면(`outbox: true`) 필요 없습니다.",
			fixes: { three: "메시지마다 사본을 두는 브로커 세 대로 `{name}` 운영하기", managed: "`{name}`에 관리형 큐 쓰기" },
		},
	},
	safety: { three: "suggestion", managed: "suggestion" },
	example: {
		bad: `client browser { rate: 100rps }
loadbalancer lb x2
service web x2 { timeout: 1s }
queue jobs { durable: true, dead-letter: true }
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
		for (const queue of context.each(ofKind(context.architecture, "queue"))) {
			if (queue.instances.min > 1 || isManaged(queue)) continue;
			if ((numberOf(queue, "replicas") ?? 1) > 1) continue;
			const producers = queue.incoming.map(({ from }) => from);
			if (producers.length === 0 || producers.every((producer) => flagOf(producer, "outbox") === true)) continue;
			const { id } = queue;
			const one = availabilityOf(queue);
			yield {
				element: queue,
				data: {
					name: id,
					producers: names(producers),
					one: availability(one),
					down: downtime(one),
					three: availability(one ** 3 + 3 * one ** 2 * (1 - one)),
				},
				fixes: [
					fixOf(context, {
						id: "three",
						steps: [
							({ architecture }) => {
								const found = architecture.elements.get(id);
								return found?.type === "component"
									? [times(found, 3, Math.max(3, found.instances.max)), set(found, "replicas", "3")]
									: undefined;
							},
						],
					}),
					fixOf(context, {
						id: "managed",
						steps: [change(id, ["managed", "true"])],
					}),
				],
			};
		}
	},
});

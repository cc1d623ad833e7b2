import { flagOf } from "../../model/properties.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { ofKind } from "../graph.ts";
import { defineRule } from "../rule.ts";

/** A message that always fails stays in the way of the others. */
export const queueNoDlq = defineRule<"name", "dead-letter">({
	id: "queue-no-dlq",
	group: "decoupling",
	since: "0.1.0",
	severity: "warning",
	statements: [],
	text: {
		en: {
			title: "Queue without dead letters",
			message: "A message of `{name}` that always fails is tried again without end.",
			why: "One malformed message in a million is enough: without a place for it, a consumer takes it, fails, and gets it back, and where order is kept everything behind it waits.",
			technique:
				"**A dead-letter queue.** After a few attempts a message is put aside, where a person looks at it, and the others go on.",
			tradeOff: "Somebody has to look: alert on its length, or it becomes a second archive.",
			exceptions: "Not needed for a log whose consumers skip and note what they cannot read (`skip-failed: true`).",
			fixes: { "dead-letter": "Put messages of `{name}` aside that fail again and again" },
		},
		ko: {
			title: "데드 레터가 없는 큐",
			message: "`{name}`에서 항상 실패하는 메시지를 끝없이 다시 시도합니다.",
			why: "백만 개 중 하나만 잘못되어도 그렇습니다. 따로 둘 곳이 없으면 소비자가 꺼내 실패하고 다시 받기를 되풀이하고, 순서를 지키는 큐라면 뒤의 메시지가 모두 기다립니다.",
			technique: "**데드 레터 큐.** 몇 번 실패한 메시지는 사람이 살펴볼 곳에 따로 두고 나머지를 계속 처리합니다.",
			tradeOff: "누군가 들여다봐야 합니다. 길이에 알림을 걸지 않으면 또 하나의 보관소가 됩니다.",
			exceptions: "읽을 수 없는 것을 기록하고 건너뛰는 로그(`skip-failed: true`)에는 필요 없습니다.",
			fixes: { "dead-letter": "`{name}`에서 계속 실패하는 메시지를 따로 두기" },
		},
	},
	safety: { "dead-letter": "suggestion" },
	example: {
		bad: `client browser { rate: 100rps }
loadbalancer lb x2
service web x2 { timeout: 1s }
queue jobs x3 { durable: true, replicas: 3 }
worker resizer x2 { service-time: 200ms }

browser -> lb -> web
web -> jobs 5% "resize"
jobs -> resizer
`,
		good: `client browser { rate: 100rps }
loadbalancer lb x2
service web x2 { timeout: 1s }
queue jobs x3 { durable: true, replicas: 3, dead-letter: true }
worker resizer x2 { service-time: 200ms }

browser -> lb -> web
web -> jobs 5% "resize"
jobs -> resizer
`,
	},
	*check(context) {
		for (const queue of context.each(ofKind(context.architecture, "queue"))) {
			const declared = queue.properties.get("dead-letter");
			if (queue.outgoing.length === 0 || flagOf(queue, "skip-failed") === true) continue;
			if (declared && flagOf(queue, "dead-letter") !== false) continue;
			const { id } = queue;
			yield {
				element: queue,
				...(declared && { at: declared.at }),
				data: { name: id },
				fixes: [
					fixOf(context, {
						id: "dead-letter",
						steps: [change(id, ["dead-letter", "true"])],
					}),
				],
			};
		}
	},
});

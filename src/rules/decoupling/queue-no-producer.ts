import { takesDeadLetters } from "../graph.ts";
import { defineRule } from "../rule.ts";

/** A queue or worker that gets no work. */
export const queueNoProducer = defineRule<"name" | "what", never>({
	id: "queue-no-producer",
	group: "decoupling",
	since: "0.1.0",
	severity: "info",
	statements: ["N75"],
	text: {
		en: {
			title: "Work that never comes",
			message: "Nothing sends {what} `{name}`.",
			why: "`{name}` waits for work that nothing in this design hands over: either a link is missing, or it is left from an earlier design and only costs money.",
			technique: "**Connect or remove it.** Link what produces the work, or take the component out of the design.",
			tradeOff: "Take care with what another team or an import of this file may feed.",
			exceptions: "Right as it is for work that is started by the clock (`schedule`).",
			fixes: {},
		},
		ko: {
			title: "오지 않는 작업",
			message: "`{name}`에 {what} 것이 없습니다.",
			why: "`{name}`은(는) 이 설계의 어느 것도 넘기지 않는 작업을 기다립니다. 링크가 빠졌거나, 예전 설계에서 남아 비용만 드는 것입니다.",
			technique: "**연결하거나 없애기.** 작업을 만드는 쪽에서 링크를 잇거나 컴포넌트를 설계에서 뺍니다.",
			tradeOff: "다른 팀이나 이 파일을 가져오는 쪽에서 작업을 보낼 수도 있으니 확인합니다.",
			exceptions: "정해진 시각에 시작하는 작업(`schedule`)이라면 지금 그대로 괜찮습니다.",
			fixes: {},
		},
	},
	safety: {},
	noFix: {
		en: "Only the author knows whether a link is missing or the component is left over.",
		ko: "링크가 빠졌는지 컴포넌트가 남은 것인지는 작성자만 압니다.",
	},
	example: {
		bad: `service web
queue jobs x3 { durable: true, dead-letter: true, replicas: 3 }
worker resizer x2

jobs -> resizer
`,
		good: `service web
queue jobs x3 { durable: true, dead-letter: true, replicas: 3 }
worker resizer x2

web -> jobs
jobs -> resizer
`,
	},
	*check(context) {
		const { architecture } = context;
		for (const component of context.each(architecture.components)) {
			if (component.kind !== "queue" && component.kind !== "worker") continue;
			if (component.incoming.length > 0 || component.properties.has("schedule")) continue;
			if (takesDeadLetters(component, architecture)) continue;
			yield {
				element: component,
				data: {
					name: component.id,
					what:
						component.kind === "queue"
							? { en: "messages to", ko: "메시지를 보내는" }
							: { en: "work to", ko: "작업을 주는" },
				},
				fixes: [],
			};
		}
	},
});

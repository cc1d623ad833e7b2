import { formatCount } from "../../language/numbers.ts";
import { fixOf } from "../edit/fix.ts";
import { freeName } from "../edit/names.ts";
import { connect, declare, type NewElement } from "../edit/operations.ts";
import { ofKind, takesDeadLetters } from "../graph.ts";
import { averageToPeak } from "../numbers.ts";
import { defineRule } from "../rule.ts";

/** Messages that nobody takes out. */
export const queueNoConsumer = defineRule<"name" | "day" | "worker", "worker">({
	id: "queue-no-consumer",
	group: "decoupling",
	since: "0.1.0",
	severity: "error",
	statements: ["N75"],
	text: {
		en: {
			title: "Queue that nobody reads",
			message: "Nothing takes messages out of `{name}`.",
			why: "What comes in stays: {day} messages more each day at the present load, until the queue is full and refuses or drops them. The work that they stand for is never done.",
			technique: "**Workers.** Servers that take messages out and do the work, as many as it takes to keep up.",
			tradeOff: "One more tier to run, deploy and watch.",
			exceptions: "Right as it is for an archive or a log that others read later (declare its `retention`).",
			fixes: { worker: "Add two workers `{worker}` that handle the messages of `{name}`" },
		},
		ko: {
			title: "아무도 읽지 않는 큐",
			message: "`{name}`에서 메시지를 꺼내는 것이 없습니다.",
			why: "들어온 메시지는 그대로 남습니다. 지금 부하에서는 하루에 {day}개씩 쌓이다가 큐가 가득 차면 거절하거나 버립니다. 메시지가 뜻하는 작업은 처리되지 않습니다.",
			technique: "**작업 서버.** 메시지를 꺼내 처리하는 서버를 밀리지 않을 만큼 둡니다.",
			tradeOff: "운영하고 배포하고 살펴야 할 계층이 하나 늘어납니다.",
			exceptions: "나중에 읽을 보관소나 로그라면(`retention`을 적으십시오) 지금 그대로 괜찮습니다.",
			fixes: { worker: "`{name}`의 메시지를 처리할 워커 `{worker}` 두 대 추가" },
		},
	},
	safety: { worker: "suggestion" },
	example: {
		bad: `client browser { rate: 100rps }
loadbalancer lb x2
service web x2 { timeout: 1s }
queue jobs x3 { durable: true, dead-letter: true, replicas: 3 }

browser -> lb -> web
web -> jobs 5% "resize"
`,
		good: `client browser { rate: 100rps }
loadbalancer lb x2
service web x2 { timeout: 1s }
queue jobs x3 { durable: true, dead-letter: true, replicas: 3 }
worker worker x2

browser -> lb -> web
web -> jobs 5% "resize"
jobs -> worker
`,
	},
	*check(context) {
		const { architecture, analysis } = context;
		for (const queue of context.each(ofKind(architecture, "queue"))) {
			if (queue.incoming.length === 0 || queue.outgoing.length > 0) continue;
			if (queue.properties.has("retention") || takesDeadLetters(queue, architecture)) continue;
			const { id } = queue;
			const perDay = (analysis.components.get(queue)?.requestsPerSecond ?? 0) * averageToPeak(context) * 86_400;
			const name = freeName(architecture, "worker", `${queue.name}-worker`);
			yield {
				element: queue,
				data: { name: id, day: formatCount(Math.max(1, Math.round(perDay))), worker: name },
				fixes: [
					fixOf(context, {
						id: "worker",
						steps: [
							(now) => {
								const found = now.architecture.elements.get(id);
								if (found?.type !== "component") return undefined;
								const worker: NewElement = {
									type: "new",
									kind: "worker",
									name,
									times: 2,
									parent: found.parent,
									beside: { element: found, side: "after" },
									properties: [],
								};
								return [declare(worker), connect(found, worker)];
							},
						],
					}),
				],
			};
		}
	},
});

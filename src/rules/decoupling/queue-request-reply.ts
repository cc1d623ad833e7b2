import { flagOf } from "../../model/properties.ts";
import { names } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { ofKind, requestPath } from "../graph.ts";
import { defineRule } from "../rule.ts";

/** A call that is only dressed as a message. */
export const queueRequestReply = defineRule<"name" | "producers" | "consumers", "poll">({
	id: "queue-request-reply",
	group: "decoupling",
	since: "0.1.0",
	severity: "warning",
	statements: ["N75"],
	text: {
		en: {
			title: "Waiting for answers through a queue",
			message: "{producers} wait for the answer to each message in `{name}`.",
			why: "A queue pays when the sender goes on. Here the request takes the waiting in `{name}`, the work of {consumers} and the way back, and it fails whenever one of them does: coupled as before, and slower.",
			technique:
				"**Callback or poll.** The sender answers at once with a number under which the result will be; the consumer stores it, and the client asks for it or is told.",
			tradeOff: 'Results have to be kept for a while, and clients have to cope with "not yet".',
			exceptions: "If the answer is needed at once, call directly, with a timeout.",
			fixes: { poll: "Answer at once, and let clients fetch the result of `{name}` later" },
		},
		ko: {
			title: "큐를 거쳐 응답 기다리기",
			message: "{producers}이(가) `{name}`에 넣은 메시지마다 응답을 기다립니다.",
			why: "큐는 보낸 쪽이 기다리지 않고 계속할 때 이득입니다. 여기서는 요청이 `{name}`의 대기, {consumers}의 작업, 돌아오는 길을 모두 거치고 하나라도 멈추면 실패합니다. 결합도는 그대로이고 더 느립니다.",
			technique:
				"**콜백 또는 폴링.** 보낸 쪽은 결과를 찾을 번호로 바로 응답하고, 소비자가 결과를 저장하면 클라이언트가 묻거나 알림을 받습니다.",
			tradeOff: "결과를 얼마 동안 보관해야 하고, 클라이언트는 “아직”이라는 응답을 다룰 수 있어야 합니다.",
			exceptions: "응답이 바로 필요하다면 타임아웃을 두고 직접 호출하십시오.",
			fixes: { poll: "바로 응답하고, `{name}`의 결과는 나중에 가져가게 하기" },
		},
	},
	safety: { poll: "suggestion" },
	example: {
		bad: `client browser { rate: 50rps }
loadbalancer lb x2
service web x2 { timeout: 5s }
queue jobs x3 { durable: true, replicas: 3, dead-letter: true, awaits-reply: true }
worker prices x4

browser -> lb -> web -> jobs -> prices
`,
		good: `client browser { rate: 50rps }
loadbalancer lb x2
service web x2 { timeout: 5s }
queue jobs x3 { durable: true, replicas: 3, dead-letter: true, awaits-reply: false }
worker prices x4

browser -> lb -> web -> jobs -> prices
`,
	},
	*check(context) {
		const path = requestPath(context.architecture);
		for (const queue of context.each(ofKind(context.architecture, "queue"))) {
			if (flagOf(queue, "awaits-reply") !== true) continue;
			const producers = queue.incoming.map(({ from }) => from).filter((producer) => path.has(producer));
			if (producers.length === 0) continue;
			const { id } = queue;
			yield {
				element: queue,
				at: queue.properties.get("awaits-reply")!.at,
				data: { name: id, producers: names(producers), consumers: names(queue.outgoing.map(({ to }) => to)) },
				fixes: [
					fixOf(context, {
						id: "poll",
						steps: [change(id, ["awaits-reply", "false"])],
					}),
				],
			};
		}
	},
});

import { familyOf } from "../../model/kinds.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { ofKind } from "../graph.ts";
import { defineRule } from "../rule.ts";

/** Consumers for which there is no partition. */
export const queuePartitionLimit = defineRule<"name" | "queue" | "consumers" | "partitions" | "idle", "partitions">({
	id: "queue-partition-limit",
	group: "decoupling",
	since: "0.1.0",
	severity: "warning",
	statements: ["N76"],
	text: {
		en: {
			title: "More consumers than partitions",
			message: "{idle} of the {consumers} instances of `{name}` stand idle: `{queue}` has {partitions}.",
			why: "A partition is read by one consumer of a tier at a time, so that its order is kept. Consumers beyond {partitions} get nothing, and adding more does not make the tier faster.",
			technique:
				"**As many partitions as consumers, and some.** Partitions are the ceiling of parallel work; plan them for the largest tier to come.",
			tradeOff:
				"With more partitions each holds less in order: keys move to other partitions when their number changes.",
			exceptions: "Not a limit for a queue whose consumers compete for messages: leave out `partitions`.",
			fixes: { partitions: "Divide `{queue}` into {consumers} partitions" },
		},
		ko: {
			title: "파티션보다 많은 소비자",
			message: "`{name}` 인스턴스 {consumers}개 중 {idle}개가 놀고 있습니다. `{queue}`에는 {partitions}뿐입니다.",
			why: "순서를 지키기 위해 한 계층에서 파티션 하나는 소비자 하나만 읽습니다. {partitions}를 넘는 소비자에게는 아무것도 오지 않으므로 더 늘려도 빨라지지 않습니다.",
			technique:
				"**소비자만큼, 그보다 조금 더 많은 파티션.** 파티션 수가 동시에 처리할 수 있는 상한이므로 앞으로의 가장 큰 계층에 맞춰 정합니다.",
			tradeOff: "파티션이 많아지면 파티션마다 지키는 순서의 범위가 줄고, 수를 바꾸면 키가 다른 파티션으로 옮겨 갑니다.",
			exceptions: "소비자가 메시지를 경쟁해서 가져가는 큐라면 한계가 아닙니다. `partitions`를 적지 마십시오.",
			fixes: { partitions: "`{queue}`을(를) 파티션 {consumers}개로 나누기" },
		},
	},
	safety: { partitions: "safe" },
	example: {
		bad: `client browser { rate: 100rps }
loadbalancer lb x2
service web x2 { timeout: 1s }
queue jobs x3 { durable: true, replicas: 3, dead-letter: true, partitions: 4 }
worker resizer x6 { service-time: 200ms }

browser -> lb -> web
web -> jobs 5% "resize"
jobs -> resizer
`,
		good: `client browser { rate: 100rps }
loadbalancer lb x2
service web x2 { timeout: 1s }
queue jobs x3 { durable: true, replicas: 3, dead-letter: true, partitions: 6 }
worker resizer x6 { service-time: 200ms }

browser -> lb -> web
web -> jobs 5% "resize"
jobs -> resizer
`,
	},
	*check(context) {
		for (const queue of context.each(ofKind(context.architecture, "queue"))) {
			const partitions = numberOf(queue, "partitions");
			if (partitions === undefined || wordOf(queue, "ordering") === "total") continue;
			for (const { to } of queue.outgoing) {
				const consumers = to.instances.max;
				if (familyOf(to.kind) !== "compute" || consumers <= partitions) continue;
				const { id } = queue;
				yield {
					element: to,
					data: {
						name: to.id,
						queue: id,
						consumers,
						partitions: {
							en: partitions === 1 ? "one partition" : `${partitions} partitions`,
							ko: `파티션이 ${partitions}개`,
						},
						idle: consumers - partitions,
					},
					fixes: [
						fixOf(context, {
							id: "partitions",
							safe: true,
							steps: [change(id, ["partitions", String(consumers)])],
							subject: to.id,
						}),
					],
				};
			}
		}
	},
});

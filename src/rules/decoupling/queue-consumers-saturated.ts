import type { Localized } from "../../language/locale.ts";
import { formatCount, formatRate } from "../../language/numbers.ts";
import type { Component } from "../../model/architecture.ts";
import { numberOf } from "../../model/properties.ts";
import { capacityAssumptions, duration } from "../describe.ts";
import { fixOf } from "../edit/fix.ts";
import { fetchesWork } from "../graph.ts";
import { averageToPeak } from "../numbers.ts";
import { onlyNumbers, scaleOut } from "../repairs/scale-out.ts";
import { defineRule } from "../rule.ts";

/** Consumers that do not keep up with what comes in. */
export const queueConsumersSaturated = defineRule<
	"name" | "load" | "capacity" | "problem" | "arithmetic" | "from" | "to",
	"scale-out"
>({
	id: "queue-consumers-saturated",
	group: "decoupling",
	since: "0.1.0",
	severity: "error",
	statements: ["N76"],
	exclusive: "capacity",
	text: {
		en: {
			title: "Consumers that fall behind",
			message: "`{name}` {problem}: {load} come in at the peak, and it handles {capacity}.",
			why: "{arithmetic}",
			technique:
				"**More consumers.** A queue lets the sides scale by themselves: add consumers until they keep up with the peak, or with the average if messages may wait until the night.",
			tradeOff:
				"More consumers press harder on what they call; where the order of messages matters, partitions limit them.",
			exceptions:
				"Right as it is where messages may wait so long (`deadline`), and the backlog is gone before the next peak.",
			fixes: { "scale-out": "Run `{name}` on {to} instances (now {from})" },
		},
		ko: {
			title: "따라가지 못하는 소비자",
			message: "`{name}`{problem}. 피크에 {load}이(가) 들어오는데 처리할 수 있는 것은 {capacity}입니다.",
			why: "밀리는 양을 계산하면 이렇습니다. {arithmetic}",
			technique:
				"**소비자 늘리기.** 큐를 쓰면 양쪽을 따로 확장할 수 있습니다. 피크를 따라갈 만큼, 밤까지 기다려도 되는 작업이라면 평균을 따라갈 만큼 소비자를 늘립니다.",
			tradeOff: "소비자가 많아지면 그들이 호출하는 쪽의 부하가 커지고, 순서를 지켜야 하면 파티션 수가 한계가 됩니다.",
			exceptions: "메시지가 그만큼 기다려도 되고(`deadline`) 다음 피크 전에 다 처리되면 지금 그대로 괜찮습니다.",
			fixes: { "scale-out": "`{name}`을(를) 인스턴스 {from}개에서 {to}개로 늘리기" },
		},
	},
	safety: { "scale-out": "varies" },
	example: {
		bad: `client browser { rate: 1000rps }
loadbalancer lb x2
service web x4 { timeout: 1s }
queue jobs x3 { durable: true, replicas: 3, dead-letter: true }
worker resizer x2 { service-time: 200ms }

browser -> lb -> web
web -> jobs 2% "resize"
jobs -> resizer
`,
		good: `client browser { rate: 1000rps }
loadbalancer lb x2
service web x4 { timeout: 1s }
queue jobs x3 { durable: true, replicas: 3, dead-letter: true }
worker resizer x6 { service-time: 200ms }

browser -> lb -> web
web -> jobs 2% "resize"
jobs -> resizer
`,
	},
	*check(context) {
		const { analysis, thresholds } = context;
		const average = averageToPeak(context);
		for (const consumer of context.each(analysis.components.keys())) {
			const { utilization = 0, requestsPerSecond } = analysis.components.get(consumer)!;
			if (!fetchesWork(consumer) || utilization === 0) continue;
			const deadline = deadlineOf(consumer);
			const capacity = requestsPerSecond / utilization;
			const growing = utilization * average >= 1;
			const behind = utilization >= 1;
			// A backlog of the declared outage or burst, or what piles up in the busiest tenth of a day.
			const waits = behind ? (analysis.details.of(consumer).queue?.longestWait ?? busyHours(utilization)) : 0;
			const late = behind && !growing && (deadline === undefined || waits > deadline);
			if (!growing && !late) continue;
			const { id } = consumer;
			const from = consumer.instances.max;
			const to = Math.max(from + 1, Math.ceil((from * utilization) / thresholds.target - 1e-9));
			// That it handles one message at a time unless it says otherwise is what a worker is.
			const assumed = capacityAssumptions(context, consumer).filter(({ property }) => property !== "concurrency");
			yield {
				element: consumer,
				severity: growing ? "error" : "warning",
				...(assumed.length > 0 && { assumed }),
				data: {
					name: id,
					load: formatRate(requestsPerSecond),
					capacity: formatRate(capacity),
					problem: growing
						? { en: "never catches up", ko: "이(가) 밀린 작업을 끝내 따라잡지 못합니다" }
						: { en: "falls behind at the peak", ko: "이(가) 피크에 밀립니다" },
					arithmetic: growing
						? growthText(requestsPerSecond * average, capacity)
						: waitText(requestsPerSecond - capacity, waits, deadline),
					from,
					to,
				},
				fixes: [
					fixOf(context, {
						id: "scale-out",
						safe: onlyNumbers(consumer),
						steps: scaleOut(consumer, to),
						subject: id,
					}),
				],
			};
		}
	},
});

/** Until when a message has to be handled: as it says itself, or a queue before it. */
function deadlineOf(consumer: Component): number | undefined {
	const declared = [consumer, ...consumer.incoming.map(({ from }) => from)].flatMap(
		(one) => numberOf(one, "deadline") ?? [],
	);
	return declared.length > 0 ? Math.min(...declared) : undefined;
}

/** The wait of the last message of a peak of two hours: what piles up meanwhile, at the rate at which it is handled. */
function busyHours(utilization: number): number {
	return 2 * 3600 * (utilization - 1);
}

function growthText(average: number, capacity: number): Localized {
	const perDay = formatCount(Math.max(0, average - capacity) * 86_400);
	const [load, carried] = [formatRate(average), formatRate(capacity)];
	return {
		en: `Even on average ${load} come in and ${carried} are handled, so ${perDay} messages more wait each day.`,
		ko: `평균으로도 ${load}이(가) 들어오고 ${carried}만 처리되므로 날마다 ${perDay}개씩 더 밀립니다.`,
	};
}

function waitText(growth: number, waits: number, deadline: number | undefined): Localized {
	const [rate, wait] = [formatRate(growth), duration(waits)];
	const until = deadline === undefined ? undefined : duration(deadline);
	return {
		en: `At the peak the backlog grows by ${rate}; after two hours of it a message waits ${wait.en}${until ? `, but has to be handled within ${until.en}` : ""}.`,
		ko: `피크에는 백로그가 ${rate}씩 늘어나, 두 시간 이어지면 메시지가 ${wait.ko} 기다립니다.${until ? ` 처리 기한은 ${until.ko}입니다.` : ""}`,
	};
}

import type { Localized } from "../../language/locale.ts";
import { formatCount, formatRate } from "../../language/numbers.ts";
import { wordOf } from "../../model/properties.ts";
import { copiedData, copyCaches, writtenTime } from "../caching/copies.ts";
import { duration } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { dataKind } from "../graph.ts";
import { defineRule } from "../rule.ts";
import { assumedFor, storesKeepUp, tolerableLoss } from "./strategies.ts";
import { longestInterval } from "./write-back.ts";

/** A crash of a write-back cache loses more than may be lost. */
export const writeBackLossWindow = defineRule<
	"name" | "data" | "max" | "mean" | "budget" | "writes" | "window",
	"flush" | "copies"
>({
	id: "write-back-loss-window",
	group: "caching-strategies",
	since: "0.1.0",
	severity: "warning",
	statements: ["N94"],
	mutedBy: ["write-back-durable-no-durability"],
	text: {
		en: {
			title: "Write-back that loses too much",
			message: "A crash of `{name}` loses up to {max} writes of `{data}`, and {budget}.",
			why: "{writes} of writes and {window} until they are safe: {writes} × {window} = {max} at worst, right before they would have been, and half of it, {mean}, at a random moment.",
			technique:
				"**A shorter window, or a second copy.** What a crash loses is the rate of writes × the flush interval. A copy of each item on another node, or a queue or log that has the write before the answer, closes the window.",
			tradeOff:
				"The shorter the interval, the fewer writes of the same item become one, and the more of them reach the store. Copies cost the memory again.",
			exceptions:
				"Say with `max-loss` how many writes, or how many seconds of them, may be lost; what is derived may lose 1,000 unless you say otherwise.",
			fixes: {
				flush: "Flush `{name}` every {interval}",
				copies: "Keep a copy of each item of `{name}` on another node",
			},
		},
		ko: {
			title: "너무 많이 잃는 write-back",
			message: "`{name}`에 장애가 나면 `{data}`의 쓰기를 최대 {max}개 잃는데, {budget}.",
			why: "쓰기는 {writes}이고 안전해지기까지 {window} 걸립니다. 직전에 장애가 나면 {writes} × {window} = {max}개, 임의의 순간에는 그 절반인 {mean}개를 잃습니다.",
			technique:
				"**더 짧은 간격 또는 복제본.** 장애로 잃는 양은 쓰기 속도 × 기록 간격입니다. 항목마다 다른 노드에 복제본을 두거나, 응답하기 전에 큐나 로그에 남기면 잃지 않습니다.",
			tradeOff:
				"간격이 짧을수록 같은 항목의 쓰기가 덜 합쳐져 저장소에 더 많이 닿습니다. 복제본은 메모리를 그만큼 더 씁니다.",
			exceptions:
				"잃어도 되는 쓰기의 수나 시간을 `max-loss`로 적습니다. 파생 데이터는 적지 않으면 1,000개까지 잃어도 된다고 봅니다.",
			fixes: {
				flush: "`{name}`을(를) {interval}마다 저장소에 쓰기",
				copies: "`{name}`의 항목마다 다른 노드에 복제본 두기",
			},
		},
	},
	safety: { flush: "safe", copies: "suggestion" },
	example: {
		bad: `data views { kind: derived, items: 1M, max-loss: 500 }
data posts { kind: durable, items: 1M }

client app { rate: 1000rps }
service web x4 {
  capacity: 500rps
  writes views
}
cache cache x2 { holds: views, read: look-aside, write: write-back, flush: 5s }
database db { holds: [views, posts], replicas: 1, failover: automatic }

app -> web -> cache, db
`,
		good: `data views { kind: derived, items: 1M, max-loss: 500 }
data posts { kind: durable, items: 1M }

client app { rate: 1000rps }
service web x4 {
  capacity: 500rps
  writes views
}
cache cache x2 { holds: views, read: look-aside, write: write-back, flush: 500ms }
database db { holds: [views, posts], replicas: 1, failover: automatic }

app -> web -> cache, db
`,
	},
	*check(context) {
		const { architecture, analysis } = context;
		for (const cache of context.each(copyCaches(architecture))) {
			if (wordOf(cache, "write") !== "write-back") continue;
			const lost = analysis.details.of(cache).cache?.lostUpdates;
			if (!lost || !(lost.max >= 1)) continue;
			const rates = analysis.details.writesTo(cache);
			const total = [...rates.values()].reduce((sum, rate) => sum + rate, 0);
			const window = lost.max / total;
			const over = copiedData(architecture, cache).flatMap((data) => {
				const writes = rates.get(data) ?? 0;
				const budget = tolerableLoss(data, writes);
				return writes * window > budget * (1 + 1e-9) && writes * window >= 1 ? [{ data, writes, budget }] : [];
			});
			// The one that loses the most for what it may lose.
			const [worst] = [...over].sort((a, b) => b.writes / b.budget - a.writes / a.budget || b.writes - a.writes);
			if (!worst) continue;
			const { data, writes, budget } = worst;
			const { id } = cache;
			const interval = longestInterval(over);
			const guessed = !data.properties.has("max-loss") && dataKind(data) !== "durable";
			const assumed = assumedFor(cache, "flush");
			yield {
				element: cache,
				at: (cache.properties.get("flush") ?? cache.properties.get("write")!).at,
				...(guessed ? { severity: "info" as const } : assumed.length > 0 && { assumed }),
				data: {
					name: id,
					data: data.id,
					max: formatCount(writes * window),
					mean: formatCount((writes * window) / 2),
					budget: budgetText(budget),
					writes: formatRate(writes),
					window: duration(window),
				},
				fixes: [
					...(interval === undefined
						? []
						: [
								fixOf(context, {
									id: "flush" as const,
									safe: true,
									data: { interval: duration(interval) },
									steps: [change(id, ["flush", writtenTime(interval)])],
									subject: id,
									until: storesKeepUp(context, cache),
								}),
							]),
					fixOf(context, { id: "copies", steps: [change(id, ["replicas", "1"])], subject: id }),
				],
			};
		}
	},
});

function budgetText(budget: number): Localized {
	if (budget < 1) return { en: "none may be lost", ko: "하나도 잃으면 안 됩니다" };
	const count = formatCount(budget);
	return { en: `${count} may be lost`, ko: `${count}개까지만 잃어도 됩니다` };
}

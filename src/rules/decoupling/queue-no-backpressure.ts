import type { Localized } from "../../language/locale.ts";
import { formatCount } from "../../language/numbers.ts";
import type { Component } from "../../model/architecture.ts";
import { duration } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { ofKind } from "../graph.ts";
import { defineRule } from "../rule.ts";

/** A backlog that grows until something breaks, or that is thrown away unread. */
export const queueNoBackpressure = defineRule<"name" | "problem" | "arithmetic" | "keep", "retention" | "max-length">({
	id: "queue-no-backpressure",
	group: "decoupling",
	since: "0.1.0",
	severity: "warning",
	statements: [],
	text: {
		en: {
			title: "Queue without a limit",
			message: "`{name}` {problem}.",
			why: "{arithmetic}",
			technique:
				"**Back pressure and retention.** A limit makes the queue refuse what is too much, so that producers notice and slow down; messages are kept longer than the longest outage of their consumers.",
			tradeOff: "Producers have to know what to do when they are refused; longer retention takes disk space.",
			exceptions: "Not needed where nothing is planned or declared that lets a backlog grow.",
			fixes: {
				retention: "Keep the messages of `{name}` for {keep}",
				"max-length": "Let `{name}` refuse messages beyond {most}",
			},
		},
		ko: {
			title: "한도가 없는 큐",
			message: "큐 `{name}`{problem}.",
			why: "쌓이는 양을 계산하면 이렇습니다. {arithmetic}",
			technique:
				"**역압과 보관 기간.** 한도를 두면 큐가 넘치는 것을 거절해 생산자가 알아차리고 속도를 줄입니다. 메시지는 소비자의 가장 긴 중단보다 오래 보관합니다.",
			tradeOff: "생산자는 거절당했을 때 할 일을 알아야 하고, 오래 보관하면 디스크 공간이 듭니다.",
			exceptions: "백로그가 쌓일 일이 계획되거나 선언되어 있지 않으면 필요 없습니다.",
			fixes: {
				retention: "`{name}`의 메시지를 {keep} 동안 보관하기",
				"max-length": "`{name}`이(가) {most}개를 넘으면 거절하게 하기",
			},
		},
	},
	safety: { retention: "safe", "max-length": "suggestion" },
	example: {
		bad: `client browser { rate: 1000rps }
loadbalancer lb x2
service web x4 { timeout: 1s }
queue jobs x3 { durable: true, replicas: 3, dead-letter: true, outage: 8h, retention: 2h }
worker resizer x8 { service-time: 200ms }

browser -> lb -> web
web -> jobs 2% "resize"
jobs -> resizer
`,
		good: `client browser { rate: 1000rps }
loadbalancer lb x2
service web x4 { timeout: 1s }
queue jobs x3 { durable: true, replicas: 3, dead-letter: true, outage: 8h, retention: 16h }
worker resizer x8 { service-time: 200ms }

browser -> lb -> web
web -> jobs 2% "resize"
jobs -> resizer
`,
	},
	*check(context) {
		for (const queue of context.each(ofKind(context.architecture, "queue"))) {
			const outage = Math.max(
				0,
				...[queue, ...queue.outgoing.map(({ to }) => to)].map((one) => secondsOf(one, "outage")),
			);
			if (outage === 0) continue;
			const { id } = queue;
			const rate = context.analysis.components.get(queue)?.requestsPerSecond ?? 0;
			const retention = queue.properties.get("retention");
			const kept = secondsOf(queue, "retention");
			const isShort = retention !== undefined && kept > 0 && kept < outage;
			const isOpen = retention === undefined && !queue.properties.has("max-length");
			if (!isShort && !isOpen) continue;
			const keep = `${Math.ceil((2 * outage) / 3600)}h`;
			const piled = Math.ceil(rate * outage);
			const most = String(10 ** Math.ceil(Math.log10(Math.max(1000, 2 * piled))));
			yield {
				element: queue,
				...(retention && { at: retention.at }),
				data: {
					name: id,
					problem: isShort ? shortText(kept, outage) : OPEN,
					arithmetic: arithmeticOf(rate, outage, isShort ? kept : undefined),
					keep: duration(Math.ceil((2 * outage) / 3600) * 3600),
				},
				fixes: [
					fixOf(context, { id: "retention", safe: true, steps: [change(id, ["retention", keep])] }),
					...(isOpen && rate > 0
						? [
								fixOf(context, {
									id: "max-length" as const,
									data: { most: formatCount(Number(most)) },
									steps: [change(id, ["max-length", most])],
								}),
							]
						: []),
				],
			};
		}
	},
});

function secondsOf(component: Component, property: string): number {
	const value = component.properties.get(property)?.value;
	return value?.type === "number" && value.dimension === "time" ? value.value : 0;
}

const OPEN: Localized = {
	en: "says neither how long nor how many messages it keeps, although its consumers may be away",
	ko: "의 소비자가 멈출 수 있는데도 메시지를 얼마나 오래, 얼마나 많이 보관하는지 적혀 있지 않습니다",
};

function shortText(kept: number, outage: number): Localized {
	const [k, o] = [duration(kept), duration(outage)];
	return {
		en: `throws messages away after ${k.en}, although its consumers may be away for ${o.en}`,
		ko: `의 소비자가 ${o.ko} 동안 멈출 수 있는데 메시지를 ${k.ko} 뒤에 버립니다`,
	};
}

function arithmeticOf(rate: number, outage: number, kept: number | undefined): Localized {
	const piled = formatCount(rate * outage);
	const lost = formatCount(rate * (outage - (kept ?? 0)));
	const away = duration(outage);
	if (kept !== undefined) {
		return {
			en: `In an outage of ${away.en} ${piled} messages come in at the peak, and ${lost} of them are gone before anybody has read them.`,
			ko: `${away.ko} 동안 멈추면 피크 부하에서 메시지 ${piled}개가 들어오고, 그중 ${lost}개는 아무도 읽기 전에 사라집니다.`,
		};
	}
	return {
		en: `In an outage of ${away.en} ${piled} messages pile up at the peak: without a limit they fill the disk, and then the queue stops for everybody.`,
		ko: `${away.ko} 동안 멈추면 피크 부하에서 메시지 ${piled}개가 쌓입니다. 한도가 없으면 디스크를 채우고, 그러면 큐 전체가 멈춥니다.`,
	};
}

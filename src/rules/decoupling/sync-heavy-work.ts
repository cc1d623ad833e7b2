import type { Localized } from "../../language/locale.ts";
import { formatPercent } from "../../language/numbers.ts";
import type { Component, Link } from "../../model/architecture.ts";
import { flagOf, numberOf } from "../../model/properties.ts";
import { duration } from "../describe.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { freeName } from "../edit/names.ts";
import { connect, declare, type NewElement, splice } from "../edit/operations.ts";
import { isSynchronous, ofKind, requestPath } from "../graph.ts";
import { newQueue } from "../repairs/queue.ts";
import { defineRule, type RuleContext } from "../rule.ts";

/** Long work for which the caller waits. */
export const syncHeavyWork = defineRule<"name" | "work" | "arithmetic" | "queue", "queue" | "worker">({
	id: "sync-heavy-work",
	group: "decoupling",
	since: "0.1.0",
	severity: "warning",
	statements: ["N73"],
	text: {
		en: {
			title: "Long work while users wait",
			message: "`{name}` does {work} while its callers wait.",
			why: "{arithmetic}",
			technique:
				"**A message queue.** The caller puts a message into a queue and answers at once; workers do the work when they come to it, and scale by themselves.",
			tradeOff:
				"The user gets an accepted answer instead of the result: you have to show the state, try again what failed, and mind the order.",
			exceptions: "Not where the user needs the result at once, as with a search or a stream (`interactive: true`).",
			fixes: {
				queue: "Put a queue `{queue}` before `{name}`: callers no longer wait",
				worker: "Hand the heavy requests of `{name}` to workers `{worker}` behind a queue `{queue}`",
			},
		},
		ko: {
			title: "사용자를 기다리게 하는 긴 작업",
			message: "`{name}`이(가) 호출한 쪽을 기다리게 하면서 {work}을(를) 합니다.",
			why: "걸리는 시간을 계산하면 이렇습니다. {arithmetic}",
			technique:
				"**메시지 큐.** 호출한 쪽은 큐에 메시지를 넣고 바로 응답하고, 워커가 차례가 되면 처리합니다. 양쪽을 따로 확장할 수 있습니다.",
			tradeOff:
				"사용자는 결과 대신 접수되었다는 응답을 받습니다. 진행 상태를 보여 주고, 실패한 것을 다시 시도하고, 순서를 챙겨야 합니다.",
			exceptions: "검색이나 스트리밍처럼 사용자가 결과를 바로 받아야 하면(`interactive: true`) 쓰지 않습니다.",
			fixes: {
				queue: "`{name}` 앞에 큐 `{queue}`을(를) 두어 호출한 쪽이 기다리지 않게 하기",
				worker: "`{name}`의 무거운 요청을 큐 `{queue}` 뒤의 워커 `{worker}`에 넘기기",
			},
		},
	},
	safety: { queue: "suggestion", worker: "suggestion" },
	example: {
		bad: `client browser { rate: 50rps }
loadbalancer lb x2
service web x2 { timeout: 5s }
service resizer x4 { service-time: 2s }

browser -> lb -> web
web -> resizer 10%
`,
		good: `client browser { rate: 50rps }
loadbalancer lb x2
service web x2 { timeout: 5s }
queue jobs x3 { durable: true, replicas: 3, dead-letter: true }
service resizer x4 { service-time: 2s }

browser -> lb -> web
web -> jobs 10% -> resizer
`,
	},
	*check(context) {
		const path = requestPath(context.architecture);
		for (const service of context.each(ofKind(context.architecture, "service"))) {
			if (!path.has(service) || flagOf(service, "interactive") === true) continue;
			const seconds = numberOf(service, "service-time") ?? 0;
			const heavy = heavyPart(service, seconds);
			const callers = service.incoming.filter(isSynchronous);
			const isLong = seconds >= LONG && callers.length > 0;
			if (!isLong && !heavy) continue;
			const { id } = service;
			const queue = freeName(context.architecture, "jobs", `${service.name}-jobs`);
			const worker = freeName(context.architecture, "worker", `${service.name}-worker`);
			const at = service.properties.get(isLong ? "service-time" : "heavy")?.at;
			yield {
				element: service,
				...(at && { at }),
				data: {
					name: id,
					work: isLong ? workText(seconds) : heavyText(heavy!),
					arithmetic: isLong ? longText(context, service, seconds) : shareText(heavy!),
					queue,
				},
				fixes: isLong
					? [fixOf(context, { id: "queue", steps: [queueBefore(id, queue)] })]
					: [fixOf(context, { id: "worker", data: { worker }, steps: [handOver(id, queue, worker)] })],
			};
		}
	},
});

/** From so long on nobody likes to wait. */
const LONG = 0.5;

interface Heavy {
	/** Of the requests. */
	readonly share: number;
	readonly seconds: number;
	/** Of the busy time of the service. */
	readonly busyShare: number;
}

/** A few requests that take a large part of the time. */
function heavyPart(service: Component, seconds: number): Heavy | undefined {
	const share = numberOf(service, "heavy") ?? 0;
	const each = numberOf(service, "heavy-time");
	if (!(share > 0 && share <= FEW) || each === undefined || seconds === 0) return undefined;
	const busyShare = (share * each) / (share * each + (1 - share) * seconds);
	return busyShare >= MUCH ? { share, seconds: each, busyShare } : undefined;
}

const FEW = 0.1;
const MUCH = 0.2;

function queueBefore(id: string, name: string): Step {
	return ({ architecture }) => {
		const service = architecture.elements.get(id);
		if (service?.type !== "component") return undefined;
		const callers = service.incoming.filter((link: Link) => isSynchronous(link) && !link.implied);
		return callers.length > 0 ? splice(callers, newQueue(name, service), service) : undefined;
	};
}

function handOver(id: string, queueName: string, workerName: string): Step {
	return ({ architecture }) => {
		const service = architecture.elements.get(id);
		if (service?.type !== "component") return undefined;
		const share = numberOf(service, "heavy")!;
		const time = service.properties.get("heavy-time")!;
		const value = time.node.value!;
		const queue = newQueue(queueName, service);
		const worker: NewElement = {
			type: "new",
			kind: "worker",
			name: workerName,
			times: 2,
			parent: service.parent,
			beside: { element: service, side: "after" },
			properties: [["service-time", time.at.file.text.slice(value.start, value.end)]],
		};
		return [
			{ type: "unset", of: service, property: "heavy" },
			declare(queue),
			declare(worker),
			connect(service, queue, { share: `${Number((share * 100).toPrecision(6))}%` }),
			connect(queue, worker),
		];
	};
}

function workText(seconds: number): Localized {
	const time = duration(seconds);
	return { en: `${time.en} of work for each request`, ko: `요청마다 ${time.ko} 걸리는 작업` };
}

function heavyText({ share, seconds }: Heavy): Localized {
	const [part, time] = [formatPercent(share), duration(seconds)];
	return { en: `${time.en} of work for ${part} of the requests`, ko: `요청의 ${part}에서 ${time.ko} 걸리는 작업` };
}

function longText({ analysis }: RuleContext, service: Component, seconds: number): Localized {
	const busy = (analysis.components.get(service)?.requestsPerSecond ?? 0) * seconds;
	const time = duration(seconds);
	const threads = Number(busy.toPrecision(2));
	return busy > 0
		? {
				en: `Each call holds a thread of its caller for ${time.en}; at the present load that is ${threads} at any moment (load x time, Little).`,
				ko: `호출마다 호출한 쪽의 스레드 하나를 ${time.ko} 붙잡습니다. 지금 부하에서는 항상 ${threads}개입니다(부하 x 시간, 리틀의 법칙).`,
			}
		: {
				en: `Each call holds a thread of its caller, and the user, for ${time.en}.`,
				ko: `호출마다 호출한 쪽의 스레드 하나와 사용자를 ${time.ko} 붙잡습니다.`,
			};
}

function shareText({ share, busyShare }: Heavy): Localized {
	const [part, of] = [formatPercent(share), formatPercent(busyShare)];
	return {
		en: `${part} of the requests take ${of} of the time of all instances; the others wait behind them.`,
		ko: `요청의 ${part}이(가) 전체 인스턴스 시간의 ${of}을(를) 쓰고, 나머지 요청은 그 뒤에서 기다립니다.`,
	};
}

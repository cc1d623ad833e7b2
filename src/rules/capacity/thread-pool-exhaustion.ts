import type { Localized } from "../../language/locale.ts";
import { formatCount, formatPercent, formatRate } from "../../language/numbers.ts";
import type { Component } from "../../model/architecture.ts";
import { numberOf } from "../../model/properties.ts";
import { duration } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import { companions, scaleOut } from "../repairs/scale-out.ts";
import { defineRule, type Fix, type RuleContext } from "../rule.ts";
import { type Hang, heldThreads, USABLE } from "./held-threads.ts";

type FixId = "timeout" | "breaker" | "threads" | "scale-out";

/** Threads that wait for others until none is left. */
export const threadPoolExhaustion = defineRule<"name" | "fault" | "arithmetic", FixId>({
	id: "thread-pool-exhaustion",
	group: "capacity",
	since: "0.1.0",
	severity: "warning",
	statements: [],
	exclusive: "capacity",
	text: {
		en: {
			title: "Threads held by waiting calls",
			message: "`{name}` {fault}.",
			why: "{arithmetic}. A thread that waits for an answer does nothing else. A dependency that hangs holds each of them until its timeout: 300 requests a second × 2 s are 600 threads. When the last one waits, requests that need nothing from it fail as well, and so do the callers.",
			technique:
				"**Bounded waiting.** A timeout a little above the usual 99th percentile; a circuit breaker that stops calling what keeps failing; a pool of its own for each dependency (bulkhead); a queue for what nobody waits for; or code that does not block.",
			tradeOff:
				"A timeout that is too short gives up answers that were on their way; a breaker fails requests for a while although some would have succeeded.",
			exceptions: "Leave `threads` out for code that does not block, such as an event loop.",
			fixes: {
				timeout: "Wait for `{target}` at most {to} instead of {from}",
				breaker: "Stop calling what keeps failing (`circuit-breaker: true`)",
				threads: "Give each instance of `{name}` {to} threads (now {from})",
				"scale-out": "Run {to} instances of `{name}` (now {from}){also}",
			},
		},
		ko: {
			title: "대기하는 호출에 묶인 스레드",
			message: "`{name}`은(는) {fault}.",
			why: "{arithmetic}입니다. 응답을 기다리는 스레드는 다른 일을 하지 못합니다. 응답하지 않는 의존 대상은 타임아웃까지 스레드를 하나씩 붙잡습니다. 초당 300건 × 2초이면 600개입니다. 마지막 스레드까지 기다리게 되면 그 대상이 필요 없는 요청도 실패하고, 호출한 쪽도 실패합니다.",
			technique:
				"**제한된 대기.** 평소의 99백분위수보다 조금 긴 타임아웃, 계속 실패하는 대상의 호출을 멈추는 서킷 브레이커, 의존 대상마다 따로 둔 풀(벌크헤드), 아무도 기다리지 않는 일을 위한 큐, 또는 블로킹하지 않는 코드를 씁니다.",
			tradeOff: "타임아웃이 너무 짧으면 오고 있던 응답을 버리고, 서킷 브레이커는 성공했을 요청도 한동안 실패시킵니다.",
			exceptions: "이벤트 루프처럼 블로킹하지 않는 코드라면 `threads`를 적지 않습니다.",
			fixes: {
				timeout: "`{target}`을(를) {from} 대신 최대 {to} 기다리기",
				breaker: "계속 실패하는 대상은 호출하지 않기(`circuit-breaker: true`)",
				threads: "`{name}`의 인스턴스마다 스레드 {to}개 두기(현재 {from}개)",
				"scale-out": "`{name}`의 인스턴스를 {to}개로 늘리기(현재 {from}개){also}",
			},
		},
	},
	safety: { timeout: "suggestion", breaker: "suggestion", threads: "safe", "scale-out": "suggestion" },
	example: {
		bad: `client browser { rate: 300rps }
loadbalancer lb x2
service shop x4 { capacity: 150rps, threads: 100, timeout: 2s }
external payments { service-time: 100ms }

browser -> lb -> shop -> payments
`,
		good: `client browser { rate: 300rps }
loadbalancer lb x2
service shop x4 { capacity: 150rps, threads: 100, timeout: 1060ms }
external payments { service-time: 100ms }

browser -> lb -> shop -> payments
`,
	},
	*check(context) {
		const { analysis } = context;
		for (const component of context.each(analysis.components.keys())) {
			const { instances, requestsPerSecond } = analysis.components.get(component)!;
			const threads = heldThreads(context, component);
			if (!threads) continue;
			const count = threads.eachInstance * instances;
			const { busy, hang } = threads;
			if (hang && hang.held > count) {
				yield { element: component, ...hangs(context, component, hang, count) };
				continue;
			}
			if (busy === undefined || busy <= USABLE * count) continue;
			const share = formatPercent(busy / count);
			const [held, load] = [formatCount(busy), formatRate(requestsPerSecond)];
			const time = duration(busy / requestsPerSecond);
			yield {
				element: component,
				data: {
					name: component.id,
					fault: {
						en: `keeps ${held} of its ${count} threads busy at the peak, ${share}`,
						ko: `피크 때 스레드 ${count}개 가운데 ${held}개(${share})가 점유됩니다`,
					},
					arithmetic: {
						en: `λ × (own time + time of the calls) = ${load} × ${time.en} = ${held}, of ${count}`,
						ko: `λ × (자체 시간 + 호출 시간) = ${load} × ${time.ko} = ${held}, 모두 ${count}개`,
					},
				},
				fixes: more(context, component, busy),
			};
		}
	},
});

function hangs(context: RuleContext, component: Component, hang: Hang, count: number) {
	const target = hang.link.to;
	const [held, calls, timeout] = [formatCount(hang.held), formatRate(hang.requestsPerSecond), duration(hang.timeout)];
	const fault: Localized = {
		en: `would wait with ${held} threads for \`${target.id}\` when that hangs, and has ${count}`,
		ko: `\`${target.id}\`이(가) 응답하지 않으면 스레드 ${held}개로 기다리게 되는데 모두 ${count}개뿐입니다`,
	};
	return {
		data: {
			name: component.id,
			fault,
			arithmetic: {
				en: `λ × timeout = ${calls} × ${timeout.en} = ${held}, of ${count}`,
				ko: `λ × 타임아웃 = ${calls} × ${timeout.ko} = ${held}, 모두 ${count}개`,
			},
		},
		related: [{ at: hang.link.at, element: target }],
		fixes: [...sooner(context, hang, count), breaker(context, component)],
	};
}

/** Not sooner than it usually answers. */
function sooner(context: RuleContext, { link, requestsPerSecond, timeout, of }: Hang, count: number): Fix<FixId>[] {
	const most = (USABLE * count) / requestsPerSecond;
	const step = most >= 0.1 ? 0.01 : 0.001;
	const to = Math.floor(most / step + 1e-9) * step;
	const slow = context.analysis.details.of(link.to).responseTime?.p99 ?? 0;
	if (to <= slow || to <= 0) return [];
	const written = `${Math.round(to * 1000)}ms`;
	const shorten: Step = ({ architecture }) => {
		if ("from" in of) {
			return architecture.links.filter(({ id }) => id === of.id).map((one) => set(one, "timeout", written));
		}
		const found = architecture.elements.get(of.id);
		return found && [set(found, "timeout", written)];
	};
	const data = { target: link.to.id, from: duration(timeout), to: duration(to) };
	return [fixOf(context, { id: "timeout", data, steps: [shorten] })];
}

function breaker(context: RuleContext, { id }: Component): Fix<FixId> {
	const step = change(id, ["circuit-breaker", "true"]);
	return fixOf(context, { id: "breaker", steps: [step] });
}

function more(context: RuleContext, component: Component, busy: number): Fix<FixId>[] {
	const { id, instances } = component;
	const from = numberOf(component, "threads") ?? 1;
	const running = context.analysis.components.get(component)?.instances ?? instances.min;
	const threads = Math.floor(busy / (USABLE * running)) + 1;
	const wanted = Math.floor(busy / (USABLE * from)) + 1;
	const widen = change(id, ["threads", String(threads)]);
	return [
		fixOf(context, { id: "threads", safe: true, data: { from, to: threads }, steps: [widen], subject: id }),
		fixOf(context, {
			id: "scale-out",
			data: { from: running, to: wanted, also: companions(component) },
			steps: scaleOut(component, wanted, wanted),
			subject: id,
		}),
	];
}

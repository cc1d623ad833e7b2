import { formatRate } from "../../language/numbers.ts";
import type { Component } from "../../model/architecture.ts";
import { availability, downtime, operations } from "../describe.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { set, times } from "../edit/operations.ts";
import { isManaged, isSynchronous } from "../graph.ts";
import { availabilityOf } from "../numbers.ts";
import { defineRule } from "../rule.ts";

/** The balancer that made the tier behind it redundant stands alone itself. */
export const loadBalancerSpof = defineRule<"name" | "failed" | "load" | "one" | "two" | "down", "pair" | "managed">({
	id: "load-balancer-spof",
	group: "redundancy",
	since: "0.1.0",
	severity: "error",
	statements: ["N2", "N19"],
	production: true,
	text: {
		en: {
			title: "Single load balancer",
			message: "`{name}` is a single load balancer: without it {failed} fail.",
			why: "All {load} pass through it. It made the servers behind it redundant and is the next single point of failure itself: up {one} of the time, it is down for {down} a year, however many servers stand behind it. A pair is up {two} of the time.",
			technique:
				"**Redundant load balancer.** A pair in active-passive or active-active mode with a floating address, anycast, or a managed balancer that spans several zones.",
			tradeOff: "The pair must notice that its partner is gone; test that.",
			exceptions: "Not needed where DNS or anycast already spreads clients over two balancers or more.",
			fixes: { pair: "Run `{name}` as a pair (1 -> 2)", managed: "Use a managed load balancer for `{name}`" },
		},
		ko: {
			title: "하나뿐인 로드 밸런서",
			message: "`{name}` 로드 밸런서가 하나뿐이어서, 멈추면 다음이 실패합니다: {failed}.",
			why: "모든 요청({load})이 여기를 지납니다. 뒤에 있는 서버를 이중화해 주었지만 이제는 로드 밸런서 자신이 단일 장애점입니다. 가용성이 {one}이면 뒤에 서버가 몇 대든 1년에 {down} 멈춥니다. 한 쌍으로 두면 {two}가 됩니다.",
			technique:
				"**로드 밸런서 이중화.** 유동 IP나 애니캐스트를 쓰는 액티브-패시브 또는 액티브-액티브 한 쌍으로 두거나, 여러 가용 영역에 걸친 관리형 로드 밸런서를 씁니다.",
			tradeOff: "한쪽이 사라진 것을 다른 쪽이 알아차려야 하므로 반드시 시험해 봅니다.",
			exceptions: "DNS나 애니캐스트가 이미 둘 이상의 로드 밸런서로 나누어 보내고 있다면 필요 없습니다.",
			fixes: { pair: "`{name}`을(를) 한 쌍으로 두기(1 -> 2)", managed: "`{name}`을(를) 관리형 로드 밸런서로 바꾸기" },
		},
	},
	safety: { pair: "safe", managed: "suggestion" },
	example: {
		bad: `client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb
service web x4

browser -> lb -> web
`,
		good: `client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2
service web x4

browser -> lb -> web
`,
	},
	*check(context) {
		const removals = context.analysis.removals.components;
		for (const balancer of context.each(removals.keys())) {
			const failed = removals.get(balancer)!;
			const { id, kind, instances } = balancer;
			if (kind !== "loadbalancer" || instances.min > 1 || isManaged(balancer) || hasPeers(balancer)) continue;
			const one = availabilityOf(balancer);
			const change = (operation: (found: Component) => ReturnType<Step>): Step => {
				return ({ architecture }) => {
					const found = architecture.elements.get(id);
					return found?.type === "component" ? operation(found) : undefined;
				};
			};
			const pair = change((found) => [times(found, 2, Math.max(2, found.instances.max))]);
			const managed = change((found) => [set(found, "managed", "true")]);
			yield {
				element: balancer,
				data: {
					name: id,
					failed: operations(failed),
					load: formatRate(context.analysis.components.get(balancer)?.requestsPerSecond ?? 0),
					one: availability(one),
					two: availability(1 - (1 - one) ** 2),
					down: downtime(one),
				},
				fixes: [
					fixOf(context, { id: "pair", safe: true, steps: [pair], subject: id }),
					fixOf(context, { id: "managed", steps: [managed], subject: id }),
				],
			};
		}
	},
});

/** DNS spreads clients over it and others. */
function hasPeers(balancer: Component): boolean {
	return balancer.incoming.some(
		({ from }) =>
			from.kind === "dns" &&
			from.outgoing.filter((link) => isSynchronous(link) && link.to.kind === "loadbalancer").length > 1,
	);
}

import type { Localized } from "../../language/locale.ts";
import { formatPercent } from "../../language/numbers.ts";
import type { Component } from "../../model/architecture.ts";
import { flagOf } from "../../model/properties.ts";
import { names } from "../describe.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import { isBalancer, isSynchronous, keepsSessions, requestPath } from "../graph.ts";
import { shareSessions, tokenSessions } from "../repairs/share-sessions.ts";
import { defineRule } from "../rule.ts";

/** A balancer that sends a user to the same instance each time. */
export const stickySessions = defineRule<"name" | "services" | "instances" | "share", "shared-store" | "token" | "off">(
	{
		id: "sticky-sessions",
		group: "web-tier",
		since: "0.1.0",
		severity: "warning",
		statements: ["N12", "N13"],
		text: {
			en: {
				title: "Sticky sessions",
				message: "`{name}` binds each user to one of {instances} of {services}.",
				why: "The balancer has to keep track of who belongs where, and cannot even the load out: a large office behind one address, or a bot, stays on one of {instances} however busy that is. When one fails, 1/n = {share} of the users move at once; a new one gets only newcomers.",
				technique:
					"**Shared state instead of sticky sessions.** Once the sessions live in a shared store or in a token, any instance can answer, and the balancer may choose the least busy.",
				tradeOff:
					"Stickiness is worth its price only as an optimisation, so that caches inside the instances stay warm, and never where a request would fail on another instance.",
				exceptions: "Long-lived connections such as WebSockets stay where they are by nature.",
				fixes: {
					"shared-store": "Move the sessions of {stateful} to a shared store, and let `{name}` choose freely",
					token: "Keep the sessions of {stateful} in a signed token, and let `{name}` choose freely",
					off: "Let `{name}` choose an instance for each request",
				},
			},
			ko: {
				title: "고정 세션",
				message: "`{name}`이(가) 사용자를 {services}의 {instances} 가운데 하나에 묶습니다.",
				why: "로드 밸런서는 누가 어느 서버에 속하는지 기억해야 하고, 부하를 고르게 나누지도 못합니다. 한 주소 뒤에 있는 큰 사무실이나 봇은 아무리 바빠도 {instances} 중 같은 하나로만 갑니다. 하나가 멈추면 사용자의 1/n = {share}가 한꺼번에 옮겨 가고, 새 인스턴스에는 새 사용자만 옵니다.",
				technique:
					"**고정 세션 대신 상태 공유.** 세션을 공유 저장소나 토큰에 두면 어느 인스턴스든 응답할 수 있고, 로드 밸런서는 가장 한가한 곳을 고를 수 있습니다.",
				tradeOff:
					"고정 세션은 인스턴스 안의 캐시를 살려 두는 최적화로만 의미가 있으며, 다른 인스턴스에서 요청이 실패하는 곳에 써서는 안 됩니다.",
				exceptions: "웹소켓처럼 오래 유지되는 연결은 원래 한곳에 머무릅니다.",
				fixes: {
					"shared-store": "{stateful}의 세션을 공유 저장소로 옮기고 `{name}`의 고정 세션 끄기",
					token: "{stateful}의 세션을 서명한 토큰에 두고 `{name}`의 고정 세션 끄기",
					off: "`{name}`의 고정 세션 끄기",
				},
			},
		},
		safety: { "shared-store": "suggestion", token: "suggestion", off: "suggestion" },
		example: {
			bad: `client browser
loadbalancer lb x2 { sticky: true }
service web x4 { sessions: token }

browser -> lb -> web
`,
			good: `client browser
loadbalancer lb x2 { sticky: false }
service web x4 { sessions: token }

browser -> lb -> web
`,
		},
		*check(context) {
			const path = requestPath(context.architecture);
			for (const balancer of context.each(context.architecture.components)) {
				if (!isBalancer(balancer) || flagOf(balancer, "sticky") !== true || holdsConnections(balancer)) continue;
				const services = balancer.outgoing.filter(isSynchronous).map(({ to }) => to);
				// With one instance there is nothing to choose from.
				const bound = services.filter(({ kind, instances }) => kind === "service" && instances.max > 1);
				if (bound.length === 0 || !path.has(balancer)) continue;
				const stateful = bound.filter(keepsSessions);
				const running = bound.map((service) => context.analysis.components.get(service)?.instances ?? 1);
				const now = Math.max(...running);
				const most = Math.max(...bound.map((service) => service.instances.max));
				const instances = now > 1 ? now : most;
				const { id } = balancer;
				const release: Step = ({ architecture }) => {
					const found = architecture.elements.get(id);
					return found && flagOf(found, "sticky") === true ? [set(found, "sticky", "false")] : [];
				};
				const move = (step: (id: string) => Step): readonly Step[] => [
					...stateful.map((service) => step(service.id)),
					release,
				];
				yield {
					element: balancer,
					data: {
						name: id,
						services: names(bound),
						instances: now > 1 ? instancesText(now) : upToText(most),
						share: formatPercent(1 / instances),
					},
					fixes:
						stateful.length > 0
							? [
									fixOf(context, {
										id: "shared-store",
										data: { stateful: names(stateful) },
										steps: move(shareSessions),
										subject: id,
									}),
									fixOf(context, {
										id: "token",
										data: { stateful: names(stateful) },
										steps: move(tokenSessions),
										subject: id,
									}),
								]
							: [fixOf(context, { id: "off", steps: [release], subject: id })],
				};
			}
		},
	},
);

function instancesText(count: number): Localized {
	return { en: `the ${count} instances`, ko: `인스턴스 ${count}개` };
}

/** Of a tier that scales itself and runs on one at the moment. */
function upToText(most: number): Localized {
	return { en: `up to ${most} instances`, ko: `최대 ${most}개의 인스턴스` };
}

/** Clients keep their connections open to it. */
function holdsConnections(balancer: Component): boolean {
	const seen = new Set([balancer]);
	for (const component of seen) {
		if (component.kind === "client" && component.properties.has("connections")) return true;
		for (const { from } of component.incoming) if (from.kind !== "service") seen.add(from);
	}
	return false;
}

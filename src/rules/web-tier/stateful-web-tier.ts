import type { Localized } from "../../language/locale.ts";
import { formatPercent, formatRate } from "../../language/numbers.ts";
import { fixOf } from "../edit/fix.ts";
import { balancersOf, keepsSessions, ofKind } from "../graph.ts";
import { shareSessions, storeText, tokenSessions } from "../repairs/share-sessions.ts";
import { defineRule } from "../rule.ts";

/** A service whose instances keep sessions in their own memory: each user belongs to one of them. */
export const statefulWebTier = defineRule<"name" | "share" | "bond" | "load", "shared-store" | "token">({
	id: "stateful-web-tier",
	group: "web-tier",
	since: "0.1.0",
	severity: "error",
	statements: ["N1", "N10", "N11"],
	text: {
		en: {
			title: "Sessions kept on the web servers",
			message: "`{name}` keeps sessions in the memory of its servers: {bond}.",
			why: "A session that lives on one instance binds its user to it. Losing one logs out 1/n = {share} of the users, a new one relieves nobody who is already logged in, and every deployment or scale-in ends sessions. The load balancer has to remember who belongs where.",
			technique:
				"**Stateless web tier.** Keep sessions in a store that all instances share; then any of them can answer any request, and they come and go freely.",
			tradeOff:
				"The price is one more hop of about 0.3 to 1 ms for each request ({load} here), and a store that needs redundancy, an expiry and enough memory of its own. A signed token at the client needs no store, but cannot be revoked before it expires and travels with every request.",
			exceptions:
				"Leave the state where it is on nodes that are stateful by purpose, such as chat hubs or game rooms that hand their state over.",
			fixes: {
				"shared-store": "Move the sessions of `{name}` to {store}",
				token: "Keep the sessions of `{name}` in a signed token at the client",
			},
		},
		ko: {
			title: "웹 서버에 보관하는 세션",
			message: "`{name}`이(가) 세션을 서버 메모리에 보관합니다. {bond}.",
			why: "인스턴스 하나에만 있는 세션은 사용자를 그 인스턴스에 묶습니다. 하나를 잃으면 사용자의 1/n = {share}가 로그아웃되고, 인스턴스를 늘려도 이미 로그인한 사용자의 부하는 나뉘지 않으며, 배포하거나 줄일 때마다 세션이 끊깁니다. 로드 밸런서는 누가 어느 서버에 속하는지 기억해야 합니다.",
			technique:
				"**무상태 웹 계층.** 모든 인스턴스가 함께 쓰는 공유 저장소에 세션을 두면 어느 인스턴스든 어떤 요청이나 처리할 수 있고, 인스턴스를 자유롭게 늘리고 줄일 수 있습니다.",
			tradeOff:
				"대신 요청마다({load}) 0.3~1 ms 정도의 홉이 하나 늘고, 저장소에도 이중화와 만료 시간, 충분한 메모리가 필요합니다. 서명한 토큰을 클라이언트에 두면 저장소가 필요 없지만, 만료되기 전에는 취소할 수 없고 요청마다 함께 전송됩니다.",
			exceptions:
				"채팅 허브나 게임 룸처럼 상태를 넘겨주는 방법을 갖춘, 의도적으로 상태를 가지는 노드라면 그대로 둡니다.",
			fixes: {
				"shared-store": "`{name}`의 세션을 {store}(으)로 옮기기",
				token: "`{name}`의 세션을 서명한 토큰으로 클라이언트에 두기",
			},
		},
	},
	safety: { "shared-store": "suggestion", token: "suggestion" },
	example: {
		bad: `client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2 { sticky: true }
service web x4 { sessions: local }

browser -> lb -> web
`,
		good: `client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2 { sticky: false }
service web x4 { sessions: sessions }
cache sessions x2 { replicas: 1, ttl: 30min }

browser -> lb -> web
`,
	},
	*check(context) {
		const { architecture, analysis } = context;
		for (const service of context.each(ofKind(architecture, "service"))) {
			if (!keepsSessions(service)) continue;
			const { max } = service.instances;
			const running = Math.max(1, analysis.components.get(service)?.instances ?? service.instances.min);
			const { id } = service;
			yield {
				element: service,
				severity: max > 1 || balancersOf(service).length > 0 ? "error" : "warning",
				data: {
					name: id,
					share: formatPercent(1 / running),
					bond: bondOf(running),
					load: formatRate(analysis.components.get(service)?.requestsPerSecond ?? 0),
				},
				fixes: [
					fixOf(context, {
						id: "shared-store",
						data: () => ({ store: storeText(architecture, service) }),
						steps: [shareSessions(id)],
						subject: id,
					}),
					fixOf(context, { id: "token", steps: [tokenSessions(id)], subject: id }),
				],
			};
		}
	},
});

function bondOf(running: number): Localized {
	const share = formatPercent(1 / running);
	return running > 1
		? {
				en: `losing one of ${running} logs out ${share} of the users, and no other can serve them`,
				ko: `${running}대 가운데 하나를 잃으면 사용자의 ${share}가 로그아웃되고, 다른 서버가 대신할 수 없습니다`,
			}
		: {
				en: "a restart logs everyone out, and a second server could not serve them",
				ko: "다시 시작하면 모두 로그아웃되고, 서버를 더해도 대신할 수 없습니다",
			};
}

import type { Localized } from "../../language/locale.ts";
import { formatPercent, formatRate } from "../../language/numbers.ts";
import type { Architecture, Component } from "../../model/architecture.ts";
import { numberOf } from "../../model/properties.ts";
import { downtime, names } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { set, times } from "../edit/operations.ts";
import { allSessionStores, copiesOf, dataKind, heldBy, isManaged, isReplicated, sessionStores } from "../graph.ts";
import { availabilityOf } from "../numbers.ts";
import { replicate } from "../repairs/scale-out.ts";
import { defineRule, type RuleContext } from "../rule.ts";

/** All requests need a session, and all sessions are on one node. */
export const sessionStoreSpof = defineRule<
	"name" | "services" | "loss" | "nodes" | "load" | "downtime",
	"second-node" | "copies" | "replica"
>({
	id: "session-store-spof",
	group: "web-tier",
	since: "0.1.0",
	severity: "error",
	statements: ["N10"],
	production: true,
	mutedBy: ["db-no-replica"],
	text: {
		en: {
			title: "Sessions on one node only",
			message: "`{name}` keeps the sessions of {services} on {nodes}: when {loss}.",
			why: "The shared store is now what every request of {services} depends on ({load} here). A node is down for about {downtime} a year, and what it holds in memory is gone after each restart.",
			technique: "**Redundant session store.** Two nodes with a copy of each session, in different failure domains.",
			tradeOff:
				"A copy doubles the memory, and the last writes before a failure may be lost, which for a session is a login at worst.",
			exceptions: "Not needed where the client gets a new session silently.",
			fixes: {
				"second-node": "Run `{name}` on two nodes with a copy of each session",
				copies: "Keep a copy of each session on another node of `{name}`",
				replica: "Add a replica with automatic failover to `{name}`",
			},
		},
		ko: {
			title: "노드 하나에만 있는 세션",
			message: "`{name}`이(가) {services}의 세션을 {nodes} 보관합니다. {loss}.",
			why: "이제 {services}의 모든 요청이 이 공유 저장소에 의존합니다({load}). 노드 하나는 1년에 약 {downtime} 멈추고, 다시 시작할 때마다 메모리에 있던 것이 사라집니다.",
			technique: "**세션 저장소 이중화.** 장애 영역이 다른 두 노드에 두고 세션마다 복제본을 둡니다.",
			tradeOff:
				"메모리는 두 배가 되고 장애 직전의 쓰기는 잃을 수 있지만, 세션이라면 최악의 경우 다시 로그인하는 정도입니다.",
			exceptions: "클라이언트가 모르는 사이에 새 세션을 받을 수 있다면 필요 없습니다.",
			fixes: {
				"second-node": "`{name}`을(를) 노드 두 개로 늘리고 세션마다 복제본 두기",
				copies: "`{name}`의 다른 노드에 세션마다 복제본 두기",
				replica: "`{name}`에 자동 장애 조치되는 복제본 더하기",
			},
		},
	},
	safety: { "second-node": "safe", copies: "safe", replica: "safe" },
	example: {
		bad: `client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2
service web x4 { sessions: redis }
cache redis { ttl: 30min }

browser -> lb -> web
`,
		good: `client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2
service web x4 { sessions: redis }
cache redis x2 { ttl: 30min, replicas: 1 }

browser -> lb -> web
`,
	},
	*check(context) {
		const { architecture } = context;
		const stores = allSessionStores(architecture);
		for (const store of context.each(stores.keys())) {
			const services = stores.get(store)!;
			if (isManaged(store) || isReplicated(store)) continue;
			if (!sessionStores(architecture).has(store) && isShared(architecture, store)) continue;
			const { id } = store;
			// Several nodes without replicas share the sessions out: each is on one of them.
			const isSpread = store.kind === "cache" && (numberOf(store, "replicas") ?? 0) === 0 && store.instances.min > 1;
			if (copiesOf(store) > 1 && !isSpread) continue;
			const secondNode: Step = ({ architecture }) => {
				const found = architecture.elements.get(id);
				return found?.type === "component" ? [times(found, 2), set(found, "replicas", "1")] : undefined;
			};
			const copies = change(id, ["replicas", "1"]);
			yield {
				element: store,
				...(isSpread && { severity: "warning" as const }),
				data: {
					name: id,
					services: names(services),
					...(isSpread ? spreadText(nodesOf(context, store)) : ALONE),
					load: formatRate(context.analysis.components.get(store)?.requestsPerSecond ?? 0),
					downtime: downtime(availabilityOf(store)),
				},
				related: services.map((element) => ({ at: { file: element.file, span: element.declaration.kind }, element })),
				fixes: [
					store.kind === "database"
						? fixOf(context, { id: "replica", safe: true, steps: [replicate(id, 1)], subject: id })
						: isSpread
							? fixOf(context, { id: "copies", safe: true, steps: [copies], subject: id })
							: fixOf(context, { id: "second-node", safe: true, steps: [secondNode], subject: id }),
				],
			};
		}
	},
});

const ALONE = {
	nodes: { en: "a single node", ko: "노드 하나에만" },
	loss: { en: "it stops, everyone is logged out", ko: "멈추면 모두 로그아웃됩니다" },
};

function spreadText(nodes: number): Record<"nodes" | "loss", Localized> {
	const share = formatPercent(1 / nodes);
	return {
		nodes: { en: `${nodes} nodes without a copy of any`, ko: `복제본 없이 노드 ${nodes}개에 나누어` },
		loss: {
			en: `one stops, ${share} of the users are logged out`,
			ko: `하나가 멈추면 사용자의 ${share}가 로그아웃됩니다`,
		},
	};
}

/** That run at the present load. */
function nodesOf({ analysis }: RuleContext, store: Component): number {
	return Math.max(2, analysis.components.get(store)?.instances ?? store.instances.min);
}

/** Another store holds the same sessions, for all that is known. */
function isShared({ components }: Architecture, store: Component): boolean {
	const sessions = heldBy(store).filter((data) => dataKind(data) === "session");
	return components.some((other) => other !== store && heldBy(other).some((data) => sessions.includes(data)));
}

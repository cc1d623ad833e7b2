import { formatRate } from "../../language/numbers.ts";
import { defaultOf } from "../../language/vocabulary/index.ts";
import type { Link } from "../../model/architecture.ts";
import { flagOf } from "../../model/properties.ts";
import { names } from "../describe.ts";
import { fixOf } from "../edit/fix.ts";
import { requestPath, unbalancedLinks, unique } from "../graph.ts";
import { balance, newBalancer } from "../repairs/balance.ts";
import { defineRule } from "../rule.ts";

/** Several instances, and nothing that spreads requests over them. */
export const noLoadBalancer = defineRule<"name" | "instances" | "callers" | "load" | "others", "insert">({
	id: "no-load-balancer",
	group: "redundancy",
	since: "0.1.0",
	severity: "error",
	statements: ["N19"],
	text: {
		en: {
			title: "Several instances, no load balancer",
			message: "`{name}` has {instances} instances, but nothing spreads the requests of {callers} over them.",
			why: "Without a balancer somebody has to choose an address: the other {others} get no traffic, and when the chosen one dies its callers keep sending. Of {load} every request that goes to a dead instance fails until a person acts.",
			technique:
				"**Load balancer.** Clients know one public address; the balancer spreads requests over the healthy instances, which need private addresses only.",
			tradeOff: "It adds a hop of a fraction of a millisecond and must be redundant itself, hence a pair.",
			exceptions:
				"Not needed for workers that fetch from a queue, for a single instance, or where the callers balance by themselves. DNS round robin with health checks works, but clients keep dead addresses for the time to live.",
			fixes: { insert: "Put a pair of load balancers `{lb}` in front of `{name}`" },
		},
		ko: {
			title: "로드 밸런서가 없는 여러 인스턴스",
			message: "`{name}`의 인스턴스는 {instances}개인데, {callers}의 요청을 나누어 보내는 것이 없습니다.",
			why: "로드 밸런서가 없으면 누군가 주소 하나를 골라야 합니다. 나머지 {others}개에는 트래픽이 가지 않고, 고른 인스턴스가 멈춰도 계속 그리로 보냅니다. {load} 가운데 멈춘 인스턴스로 간 요청은 사람이 손을 쓸 때까지 모두 실패합니다.",
			technique:
				"**로드 밸런서.** 클라이언트는 공개 주소 하나만 알고, 로드 밸런서가 정상인 인스턴스에 요청을 나누어 보내므로 서버에는 사설 주소만 있으면 됩니다.",
			tradeOff: "1밀리초가 안 되는 홉이 하나 늘고 로드 밸런서 자신도 이중화해야 하므로 한 쌍을 둡니다.",
			exceptions:
				"큐에서 가져가는 워커, 인스턴스 하나뿐인 서비스, 호출하는 쪽이 직접 나누어 보내는 경우에는 필요 없습니다. 상태 확인을 하는 DNS 라운드 로빈도 동작하지만, 클라이언트는 TTL이 지날 때까지 죽은 주소를 씁니다.",
			fixes: { insert: "`{name}` 앞에 로드 밸런서 `{lb}` 한 쌍 넣기" },
		},
	},
	safety: { insert: "suggestion" },
	example: {
		bad: `client browser { users: 1M, requests: 20/day, peak: 2x }
service web x4

browser -> web
`,
		good: `client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2
service web x4

browser -> lb -> web
`,
	},
	*check(context) {
		const { architecture, analysis } = context;
		const path = requestPath(architecture);
		for (const service of context.each(architecture.components)) {
			const { id, instances } = service;
			if (instances.max < 2 || !path.has(service)) continue;
			const links = unbalancedLinks(service);
			if (links.length === 0) continue;
			yield {
				element: service,
				...(links.every(isCheckedDns) && { severity: "info" as const }),
				data: {
					name: id,
					instances: instances.max,
					others: instances.max - 1,
					callers: names(unique(links.map(({ from }) => from))),
					load: formatRate(analysis.components.get(service)?.requestsPerSecond ?? 0),
				},
				related: links.map(({ at, from }) => ({ at, element: from })),
				fixes: [
					fixOf(context, {
						id: "insert",
						data: () => ({ lb: newBalancer(architecture, service).name }),
						steps: [balance(id)],
						subject: id,
					}),
				],
			};
		}
	},
});

/** DNS round robin that leaves out addresses that do not answer. */
function isCheckedDns({ from }: Link): boolean {
	if (from.kind !== "dns") return false;
	return flagOf(from, "health-checks") ?? defaultOf("dns", "health-checks")?.value === "true";
}

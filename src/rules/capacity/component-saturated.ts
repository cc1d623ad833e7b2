import { busiestRole } from "../../analysis/capacity/capacity.ts";
import { formatRate } from "../../language/numbers.ts";
import { busy, capacityAssumptions, limitText, nodeText, utilizationText } from "../describe.ts";
import { fetchesWork } from "../graph.ts";
import { type ReliefId, reliefSafety, reliefs, withReliefs } from "../repairs/relieve.ts";
import { defineRule } from "../rule.ts";

/** More arrives at the peak than can be carried. */
export const componentSaturated = defineRule<
	"name" | "node" | "load" | "capacity" | "busy" | "utilization" | "limit" | "backlog",
	ReliefId
>({
	id: "component-saturated",
	group: "capacity",
	since: "0.1.0",
	severity: "error",
	statements: ["N14", "N27"],
	exclusive: "capacity",
	text: withReliefs({
		en: {
			title: "Saturated at the peak",
			message: "`{name}` gets {load} at the peak{node} and carries {capacity}, so it is {busy}{limit}.",
			why: "ρ = λ / C = {load} / {capacity} = {utilization}. From 100 % on there is no steady state: the queue grows by {backlog} for as long as the peak lasts, no answer time can be given, and everyone who calls it inherits the timeouts.",
			technique:
				"**Scale out**, not up: a bigger machine has a ceiling, costs more for each request and is still one machine. A stateless tier takes more instances, at a cost that grows with the load. A data tier takes read replicas or a cache when reads are what fills it, shards when writes are; replicas repeat every write and never relieve it of those.",
			tradeOff: "Each step moves the bottleneck to the next tier, so look at the whole picture again.",
			exceptions: "Not needed for a batch that may wait until the peak is over.",
		},
		ko: {
			title: "피크에 포화되는 컴포넌트",
			message: "`{name}`{node}의 부하는 피크 때 {load}인데 용량은 {capacity}뿐이어서 {busy}입니다{limit}.",
			why: "ρ = λ / C = {load} / {capacity} = {utilization}입니다. 100 %부터는 안정 상태가 없습니다. 피크가 이어지는 동안 대기열이 {backlog}씩 늘어나 응답 시간을 말할 수 없게 되고, 호출하는 쪽도 모두 시간 초과를 겪습니다.",
			technique:
				"**스케일 아웃.** 더 큰 서버로 바꾸는 스케일 업에는 한계가 있고, 요청당 비용이 비싸며, 그래도 여전히 한 대입니다. 무상태 계층은 인스턴스를 늘리면 되고 비용은 부하에 비례합니다. 데이터 계층은 읽기가 많으면 읽기 복제본이나 캐시를, 쓰기가 많으면 샤드를 늘립니다. 복제본은 모든 쓰기를 되풀이하므로 쓰기 부하는 덜어 주지 못합니다.",
			tradeOff: "한 곳을 늘리면 병목은 다음 계층으로 옮겨 가므로 전체를 다시 살펴봅니다.",
			exceptions: "피크가 지난 뒤에 처리해도 되는 배치 작업에는 필요 없습니다.",
		},
	}),
	safety: reliefSafety,
	example: {
		bad: `client browser { users: 1M, requests: 20/day, peak: 3x }
loadbalancer lb x2
service web x2 { capacity: 300rps }

browser -> lb -> web
`,
		good: `client browser { users: 1M, requests: 20/day, peak: 3x }
loadbalancer lb x2
service web x4 { capacity: 300rps }

browser -> lb -> web
`,
	},
	*check(context) {
		for (const component of context.each(context.analysis.components.keys())) {
			const analysis = context.analysis.components.get(component)!;
			const { utilization } = analysis;
			if (component.kind === "client" || utilization === undefined || utilization < 1) continue;
			// What only fetches from queues is behind, not saturated: see `queue-consumers-saturated`.
			if (fetchesWork(component)) continue;
			const role = busiestRole(analysis.roles);
			const capacity = role?.capacity ?? analysis.capacity ?? 0;
			const assumed = capacityAssumptions(context, component);
			yield {
				element: component,
				...(assumed.length > 0 && { assumed }),
				data: {
					name: component.id,
					node: nodeText(role),
					load: formatRate(capacity * utilization),
					capacity: formatRate(capacity),
					busy: busy(utilization),
					utilization: utilizationText(utilization),
					// Found by a search, which waits until somebody reads it.
					get limit() {
						return limitText(analysis);
					},
					backlog: formatRate(capacity * (utilization - 1)),
				},
				fixes: reliefs(context, component, analysis, 1),
			};
		}
	},
});

import { instancesToCarry } from "../../analysis/models/failover-load.ts";
import type { Localized } from "../../language/locale.ts";
import { formatCount, formatPercent, formatRate } from "../../language/numbers.ts";
import type { Architecture, Component } from "../../model/architecture.ts";
import { oncePer } from "../../model/once.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import { dataCenterOf } from "../../model/replication.ts";
import { capacityAssumptions } from "../describe.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { times } from "../edit/operations.ts";
import { isBalancer, isManaged } from "../graph.ts";
import { defineRule, type RuleContext } from "../rule.ts";
import { instancesWithThreads } from "./held-threads.ts";

/** Instances that neither the load nor a failure needs. */
export const overprovisioned = defineRule<
	"name" | "instances" | "utilization" | "to" | "load" | "each" | "needed" | "saved",
	"scale-in"
>({
	id: "overprovisioned",
	group: "capacity",
	since: "0.1.0",
	severity: "info",
	statements: [],
	exclusive: "capacity",
	text: {
		en: {
			title: "More instances than needed",
			message: "`{name}` runs {instances} instances that are {utilization} busy at the peak: {to} would do{saved}.",
			why: "{load} at {each} for each instance need {needed} at 70 %, and one more so that one may be lost: {to} instead of {instances}. What is idle is paid for all day, and hides it when a release makes each request dearer.",
			technique:
				"**Scale in.** Run what the peak needs at 70 %, and one more; let a tier whose load varies scale by itself.",
			tradeOff: "Less headroom for what nobody has foreseen: look at the real peaks first.",
			exceptions:
				"Not for instances that zones or a quorum need, whose threads wait for what they call, that take the load of another data center when it is lost, or that are there for a launch or for growth that is declared.",
			fixes: { "scale-in": "Run {to} instances of `{name}` instead of {instances}" },
		},
		ko: {
			title: "필요보다 많은 인스턴스",
			message:
				"`{name}`의 인스턴스 {instances}개는 피크 때에도 사용률이 {utilization}입니다. {to}개면 충분합니다{saved}.",
			why: "인스턴스 하나가 {each}를 처리하므로 {load}에는 70 %에서 {needed}개가 필요하고, 하나를 잃어도 되도록 하나를 더하면 {instances}개가 아니라 {to}개입니다. 노는 인스턴스에는 하루 종일 비용이 들고, 새 버전에서 요청이 무거워져도 드러나지 않습니다.",
			technique:
				"**스케일 인.** 피크에 70 %가 되는 만큼에 하나를 더해 둡니다. 부하가 변하는 계층은 자동으로 확장하게 합니다.",
			tradeOff: "예상하지 못한 일에 대한 여유가 줄어듭니다. 실제 피크를 먼저 확인합니다.",
			exceptions:
				"가용 영역이나 정족수에 필요하거나, 호출을 기다리는 스레드를 나누어 맡거나, 다른 데이터 센터를 잃었을 때 그 부하를 받거나, 출시 행사나 적어 둔 성장을 위한 것이라면 그대로 둡니다.",
			fixes: { "scale-in": "`{name}`의 인스턴스를 {instances}개에서 {to}개로 줄이기" },
		},
	},
	safety: { "scale-in": "suggestion" },
	example: {
		bad: `client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2
service web x20 { capacity: 400rps }

browser -> lb -> web
`,
		good: `client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2
service web x3 { capacity: 400rps }

browser -> lb -> web
`,
	},
	*check(context) {
		const burst = largestBurst(context);
		for (const component of context.each(context.analysis.components.keys())) {
			const { requestsPerSecond, utilization, capacity, instances } = context.analysis.components.get(component)!;
			if (!isSizedByLoad(component) || utilization === undefined || capacity === undefined) continue;
			// Its own load alone may be enough, which most often spares the rest.
			if ((requestsPerSecond * burst) / capacity >= context.thresholds.idle) continue;
			const least = Math.max(leastFor(component), instancesWithThreads(context, component));
			const load = loadOfAll(context, component) * burst;
			if (instances <= least || load === 0 || load / capacity >= context.thresholds.idle) continue;
			const each = capacity / instances;
			const needed = instancesToCarry(load, each, context.thresholds.target);
			if (needed === undefined) continue;
			const to = Math.max(least, needed + 1);
			if (to >= instances) continue;
			const { id } = component;
			const shrink: Step = ({ architecture }) => {
				const found = architecture.elements.get(id);
				if (found?.type !== "component") return undefined;
				const { min, max } = found.instances;
				return [min === max ? times(found, to) : times(found, to, max)];
			};
			yield {
				element: component,
				assumed: capacityAssumptions(context, component),
				data: {
					name: id,
					instances,
					utilization: formatPercent(utilization),
					to,
					load: formatRate(load),
					each: formatRate(each),
					needed,
					saved: savedText(component, instances - to),
				},
				fixes: [fixOf(context, { id: "scale-in", data: { to }, steps: [shrink], subject: id })],
			};
		}
	},
});

/**
 * The instances of a store are as many as its data needs, and those of a worker as many as a backlog does. Balancers are
 * so seldom busy that only a declared capacity says how many of them the load needs.
 */
function isSizedByLoad(component: Component): boolean {
	const { kind, properties } = component;
	if (isManaged(component)) return false;
	return (
		kind === "service" || (isBalancer(component) && (properties.has("capacity") || properties.has("service-time")))
	);
}

/** A pair at least, one for each zone, and one more than have to be up. */
function leastFor(component: Component): number {
	const majority = wordOf(component, "needs") === "majority" ? 3 : 0;
	return Math.max(2, numberOf(component, "zones") ?? 0, (numberOf(component, "needs") ?? 0) + 1, majority);
}

/** With that of its counterparts in other data centers, which comes here when they are lost. */
function loadOfAll({ architecture, analysis }: RuleContext, component: Component): number {
	const load = (one: Component): number => analysis.components.get(one)?.requestsPerSecond ?? 0;
	const home = dataCenterOf(component);
	const others = counterparts(architecture).get(keyOf(component)) ?? [];
	return others.reduce(
		(sum, other) => (other !== component && home && dataCenterOf(other) !== home ? sum + load(other) : sum),
		load(component),
	);
}

/** Components of one name and kind. */
const counterparts = oncePer(({ components }: Architecture): ReadonlyMap<string, readonly Component[]> => {
	const found = new Map<string, Component[]>();
	for (const component of components) {
		const list = found.get(keyOf(component));
		if (list) list.push(component);
		else found.set(keyOf(component), [component]);
	}
	return found;
});

const keyOf = ({ kind, name }: Component): string => `${kind} ${name}`;

/** A burst of a client as a factor on all that it sends. */
function largestBurst({ analysis }: RuleContext): number {
	let factor = 1;
	for (const { component: client, requestsPerSecond } of analysis.components.values()) {
		const value = client.properties.get("burst")?.value;
		if (value?.type !== "number" || !(requestsPerSecond > 0)) continue;
		factor = Math.max(factor, value.dimension === "rate" ? value.value / requestsPerSecond : value.value);
	}
	return factor;
}

function savedText(component: Component, fewer: number): Localized {
	const cost = component.properties.get("cost")?.value;
	if (cost?.type !== "number" || cost.dimension !== "money") return { en: "", ko: "" };
	const money = `$${formatCount(cost.value * fewer)}`;
	return { en: `, which saves ${money} a month`, ko: `(한 달에 ${money} 절약)` };
}

import { loadsOf } from "../../analysis/loads.ts";
import { ALL_UP, inside } from "../../analysis/state.ts";
import { kinds } from "../../language/vocabulary/index.ts";
import type { Component, Place } from "../../model/architecture.ts";
import { numberOf } from "../../model/properties.ts";
import { capacityAssumptions, instancesText, utilizationText } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { fetchesWork, originalOf } from "../graph.ts";
import { companions, onlyNumbers, scaleOut } from "../repairs/scale-out.ts";
import { defineRule, type Fix, type RuleContext } from "../rule.ts";
import { centerOf, severalCenters, shareOf } from "./places.ts";

/** What is left of several data centers cannot carry the users of one that is lost. */
export const multiDcCapacity = defineRule<"name" | "lost" | "share" | "now" | "after", "scale-out" | "partition">({
	id: "multi-dc-capacity",
	group: "data-centers",
	since: "0.1.0",
	severity: "error",
	statements: ["N45"],
	production: true,
	exclusive: "capacity",
	mutedBy: ["component-saturated", "multi-dc-no-failover-routing"],
	text: {
		en: {
			title: "No room for a failover",
			message: "When `{lost}` is lost, `{name}` is {after} busy instead of {now}.",
			why: "`{lost}` has {share} of the traffic, and the others get it when it is gone. With D data centers each has to carry 1 / (D − 1) of everything: of two, all of it; of three, half, which is one and a half times what is needed without a loss. Otherwise the failover takes down what was still up.",
			technique:
				"**Capacity for the loss of a data center**, in place before it happens: starting machines is what everybody does in that moment.",
			tradeOff: "In quiet times a third to a half of the machines wait. More, smaller data centers waste less.",
			exceptions:
				"Not where a tier refuses what is too much (`rate-limit`) and that is accepted for the time of an outage.",
			fixes: {
				"scale-out": "Add {added} ({from} -> {to}) to `{tier}`{also}",
				partition: "Spread `{tier}` over {to} partitions (now {from})",
			},
		},
		ko: {
			title: "장애 조치를 감당하지 못하는 데이터 센터",
			message: "`{lost}`을(를) 잃으면 `{name}`의 사용률이 {now}에서 {after}로 오릅니다.",
			why: "`{lost}`이(가) 트래픽의 {share}를 받고 있었고, 멈추면 나머지가 그것까지 받습니다. 데이터 센터가 D개이면 각각 전체의 1 / (D − 1)을 감당해야 합니다. 둘이면 전부, 셋이면 절반이며 모두 합쳐 장애가 없을 때의 1.5배입니다. 그렇지 않으면 장애 조치가 살아 있던 곳까지 멈추게 합니다.",
			technique:
				"**데이터 센터 하나를 잃어도 되는 용량.** 일이 생기기 전에 갖추어 둡니다. 그 순간에는 모두가 서버를 새로 띄우려고 합니다.",
			tradeOff: "평소에는 서버의 3분의 1에서 절반이 놉니다. 데이터 센터를 작게 여러 곳에 두면 낭비가 줄어듭니다.",
			exceptions: "넘치는 요청을 거절하고(`rate-limit`) 장애 동안 그것을 받아들인다면 해당하지 않습니다.",
			fixes: {
				"scale-out": "`{tier}`에 {added} 추가({from} -> {to}){also}",
				partition: "`{tier}`을(를) 파티션 {to}개에 나누기(현재 {from}개)",
			},
		},
	},
	safety: { "scale-out": "varies", partition: "safe" },
	example: {
		bad: `client app { rate: 4400rps }
dns names { routing: geo, health-checks: true, ttl: 60s }
datacenter us {
  loadbalancer lb x2
  service web x6 { capacity: 500rps, timeout: 1s }

  lb -> web
}
datacenter eu like us
pipeline ci { deploys: [us, eu], tests: [us, eu] }

app -> names -> us.lb, eu.lb
`,
		good: `client app { rate: 4400rps }
dns names { routing: geo, health-checks: true, ttl: 60s }
datacenter us {
  loadbalancer lb x2
  service web x10 { capacity: 500rps, timeout: 1s }

  lb -> web
}
datacenter eu like us
pipeline ci { deploys: [us, eu], tests: [us, eu] }

app -> names -> us.lb, eu.lb
`,
	},
	*check(context) {
		const { architecture, analysis, thresholds } = context;
		const centers = severalCenters(architecture);
		const worst = new Map<Component, { readonly lost: Place; readonly after: number }>();
		for (const lost of centers) {
			for (const [component, after] of afterLoss(context, lost)) {
				if (after > (worst.get(component)?.after ?? thresholds.afterFailure)) worst.set(component, { lost, after });
			}
		}
		for (const component of context.each(worst.keys())) {
			const { lost, after } = worst.get(component)!;
			const now = analysis.components.get(component)?.utilization ?? 0;
			const tier = originalOf(component);
			const assumed = capacityAssumptions(context, component);
			yield {
				element: component,
				// A queue keeps what its consumers cannot take.
				...((after < 1 || fetchesWork(component)) && { severity: "warning" as const }),
				related: [{ at: { file: lost.file, span: lost.declaration }, element: lost }],
				...(assumed.length > 0 && { assumed }),
				data: {
					name: component.id,
					lost: lost.id,
					share: utilizationText(shareOf(context, lost)),
					now: utilizationText(now),
					after: utilizationText(after),
				},
				fixes: moreOf(context, tier, after),
			};
		}
	},
});

/** What brings a tier that is so busy down to what it may be after a failure. */
function moreOf(context: RuleContext, tier: Component, after: number): Fix<"scale-out" | "partition">[] {
	const { id, kind } = tier;
	const enough = (from: number): number => Math.ceil((from * after) / context.thresholds.afterFailure - 1e-9);
	if (kind === "storage") {
		const from = numberOf(tier, "partitions") ?? 1;
		const to = enough(from);
		const partition = change(id, ["partitions", String(to)]);
		return [
			fixOf(context, { id: "partition", safe: true, data: { tier: id, from, to }, steps: [partition], subject: id }),
		];
	}
	if (kind === "database" || !kinds.get(kind)?.counted) return [];
	const from = tier.instances.max;
	const to = enough(from);
	const data = { tier: id, from, to, added: instancesText(to - from), also: companions(tier) };
	return [fixOf(context, { id: "scale-out", safe: onlyNumbers(tier), data, steps: scaleOut(tier, to), subject: id })];
}

/** How busy the others are without it, where that is more than now. */
function afterLoss(context: RuleContext, lost: Place): ReadonlyMap<Component, number> {
	const { architecture, analysis } = context;
	const left = 1 - shareOf(context, lost);
	const found = new Map<Component, number>();
	if (!(left > 0 && left < 1)) return found;
	const busy: [Component, number][] = [];
	for (const { component, utilization = 0 } of analysis.components.values()) {
		if (utilization >= 1 || utilization / left <= context.thresholds.afterFailure) continue;
		if (isElsewhere(component, lost) && !component.properties.has("rate-limit"))
			busy.push([component, utilization / left]);
	}
	if (busy.length === 0) return found;
	if (architecture.components.length > FEW) return new Map(busy);
	const state = { ...ALL_UP, down: new Set(inside(lost)) };
	const { components } = loadsOf(architecture, { users: analysis.users, state });
	for (const [component] of busy) {
		const after = components.get(component)?.utilization;
		if (after !== undefined && after > (analysis.components.get(component)?.utilization ?? 0))
			found.set(component, after);
	}
	return found;
}

/** In larger designs what the others get is taken to be in proportion. */
const FEW = 150;

function isElsewhere(component: Component, lost: Place): boolean {
	const center = centerOf(component);
	return center !== undefined && center !== lost;
}

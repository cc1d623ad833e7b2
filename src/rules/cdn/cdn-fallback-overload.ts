import { loadsOf } from "../../analysis/loads.ts";
import { ALL_UP } from "../../analysis/state.ts";
import { formatRate } from "../../language/numbers.ts";
import type { Component } from "../../model/architecture.ts";
import { familyOf } from "../../model/kinds.ts";
import { flagOf } from "../../model/properties.ts";
import { withAllHits } from "../caching/losses.ts";
import { busy, capacityAssumptions, utilizationText } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { isSynchronous } from "../graph.ts";
import { numberOr } from "../numbers.ts";
import { scaleOut } from "../repairs/scale-out.ts";
import { defineRule, type RuleContext } from "../rule.ts";
import { edgesOf, secondName, secondNetwork } from "./edge.ts";

/** An origin that breaks down as soon as the content delivery network before it does. */
export const cdnFallbackOverload = defineRule<
	"name" | "cdn" | "now" | "breaks" | "carries" | "load" | "second" | "count",
	"second" | "partitions" | "instances"
>({
	id: "cdn-fallback-overload",
	group: "cdn",
	since: "0.1.0",
	severity: "warning",
	statements: ["N58"],
	production: true,
	text: {
		en: {
			title: "Fallback that cannot carry it",
			message: "When `{cdn}` fails, its fallback `{name}` {breaks}.",
			why: "`{cdn}` answers most reads by itself: `{name}` is {now} busy now. Without it {load} arrive there, while `{name}` carries {carries}, so the fallback fails as well.",
			technique:
				"**Size the fallback, or add a second network.** A second CDN of another provider takes the load over and keeps it away from the origin; or the origin gets the capacity for all of it.",
			tradeOff:
				"A second CDN costs its minimum and starts cold; capacity at the origin stands idle nearly all the time.",
			exceptions:
				"Not needed where the origin sheds load (`rate-limit`) or users can do without the content (an `optional` link) for that time.",
			fixes: {
				second: "Fall back to a second CDN `{second}` instead of the origin",
				partitions: "Spread `{name}` over {count} partitions",
				instances: "Run `{name}` on {count} instances",
			},
		},
		ko: {
			title: "대체 부하를 감당하지 못하는 원본",
			message: "`{cdn}`에 장애가 나면 대신 응답할 `{name}`의 {breaks}.",
			why: "`{cdn}`이(가) 읽기 대부분에 직접 응답하므로 지금 `{name}`의 사용률은 {now}입니다. CDN이 없으면 {load}이(가) 오는데 `{name}`이(가) 처리할 수 있는 것은 {carries}이므로 대체 경로도 함께 멈춥니다.",
			technique:
				"**대체 용량 확보 또는 두 번째 CDN.** 다른 사업자의 CDN이 부하를 넘겨받아 원본 서버를 보호하게 하거나, 원본 서버가 전체를 감당할 용량을 갖춥니다.",
			tradeOff:
				"두 번째 CDN에는 최소 비용이 들고 처음에는 비어 있습니다. 원본 서버의 여유 용량은 거의 항상 놀게 됩니다.",
			exceptions:
				"원본 서버가 부하를 제한하거나(`rate-limit`) 그동안 콘텐츠 없이도 사용할 수 있으면(`optional` 링크) 필요 없습니다.",
			fixes: {
				second: "원본 대신 두 번째 CDN `{second}`에서 가져오기",
				partitions: "`{name}`을(를) 파티션 {count}개로 나누기",
				instances: "`{name}`을(를) 인스턴스 {count}개로 늘리기",
			},
		},
	},
	safety: { second: "suggestion", partitions: "safe", instances: "suggestion" },
	example: {
		bad: `data photos { kind: static, size: 200KB, items: 10k, skew: 0.8 }
client browser {
  rate: 100rps
  reads photos x100
}
cdn edge { holds: photos, ttl: 24h, fallback: origin }
storage files { holds: photos, capacity: 5000rps }

browser -> edge -> files
`,
		good: `data photos { kind: static, size: 200KB, items: 10k, skew: 0.8 }
client browser {
  rate: 100rps
  reads photos x100
}
cdn edge { holds: photos, ttl: 24h, fallback: edge-2 }
cdn edge-2 { holds: photos, ttl: 24h }
storage files { holds: photos, capacity: 5000rps }

browser -> edge -> files
edge-2 -> files
`,
	},
	*check(context) {
		const { architecture, analysis } = context;
		for (const cdn of context.each(edgesOf(architecture))) {
			const fallback = cdn.properties.get("fallback")?.value;
			const target = fallback?.type === "reference" ? fallback.target : undefined;
			const isOrigin = fallback?.type === "word" && fallback.value === "origin";
			if (!(isOrigin || target?.type === "component") || target?.kind === "cdn") continue;
			if (cdn.incoming.every((link) => flagOf(link, "optional") === true)) continue;
			const numbers = analysis.components.get(cdn);
			if (!numbers || numbers.reads === 0 || !mayOverload(context, cdn)) continue;
			for (const { origin, utilization, requestsPerSecond, capacity } of withoutNetwork(context, cdn)) {
				const before = analysis.components.get(origin)?.utilization ?? 0;
				if (utilization < 1 || before >= 1 || origin.properties.has("rate-limit") || capacity === undefined) continue;
				const { id } = origin;
				const factor = utilization / context.thresholds.target;
				const partitions = Math.ceil(numberOr(origin, "partitions", 1) * factor - 1e-9);
				const instances = Math.ceil(origin.instances.min * factor - 1e-9);
				const spread = change(id, ["partitions", String(partitions)]);
				const assumed = capacityAssumptions(context, origin);
				yield {
					element: cdn,
					at: cdn.properties.get("fallback")!.at,
					...(assumed.length > 0 && { assumed }),
					data: {
						name: id,
						cdn: cdn.id,
						now: utilizationText(before),
						breaks: isText(utilization),
						carries: formatRate(capacity),
						load: formatRate(requestsPerSecond),
						second: secondName(architecture, cdn),
						count: origin.kind === "storage" ? partitions : instances,
					},
					fixes: [
						fixOf(context, { id: "second", steps: [secondNetwork(cdn.id)] }),
						...(origin.kind === "storage"
							? [fixOf(context, { id: "partitions" as const, safe: true, steps: [spread], subject: id })]
							: []),
						...(origin.kind === "service"
							? [fixOf(context, { id: "instances" as const, steps: scaleOut(origin, instances), subject: id })]
							: []),
					],
				};
				break;
			}
		}
	},
});

/** A bound from above, before the loads are computed without the network: all its reads at an origin that is used already. */
function mayOverload({ analysis }: RuleContext, cdn: Component): boolean {
	const { reads, hitRatio = 0 } = analysis.components.get(cdn)!;
	if (hitRatio === 0) return false;
	return behind(cdn).some((component) => {
		const { requestsPerSecond = 0, utilization = 0 } = analysis.components.get(component) ?? {};
		return utilization > 0 && (utilization * (requestsPerSecond + reads)) / requestsPerSecond >= 1;
	});
}

/** All that a miss of the network can reach. */
function behind(cdn: Component): readonly Component[] {
	const seen = new Set([cdn]);
	for (const component of seen) {
		for (const link of component.outgoing) if (isSynchronous(link)) seen.add(link.to);
	}
	return [...seen].slice(1);
}

/** What the origins get without the network. In a large design files alone get what it answered, and nothing else changes. */
function* withoutNetwork(context: RuleContext, cdn: Component) {
	const { architecture, analysis } = context;
	const isFiles = behind(cdn).every(({ kind }) => kind === "storage" || familyOf(kind) === "router");
	if (isFiles && architecture.components.length > FEW) {
		for (const { store, after, loadPerSecond } of withAllHits(context, cdn)) {
			const capacity = analysis.components.get(store)?.capacity;
			yield { origin: store, utilization: after, requestsPerSecond: loadPerSecond, capacity };
		}
		return;
	}
	const state = { ...ALL_UP, down: new Set([cdn]) };
	for (const [origin, after] of loadsOf(architecture, { users: analysis.users, state }).components) {
		const { utilization = 0, requestsPerSecond, capacity } = after;
		yield { origin, utilization, requestsPerSecond, capacity };
	}
}

/** Up to here the loads of the whole are computed anew. */
const FEW = 150;

function isText(utilization: number) {
	const { en, ko } = busy(utilization);
	return { en: `is ${en}`, ko: `${ko}가 됩니다` };
}

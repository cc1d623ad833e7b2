import type { Localized } from "../../language/locale.ts";
import type { Component, Element, Place } from "../../model/architecture.ts";
import { familyOf } from "../../model/kinds.ts";
import { numberOf } from "../../model/properties.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { copiesOf, isManaged, originalOf } from "../graph.ts";
import { defineRule } from "../rule.ts";

/** Copies of which one failure takes all. */
export const sameZoneReplicas = defineRule<"name" | "count" | "where" | "advice", "zones">({
	id: "same-zone-replicas",
	group: "replication",
	since: "0.1.0",
	severity: "error",
	statements: [],
	mutedBy: ["single-data-center"],
	production: true,
	text: {
		en: {
			title: "Redundancy inside one zone",
			message: "All {count} of `{name}` stand in {where}.",
			why: "They fail together when the power or the network of the zone fails. Copies inside one failure domain are counted as if they failed independently, and do not: with a common cause in one failure of twenty a pair is down several times as often as two that have nothing in common.",
			technique:
				"**Spread over zones.** Instances and copies in at least two zones, of which each carries the load, or three, of which two do.",
			tradeOff: "Traffic between zones takes a little longer and is charged for.",
			exceptions: "Not where a single zone is a choice: then nothing else is redundant either. {advice}",
			fixes: { zones: "Spread `{name}` over {zones} zones" },
		},
		ko: {
			title: "한 가용 영역 안의 이중화",
			message: "`{name}`의 노드 {count}개가 모두 {where}에 있습니다.",
			why: "그 영역의 전원이나 네트워크가 멈추면 함께 멈춥니다. 장애 범위 하나에 함께 있는 사본은 따로따로 고장 난다고 계산하지만 실제로는 그렇지 않습니다. 장애 스무 번에 한 번만 원인이 같아도 한 쌍이 멈추는 시간은 서로 무관한 둘의 몇 배입니다.",
			technique:
				"**가용 영역에 나누어 두기.** 인스턴스와 사본을 둘 이상의 영역에 두되, 둘이면 각각, 셋이면 둘이서 부하를 감당하게 합니다.",
			tradeOff: "영역을 오가는 트래픽은 조금 더 걸리고 비용이 듭니다.",
			exceptions: "일부러 영역 하나만 쓴다면 해당하지 않습니다. 그때는 다른 것도 이중화되지 않습니다. {advice}",
			fixes: { zones: "`{name}`을(를) 가용 영역 {zones}개에 나누어 두기" },
		},
	},
	safety: { zones: "safe" },

	example: {
		bad: `loadbalancer lb x2 { zones: 2 }
service web x4 { zones: 1 }

lb -> web
`,
		good: `loadbalancer lb x2 { zones: 2 }
service web x4 { zones: 2 }

lb -> web
`,
	},
	*check(context) {
		const { architecture } = context;
		const zones = architecture.places.filter(({ kind }) => kind === "zone");
		const spread = architecture.components.some((one) => (numberOf(one, "zones") ?? 1) > 1);
		if (zones.length < 2 && !spread) return;
		for (const component of context.each(architecture.components)) {
			const count = nodesOf(component);
			if (count < 2 || isManaged(component)) continue;
			const zone = zoneOf(component);
			const declared = numberOf(component, "zones");
			// By choice everything around it stands there as well.
			if (zone ? hasTwin(component, zone, architecture.components) || zones.length < 2 : declared !== 1 || !spread)
				continue;
			const { id } = component;
			const to = Math.min(count, Math.max(2, ...architecture.components.map((one) => numberOf(one, "zones") ?? 1)));
			const step = change(id, ["zones", String(to)]);
			yield {
				element: component,
				...(declared !== undefined && { at: component.properties.get("zones")!.at }),
				data: { name: id, count, where: whereText(zone), advice: zone ? ADVICE : NOTHING },
				fixes: zone
					? []
					: [fixOf(context, { id: "zones", safe: true, data: { zones: to }, steps: [step], subject: id })],
			};
		}
	},
});

/** Instances, or a primary with its replicas. */
function nodesOf(component: Component): number {
	const family = familyOf(component.kind);
	if (family !== "compute" && family !== "router" && family !== "store" && family !== "queue") return 1;
	if (component.kind === "dns" || component.kind === "cdn") return 1;
	return component.kind === "database"
		? 1 + (numberOf(component, "replicas") ?? 0)
		: Math.max(component.instances.min, copiesOf(component));
}

/** The innermost zone around it. */
function zoneOf({ parent }: Element): Place | undefined {
	return parent?.kind === "zone" ? parent : parent && zoneOf(parent);
}

/** Another of its kind does the same in another zone: a copy by `like`, one behind the same router, or a copy of its data. */
function hasTwin(component: Component, zone: Place, components: readonly Component[]): boolean {
	const callers = new Set(component.incoming.map(({ from }) => from));
	return components.some((other) => {
		if (other === component || other.kind !== component.kind || zoneOf(other) === zone) return false;
		if (originalOf(other) === originalOf(component) || other.name === component.name) return true;
		const replicates = [...component.incoming, ...component.outgoing].some(
			({ from, to, replication }) => replication && (from === other || to === other),
		);
		return replicates || other.incoming.some(({ from }) => callers.has(from));
	});
}

const NOTHING: Localized = { en: "", ko: "" };
const ADVICE: Localized = {
	en: "To spread it, declare it beside the zones with `zones`, or once in each.",
	ko: "나누어 두려면 영역 밖에 `zones`와 함께 선언하거나 영역마다 선언합니다.",
};

function whereText(zone: Place | undefined): Localized {
	if (!zone) return { en: "one zone", ko: "가용 영역 하나" };
	return { en: `the zone \`${zone.id}\``, ko: `가용 영역 \`${zone.id}\`` };
}

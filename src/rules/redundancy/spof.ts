import type { FailedOperation } from "../../analysis/analysis.ts";
import type { Localized } from "../../language/locale.ts";
import { defaultOf } from "../../language/vocabulary/index.ts";
import type { Component, Element, Link, Place } from "../../model/architecture.ts";
import { takesTraffic } from "../../model/kinds.ts";
import { flagOf, numberOf, wordOf } from "../../model/properties.ts";
import { availability, downtime, names, operations } from "../describe.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import { copiesOf, isSynchronous, requestPath, unique } from "../graph.ts";
import { availabilityOf } from "../numbers.ts";
import { defineRule, type Fix, type RuleContext } from "../rule.ts";

type FixId = "health-checks" | "promote" | "checks-and-promotion" | "optional";

/** Redundant branches that share something. One data center, or a tier of one instance, is told by rules of their own. */
export const spof = defineRule<"what" | "failed" | "one" | "down", FixId>({
	id: "spof",
	group: "redundancy",
	since: "0.1.0",
	severity: "error",
	statements: ["N2"],
	production: true,
	text: {
		en: {
			title: "Single point of failure",
			message: "When {what} is lost, {failed} fail, although others stand beside it.",
			why: "Branches that share an element are as available as this element: their failures do not multiply, since each of them stops when it stops. At {one} it is down for {down} a year, and all that leans on it is down as well.",
			technique:
				"**No shared element.** Duplicate what the branches share, let the router see which branch is up, promote the copy that stands elsewhere, or go on without it in a reduced form.",
			tradeOff: "Each of these has to be tested by taking the element away.",
			exceptions: "Not needed where the provider keeps it redundant and its availability is enough for your target.",
			fixes: {
				"health-checks": "Let {routers} leave out what is down (health checks)",
				promote: "Promote the copies of {stores} when their place is lost",
				"checks-and-promotion": "Let {routers} leave out what is down, and promote the copies of {stores}",
				optional: "Go on without {what}: make the calls to it optional",
			},
		},
		ko: {
			title: "단일 장애점",
			message: "옆에 다른 것이 있어도 {what}만 잃어도 다음이 실패합니다: {failed}.",
			why: "갈래들이 한 요소를 함께 쓰면 가용성은 그 요소를 넘지 못합니다. 그 요소가 멈추면 모든 갈래가 함께 멈추기 때문입니다. 가용성이 {one}이면 1년에 {down} 멈추고, 그동안 이것에 기대는 것도 모두 멈춥니다.",
			technique:
				"**공유 요소 없애기.** 갈래들이 함께 쓰는 것을 이중화하거나, 어느 갈래가 살아 있는지 라우터가 알게 하거나, 다른 곳에 있는 사본을 승격하거나, 그것 없이 축소된 형태로 동작하게 합니다.",
			tradeOff: "어느 방법이든 그 요소를 실제로 없애 보며 시험해야 합니다.",
			exceptions: "제공자가 이중화하고 있고 그 가용성이 목표에 충분하다면 필요 없습니다.",
			fixes: {
				"health-checks": "{routers}이(가) 멈춘 곳을 제외하게 하기(상태 확인)",
				promote: "{stores}이(가) 있는 곳을 잃으면 사본을 승격하기",
				"checks-and-promotion": "{routers}이(가) 멈춘 곳을 제외하게 하고 {stores}의 사본을 승격하기",
				optional: "{what} 없이도 동작하게 하기: 호출을 선택 사항으로 바꾸기",
			},
		},
	},
	safety: {
		"health-checks": "suggestion",
		promote: "suggestion",
		"checks-and-promotion": "suggestion",
		optional: "suggestion",
	},
	example: {
		bad: `client browser
dns names { routing: geo }

datacenter us {
  loadbalancer lb x2
  service web x2
  lb -> web
}
datacenter eu like us

browser -> names -> us.lb, eu.lb
`,
		good: `client browser
dns names { routing: geo, health-checks: true }

datacenter us {
  loadbalancer lb x2
  service web x2
  lb -> web
}
datacenter eu like us

browser -> names -> us.lb, eu.lb
`,
	},
	*check(context) {
		for (const [places, failed] of lostPlaces(context)) {
			const [place, ...others] = places;
			if (!place) continue;
			const up = placeAvailability(place);
			yield {
				element: place,
				...(others.length > 0 && { others }),
				data: {
					what: placesText(places),
					failed: operations(failed),
					one: availability(up),
					down: downtime(up),
				},
				fixes: placeFixes(context, places),
			};
		}
		for (const [component, failed] of context.analysis.removals.components) {
			if (component.kind !== "external" || copiesOf(component) > 1 || callersOf(component).length < 2) continue;
			if (flagOf(component, "managed") === true) continue;
			const up = availabilityOf(component);
			yield {
				element: component,
				severity: "warning",
				data: {
					what: { en: `the external system \`${component.id}\``, ko: `외부 시스템 \`${component.id}\`` },
					failed: operations(failed),
					one: availability(up),
					down: downtime(up),
				},
				fixes: [optional(context, component)],
			};
		}
	},
});

/** Places whose loss fails something; those that fail the same things together. */
function lostPlaces(context: RuleContext): Iterable<readonly [readonly Place[], readonly FailedOperation[]]> {
	const groups = new Map<string, { readonly places: Place[]; readonly failed: readonly FailedOperation[] }>();
	for (const [place, failed] of context.analysis.removals.places) {
		if (!hasSiblings(context, place)) continue;
		const what = failed.map(({ client, data, operation }) => `${client.id} ${data?.id ?? ""} ${operation}`);
		const key = [place.kind, ...what].join(", ");
		const group = groups.get(key);
		if (group) group.places.push(place);
		else groups.set(key, { places: [place], failed });
	}
	return [...groups.values()].map(({ places, failed }) => [places, failed] as const);
}

function placesText(places: readonly Place[]): Localized {
	const list = names(places);
	const zone = places[0]?.kind === "zone";
	const ko = zone ? "가용 영역" : "데이터 센터";
	if (places.length === 1) return { en: `the ${zone ? "zone" : "data center"} ${list.en}`, ko: `${ko} ${list.ko}` };
	return { en: `one of the ${zone ? "zones" : "data centers"} ${list.en}`, ko: `${ko} ${list.ko} 가운데 하나` };
}

/** Others of its kind beside it, so that its loss was thought of. */
function hasSiblings({ architecture }: RuleContext, place: Place): boolean {
	const path = requestPath(architecture);
	const serves = (other: Place): boolean =>
		other.children.some((child) => (child.type === "place" ? serves(child) : path.has(child)));
	const works = (other: Place): boolean =>
		other.children.some((child) => (child.type === "place" ? works(child) : takesTraffic(child.kind)));
	return architecture.places.some((other) => {
		if (other === place || other.kind !== place.kind) return false;
		// A data center that is idle is no second one, and told by a rule of its own; a zone has none.
		return place.kind === "datacenter" ? serves(other) : other.parent === place.parent && works(other);
	});
}

function placeFixes(context: RuleContext, places: readonly Place[]): Fix<FixId>[] {
	const { architecture } = context;
	const routers = architecture.components.filter((dns) => places.some((place) => leadsBlindlyInto(dns, place)));
	const links = architecture.links.filter((link) => isUnpromoted(link) && places.some((place) => leaves(link, place)));
	const checks: Step = (current) =>
		routers.map(({ id }) => set(current.architecture.elements.get(id)!, "health-checks", "true"));
	const promotions: Step = (current) =>
		current.architecture.links
			.filter((link) => links.some(({ id }) => id === link.id))
			.map((link) => set(link, "failover", "automatic"));
	const ids = places.map(({ id }) => id);
	const until = (after: RuleContext): boolean =>
		![...lostPlaces(after)].some(([lost]) => lost.some(({ id }) => ids.includes(id)));
	const data = { routers: names(routers), stores: names(unique(links.map(({ from }) => from))) };
	const fixes: Fix<FixId>[] = [];
	if (routers.length > 0) fixes.push(fixOf(context, { id: "health-checks", data, steps: [checks], until }));
	if (links.length > 0) fixes.push(fixOf(context, { id: "promote", data, steps: [promotions], until }));
	if (routers.length > 0 && links.length > 0) {
		fixes.push(fixOf(context, { id: "checks-and-promotion", data, steps: [checks, promotions], until }));
	}
	return fixes;
}

/** DNS that keeps sending users to what is down. */
function leadsBlindlyInto(dns: Component, place: Place): boolean {
	return (
		dns.kind === "dns" && flagOf(dns, "health-checks") !== true && dns.outgoing.some(({ to }) => isInside(to, place))
	);
}

function isUnpromoted(link: Link): boolean {
	const failover = wordOf(link, "failover") ?? wordOf(link.from, "failover");
	return link.replication && !link.copied && failover !== "automatic" && failover !== "manual";
}

/** From a store in the place to one elsewhere. */
function leaves(link: Link, place: Place): boolean {
	return isInside(link.from, place) && !isInside(link.to, place);
}

function isInside(element: Element, place: Place): boolean {
	return element.parent !== undefined && (element.parent === place || isInside(element.parent, place));
}

/** Branches that call it and wait. */
function callersOf(component: Component): readonly Link[] {
	return component.incoming.filter((link) => isSynchronous(link) && flagOf(link, "optional") !== true);
}

function optional(context: RuleContext, component: Component): Fix<FixId> {
	const step: Step = ({ architecture }) => {
		const found = architecture.elements.get(component.id);
		return found?.type === "component" ? callersOf(found).map((link) => set(link, "optional", "true")) : undefined;
	};
	return fixOf(context, { id: "optional", steps: [step] });
}

function placeAvailability(place: Place): number {
	const assumed = defaultOf(place.kind, "availability")?.value;
	return numberOf(place, "availability") ?? (typeof assumed === "number" ? assumed : 1);
}

import { formatRate } from "../../language/numbers.ts";
import type { Component, Link } from "../../model/architecture.ts";
import { familyOf } from "../../model/kinds.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { freeName } from "../edit/names.ts";
import { declare, type NewElement } from "../edit/operations.ts";
import { heldBy, isSynchronous } from "../graph.ts";
import { defineRule, type RuleContext } from "../rule.ts";
import { centerOf, severalCenters } from "./places.ts";

/** A tier that one data center borrows from another. */
export const multiDcTierMissing = defineRule<"name" | "caller" | "place" | "home" | "load", "copy">({
	id: "multi-dc-tier-missing",
	group: "data-centers",
	since: "0.1.0",
	severity: "error",
	statements: ["N52"],
	production: true,
	text: {
		en: {
			title: "Tier in one data center only",
			message: "`{caller}` in `{place}` calls `{name}`, which stands in `{home}` only.",
			why: "`{place}` is not independent: it pays the distance to `{home}` with {load} calls, and when `{home}` fails `{place}` fails with it.",
			technique:
				"**The same service in every place.** Automated deployment brings each tier to each data center, so that any of them can go on alone.",
			tradeOff: "Every tier has to be paid for and run twice.",
			exceptions: "Right for writes to the primary of a replicated database, and for what is meant to be passive.",
			fixes: { copy: "Run a `{name}` of its own in `{place}`" },
		},
		ko: {
			title: "한 데이터 센터에만 있는 계층",
			message: "`{place}`의 `{caller}`이(가) `{home}`에만 있는 `{name}`을(를) 호출합니다.",
			why: "`{place}`은(는) 독립적이지 않습니다. 호출 {load}마다 `{home}`까지의 거리를 오가고, `{home}`이(가) 멈추면 `{place}`도 함께 멈춥니다.",
			technique:
				"**모든 장소에 같은 서비스.** 자동 배포로 계층마다 데이터 센터마다 두어, 어느 곳이든 혼자 계속할 수 있게 합니다.",
			tradeOff: "모든 계층의 비용과 운영이 두 배가 됩니다.",
			exceptions: "복제된 데이터베이스의 프라이머리에 쓰거나 일부러 대기시킨 것이라면 괜찮습니다.",
			fixes: { copy: "`{place}`에도 `{name}` 두기" },
		},
	},
	safety: { copy: "suggestion" },
	example: {
		bad: `client browser
dns names { routing: geo, health-checks: true }
datacenter us {
  loadbalancer lb x2
  service web x2 { timeout: 1s }
  service prices x2

  lb -> web -> prices
}
datacenter eu {
  loadbalancer lb x2
  service web x2 { timeout: 1s }

  lb -> web
}
pipeline ci { deploys: all, tests: all, rollback: true }

browser -> names -> us.lb, eu.lb
eu.web -> us.prices
`,
		good: `client browser
dns names { routing: geo, health-checks: true }
datacenter us {
  loadbalancer lb x2
  service web x2 { timeout: 1s }
  service prices x2

  lb -> web -> prices
}
datacenter eu {
  loadbalancer lb x2
  service web x2 { timeout: 1s }
  service eu-prices like us.prices

  lb -> web
}
pipeline ci { deploys: all, tests: all, rollback: true }

browser -> names -> us.lb, eu.lb
eu.web -> eu.eu-prices
`,
	},
	*check(context) {
		const { architecture, analysis } = context;
		const centers = severalCenters(architecture);
		if (centers.length === 0) return;
		for (const link of context.each(architecture.links)) {
			const [place, home] = [centerOf(link.from), centerOf(link.to)];
			if (!place || !home || place === home || !centers.includes(place) || !isBorrowed(context, link)) continue;
			const [id, fromId, placeId] = [link.to.id, link.from.id, place.id];
			const copy: Step = (now) => {
				const target = now.architecture.elements.get(id);
				const caller = now.architecture.elements.get(fromId);
				const parent = now.architecture.elements.get(placeId);
				if (target?.type !== "component" || caller?.type !== "component" || parent?.type !== "place") return undefined;
				const own = caller.outgoing.find((one) => one.to === target);
				// What it calls itself would have to come along.
				if (!own || target.outgoing.some(isSynchronous) || familyOf(target.kind) === "store") return undefined;
				const element: NewElement = {
					type: "new",
					kind: target.kind,
					name: freeName(now.architecture, target.name, `${placeId}-${target.name}`),
					like: target,
					parent,
					beside: { element: caller, side: "after" },
					properties: [],
				};
				return [declare(element), { type: "redirect", link: own, to: element }];
			};
			yield {
				element: link.to,
				others: [link.from],
				links: [link],
				related: [{ at: link.at, element: link.from }],
				data: {
					name: id,
					caller: fromId,
					place: placeId,
					home: home.id,
					load: formatRate(analysis.links.get(link)?.requestsPerSecond ?? 0),
				},
				fixes: [fixOf(context, { id: "copy", steps: [copy] })],
			};
		}
	},
});

/** A call that needs the other place: neither a write to a primary there, nor one that has the same at home as well. */
function isBorrowed({ analysis }: RuleContext, link: Link): boolean {
	if (!isSynchronous(link) || link.replication || link.copied) return false;
	const { from, to } = link;
	if (to.outgoing.some(({ replication }) => replication) || to.incoming.some(({ replication }) => replication))
		return false;
	const numbers = analysis.links.get(link);
	if (familyOf(to.kind) === "store" && numbers && numbers.reads === 0 && numbers.writes > 0) return false;
	return !from.outgoing.some(
		(other) => other !== link && centerOf(other.to) === centerOf(from) && isAlike(other.to, to),
	);
}

function isAlike(a: Component, b: Component): boolean {
	if (a.kind !== b.kind) return false;
	const held = heldBy(b);
	return a.name === b.name || a.inherits === b || b.inherits === a || held.some((data) => heldBy(a).includes(data));
}

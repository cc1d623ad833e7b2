import type { Localized } from "../../language/locale.ts";
import type { Component } from "../../model/architecture.ts";
import { wordOf } from "../../model/properties.ts";
import { names } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { freeName } from "../edit/names.ts";
import { connect, declare, type NewElement, type Operation } from "../edit/operations.ts";
import { lastClient, unique } from "../graph.ts";
import { defineRule } from "../rule.ts";
import { centerOf, isStandby, spreaders } from "./places.ts";

/** Users that land in any data center. */
export const multiDcNoGeoRouting = defineRule<"name" | "centers" | "how", "geo" | "dns">({
	id: "multi-dc-no-geo-routing",
	group: "data-centers",
	since: "0.1.0",
	severity: "error",
	statements: ["N46", "N48"],
	production: true,
	text: {
		en: {
			title: "Data centers without geographic routing",
			message: "`{name}` sends users to {centers} {how}.",
			why: "With {centers} chosen like that, half of the users of two continents land on the far one and pay its distance, some 150 ms a round trip, with every request.",
			technique:
				"**GeoDNS.** The name of the service has an address for each region, and every user gets that of the nearest data center; latency routing, anycast or a global load balancer do the same.",
			tradeOff:
				"Load follows the users: where most of them are in one region, its data center needs most of the capacity.",
			exceptions: "Not for a data center that only stands by (`routing: failover`).",
			fixes: {
				geo: "Let `{name}` send each user to the nearest data center",
				dns: "Put GeoDNS with health checks between `{name}` and the data centers",
			},
		},
		ko: {
			title: "지리적 라우팅이 없는 데이터 센터",
			message: "`{name}`이(가) 사용자를 {centers}에 {how}.",
			why: "{centers}을(를) 이렇게 고르면 두 대륙 사용자의 절반은 먼 곳으로 가서 요청마다 왕복 150ms쯤을 더 씁니다.",
			technique:
				"**GeoDNS.** 서비스 이름에 지역마다 주소를 두어 사용자마다 가장 가까운 데이터 센터의 주소를 줍니다. 지연 시간 라우팅, 애니캐스트, 전역 로드 밸런서도 같은 일을 합니다.",
			tradeOff:
				"부하가 사용자를 따라갑니다. 사용자가 한 지역에 몰려 있으면 그곳의 데이터 센터에 용량이 가장 많이 필요합니다.",
			exceptions: "대기만 하는 데이터 센터(`routing: failover`)에는 필요 없습니다.",
			fixes: {
				geo: "`{name}`이(가) 사용자마다 가장 가까운 데이터 센터로 보내게 하기",
				dns: "`{name}`과(와) 데이터 센터 사이에 상태 확인을 하는 GeoDNS 두기",
			},
		},
	},
	safety: { geo: "suggestion", dns: "suggestion" },
	example: {
		bad: `client browser
dns names { routing: round-robin, health-checks: true }
datacenter us {
  loadbalancer lb x2
  service web x2 { timeout: 1s }

  lb -> web
}
datacenter eu like us
pipeline ci { deploys: all, tests: all, rollback: true }

browser -> names -> us.lb, eu.lb
`,
		good: `client browser
dns names { routing: geo, health-checks: true }
datacenter us {
  loadbalancer lb x2
  service web x2 { timeout: 1s }

  lb -> web
}
datacenter eu like us
pipeline ci { deploys: all, tests: all, rollback: true }

browser -> names -> us.lb, eu.lb
`,
	},
	*check(context) {
		const linksOf = spreaders(context.architecture);
		for (const from of context.each(linksOf.keys())) {
			const links = linksOf.get(from)!;
			// A balancer outside all of them is itself the way to the right one.
			if ((from.kind !== "dns" && from.kind !== "client") || isStandby(from) || knowsTheWay(from)) continue;
			const { id } = from;
			const routing = from.properties.get("routing");
			const centers = unique(links.flatMap(({ to }) => centerOf(to) ?? []));
			yield {
				element: from,
				...(routing && { at: routing.at }),
				data: { name: id, centers: names(centers), how: howText(from) },
				fixes:
					from.kind === "dns"
						? [
								fixOf(context, {
									id: "geo",
									steps: [change(id, ["routing", "geo"])],
								}),
							]
						: [
								fixOf(context, {
									id: "dns",
									steps: [
										(now): readonly Operation[] | undefined => {
											const found = now.architecture.elements.get(id);
											const own = found?.type === "component" ? spreaders(now.architecture).get(found) : undefined;
											if (found?.type !== "component" || !own?.length) return undefined;
											const dns: NewElement = {
												type: "new",
												kind: "dns",
												name: freeName(now.architecture, "dns", "geo-dns"),
												parent: undefined,
												beside: { element: lastClient(now.architecture) ?? found, side: "after" },
												properties: [
													["routing", "geo"],
													["health-checks", "true"],
													["ttl", "60s"],
												],
											};
											const [first, ...others] = own;
											return [
												declare(dns),
												{ type: "redirect", link: first!, to: dns },
												...others.map((link): Operation => ({ type: "disconnect", link })),
												...own.map((link) => connect(dns, link.to)),
											];
										},
									],
								}),
							],
			};
		}
	},
});

const NEAREST = new Set(["geo", "latency", "anycast"]);

function knowsTheWay(from: Component): boolean {
	return NEAREST.has(wordOf(from, "routing") ?? "");
}

function howText(from: Component): Localized {
	const routing = wordOf(from, "routing");
	if (routing)
		return { en: `by \`${routing}\`, wherever they are`, ko: `위치와 관계없이 \`${routing}\`(으)로 보냅니다` };
	return { en: "wherever they are", ko: "위치와 관계없이 보냅니다" };
}

import { formatPercent } from "../../language/numbers.ts";
import { flagOf, wordOf } from "../../model/properties.ts";
import { availability, downtime, names } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { unique } from "../graph.ts";
import { defineRule } from "../rule.ts";
import { centerOf, spreaders } from "./places.ts";

/** Users that are still sent to a data center that is gone. */
export const multiDcNoFailoverRouting = defineRule<"name" | "centers" | "share" | "down" | "place", "health-checks">({
	id: "multi-dc-no-failover-routing",
	group: "data-centers",
	since: "0.1.0",
	severity: "error",
	statements: ["N45", "N47"],
	production: true,
	text: {
		en: {
			title: "No failover between data centers",
			message: "`{name}` goes on sending users to {centers} when one of them is down.",
			why: "Nothing checks whether a data center answers. One that is up {place} of the time is down {down} a year, and for that time {share} of the users get no answer although the others could serve them.",
			technique:
				"**Health checks for the routing.** The name service asks every data center every few seconds, and leaves out the addresses of those that do not answer.",
			tradeOff: "A check that is too strict takes out a data center that works, and its load falls on the others.",
			exceptions: "Not needed with anycast, whose routes are withdrawn with the data center.",
			fixes: { "health-checks": "Let `{name}` leave out data centers that do not answer" },
		},
		ko: {
			title: "데이터 센터 사이에 장애 조치 없음",
			message: "`{name}`은(는) {centers} 중 하나가 멈추어도 사용자를 계속 그곳으로 보냅니다.",
			why: "데이터 센터가 응답하는지 확인하는 것이 없습니다. 가용성이 {place}인 곳은 1년에 {down} 멈추고, 다른 곳이 처리할 수 있는데도 그동안 사용자의 {share}이(가) 응답을 받지 못합니다.",
			technique:
				"**라우팅 상태 확인.** 이름 서비스가 몇 초마다 데이터 센터를 확인하고, 응답하지 않는 곳의 주소를 뺍니다.",
			tradeOff: "검사가 너무 엄격하면 멀쩡한 데이터 센터를 빼서 그 부하가 다른 곳에 몰립니다.",
			exceptions: "데이터 센터와 함께 경로가 철회되는 애니캐스트에는 필요 없습니다.",
			fixes: { "health-checks": "응답하지 않는 데이터 센터를 `{name}`이(가) 빼게 하기" },
		},
	},
	safety: { "health-checks": "suggestion" },
	example: {
		bad: `client browser
dns names { routing: geo }
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
			if (from.kind !== "dns" || wordOf(from, "routing") === "anycast") continue;
			if (flagOf(from, "health-checks") === true) continue;
			const { id } = from;
			const declared = from.properties.get("health-checks");
			const centers = unique(links.flatMap(({ to }) => centerOf(to) ?? []));
			yield {
				element: from,
				...(declared && { at: declared.at }),
				data: {
					name: id,
					centers: names(centers),
					share: formatPercent(1 / centers.length),
					place: availability(UP),
					down: downtime(UP),
				},
				fixes: [
					fixOf(context, {
						id: "health-checks",
						steps: [change(id, ["health-checks", "true"])],
					}),
				],
			};
		}
	},
});

/** Of a single zone (Google Cloud, infrastructure reliability guide). */
const UP = 0.999;

import { numberOf, wordOf } from "../../model/properties.ts";
import { duration } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { defineRule } from "../rule.ts";
import { spreaders } from "./places.ts";

/** Addresses that clients keep for longer than an outage may last. */
export const dnsTtlFailoverSlow = defineRule<"name" | "ttl" | "detect" | "sum" | "rto", "ttl">({
	id: "dns-ttl-failover-slow",
	group: "data-centers",
	since: "0.1.0",
	severity: "info",
	statements: ["N47"],
	production: true,
	text: {
		en: {
			title: "Addresses that are kept too long",
			message:
				"After a failure clients of `{name}` may use the old address for {sum}, longer than the {rto} in which service has to be back.",
			why: "The failure is noticed after some {detect}, and then clients and resolvers still keep the address for the time to live of {ttl}.",
			technique: "**A short time to live.** 30 to 60 seconds let users move within a minute.",
			tradeOff: "Clients ask for the name more often, which costs a little time and money.",
			exceptions: "Not needed with anycast, where the address stays the same.",
			fixes: { ttl: "Let addresses of `{name}` expire after 30 s" },
		},
		ko: {
			title: "너무 오래 쓰는 주소",
			message: "장애 뒤에 `{name}`의 클라이언트가 옛 주소를 {sum} 동안 쓸 수 있어, 복구 목표 {rto}을(를) 넘습니다.",
			why: "장애를 알아차리는 데 {detect}쯤 걸리고, 그 뒤에도 클라이언트와 리졸버가 만료 시간 {ttl} 동안 옛 주소를 씁니다.",
			technique: "**짧은 만료 시간.** 30~60초면 사용자가 1분 안에 옮겨 갑니다.",
			tradeOff: "클라이언트가 이름을 더 자주 조회하므로 시간과 비용이 조금 듭니다.",
			exceptions: "주소가 바뀌지 않는 애니캐스트에는 필요 없습니다.",
			fixes: { ttl: "`{name}`의 주소가 30초 뒤에 만료되게 하기" },
		},
	},
	safety: { ttl: "safe" },
	example: {
		bad: `system { rto: 5min }

client browser
dns names { routing: geo, health-checks: true, ttl: 1h }
datacenter us {
  loadbalancer lb x2
  service web x2 { timeout: 1s }

  lb -> web
}
datacenter eu like us
pipeline ci { deploys: all, tests: all, rollback: true }

browser -> names -> us.lb, eu.lb
`,
		good: `system { rto: 5min }

client browser
dns names { routing: geo, health-checks: true, ttl: 30s }
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
		const { architecture } = context;
		const rto = architecture.system && numberOf(architecture.system, "rto");
		if (rto === undefined) return;
		for (const from of context.each(spreaders(architecture).keys())) {
			const ttl = numberOf(from, "ttl");
			if (from.kind !== "dns" || ttl === undefined || wordOf(from, "routing") === "anycast") continue;
			if (ttl + DETECTION <= rto || rto <= DETECTION + SHORT) continue;
			const { id } = from;
			yield {
				element: from,
				at: from.properties.get("ttl")!.at,
				data: {
					name: id,
					ttl: duration(ttl),
					detect: duration(DETECTION),
					sum: duration(ttl + DETECTION),
					rto: duration(rto),
				},
				fixes: [
					fixOf(context, {
						id: "ttl",
						safe: true,
						steps: [change(id, ["ttl", "30s"])],
					}),
				],
			};
		}
	},
});

/** Three checks, ten seconds apart. */
const DETECTION = 30;
const SHORT = 30;

import type { Localized } from "../../language/locale.ts";
import { formatCount } from "../../language/numbers.ts";
import { defaultOf } from "../../language/vocabulary/index.ts";
import type { Architecture, Component } from "../../model/architecture.ts";
import { numberOf } from "../../model/properties.ts";
import { availability, downtime } from "../describe.ts";
import { fixOf } from "../edit/fix.ts";
import { requestPath, unique } from "../graph.ts";
import { activeDataCenters, tiersOf, twoDataCenters } from "../repairs/second-data-center.ts";
import { defineRule, type RuleContext } from "../rule.ts";

/** One data center for a design that promises, or serves, more than one can carry. */
export const singleDataCenter = defineRule<"where" | "reason" | "one" | "down" | "budget", "second" | "both">({
	id: "single-data-center",
	group: "data-centers",
	since: "0.1.0",
	severity: "warning",
	statements: ["N4", "N45"],
	production: true,
	text: {
		en: {
			title: "Everything in one data center",
			message: "Everything runs in {where}, which is not enough for {reason}.",
			why: "One power cut, network fault or wrong configuration stops everything at once, however redundant each tier is. At {one} a data center is down for {down} a year{budget}. Two that fail independently are down together for a fraction of that.",
			technique:
				"**Several data centers.** The same tiers again elsewhere, GeoDNS that sends each user to the nearer one and, after failed health checks, to the other; replication of the data, so that it is there when the users come; tests and automated deployment to both, so that they stay the same.",
			tradeOff:
				"It roughly doubles the cost, since each has to carry everybody when the other is gone, and it forces an answer to replication lag, conflicting writes and deployment.",
			exceptions: "Not needed for users of one country and a target of 99.9 % or less.",
			fixes: {
				second:
					"Add a second data center `{second}` like `{first}`, with GeoDNS and health checks, replication and deployment",
				both: "Put the tiers into a data center `{first}` and add `{second}` like it, with GeoDNS and health checks, replication and deployment",
			},
		},
		ko: {
			title: "한 데이터 센터에 모인 시스템",
			message: "모든 것이 {where}에서 실행되는데, {reason}에는 부족합니다.",
			why: "계층마다 이중화했더라도 정전이나 네트워크 장애, 잘못된 설정 하나로 모두 한꺼번에 멈춥니다. 가용성이 {one}인 데이터 센터는 1년에 {down} 멈춥니다{budget}. 서로 독립적인 두 곳이 동시에 멈추는 시간은 그보다 훨씬 짧습니다.",
			technique:
				"**여러 데이터 센터.** 같은 계층을 다른 곳에 한 벌 더 두고, GeoDNS로 사용자를 가까운 곳에, 상태 확인에 실패하면 다른 곳에 보냅니다. 사용자가 옮겨 갔을 때 데이터가 있도록 복제하고, 양쪽이 같은 상태를 유지하도록 양쪽에서 시험하고 자동으로 배포합니다.",
			tradeOff:
				"한쪽이 사라지면 다른 쪽이 모두를 감당해야 하므로 비용은 두 배 가까이 들고, 복제 지연과 쓰기 충돌, 배포에 대한 답이 필요합니다.",
			exceptions: "사용자가 한 나라에 있고 목표가 99.9 % 이하라면 필요 없습니다.",
			fixes: {
				second: "`{first}`와(과) 같은 두 번째 데이터 센터 `{second}` 추가(GeoDNS와 상태 확인, 복제, 배포 포함)",
				both: "계층들을 데이터 센터 `{first}`에 넣고 같은 구성의 `{second}` 추가(GeoDNS와 상태 확인, 복제, 배포 포함)",
			},
		},
	},
	safety: { second: "suggestion", both: "suggestion" },
	example: {
		bad: `system { availability: 99.95% }

data orders { kind: durable }

client browser { users: 100k, requests: 20/day, peak: 2x }
dns names

datacenter us {
  loadbalancer lb x2
  service web x2 {
    reads orders x2
    writes orders 10%
  }
  database db { holds: orders, replicas: 1, failover: automatic }

  lb -> web -> db
}

browser -> names -> us.lb
`,
		good: `system { availability: 99.95% }

data orders { kind: durable }

client browser { users: 100k, requests: 20/day, peak: 2x }
dns names { routing: geo, health-checks: true, ttl: 60s }

datacenter us {
  loadbalancer lb x2
  service web x2 {
    reads orders x2
    writes orders 10%
  }
  database db { holds: orders, replicas: 1, failover: automatic }

  lb -> web -> db
}
datacenter eu like us
pipeline ci { deploys: [us, eu], tests: [us, eu] }

browser -> names -> us.lb, eu.lb
us.db -> eu.db
eu.web -> us.db
`,
	},
	*check(context) {
		const { architecture, thresholds } = context;
		const places = activeDataCenters(architecture);
		const target = architecture.system && numberOf(architecture.system, "availability");
		const reason = reasonOf(context, target);
		if (places.length > 1 || !reason) return;
		const regions = regionsOf(architecture);
		if (target !== undefined && target <= thresholds.oneDataCenter + ROUNDING && regions.length === 1) return;
		const [place] = places;
		// Whatever a provider spreads over its own data centers is nowhere in particular.
		const path = requestPath(architecture);
		const [tier] = tiersOf(architecture).filter((component) => path.has(component));
		const element = place ?? (tier && (architecture.system ?? tier));
		if (!element) return;
		const repair = twoDataCenters(architecture);
		const one = (place && numberOf(place, "availability")) ?? assumedAvailability();
		yield {
			element,
			data: {
				where: place
					? { en: `the one data center \`${place.id}\``, ko: `데이터 센터 \`${place.id}\` 한 곳` }
					: { en: "one place", ko: "한 곳" },
				reason,
				one: availability(one),
				down: downtime(one),
				budget: budgetText(target),
			},
			fixes: repair ? [fixOf(context, repair)] : [],
		};
	},
});

function reasonOf(
	{ architecture, analysis, thresholds }: RuleContext,
	target: number | undefined,
): Localized | undefined {
	if (target !== undefined && target >= thresholds.manyDataCenters - ROUNDING) {
		const text = availability(target);
		return { en: `an availability target of ${text}`, ko: `가용성 목표 ${text}` };
	}
	const regions = regionsOf(architecture);
	if (regions.length > 1) {
		return { en: `users in ${regions.length} regions`, ko: `${regions.length}개 지역의 사용자` };
	}
	const users = Math.max(analysis.users ?? 0, (architecture.system && numberOf(architecture.system, "users")) ?? 0);
	if (users < thresholds.manyUsers) return undefined;
	const text = formatCount(users);
	return { en: `${text} daily users`, ko: `일일 사용자 ${text}명` };
}

/** 99.9 % is not quite 0.999. */
const ROUNDING = 1e-9;

/** Of the clients, as far as they are declared. */
function regionsOf({ components }: Architecture): readonly string[] {
	const region = (client: Component): string[] => {
		const value = client.properties.get("region")?.value;
		return value?.type === "text" ? [value.value] : [];
	};
	return unique(components.filter(({ kind }) => kind === "client").flatMap(region));
}

function assumedAvailability(): number {
	const assumed = defaultOf("datacenter", "availability")?.value;
	return typeof assumed === "number" ? assumed : 1;
}

function budgetText(target: number | undefined): Localized {
	if (target === undefined) return { en: "", ko: "" };
	const allowed = downtime(target);
	return {
		en: `; the target of ${availability(target)} allows ${allowed.en} for everything that can go wrong`,
		ko: `. 목표 ${availability(target)}이(가) 모든 장애를 합쳐 허용하는 시간은 ${allowed.ko}입니다`,
	};
}

import { failureDomains } from "../../analysis/traffic/routing.ts";
import type { Component, DataSet, Place } from "../../model/architecture.ts";
import { elementsOf } from "../../model/properties.ts";
import { heldBy } from "../graph.ts";
import { defineRule } from "../rule.ts";

/** Data that must not leave its place, and does. */
export const dataResidencyRouting = defineRule<"data" | "place" | "name" | "what", never>({
	id: "data-residency-routing",
	group: "data-centers",
	since: "0.1.0",
	severity: "info",
	statements: [],
	text: {
		en: {
			title: "Data outside its region",
			message: "`{name}` {what} `{data}`, which must not leave `{place}`.",
			why: "A read from elsewhere carries the data over the border as a copy does. Where the law says where data may be, that is a breach.",
			technique:
				"**Routing to the home region.** Users are sent to the place where their data is, and only there it is read and stored.",
			tradeOff: "Users who travel are far from their data.",
			exceptions: "Right for what is made anonymous first, or allowed by contract.",
			fixes: {},
		},
		ko: {
			title: "지역 밖으로 나가는 데이터",
			message: "`{place}`을(를) 벗어나면 안 되는 `{data}`을(를) `{name}`이(가) {what}.",
			why: "다른 곳에서 읽어도 사본을 두는 것과 마찬가지로 데이터가 경계를 넘습니다. 데이터를 둘 수 있는 곳이 법으로 정해져 있다면 위반입니다.",
			technique: "**거주지로 보내기.** 사용자를 데이터가 있는 곳으로 보내고, 그곳에서만 읽고 저장합니다.",
			tradeOff: "이동한 사용자는 데이터에서 멀어집니다.",
			exceptions: "먼저 익명으로 만들었거나 계약으로 허용된 것이라면 괜찮습니다.",
			fixes: {},
		},
	},
	safety: {},
	noFix: {
		en: "Where users and their data may be is a question of law, not of the diagram.",
		ko: "사용자와 데이터를 어디에 둘 수 있는지는 다이어그램이 아니라 법의 문제입니다.",
	},
	example: {
		bad: `data patients { pinned: eu }
datacenter eu {
  database db { holds: patients, replicas: 1, failover: automatic, backup: 1d }
}
datacenter us {
  service reports x2 {
    timeout: 1s
    reads patients
  }
}
us.reports -> eu.db
`,
		good: `data patients { pinned: eu }
datacenter eu {
  database db { holds: patients, replicas: 1, failover: automatic, backup: 1d }
  service reports x2 {
    timeout: 1s
    reads patients
  }

  reports -> db
}
`,
	},
	*check(context) {
		const { data: sets, components } = context.architecture;
		for (const data of context.each(sets)) {
			const place = elementsOf(data, "pinned").find((one): one is Place => one.type === "place");
			if (!place) continue;
			for (const component of components) {
				const use = isInside(component, place) ? undefined : useOf(component, data);
				if (!use) continue;
				yield {
					element: component,
					data: { data: data.id, place: place.id, name: component.id, what: use },
					fixes: [],
				};
			}
		}
	},
});

function isInside(component: Component, place: Place): boolean {
	for (let at = component.parent; at; at = at.parent) if (at === place) return true;
	return false;
}

/** Only what stands in some place can be in the wrong one. */
function useOf(component: Component, data: DataSet) {
	if (failureDomains(component).length === 0) return undefined;
	if (heldBy(component).includes(data)) return { en: "keeps", ko: "보관합니다" };
	return component.accesses.some((access) => access.data === data) ? { en: "uses", ko: "사용합니다" } : undefined;
}

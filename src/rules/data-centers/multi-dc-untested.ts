import type { Component, Place } from "../../model/architecture.ts";
import { elementsOf, wordOf } from "../../model/properties.ts";
import { names } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { ofKind } from "../graph.ts";
import { defineRule } from "../rule.ts";
import { severalCenters } from "./places.ts";

/** Data centers in which nobody tries whether the service works. */
export const multiDcUntested = defineRule<"name" | "centers", "tests">({
	id: "multi-dc-untested",
	group: "data-centers",
	since: "0.1.0",
	severity: "info",
	statements: ["N51"],
	production: true,
	text: {
		en: {
			title: "Data centers that nobody tests",
			message: "`{name}` does not test in {centers}.",
			why: "That a site answers from near and takes over for another can only be seen by trying it there: a failover that is never exercised does not work when it is needed.",
			technique:
				"**Tests at each location.** Run the tests against every data center from its region, and switch one off on purpose a few times a year.",
			tradeOff: "Drills cost time and some nerves, and need a quiet hour.",
			exceptions: "Not needed in development.",
			fixes: { tests: "Test at every location with `{name}`" },
		},
		ko: {
			title: "시험하지 않는 데이터 센터",
			message: "`{name}`이(가) {centers}에서는 시험하지 않습니다.",
			why: "가까운 곳에서 응답하는지, 다른 곳을 대신하는지는 그곳에서 해 봐야 압니다. 한 번도 해 보지 않은 장애 조치는 필요할 때 동작하지 않습니다.",
			technique:
				"**위치마다 시험.** 데이터 센터마다 그 지역에서 시험을 돌리고, 1년에 몇 번은 일부러 한 곳을 꺼 봅니다.",
			tradeOff: "훈련에는 시간과 부담이 들고, 한가한 시간이 필요합니다.",
			exceptions: "개발 환경에는 필요 없습니다.",
			fixes: { tests: "`{name}`으로 모든 위치에서 시험하기" },
		},
	},
	safety: { tests: "suggestion" },
	example: {
		bad: `client browser
dns names { routing: geo, health-checks: true }
datacenter us {
  loadbalancer lb x2
  service web x2 { timeout: 1s }

  lb -> web
}
datacenter eu like us
pipeline ci { deploys: all }

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
pipeline ci { deploys: all, tests: all }

browser -> names -> us.lb, eu.lb
`,
	},
	*check(context) {
		const { architecture } = context;
		const pipelines = ofKind(architecture, "pipeline");
		const [pipeline] = pipelines;
		const left = severalCenters(architecture).filter((place) => !pipelines.some((one) => reaches(one, "tests", place)));
		if (!pipeline || left.length === 0) return;
		const { id } = pipeline;
		const declared = pipeline.properties.get("tests");
		yield {
			element: pipeline,
			...(declared && { at: declared.at }),
			data: { name: id, centers: names(left) },
			fixes: [
				fixOf(context, {
					id: "tests",
					steps: [change(id, ["tests", "all"])],
				}),
			],
		};
	},
});

/** It deploys to, or tests in, the place, as the property says. */
export function reaches(pipeline: Component, property: "deploys" | "tests", place: Place): boolean {
	if (wordOf(pipeline, property) === "all") return true;
	return elementsOf(pipeline, property).some((one) => one === place);
}

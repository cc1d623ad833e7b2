import type { Localized } from "../../language/locale.ts";
import { names } from "../describe.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { freeName } from "../edit/names.ts";
import { declare, set } from "../edit/operations.ts";
import { ofKind } from "../graph.ts";
import { defineRule } from "../rule.ts";
import { reaches } from "./multi-dc-untested.ts";
import { severalCenters } from "./places.ts";

/** Data centers that get their versions by hand. */
export const multiDcDeployDrift = defineRule<"centers" | "who", "deploys">({
	id: "multi-dc-deploy-drift",
	group: "data-centers",
	since: "0.1.0",
	severity: "warning",
	statements: ["N52"],
	production: true,
	text: {
		en: {
			title: "Data centers that drift apart",
			message: "{who} deploys to {centers}: in time another version runs there.",
			why: "Each step by hand is forgotten now and then. After a failover users land on the other version, which nobody has tried with the data of this one.",
			technique:
				"**Automated deployment to all places.** One pipeline brings the same version to every data center, one after the other.",
			tradeOff: "It spreads a bad change as well: roll out to one data center first, and watch it.",
			exceptions: "Not needed in development.",
			fixes: { deploys: "Deploy to all places automatically" },
		},
		ko: {
			title: "서로 달라지는 데이터 센터",
			message: "{centers}에 {who}: 시간이 지나면 다른 버전이 돌게 됩니다.",
			why: "손으로 하는 단계는 가끔 빠집니다. 장애 조치 뒤에 사용자는 다른 버전을 만나는데, 그 버전을 이쪽 데이터로 시험해 본 사람은 없습니다.",
			technique: "**모든 장소에 자동 배포.** 파이프라인 하나가 같은 버전을 데이터 센터마다 차례로 배포합니다.",
			tradeOff: "나쁜 변경도 함께 퍼지므로 한 곳에 먼저 배포하고 지켜봅니다.",
			exceptions: "개발 환경에는 필요 없습니다.",
			fixes: { deploys: "모든 장소에 자동으로 배포하기" },
		},
	},
	safety: { deploys: "suggestion" },
	example: {
		bad: `client browser
dns names { routing: geo, health-checks: true }
datacenter us {
  loadbalancer lb x2
  service web x2 { timeout: 1s }

  lb -> web
}
datacenter eu like us
pipeline ci { deploys: us, tests: all }

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
		const left = severalCenters(architecture).filter(
			(place) => !pipelines.some((one) => reaches(one, "deploys", place)),
		);
		const [pipeline] = pipelines;
		const [place] = left;
		if (!place) return;
		const id = pipeline?.id;
		const declared = pipeline?.properties.get("deploys");
		const deploy: Step = (now) => {
			const found = id === undefined ? undefined : now.architecture.elements.get(id);
			if (found) return [set(found, "deploys", "all")];
			const name = freeName(now.architecture, "ci", "pipeline");
			const properties = [
				["deploys", "all"],
				["tests", "all"],
				["rollback", "true"],
			] as const;
			return [declare({ type: "new", kind: "pipeline", name, parent: undefined, properties })];
		};
		yield {
			element: pipeline ?? place,
			...(declared && { at: declared.at }),
			data: { centers: names(left), who: pipeline ? notThis(pipeline.id) : NOTHING },
			fixes: [fixOf(context, { id: "deploys", steps: [deploy] })],
		};
	},
});

const NOTHING: Localized = { en: "Nothing automatic", ko: "자동으로 배포하는 것이 없습니다" };

function notThis(id: string): Localized {
	return { en: `Neither \`${id}\` nor another pipeline`, ko: `\`${id}\`도 다른 파이프라인도 배포하지 않습니다` };
}

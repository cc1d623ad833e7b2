import { dataCenterOf } from "../../model/replication.ts";
import { fixOf } from "../edit/fix.ts";
import { freeName } from "../edit/names.ts";
import { declare } from "../edit/operations.ts";
import { defineRule } from "../rule.ts";
import { isWatchedBy, monitorsOf, selfRun } from "./watch.ts";

/** Monitoring that fails together with what it watches. */
export const monitoringSameDomain = defineRule<"name" | "place", "probe">({
	id: "monitoring-same-domain",
	group: "monitoring",
	since: "0.1.0",
	severity: "info",
	statements: [],
	production: true,
	text: {
		en: {
			title: "Monitoring inside what it watches",
			message: "`{name}` stands in `{place}`, which it watches: when `{place}` fails, nobody is told.",
			why: "The loss of `{place}` is the outage that matters most, and it is the one in which `{name}` is silent. Silence then looks like health.",
			technique:
				"**An outside view.** A probe in another place sends requests as users do, and raises the alarm when they are not answered.",
			tradeOff: "A second, small thing to run; it sees symptoms only, so it does not replace the monitoring inside.",
			exceptions: "Not needed where a probe outside, or the monitoring of another data center, watches it already.",
			fixes: { probe: "Add a probe outside `{place}` that alerts" },
		},
		ko: {
			title: "감시 대상 안에 있는 모니터링",
			message: "`{name}`이(가) 감시하는 `{place}` 안에 있어서, `{place}`에 장애가 나도 아무도 알림을 받지 못합니다.",
			why: "`{place}` 전체의 장애가 가장 중요한 장애인데, 바로 그때 `{name}`은(는) 아무 말도 하지 못합니다. 조용하면 정상으로 보입니다.",
			technique: "**바깥에서 보기.** 다른 장소의 프로브가 사용자처럼 요청을 보내고, 응답이 없으면 알립니다.",
			tradeOff: "작은 것이지만 하나를 더 운영해야 하고, 증상만 보이므로 안쪽 모니터링을 대신하지는 못합니다.",
			exceptions: "바깥의 프로브나 다른 데이터 센터의 모니터링이 이미 감시하고 있으면 필요 없습니다.",
			fixes: { probe: "`{place}` 밖에 알림을 보내는 프로브 추가" },
		},
	},
	safety: { probe: "suggestion" },
	example: {
		bad: `client browser
datacenter us {
  loadbalancer lb x2
  service web x2
  monitoring watch { logs: aggregated, metrics: [host, tier, business], alerts: true }

  lb -> web
}
browser -> us.lb
`,
		good: `client browser
datacenter us {
  loadbalancer lb x2
  service web x2
  monitoring watch { logs: aggregated, metrics: [host, tier, business], alerts: true }

  lb -> web
}
monitoring probe { metrics: [business], alerts: true }
browser -> us.lb
`,
	},
	*check(context) {
		const { architecture } = context;
		const monitors = monitorsOf(architecture);
		const [monitor] = monitors;
		const place = monitor && dataCenterOf(monitor);
		if (!place || monitors.some((other) => dataCenterOf(other) !== place)) return;
		const watched = selfRun(architecture).filter((one) => monitors.some((other) => isWatchedBy(one, other)));
		if (!watched.some((one) => dataCenterOf(one) === place)) return;
		const name = freeName(architecture, "probe", "outside-probe");
		const properties = [
			["metrics", "[business]"],
			["alerts", "true"],
		] as const;
		yield {
			element: monitor,
			data: { name: monitor.id, place: place.id },
			fixes: [
				fixOf(context, {
					id: "probe",
					steps: [() => [declare({ type: "new", kind: "monitoring", name, parent: undefined, properties })]],
				}),
			],
		};
	},
});

import { wordOf } from "../../model/properties.ts";
import { dataCenterOf } from "../../model/replication.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { copiesOf } from "../graph.ts";
import { defineRule } from "../rule.ts";
import { isWatchedBy, monitorsOf, selfRun } from "./watch.ts";

/** Logs that stay on the servers that write them. */
export const logsNotAggregated = defineRule<"name" | "servers", "aggregate">({
	id: "logs-not-aggregated",
	group: "monitoring",
	since: "0.1.0",
	severity: "info",
	statements: ["N78"],
	production: true,
	text: {
		en: {
			title: "Logs stay on each server",
			message: "`{name}` leaves the logs on each of {servers} servers.",
			why: "A request passes several of these {servers} servers. To follow one that failed, somebody has to look through the files of each, and what a machine wrote goes with the machine when it is replaced.",
			technique:
				"**Aggregated logs.** Send all logs to one place where they can be searched by service and by request.",
			tradeOff: "The collected logs have to be run, secured and paid for by volume.",
			exceptions: "Enough as it is for one or two servers.",
			fixes: { aggregate: "Collect the logs of all servers in one place" },
		},
		ko: {
			title: "서버마다 흩어진 로그",
			message: "`{name}`의 로그가 서버 {servers}대에 따로 남습니다.",
			why: "요청 하나는 이 서버 {servers}대 가운데 여러 대를 거칩니다. 실패한 요청을 따라가려면 서버마다 파일을 뒤져야 하고, 서버를 교체하면 그 서버의 로그도 함께 사라집니다.",
			technique: "**로그 중앙 수집.** 모든 로그를 한곳에 보내 서비스와 요청으로 검색할 수 있게 합니다.",
			tradeOff: "수집한 로그를 운영하고 보호해야 하며 양에 따라 비용이 듭니다.",
			exceptions: "서버가 한두 대라면 지금 그대로 충분합니다.",
			fixes: { aggregate: "모든 서버의 로그를 한곳에 모으기" },
		},
	},
	safety: { aggregate: "safe" },
	example: {
		bad: `client browser { rate: 500rps }
loadbalancer lb x2
service web x2
database db { replicas: 2, failover: automatic, backup: 1d }
monitoring watch { logs: per-server, metrics: [host, tier, business], alerts: true }
pipeline ci { deploys: all, tests: all }

browser -> lb -> web -> db
`,
		good: `client browser { rate: 500rps }
loadbalancer lb x2
service web x2
database db { replicas: 2, failover: automatic, backup: 1d }
monitoring watch { logs: aggregated, metrics: [host, tier, business], alerts: true }
pipeline ci { deploys: all, tests: all }

browser -> lb -> web -> db
`,
	},
	*check(context) {
		const { architecture } = context;
		const servers = selfRun(architecture);
		for (const monitor of monitorsOf(architecture)) {
			if (wordOf(monitor, "logs") !== "per-server") continue;
			const watched = servers.filter((server) => isWatchedBy(server, monitor));
			const count = watched.reduce((sum, server) => sum + copiesOf(server), 0);
			if (count < FEW) continue;
			const { id } = monitor;
			yield {
				element: monitor,
				at: monitor.properties.get("logs")!.at,
				severity: new Set(watched.map(dataCenterOf)).size > 1 ? "warning" : "info",
				data: { name: id, servers: count },
				fixes: [
					fixOf(context, {
						id: "aggregate",
						safe: true,
						steps: [change(id, ["logs", "aggregated"])],
					}),
				],
			};
		}
	},
});

/** From so many servers on nobody finds a request again. */
const FEW = 3;

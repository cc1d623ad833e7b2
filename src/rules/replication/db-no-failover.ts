import type { Localized } from "../../language/locale.ts";
import { wordOf } from "../../model/properties.ts";
import { duration } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { copiesOf, isManaged, isQuorum, ofKind } from "../graph.ts";
import { numberOr } from "../numbers.ts";
import { defineRule } from "../rule.ts";

/** Replicas that nobody promotes. */
export const dbNoFailover = defineRule<
	"name" | "replicas" | "promotion" | "repair" | "failover" | "between" | "byHand" | "byItself",
	"automatic"
>({
	id: "db-no-failover",
	group: "replication",
	since: "0.1.0",
	severity: "error",
	statements: ["N28"],
	production: true,
	mutedBy: ["db-no-replica"],
	text: {
		en: {
			title: "Replicas without failover",
			message: "`{name}` has {replicas}, but {promotion} when the primary fails.",
			why: "A copy that is not promoted protects reads only. A person needs {repair} to notice, wake up and switch over; automatic failover takes {failover} when it works. With a failure every {between} that is {byHand} without writes a year against {byItself}.",
			technique:
				"**Automatic failover.** A monitor outside the database detects that the primary is gone and promotes the most recent replica.",
			tradeOff:
				"It needs fencing, so that a primary that comes back cannot take writes beside the new one (split brain), and with asynchronous replication the last writes may be lost.",
			exceptions: "Not needed for a quorum, which elects by itself, or for data that nobody writes.",
			fixes: { automatic: "Promote a replica of `{name}` automatically" },
		},
		ko: {
			title: "장애 조치가 없는 복제본",
			message: "`{name}`에 {replicas}, 프라이머리가 멈추면 {promotion}.",
			why: "승격하지 않는 복제본은 읽기만 지켜 줍니다. 사람이 알아차리고 일어나 전환하는 데는 {repair} 걸리지만, 자동 장애 조치는 제대로 동작하면 {failover} 걸립니다. {between}에 한 번 고장 난다면 쓰기가 멈추는 시간은 1년에 {byHand}이고, 자동이면 {byItself}입니다.",
			technique:
				"**자동 장애 조치.** 데이터베이스 밖의 감시자가 프라이머리가 사라진 것을 감지하고 가장 최신인 복제본을 승격합니다.",
			tradeOff:
				"되살아난 옛 프라이머리가 새것과 동시에 쓰기를 받지 못하도록(스플릿 브레인) 막는 펜싱이 필요하고, 비동기 복제라면 마지막 쓰기를 잃을 수 있습니다.",
			exceptions: "스스로 선출하는 정족수 방식이나 아무도 쓰지 않는 데이터에는 필요 없습니다.",
			fixes: { automatic: "`{name}`의 복제본을 자동으로 승격하기" },
		},
	},
	safety: { automatic: "suggestion" },
	example: {
		bad: "database db { replicas: 2 }\n",
		good: "database db { replicas: 2, failover: automatic }\n",
	},
	*check(context) {
		for (const database of context.each(ofKind(context.architecture, "database"))) {
			if (copiesOf(database) < 2 || isQuorum(database) || isManaged(database)) continue;
			const failover = wordOf(database, "failover");
			const analysis = context.analysis.components.get(database);
			const readOnly = analysis !== undefined && analysis.reads > 0 && analysis.writes === 0;
			if (failover === "automatic" || readOnly) continue;
			const { id } = database;
			const automatic = change(id, ["failover", "automatic"]);
			const repair = numberOr(database, "mttr", 4 * 3600);
			const switching = numberOr(database, "failover-time", 60);
			const between = numberOr(database, "mtbf", 30 * 86_400);
			const coverage = numberOr(database, "failover-coverage", 0.95);
			const failures = (365 * 86_400) / between;
			yield {
				element: database,
				severity: failover === "manual" ? "warning" : "error",
				data: {
					name: id,
					replicas: replicasText(copiesOf(database) - 1),
					promotion: failover === "manual" ? BY_HAND : NOT_SAID[failover === "none" ? "none" : "unsaid"],
					repair: duration(repair),
					failover: duration(switching),
					between: duration(between),
					byHand: duration(failures * repair),
					byItself: duration(failures * (coverage * switching + (1 - coverage) * repair)),
				},
				fixes: [fixOf(context, { id: "automatic", steps: [automatic], subject: id })],
			};
		}
	},
});

function replicasText(replicas: number): Localized {
	return {
		en: replicas === 1 ? "a replica" : `${replicas} replicas`,
		ko: replicas === 1 ? "복제본이 하나 있지만" : `복제본이 ${replicas}개 있지만`,
	};
}

const BY_HAND: Localized = { en: "one must be promoted by hand", ko: "사람이 직접 승격해야 합니다" };

const NOT_SAID: Readonly<Record<"none" | "unsaid", Localized>> = {
	none: { en: "nothing takes over", ko: "이어받는 것이 없습니다" },
	unsaid: { en: "nothing says what takes over", ko: "무엇이 이어받는지 적혀 있지 않습니다" },
};

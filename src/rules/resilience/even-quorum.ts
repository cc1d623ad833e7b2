import { kOfN } from "../../analysis/models/availability.ts";
import { majority } from "../../analysis/models/consistency.ts";
import { votersOf } from "../../model/voters.ts";
import { availability } from "../describe.ts";
import { fixOf } from "../edit/fix.ts";
import { isManaged, isQuorum, ofKind } from "../graph.ts";
import { availabilityOf } from "../numbers.ts";
import { defineRule } from "../rule.ts";
import { vote } from "./voters.ts";

/** A voter that brings no further failure that may happen. */
export const evenQuorum = defineRule<"name" | "voters" | "fewer" | "tolerates" | "now" | "without", "more" | "fewer">({
	id: "even-quorum",
	group: "resilience",
	since: "0.1.0",
	severity: "warning",
	statements: [],
	production: true,
	text: {
		en: {
			title: "Even number of voters",
			message: "`{name}` has {voters} voters, which survive {tolerates} failed, as {fewer} do.",
			why: "A majority of n is ⌊n / 2⌋ + 1. With the availability declared or assumed for a node, {voters} have a majority {now} of the time and {fewer} have it {without}: the last voter only adds one that may fail.",
			technique: "**An odd number of voters.** Three survive one failure, five survive two.",
			tradeOff: "A larger majority makes each write wait for one more; fewer voters are fewer copies.",
			exceptions:
				"Not where a witness votes as well: count it in `voters`; or where `read-quorum` and `write-quorum` are chosen otherwise.",
			fixes: {
				more: "Let {to} nodes of `{name}` vote (now {voters})",
				fewer: "Let only {to} nodes of `{name}` vote (now {voters})",
			},
		},
		ko: {
			title: "짝수인 투표 노드",
			message: "`{name}`의 투표 노드는 {voters}개인데, 견디는 장애는 {fewer}개일 때와 같이 {tolerates}개입니다.",
			why: "n개의 과반수는 ⌊n / 2⌋ + 1개입니다. 선언하거나 가정한 노드 가용성으로 계산하면 {voters}개일 때 과반수가 살아 있는 시간은 {now}이고 {fewer}개일 때는 {without}입니다. 마지막 투표 노드는 고장 날 수 있는 것을 하나 늘릴 뿐입니다.",
			technique: "**홀수의 투표 노드.** 세 개는 장애 하나를, 다섯 개는 둘을 견딥니다.",
			tradeOff: "과반수가 커지면 쓰기마다 노드 하나를 더 기다리고, 투표 노드를 줄이면 사본도 줄어듭니다.",
			exceptions:
				"증인 노드도 투표한다면 `voters`에 더합니다. `read-quorum`과 `write-quorum`을 달리 정했다면 해당하지 않습니다.",
			fixes: {
				more: "`{name}`의 노드 {to}개가 투표하기(현재 {voters}개)",
				fewer: "`{name}`의 노드 {to}개만 투표하기(현재 {voters}개)",
			},
		},
	},
	safety: { more: "safe", fewer: "suggestion" },
	example: {
		bad: "database db { replication: quorum, voters: 4 }\n",
		good: "database db { replication: quorum, voters: 5 }\n",
	},
	*check(context) {
		for (const database of context.each(ofKind(context.architecture, "database"))) {
			if (!isQuorum(database) || isManaged(database)) continue;
			const voters = votersOf(database);
			const chosen = database.properties.has("read-quorum") || database.properties.has("write-quorum");
			if (voters < 4 || voters % 2 === 1 || chosen) continue;
			const { id } = database;
			const u = 1 - availabilityOf(database);
			const up = (n: number): string => availability(1 - kOfN(n, majority(n), u));
			const at = (database.properties.get("voters") ?? database.properties.get("replicas"))?.at;
			yield {
				element: database,
				...(at && { at }),
				data: {
					name: id,
					voters,
					fewer: voters - 1,
					tolerates: voters - majority(voters),
					now: up(voters),
					without: up(voters - 1),
				},
				fixes: [
					fixOf(context, {
						id: "more",
						safe: true,
						data: { to: voters + 1 },
						steps: [vote(id, voters + 1)],
						subject: id,
					}),
					fixOf(context, { id: "fewer", data: { to: voters - 1 }, steps: [vote(id, voters - 1)], subject: id }),
				],
			};
		}
	},
});

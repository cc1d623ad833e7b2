import { majority, readsLastWrite } from "../../analysis/models/consistency.ts";
import type { Localized } from "../../language/locale.ts";
import type { Component } from "../../model/architecture.ts";
import { numberOf } from "../../model/properties.ts";
import { votersOf } from "../../model/voters.ts";
import { names } from "../describe.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import { isManaged, isQuorum, ofKind } from "../graph.ts";
import { mustBeCurrent } from "../replication/replicas.ts";
import { defineRule, type RuleContext } from "../rule.ts";
import { vote } from "./voters.ts";

/** A quorum that one failure stops, or that reads old values. */
export const quorumTooSmall = defineRule<"name" | "problem" | "arithmetic", "three" | "majorities">({
	id: "quorum-too-small",
	group: "resilience",
	since: "0.1.0",
	severity: "error",
	statements: [],
	production: true,
	mutedBy: ["db-no-replica"],
	text: {
		en: {
			title: "Quorum that is too small",
			message: "`{name}` {problem}.",
			why: "{arithmetic}.",
			technique:
				"**Overlapping quorums of three or more.** With three voters a majority of two survives one failure; with R + W > N each read meets the last write.",
			tradeOff: "Each read and write waits for one node more.",
			exceptions: "A smaller R + W is right for data that may be out of date: leave out its `consistency`.",
			fixes: {
				three: "Let three nodes of `{name}` vote",
				majorities: "Let reads and writes of `{name}` each ask {majority} of {voters}",
			},
		},
		ko: {
			title: "너무 작은 정족수",
			message: "정족수로 복제하는 `{name}`{problem}.",
			why: "계산하면 이렇습니다. {arithmetic}.",
			technique:
				"**셋 이상의 겹치는 정족수.** 투표 노드가 셋이면 과반수인 둘로 장애 하나를 견디고, R + W > N이면 모든 읽기가 마지막 쓰기와 만납니다.",
			tradeOff: "읽기와 쓰기마다 노드 하나를 더 기다립니다.",
			exceptions:
				"오래된 값이어도 되는 데이터라면 R + W가 작아도 됩니다. 그런 데이터에는 `consistency`를 적지 않습니다.",
			fixes: {
				three: "`{name}`의 노드 세 개가 투표하기",
				majorities: "`{name}`의 읽기와 쓰기가 각각 {voters}개 가운데 {majority}개에 묻기",
			},
		},
	},
	safety: { three: "safe", majorities: "suggestion" },
	example: {
		bad: "database db { replication: quorum, voters: 2 }\n",
		good: "database db { replication: quorum, voters: 3 }\n",
	},
	*check(context) {
		for (const database of context.each(ofKind(context.architecture, "database"))) {
			if (!isQuorum(database) || isManaged(database)) continue;
			const { id } = database;
			const voters = votersOf(database);
			if (voters < 3) {
				const at = (database.properties.get("voters") ?? database.properties.get("replicas"))?.at;
				yield {
					element: database,
					...(at && { at }),
					data: { name: id, ...fewText(voters) },
					fixes: [fixOf(context, { id: "three", safe: true, steps: [vote(id, 3)], subject: id })],
				};
				continue;
			}
			const stale = staleText(context, database, voters);
			if (!stale) continue;
			const most = majority(voters);
			const majorities: Step = ({ architecture }) => {
				const found = architecture.elements.get(id);
				return found && [set(found, "read-quorum", String(most)), set(found, "write-quorum", String(most))];
			};
			const at = (database.properties.get("read-quorum") ?? database.properties.get("write-quorum"))?.at;
			yield {
				element: database,
				...(at && { at }),
				data: { name: id, ...stale },
				fixes: [
					fixOf(context, { id: "majorities", data: { majority: most, voters }, steps: [majorities], subject: id }),
				],
			};
		}
	},
});

type Texts = Record<"problem" | "arithmetic", Localized>;

function fewText(voters: number): Texts {
	return {
		problem: {
			en: `is a quorum of ${voters === 1 ? "one voter" : `${voters} voters`}, which one failure stops`,
			ko: `의 투표 노드는 ${voters}개뿐이어서 하나만 고장 나도 멈춥니다`,
		},
		arithmetic: {
			en: `A majority of ${voters} is ${majority(voters)}: none may fail, which is no better than one node alone`,
			ko: `${voters}개의 과반수는 ${majority(voters)}개이므로 하나도 고장 나면 안 되고, 노드 하나보다 나을 것이 없습니다`,
		},
	};
}

/** Reads and writes that need not meet, of data that has to be current. */
function staleText(context: RuleContext, database: Component, voters: number): Texts | undefined {
	const read = numberOf(database, "read-quorum") ?? majority(voters);
	const write = numberOf(database, "write-quorum") ?? majority(voters);
	if (readsLastWrite({ voters, read, write })) return undefined;
	const current = mustBeCurrent(context, database);
	if (current.length === 0) return undefined;
	const list = names(current);
	return {
		problem: {
			en: `may read old values of ${list.en}, which must be current: R + W = ${read} + ${write} of ${voters}`,
			ko: `에서 최신이어야 하는 ${list.ko}의 옛 값을 읽을 수 있습니다. ${voters}개 가운데 R + W = ${read} + ${write}입니다`,
		},
		arithmetic: {
			en: `A read asks ${read} of ${voters} nodes and a write reaches ${write}: only where R + W > N do they have one in common`,
			ko: `읽기는 노드 ${voters}개 가운데 ${read}개에 묻고 쓰기는 ${write}개에 닿습니다. R + W > N일 때만 공통된 노드가 있습니다`,
		},
	};
}

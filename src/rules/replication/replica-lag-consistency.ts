import { staleReadProbability } from "../../analysis/models/consistency.ts";
import type { Localized } from "../../language/locale.ts";
import { formatPercent } from "../../language/numbers.ts";
import type { Component, DataSet, Link } from "../../model/architecture.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import { dataCenterOf, isCopy } from "../../model/replication.ts";
import { duration, names } from "../describe.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import { isQuorum, ofKind } from "../graph.ts";
import { numberOr } from "../numbers.ts";
import { defineRule, type Fix, type RuleContext } from "../rule.ts";
import { mustBeCurrent } from "./replicas.ts";

type FixId = "pinned" | "primary" | "sync";

/** Reads from copies that lag behind, of data whose readers must see what was written. */
export const replicaLagConsistency = defineRule<"name" | "data" | "needs" | "copy" | "lag" | "stale", FixId>({
	id: "replica-lag-consistency",
	group: "replication",
	since: "0.1.0",
	severity: "warning",
	statements: ["N26"],
	text: {
		en: {
			title: "Current data from lagging copies",
			message: "{data} {needs}, but {copy} `{name}` {lag} behind.",
			why: "With an exponential lag of mean L, a read t after the write finds the old value with probability e^(−t/L): {stale}. At L = 100 ms it is still 61 % after 50 ms. The user saves, sees the old value, and saves again.",
			technique:
				"**Own reads from the primary.** Whoever has just written reads from the primary until the lag is over, or waits until a replica has reached the position of the write (GTID, LSN). A cache that is written through with own writes does the same. Data that everybody must see as it is has to come from the primary or from copies that are written synchronously.",
			tradeOff: "Reads on the primary give back part of what replicas are there for; synchronous writes are slower.",
			exceptions: "Not needed for data that tolerates the lag: leave out its `consistency`.",
			fixes: {
				pinned: "Read own writes of `{name}` from the primary for the time of the lag",
				primary: "Read from the primary of `{name}`",
				sync: "Replicate `{name}` synchronously",
			},
		},
		ko: {
			title: "뒤처진 사본에서 읽는 최신 데이터",
			message: "{data}에는 {needs} {copy} `{name}`의 지연이 {lag}입니다.",
			why: "지연이 평균 L인 지수 분포이면 쓰고 나서 t 뒤의 읽기가 옛 값을 볼 확률은 e^(−t/L)입니다. {stale}. L = 100 ms이면 50 ms 뒤에도 61 %입니다. 사용자는 저장하고 옛 값을 본 다음 다시 저장합니다.",
			technique:
				"**자신의 쓰기는 프라이머리에서 읽기.** 방금 쓴 사용자는 지연이 지날 때까지 프라이머리에서 읽거나, 복제본이 그 쓰기의 위치(GTID, LSN)에 이를 때까지 기다립니다. 자신의 쓰기를 write-through로 캐시에 넣어도 됩니다. 누구나 최신 값을 보아야 하는 데이터는 프라이머리나 동기로 쓰는 사본에서 읽습니다.",
			tradeOff: "프라이머리에서 읽으면 복제본으로 얻은 읽기 확장을 일부 돌려주고, 동기 복제는 쓰기를 느리게 합니다.",
			exceptions: "지연을 견디는 데이터라면 필요 없습니다. 그런 데이터에는 `consistency`를 적지 않습니다.",
			fixes: {
				pinned: "`{name}`에서 자신의 쓰기는 지연 시간 동안 프라이머리에서 읽기",
				primary: "`{name}`의 프라이머리에서 읽기",
				sync: "`{name}`을(를) 동기로 복제하기",
			},
		},
	},
	safety: { pinned: "suggestion", primary: "suggestion", sync: "suggestion" },
	example: {
		bad: `data profile { consistency: read-your-writes, read-after: 200ms }

client app { rate: 500rps }
loadbalancer lb x2
service web x4 {
  timeout: 1s
  reads profile x3
  writes profile 10%
}
database db { holds: profile, replicas: 2, failover: automatic, lag: 500ms }

app -> lb -> web -> db
`,
		good: `data profile { consistency: read-your-writes, read-after: 200ms }

client app { rate: 500rps }
loadbalancer lb x2
service web x4 {
  timeout: 1s
  reads profile x3
  writes profile 10%
}
database db { holds: profile, replicas: 2, failover: automatic, lag: 500ms, reads-from: pinned }

app -> lb -> web -> db
`,
	},
	*check(context) {
		for (const database of context.each(ofKind(context.architecture, "database"))) {
			if (isQuorum(database)) continue;
			const feed = feedOf(database);
			const lag = feed
				? (numberOf(database, "lag") ?? numberOr(feed.from, "lag", 1))
				: readsLag(database)
					? numberOr(database, "lag", 1)
					: 0;
			if (lag === 0) continue;
			const pinned = !feed && wordOf(database, "reads-from") === "pinned";
			const current = mustBeCurrent(context, database).filter(
				(data) =>
					!(pinned && isOwn(data)) &&
					(!feed || (context.analysis.components.get(database)?.readsByData.get(data) ?? 0) > 0),
			);
			if (current.length === 0) continue;
			const at = (database.properties.get("reads-from") ?? database.properties.get("lag"))?.at;
			yield {
				element: database,
				others: current,
				...(at && { at }),
				data: {
					name: database.id,
					data: names(current),
					needs: needsText(current),
					copy: copyText(database, feed),
					lag: duration(lag),
					stale: staleText(current, lag),
				},
				related: current.map((element) => ({ at: { file: element.file, span: element.declaration.kind }, element })),
				fixes: feed ? [] : fixesOf(context, database, current),
			};
		}
	},
});

/** The replication that keeps a copy up to date after the answer to the writer. */
function feedOf(database: Component): Link | undefined {
	if (!isCopy(database)) return undefined;
	const feed = database.incoming.find(({ replication }) => replication);
	return feed && waits(feed.from) ? undefined : feed;
}

function waits(database: Component): boolean {
	const replication = wordOf(database, "replication");
	return replication === "sync" || replication === "quorum";
}

/** Reads go to replicas that may not have the last write. */
function readsLag(database: Component): boolean {
	return (numberOf(database, "replicas") ?? 0) > 0 && !waits(database) && wordOf(database, "reads-from") !== "primary";
}

const isOwn = (data: DataSet): boolean => wordOf(data, "consistency") === "read-your-writes";

function needsText(data: readonly DataSet[]): Localized {
	return data.every(isOwn)
		? { en: "must show users their own writes at once", ko: "자신이 쓴 것이 바로 보여야 하는데, 읽는 곳인" }
		: { en: "must always be current", ko: "언제나 최신 값이 보여야 하는데, 읽는 곳인" };
}

function copyText(database: Component, feed: Link | undefined): Localized {
	if (feed) {
		const from = `\`${feed.from.id}\``;
		return { en: `is read from the copy of ${from} in`, ko: `${from}의 사본` };
	}
	const one = numberOf(database, "replicas") === 1;
	return { en: one ? "is read from the replica of" : "is read from replicas of", ko: "복제본을 둔" };
}

function staleText(current: readonly DataSet[], meanLag: number): Localized {
	const delay = Math.min(...current.map((data) => numberOf(data, "read-after") ?? meanLag));
	const p = formatPercent(staleReadProbability({ meanLag, delay }));
	const [after, lag] = [duration(delay), duration(meanLag)];
	return {
		en: `after ${after.en} at a lag of ${lag.en} that is ${p} of such reads`,
		ko: `지연이 ${lag.ko}일 때 ${after.ko} 뒤라면 그런 읽기의 ${p}입니다`,
	};
}

function fixesOf(context: RuleContext, database: Component, current: readonly DataSet[]): Fix<FixId>[] {
	const { id } = database;
	const before = context.analysis.components.get(database)?.utilization ?? 0;
	const fix = (fixId: FixId, property: string, value: string): Fix<FixId> => {
		const step: Step = ({ architecture }) => {
			const found = architecture.elements.get(id);
			return found && [set(found, property, value)];
		};
		return fixOf(context, {
			id: fixId,
			steps: [step],
			subject: id,
			until: ({ architecture, analysis }) => {
				const found = architecture.elements.get(id);
				return (
					found?.type === "component" &&
					(analysis.components.get(found)?.utilization ?? 0) < Math.max(MOST, before * 1.001)
				);
			},
		});
	};
	const far = database.outgoing.some(
		({ replication, to }) => replication && dataCenterOf(to) !== dataCenterOf(database),
	);
	const primary = fix("primary", "reads-from", "primary");
	const sync = far ? [] : [fix("sync", "replication", "sync")];
	return current.every(isOwn) ? [fix("pinned", "reads-from", "pinned"), primary, ...sync] : [primary, ...sync];
}

/** A primary that has all reads has to carry them. */
const MOST = 0.7;

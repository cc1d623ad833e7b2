import type { Localized } from "../../language/locale.ts";
import type { Component } from "../../model/architecture.ts";
import { numberOf } from "../../model/properties.ts";
import { writtenTime } from "../caching/copies.ts";
import { names } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { assumedKinds, dataKind, heldBy, isManaged, isReplicated } from "../graph.ts";
import { defineRule } from "../rule.ts";

/** Data that could not be had again, and nothing from which a deletion by mistake could be undone. */
export const noBackup = defineRule<"name" | "data" | "copies" | "interval", "backup">({
	id: "no-backup",
	group: "resilience",
	since: "0.1.0",
	severity: "error",
	statements: [],
	production: true,
	text: {
		en: {
			title: "Durable data without backup",
			message: "`{name}` keeps {data}, and nothing says that it is backed up.",
			why: "{copies} A backup is the only way back from a deletion by mistake, a faulty release or an attack.",
			technique:
				"**Backups.** As often as may be lost, kept in another place and under another account, and restored now and then to see that it works.",
			tradeOff: "Space for each version that is kept, and load while it is made.",
			exceptions:
				"Not for what can be computed again (`kind: derived`), nor for sessions. Managed stores are taken to be backed up.",
			fixes: { backup: "Back up `{name}` every {interval}" },
		},
		ko: {
			title: "백업 없는 영속 데이터",
			message: "`{name}`은(는) {data}을(를) 보관하는데 백업한다는 말이 없습니다.",
			why: "{copies} 실수로 지우거나 잘못 배포하거나 공격을 받았을 때 되돌릴 길은 백업뿐입니다.",
			technique:
				"**백업.** 잃어도 되는 만큼 자주 만들어 다른 곳에 다른 계정으로 보관하고, 가끔 복원해 보며 제대로 되는지 확인합니다.",
			tradeOff: "보관하는 버전마다 공간이 들고, 만드는 동안 부하가 생깁니다.",
			exceptions:
				"다시 계산할 수 있는 데이터(`kind: derived`)와 세션에는 해당하지 않습니다. 관리형 저장소는 백업한다고 봅니다.",
			fixes: { backup: "`{name}`을(를) {interval}마다 백업하기" },
		},
	},
	safety: { backup: "suggestion" },

	example: {
		bad: `data orders { kind: durable }

service web x2 { writes orders }
database db { holds: orders, replicas: 1, failover: automatic }

web -> db
`,
		good: `data orders { kind: durable }

service web x2 { writes orders }
database db { holds: orders, replicas: 1, failover: automatic, backup: 24h }

web -> db
`,
	},
	*check(context) {
		const { components, system } = context.architecture;
		for (const store of context.each(components)) {
			const data = store.kind === "database" ? heldBy(store).filter((one) => dataKind(one) === "durable") : [];
			if (data.length === 0 || store.properties.has("backup") || isManaged(store) || isCopy(store)) continue;
			const interval = writtenTime(Math.min(DAY, (system && numberOf(system, "rpo")) || DAY));
			yield {
				element: store,
				assumed: assumedKinds(data),
				data: { name: store.id, data: names(data), copies: copiesText(store), interval },
				fixes: [fixOf(context, { id: "backup" as const, steps: [change(store.id, ["backup", interval])] })],
			};
		}
	},
});

const DAY = 86_400;

/** Kept up to date by another store, which is told. */
function isCopy({ incoming }: Component): boolean {
	return incoming.some(({ replication }) => replication);
}

function copiesText(store: Component): Localized {
	return (numberOf(store, "replicas") ?? 0) > 0 || isReplicated(store)
		? {
				en: "Its copies replace a machine that fails, but they repeat a deletion at once.",
				ko: "복제본은 고장 난 서버를 대신하지만, 지우는 것도 곧바로 따라 합니다.",
			}
		: {
				en: "Without a copy, its disk is also the only place where all of it stands.",
				ko: "복제본이 없으므로 이 디스크가 데이터가 있는 유일한 곳이기도 합니다.",
			};
}

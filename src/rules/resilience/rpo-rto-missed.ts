import type { Localized } from "../../language/locale.ts";
import type { Component } from "../../model/architecture.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import { writtenTime } from "../caching/copies.ts";
import { duration } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { isManaged, keepsDurableData, ofKind } from "../graph.ts";
import { defineRule } from "../rule.ts";

/** More is lost, or it takes longer, than the design says may be. */
export const rpoRtoMissed = defineRule<"name" | "problem" | "reason", "backup" | "semi-sync" | "automatic">({
	id: "rpo-rto-missed",
	group: "resilience",
	since: "0.1.0",
	severity: "warning",
	statements: [],
	production: true,
	text: {
		en: {
			title: "Recovery objective missed",
			message: "`{name}` {problem}.",
			why: "{reason} The objective is for the day on which something is lost for good; a backup that nobody has restored and a failover that nobody has tried do not count.",
			technique:
				"**Backups as often as may be lost, and copies that take over by themselves.** Shorten the interval, keep a log from which any point in time can be restored, let a copy confirm each write, have it promoted without a person; and try all of it regularly.",
			tradeOff: "Frequent backups load the store, and each write waits for the copy that confirms it.",
			exceptions: "Not for data that can be computed again.",
			fixes: {
				backup: "Back up `{name}` every {interval}",
				"semi-sync": "Let a replica of `{name}` confirm each write (`replication: semi-sync`)",
				automatic: "Let a replica of `{name}` take over by itself (`failover: automatic`)",
			},
		},
		ko: {
			title: "복구 목표를 지키지 못함",
			message: "`{name}`은(는) 복구 목표에 미치지 못합니다. {problem}.",
			why: "{reason} 목표는 무언가를 영영 잃는 날을 위한 것입니다. 한 번도 복원해 보지 않은 백업과 해 보지 않은 장애 조치는 없는 것과 같습니다.",
			technique:
				"**잃어도 되는 만큼 자주 하는 백업과 스스로 이어받는 복제본.** 간격을 줄이고, 임의 시점으로 복원할 수 있는 로그를 남기고, 복제본이 쓰기마다 확인하고, 사람 없이 승격하게 합니다. 그리고 모두 정기적으로 해 봅니다.",
			tradeOff: "잦은 백업은 저장소에 부하를 주고, 쓰기마다 확인하는 복제본을 기다립니다.",
			exceptions: "다시 계산할 수 있는 데이터에는 해당하지 않습니다.",
			fixes: {
				backup: "`{name}`을(를) {interval}마다 백업하기",
				"semi-sync": "`{name}`의 복제본이 쓰기마다 확인하기(`replication: semi-sync`)",
				automatic: "`{name}`의 복제본이 스스로 이어받기(`failover: automatic`)",
			},
		},
	},
	safety: { backup: "safe", "semi-sync": "suggestion", automatic: "safe" },

	example: {
		bad: `system { rpo: 1h }
service web x2
database db { backup: 1d }

web -> db
`,
		good: `system { rpo: 1h }
service web x2
database db { backup: 1h }

web -> db
`,
	},
	*check(context) {
		const { architecture, analysis } = context;
		const { system } = architecture;
		const rpo = system && numberOf(system, "rpo");
		const rto = system && numberOf(system, "rto");
		if (rpo === undefined && rto === undefined) return;
		for (const database of context.each(ofKind(architecture, "database"))) {
			if (!keepsDurableData(database) || isManaged(database)) continue;
			const { id } = database;
			const copies = (numberOf(database, "replicas") ?? 0) > 0;
			const backup = fixOf(context, {
				id: "backup" as const,
				safe: true,
				data: { interval: duration(rpo ?? 0) },
				steps: [change(id, ["backup", writtenTime(rpo ?? 0)])],
			});
			const lost = analysis.details.of(database).consistency?.rpo?.seconds ?? backupInterval(database);
			if (rpo !== undefined && lost !== undefined && lost > rpo) {
				const semiSync = fixOf(context, {
					id: "semi-sync" as const,
					steps: [change(id, ["replication", "semi-sync"])],
					until: (after) => {
						const found = after.architecture.elements.get(id);
						return (
							found?.type === "component" && !((after.analysis.details.of(found).consistency?.rpo?.seconds ?? 0) > rpo)
						);
					},
				});
				const at = database.properties.get(copies ? "lag" : "backup")?.at;
				yield {
					element: database,
					...(at && { at }),
					data: { name: id, ...lossTexts(lost, rpo, copies) },
					fixes: copies ? [semiSync] : rpo > 0 ? [backup] : [],
				};
			}
			const apart = numberOf(database, "backup");
			if (rpo && copies && apart !== undefined && apart > rpo) {
				yield {
					element: database,
					at: database.properties.get("backup")!.at,
					data: { name: id, ...deletionTexts(apart, rpo) },
					fixes: [backup],
				};
			}
			const takes = numberOf(database, "failover-time");
			const manual = wordOf(database, "failover") === "manual";
			if (rto !== undefined && takes !== undefined && takes > rto) {
				yield {
					element: database,
					at: database.properties.get("failover-time")!.at,
					data: { name: id, ...timeTexts(takes, rto) },
					fixes: manual
						? [fixOf(context, { id: "automatic" as const, safe: true, steps: [change(id, ["failover", "automatic"])] })]
						: [],
				};
			}
		}
	},
});

/** Where no load says how much is written. */
function backupInterval(database: Component): number | undefined {
	return (numberOf(database, "replicas") ?? 0) > 0 ? undefined : numberOf(database, "backup");
}

type Texts = { readonly problem: Localized; readonly reason: Localized };

function lossTexts(lost: number, rpo: number, copies: boolean): Texts {
	const [loss, allowed] = [duration(lost), duration(rpo)];
	return {
		problem: {
			en: `loses up to the last ${loss.en}, and no more than ${allowed.en} may be lost`,
			ko: `최대 ${loss.ko} 동안 쓴 것을 잃는데, 잃어도 되는 것은 ${allowed.ko}까지입니다`,
		},
		reason: copies
			? {
					en: `Its copies lag ${loss.en} behind, and what they do not have yet is lost with the primary (recovery point objective ${allowed.en}).`,
					ko: `복제본이 ${loss.ko} 뒤처지므로, 아직 받지 못한 쓰기는 프라이머리와 함께 사라집니다(복구 시점 목표 ${allowed.ko}).`,
				}
			: {
					en: `It has no copies, so all that was written since the last backup is lost with its disk (recovery point objective ${allowed.en}).`,
					ko: `복제본이 없으므로 마지막 백업 뒤에 쓴 것은 디스크와 함께 사라집니다(복구 시점 목표 ${allowed.ko}).`,
				},
	};
}

function deletionTexts(apart: number, rpo: number): Texts {
	const [interval, allowed] = [duration(apart), duration(rpo)];
	return {
		problem: {
			en: `is backed up every ${interval.en}, and no more than ${allowed.en} may be lost`,
			ko: `백업 간격이 ${interval.ko}인데, 잃어도 되는 것은 ${allowed.ko}까지입니다`,
		},
		reason: {
			en: `Its copies replace a machine that fails, but they repeat a deletion by mistake at once: only a backup undoes it, which is up to ${interval.en} old (recovery point objective ${allowed.en}).`,
			ko: `복제본은 고장 난 서버를 대신하지만 실수로 지운 것은 곧바로 따라 지웁니다. 되돌릴 수 있는 것은 백업뿐이고, 최대 ${interval.ko} 전의 것입니다(복구 시점 목표 ${allowed.ko}).`,
		},
	};
}

function timeTexts(takes: number, rto: number): Texts {
	const [time, allowed] = [duration(takes), duration(rto)];
	return {
		problem: {
			en: `takes ${time.en} to be back, and ${allowed.en} are allowed`,
			ko: `복구에 ${time.ko} 걸리는데, 허용된 시간은 ${allowed.ko}입니다`,
		},
		reason: {
			en: `Detection and promotion take ${time.en} (\`failover-time\`); the recovery time objective is ${allowed.en}.`,
			ko: `감지하고 승격하는 데 ${time.ko} 걸립니다(\`failover-time\`). 복구 시간 목표는 ${allowed.ko}입니다.`,
		},
	};
}

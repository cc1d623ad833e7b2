import type { Localized } from "../../language/locale.ts";
import { formatPercent } from "../../language/numbers.ts";
import type { Component, DataSet } from "../../model/architecture.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import { ages, copiedData, copyCaches, isWritten, learnsOfWrites, writtenTime } from "../caching/copies.ts";
import { duration, names } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { copiesOf } from "../graph.ts";
import { defineRule, type RuleContext } from "../rule.ts";
import { assumedFor, leadsOn, mayBeAsOld, ratesOf, storesKeepUp } from "./strategies.ts";

/** Writes that leave the old copy in the cache. */
export const writeAroundStale = defineRule<
	"name" | "data" | "consequence" | "life",
	"invalidate" | "expire" | "through"
>({
	id: "write-around-stale",
	group: "caching-strategies",
	since: "0.1.0",
	severity: "warning",
	statements: ["N91", "N92", "N102"],
	// Where nothing takes copies away at all, that is told, and its repair deletes them on a write.
	mutedBy: ["cache-no-ttl"],
	text: {
		en: {
			title: "Write-around that leaves old copies",
			message: "Writes of {data} go around `{name}` and leave the old copy there: {consequence}.",
			why: "A write changes the store and not the copy, which lives on for {life}. Of copies that live for *T* of items that are written *w* times a second, a share 1 − (1 − e^(−wT)) / (wT) of the hits is old: half a write per life makes it 21 %, six writes 83 %. Read-through beside it changes nothing: the cache fetches what it lacks, and an old copy is not lacking.",
			technique:
				"**Invalidation.** The writer deletes the copy after the store has committed, and the next read fetches the new value. The expiry stays as a backstop.",
			tradeOff: "Each write makes the next read of the item a miss: its hit ratio cannot exceed its share of reads.",
			exceptions:
				"Right as it is for data that never changes (`immutable: true`), and where a copy may be as old as it lives (`freshness` at least the `ttl`).",
			fixes: {
				invalidate: "Delete the copy in `{name}` when {data} is written",
				expire: "Let copies in `{name}` expire after {freshness}, as old as they may be",
				through: "Write through `{name}`, so that it has the new value at once",
			},
		},
		ko: {
			title: "옛 사본을 남기는 write-around",
			message: "{data} 쓰기가 `{name}`을(를) 거치지 않아 옛 사본이 남습니다. {consequence}.",
			why: "쓰기는 저장소만 바꾸고 사본은 그대로 두며, 사본은 {life} 남아 있습니다. 초당 *w*번 쓰이는 항목의 사본이 *T* 동안 남으면 적중의 1 − (1 − e^(−wT)) / (wT)가 옛 값입니다. 남아 있는 동안 평균 0.5번 쓰이면 21 %, 여섯 번이면 83 %입니다. Read-through를 함께 써도 달라지지 않습니다. 캐시는 없는 것만 가져오는데, 옛 사본은 없는 것이 아니기 때문입니다.",
			technique:
				"**무효화.** 저장소에 커밋한 뒤 쓰는 쪽이 사본을 지우고, 다음 읽기가 새 값을 가져옵니다. 만료 시간은 안전장치로 남깁니다.",
			tradeOff: "쓸 때마다 그 항목의 다음 읽기가 미스가 되어, 적중률이 읽기 비율을 넘지 못합니다.",
			exceptions:
				"바뀌지 않는 데이터(`immutable: true`)이거나, 사본이 만료될 때까지 오래되어도 되면(`freshness`가 `ttl` 이상) 지금 그대로 괜찮습니다.",
			fixes: {
				invalidate: "{data}을(를) 쓸 때 `{name}`의 사본 지우기",
				expire: "`{name}`의 사본을 허용되는 만큼인 {freshness} 뒤에 만료시키기",
				through: "바로 새 값을 갖도록 `{name}`을(를) 거쳐 쓰기(write-through)",
			},
		},
	},
	safety: { invalidate: "suggestion", expire: "safe", through: "suggestion" },
	example: {
		bad: `data prices { kind: durable, freshness: 1min }

service web x2 {
  reads prices x10
  writes prices 5%
}
cache cache x2 { holds: prices, read: look-aside, write: write-around, ttl: 1h }
database db { holds: prices, replicas: 1, failover: automatic }

web -> cache, db
`,
		good: `data prices { kind: durable, freshness: 1min }

service web x2 {
  reads prices x10
  writes prices 5%
}
cache cache x2 { holds: prices, read: look-aside, write: write-around, ttl: 1h, invalidate: delete }
database db { holds: prices, replicas: 1, failover: automatic }

web -> cache, db
`,
	},
	*check(context) {
		const { architecture } = context;
		for (const cache of context.each(copyCaches(architecture))) {
			if (wordOf(cache, "write") !== "write-around" || learnsOfWrites(cache)) continue;
			const written = copiedData(architecture, cache).filter(
				(data) => ages(data) && isWritten(architecture, data) && !mayBeAsOld(data, cache),
			);
			if (written.length === 0) continue;
			const ttl = numberOf(cache, "ttl");
			const tooOld = written.filter((data) => ttl === undefined || allowedAge(data) !== undefined);
			const share = tooOld.length > 0 ? undefined : staleShare(context, cache);
			const data = tooOld.length > 0 ? tooOld : written;
			if (tooOld.length === 0 && share === undefined) continue;
			const { id } = cache;
			const allowed = Math.min(...tooOld.map((one) => allowedAge(one) ?? Number.POSITIVE_INFINITY));
			const assumed = share === undefined ? [] : data.flatMap((one) => assumedFor(one, "skew"));
			// A single cache would be what writes depend on, and what is written often is not written twice.
			const goesThrough =
				leadsOn(cache) &&
				copiesOf(cache) > 1 &&
				written.every((one) => (ratesOf(context, cache, one)?.writeShare ?? 0) <= context.thresholds.writeHeavy);
			yield {
				element: cache,
				at: cache.properties.get("write")!.at,
				...(assumed.length > 0 && { assumed }),
				data: {
					name: id,
					data: names(data),
					consequence: consequenceText(ttl, allowed, share),
					life: lifeText(ttl),
				},
				fixes: [
					fixOf(context, { id: "invalidate", steps: [change(id, ["invalidate", "delete"])], subject: id }),
					...(allowed >= 1 && Number.isFinite(allowed) && written.length === tooOld.length
						? [
								fixOf(context, {
									id: "expire" as const,
									safe: true,
									data: { freshness: duration(allowed) },
									steps: [change(id, ["ttl", writtenTime(allowed)])],
									subject: id,
									until: storesKeepUp(context, cache),
								}),
							]
						: []),
					...(goesThrough
						? [fixOf(context, { id: "through" as const, steps: [change(id, ["write", "write-through"])], subject: id })]
						: []),
				],
			};
		}
	},
});

/** Seconds, where somebody says them. */
function allowedAge(data: DataSet): number | undefined {
	return wordOf(data, "consistency") === "strong" ? 0 : numberOf(data, "freshness");
}

/** Of the hits, where it is too much. */
function staleShare({ analysis, thresholds }: RuleContext, cache: Component): number | undefined {
	const report = analysis.details.of(cache).cache;
	if (!report?.staleReadRatio || !(report.hitRatio > 0)) return undefined;
	const share = report.staleReadRatio / report.hitRatio;
	return share > thresholds.staleReads ? share : undefined;
}

function consequenceText(ttl: number | undefined, allowed: number, share: number | undefined): Localized {
	if (share !== undefined) {
		const percent = formatPercent(share);
		return { en: `${percent} of the hits are out of date`, ko: `적중의 ${percent}가 옛 값입니다` };
	}
	if (ttl === undefined) return { en: "it is served until it is thrown out", ko: "방출될 때까지 옛 값이 쓰입니다" };
	const life = duration(ttl);
	if (!Number.isFinite(allowed)) return { en: `it is served for up to ${life.en}`, ko: `최대 ${life.ko} 쓰입니다` };
	if (allowed === 0) {
		return {
			en: `it is served for up to ${life.en}, and only the newest value will do`,
			ko: `최신 값이어야 하는데 옛 값이 최대 ${life.ko} 쓰입니다`,
		};
	}
	const most = duration(allowed);
	return {
		en: `it is served for up to ${life.en}, and may be ${most.en} old`,
		ko: `${most.ko}까지만 오래되어도 되는데 최대 ${life.ko} 쓰입니다`,
	};
}

function lifeText(ttl: number | undefined): Localized {
	if (ttl === undefined) return { en: "as long as nothing throws it out", ko: "방출되지 않는 한" };
	const life = duration(ttl);
	return { en: `up to ${life.en}`, ko: `최대 ${life.ko}` };
}

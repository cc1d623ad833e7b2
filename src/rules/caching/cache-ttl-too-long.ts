import { formatPercent } from "../../language/numbers.ts";
import type { Component } from "../../model/architecture.ts";
import { numberOf } from "../../model/properties.ts";
import { duration, names } from "../describe.ts";
import { fixOf } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import { defineRule, type RuleContext } from "../rule.ts";
import { assumedOf, contentsOf } from "./contents.ts";
import { ages, copiedData, copyCaches, isWritten, learnsOfWrites, shortestFreshness, writtenTime } from "./copies.ts";
import { TIMES } from "./expiry.ts";

/** Copies that are older than the data may be. */
export const cacheTtlTooLong = defineRule<"name" | "data" | "ttl" | "age" | "arithmetic", "expire" | "invalidate">({
	id: "cache-ttl-too-long",
	group: "caching",
	since: "0.1.0",
	severity: "warning",
	statements: ["N37"],
	mutedBy: ["write-around-stale"],
	text: {
		en: {
			title: "Copies that live too long",
			message: "Copies of {data} in `{name}` live for {ttl}, and no write reaches them: {age}.",
			why: "{arithmetic} Until it expires, a copy is served as if nothing had been written.",
			technique:
				"**Invalidation, or a shorter time to live.** A write that deletes the copy makes the next read fetch the new value; the expiry remains as a backstop. Where that is not possible, the time to live is the age that readers accept.",
			tradeOff:
				"Each write deletes a copy that has to be fetched anew, and a shorter life means more reads of the store.",
			exceptions: "Not where data never changes under its key (`immutable: true`), or copies are deleted on a write.",
			fixes: {
				expire: "Let copies in `{name}` expire after {shorter}",
				invalidate: "Delete copies in `{name}` when the data is written",
			},
		},
		ko: {
			title: "너무 오래 남는 사본",
			message: "`{name}`에 있는 {data}의 사본은 쓰기가 닿지 않은 채 {ttl} 동안 남습니다. {age}.",
			why: "{arithmetic} 만료될 때까지는 아무것도 쓰지 않은 것처럼 옛 사본으로 응답합니다.",
			technique:
				"**무효화, 또는 더 짧은 만료 시간.** 쓸 때 사본을 지우면 다음 읽기가 새 값을 가져오고, 만료는 안전장치로 남습니다. 그럴 수 없다면 만료 시간을 읽는 쪽이 받아들이는 나이로 정합니다.",
			tradeOff: "쓸 때마다 지운 사본을 다시 가져와야 하고, 수명이 짧으면 저장소를 더 자주 읽습니다.",
			exceptions: "같은 키의 값이 바뀌지 않거나(`immutable: true`) 쓸 때 사본을 지운다면 해당하지 않습니다.",
			fixes: {
				expire: "`{name}`의 사본을 {shorter} 뒤에 만료시키기",
				invalidate: "데이터를 쓸 때 `{name}`의 사본 지우기",
			},
		},
	},
	safety: { expire: "safe", invalidate: "suggestion" },
	example: {
		bad: `data prices { kind: durable, items: 10k, freshness: 1min }

service web x2 {
  reads prices x10
  writes prices 5%
}
cache cache x2 { holds: prices, read: look-aside, ttl: 1h }
database db { holds: prices, replicas: 1, failover: automatic }

web -> cache, db
`,
		good: `data prices { kind: durable, items: 10k, freshness: 1min }

service web x2 {
  reads prices x10
  writes prices 5%
}
cache cache x2 { holds: prices, read: look-aside, ttl: 1min }
database db { holds: prices, replicas: 1, failover: automatic }

web -> cache, db
`,
	},
	*check(context) {
		const { architecture } = context;
		for (const cache of context.each(copyCaches(architecture))) {
			const ttl = numberOf(cache, "ttl");
			if (ttl === undefined || learnsOfWrites(cache)) continue;
			const data = copiedData(architecture, cache).filter((one) => ages(one) && isWritten(architecture, one));
			if (data.length === 0) continue;
			const freshness = shortestFreshness(data);
			const tooOld = freshness !== undefined && freshness.seconds < ttl;
			// Where the readers say how old it may be, that is all there is to say.
			const stale = freshness ? undefined : staleShare(context, cache);
			if (!tooOld && !(stale && stale.share > context.thresholds.staleReads)) continue;
			const { id } = cache;
			const shorter = tooOld ? freshness.seconds : stale?.shorter;
			const change =
				(property: string, value: string) =>
				({ architecture: now }: RuleContext) => {
					const found = now.elements.get(id);
					return found && [set(found, property, value)];
				};
			const expire =
				shorter === undefined || shorter < 1
					? []
					: [
							fixOf(context, {
								id: "expire" as const,
								safe: true,
								data: { shorter: duration(shorter) },
								steps: [change("ttl", writtenTime(shorter))],
								subject: id,
							}),
						];
			const invalidate = fixOf(context, {
				id: "invalidate" as const,
				steps: [change("invalidate", "delete")],
				subject: id,
			});
			yield {
				element: cache,
				at: cache.properties.get("ttl")!.at,
				assumed: stale?.assumed ?? [],
				data: {
					name: id,
					data: names(tooOld ? [freshness.data] : data),
					ttl: duration(ttl),
					age: tooOld ? olderText(freshness.seconds) : staleText(stale!.share),
					arithmetic: tooOld ? freshnessText(freshness.seconds, ttl) : shareText(stale!.share, ttl),
				},
				fixes: tooOld ? [...expire, invalidate] : [invalidate, ...expire],
			};
		}
	},
});

/** Of the hits, how many get an old value; and the longest usual life with which that is still right. */
function staleShare(context: RuleContext, cache: Component) {
	const contents = contentsOf(context, cache);
	if (!contents || !(contents.state.hitRatio > 0)) return undefined;
	const { other, state } = contents;
	const shareOf = ({ staleRatio, hitRatio }: typeof state): number => (hitRatio > 0 ? staleRatio / hitRatio : 0);
	const shorter = TIMES.findLast((ttl) => shareOf(other.state({ ttl })) <= context.thresholds.staleReads);
	return { share: shareOf(state), shorter, assumed: assumedOf(contents) };
}

function olderText(seconds: number) {
	const { en, ko } = duration(seconds);
	return { en: `they may be ${en} old`, ko: `허용되는 나이는 ${ko}입니다` };
}

function staleText(share: number) {
	const percent = formatPercent(share);
	return { en: `${percent} of the hits are old`, ko: `적중의 ${percent}가 옛 값입니다` };
}

function freshnessText(freshness: number, ttl: number) {
	const [allowed, life] = [duration(freshness), duration(ttl)];
	return {
		en: `A copy is up to ${life.en} old, while readers accept ${allowed.en} (\`freshness\`).`,
		ko: `사본은 ${life.ko}까지 오래될 수 있지만 읽는 쪽이 받아들이는 것은 ${allowed.ko}입니다(\`freshness\`).`,
	};
}

function shareText(share: number, ttl: number) {
	const life = duration(ttl);
	const percent = formatPercent(share);
	return {
		en: `With w writes of an item a second, a share 1 − (1 − e^(−wT)) / (wT) of the hits within T = ${life.en} comes after a write: ${percent} over all items.`,
		ko: `항목을 초당 w번 쓰면 T = ${life.ko} 동안의 적중 가운데 1 − (1 − e^(−wT)) / (wT)가 쓰기 뒤에 옵니다. 모든 항목에서는 ${percent}입니다.`,
	};
}

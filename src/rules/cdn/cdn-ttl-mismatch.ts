import type { Localized } from "../../language/locale.ts";
import type { Component, DataSet } from "../../model/architecture.ts";
import { flagOf, numberOf } from "../../model/properties.ts";
import { duration, names } from "../describe.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { dataKind, heldBy, ofKind } from "../graph.ts";
import { defineRule } from "../rule.ts";

/** An expiry at the edge that does not fit what is kept there. */
export const cdnTtlMismatch = defineRule<"name" | "content" | "problem" | "why" | "ttl", "ttl">({
	id: "cdn-ttl-mismatch",
	group: "cdn",
	since: "0.1.0",
	severity: "warning",
	statements: ["N57"],
	text: {
		en: {
			title: "CDN expiry that does not fit",
			message: "The CDN `{name}` {problem}.",
			why: "An expiry has to fit what is kept. {why}",
			technique:
				"**An expiry that fits the content.** Content that must be new expires after as long as it may be old; files whose names carry a version may stay for a year, since a new version has a new name.",
			tradeOff: "Each halving of the expiry nearly doubles what is fetched from the origin for rarely used files.",
			exceptions: "Files with versioned names (`immutable: true`) are never too old, however long they are kept.",
			fixes: { ttl: "Let {content} expire from `{name}` after {ttl}" },
		},
		ko: {
			title: "콘텐츠에 맞지 않는 CDN 만료 시간",
			message: "CDN 캐시 `{name}`{problem}.",
			why: "만료 시간은 콘텐츠에 맞아야 합니다. {why}",
			technique:
				"**콘텐츠에 맞는 만료 시간.** 최신이어야 하는 콘텐츠는 오래되어도 괜찮은 만큼만 두고, 이름에 버전이 든 파일은 새 버전의 이름이 다르므로 1년 동안 두어도 됩니다.",
			tradeOff: "만료 시간을 절반으로 줄이면 드물게 쓰이는 파일을 원본에서 가져오는 양이 거의 두 배가 됩니다.",
			exceptions: "이름에 버전이 든 파일(`immutable: true`)은 아무리 오래 두어도 낡지 않습니다.",
			fixes: { ttl: "`{name}`에서 {content}이(가) {ttl} 뒤에 만료되게 하기" },
		},
	},
	safety: { ttl: "safe" },
	example: {
		bad: `data news { kind: static, freshness: 5min }
client browser {
  rate: 100rps
  reads news
}
cdn edge { holds: news, ttl: 24h, fallback: origin }
storage files { holds: news }

browser -> edge -> files
`,
		good: `data news { kind: static, freshness: 5min }
client browser {
  rate: 100rps
  reads news
}
cdn edge { holds: news, ttl: 5min, fallback: origin }
storage files { holds: news }

browser -> edge -> files
`,
	},
	*check(context) {
		for (const cdn of context.each(ofKind(context.architecture, "cdn"))) {
			const held = heldBy(cdn);
			const mismatch = held.length > 0 ? mismatchOf(cdn, held) : undefined;
			if (!mismatch) continue;
			const { id } = cdn;
			const at = cdn.properties.get("ttl")?.at;
			const { seconds, ...data } = mismatch;
			yield {
				element: cdn,
				...(at && { at }),
				data: { name: id, content: names(held), ttl: duration(seconds), ...data },
				fixes: [
					fixOf(context, {
						id: "ttl",
						safe: true,
						steps: [change(id, ["ttl", written(seconds)])],
					}),
				],
			};
		}
	},
});

interface Mismatch {
	readonly problem: Localized;
	readonly why: Localized;
	/** What would fit. */
	readonly seconds: number;
}

function mismatchOf(cdn: Component, held: readonly DataSet[]): Mismatch | undefined {
	const ttl = numberOf(cdn, "ttl");
	const ageing = held.filter((data) => flagOf(data, "immutable") !== true);
	const [strictest] = ageing
		.flatMap((data) => ({ data, freshness: numberOf(data, "freshness") ?? Number.POSITIVE_INFINITY }))
		.sort((a, b) => a.freshness - b.freshness);
	const freshness = strictest?.freshness ?? Number.POSITIVE_INFINITY;
	const limit = Number.isFinite(freshness) ? Math.max(freshness, 1) : ageing.length === 0 ? YEAR : DAY;
	if (ttl === undefined) {
		return {
			problem: { en: "does not say when its content expires", ko: "에 만료 시간(`ttl`)이 없습니다" },
			why: {
				en: "Without an expiry each point of presence decides by itself: some keep old content for days, others ask the origin each time.",
				ko: "만료 시간이 없으면 접속 지점마다 알아서 정합니다. 어떤 곳은 며칠 동안 옛 콘텐츠를 내주고, 어떤 곳은 매번 원본 서버에 묻습니다.",
			},
			seconds: limit,
		};
	}
	if (strictest && ttl > freshness) {
		const [age, old] = [duration(ttl), duration(freshness)];
		const name = strictest.data.id;
		return {
			problem: {
				en: `keeps \`${name}\` for ${age.en}, although it is right for ${old.en} only`,
				ko: `이(가) ${old.ko}까지만 유효한 \`${name}\`을(를) ${age.ko} 동안 보관합니다`,
			},
			why: {
				en: `Users may see \`${name}\` that is up to ${age.en} old: ${times(ttl / freshness)} what it may be.`,
				ko: `사용자는 최대 ${age.ko} 지난 \`${name}\`을(를) 보게 됩니다. 허용되는 시간은 ${old.ko}입니다.`,
			},
			seconds: limit,
		};
	}
	if (ttl < SHORT && held.every((data) => isLasting(data))) {
		const age = duration(ttl);
		return {
			problem: {
				en: `throws files away after ${age.en} that do not change`,
				ko: `이(가) 바뀌지 않는 파일을 ${age.ko} 만에 버립니다`,
			},
			why: {
				en: `Each file is fetched from the origin again every ${age.en} at every point of presence that serves it, though it is the same.`,
				ko: `같은 파일인데도 접속 지점마다 ${age.ko}에 한 번씩 원본 서버에서 다시 가져옵니다.`,
			},
			seconds: limit,
		};
	}
	return undefined;
}

/** Static, and nothing says that it must be new. */
function isLasting(data: DataSet): boolean {
	return flagOf(data, "immutable") === true || (dataKind(data) === "static" && !data.properties.has("freshness"));
}

function times(factor: number): string {
	return Number.isFinite(factor) ? `${Number(factor.toPrecision(2))} times` : "more than";
}

function written(seconds: number): string {
	for (const [unit, size] of [
		["d", DAY],
		["h", 3600],
		["min", 60],
	] as const) {
		if (seconds % size === 0) return unit === "d" && seconds === DAY ? "24h" : `${seconds / size}${unit}`;
	}
	return `${Math.max(1, Math.floor(seconds))}s`;
}

const DAY = 86_400;
const YEAR = 365 * DAY;
/** Below this an expiry is meant for content that changes by the minute. */
const SHORT = 60;

import { expectedFullest, shardsTouched } from "../../analysis/models/shards.ts";
import { formatPercent } from "../../language/numbers.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { defineRule, type RuleContext } from "../rule.ts";
import { hottestKeyOf, saltedStores } from "./hottest.ts";

/** Suffixes of one key that meet on the same shard by chance. */
export const saltCountMismatch = defineRule<
	"name" | "salt" | "shards" | "touched" | "fullest" | "busy" | "more",
	"round-robin" | "more"
>({
	id: "salt-count-mismatch",
	group: "hot-keys",
	since: "0.1.0",
	severity: "info",
	statements: ["N111"],
	mutedBy: ["salt-read-hot-key"],
	text: {
		en: {
			title: "Suffixes that meet by chance",
			message:
				"The {salt} suffixes of a key in `{name}` reach {touched} of {shards} shards, and {fullest} of them meet on the worst one, which is {busy} busy.",
			why: "Hashed suffixes fall like balls into bins: {salt} of them on {shards} shards leave some empty and put {fullest} on the fullest on average, not {salt} / {shards}.",
			technique:
				"**Deal suffixes out in turn.** Suffix i of a key goes to shard (home + i) mod K, so that {salt} of them reach as many shards as there are; or use many more suffixes than shards, which even out.",
			tradeOff: "The router has to know the rule, and more suffixes make each read of the key dearer.",
			exceptions: "Right as it is while the busiest shard has room.",
			fixes: {
				"round-robin": "Deal the suffixes of `{name}` out to the shards in turn",
				more: "Use {more} suffixes instead of {salt} in `{name}`",
			},
		},
		ko: {
			title: "우연히 겹치는 접미사",
			message:
				"`{name}`에서 한 키의 접미사 {salt}개는 샤드 {shards}개 중 {touched}개에만 퍼지고, 가장 나쁜 샤드에 {fullest}개가 모여 사용률이 {busy}입니다.",
			why: "해시한 접미사는 상자에 던진 공처럼 흩어집니다. 샤드 {shards}개에 {salt}개를 던지면 빈 샤드가 생기고, 가장 찬 샤드에는 평균 {salt} / {shards}개가 아니라 {fullest}개가 모입니다.",
			technique:
				"**접미사를 차례로 배정.** 키의 i번째 접미사를 샤드 (home + i) mod K에 두면 {salt}개가 샤드에 고르게 퍼집니다. 또는 샤드보다 훨씬 많은 접미사를 써서 고르게 만듭니다.",
			tradeOff: "라우터가 규칙을 알아야 하고, 접미사가 많아지면 그 키를 읽는 비용이 커집니다.",
			exceptions: "가장 바쁜 샤드에 여유가 있으면 지금 그대로 괜찮습니다.",
			fixes: {
				"round-robin": "`{name}`의 접미사를 샤드에 차례로 배정하기",
				more: "`{name}`의 접미사를 {salt}개에서 {more}개로 늘리기",
			},
		},
	},
	safety: { "round-robin": "suggestion", more: "safe" },
	example: {
		bad: `data likes { key: post, keys: 10M, skew: 0.5, hottest: 60% }
client app { rate: 4000rps }
service feed x12 {
  capacity: 500rps
  writes likes
}
database db { holds: likes, shards: 10, salt: 10, write-capacity: 1000/s, replicas: 2, failover: automatic, backup: 1d }

app -> feed -> db
`,
		good: `data likes { key: post, keys: 10M, skew: 0.5, hottest: 60% }
client app { rate: 4000rps }
service feed x12 {
  capacity: 500rps
  writes likes
}
database db {
  holds: likes
  shards: 10
  salt: 10
  write-capacity: 1000/s
  replicas: 2
  failover: automatic
  backup: 1d
  salt-placement: round-robin
}

app -> feed -> db
`,
	},
	*check(context) {
		for (const store of context.each(saltedStores(context))) {
			const mismatch = mismatchOf(context, store);
			if (!mismatch) continue;
			const { id } = store;
			const salt = numberOf(store, "salt")!;
			const shards = numberOf(store, "shards")!;
			const more = 5 * shards;
			const until = (after: RuleContext): boolean => {
				const found = after.architecture.elements.get(id);
				return found?.type === "component" && mismatchOf(after, found) === undefined;
			};
			yield {
				element: store,
				at: store.properties.get("salt")!.at,
				data: {
					name: id,
					salt,
					shards,
					touched: short(shardsTouched(salt, shards)),
					fullest: short(mismatch.fullest),
					busy: formatPercent(mismatch.busy),
					more,
				},
				fixes: [
					fixOf(context, {
						id: "round-robin",
						steps: [change(id, ["salt-placement", "round-robin"])],
						subject: id,
						until,
					}),
					...(more > salt
						? [fixOf(context, { id: "more" as const, safe: true, steps: [change(id, ["salt", String(more)])], until })]
						: []),
				],
			};
		}
	},
});

function mismatchOf(context: RuleContext, store: Parameters<typeof hottestKeyOf>[1]) {
	if (wordOf(store, "salt-placement") === "round-robin") return undefined;
	const salt = numberOf(store, "salt")!;
	const shards = numberOf(store, "shards")!;
	const fullest = expectedFullest(salt, shards);
	if (fullest / salt <= UNEVEN / Math.min(salt, shards)) return undefined;
	const key = hottestKeyOf(context, store);
	return key && key.busy > context.thresholds.hot ? { fullest, busy: key.busy } : undefined;
}

/** From here on the fullest shard has so much more than an even part that it matters. */
const UNEVEN = 1.5;

const short = (value: number): string => String(Number(value.toPrecision(value < 10 ? 2 : 3)));

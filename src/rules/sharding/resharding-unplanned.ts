import { movedShare } from "../../analysis/models/shards.ts";
import { formatPercent } from "../../language/numbers.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import { change } from "../edit/change.ts";
import { fixOf } from "../edit/fix.ts";
import { heldBy } from "../graph.ts";
import { defineRule } from "../rule.ts";
import { daysLeft, shardedStores, shardsOf } from "./shards.ts";

/** Placement by a remainder, in data that grows. */
export const reshardingUnplanned = defineRule<
	"name" | "shards" | "more" | "moved" | "consistent",
	"consistent" | "logical"
>({
	id: "resharding-unplanned",
	group: "sharding",
	since: "0.1.0",
	severity: "warning",
	statements: ["N66"],
	text: {
		en: {
			title: "Placement that moves nearly everything",
			message: "One more shard for `{name}` would move {moved} of its data.",
			why: "The shard of a row is the remainder of its key by {shards}; by {more} nearly every remainder changes, N / (N + 1) of them. On a ring (consistent hashing) only {consistent} would move, to the new shard.",
			technique:
				"**Plan the growth.** Place rows by consistent hashing, or in many logical shards (480 divide by 2, 3, 4, 5, 6, 8, 10, 12, ...) of which whole ones move to new nodes.",
			tradeOff: "A ring spreads a little less evenly, and logical shards need a table that says where each of them is.",
			exceptions: "Right as it is for data that does not grow.",
			fixes: {
				consistent: "Place the rows of `{name}` by consistent hashing",
				logical: "Divide `{name}` into 480 logical shards",
			},
		},
		ko: {
			title: "거의 모두 옮겨야 하는 배치",
			message: "`{name}`에 샤드를 하나 더하면 데이터의 {moved}이(가) 옮겨 갑니다.",
			why: "행의 샤드는 키를 {shards}로 나눈 나머지입니다. {more}로 나누면 나머지가 거의 모두 바뀝니다(N / (N + 1)). 링(안정 해시)에서는 {consistent}만 새 샤드로 옮겨 갑니다.",
			technique:
				"**증가에 대비하기.** 안정 해시로 배치하거나, 여러 개의 논리 샤드(480은 2, 3, 4, 5, 6, 8, 10, 12 등으로 나누어집니다)로 나누어 통째로 새 노드에 옮깁니다.",
			tradeOff: "링은 조금 덜 고르고, 논리 샤드는 위치를 적어 둔 표가 필요합니다.",
			exceptions: "늘어나지 않는 데이터라면 지금 그대로 괜찮습니다.",
			fixes: {
				consistent: "`{name}`의 행을 안정 해시로 배치하기",
				logical: "`{name}`을(를) 논리 샤드 480개로 나누기",
			},
		},
	},
	safety: { consistent: "suggestion", logical: "suggestion" },
	example: {
		bad: `data posts { key: author, size: 2KB, items: 100M, growth: 1M/day }
database db { holds: posts, shards: 4, placement: modulo, replicas: 2, failover: automatic, backup: 1d }
`,
		good: `data posts { key: author, size: 2KB, items: 100M, growth: 1M/day }
database db { holds: posts, shards: 4, placement: consistent-hash, replicas: 2, failover: automatic, backup: 1d }
`,
	},
	*check(context) {
		for (const database of context.each(shardedStores(context.architecture))) {
			if (wordOf(database, "placement") !== "modulo" || database.properties.has("logical-shards")) continue;
			const grows = heldBy(database).some((data) => (numberOf(data, "growth") ?? 0) > 0);
			if (!grows && (daysLeft(context, database) ?? Number.POSITIVE_INFINITY) > TWO_YEARS) continue;
			const { id } = database;
			const shards = shardsOf(database);
			yield {
				element: database,
				at: database.properties.get("placement")!.at,
				data: {
					name: id,
					shards,
					more: shards + 1,
					moved: formatPercent(movedShare(shards, shards + 1, "modulo")),
					consistent: formatPercent(movedShare(shards, shards + 1, "consistent-hash")),
				},
				fixes: [
					fixOf(context, { id: "consistent", steps: [change(id, ["placement", "consistent-hash"])], subject: id }),
					fixOf(context, { id: "logical", steps: [change(id, ["logical-shards", "480"])], subject: id }),
				],
			};
		}
	},
});

const TWO_YEARS = 730;

import { formatCount, formatPercent, formatRate } from "../../language/numbers.ts";
import type { Component, DataSet } from "../../model/architecture.ts";
import { elementsOf, flagOf, numberOf } from "../../model/properties.ts";
import { heldBy } from "../graph.ts";
import { defineRule } from "../rule.ts";
import { shardLoadOf } from "./shards.ts";

/** Copies of a field that changes often. */
export const denormalisationCost = defineRule<
	"name" | "data" | "other" | "copies" | "writes" | "updates" | "busy",
	never
>({
	id: "denormalisation-cost",
	group: "sharding",
	since: "0.1.0",
	severity: "info",
	statements: [],
	text: {
		en: {
			title: "Copies that are costly to update",
			message:
				"Each change of `{other}` updates {copies} copies in `{data}`: {updates} writes on `{name}`, {busy} of what it carries.",
			why: "`{other}` changes {writes}, and `{data}` has {copies} rows on average for each of its items, all of which hold a copy.",
			technique:
				"**Update copies in the background.** Send changes through a queue or change data capture, and keep what changes often normalised.",
			tradeOff: "Copies are old until the update reaches them.",
			exceptions: "Right as it is for what never changes (`immutable: true`).",
			fixes: {},
		},
		ko: {
			title: "갱신 비용이 큰 사본",
			message:
				"`{other}`이(가) 바뀔 때마다 `{data}`의 사본 {copies}개를 고칩니다. `{name}`에 쓰기 {updates}이(가) 더해지며 용량의 {busy}입니다.",
			why: "`{other}`의 변경은 {writes}이고, 항목마다 `{data}`의 행이 평균 {copies}개 있으며 모두 사본을 가지고 있습니다.",
			technique:
				"**사본은 뒤에서 갱신하기.** 변경을 큐나 변경 데이터 캡처로 전달하고, 자주 바뀌는 것은 정규화된 채로 둡니다.",
			tradeOff: "갱신이 닿을 때까지 사본은 오래된 값입니다.",
			exceptions: "바뀌지 않는 데이터(`immutable: true`)라면 지금 그대로 괜찮습니다.",
			fixes: {},
		},
	},
	safety: {},
	noFix: {
		en: "Whether a field may lag behind, or is better kept once, only its author knows.",
		ko: "어떤 필드가 늦어도 되는지, 한 곳에만 두는 것이 나은지는 작성자만 압니다.",
	},
	example: {
		bad: `data posts { key: author, items: 100M, embeds: profiles }
data profiles { key: user_id, items: 1M }
client app { rate: 1000rps }
service feed x4 {
  timeout: 1s
  reads posts
  writes profiles 1%
}
database db {
  holds: [posts, profiles]
  shards: 4
  write-capacity: 2k/s
  replicas: 2
  failover: automatic
  backup: 1d
}

app -> feed -> db
`,
		good: `data posts { key: author, items: 100M, embeds: profiles }
data profiles { key: user_id, items: 1M, immutable: true }
client app { rate: 1000rps }
service feed x4 {
  timeout: 1s
  reads posts
  writes profiles 1%
}
database db {
  holds: [posts, profiles]
  shards: 4
  write-capacity: 2k/s
  replicas: 2
  failover: automatic
  backup: 1d
}

app -> feed -> db
`,
	},
	*check(context) {
		const { architecture, analysis } = context;
		for (const data of context.each(architecture.data)) {
			for (const other of elementsOf(data, "embeds")) {
				if (other.type !== "data" || flagOf(other, "immutable") === true) continue;
				const holder = (of: DataSet): Component | undefined =>
					architecture.components.find((one) => one.kind === "database" && heldBy(one).includes(of));
				const store = holder(data);
				const source = holder(other);
				const load = store && shardLoadOf(context, store);
				const writes = source && analysis.components.get(source)?.writesByData.get(other);
				const [rows, items] = [numberOf(data, "items"), numberOf(other, "items")];
				if (!store || !load || !writes || !rows || !items) continue;
				const copies = rows / items;
				const capacity = load.writeCapacity * (numberOf(store, "shards") ?? 1);
				const busy = (writes * copies) / capacity;
				if (busy < MUCH) continue;
				yield {
					element: data,
					at: data.properties.get("embeds")!.at,
					data: {
						name: store.id,
						data: data.id,
						other: other.id,
						copies: formatCount(copies),
						writes: formatRate(writes),
						updates: formatRate(writes * copies),
						busy: formatPercent(busy),
					},
					fixes: [],
				};
			}
		}
	},
});

/** Of what the store can write. */
const MUCH = 0.1;

import { wordOf } from "../../model/properties.ts";
import { names } from "../describe.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import { heldBy } from "../graph.ts";
import { defineRule } from "../rule.ts";

/** Two primaries of the same data. */
export const multiDcWriteConflict = defineRule<"name" | "other" | "data", "by-owner" | "last">({
	id: "multi-dc-write-conflict",
	group: "data-centers",
	since: "0.1.0",
	severity: "warning",
	statements: [],
	text: {
		en: {
			title: "Two primaries without a rule",
			message: "`{name}` and `{other}` both take writes of {data}, and nothing says what holds when they differ.",
			why: "Two users may change the same row in both places within the lag of the replication. Each copy then keeps the change that came last to it, and they differ for good.",
			technique:
				"**A rule for conflicts.** Give each row a home that alone writes it (`by-owner`); or let the last write win and accept that one is lost; or use types that merge (CRDT).",
			tradeOff:
				"A home costs distance for users who travel; last write wins loses data silently; mergeable types fit counters and sets only.",
			exceptions: "Not needed where only one side takes writes.",
			fixes: { "by-owner": "Let each row be written in its home only", last: "Let the last write win" },
		},
		ko: {
			title: "규칙 없는 두 프라이머리",
			message:
				"`{name}`과(와) `{other}`이(가) 모두 {data} 쓰기를 받지만, 서로 다를 때 어느 쪽이 맞는지 정해져 있지 않습니다.",
			why: "두 사용자가 복제 지연 안에 양쪽에서 같은 행을 바꿀 수 있습니다. 그러면 사본마다 나중에 도착한 변경만 남아 영영 달라집니다.",
			technique:
				"**충돌 규칙.** 행마다 쓰기를 맡는 한 곳을 정하거나(`by-owner`), 마지막 쓰기가 이기게 하고 하나를 잃는 것을 받아들이거나, 합쳐지는 자료형(CRDT)을 씁니다.",
			tradeOff:
				"맡은 곳을 정하면 이동한 사용자는 먼 곳에 쓰고, 마지막 쓰기가 이기면 데이터를 조용히 잃으며, 합쳐지는 자료형은 카운터나 집합에만 맞습니다.",
			exceptions: "한쪽만 쓰기를 받으면 필요 없습니다.",
			fixes: { "by-owner": "행마다 맡은 곳에서만 쓰게 하기", last: "마지막 쓰기가 이기게 하기" },
		},
	},
	safety: { "by-owner": "suggestion", last: "suggestion" },
	example: {
		bad: `data posts
datacenter us {
  database db { holds: posts, replicas: 1, failover: automatic, backup: 1d }
}
datacenter eu like us
us.db -> eu.db
eu.db -> us.db
`,
		good: `data posts
datacenter us {
  database db { holds: posts, replicas: 1, failover: automatic, backup: 1d }
}
datacenter eu like us
us.db -> eu.db { conflicts: by-owner }
eu.db -> us.db { conflicts: by-owner }
`,
	},
	*check(context) {
		const { links } = context.architecture;
		for (const link of context.each(links)) {
			const { from, to } = link;
			if (!link.replication || from.kind === "cache") continue;
			const back = to.outgoing.find((one) => one.replication && one.to === from);
			// Each pair once.
			if (!back || links.indexOf(back) < links.indexOf(link)) continue;
			if ([link, back].some((one) => (wordOf(one, "conflicts") ?? "none") !== "none")) continue;
			const [id, otherId] = [from.id, to.id];
			const rule =
				(value: string): Step =>
				(now) => {
					const own = now.architecture.links.filter(
						(one) =>
							one.replication &&
							((one.from.id === id && one.to.id === otherId) || (one.from.id === otherId && one.to.id === id)),
					);
					return own.map((one) => set(one, "conflicts", value));
				};
			const shared = heldBy(from).filter((data) => heldBy(to).includes(data));
			yield {
				element: from,
				others: [to],
				links: [link, back],
				data: {
					name: id,
					other: otherId,
					data: shared.length > 0 ? names(shared) : { en: "the same data", ko: "같은 데이터" },
				},
				fixes: [
					fixOf(context, { id: "by-owner", steps: [rule("by-owner")] }),
					fixOf(context, { id: "last", steps: [rule("last-write-wins")] }),
				],
			};
		}
	},
});

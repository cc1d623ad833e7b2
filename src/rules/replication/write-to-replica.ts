import type { Localized } from "../../language/locale.ts";
import { formatRate } from "../../language/numbers.ts";
import type { Component } from "../../model/architecture.ts";
import { names } from "../describe.ts";
import {
	byDistance,
	copiesInstead,
	holdersOf,
	linkTo,
	mayCall,
	served,
	takesWrites,
	unservedOf,
} from "../repairs/reach-data.ts";
import { defineRule } from "../rule.ts";

/** Writes that get to copies only. */
export const writeToReplica = defineRule<"name" | "data" | "copies" | "advice" | "load", "link-primary">({
	id: "write-to-replica",
	group: "replication",
	since: "0.1.0",
	severity: "error",
	statements: ["N24", "N25"],
	text: {
		en: {
			title: "Writes to a replica",
			message: "`{name}` writes `{data}`, but reaches only {copies}: {advice}.",
			why: "A replica is a copy of the primary: it refuses a write, or takes it and differs from the primary from then on without anyone noticing. At the peak {load} of writes lead nowhere, and count in no utilisation of this design.",
			technique:
				"**Writes to the primary, reads to the replicas.** All that changes data (insert, update, delete) goes to the primary, which passes it on; only reads go to the copies.",
			tradeOff: "All writes share the one primary; more replicas do not help them, shards do.",
			exceptions:
				"Not where both take writes: replicate in both directions and say with `conflicts` how two writes of the same item are settled.",
			fixes: { "link-primary": "Link `{name}` to the primary `{store}`" },
		},
		ko: {
			title: "복제본에 쓰기",
			message: "`{name}`이(가) `{data}`을(를) 쓰지만 닿는 곳은 쓰기를 받지 않는 {copies}뿐입니다. {advice}.",
			why: "복제본은 프라이머리의 사본입니다. 쓰기를 거부하거나, 받아들이고는 아무도 모르게 프라이머리와 달라집니다. 피크 때 쓰기 {load}이(가) 갈 곳이 없고, 이 설계의 어느 사용률에도 들어가지 않습니다.",
			technique:
				"**쓰기는 프라이머리, 읽기는 복제본.** 데이터를 바꾸는 명령(insert, update, delete)은 모두 프라이머리로 보내고 프라이머리가 사본에 전달합니다. 사본으로는 읽기만 보냅니다.",
			tradeOff: "모든 쓰기를 프라이머리 하나가 맡습니다. 복제본을 늘려도 쓰기는 나뉘지 않고, 샤드로 나눕니다.",
			exceptions:
				"둘 다 쓰기를 받는 구성이라면 해당하지 않습니다. 양방향으로 복제하고 같은 항목을 동시에 쓸 때 어떻게 해결할지 `conflicts`에 적습니다.",
			fixes: { "link-primary": "`{name}`을(를) 프라이머리 `{store}`에 연결하기" },
		},
	},
	safety: { "link-primary": "suggestion" },
	example: {
		bad: `data orders { kind: durable }

client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2
service web x2 {
  writes orders
}
database db { holds: orders, replicas: 1, failover: automatic }
database copy { holds: orders }

browser -> lb -> web -> copy
db -> copy
`,
		good: `data orders { kind: durable }

client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2
service web x2 {
  writes orders
}
database db { holds: orders, replicas: 1, failover: automatic }
database copy { holds: orders }

browser -> lb -> web -> copy
db -> copy
web -> db
`,
	},
	*check(context) {
		const { architecture, analysis } = context;
		const unserved = unservedOf(analysis);
		for (const component of context.each(unserved.keys())) {
			for (const access of unserved.get(component)!) {
				const copies = copiesInstead(architecture, access);
				if (!copies) continue;
				const { data, at } = access;
				const factor = component.accesses.find((one) => one.at === at)?.factor ?? 1;
				const load = (analysis.components.get(component)?.requestsPerSecond ?? 0) * factor;
				const [primary] = byDistance(component, holdersOf(architecture, data).filter(takesWrites));
				if (!primary) continue;
				const direct = mayCall(component, primary);
				yield {
					element: component,
					others: copies,
					at,
					data: {
						name: component.id,
						data: data.id,
						copies: copiesText(copies),
						advice: adviceText(primary, direct),
						load: formatRate(load),
					},
					related: [...copies, primary].map((element) => ({
						at: { file: element.file, span: element.declaration.kind },
						element,
					})),
					fixes: direct
						? [served(context, access, { id: "link-primary", store: primary, step: linkTo(component, primary) })]
						: [],
				};
			}
		}
	},
});

function copiesText(copies: readonly Component[]): Localized {
	const list = names(copies);
	return {
		en: copies.length === 1 ? `${list.en}, a copy that takes no writes` : `${list.en}, copies that take no writes`,
		ko: `사본 ${list.ko}`,
	};
}

function adviceText(primary: Component, direct: boolean): Localized {
	const name = `\`${primary.id}\``;
	return direct
		? { en: `link it to the primary ${name}`, ko: `프라이머리 ${name}에 연결하십시오` }
		: { en: `let a service that is linked to ${name} do it`, ko: `${name}에 연결된 서비스가 대신하게 하십시오` };
}

import type { UnservedAccess } from "../../analysis/analysis.ts";
import type { Localized } from "../../language/locale.ts";
import { formatRate } from "../../language/numbers.ts";
import type { Component, DataSet } from "../../model/architecture.ts";
import { names } from "../describe.ts";
import type { Step } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import { dataKind, heldBy } from "../graph.ts";
import {
	byDistance,
	copiesInstead,
	holdersOf,
	linkTo,
	mayCall,
	reachOf,
	served,
	takesWrites,
	unservedOf,
} from "../repairs/reach-data.ts";
import { defineRule, type Fix, type RuleContext } from "../rule.ts";

type FixId = "hold" | "link";

/** An access to data that nothing within reach holds. */
export const dataUnreachable = defineRule<"name" | "data" | "operation" | "operations" | "advice" | "load", FixId>({
	id: "data-unreachable",
	group: "design",
	since: "0.1.0",
	severity: "error",
	statements: [],
	text: {
		en: {
			title: "Data out of reach",
			message: "`{name}` {operation} `{data}`, which nothing within its reach holds: {advice}.",
			why: "At the peak {load} of these {operations} lead nowhere. They load no store and count in no utilisation, so the numbers of this design look better than they are; once it is built, they fail.",
			technique:
				"**A place for each data set.** `holds` says which stores keep it, and links say who may ask them. A read goes to the nearest store or copy, a write to the primary, past balancers and services if need be.",
			tradeOff: "Each link to a store is one more that depends on it: let a service answer for data that it owns.",
			exceptions: "Leave the access out where the component makes the data up by itself.",
			fixes: {
				hold: "Keep `{data}` in `{store}`",
				link: "Link `{name}` to `{store}`, which holds `{data}`",
			},
		},
		ko: {
			title: "닿을 수 없는 데이터",
			message:
				"`{name}`이(가) `{data}`을(를) {operation} 링크로 닿는 곳에 이 데이터를 가진 저장소가 없습니다. {advice}.",
			why: "피크 때 {operations} {load}이(가) 갈 곳이 없습니다. 어느 저장소의 부하에도, 사용률에도 들어가지 않으므로 이 설계의 수치는 실제보다 좋아 보이고, 그대로 만들면 실패합니다.",
			technique:
				"**데이터마다 둘 곳 정하기.** `holds`는 어느 저장소가 데이터를 보관하는지, 링크는 누가 그 저장소에 요청할 수 있는지 나타냅니다. 읽기는 가장 가까운 저장소나 사본으로, 쓰기는 프라이머리로 가며, 필요하면 로드 밸런서와 서비스를 거칩니다.",
			tradeOff:
				"저장소로 가는 링크가 늘면 그만큼 의존하는 곳도 늘어납니다. 데이터는 그것을 맡은 서비스가 제공하게 합니다.",
			exceptions: "컴포넌트가 스스로 만들어 내는 데이터라면 접근을 적지 않습니다.",
			fixes: {
				hold: "`{store}`에 `{data}` 보관하기",
				link: "`{name}`을(를) `{data}`이(가) 있는 `{store}`에 연결하기",
			},
		},
	},
	safety: { hold: "suggestion", link: "suggestion" },
	example: {
		bad: `data orders { kind: durable }

client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2
service web x2 {
  reads orders x3
}
database db { replicas: 1, failover: automatic }

browser -> lb -> web -> db
`,
		good: `data orders { kind: durable }

client browser { users: 1M, requests: 20/day, peak: 2x }
loadbalancer lb x2
service web x2 {
  reads orders x3
}
database db { replicas: 1, failover: automatic, holds: orders }

browser -> lb -> web -> db
`,
	},
	*check(context) {
		const { architecture, analysis } = context;
		const unserved = unservedOf(analysis);
		for (const component of context.each(unserved.keys())) {
			for (const access of unserved.get(component)!) {
				if (copiesInstead(architecture, access)) continue;
				const { data, operation, at } = access;
				const factor = component.accesses.find((one) => one.at === at)?.factor ?? 1;
				const load = (analysis.components.get(component)?.requestsPerSecond ?? 0) * factor;
				const { advice, fixes } = remedyOf(context, access);
				yield {
					element: component,
					at,
					data: {
						name: component.id,
						data: data.id,
						operation: operation === "read" ? READS : WRITES,
						operations: { en: `${operation}s`, ko: operation === "read" ? "읽기" : "쓰기" },
						advice,
						load: formatRate(load),
					},
					related: holdersOf(architecture, data).map((element) => ({
						at: { file: element.file, span: element.declaration.kind },
						element,
					})),
					fixes,
				};
			}
		}
	},
});

const READS: Localized = { en: "reads", ko: "읽지만" };
const WRITES: Localized = { en: "writes", ko: "쓰지만" };

interface Remedy {
	readonly advice: Localized;
	readonly fixes: readonly Fix<FixId>[];
}

/** What is missing, what to do about it, and the fix where there is one sensible place for the data. */
function remedyOf(context: RuleContext, access: UnservedAccess): Remedy {
	const { architecture } = context;
	const { component, data, operation } = access;
	const reached = reachOf(component, operation);
	const holders = holdersOf(architecture, data);
	const takers = holders.filter((holder) => operation === "read" || takesWrites(holder));
	const [target] = byDistance(component, takers);
	if (target && mayCall(component, target)) {
		const name = `\`${target.id}\``;
		return {
			advice: { en: `link it to ${name}, which does`, ko: `이 데이터가 있는 ${name}에 연결하십시오` },
			fixes: [served(context, access, { id: "link", store: target, step: linkTo(component, target) })],
		};
	}
	if (target) {
		const name = `\`${target.id}\``;
		const en = `let a service that is linked to ${name} do it`;
		return { advice: { en, ko: `${name}에 연결된 서비스가 대신하게 하십시오` }, fixes: [] };
	}
	const stores = suitable([...reached], data).filter((store) => operation === "read" || takesWrites(store));
	const [store, ...others] = stores;
	if (!store) return { advice: NO_STORE, fixes: [] };
	const list = names(stores);
	if (others.length > 0) {
		const en = `say which of ${list.en} holds it`;
		return { advice: { en, ko: `${list.ko} 가운데 보관할 곳의 \`holds\`에 적으십시오` }, fixes: [] };
	}
	const hold: Step = ({ architecture: { elements } }) => {
		const found = elements.get(store.id);
		const held = elements.get(data.id);
		if (found?.type !== "component" || held?.type !== "data") return undefined;
		return [set(found, "holds", [...heldBy(found), held])];
	};
	return {
		advice: { en: `add it to the \`holds\` of ${list.en}`, ko: `${list.ko}의 \`holds\`에 더하십시오` },
		fixes: [served(context, access, { id: "hold", store, step: hold })],
	};
}

const NO_STORE: Localized = {
	en: "link it to a store that names the data in `holds`",
	ko: "이 데이터를 `holds`에 적은 저장소에 연결하십시오",
};

/** Those of the stores in which such data is kept as a rule, by the first kind of which there are any. */
function suitable(stores: readonly Component[], data: DataSet): readonly Component[] {
	for (const kind of HOMES[dataKind(data)] ?? HOMES.durable!) {
		const found = stores.filter((store) => store.kind === kind);
		if (found.length > 0) return found;
	}
	return [];
}

const HOMES: Readonly<Record<string, readonly string[]>> = {
	durable: ["database", "storage"],
	static: ["storage", "database"],
	session: ["cache", "database"],
	derived: ["database", "search", "cache"],
};

import type { Localized } from "../../language/locale.ts";
import type { Architecture, Component, DataSet, Link, Place } from "../../model/architecture.ts";
import { wordOf } from "../../model/properties.ts";
import { names } from "../describe.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { connect } from "../edit/operations.ts";
import { copiesOf, dataKind, heldBy, isManaged, isSynchronous, unique } from "../graph.ts";
import { replicate as addReplica } from "../repairs/scale-out.ts";
import { defineRule, type RuleContext } from "../rule.ts";
import { centerOf, severalCenters } from "./places.ts";

/** Data that is in one data center, and used from several. */
export const multiDcNoDataReplication = defineRule<"data" | "problem" | "store" | "centers", "replicate">({
	id: "multi-dc-no-data-replication",
	group: "data-centers",
	since: "0.1.0",
	severity: "error",
	statements: ["N49", "N50"],
	production: true,
	text: {
		en: {
			title: "Data that is not replicated",
			message: "{data} {problem}.",
			why: "When users of {centers} are sent to another data center after a failure, what they have stored is not there; until then each place shows them something else.",
			technique:
				"**Replication between data centers.** Each place has a copy that follows the primary; when the primary is lost a copy is promoted.",
			tradeOff:
				"Asynchronous copies are behind by the lag, which is what a failover loses; synchronous ones pay the round trip with each commit.",
			exceptions:
				"Not for data that must not leave its place (`pinned`), with users routed to their home, nor for static content.",
			fixes: { replicate: "Replicate `{store}` to the other data centers, with automatic failover{replica}" },
		},
		ko: {
			title: "복제하지 않는 데이터",
			message: "데이터 센터마다 따로 있는 데이터: {data}{problem}.",
			why: "장애 뒤에 {centers}의 사용자를 다른 데이터 센터로 보내면 저장한 것이 그곳에 없습니다. 그 전에도 장소마다 다른 내용을 보게 됩니다.",
			technique:
				"**데이터 센터 사이의 복제.** 장소마다 프라이머리를 따라가는 사본을 두고, 프라이머리를 잃으면 사본을 승격합니다.",
			tradeOff:
				"비동기 사본은 지연만큼 뒤처지고 장애 조치 때 그만큼 잃습니다. 동기 사본은 커밋마다 왕복 시간을 씁니다.",
			exceptions:
				"사용자를 거주지로 보내면서 그곳을 벗어나면 안 되는 데이터(`pinned`)나 정적 콘텐츠에는 쓰지 않습니다.",
			fixes: { replicate: "`{store}`을(를) 다른 데이터 센터로 복제하고 자동 장애 조치 켜기{replica}" },
		},
	},
	safety: { replicate: "suggestion" },
	example: {
		bad: `data orders
client browser
dns names { routing: geo, health-checks: true }
datacenter us {
  loadbalancer lb x2
  service web x2 {
    timeout: 1s
    reads orders
  }
  database db { holds: orders, replicas: 1, failover: automatic, backup: 1d }

  lb -> web -> db
}
datacenter eu like us
pipeline ci { deploys: all, tests: all, rollback: true }

browser -> names -> us.lb, eu.lb
`,
		good: `data orders
client browser
dns names { routing: geo, health-checks: true }
datacenter us {
  loadbalancer lb x2
  service web x2 {
    timeout: 1s
    reads orders
  }
  database db { holds: orders, replicas: 1, failover: automatic, backup: 1d }

  lb -> web -> db
}
datacenter eu like us
pipeline ci { deploys: all, tests: all, rollback: true }

browser -> names -> us.lb, eu.lb
us.db -> eu.db
`,
	},
	*check(context) {
		const { architecture } = context;
		const centers = severalCenters(architecture);
		if (centers.length === 0) return;
		for (const group of storesOf(architecture, centers)) {
			const { stores, data } = group;
			const [store] = stores;
			const linked = stores.some(({ incoming, outgoing }) =>
				[...incoming, ...outgoing].some(({ replication }) => replication),
			);
			if (!store || stores.length < 2 || linked || stores.some(isManaged)) continue;
			const { id } = store;
			const others = stores.slice(1).map((one) => one.id);
			const replicate: Step = (now) => {
				const from = now.architecture.elements.get(id);
				const to = others
					.map((one) => now.architecture.elements.get(one))
					.filter((one): one is Component => one?.type === "component");
				if (from?.type !== "component" || to.length === 0) return undefined;
				const promoted = ["automatic", "manual"].includes(String(wordOf(from, "failover")));
				const copies = to.map((copy) =>
					connect(from, copy, promoted ? {} : { properties: [["failover", "automatic"]] }),
				);
				// Writes need the primary, wherever their writer stands.
				const writers = unique(
					to.flatMap((copy) => copy.incoming.filter((link) => isWritten(now, link)).map((one) => one.from)),
				);
				const apart = writers.filter((writer) => !writer.outgoing.some((link) => link.to === from));
				return [...copies, ...apart.map((writer) => connect(writer, from))];
			};
			yield {
				element: store,
				others: stores.slice(1),
				data: {
					data: data ? names([data]) : { en: `The data of \`${id}\``, ko: `\`${id}\`의 데이터` },
					problem: problemText(stores),
					store: id,
					centers: names(unique(stores.flatMap((one) => centerOf(one) ?? []))),
				},
				fixes: [
					fixOf(context, {
						id: "replicate",
						data: { replica: copiesOf(store) < 2 ? AND_REPLICA : NOTHING_MORE },
						steps: [replicate, ...(copiesOf(store) < 2 ? [addReplica(id, 1)] : [])],
					}),
				],
			};
		}
	},
});

/** It carries writes, or would if any load were known. */
function isWritten({ analysis }: RuleContext, link: Link): boolean {
	if (!isSynchronous(link) || link.implied) return false;
	if ((analysis.links.get(link)?.writes ?? 0) > 0) return true;
	return link.from.accesses.some(({ operation, data }) => operation === "write" && heldBy(link.to).includes(data));
}

const NOTHING_MORE: Localized = { en: "", ko: "" };
const AND_REPLICA: Localized = { en: ", and give it a replica in its place", ko: ", 제자리에도 복제본 두기" };

interface Group {
	readonly data: DataSet | undefined;
	/** One in each data center at least. */
	readonly stores: readonly Component[];
}

/** Databases that hold the same durable data in several data centers, or that are copies of one another by `like`. */
function storesOf(architecture: Architecture, centers: readonly Place[]): readonly Group[] {
	const databases = architecture.components.filter((store) => {
		const center = centerOf(store);
		return store.kind === "database" && center !== undefined && centers.includes(center);
	});
	const groups = new Map<string, { data: DataSet | undefined; stores: Component[] }>();
	for (const store of databases) {
		const held = heldBy(store);
		const kept = held.filter((data) => dataKind(data) === "durable" && !data.properties.has("pinned"));
		const keys =
			held.length === 0
				? [[originOf(store).id, undefined] as const]
				: kept.slice(0, 1).map((data) => [data.id, data] as const);
		for (const [key, data] of keys) {
			const group = groups.get(key) ?? { data, stores: [] };
			group.stores.push(store);
			groups.set(key, group);
		}
	}
	return [...groups.values()].filter(({ stores }) => new Set(stores.map(centerOf)).size > 1);
}

function originOf(store: Component): Component {
	return store.inherits?.type === "component" ? originOf(store.inherits) : store;
}

function problemText(stores: readonly Component[]): Localized {
	const all = names(stores);
	return {
		en: `is kept in ${all.en} without replication between them`,
		ko: `이(가) ${all.ko}에 복제 없이 따로 있습니다`,
	};
}

import { kinds } from "../../language/vocabulary/index.ts";
import type { Component, Link } from "../../model/architecture.ts";
import { familyOf } from "../../model/kinds.ts";
import { flagOf, numberOf } from "../../model/properties.ts";
import type { Step } from "../edit/fix.ts";
import { set } from "../edit/operations.ts";
import { isManaged, isQuorum, isSynchronous, originalOf } from "../graph.ts";
import type { RuleContext } from "../rule.ts";
import { cacheAside, cacheable, newCache } from "./cache-aside.ts";
import { companions, promotion, replicate, scaleOut } from "./scale-out.ts";
import type { Way } from "./toward-target.ts";

export type Speedup = "instances" | "replicas" | "cache" | "parallel";

/** Components that are tried. */
const MOST_COMPONENTS = 3;

/** What makes the requests of a client faster where they spend most of their time, alternatives together. */
export function faster(
	context: RuleContext,
	client: Component,
): readonly (readonly [Way<Speedup>, ...Way<Speedup>[]])[] {
	const spent = context.analysis.details.timeSpentFor(client);
	const components = spent.flatMap(({ at }) => (isComponent(at) && at !== client ? [originalOf(at)] : []));
	const slowest = [...new Set(components)].slice(0, MOST_COMPONENTS);
	const links = spent.flatMap(({ at }) => (isComponent(at) ? at.incoming.filter(isSynchronous) : [at]));
	const callers = links.map(({ from }) => originalOf(from)).filter(({ kind }) => familyOf(kind) === "compute");
	return [
		...slowest.flatMap((component) => relief(context, component)),
		...[...new Set(callers)].slice(0, MOST_COMPONENTS).flatMap(atOnce),
	];
}

function isComponent(at: Component | Link): at is Component {
	return "type" in at;
}

/** More of what requests wait for. It does not make faster what does not wait. */
function relief(context: RuleContext, component: Component): [Way<Speedup>, ...Way<Speedup>[]][] {
	const { id, kind } = component;
	if (kind === "database") {
		return [
			...(isQuorum(component) || isManaged(component) ? [] : [replicasOf(component)]),
			...cacheFor(context, component),
		];
	}
	if (isManaged(component) || !kinds.get(kind)?.counted) return [];
	const from = component.instances.max;
	const instances = (to: number): Way<Speedup> => {
		const change = `\`${id}\` x${from} -> x${to}`;
		return {
			id: "instances",
			data: { name: id, from, to, also: companions(component) },
			steps: scaleOut(component, to),
			change: { en: change, ko: change },
		};
	};
	const [first, ...others] = [
		...new Set([1.25, 1.5, 2, 3].map((factor) => Math.max(from + 1, Math.ceil(from * factor)))),
	];
	return [[instances(first!), ...others.map(instances)]];
}

function replicasOf(database: Component): [Way<Speedup>, ...Way<Speedup>[]] {
	const { id } = database;
	const from = numberOf(database, "replicas") ?? 0;
	const replicas = (added: number): Way<Speedup> => ({
		id: "replicas",
		data: { name: id, from, to: from + added, failover: promotion(database) },
		steps: [replicate(id, from + added)],
		change: {
			en: `replicas of \`${id}\` ${from} -> ${from + added}`,
			ko: `\`${id}\` 복제본 ${from} -> ${from + added}`,
		},
	});
	return [replicas(1), replicas(2), replicas(4)];
}

function cacheFor(context: RuleContext, database: Component): [Way<Speedup>][] {
	const data = cacheable(context, database);
	if (data.length === 0) return [];
	const { name } = newCache(context.architecture, database, data);
	const ids = data.map(({ id }) => id);
	return [
		[
			{
				id: "cache",
				data: { name: database.id, cache: name },
				steps: [cacheAside(database.id, ids)],
				change: { en: `a cache \`${name}\``, ko: `캐시 \`${name}\`` },
			},
		],
	];
}

/** Calls that wait for one another run at the same time. */
function atOnce(caller: Component): [Way<Speedup>][] {
	const { id } = caller;
	if (inTurn(caller).length === 0) return [];
	const step: Step = ({ architecture }) => {
		const found = architecture.elements.get(id);
		return found?.type === "component" ? inTurn(found).map((link) => set(link, "parallel", "true")) : undefined;
	};
	const change = { en: `calls of \`${id}\` in parallel`, ko: `\`${id}\`의 호출을 동시에` };
	return [[{ id: "parallel", data: { name: id }, steps: [step], change }]];
}

function inTurn(caller: Component): readonly Link[] {
	return caller.outgoing.filter(
		(link) => isSynchronous(link) && !link.implied && !link.copied && flagOf(link, "parallel") !== true,
	);
}

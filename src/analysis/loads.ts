import type { Architecture, Component, DataSet, Element, Link } from "../model/architecture.ts";
import { familyOf, takesTraffic } from "../model/kinds.ts";
import { oncePer } from "../model/once.ts";
import { elementsOf, wordOf } from "../model/properties.ts";
import type {
	Assumption,
	ComponentAnalysis,
	Inflow,
	LinkAnalysis,
	RoleAnalysis,
	SaturationUsers,
	Status,
} from "./analysis.ts";
import { READ_SHARE } from "./assumed.ts";
import { type CacheInflow, seenBehind } from "./caches/cache-levels.ts";
import { MOST_PASSES } from "./caches/changed-traffic.ts";
import { type HitRatios, hitRatio, predictable, predictHitRatios, sameHitRatios } from "./caches/hit-ratio.ts";
import {
	busiestRole,
	capacityOf,
	instancesAt,
	isStore,
	type Load,
	nodesInService,
	nodesOf,
	reserveOf,
	rolesOf,
} from "./capacity/capacity.ts";
import { saturationUsers } from "./capacity/saturation.ts";
import type { AnalysisContext } from "./context.ts";
import { declaredFact, Facts } from "./facts.ts";
import { type InSteps, resultOf } from "./in-steps.ts";
import { type KeyLoad, keyLoad } from "./models/shards.ts";
import { ALL_UP, type State } from "./state.ts";
import type { DataRates } from "./stores/shards.ts";
import { type CallOrder, callOrder } from "./traffic/call-order.ts";
import { isCache, type Routing, routingOf } from "./traffic/routing.ts";
import { type Flow, isRead, type Part, solveTraffic, type Traffic } from "./traffic/traffic.ts";
import { type Demands, demandsOf } from "./traffic/users.ts";

/** Under which conditions the loads are asked for. */
export interface Conditions {
	/** Users of all clients together, in their proportions; absent: as declared. */
	readonly users?: number | undefined;
	/** What is out of service; absent: nothing. */
	readonly state?: State;
	/** Numbers to take in place of defaults. */
	readonly overrides?: ReadonlyMap<Element, ReadonlyMap<string, number>>;
}

/** The load of every part, and what it was computed from. */
export interface Loads extends AnalysisContext {
	readonly conditions: Conditions;
	readonly demands: Demands;
	readonly components: ReadonlyMap<Component, ComponentLoad>;
	readonly order: CallOrder;
}

export interface ComponentLoad extends ComponentAnalysis {
	/** The users at which it would be full if its load grew in proportion to them. */
	readonly straight: SaturationUsers;
}

/** What the loads of components are read from. */
export type Solved = Pick<
	Loads,
	"architecture" | "routing" | "conditions" | "facts" | "demands" | "traffic" | "hitRatios"
>;

/** Utilisation from which a component counts as hot, and which an autoscaled tier keeps below. */
export const HOT = 0.7;

/** The users at which a component is full; that may take a search, and so it is asked for when somebody wants to know. */
export type Saturation = (load: ComponentLoad) => SaturationUsers;

/** The loads of `architecture` (models M1 to M3). Never fails and never holds NaN. */
export function loadsOf(architecture: Architecture, conditions?: Conditions, saturation?: Saturation): Loads {
	return resultOf(loadsInSteps(architecture, conditions, saturation));
}

export function* loadsInSteps(
	architecture: Architecture,
	conditions: Conditions = {},
	saturation: Saturation = ({ straight }) => straight,
): InSteps<Loads> {
	const solved = yield* solveInSteps(architecture, conditions, predictable(architecture.components));
	const components = new Map<Component, ComponentLoad>();
	for (const component of architecture.components) {
		if (!takesTraffic(component.kind)) continue;
		components.set(component, new ComponentLoads(component, solved, saturation));
		yield;
	}
	const links = linkAnalyses(architecture, solved.traffic, solved.facts);
	return { ...solved, components, links, order: callOrder(architecture) };
}

/** A part of an architecture of which everything else grows in proportion to users, or not at all. */
export interface Scope {
	readonly groups: Part["groups"];
	/** The caches in it whose hit ratio is predicted. */
	readonly caches: readonly Component[];
}

/** The loads of a part at another number of users than those of the whole are known for. */
export function loadsWithin(scope: Scope, users: number, loads: Loads): (component: Component) => Tier {
	const factor = users / (loads.demands.users || users);
	const part = { rest: loads.traffic, factor, groups: scope.groups };
	const solved = solve(loads.architecture, { ...loads.conditions, users }, scope.caches, {
		part,
		from: loads.hitRatios,
	});
	return (component) => tierIn(component, solved);
}

/** The traffic of another number of users. */
export function solvedAt({ architecture, conditions }: Loads, users: number): Solved {
	return solve(architecture, { ...conditions, users }, predictable(architecture.components));
}

function solve(...question: Parameters<typeof solveInSteps>): Solved {
	return resultOf(solveInSteps(...question));
}

/** The traffic, and with it what `caches` hit: of a `part`, beginning `from` what they hit otherwise. */
function* solveInSteps(
	architecture: Architecture,
	conditions: Conditions,
	caches: readonly Component[],
	{ part, from = new Map() }: { readonly part?: Part; readonly from?: HitRatios } = {},
): InSteps<Solved> {
	const { users, state = ALL_UP, overrides } = conditions;
	const routing = routingOf(architecture, state.down, state.unable);
	const solveWith = (hitRatios: HitRatios, before?: Traffic): Solved => {
		// A ledger of its own each time: a default that a prediction takes the place of is no assumption.
		const facts = new Facts({ state, ...(overrides && { overrides }) });
		const demands = demandsOf(architecture, facts, users);
		const emissions = new Map(demands.clients.map(({ client, requestsPerSecond }) => [client, requestsPerSecond]));
		const known = { hitRatios, ...(before && { before }), ...(part && { part }) };
		const traffic = solveTraffic(architecture, routing, emissions, facts, known);
		return { architecture, routing, conditions, facts, demands, traffic, hitRatios };
	};
	let solved = solveWith(from);
	let predicted: HitRatios = new Map([...from].filter(([cache]) => caches.includes(cache)));
	// What a cache hits depends on what arrives there, and behind other caches that depends on what those hit.
	for (let pass = 0; pass < MOST_PASSES; pass++) {
		yield;
		const next = predictHitRatios(caches, solved);
		// What a cache makes of the writes that it collects depends on all who write, so on what arrives there.
		if (sameHitRatios(next, predicted) && (pass > 0 || !collectsWrites(architecture))) break;
		predicted = next;
		solved = solveWith(from.size > 0 ? new Map([...from, ...next]) : next, solved.traffic);
	}
	return solved;
}

/** Some cache writes back. */
const collectsWrites = oncePer(({ components }: Architecture) =>
	components.some((cache) => wordOf(cache, "write") === "write-back"),
);

/** What a tier gets and what it can do with it. */
export type Tier = Pick<ComponentAnalysis, "instances" | "requestsPerSecond" | "capacity" | "utilization" | "roles">;

/** What arrives while parts are out of service, for many states of one architecture: caches hit as often as they usually do. */
export function trafficAfter(usual: Loads, state: State): Pick<Loads, "routing" | "traffic"> {
	const { architecture, facts, demands, hitRatios, traffic: before } = usual;
	const routing = routingOf(architecture, state.down, state.unable);
	const emissions = new Map(demands.clients.map(({ client, requestsPerSecond }) => [client, requestsPerSecond]));
	return { routing, traffic: solveTraffic(architecture, routing, emissions, facts, { hitRatios, before }) };
}

export function tierIn(component: Component, solved: Solved): Tier {
	const { instances, requestsPerSecond, capacity, utilization, roles } = tierOf(component, solved);
	return { instances, requestsPerSecond, capacity, utilization, roles };
}

/** A class, for there are many of them and all are read often: objects of one shape. */
export class ComponentLoads implements ComponentLoad {
	readonly component: Component;
	readonly instances: number;
	readonly requestsPerSecond: number;
	readonly reads: number;
	readonly writes: number;
	readonly inflows: readonly Inflow[];
	readonly readsByData: ReadonlyMap<DataSet, number>;
	readonly writesByData: ReadonlyMap<DataSet, number>;
	readonly readKeys: ReadonlyMap<DataSet, KeyLoad> | undefined;
	readonly capacity: number | undefined;
	readonly utilization: number | undefined;
	readonly status: Status;
	readonly straight: SaturationUsers;
	readonly roles: readonly RoleAnalysis[];
	readonly hitRatio: number | undefined;
	readonly assumptions: readonly Assumption[];
	readonly #saturation: Saturation;

	constructor(component: Component, solved: Solved, saturation: Saturation) {
		const { traffic, facts, routing, hitRatios, demands } = solved;
		const { known, running, load, byData, ...tier } = tierOf(component, solved);
		const isClient = component.kind === "client";
		this.component = component;
		this.instances = tier.instances;
		this.requestsPerSecond = tier.requestsPerSecond;
		this.reads = load.reads;
		this.writes = load.writes;
		this.inflows = inflowsOf(component, traffic);
		this.readsByData = byData.reads;
		this.writesByData = byData.writes;
		this.readKeys = byData.readKeys;
		this.capacity = tier.capacity;
		this.utilization = tier.utilization;
		this.status = isClient && known ? "ok" : statusOf(tier.utilization);
		// An autoscaled tier saturates when all that it may have are running.
		const utilization = tier.utilization && tier.utilization / reserveOf(component, running, facts);
		this.straight = isClient ? { kind: "unbounded" } : saturationUsers(demands.users, utilization);
		this.roles = tier.roles;
		this.hitRatio = !isCopyOfStores(component, routing)
			? undefined
			: routing.isUp(component)
				? hitRatio(component, hitRatios, facts)
				: 0;
		this.assumptions = facts.ledger(component);
		this.#saturation = saturation;
	}

	get saturationUsers(): SaturationUsers {
		return this.#saturation(this);
	}
}

function tierOf(component: Component, { traffic, facts, routing, hitRatios, demands }: Solved) {
	const demand = component.kind === "client" ? demands.clients.find(({ client }) => client === component) : undefined;
	const flow = traffic.arrivals.get(component);
	const readKeys = keysOfMisses(component, flow, { traffic, facts, routing, predicted: hitRatios });
	const byData = readKeys ? { ...byDataSet(flow), readKeys } : byDataSet(flow);
	const load = loadOf(component, flow, byData, traffic, facts);
	const total = load.requests + load.reads + load.writes;
	const divergent = traffic.divergent.some((group) => group.includes(component));
	const known =
		!divergent &&
		!(total === 0 && traffic.unknown.has(component)) &&
		(!demand || demand.requestsPerSecond !== undefined);
	const capacity = component.kind === "client" ? undefined : capacityOf(component, facts);
	const each = capacity?.kind === "one" ? capacity.rate.value : Number.POSITIVE_INFINITY;
	const running = instancesAt(component, total, each, HOT, facts);
	const roles = known ? rolesOf(component, load, capacity, facts, running) : [];
	const busiest = busiestRole(roles);
	return {
		instances: component.kind === "database" ? nodesInService(component, facts) : running,
		requestsPerSecond: total,
		capacity: component.kind === "client" ? undefined : busiest?.capacity,
		utilization: busiest?.utilization,
		roles,
		known,
		running,
		load,
		byData,
	};
}

/** A cache of what stores hold; one that is itself the only store of its data, such as that of sessions, has no misses. */
function isCopyOfStores(component: Component, routing: Routing): boolean {
	return (
		isCache(component) &&
		elementsOf(component, "holds").some(
			(data) => data.type === "data" && routing.holders(data).some((holder) => !isCache(holder)),
		)
	);
}

/** What arrives, as requests of a service or as reads and writes of a store, its writes by replication apart. */
function loadOf(component: Component, flow: Flow | undefined, byData: DataRates, traffic: Traffic, facts: Facts): Load {
	let reads = 0;
	let writes = 0;
	let requests = flow?.requests ?? 0;
	for (const { verb, rate } of flow?.operations ?? []) {
		if (isRead(verb)) reads += rate;
		else writes += rate;
	}
	if (requests > 0 && isStore(component)) {
		const plainReads = requests * facts.assume(component, READ_SHARE).value;
		reads += plainReads;
		if (!facts.refusesWrites(component)) writes += requests - plainReads;
		requests = 0;
	}
	let replayed = 0;
	for (const rate of traffic.replicated.get(component)?.values() ?? []) replayed += rate;
	return { requests, reads, writes, replayed, byData };
}

const NO_DATA: DataRates = { reads: new Map(), writes: new Map() };

function byDataSet(flow: Flow | undefined): DataRates {
	if (!flow || flow.operations.length === 0) return NO_DATA;
	const reads = new Map<DataSet, number>();
	const writes = new Map<DataSet, number>();
	for (const { verb, data, rate } of flow.operations) {
		const rates = isRead(verb) ? reads : writes;
		if (data) rates.set(data, (rates.get(data) ?? 0) + rate);
	}
	return { reads, writes };
}

/** Undefined where no cache before a store with shards is predicted to take the popular keys. */
function keysOfMisses(
	store: Component,
	flow: Flow | undefined,
	inflow: CacheInflow,
): ReadonlyMap<DataSet, KeyLoad> | undefined {
	if (inflow.predicted.size === 0 || !flow || store.kind !== "database") return undefined;
	if (!(nodesOf(store, inflow.facts).shards > 1)) return undefined;
	const keys = new Map<DataSet, KeyLoad>();
	for (const { verb, data } of flow.operations) {
		// Where the shard key is not the item, nothing is known of which items share one.
		if (!data || !isRead(verb) || keys.has(data) || declaredFact(data, "keys")) continue;
		const seen = seenBehind(store, data, inflow);
		if (seen) keys.set(data, keyLoad(seen.popularity));
	}
	return keys.size > 0 ? keys : undefined;
}

function inflowsOf(component: Component, traffic: Traffic): readonly Inflow[] {
	const inflows: Inflow[] = [];
	for (const link of component.incoming) {
		if (!link.replication) inflows.push({ link, requestsPerSecond: traffic.links.get(link)?.total() ?? 0 });
	}
	return inflows.length < 2 ? inflows : inflows.sort((a, b) => b.requestsPerSecond - a.requestsPerSecond);
}

function linkAnalyses(architecture: Architecture, traffic: Traffic, facts: Facts): ReadonlyMap<Link, LinkAnalysis> {
	const links = new Map<Link, LinkAnalysis>();
	for (const link of architecture.links) {
		if (takesTraffic(link.from.kind) && takesTraffic(link.to.kind)) links.set(link, linkAnalysis(link, traffic, facts));
	}
	return links;
}

export function linkAnalysis(link: Link, traffic: Traffic, facts: Facts): LinkAnalysis {
	return link.replication ? replicationAnalysis(link, traffic) : callAnalysis(link, traffic, facts);
}

function replicationAnalysis(link: Link, traffic: Traffic): LinkAnalysis {
	let writes = 0;
	for (const rate of traffic.replicated.get(link.to)?.values() ?? []) writes += rate;
	return { link, requestsPerSecond: writes, reads: 0, writes, traffic: "replication" };
}

function callAnalysis(link: Link, traffic: Traffic, facts: Facts): LinkAnalysis {
	const flow = traffic.links.get(link);
	let reads = 0;
	let writes = 0;
	for (const { verb, rate } of flow?.operations ?? []) {
		if (isRead(verb)) reads += rate;
		else writes += rate;
	}
	const requests = flow?.requests ?? 0;
	if (requests > 0 && isStore(link.to)) {
		const share = facts.assume(link.to, READ_SHARE).value;
		reads += requests * share;
		writes += requests * (1 - share);
	}
	const total = flow?.total() ?? 0;
	const isAsync = familyOf(link.to.kind) === "queue" || familyOf(link.from.kind) === "queue";
	const kind = isAsync
		? "async"
		: reads + writes < total / 2 || total === 0
			? "call"
			: reads >= writes
				? "read"
				: "write";
	return { link, requestsPerSecond: total, reads, writes, traffic: kind };
}

export function statusOf(utilization: number | undefined): Status {
	if (utilization === undefined) return "unknown";
	return utilization >= 1 ? "saturated" : utilization >= HOT ? "hot" : "ok";
}

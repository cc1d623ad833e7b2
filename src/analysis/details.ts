import type { Component, DataSet, Link } from "../model/architecture.ts";
import { once, oncePer } from "../model/once.ts";
import type { ComponentAnalysis, Removals } from "./analysis.ts";
import type { Step } from "./arithmetic.ts";
import { type Attainable, attainableOf } from "./availability/attainable.ts";
import { type Availabilities, availabilitiesOf } from "./availability/availability.ts";
import { availabilitySteps } from "./availability/availability-steps.ts";
import { afterLosing } from "./caches/after-losing.ts";
import { seenBehind } from "./caches/cache-levels.ts";
import { cacheReport } from "./caches/cache-report.ts";
import { cacheSteps } from "./caches/cache-steps.ts";
import { type CachedData, cachedData } from "./caches/cached-data.ts";
import { bandwidthOf, lineOf } from "./capacity/bandwidth.ts";
import { costOf, costsOf, systemCost } from "./capacity/cost.ts";
import { bandwidthSteps, costSteps } from "./capacity/cost-steps.ts";
import { type NodeLoads, nodeLoadsOf } from "./capacity/node-loads.ts";
import { scalingReport } from "./capacity/scaling.ts";
import { scalingSteps } from "./capacity/scaling-steps.ts";
import { capacitySteps } from "./capacity/steps.ts";
import { threadsReport } from "./capacity/threads.ts";
import type { AnalysisContext } from "./context.ts";
import { type Disagreement, disagreementsOf } from "./disagreements.ts";
import { instancesNeeded, type LadderStep, ladderOf, readersNeeded } from "./ladder.ts";
import { latencyByClient } from "./latency/latency-by-client.ts";
import { queueReport } from "./latency/queue-report.ts";
import { queueSteps } from "./latency/queue-steps.ts";
import { queueingReport, responseTimeOf } from "./latency/queueing.ts";
import { roundTrip } from "./latency/round-trip.ts";
import { type TimeSpent, timeSpentFor } from "./latency/time-spent.ts";
import { waitingSteps } from "./latency/waiting-steps.ts";
import { HOT, type Loads, type Tier } from "./loads.ts";
import { oncePerComponent } from "./once-per-component.ts";
import type {
	CacheReport,
	ClientLatency,
	ConsistencyReport,
	LineReport,
	QueueingReport,
	QueueReport,
	ResponseTime,
	RetriesReport,
	ScalingReport,
	ShardsReport,
	StorageReport,
	ThreadsReport,
} from "./reports.ts";
import type { FullFirst, SaturationSearch } from "./saturation-search.ts";
import { consistencyReport } from "./stores/consistency.ts";
import { consistencySteps } from "./stores/consistency-steps.ts";
import { type NodesNeeded, nodesNeeded } from "./stores/nodes-needed.ts";
import { shardsReport } from "./stores/shards-report.ts";
import { storageReport } from "./stores/storage-report.ts";
import { storageSteps } from "./stores/storage-steps.ts";
import { retriesReport } from "./traffic/retries.ts";
import { retrySteps } from "./traffic/retry-steps.ts";
import { isAwaited, isCache } from "./traffic/routing.ts";

/** What is computed only when somebody asks for it, and then once. */
export interface Details {
	readonly of: (component: Component) => ComponentDetails;
	readonly line: (link: Link) => LineReport;
	/** Writes of users to the data that a cache holds, per second, whichever way they take to the store. */
	readonly writesTo: (cache: Component) => ReadonlyMap<DataSet, number>;
	/** What the hit ratio of a cache or CDN follows from, to see what another time to live, memory or policy would do. */
	readonly cached: (cache: Component) => CachedData | undefined;
	/** What components get in the moment after nodes of a cache are lost. */
	readonly afterLosing: (cache: Component, nodes: number) => (component: Component) => Tier;
	readonly availabilities: () => Availabilities;
	/** The availability of the system, or in a large design a bound of it; undefined without clients. */
	readonly attainable: () => Attainable | undefined;
	/** By the name of the client. */
	readonly latencies: () => ReadonlyMap<string, ClientLatency>;
	/** Where the requests of a client spend their time, largest first. */
	readonly timeSpentFor: (client: Component) => readonly TimeSpent[];
	/** What saturates first of all that has not yet done so at a number of users. */
	readonly nextToSaturate: (users: number) => FullFirst | undefined;
	/** What saturates first, then what is next, to the last. */
	readonly ladder: () => readonly LadderStep[];
	/** The arithmetic of a component, line by line, for the hover. */
	readonly steps: (component: Component) => readonly Step[];
	/** Where what is declared of a component does not fit together. */
	readonly disagreements: (component: Component) => readonly Disagreement[];
	/** Dollars a month, from declared prices. */
	readonly cost: () => number | undefined;
	/** The same for each component that has a price. */
	readonly costs: () => ReadonlyMap<Component, number>;
	/** Instances of each tier that keep it at or below the target utilisation. */
	readonly instancesNeeded: (target?: number) => ReadonlyMap<Component, number>;
	/** Partitions that its queues lack, so that enough of its instances can read. */
	readonly partitionsNeeded: (consumer: Component) => number | undefined;
	/** Shards and replicas of a database that do so. */
	readonly nodesNeeded: (database: Component) => NodesNeeded | undefined;
}

/** Undefined: not known, or it means nothing for this kind. */
export interface ComponentDetails {
	readonly queueing: QueueingReport | undefined;
	readonly responseTime: ResponseTime | undefined;
	readonly scaling: ScalingReport | undefined;
	readonly threads: ThreadsReport | undefined;
	readonly cache: CacheReport | undefined;
	readonly consistency: ConsistencyReport | undefined;
	readonly shards: ShardsReport | undefined;
	readonly queue: QueueReport | undefined;
	readonly storage: StorageReport | undefined;
	/** Sent to its callers. */
	readonly bandwidthBitsPerSecond: number | undefined;
	/** Dollars a month, from declared prices. */
	readonly cost: number | undefined;
	readonly retries: RetriesReport | undefined;
	/** What each of its nodes has to do; none where it is a single one. */
	readonly nodes: readonly NodeLoads[];
}

export function detailsOf(
	loads: Loads,
	{ removals, saturations }: { readonly removals: () => Removals; readonly saturations: SaturationSearch },
): Details {
	return {
		of: (component) => new Reports(component, loads),
		line: (link) => lineOf(link, loads),
		writesTo: (cache) => loads.traffic.writesTo(cache),
		cached: (cache) => cached(cache, loads),
		afterLosing: (cache, nodes) => afterLosing(loads, cache, nodes),
		availabilities: () => availabilities(loads),
		attainable: once(() => attainableOf(loads, removals, () => availabilities(loads))),
		latencies: () => latencies(loads),
		timeSpentFor: (client) => timeSpentFor(client, loads),
		steps: (component) => {
			const analysis = loads.components.get(component);
			return analysis ? stepsOf(analysis, loads) : [];
		},
		disagreements: (component) => disagreementsOf(component, loads),
		cost: () => systemCost(loads),
		costs: () => costs(loads),
		nextToSaturate: (users) => saturations.first(users),
		ladder: () => ladderOf(loads.components.values()),
		instancesNeeded: (target = HOT) => instancesNeeded(loads.components.values(), target),
		partitionsNeeded: (consumer) => {
			const analysis = loads.components.get(consumer);
			return analysis && readersNeeded(analysis, HOT);
		},
		nodesNeeded: (database) => nodesNeeded(database, loads, HOT),
	};
}

function stepsOf(analysis: ComponentAnalysis, loads: Loads): readonly Step[] {
	const { component } = analysis;
	// What others rest on, anywhere before or behind it, is in use whether or not somebody has looked there yet.
	if (component.kind === "client") loads.facts.of(component, "arrival-variability");
	for (const link of component.outgoing) if (isAwaited(link) && !link.replication) roundTrip(link, loads.facts);
	return [
		...capacitySteps(analysis, loads),
		...waitingSteps(component, loads),
		...availabilitySteps(component, loads),
		...cacheSteps(component, loads),
		...queueSteps(component, loads),
		...storageSteps(component, loads),
		...consistencySteps(component, loads),
		...retrySteps(component, loads),
		...scalingSteps(component, loads),
		...bandwidthSteps(component, loads),
		...costSteps(component, loads),
	];
}

function cachedDataOf(cache: Component, context: AnalysisContext): CachedData | undefined {
	const { facts, traffic, hitRatios } = context;
	const seen = (data: DataSet) => seenBehind(cache, data, { ...context, predicted: hitRatios });
	return isCache(cache) ? cachedData(cache, traffic.readsAt(cache), traffic.writesTo(cache), facts, seen) : undefined;
}

const availabilities = oncePer(availabilitiesOf);
const latencies = oncePer(latencyByClient);
const costs = oncePer(costsOf);

/** Each report by itself, when it is asked for: most readers want one of them. */
class Reports implements ComponentDetails {
	readonly #component: Component;
	readonly #context: Loads;

	constructor(component: Component, context: Loads) {
		this.#component = component;
		this.#context = context;
	}

	get queueing() {
		return queueing(this.#component, this.#context);
	}
	get responseTime() {
		return responseTime(this.#component, this.#context);
	}
	get scaling() {
		return scaling(this.#component, this.#context);
	}
	get threads() {
		return threads(this.#component, this.#context);
	}
	get cache() {
		return cache(this.#component, this.#context);
	}
	get consistency() {
		return consistency(this.#component, this.#context);
	}
	get shards() {
		return shards(this.#component, this.#context);
	}
	get queue() {
		return queue(this.#component, this.#context);
	}
	get storage() {
		return storage(this.#component, this.#context);
	}
	get bandwidthBitsPerSecond() {
		return bandwidth(this.#component, this.#context);
	}
	get cost() {
		return cost(this.#component, this.#context);
	}
	get retries() {
		return retries(this.#component, this.#context);
	}
	get nodes() {
		return nodes(this.#component, this.#context);
	}
}

const cached = oncePerComponent(cachedDataOf);
const queueing = oncePerComponent(queueingReport);
const responseTime = oncePerComponent(responseTimeOf);
const scaling = oncePerComponent(scalingReport);
const threads = oncePerComponent(threadsReport);
const cache = oncePerComponent(cacheReport);
const consistency = oncePerComponent(consistencyReport);
const shards = oncePerComponent(shardsReport);
const queue = oncePerComponent(queueReport);
const storage = oncePerComponent(storageReport);
const bandwidth = oncePerComponent(bandwidthOf);
const cost = oncePerComponent(costOf);
const retries = oncePerComponent(retriesReport);
const nodes = oncePerComponent(nodeLoadsOf);

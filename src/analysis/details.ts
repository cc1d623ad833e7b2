import type { Component, Link } from "../model/architecture.ts";
import { oncePer } from "../model/once.ts";
import type { Step } from "./arithmetic.ts";
import { type Availabilities, availabilitiesOf } from "./availability/availability.ts";
import { cacheReport } from "./caches/cache-report.ts";
import { cacheSteps } from "./caches/cache-steps.ts";
import { bandwidthOf, lineOf } from "./capacity/bandwidth.ts";
import { costOf, costsOf, systemCost } from "./capacity/cost.ts";
import { bandwidthSteps, costSteps } from "./capacity/cost-steps.ts";
import { scalingReport } from "./capacity/scaling.ts";
import { scalingSteps } from "./capacity/scaling-steps.ts";
import { capacitySteps } from "./capacity/steps.ts";
import { threadsReport } from "./capacity/threads.ts";
import { type Disagreement, disagreementsOf } from "./disagreements.ts";
import { instancesNeeded, type LadderStep, ladderOf } from "./ladder.ts";
import { latencyByClient } from "./latency/latency-by-client.ts";
import { queueReport } from "./latency/queue-report.ts";
import { queueSteps } from "./latency/queue-steps.ts";
import { queueingReport, responseTimeOf } from "./latency/queueing.ts";
import { HOT, type Loads } from "./loads.ts";
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
import { consistencyReport } from "./stores/consistency.ts";
import { consistencySteps } from "./stores/consistency-steps.ts";
import { shardsReport } from "./stores/shards-report.ts";
import { storageReport } from "./stores/storage-report.ts";
import { storageSteps } from "./stores/storage-steps.ts";
import { retriesReport } from "./traffic/retries.ts";
import { retrySteps } from "./traffic/retry-steps.ts";

/** What is computed only when somebody asks for it, and then once. */
export interface Details {
	readonly of: (component: Component) => ComponentDetails;
	readonly line: (link: Link) => LineReport;
	readonly availabilities: () => Availabilities;
	/** By the name of the client. */
	readonly latencies: () => ReadonlyMap<string, ClientLatency>;
	/** What saturates first, then what is next. */
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
	readonly instancesNeeded: () => ReadonlyMap<Component, number>;
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
}

export function detailsOf(loads: Loads): Details {
	return {
		of: (component) => componentDetails(component, loads),
		line: (link) => lineOf(link, loads),
		availabilities: () => availabilities(loads),
		latencies: () => latencies(loads),
		steps: (component) => stepsOf(component, loads),
		disagreements: (component) => disagreementsOf(component, loads),
		cost: () => systemCost(loads),
		costs: () => costsOf(loads),
		ladder: () => ladderOf(loads.components.values()),
		instancesNeeded: () => instancesNeeded(loads.components.values(), HOT),
	};
}

function stepsOf(component: Component, loads: Loads): readonly Step[] {
	return [
		...capacitySteps(component, loads),
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

const availabilities = oncePer(availabilitiesOf);
const latencies = oncePer(latencyByClient);

const componentDetails = oncePerComponent(
	(component, context): ComponentDetails => ({
		queueing: queueingReport(component, context),
		responseTime: responseTimeOf(component, context),
		scaling: scalingReport(component, context),
		threads: threadsReport(component, context),
		cache: cacheReport(component, context),
		consistency: consistencyReport(component, context),
		shards: shardsReport(component, context),
		queue: queueReport(component, context),
		storage: storageReport(component, context),
		bandwidthBitsPerSecond: bandwidthOf(component, context),
		cost: costOf(component, context),
		retries: retriesReport(component, context),
	}),
);

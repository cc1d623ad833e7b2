import type { Component } from "../../model/architecture.ts";
import type { AnalysisContext } from "../context.ts";
import { responsePercentile, waitPercentile } from "../models/erlang.ts";
import type { QueueingReport, ResponseTime } from "../reports.ts";
import { busiestStation, meanVisit, visitOf } from "./stations.ts";

/** The line before a tier or the busiest role of a database (model M4); undefined where nothing limits it or too little is known. */
export function queueingReport(component: Component, context: AnalysisContext): QueueingReport | undefined {
	const station = busiestStation(component, context);
	const line = station?.line;
	if (!station || !line) return undefined;
	const { servers } = line;
	if (line.kind === "unstable") {
		const { backlogPerSecond } = line;
		return { stable: false, servers, busyServers: servers, backlogPerSecond, exact: true };
	}
	const { busyServers, waitProbability, meanWait, meanQueueLength, meanInSystem, exact, visit } = line;
	return {
		stable: true,
		servers,
		busyServers,
		waitProbability,
		meanWait,
		waitP90: waitPercentile(visit, 0.9),
		waitP95: waitPercentile(visit, 0.95),
		waitP99: waitPercentile(visit, 0.99),
		meanQueueLength,
		meanInSystem,
		exact,
	};
}

/** Waiting and service of one visit; undefined where that grows without end, or the service time is not known. */
export function responseTimeOf(component: Component, context: AnalysisContext): ResponseTime | undefined {
	const station = busiestStation(component, context);
	const visit = station && visitOf(station);
	const mean = station && meanVisit(station);
	if (!visit || mean === undefined) return undefined;
	return {
		mean,
		p50: responsePercentile(visit, 0.5),
		p95: responsePercentile(visit, 0.95),
		p99: responsePercentile(visit, 0.99),
		p999: responsePercentile(visit, 0.999),
	};
}

import type { Component } from "../../model/architecture.ts";
import { numberOf } from "../../model/properties.ts";
import type { AnalysisContext } from "../context.ts";
import { responsePathsOf } from "../latency/response-paths.ts";
import { busiestStation } from "../latency/stations.ts";
import { present } from "../models/storage.ts";
import type { ThreadsReport } from "../reports.ts";

/**
 * Threads that are held while a request is worked on and its calls run (Little 1961): arrivals x (own time + time of the
 * calls), of all instances together. Where something that is called has no steady state, all of them are.
 */
export function threadsReport(component: Component, context: AnalysisContext): ThreadsReport | undefined {
	const each = numberOf(component, "threads");
	const analysis = context.components.get(component);
	const station = busiestStation(component, context);
	if (each === undefined || !analysis || !station) return undefined;
	const count = each * analysis.instances;
	const { mean, unstable } = responsePathsOf(context).calls(component);
	if (unstable.length > 0) return { count, busy: count };
	return { count, busy: present(analysis.requestsPerSecond, station.time.seconds + mean) };
}

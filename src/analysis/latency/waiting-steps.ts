import type { Component } from "../../model/architecture.ts";
import { places, plain, type Step } from "../arithmetic.ts";
import type { AnalysisContext } from "../context.ts";
import { declaredFact } from "../facts.ts";
import type { QueueingOptions, StableQueueing } from "../models/erlang.ts";
import { responseTimeOf } from "./queueing.ts";
import { busiestStation } from "./stations.ts";

/** Less is not worth a line. */
const NOTICEABLE_SECONDS = 1e-6;
const NOTICEABLE_SHARE = 1e-6;

/** From the load to the time of one visit, waiting and service (model M4); of a database, at the busiest shard. */
export function waitingSteps(component: Component, context: AnalysisContext): Step[] {
	const station = busiestStation(component, context);
	const line = station?.line;
	if (!station || !line || line.asked.arrivalsPerSecond === 0) return [];
	const { asked } = line;
	const times = ["service-time", "read-time", "write-time", "concurrency", "variability"];
	const declared = places(...times.map((name) => declaredFact(component, name)));
	const busy = asked.arrivalsPerSecond * asked.serviceSeconds;
	const steps: Step[] = [
		{
			name: "busy-servers",
			formula: "a = λ × S",
			substituted: `${plain(asked.arrivalsPerSecond)} × ${plain(asked.serviceSeconds)}`,
			value: busy,
			unit: "count",
			from: declared,
		},
		{
			name: "servers",
			formula: "c = n × k",
			substituted: `${plain(asked.instances)} × ${plain(asked.serversPerInstance)}`,
			value: line.servers,
			unit: "count",
			from: [],
		},
	];
	if (line.kind === "unstable") return steps;
	steps.push(...lineSteps(line, asked));
	const own = station.time.seconds;
	const response = responseTimeOf(component, context);
	if (!response) return steps;
	const waits = line.meanWait >= NOTICEABLE_SECONDS;
	steps.push({
		name: "mean-response",
		formula: waits ? "W + S" : "S",
		substituted: waits ? `${plain(line.meanWait)} + ${plain(own)}` : "",
		value: line.meanWait + own,
		unit: "seconds",
		from: [],
	});
	return steps;
}

function lineSteps(line: StableQueueing, asked: Required<QueueingOptions>): Step[] {
	const { waitProbability, meanWait, servers, busyServers, meanQueueLength } = line;
	const { instances: n, serversPerInstance: k, balancing, arrivalVariability, serviceVariability } = asked;
	const alone = n > 1 && balancing === "random";
	const named = n > 1 && (balancing === "round-robin" || balancing === "two-choices");
	const [c, a] = alone ? [k, busyServers / n] : [servers, busyServers];
	const [cSymbol, aSymbol] = alone ? ["k", "a / n"] : ["c", "a"];
	const aText = alone ? `${plain(busyServers)} / ${plain(n)}` : plain(a);
	const probability: Step = {
		name: "wait-probability",
		formula: named ? `P (${LINES[balancing]})` : `P = Erl(${cSymbol}, ${aSymbol})`,
		substituted: named ? "" : `Erl(${plain(c)}, ${aText})`,
		value: waitProbability,
		unit: "ratio",
		from: [],
	};
	if (waitProbability < NOTICEABLE_SHARE) return [];
	if (meanWait < NOTICEABLE_SECONDS) return [probability];
	// Of the arrivals at one of n instances, which are nearer to Poisson than all of them.
	const ca2 = alone ? 1 + (arrivalVariability - 1) / n : arrivalVariability;
	const varied = ca2 !== 1 || serviceVariability !== 1;
	return [
		probability,
		{
			name: "mean-wait",
			formula: named ? "W" : `W = P × S / (${cSymbol} − ${aSymbol})${varied ? " × (ca² + cs²) / 2" : ""}`,
			substituted: named
				? ""
				: `${plain(waitProbability)} × ${plain(asked.serviceSeconds)} / (${plain(c)} − ${aText})${varied ? ` × (${plain(ca2)} + ${plain(serviceVariability)}) / 2` : ""}`,
			value: meanWait,
			unit: "seconds",
			from: [],
		},
		{
			name: "queue-length",
			formula: "Lq = λ × W",
			substituted: `${plain(asked.arrivalsPerSecond)} × ${plain(meanWait)}`,
			value: meanQueueLength,
			unit: "count",
			from: [],
		},
	];
}

/** In Kendall's notation: instances that get every n-th arrival, and the less busy of two. */
const LINES = { "round-robin": "GI/M/k", "two-choices": "d = 2" } as const;

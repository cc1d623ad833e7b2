import type { Component } from "../../model/architecture.ts";
import type { AnalysisContext } from "../context.ts";
import { latencyOf } from "../models/latency.ts";
import type { ClientLatency } from "../reports.ts";
import { callLinks, isAwaited } from "../traffic/routing.ts";
import { responsePathsOf } from "./response-paths.ts";

/**
 * How long the requests of each client take, by its name (model M5): waiting and service of all that they wait for and
 * the round trips between. Calls follow one another unless the link is `parallel`; queues and `async` links are not
 * waited for. A client is absent whose requests are not known, or that waits for nothing.
 */
export function latencyByClient(context: AnalysisContext): ReadonlyMap<string, ClientLatency> {
	const latencies = new Map<string, ClientLatency>();
	for (const client of context.architecture.components) {
		if (client.kind !== "client") continue;
		const latency = latencyOfClient(client, context);
		if (latency) latencies.set(client.id, latency);
	}
	return latencies;
}

function latencyOfClient(client: Component, context: AnalysisContext): ClientLatency | undefined {
	if (context.components.get(client)?.status === "unknown" || !callLinks(client).some(isAwaited)) return undefined;
	const { latency, unstable } = responsePathsOf(context).calls(client);
	if (unstable.length > 0) return { kind: "unstable", at: unstable };
	return { kind: "stable", ...latencyOf(latency) };
}

import { oncePer } from "../../model/once.ts";
import { numberOf } from "../../model/properties.ts";
import type { AnalysisContext } from "../context.ts";

/**
 * The average load over that of the busiest second, by which disks fill and bills are made: over all clients, 1 / peak of
 * each in proportion to its requests. A declared `rate` counts as going on all the time.
 */
export function averageOfPeak(context: AnalysisContext): number {
	return average(context).share;
}

const average = oncePer(({ architecture, components, facts }: AnalysisContext) => {
	let sum = 0;
	let total = 0;
	for (const client of architecture.components) {
		if (client.kind !== "client") continue;
		const rate = components.get(client)?.requestsPerSecond ?? 0;
		const steady = numberOf(client, "rate") !== undefined;
		total += rate;
		sum += rate / (steady ? 1 : Math.max(1, facts.of(client, "peak")?.value ?? 1));
	}
	return { share: total > 0 ? sum / total : 1 };
});

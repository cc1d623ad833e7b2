import { analyze } from "../../../src/analysis/analyze.ts";
import type { Expectation, Scenario } from "../scenario.ts";
import { architectureOf } from "./design.ts";
import { generatedOutages } from "./generate-outages.ts";
import { simulateOutages } from "./outages.ts";

const ARCHITECTURES = 30;
const HOURS = 300_000;

function scenario(seed: number): Scenario {
	const architecture = architectureOf(generatedOutages(seed));
	const unavailability = (id: string): string => `${id}: unavailability`;
	return {
		name: `Generated outages ${seed}: ${architecture.components.length} components`,
		get expected() {
			const { clients } = analyze(architecture).details.availabilities();
			return [...clients].map(
				([{ id }, one]): Expectation => ({
					metric: unavailability(id),
					value: one.unavailability,
					// Common causes and failovers are of first order in repair time over time between failures.
					tolerance: { relative: 0.03 },
				}),
			);
		},
		run: (runSeed, size) =>
			Object.fromEntries(
				[...simulateOutages(architecture, runSeed * 1000 + seed, HOURS * size)].map(([id, share]) => [
					unavailability(id),
					share,
				]),
			),
	};
}

export const outageScenarios: readonly Scenario[] = Array.from({ length: ARCHITECTURES }, (_, i) => scenario(i + 1));

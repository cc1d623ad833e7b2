/** One comparison of formulas with a simulation that knows none of them. */
export interface Scenario {
	readonly name: string;
	/** What the formulas say, and how far the simulation may be from it. */
	readonly expected: readonly Expectation[];
	/** Simulates once; the same seed gives the same numbers. `size` scales the length of the run, 1 for the full one. */
	readonly run: (seed: number, size: number) => Readonly<Record<string, number>>;
}

export interface Expectation {
	readonly metric: string;
	readonly value: number;
	/** Of the value that was simulated; or the difference itself. */
	readonly tolerance: { readonly relative: number } | { readonly absolute: number };
}

export interface Comparison {
	readonly scenario: string;
	readonly metric: string;
	readonly analytic: number;
	/** Mean over the replications, and half the width of its 95 % interval (Student). */
	readonly simulated: number;
	readonly interval: number;
	readonly tolerance: Expectation["tolerance"];
	/** The tolerance, or three standard errors of the simulation, whichever is more. */
	readonly allowed: number;
	/** |analytic - simulated| is at most that. */
	readonly holds: boolean;
}

/** Runs a scenario with the seeds and compares each of its metrics. */
export function compare(scenario: Scenario, seeds: readonly number[], size: number): readonly Comparison[] {
	const runs = seeds.map((seed) => scenario.run(seed, size));
	return scenario.expected.map(({ metric, value, tolerance }) => {
		const values = runs.map((run) => {
			const simulated = run[metric];
			if (simulated === undefined) throw new Error(`${scenario.name} does not measure ${metric}`);
			return simulated;
		});
		const simulated = values.reduce((sum, one) => sum + one, 0) / values.length;
		const variance = values.reduce((sum, one) => sum + (one - simulated) ** 2, 0) / Math.max(1, values.length - 1);
		const standardError = Math.sqrt(variance / values.length);
		const most = "relative" in tolerance ? tolerance.relative * Math.abs(simulated) : tolerance.absolute;
		const allowed = Math.max(most, 3 * standardError);
		return {
			scenario: scenario.name,
			metric,
			analytic: value,
			simulated,
			interval: (STUDENT[values.length - 1] ?? 1.96) * standardError,
			tolerance,
			allowed,
			holds: Math.abs(value - simulated) <= allowed,
		};
	});
}

/** 97.5 % points of Student's t by degrees of freedom. */
const STUDENT = [0, 12.71, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262];

import { exponential, Random, type Sampler } from "./random.ts";
import { arrivals, type Balancing, Simulation, Tier } from "./simulation.ts";

export interface QueueRun {
	readonly busyServers: number;
	readonly waitProbability: number;
	readonly meanWait: number;
	readonly waitP95: number;
	readonly meanResponse: number;
	readonly p50: number;
	readonly p95: number;
	readonly p99: number;
}

/** One tier of servers under a stream of requests; the first fifth of the requests warms it up and is not counted. */
export function runQueue({
	seed,
	arrivalsPerSecond,
	gap = exponential(1 / arrivalsPerSecond),
	service,
	instances = 1,
	servers = 1,
	balancing = "pooled",
	jobs,
}: {
	readonly seed: number;
	readonly arrivalsPerSecond: number;
	readonly gap?: Sampler;
	readonly service: Sampler;
	readonly instances?: number;
	readonly servers?: number;
	readonly balancing?: Balancing;
	readonly jobs: number;
}): QueueRun {
	const random = new Random(seed);
	const simulation = new Simulation();
	const tier = new Tier(simulation, random, { instances, servers, service, balancing });
	const warmUp = Math.floor(jobs / 5);
	const waits = new Float64Array(jobs - warmUp);
	const responses = new Float64Array(jobs - warmUp);
	let busy = 0;
	let done = 0;
	arrivals(simulation, random, {
		gap,
		count: jobs,
		arrive: (index) => {
			const since = simulation.now;
			if (index === warmUp) tier.reset();
			if (index === jobs - 1) busy = tier.averageBusy();
			tier.serve((waited) => {
				if (index < warmUp) return;
				waits[index - warmUp] = waited;
				responses[index - warmUp] = simulation.now - since;
				done++;
			});
		},
	});
	simulation.run(() => done === responses.length);
	return {
		busyServers: busy,
		waitProbability: waits.reduce((sum, wait) => sum + (wait > 0 ? 1 : 0), 0) / waits.length,
		meanWait: mean(waits),
		waitP95: percentile(waits.sort(), 0.95),
		meanResponse: mean(responses),
		p50: percentile(responses.sort(), 0.5),
		p95: percentile(responses, 0.95),
		p99: percentile(responses, 0.99),
	};
}

export const mean = (values: Float64Array | readonly number[]): number => {
	let sum = 0;
	for (const value of values) sum += value;
	return sum / values.length;
};

export const percentile = (sorted: Float64Array, p: number): number =>
	sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))]!;

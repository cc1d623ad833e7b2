import assert from "node:assert/strict";
import { queueing, responseTime, type StableQueueing, waitPercentile } from "../../src/analysis/models/erlang.ts";
import { backlogGrowth, burst } from "../../src/analysis/models/queue.ts";
import { constant, exponential, hyperexponential, Random } from "./random.ts";
import { runQueue } from "./run-queue.ts";
import type { Expectation, Scenario } from "./scenario.ts";
import { arrivals, type Balancing, Simulation, Station } from "./simulation.ts";

function stable(options: Parameters<typeof queueing>[0]): StableQueueing {
	const result = queueing(options);
	assert.ok(result.kind === "stable");
	return result;
}

/** Requests of a run whose mean wait comes out to about one percent: the nearer to saturation the more (Daley 1968). */
const jobsAt = (rho: number, size: number): number => Math.ceil((rho > 0.85 ? 2e6 : rho > 0.7 ? 5e5 : 2e5) * size);

const pools: readonly Scenario[] = [1, 8, 32].flatMap((servers) =>
	[0.3, 0.6, 0.8, 0.9].map((rho): Scenario => {
		const arrivalsPerSecond = servers * rho;
		const analytic = stable({ arrivalsPerSecond, serviceSeconds: 1, instances: 1, serversPerInstance: servers });
		const { p50, p95, p99 } = responseTime(analytic);
		const wait = { relative: rho > 0.85 ? 0.1 : 0.05 };
		return {
			name: `M/M/${servers}, rho ${rho}`,
			expected: [
				{ metric: "busyServers", value: analytic.busyServers, tolerance: { relative: 0.02 } },
				// Where hardly anything waits, few requests say how long.
				{
					metric: "meanWait",
					value: analytic.meanWait,
					tolerance: analytic.meanWait < 0.001 ? { absolute: 0.0005 } : wait,
				},
				{ metric: "waitP95", value: waitPercentile(analytic.visit, 0.95), tolerance: { absolute: 0.08 * p95 } },
				{ metric: "p50", value: p50, tolerance: { relative: 0.08 } },
				{ metric: "p95", value: p95, tolerance: { relative: 0.08 } },
				{ metric: "p99", value: p99, tolerance: { relative: 0.08 } },
			],
			run: (seed, size) => ({
				...runQueue({ seed, arrivalsPerSecond, service: exponential(1), servers, jobs: jobsAt(rho, size) }),
			}),
		};
	}),
);

const balancing: readonly Scenario[] = [
	{ instances: 4, servers: 1, rho: 0.8 },
	{ instances: 16, servers: 1, rho: 0.8 },
	{ instances: 4, servers: 8, rho: 0.9 },
].flatMap(({ instances, servers, rho }) =>
	(["pooled", "two-choices", "round-robin", "random"] as const).map((policy: Balancing): Scenario => {
		const arrivalsPerSecond = instances * servers * rho;
		const analytic = stable({
			arrivalsPerSecond,
			serviceSeconds: 1,
			instances,
			serversPerInstance: servers,
			balancing: policy,
		});
		const exact = policy !== "two-choices";
		return {
			name: `${instances} instances of ${servers}, rho ${rho}, ${policy}`,
			expected: [
				{ metric: "meanWait", value: analytic.meanWait, tolerance: { relative: exact ? 0.05 : 0.07 } },
				{
					metric: "waitProbability",
					value: analytic.waitProbability,
					tolerance: { relative: exact ? 0.02 : 0.2 },
				},
				{ metric: "p99", value: responseTime(analytic).p99, tolerance: { relative: exact ? 0.08 : 0.15 } },
			],
			run: (seed, size) => ({
				...runQueue({
					seed,
					arrivalsPerSecond,
					service: exponential(1),
					instances,
					servers,
					balancing: policy,
					jobs: jobsAt(rho, size),
				}),
			}),
		};
	}),
);

const variability: readonly Scenario[] = [
	{ name: "M/D/8", service: constant(1), cs2: 0 },
	{ name: "M/H2/8, cs2 = 4", service: hyperexponential(1, 4), cs2: 4 },
	{ name: "M/D/1", service: constant(1), cs2: 0, servers: 1 },
].flatMap(({ name, service, cs2, servers = 8 }) =>
	[0.7, 0.8, 0.9].map((rho): Scenario => {
		const analytic = stable({
			arrivalsPerSecond: servers * rho,
			serviceSeconds: 1,
			instances: 1,
			serversPerInstance: servers,
			serviceVariability: cs2,
		});
		// The wait of M/G/8 by Allen & Cunneen: the nearer to saturation, the better.
		const tolerance = { relative: servers === 1 ? 0.05 : rho > 0.85 ? 0.15 : rho > 0.75 ? 0.2 : 0.3 };
		return {
			name: `${name}, rho ${rho}`,
			expected: [
				{ metric: "meanWait", value: analytic.meanWait, tolerance },
				{ metric: "p99", value: responseTime(analytic).p99, tolerance: { relative: 0.15 } },
			],
			run: (seed, size) => ({
				...runQueue({ seed, arrivalsPerSecond: servers * rho, service, servers, jobs: jobsAt(rho, size) }),
			}),
		};
	}),
);

/** 40 messages per second for ten minutes at workers that carry 25, then 10. */
const burstScenario: Scenario = (() => {
	const options = { arrivalsPerSecond: 10, capacityPerSecond: 25, burstPerSecond: 40, burstSeconds: 600 };
	const analytic = burst(options);
	assert.ok(analytic.drain.kind === "drained");
	return {
		name: "Burst at a queue",
		expected: [
			{ metric: "peakBacklog", value: analytic.peakBacklog, tolerance: { relative: 0.05 } },
			{ metric: "drainSeconds", value: analytic.drain.seconds, tolerance: { relative: 0.05 } },
			{ metric: "longestWait", value: analytic.longestWait, tolerance: { relative: 0.05 } },
		],
		run: (seed) => {
			const random = new Random(seed);
			const simulation = new Simulation();
			const station = new Station(simulation, 5, exponential(0.2), random);
			let peakBacklog = 0;
			let longestWait = 0;
			let drained: number | undefined;
			const next = (): void => {
				const rate = simulation.now < options.burstSeconds ? options.burstPerSecond : options.arrivalsPerSecond;
				station.serve((waited) => {
					longestWait = Math.max(longestWait, waited);
					if (simulation.now > options.burstSeconds && station.waiting === 0) {
						drained ??= simulation.now - options.burstSeconds;
					}
				});
				peakBacklog = Math.max(peakBacklog, station.waiting);
				if (drained === undefined) simulation.after(random.exponential(1 / rate), next);
			};
			next();
			simulation.run(() => drained !== undefined);
			return { peakBacklog, drainSeconds: drained ?? 0, longestWait };
		},
	};
})();

/** One of two instances at 0.7 is lost: the other one is at 1.4. */
const cascade: Scenario = (() => {
	const analytic = queueing({ arrivalsPerSecond: 140, serviceSeconds: 0.08, instances: 1, serversPerInstance: 8 });
	assert.ok(analytic.kind === "unstable");
	assert.equal(analytic.backlogPerSecond, backlogGrowth(140, 100));
	const expected: Expectation = {
		metric: "backlogPerSecond",
		value: analytic.backlogPerSecond,
		tolerance: { relative: 0.05 },
	};
	return {
		name: "Overload after a loss",
		expected: [expected],
		run: (seed) => {
			const random = new Random(seed);
			const simulation = new Simulation();
			const station = new Station(simulation, 8, exponential(0.08), random);
			arrivals(simulation, random, {
				gap: exponential(1 / 140),
				count: 28_000,
				arrive: () => station.serve(() => {}),
			});
			simulation.run(() => simulation.now >= 200);
			return { backlogPerSecond: station.waiting / simulation.now };
		},
	};
})();

export const queueingScenarios: readonly Scenario[] = [...pools, ...balancing, ...variability, burstScenario, cascade];

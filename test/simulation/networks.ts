import { queueing } from "../../src/analysis/models/erlang.ts";
import { type Latency, latencyOf } from "../../src/analysis/models/latency.ts";
import { exponential, Random } from "./random.ts";
import { mean, percentile } from "./run-queue.ts";
import type { Scenario } from "./scenario.ts";
import { arrivals, Simulation, Station } from "./simulation.ts";

/** What a request does: visits of stations one after the other, at once, or one of several. */
type Route =
	| { readonly kind: "visit"; readonly station: number }
	| { readonly kind: "series" | "parallel"; readonly parts: readonly Route[] }
	| { readonly kind: "choice"; readonly options: readonly { readonly probability: number; readonly route: Route }[] };

interface Network {
	readonly requestsPerSecond: number;
	readonly route: Route;
	readonly stations: readonly {
		readonly servers: number;
		readonly serviceSeconds: number;
		readonly utilization: number;
	}[];
}

/** A network that a seed determines: three to eight tiers of one to eight servers, 30 to 80 % busy. */
function generate(seed: number): Network {
	const random = new Random(seed);
	const count = 3 + random.below(6);
	let next = 0;
	const route = (depth: number): Route => {
		// Each station at least once, later ones by chance.
		const station = next < count ? next++ : random.below(count);
		const visit: Route = { kind: "visit", station };
		if (depth === 0 || random.uniform() < 0.15) return visit;
		const parts = Array.from({ length: 1 + random.below(2) }, () => route(depth - 1));
		const shape = random.uniform();
		if (shape < 0.5) return { kind: "series", parts: [visit, ...parts] };
		if (shape < 0.7) return { kind: "series", parts: [visit, { kind: "parallel", parts }] };
		const probability = 0.1 + 0.8 * random.uniform();
		const [taken] = parts;
		const nothing: Route = { kind: "series", parts: [] };
		const options = [
			{ probability, route: taken! },
			{ probability: 1 - probability, route: nothing },
		];
		return { kind: "series", parts: [visit, { kind: "choice", options }] };
	};
	const whole = route(3);
	const visits = new Float64Array(count);
	countVisits(whole, 1, visits);
	const requestsPerSecond = 100;
	const stations = Array.from(visits, (each) => {
		const servers = 1 + random.below(8);
		const utilization = 0.3 + 0.5 * random.uniform();
		return {
			servers,
			utilization,
			serviceSeconds: each > 0 ? (utilization * servers) / (requestsPerSecond * each) : 0,
		};
	});
	return { requestsPerSecond, route: whole, stations };
}

function countVisits(route: Route, probability: number, visits: Float64Array): void {
	if (route.kind === "visit") visits[route.station]! += probability;
	else if (route.kind === "choice") {
		for (const option of route.options) countVisits(option.route, probability * option.probability, visits);
	} else for (const part of route.parts) countVisits(part, probability, visits);
}

const isParallel = (route: Route): boolean =>
	route.kind === "parallel"
		? route.parts.length > 1
		: route.kind === "series"
			? route.parts.some(isParallel)
			: route.kind === "choice" && route.options.some((option) => isParallel(option.route));

function latency({ route, stations, requestsPerSecond }: Network): Latency {
	const visits = new Float64Array(stations.length);
	countVisits(route, 1, visits);
	const leaves = stations.map(({ servers, serviceSeconds }, i): Latency => {
		const result = queueing({
			arrivalsPerSecond: requestsPerSecond * visits[i]!,
			serviceSeconds,
			instances: 1,
			serversPerInstance: servers,
		});
		if (result.kind !== "stable") throw new Error("generated networks are stable");
		return { kind: "visit", visit: result.visit };
	});
	const of = (part: Route): Latency => {
		if (part.kind === "visit") return leaves[part.station]!;
		if (part.kind !== "choice") return { kind: part.kind, parts: part.parts.map(of) };
		const options = part.options.map(({ probability, route }) => ({ probability, latency: of(route) }));
		return { kind: "choice", options };
	};
	return of(route);
}

function scenario(seed: number): Scenario {
	const network = generate(seed);
	const { mean: average, p50, p95, p99 } = latencyOf(latency(network));
	const parallel = isParallel(network.route);
	const busiest = network.stations.reduce((most, { utilization }, i, all) => {
		return all[i]!.serviceSeconds > 0 && utilization > all[most]!.utilization ? i : most;
	}, 0);
	const { servers, utilization } = network.stations[busiest]!;
	return {
		name: `Generated network ${seed}: ${network.stations.length} tiers${parallel ? ", calls in parallel" : ""}`,
		expected: [
			{ metric: "busiest tier, busy", value: utilization * servers, tolerance: { relative: 0.02 } },
			{ metric: "mean", value: average, tolerance: { relative: parallel ? 0.08 : 0.05 } },
			{ metric: "p50", value: p50, tolerance: { relative: parallel ? 0.1 : 0.06 } },
			{ metric: "p95", value: p95, tolerance: { relative: 0.1 } },
			{ metric: "p99", value: p99, tolerance: { relative: 0.12 } },
		],
		run: (runSeed, size) => {
			const random = new Random(runSeed * 1000 + seed);
			const simulation = new Simulation();
			const stations = network.stations.map(
				({ servers, serviceSeconds }) => new Station(simulation, servers, exponential(serviceSeconds), random),
			);
			const walk = (route: Route, done: () => void): void => {
				switch (route.kind) {
					case "visit":
						stations[route.station]!.serve(done);
						return;
					case "series": {
						const step = (i: number): void => {
							if (i === route.parts.length) done();
							else walk(route.parts[i]!, () => step(i + 1));
						};
						step(0);
						return;
					}
					case "parallel": {
						let open = route.parts.length;
						for (const part of route.parts) walk(part, () => --open === 0 && done());
						return;
					}
					case "choice": {
						const [first, second] = route.options;
						const chosen = second && random.uniform() >= first!.probability ? second : first!;
						walk(chosen.route, done);
					}
				}
			};
			const count = Math.ceil(2e5 * size);
			const warmUp = Math.floor(count / 5);
			const responses = new Float64Array(count - warmUp);
			let finished = 0;
			let busy = 0;
			arrivals(simulation, random, {
				gap: exponential(1 / network.requestsPerSecond),
				count,
				arrive: (index) => {
					const since = simulation.now;
					if (index === warmUp) for (const station of stations) station.reset();
					if (index === count - 1) busy = stations[busiest]!.averageBusy();
					walk(network.route, () => {
						if (index >= warmUp) responses[finished++] = simulation.now - since;
					});
				},
			});
			simulation.run(() => finished === responses.length);
			return {
				"busiest tier, busy": busy,
				mean: mean(responses),
				p50: percentile(responses.sort(), 0.5),
				p95: percentile(responses, 0.95),
				p99: percentile(responses, 0.99),
			};
		},
	};
}

export const networkScenarios: readonly Scenario[] = Array.from({ length: 12 }, (_, i) => scenario(i + 1));

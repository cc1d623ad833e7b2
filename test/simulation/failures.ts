import {
	failoverUnavailability,
	fromTimes,
	inSeries,
	kOfN,
	kOfNOverZones,
	kOfNWithCommonCause,
} from "../../src/analysis/models/availability.ts";
import { Random } from "./random.ts";
import type { Scenario } from "./scenario.ts";
import { Simulation } from "./simulation.ts";

/** Hours. */
const MTBF = 720;
const MTTR = 24;
const HOURS = 1e6;
const q = fromTimes(MTBF, MTTR);

/** Parts that fail and are repaired, each with its own times, and the share of the time in which `isDown` holds. */
function share(
	seed: number,
	size: number,
	parts: readonly { readonly mtbf: number; readonly mttr: number }[],
	isDown: (down: readonly boolean[]) => boolean,
): number {
	const random = new Random(seed);
	const simulation = new Simulation();
	const down = parts.map(() => false);
	let [since, total] = [0, 0];
	let failed = false;
	const change = (i: number): void => {
		down[i] = !down[i];
		if (failed) total += simulation.now - since;
		since = simulation.now;
		failed = isDown(down);
		simulation.after(random.exponential(down[i] ? parts[i]!.mttr : parts[i]!.mtbf), () => change(i));
	};
	for (const [i, { mtbf }] of parts.entries()) simulation.after(random.exponential(mtbf), () => change(i));
	simulation.run(() => simulation.now > HOURS * size);
	return total / simulation.now;
}

const alike = (n: number) => Array.from({ length: n }, () => ({ mtbf: MTBF, mttr: MTTR }));
const count = (down: readonly boolean[]): number => down.filter(Boolean).length;

const unavailability = (value: number) => [{ metric: "unavailability", value, tolerance: { relative: 0.03 } }];

const redundancy: readonly Scenario[] = [
	{ n: 1, k: 1 },
	{ n: 2, k: 1 },
	{ n: 3, k: 2 },
	{ n: 5, k: 3 },
	{ n: 10, k: 8 },
].map(({ n, k }) => ({
	name: `${k} of ${n}`,
	expected: unavailability(kOfN(n, k, q)),
	run: (seed, size) => ({ unavailability: share(seed, size, alike(n), (down) => n - count(down) < k) }),
}));

const zone = { mtbf: 2_000, mttr: 20 };
const zoneDown = fromTimes(zone.mtbf, zone.mttr);

const dependent: readonly Scenario[] = [
	{
		name: "4 of 6 instances in 3 zones that fail as a whole",
		expected: unavailability(kOfNOverZones(6, 4, q, 3, zoneDown)),
		run: (seed, size) => ({
			unavailability: share(seed, size, [...alike(6), zone, zone, zone], (down) => {
				let up = 0;
				for (let i = 0; i < 6; i++) if (!down[i] && !down[6 + (i % 3)]) up++;
				return up < 4;
			}),
		}),
	},
	{
		name: "Two tiers of two in one data center",
		expected: unavailability(inSeries([zoneDown, kOfN(2, 1, q), kOfN(2, 1, q)])),
		run: (seed, size) => ({
			unavailability: share(seed, size, [...alike(4), zone], (d) => d[4]! || (d[0]! && d[1]!) || (d[2]! && d[3]!)),
		}),
	},
];

/** One failure in ten takes both nodes: each fails alone at 0.9 of the rate, and both together at 0.1 of it. */
const commonCause: Scenario = {
	name: "1 of 2, one failure in ten common",
	expected: [{ metric: "unavailability", value: kOfNWithCommonCause(2, 1, q, 0.1), tolerance: { relative: 0.05 } }],
	run: (seed, size) => ({
		unavailability: share(
			seed,
			size * 4,
			[
				{ mtbf: MTBF / 0.9, mttr: MTTR },
				{ mtbf: MTBF / 0.9, mttr: MTTR },
				{ mtbf: MTBF / 0.1, mttr: MTTR },
			],
			([a, b, both]) => both! || (a! && b!),
		),
	}),
};

/** A primary fails; with probability 0.9 the standby serves after half an hour, else only the repair helps. */
const failover: Scenario = (() => {
	const [coverage, hours] = [0.9, 0.5];
	return {
		name: "Failover to a standby in half an hour, 9 times in 10",
		expected: [
			{
				metric: "unavailability",
				value: failoverUnavailability({
					q: q * q,
					failoverSeconds: hours,
					coverage,
					mtbfSeconds: MTBF,
					mttrSeconds: MTTR,
				}),
				// First order in MTTR / MTBF, which is 3 % here.
				tolerance: { relative: 0.1 },
			},
		],
		run: (seed, size) => {
			const random = new Random(seed);
			const simulation = new Simulation();
			const down = [false, false];
			let primary = 0;
			let isServing = true;
			let [since, total, switchAt] = [0, 0, 0];
			const settle = (): void => {
				if (!isServing) total += simulation.now - since;
				since = simulation.now;
			};
			/** The primary is down: the other node takes over if it is up, now or when its time has come. */
			const takeOver = (): void => {
				settle();
				if (isServing) return;
				const standby = 1 - primary;
				if (!down[primary]) isServing = true;
				else if (!down[standby] && simulation.now >= switchAt) {
					primary = standby;
					isServing = true;
				}
			};
			const change = (i: number): void => {
				settle();
				down[i] = !down[i];
				if (down[i] && i === primary) {
					isServing = false;
					const covered = random.uniform() < coverage;
					switchAt = covered ? simulation.now + hours : Number.POSITIVE_INFINITY;
					if (covered) simulation.after(hours, takeOver);
				}
				takeOver();
				simulation.after(random.exponential(down[i] ? MTTR : MTBF), () => change(i));
			};
			for (const i of [0, 1]) simulation.after(random.exponential(MTBF), () => change(i));
			simulation.run(() => simulation.now > HOURS * size);
			return { unavailability: total / simulation.now };
		},
	};
})();

export const failureScenarios: readonly Scenario[] = [...redundancy, ...dependent, commonCause, failover];

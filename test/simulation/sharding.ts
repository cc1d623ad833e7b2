import { keyLoad, largestShare, ringImbalance, salted, shardsTouched } from "../../src/analysis/models/shards.ts";
import { zipf } from "../../src/analysis/models/zipf.ts";
import { Random } from "./random.ts";
import type { Scenario } from "./scenario.ts";

const PLACEMENTS = 300;

/** Mean over random placements of what `place` says of one. */
function average(seed: number, placements: number, place: (random: Random) => number): number {
	const random = new Random(seed);
	let sum = 0;
	for (let i = 0; i < placements; i++) sum += place(random);
	return sum / placements;
}

const weights = (items: number, skew: number): Float64Array => {
	const weights = Float64Array.from({ length: items }, (_, i) => (i + 1) ** -skew);
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	return weights.map((weight) => weight / total);
};

/** Many keys, and only a few for each shard. */
const shares: readonly Scenario[] = [20_000, 2].flatMap((keys) =>
	[4, 16, 64].flatMap((shards) =>
		[0, 0.5, 0.8, 1, 1.2].map((skew): Scenario => {
			const isFew = keys < 100;
			const items = isFew ? keys * shards : keys;
			return {
				name: `${shards} shards${isFew ? `, ${items} keys` : ""}, skew ${skew}`,
				expected: [
					{
						metric: "largestShare",
						value: largestShare(keyLoad(zipf({ items, skew })), shards),
						tolerance: { relative: isFew ? 0.06 : 0.03 },
					},
				],
				run: (seed, size) => {
					const keys = weights(items, skew);
					const load = new Float64Array(shards);
					const placements = isFew ? 10 * PLACEMENTS : PLACEMENTS / 5;
					const largest = average(seed, Math.ceil(placements * size), (random) => {
						load.fill(0);
						for (const key of keys) load[random.below(shards)]! += key;
						return Math.max(...load);
					});
					return { largestShare: largest };
				},
			};
		}),
	),
);

const salting: readonly Scenario[] = (["hash", "round-robin"] as const).flatMap((placement) =>
	[10, 16].map((shards): Scenario => {
		const [items, skew, suffixes] = [20_000, 1.2, 10];
		const analytic = salted(zipf({ items, skew }), shards, { keys: 1, suffixes, placement });
		return {
			name: `Hottest key in ${suffixes} parts on ${shards} shards, ${placement}`,
			expected: [
				{ metric: "largestWriteShare", value: analytic.largestWriteShare, tolerance: { relative: 0.08 } },
				{ metric: "largestReadLoad", value: analytic.largestReadLoad, tolerance: { relative: 0.08 } },
				{ metric: "shardsTouched", value: analytic.shardsPerKey, tolerance: { relative: 0.03 } },
			],
			run: (seed, size) => {
				const keys = weights(items, skew);
				let [reads, touched] = [0, 0];
				const placements = Math.ceil((PLACEMENTS / 2) * size);
				const writeShare = average(seed, placements, (random) => {
					const writeLoad = new Float64Array(shards);
					const readLoad = new Float64Array(shards);
					const used = new Set<number>();
					const first = random.below(shards);
					for (let part = 0; part < suffixes; part++) {
						const shard = placement === "hash" ? random.below(shards) : (first + part) % shards;
						writeLoad[shard]! += keys[0]! / suffixes;
						readLoad[shard]! += keys[0]!;
						used.add(shard);
					}
					for (let key = 1; key < items; key++) {
						const shard = random.below(shards);
						writeLoad[shard]! += keys[key]!;
						readLoad[shard]! += keys[key]!;
					}
					reads += Math.max(...readLoad) / placements;
					touched += used.size / placements;
					return Math.max(...writeLoad);
				});
				return { largestWriteShare: writeShare, largestReadLoad: reads, shardsTouched: touched };
			},
		};
	}),
);

const ring: readonly Scenario[] = [1, 10, 100].map((virtualNodes) => ({
	name: `Ring of 10 nodes with ${virtualNodes} virtual nodes each`,
	expected: [{ metric: "imbalance", value: ringImbalance(10, virtualNodes), tolerance: { relative: 0.03 } }],
	run: (seed, size) => ({
		imbalance: average(seed, Math.ceil(PLACEMENTS * size), (random) => {
			const points = Array.from({ length: 10 * virtualNodes }, (_, i) => ({ at: random.uniform(), node: i % 10 }));
			points.sort((a, b) => a.at - b.at);
			const arcs = new Float64Array(10);
			for (const [i, { at, node }] of points.entries()) {
				arcs[node]! += i > 0 ? at - points[i - 1]!.at : at + 1 - points[points.length - 1]!.at;
			}
			return Math.max(...arcs) * 10;
		}),
	}),
}));

const touched: Scenario = {
	name: "Shards that 10 random keys lie on, of 10",
	expected: [{ metric: "shards", value: shardsTouched(10, 10), tolerance: { relative: 0.03 } }],
	run: (seed, size) => ({
		shards: average(seed, Math.ceil(PLACEMENTS * 10 * size), (random) => {
			return new Set(Array.from({ length: 10 }, () => random.below(10))).size;
		}),
	}),
};

export const shardingScenarios: readonly Scenario[] = [...shares, ...salting, ...ring, touched];

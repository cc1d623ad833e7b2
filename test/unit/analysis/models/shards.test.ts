import assert from "node:assert/strict";
import fc from "fast-check";
import {
	combinedKeyLoad,
	directoryShare,
	effectiveShards,
	expectedFullest,
	expectedMaximumOfNormals,
	keyLoad,
	largestShare,
	leastLargestShare,
	logicalShare,
	movedLogicalShare,
	movedShare,
	ringImbalance,
	salted,
	saltNeeded,
	scatteredShare,
	shardsNeeded,
	shardsTouched,
} from "../../../../src/analysis/models/shards.ts";
import { harmonicNumber, zipf } from "../../../../src/analysis/models/zipf.ts";
import { anySize, assertFinite, assertNear, share } from "../../../support/numbers.ts";

const load = (items: number, skew: number, hottest?: number) => keyLoad(zipf({ items, skew, hottest }));

describe("load of shards", () => {
	it("mean of the largest of K normals (Tippett 1925; Teichroew 1956)", () => {
		for (const [K, value] of [
			[2, 0.56419],
			[3, 0.84628],
			[4, 1.02938],
			[5, 1.16296],
			[8, 1.4236],
			[10, 1.53875],
			[16, 1.76599],
			[32, 2.06967],
			[64, 2.34373],
			[100, 2.50759],
			[1000, 3.24144],
		] as const) {
			assertNear(expectedMaximumOfNormals(K), value, 1e-5);
		}
		assert.equal(expectedMaximumOfNormals(1), 0);
	});

	it("one shard has it all; a hot key cannot be divided by more shards", () => {
		assert.equal(largestShare(load(1e6, 1), 1), 1);
		const hot = load(1e6, 0.8, 0.3);
		assertNear(leastLargestShare(hot, 10), 0.37, 1e-12);
		for (const shards of [4, 64, 4096]) assert.ok(largestShare(hot, shards) >= 0.3);
		assertNear(directoryShare(hot, 64), 0.3, 1e-12);
		assert.equal(directoryShare(load(1e6, 0), 64), 1 / 64);
		assertNear(effectiveShards(largestShare(hot, 4096)), 1 / 0.3, 1e-2);
	});

	it("even keys: 1 / K and z_K deviations", () => {
		for (const [K, z] of [
			[4, 1.02938],
			[16, 1.76599],
		] as const) {
			assertNear(largestShare(load(1e9, 0), K), 1 / K + z * Math.sqrt(1e-9 / K), 1e-6);
		}
	});

	it("few even keys: the fullest of K bins, exactly", () => {
		for (const [keys, K, within] of [
			[16, 2, 0.01],
			[20, 4, 0.015],
			[16, 8, 0.015],
			[64, 16, 0.015],
			[320, 64, 0.015],
			[1600, 16, 0.005],
		] as const) {
			assertNear(largestShare(load(keys, 0), K), expectedFullest(keys, K) / keys, within, `${keys} on ${K}`);
		}
	});

	it("few keys of which some are asked for more: the mean over all ways to place them", () => {
		for (const [keys, skew, K] of [
			[8, 0.5, 3],
			[9, 0.3, 3],
			[7, 0.8, 4],
			[6, 0.4, 5],
		] as const) {
			const { shares } = zipf({ items: keys, skew });
			let sum = 0;
			for (let way = 0; way < K ** keys; way++) {
				const loads = Array(K).fill(0);
				for (let key = 0, rest = way; key < keys; key++, rest = Math.floor(rest / K)) loads[rest % K] += shares[key]!;
				sum += Math.max(...loads);
			}
			assertNear(largestShare(load(keys, skew), K), sum / K ** keys, 0.045, `${keys} of skew ${skew} on ${K}`);
		}
	});

	it("one hot key among many is not taken for a spread, however many shards there are", () => {
		for (const K of [64, 1024, 2 ** 20]) assertNear(largestShare(load(1e9, 0, 0.5), K), 0.5 + 0.5 / K, 1e-9);
	});

	it("several data sets: shares and squares by their part of the load", () => {
		const one = load(1000, 1);
		const both = combinedKeyLoad([
			{ share: 3, load: one },
			{ share: 1, load: one },
		]);
		assertNear(both.hottest, 0.75 * one.hottest, 1e-12);
		assertNear(both.sumOfSquares, (0.5625 + 0.0625) * one.sumOfSquares, 1e-12);
		assertNear(both.sumOfCubes, (0.421875 + 0.015625) * one.sumOfCubes, 1e-12);
		assertFinite(combinedKeyLoad([]));
	});

	it("a ring with one point a node: H_K; 10 nodes with 10, 100 and 256 points: 1.54, 1.16, 1.10", () => {
		for (const K of [2, 5, 10, 100]) assertNear(ringImbalance(K, 1), harmonicNumber(K, 1), 1e-4);
		assertNear(ringImbalance(10, 10), 1.54, 3e-3);
		assertNear(ringImbalance(10, 100), 1.16, 3e-3);
		assertNear(ringImbalance(10, 256), 1.1, 3e-3);
		assert.equal(ringImbalance(1, 5), 1);
		assert.ok(largestShare(load(1e6, 0), 10, ringImbalance(10, 1)) > 0.29);
	});

	it("queries without the shard key ask every shard", () => {
		assertNear(scatteredShare(0.1, 0.2), 0.28, 1e-12);
		assert.equal(scatteredShare(0.1, 1), 1);
	});

	it("shards needed: the fewest of which the largest fits, none if the hottest key does not", () => {
		const utilization = (hottest?: number) => (K: number) => 10 * largestShare(load(1e6, 1, hottest), K);
		const needed = shardsNeeded(utilization(), 0.8);
		assert.ok(needed.kind === "shards");
		assert.ok(utilization()(needed.shards) <= 0.8);
		assert.ok(utilization()(needed.shards - 1) > 0.8);
		assert.deepEqual(shardsNeeded(utilization(0.1), 0.8), { kind: "infeasible" });
		assert.deepEqual(
			shardsNeeded(() => 0, 0.8),
			{ kind: "shards", shards: 1 },
		);
	});
});

describe("salted keys", () => {
	it("ten random suffixes on ten shards reach 6.5 of them and put 2.75 on one", () => {
		assertNear(shardsTouched(10, 10), 6.5132, 1e-4);
		assertNear(expectedFullest(10, 10), 2.7487, 2e-3);
	});

	it("balls in the fullest bin: the sum over all ways to throw them", () => {
		for (const [balls, bins] of [
			[2, 4],
			[3, 4],
			[5, 3],
			[6, 2],
			[7, 5],
		] as const) {
			let sum = 0;
			for (let way = 0; way < bins ** balls; way++) {
				const counts = Array(bins).fill(0);
				for (let ball = 0, rest = way; ball < balls; ball++, rest = Math.floor(rest / bins)) counts[rest % bins]++;
				sum += Math.max(...counts);
			}
			assertNear(expectedFullest(balls, bins), sum / bins ** balls, bins > 3 ? 3e-3 : 1e-2, `${balls} in ${bins}`);
		}
		assert.equal(expectedFullest(1, 10), 1);
		assert.equal(expectedFullest(7, 1), 7);
		assertNear(expectedFullest(10_000, 10), 1000 + 1.53875 * Math.sqrt(900), 1e-3);
		assertNear(expectedFullest(4900, 10), 490 + 1.53875 * Math.sqrt(441), 5e-3);
	});

	it("divides the writes of the hottest key, and multiplies its reads", () => {
		const popularity = zipf({ items: 1e6, skew: 0.8, hottest: 0.4 });
		const turns = salted(popularity, 10, { keys: 1, suffixes: 10, placement: "round-robin" });
		// As by simulation, where the other keys alone make it 0.0656 for the fullest.
		assertNear(turns.largestWriteShare, 0.04 + 0.0656, 0.01);
		assertNear(turns.readAmplification, 1 + 0.4 * 9, 1e-12);
		assertNear(turns.largestReadLoad, 0.4 + 0.0656, 0.01);
		assert.equal(turns.shardsPerKey, 10);
		const hashed = salted(popularity, 10, { keys: 1, suffixes: 10, placement: "hash" });
		assertNear(hashed.largestWriteShare, 0.4 * 0.27487 + 0.06, 1e-2);
		assertNear(hashed.shardsPerKey, 6.5132, 1e-4);
		const none = salted(popularity, 10, { keys: 0, suffixes: 10, placement: "hash" });
		assertNear(none.largestWriteShare, largestShare(keyLoad(popularity), 10), 1e-12);
		assert.equal(none.readAmplification, 1);
	});

	it("suffixes needed: ceil(w / (target cap - base))", () => {
		const options = { keyPerSecond: 5000, basePerSecond: 300, capacityPerSecond: 1000, target: 0.8 };
		assert.equal(saltNeeded(options), 10);
		assert.equal(saltNeeded({ ...options, basePerSecond: 900 }), undefined);
		assert.equal(saltNeeded({ ...options, keyPerSecond: 0 }), 1);
	});
});

describe("resharding", () => {
	it("one shard more: K / (K + 1) by modulo, 1 / (K + 1) by consistent hashing; doubling moves a half", () => {
		assertNear(movedShare(4, 5, "modulo"), 0.8, 1e-12);
		assertNear(movedShare(4, 5, "consistent-hash"), 0.2, 1e-12);
		for (const placement of ["modulo", "consistent-hash", "directory", "range"] as const) {
			assertNear(movedShare(8, 16, placement), 0.5, 1e-12);
		}
		assertNear(movedShare(4, 5, "range"), 1 / 8, 1e-12);
		assert.equal(movedShare(4, 4, "modulo"), 0);
	});

	it("modulo: counted", () => {
		for (const [K, L] of [
			[4, 6],
			[6, 4],
			[9, 12],
			[5, 7],
		] as const) {
			const keys = 2520 * 10;
			let moved = 0;
			for (let key = 0; key < keys; key++) if (key % K !== key % L) moved++;
			assertNear(movedShare(K, L, "modulo"), moved / keys, 1e-12);
		}
	});

	it("480 logical shards divide by 32, 40, 48 and 96 (Notion), and not by 50", () => {
		for (const shards of [32, 40, 48, 96]) assertNear(logicalShare(480, shards), 1 / shards, 1e-12);
		assertNear(logicalShare(480, 50), 10 / 480, 1e-12);
		assertNear(movedLogicalShare(480, 32, 96), 2 / 3, 1e-12);
		assertNear(movedLogicalShare(480, 32, 40), 0.2, 1e-12);
		assert.equal(movedLogicalShare(480, 32, 32), 0);
		assertNear(logicalShare(4, 8), 1 / 4, 1e-12);
	});

	it("says of a single shard that it has everything, salted or not", () => {
		const popularity = zipf({ items: 1e9, skew: 0, hottest: 0.5 });
		assert.equal(salted(popularity, 1, { keys: 0, suffixes: 1, placement: "hash" }).largestWriteShare, 1);
		assert.equal(salted(popularity, 0, { keys: 1, suffixes: 0, placement: "hash" }).largestWriteShare, 1);
	});

	it("is finite and a share for anything; more shards never get a larger share", () => {
		fc.assert(
			fc.property(
				fc.oneof(fc.constantFrom(0, 1, 1e9), fc.integer({ min: 0, max: 1e6 })),
				fc.double({ min: 0, max: 3, noNaN: true }),
				fc.option(share),
				fc.integer({ min: 0, max: 1e6 }),
				fc.integer({ min: 0, max: 2000 }),
				fc.integer({ min: 0, max: 300 }),
				fc.constantFrom("hash", "round-robin"),
				(items, skew, hottest, shards, suffixes, keys, placement) => {
					const popularity = zipf({ items, skew, hottest: hottest ?? undefined });
					const largest = largestShare(keyLoad(popularity), shards);
					assert.ok(largest > 0 && largest <= 1);
					assert.ok(largestShare(keyLoad(popularity), shards + 1) <= largest * (1 + 1e-9));
					const result = salted(popularity, shards, { keys, suffixes, placement });
					assertFinite(result);
					assert.ok(result.largestWriteShare > 0 && result.largestWriteShare <= 1);
					assertFinite([expectedFullest(suffixes, shards), ringImbalance(Math.min(shards, 1000), suffixes)]);
					for (const way of ["modulo", "range", "hash", "consistent-hash", "directory"] as const) {
						const moved = movedShare(shards, keys, way);
						assert.ok(moved >= 0 && moved <= 1);
					}
					const logical = movedLogicalShare(suffixes, shards % 1000, keys);
					assert.ok(logical >= -1e-12 && logical <= 1);
				},
			),
		);
		fc.assert(
			fc.property(anySize, anySize, anySize, share, (keyPerSecond, basePerSecond, capacityPerSecond, target) => {
				assertFinite(saltNeeded({ keyPerSecond, basePerSecond, capacityPerSecond, target }) ?? 0);
				assertFinite(shardsNeeded((K) => keyPerSecond * largestShare(load(1e6, 0.9), K), target));
			}),
		);
	});
});

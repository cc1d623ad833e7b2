import assert from "node:assert/strict";
import fc from "fast-check";
import {
	type CachedSet,
	type CacheOptions,
	cacheState,
	type Eviction,
	hitRatioWithout,
	itemsIn,
	memoryForHitRatio,
	popularityOfMisses,
} from "../../../../src/analysis/models/cache.ts";
import { coldStart } from "../../../../src/analysis/models/cold-start.ts";
import { stampede } from "../../../../src/analysis/models/stampede.ts";
import { writeBack } from "../../../../src/analysis/models/write-back.ts";
import { FINEST, topShare, zipf } from "../../../../src/analysis/models/zipf.ts";
import { anySize, assertFinite, assertNear, share } from "../../../support/numbers.ts";

const EVICTIONS: readonly Eviction[] = ["lru", "fifo", "lfu"];

function set(options: Partial<CachedSet> & { items?: number; skew?: number } = {}): CachedSet {
	const { items = 10_000, skew = 0.9, ...rest } = options;
	return {
		popularity: zipf({ items, skew }),
		readsPerSecond: 1000,
		writesPerSecond: 0,
		onWrite: "delete",
		itemBytes: 1,
		...rest,
	};
}

function hitRatio(options: Parameters<typeof set>[0], cache: Partial<CacheOptions> = {}): number {
	return cacheState({ sets: [set(options)], eviction: "lru", ...cache }).hitRatio;
}

describe("hit ratio of a cache", () => {
	it("LRU of few items: near the exact sum over all orders of the stack (King 1971)", () => {
		for (const { items, capacity, skew } of [
			{ items: 5, capacity: 2, skew: 1 },
			{ items: 6, capacity: 3, skew: 0.8 },
			{ items: 8, capacity: 4, skew: 1.2 },
		]) {
			const exact = exactLru(zipf({ items, skew }).shares, capacity);
			const che = hitRatio({ items, skew }, { capacityBytes: capacity });
			assert.ok(Math.abs(che - exact) < 0.012, `${che} ${exact}`);
		}
	});

	it("FIFO of few items: near the exact product form (Gelenbe 1973)", () => {
		for (const { items, capacity, skew } of [
			{ items: 5, capacity: 2, skew: 1 },
			{ items: 6, capacity: 3, skew: 0.8 },
			{ items: 10, capacity: 5, skew: 1.2 },
		]) {
			const exact = exactFifo(zipf({ items, skew }).shares, capacity);
			const approximate = hitRatio({ items, skew }, { capacityBytes: capacity, eviction: "fifo" });
			assert.ok(Math.abs(approximate - exact) < 0.025, `${approximate} ${exact}`);
		}
	});

	it("uniform popularity: the share that fits, whatever the eviction", () => {
		for (const eviction of EVICTIONS) {
			assertNear(hitRatio({ skew: 0 }, { capacityBytes: 1000, eviction }), 0.1, 1e-9);
		}
	});

	it("a million items, s = 0.9: 80 % takes 31.5 % of them under LRU, 90 % takes 57 %", () => {
		const cache = { sets: [set({ items: 1e6 })], eviction: "lru" } as const;
		for (const [target, part] of [
			[0.8, 0.315],
			[0.9, 0.57],
		] as const) {
			const memory = memoryForHitRatio(cache, target);
			assert.ok(memory.kind === "bytes");
			assertNear(memory.bytes, part * 1e6, 5e-3);
		}
	});

	it("LFU is the share of the most popular items", () => {
		const popularity = zipf({ items: 1e6, skew: 0.9 });
		for (const capacityBytes of [1, 100, 1234.5, 5e5]) {
			assertNear(
				hitRatio({ items: 1e6 }, { capacityBytes, eviction: "lfu" }),
				topShare(popularity, capacityBytes),
				1e-4,
			);
		}
	});

	it("time to live alone: lambda T / (1 + lambda T), begun anew by hits 1 - e^(-lambda T) (Jung et al. 2003)", () => {
		assertNear(hitRatio({ items: 1, readsPerSecond: 0.5, ttl: 60 }), 30 / 31, 1e-12);
		assertNear(hitRatio({ items: 1, readsPerSecond: 0.5, ttl: 3, ttlReset: true }), 1 - Math.exp(-1.5), 1e-12);
		assert.equal(hitRatio({ ttl: 0 }), 0);
	});

	it("deleted on write: lambda / (lambda + w); with a time to live lambda (1 - e^(-w T)) / w hits between misses", () => {
		assertNear(hitRatio({ writesPerSecond: 250 }), 0.8, 1e-9);
		const [reads, w, T] = [2, 0.5, 3];
		const hits = (reads * (1 - Math.exp(-w * T))) / w;
		assertNear(hitRatio({ items: 1, readsPerSecond: reads, writesPerSecond: w, ttl: T }), hits / (1 + hits), 1e-12);
	});

	it("stored on write: writes are references", () => {
		const read = hitRatio({ readsPerSecond: 1250 }, { capacityBytes: 500 });
		assertNear(hitRatio({ writesPerSecond: 250, onWrite: "store" }, { capacityBytes: 500 }), read, 1e-9);
		// One item, written w and living T from its last write or fill: the busy period of M/G/infinity.
		const [reads, w, T] = [2, 0.5, 3];
		const life = (Math.exp(w * T) - 1) / w;
		const present = life / (life + 1 / (reads + w));
		assertNear(
			hitRatio({ items: 1, readsPerSecond: reads, writesPerSecond: w, ttl: T, onWrite: "store" }),
			present,
			1e-12,
		);
	});

	it("stale: 1 - (1 - e^(-w T)) / (w T) of the hits where nothing invalidates", () => {
		const [reads, w, T] = [50, 0.1, 20];
		const state = cacheState({
			sets: [set({ items: 1, readsPerSecond: reads, writesPerSecond: w, ttl: T, onWrite: "nothing" })],
			eviction: "lru",
		});
		assertNear(state.staleRatio / state.hitRatio, 1 - (1 - Math.exp(-w * T)) / (w * T), 1e-9);
		// Never expires, never invalidated: after its first write a copy is old for ever.
		const forever = cacheState({ sets: [set({ writesPerSecond: 1, onWrite: "nothing" })], eviction: "lru" });
		assertNear(forever.staleRatio, 1, 1e-9);
		assert.equal(
			cacheState({ sets: [set({ writesPerSecond: 0, onWrite: "nothing" })], eviction: "lru" }).staleRatio,
			0,
		);
		for (const onWrite of ["delete", "store", "update"] as const) {
			assert.equal(cacheState({ sets: [set({ writesPerSecond: 9, onWrite })], eviction: "lru" }).staleRatio, 0);
		}
	});

	it("begins the time to live of an item anew where a write updates it", () => {
		const [reads, w, T] = [3, 0.4, 5];
		const updated = set({ items: 1, readsPerSecond: reads, writesPerSecond: w, ttl: T, onWrite: "update" });
		// So long until T has passed without a write.
		const life = Math.expm1(w * T) / w;
		assertNear(cacheState({ sets: [updated], eviction: "lru" }).hitRatio, (reads * life) / (1 + reads * life), 1e-9);
		const { hitRatio } = cacheState({ sets: [{ ...updated, ttl: undefined }], eviction: "lru" });
		assertNear(hitRatio, 1, 1e-9);
	});

	it("holds exactly what fits, and finds it again from the hit ratio", () => {
		for (const eviction of EVICTIONS) {
			for (const capacityBytes of [3, 40, 999, 9_000]) {
				for (const extra of [
					{},
					{ ttl: 100 },
					{ writesPerSecond: 50 },
					{ ttl: 30, ttlReset: true, writesPerSecond: 20 },
				]) {
					const sets = [set(extra)];
					const state = cacheState({ sets, capacityBytes, eviction });
					assert.ok(state.bytes <= capacityBytes * (1 + 1e-9));
					if (eviction !== "lfu" && state.characteristicSeconds !== undefined)
						assertNear(state.bytes, capacityBytes, 1e-9);
					const memory = memoryForHitRatio({ sets, eviction }, state.hitRatio);
					assert.ok(memory.kind === "bytes");
					assertNear(memory.bytes, state.bytes, 1e-4);
				}
			}
		}
	});

	it("says what unlimited memory would give where a target cannot be reached", () => {
		const memory = memoryForHitRatio({ sets: [set({ writesPerSecond: 250 })], eviction: "lru" }, 0.9);
		assert.ok(memory.kind === "unreachable");
		assertNear(memory.highest, 0.8, 1e-9);
		assert.deepEqual(memoryForHitRatio({ sets: [set()], eviction: "lru" }, 0), { kind: "bytes", bytes: 0 });
		const all = memoryForHitRatio({ sets: [set()], eviction: "lru" }, 1);
		assert.ok(all.kind === "bytes");
		assertNear(all.bytes, 10_000, 1e-9);
	});

	it("data sets share the memory: what is asked for more often takes more of it", () => {
		const state = cacheState({
			sets: [set({ readsPerSecond: 9000 }), set({ readsPerSecond: 1000, itemBytes: 3 })],
			capacityBytes: 4000,
			eviction: "lru",
		});
		assertNear(state.sets[0]!.residents + 3 * state.sets[1]!.residents, 4000, 1e-9);
		assert.ok(state.sets[0]!.hitRatio > state.sets[1]!.hitRatio);
		assertNear(state.hitRatio, 0.9 * state.sets[0]!.hitRatio + 0.1 * state.sets[1]!.hitRatio, 1e-12);
	});

	it("two sets alike are one of twice the items at twice the rate", () => {
		for (const eviction of EVICTIONS) {
			const one = hitRatio({}, { capacityBytes: 1000, eviction });
			const two = cacheState({ sets: [set(), set()], capacityBytes: 2000, eviction });
			assertNear(two.hitRatio, one, 1e-3);
		}
	});

	it("what each limit costs", () => {
		const cache = { sets: [set({ ttl: 20, writesPerSecond: 100 })], capacityBytes: 500, eviction: "lru" } as const;
		const { hitRatio } = cacheState(cache);
		for (const limit of ["memory", "ttl", "writes"] as const)
			assert.ok(hitRatioWithout(limit, cache) > hitRatio, limit);
	});

	it("a second level sees the misses of the first", () => {
		const { popularity } = set();
		const first = cacheState({ sets: [set()], capacityBytes: 1000, eviction: "lru" });
		const misses = popularityOfMisses(popularity, first.sets[0]!.hits);
		assertNear(topShare(misses, 10_000), 1, 1e-9);
		assert.ok(Math.max(...misses.shares) < popularity.shares[0]!);
		// The hottest item nearly always hits: among the misses it is not the hottest.
		assert.ok(misses.shares[0]! < Math.max(...misses.shares));
	});

	it("items that fit: 16 GB of 2 KB items with 56 bytes of overhead", () => {
		assertNear(itemsIn(16e9, 2000), 16e9 / 2056, 1e-12);
		assertNear(itemsIn(16e9, 2000, { usable: 0.75 }), 12e9 / 2056, 1e-12);
		assert.equal(itemsIn(0, 2000), 0);
		assertFinite(itemsIn(1e9, 0, { overhead: 0 }));
	});

	it("a billion items as with thirty times the groups", () => {
		for (const skew of [0.9]) {
			for (const capacityBytes of [1e4, 1e8]) {
				for (const eviction of EVICTIONS) {
					const [usual, finest] = [undefined, FINEST].map((resolution) => {
						const popularity = resolution ? zipf({ items: 1e9, skew, resolution }) : zipf({ items: 1e9, skew });
						return cacheState({ sets: [set({ popularity, ttl: 1e5, writesPerSecond: 10 })], capacityBytes, eviction })
							.hitRatio;
					});
					assert.ok(Math.abs(usual! - finest!) < 2e-5);
				}
			}
		}
	});

	const anySet = fc
		.record({
			items: fc.oneof(fc.constantFrom(0, 1, 2, 1e9), fc.integer({ min: 0, max: 100_000 })),
			skew: fc.double({ min: 0, max: 3, noNaN: true }),
			readsPerSecond: anySize,
			writesPerSecond: anySize,
			onWrite: fc.constantFrom("delete", "store", "update", "nothing"),
			ttl: fc.oneof(fc.constant(undefined), anySize),
			ttlReset: fc.boolean(),
			itemBytes: anySize,
		})
		.map((options) => set(options));

	it("is finite and a share for anything", () => {
		fc.assert(
			fc.property(
				fc.array(anySet, { maxLength: 3 }),
				fc.oneof(fc.constant(undefined), anySize),
				fc.constantFrom(...EVICTIONS),
				share,
				(sets, capacityBytes, eviction, target) => {
					const state = cacheState({ sets, capacityBytes, eviction });
					assertFinite(state);
					for (const ratio of [state.hitRatio, state.staleRatio, ...state.sets.map((one) => one.hitRatio)]) {
						assert.ok(ratio >= 0 && ratio <= 1, `${ratio}`);
					}
					assert.ok(state.staleRatio <= state.hitRatio + 1e-9);
					assertFinite(memoryForHitRatio({ sets, eviction }, target));
				},
			),
			{ numRuns: 200 },
		);
	});

	it("more memory never lowers the hit ratio, nor does a longer life; more writes that delete never raise it", () => {
		fc.assert(
			fc.property(
				fc.double({ min: 0, max: 2, noNaN: true }),
				fc.double({ min: 1, max: 9_000, noNaN: true }),
				fc.double({ min: 0.1, max: 1000, noNaN: true }),
				fc.double({ min: 0, max: 500, noNaN: true }),
				fc.constantFrom(...EVICTIONS),
				fc.boolean(),
				(skew, capacityBytes, ttl, writesPerSecond, eviction, ttlReset) => {
					const base = { skew, ttl, writesPerSecond, ttlReset, items: 10_000 };
					const here = hitRatio(base, { capacityBytes, eviction });
					assert.ok(hitRatio(base, { capacityBytes: capacityBytes * 1.1, eviction }) >= here - 1e-9);
					assert.ok(
						hitRatio({ ...base, writesPerSecond: writesPerSecond * 1.5 + 1 }, { capacityBytes, eviction }) <=
							here + 1e-6,
					);
					if (capacityBytes > 8_999) assert.ok(hitRatio({ ...base, ttl: ttl * 1.5 }, { eviction }) >= here - 1e-9);
				},
			),
		);
	});

	it("LFU bounds LRU, and LRU is no worse than FIFO", () => {
		fc.assert(
			fc.property(
				fc.double({ min: 0, max: 2, noNaN: true }),
				fc.double({ min: 10, max: 9000, noNaN: true }),
				(skew, capacityBytes) => {
					const [lru, fifo, lfu] = EVICTIONS.map((eviction) => hitRatio({ skew }, { capacityBytes, eviction }));
					assert.ok(lfu! >= lru! - 1e-6 && lru! >= fifo! - 1e-6);
				},
			),
		);
	});

	it("rates times k and times over k change no hit ratio", () => {
		fc.assert(
			fc.property(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), fc.constantFrom(...EVICTIONS), (k, eviction) => {
				const ratio = (by: number) =>
					hitRatio(
						{ readsPerSecond: 1000 * by, writesPerSecond: 100 * by, ttl: 20 / by },
						{ capacityBytes: 800, eviction },
					);
				assertNear(ratio(k), ratio(1), 1e-6);
			}),
		);
	});
});

describe("cold start", () => {
	it("unlimited memory: the sum of p_i (1 - e^(-lambda p_i t))", () => {
		const popularity = zipf({ items: 300, skew: 1 });
		const start = coldStart({ sets: [set({ popularity, readsPerSecond: 100 })], eviction: "lru" });
		for (const t of [0, 0.5, 10, 200]) {
			const expected = popularity.shares.reduce((sum, p) => sum + p * -Math.expm1(-100 * p * t), 0);
			assert.ok(Math.abs(start.hitRatioAt(t) - expected) < 1e-12);
			assertNear(start.backendReadsAt(t), 100 * (1 - expected), 1e-9);
		}
	});

	it("the items that were loaded beforehand hit at once", () => {
		const popularity = zipf({ items: 1e6, skew: 1 });
		const start = coldStart({ sets: [set({ popularity })], eviction: "lru", warmItems: [10_000] });
		assertNear(start.hitRatioAt(0), topShare(popularity, 10_000), 1e-9);
	});

	it("ends in the stationary state, which it comes near to in the time that it says", () => {
		for (const eviction of EVICTIONS) {
			const start = coldStart({ sets: [set({ ttl: 50, writesPerSecond: 10 })], capacityBytes: 800, eviction });
			assertNear(start.hitRatioAt(1e9), start.stationary.hitRatio, 1e-9);
			const seconds = start.secondsTo(0.9);
			assert.ok(seconds !== undefined);
			assertNear(start.hitRatioAt(seconds), 0.9 * start.stationary.hitRatio, 1e-3);
		}
	});

	it("a store that carries less than the misses slows it down, one that carries nothing stops it", () => {
		const cache = { sets: [set()], capacityBytes: 800, eviction: "lru" } as const;
		const [free, slow, stopped] = [undefined, 400, 0].map((backendCapacity) =>
			coldStart({ ...cache, backendCapacity }),
		);
		assert.ok(slow!.secondsTo(0.9)! > free!.secondsTo(0.9)!);
		assert.equal(slow!.backendReadsAt(0), 400);
		assert.equal(slow!.refusedAtStart, 600);
		assert.equal(stopped!.secondsTo(0.9), undefined);
		assert.equal(stopped!.hitRatioAt(1e6), 0);
		// 400 of 455 misses in the end: never quite.
		assertNear(slow!.hitRatioAt(1e9), free!.hitRatioAt(1e9), 0.2);
	});

	it("is finite for anything", () => {
		fc.assert(
			fc.property(
				anySize,
				anySize,
				anySize,
				anySize,
				anySize,
				(seconds, capacityBytes, warm, backendCapacity, readsPerSecond) => {
					const start = coldStart({
						sets: [set({ readsPerSecond, ttl: 10 })],
						capacityBytes,
						eviction: "lru",
						warmItems: [warm],
						backendCapacity,
					});
					assertFinite([
						start.hitRatioAt(seconds),
						start.backendReadsAt(seconds),
						start.refusedAtStart,
						start.secondsTo(0.9) ?? 0,
					]);
				},
			),
			{ numRuns: 60 },
		);
	});
});

describe("write-back", () => {
	it("one item written more often than flushed is written once a flush", () => {
		const one = writeBack({ popularity: zipf({ items: 1, skew: 0 }), writesPerSecond: 100, flushSeconds: 5 });
		assertNear(one.storeWritesPerSecond, 0.2, 1e-9);
		assert.equal(one.meanLostWrites, 250);
		assert.equal(one.maxLostWrites, 500);
		assertNear(one.meanLostItems, 1 - 1 / 500, 1e-9);
	});

	it("without a delay nothing coalesces and nothing is lost", () => {
		const none = writeBack({ popularity: zipf({ items: 100, skew: 1 }), writesPerSecond: 100, flushSeconds: 0 });
		assert.deepEqual(none, { storeWritesPerSecond: 100, meanLostWrites: 0, maxLostWrites: 0, meanLostItems: 0 });
	});

	it("never writes more than it was asked to, and is finite", () => {
		fc.assert(
			fc.property(anySize, anySize, fc.integer({ min: 0, max: 10_000 }), (writesPerSecond, flushSeconds, items) => {
				const result = writeBack({ popularity: zipf({ items, skew: 0.9 }), writesPerSecond, flushSeconds });
				assertFinite(result);
				assert.ok(result.storeWritesPerSecond <= writesPerSecond);
				assert.ok(result.meanLostItems <= Math.min(items, result.meanLostWrites) * (1 + 1e-9) + 1e-12);
			}),
		);
	});
});

describe("stampede", () => {
	it("1,000 reads a second of an item that takes 200 ms: 200 at once", () => {
		const options = { keyReadsPerSecond: 1000, recomputeSeconds: 0.2 };
		assert.equal(stampede({ ...options, mitigation: "none" }).concurrentRecomputes, 200);
		for (const mitigation of ["single-flight", "lease", "early-refresh", "stale-while-revalidate"] as const) {
			assert.equal(stampede({ ...options, mitigation }).concurrentRecomputes, 1);
		}
		assertNear(
			stampede({ ...options, mitigation: "early-refresh", recomputeSeconds: 0.002 }).missingShare,
			Math.exp(-2),
			1e-12,
		);
	});
});

/** Sum over all orders of the stack: P(stack) = product of p over what is left, hit if the next request is in it. */
function exactLru(p: Float64Array, capacity: number): number {
	const walk = (used: readonly number[], probability: number): number => {
		const taken = used.reduce((sum, i) => sum + p[i]!, 0);
		if (used.length === capacity) return probability * taken;
		let sum = 0;
		for (let i = 0; i < p.length; i++) {
			if (!used.includes(i)) sum += walk([...used, i], (probability * p[i]!) / (1 - taken));
		}
		return sum;
	};
	return walk([], 1);
}

/** Sets are in the cache in proportion to the product of the shares of their items. */
function exactFifo(p: Float64Array, capacity: number): number {
	let [weight, hits] = [0, 0];
	const walk = (from: number, size: number, product: number, inside: number): void => {
		if (size === capacity) {
			weight += product;
			hits += product * inside;
			return;
		}
		for (let i = from; i < p.length; i++) walk(i + 1, size + 1, product * p[i]!, inside + p[i]!);
	};
	walk(0, 0, 1, 0);
	return hits / weight;
}

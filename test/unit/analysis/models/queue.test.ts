import assert from "node:assert/strict";
import fc from "fast-check";
import {
	majority,
	ordersWrites,
	quorumDelay,
	readsLastWrite,
	recoveryPoint,
	staleReadProbability,
	staleShare,
	tolerated,
} from "../../../../src/analysis/models/consistency.ts";
import {
	activeConsumers,
	backlogGrowth,
	burst,
	consumersNeeded,
	drain,
	retention,
} from "../../../../src/analysis/models/queue.ts";
import { anySize, assertFinite, assertNear } from "../../../support/numbers.ts";

describe("queues and consumers", () => {
	it("backlog, drain time and consumers", () => {
		assert.equal(backlogGrowth(120, 100), 20);
		assert.equal(backlogGrowth(80, 100), 0);
		assert.deepEqual(drain(6000, 80, 100), { kind: "drained", seconds: 300 });
		assert.deepEqual(drain(6000, 100, 100), { kind: "never" });
		assert.deepEqual(drain(0, 100, 100), { kind: "drained", seconds: 0 });
		// 80 per second at 5 each and 70 %: 22.9; with 6,000 waiting to be gone in 60 s: (80 + 100) / 5.
		assert.equal(consumersNeeded({ arrivalsPerSecond: 80, perConsumer: 5, target: 0.7 }), 23);
		assert.equal(
			consumersNeeded({ arrivalsPerSecond: 80, perConsumer: 5, target: 0.7, backlog: 6000, withinSeconds: 60 }),
			36,
		);
		assert.equal(consumersNeeded({ arrivalsPerSecond: 70, perConsumer: 10, target: 0.7 }), 10);
		assert.equal(consumersNeeded({ arrivalsPerSecond: 70, perConsumer: 0, target: 0.7 }), undefined);
		assert.equal(consumersNeeded({ arrivalsPerSecond: 0, perConsumer: 0, target: 0.7 }), 0);
	});

	it("no more consumers than partitions work at once", () => {
		assert.equal(activeConsumers(20, 12), 12);
		assert.equal(activeConsumers(20, undefined), 20);
	});

	it("a burst fills the queue, what is left over drains it", () => {
		const result = burst({ arrivalsPerSecond: 10, capacityPerSecond: 25, burstPerSecond: 40, burstSeconds: 600 });
		assert.deepEqual(result, { peakBacklog: 9000, drain: { kind: "drained", seconds: 600 }, longestWait: 360 });
		const calm = burst({ arrivalsPerSecond: 10, capacityPerSecond: 50, burstPerSecond: 40, burstSeconds: 600 });
		assert.equal(calm.peakBacklog, 0);
		assert.equal(calm.longestWait, 0);
	});

	it("an outage of the consumers: the first message waits for its end", () => {
		const result = burst({
			arrivalsPerSecond: 10,
			capacityPerSecond: 100,
			burstPerSecond: 10,
			burstSeconds: 3600,
			capacityInBurst: 0,
		});
		assert.equal(result.peakBacklog, 36_000);
		assertNear((result.drain as { seconds: number }).seconds, 400, 1e-12);
		assert.equal(result.longestWait, 3600);
	});

	it("messages that are kept too short for an outage are lost", () => {
		const outage = { arrivalsPerSecond: 10, outageSeconds: 7200 };
		assert.deepEqual(retention({ ...outage, retentionSeconds: 86_400 }), { kind: "kept" });
		assert.deepEqual(retention({ ...outage, retentionSeconds: 3600 }), { kind: "lost", messages: 36_000 });
		assert.deepEqual(retention({ ...outage, maxMessages: 50_000 }), { kind: "lost", messages: 22_000 });
		assert.deepEqual(retention(outage), { kind: "kept" });
	});
});

describe("consistency", () => {
	it("a read after the mean lag still misses the write with 1 / e; with constant lag not", () => {
		assertNear(staleReadProbability({ meanLag: 0.1, delay: 0.1 }), Math.exp(-1), 1e-12);
		assert.equal(staleReadProbability({ meanLag: 0.1, delay: 0.1, lag: "constant" }), 0);
		assert.equal(staleReadProbability({ meanLag: 0.1, delay: 0.09, lag: "constant" }), 1);
		assert.equal(staleReadProbability({ meanLag: 0, delay: 0 }), 0);
		assertNear(staleShare(1, 0.1), 1 - Math.exp(-0.1), 1e-12);
	});

	it("what is lost with the primary: lag x writes", () => {
		assert.deepEqual(recoveryPoint(500, 2), { seconds: 2, writes: 1000 });
	});

	it("quorums: R + W > N, majorities, voters that may be lost", () => {
		assert.deepEqual([1, 2, 3, 4, 5].map(majority), [1, 2, 2, 3, 3]);
		assert.ok(readsLastWrite({ voters: 3, read: 2, write: 2 }));
		assert.ok(!readsLastWrite({ voters: 3, read: 1, write: 2 }));
		assert.ok(ordersWrites({ voters: 3, read: 1, write: 2 }));
		assert.ok(!ordersWrites({ voters: 4, read: 3, write: 2 }));
		assert.deepEqual(tolerated({ voters: 5, read: 2, write: 4 }), { reads: 3, writes: 1 });
	});

	it("every read quorum meets every write quorum, tried out", () => {
		for (let voters = 1; voters <= 6; voters++) {
			for (let read = 1; read <= voters; read++) {
				for (let write = 1; write <= voters; write++) {
					const sets = (size: number) =>
						Array.from({ length: 2 ** voters }, (_, bits) => bits).filter((bits) => ones(bits) === size);
					const meet = sets(read).every((r) => sets(write).every((w) => (r & w) !== 0));
					assert.equal(readsLastWrite({ voters, read, write }), meet);
				}
			}
		}
	});

	it("a majority over three places waits for the second fastest", () => {
		assert.equal(quorumDelay([0, 0.08, 0.15], 2), 0.08);
		assert.equal(quorumDelay([], 2), 0);
	});

	it("is finite for anything", () => {
		fc.assert(
			fc.property(anySize, anySize, anySize, anySize, (a, b, c, d) => {
				assertFinite([
					drain(a, b, c),
					burst({ arrivalsPerSecond: a, capacityPerSecond: b, burstPerSecond: c, burstSeconds: d, capacityInBurst: 0 }),
					consumersNeeded({ arrivalsPerSecond: a, perConsumer: b, target: 0.7, backlog: c, withinSeconds: d }) ?? 0,
					retention({ arrivalsPerSecond: a, outageSeconds: b, retentionSeconds: c, maxMessages: d }),
					recoveryPoint(a, b),
					staleShare(a, b),
					staleReadProbability({ meanLag: a, delay: b }),
				]);
			}),
		);
	});
});

function ones(bits: number): number {
	let count = 0;
	for (let rest = bits; rest > 0; rest >>= 1) count += rest & 1;
	return count;
}

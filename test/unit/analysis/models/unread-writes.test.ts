import assert from "node:assert/strict";
import { unreadWrites } from "../../../../src/analysis/models/unread-writes.ts";
import { zipf } from "../../../../src/analysis/models/zipf.ts";

const near = (actual: number, expected: number): void => assert.ok(Math.abs(actual - expected) < 1e-9, `${actual}`);

describe("unread writes", () => {
	const popularity = zipf({ items: 100, skew: 0 });

	it("are those that the next write overtakes, where copies stay", () => {
		near(unreadWrites({ popularity, readsPerSecond: 30, writesPerSecond: 10, lifeSeconds: Infinity }), 0.25);
		near(unreadWrites({ popularity, readsPerSecond: 0, writesPerSecond: 10, lifeSeconds: Infinity }), 1);
	});

	it("are more where copies go before they are read", () => {
		// (3 + 1) / 100 of each item per second, for 25 s: e^-1 of them are still as they were.
		const unread = unreadWrites({ popularity, readsPerSecond: 3, writesPerSecond: 1, lifeSeconds: 25 });
		near(unread, 1 - 0.75 * (1 - Math.exp(-1)));
		near(unreadWrites({ popularity, readsPerSecond: 3, writesPerSecond: 1, lifeSeconds: 0 }), 1);
	});

	it("are more where the same load goes to more items", () => {
		const options = { readsPerSecond: 3, writesPerSecond: 1, lifeSeconds: 25 };
		const even = unreadWrites({ popularity, ...options });
		assert.ok(unreadWrites({ popularity: zipf({ items: 10_000, skew: 0 }), ...options }) > even);
		assert.equal(unreadWrites({ popularity, readsPerSecond: 0, writesPerSecond: 0, lifeSeconds: 1 }), 1);
	});
});

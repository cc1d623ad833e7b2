import assert from "node:assert/strict";
import type { StorageReport } from "../../../../src/analysis/reports.ts";
import { storageReport } from "../../../../src/analysis/stores/storage-report.ts";
import { assertNear } from "../../../support/analysis.ts";
import { reportOn } from "../../../support/context.ts";

function report(text: string, id = "db"): StorageReport {
	const found = reportOn(text, id, storageReport);
	assert.ok(found, "no report on the storage");
	return found;
}

const database = (data: string, db: string): string => `data d { ${data} }\ndatabase db { holds: d, ${db} }`;

describe("storage (M10)", () => {
	it("is items times size in every copy", () => {
		assert.deepEqual(report(database("items: 50M, size: 2KB", "")), { bytes: 1e11 });
		const found = report(database("items: 50M, size: 2KB", "replicas: 2, storage: 1TB"));
		assertNear(found.bytes, 3e11);
		assertNear(found.capacity, 3e12);
	});

	it("fills by a constant amount", () => {
		// (0.8 x 1 TB - 100 GB) / 10 GB a day.
		assertNear(report(database("items: 50M, size: 2KB, growth: 10GB/day", "storage: 1TB")).daysToFull as number, 70);
		assertNear(report(database("items: 50M, size: 2KB, growth: 5M/day", "storage: 1TB")).daysToFull as number, 70);
		assertNear(
			report(database("items: 50M, size: 2KB, growth: 10GB/day", "storage: 1TB, full-at: 50%")).daysToFull as number,
			40,
		);
	});

	it("fills by a share that compounds in its period", () => {
		// ln(8) / ln(1.05) months of 365/12 days.
		const months = Math.log(8) / Math.log(1.05);
		const found = report(database("items: 50M, size: 2KB, growth: 5%/month", "storage: 1TB"));
		assertNear(found.daysToFull as number, (months * 365) / 12, 1e-9);
	});

	it("adds data sets that grow in different ways", () => {
		const text = `data a { items: 1M, size: 100KB, growth: 1GB/day }\ndata b { items: 1M, size: 100KB, growth: 10%/month }
			database db { holds: [a, b], storage: 1TB }`;
		const days = report(text).daysToFull as number;
		assertNear(100e9 + days * 1e9 + 100e9 * 1.1 ** (days / (365 / 12)), 800e9, 1e-6);
	});

	it("is full already, never full, or nobody knows", () => {
		assert.equal(report(database("items: 1M, size: 1MB", "storage: 1TB")).daysToFull, 0);
		assert.equal(report(database("items: 1M, size: 1MB, growth: 0B/day", "storage: 10TB")).daysToFull, "never");
		assert.equal(report(database("items: 1M, size: 1MB", "storage: 10TB")).daysToFull, undefined);
		assert.equal(reportOn(database("size: 1MB", "storage: 10TB"), "db", storageReport), undefined);
	});

	it("of sessions is what is alive at the peak", () => {
		// 1M users x 2 visits a day x 3 x 1800 s / 86400 s, of 2 KB and 56 B each.
		const text = `data s { kind: session, size: 2KB, lifetime: 30min }
			client c { users: 1M, requests: 20/day, peak: 3x, visits: 2/day }
			service web x4 { sessions: redis }\ncache redis x2 { holds: s, memory: 1GB }\nc -> web`;
		const found = report(text, "redis");
		assertNear(found.bytes, ((1e6 * 2 * 3 * 1800) / 86_400) * 2056);
		assertNear(found.capacity, 2e9);
		// Each copy holds them again, and the store keeps them for its own time to live.
		const longer = report(text.replace("holds: s,", "holds: s, replicas: 1, ttl: 1h,"), "redis");
		assertNear(longer.bytes, 4 * found.bytes);
		assertNear(longer.capacity, 4e9);
		// A store that services name for their sessions needs no `holds`.
		assertNear(report(text.replace("holds: s,", ""), "redis").bytes, found.bytes);
		const onDisk = text.replace("cache redis x2 { holds: s, memory: 1GB }", "database redis { replicas: 1 }");
		assertNear(report(onDisk, "redis").bytes, ((1e6 * 2 * 3 * 1800) / 86_400) * 2000 * 2);
	});

	it("of a queue is what it keeps, at the average rate", () => {
		const text = (client: string, queue: string): string =>
			`client c { ${client} }\nqueue q { ${queue} }\nworker w x100 { service-time: 10ms }\nc -> q -> w`;
		assertNear(
			report(text("rate: 1000rps", "retention: 7d, message-size: 1KB, replicas: 3"), "q").bytes,
			1000 * 7 * 86_400 * 1000 * 3,
		);
		const half = "users: 86400, requests: 1000/day, peak: 2x";
		assertNear(report(text(half, "retention: 1d, message-size: 1KB"), "q").bytes, 1000 * 86_400 * 1000);
		assertNear(report(text("rate: 1rps", "retention: 10GB"), "q").bytes, 1e10);
		assert.equal(reportOn(text("rate: 1rps", ""), "q", storageReport), undefined);
	});
});

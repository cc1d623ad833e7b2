import assert from "node:assert/strict";
import { analysisOf, assertNear, componentOf } from "../../../support/analysis.ts";

describe("saturation of loads that do not grow in proportion (M3)", () => {
	const text = `data items { items: 100k, skew: 0.9 }
		client c { users: 1M, requests: 50/day, peak: 2x, reads items x5 }
		service web x100
		cache k x2 { holds: items, ttl: 60s, read: look-aside }
		database db { holds: items, read-capacity: 1200rps }
		c -> web -> k, db`;

	it("finds the users at which the store behind a cache with a time to live is full", () => {
		const analysis = analysisOf(text);
		const db = componentOf(analysis, "db");
		assert.ok(db.saturationUsers.kind === "users");
		// A busier cache hits more often: more users fit than the straight line says.
		assert.ok(db.saturationUsers.users > 1e6 / db.utilization!);
		assertNear(componentOf(analysisOf(text, db.saturationUsers.users), "db").utilization, 1, 1e-6);
	});

	it("says so where no number of users fills it", () => {
		// Misses are at most items / ttl = 1,667 per second.
		const db = componentOf(analysisOf(text.replace("1200rps", "2000rps")), "db");
		assert.deepEqual(db.saturationUsers, { kind: "unbounded" });
	});

	it("assumes no hit ratio where it is predicted", () => {
		assert.ok(!analysisOf(text).assumptions.some(({ property }) => property === "hit-ratio"));
	});
});

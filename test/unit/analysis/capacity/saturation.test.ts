import assert from "node:assert/strict";
import { generateArchitecture } from "../../../../scripts/generate.ts";
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

	it("finds the same in a large file as in a small one", () => {
		const alone = componentOf(analysisOf(text), "db").saturationUsers;
		const others = Array.from({ length: 300 }, (_, i) => `service s${i} x9\n\t\tweb -> s${i} 1%`);
		const large = componentOf(analysisOf(`${text}\n\t\t${others.join("\n\t\t")}`), "db").saturationUsers;
		assert.ok(alone.kind === "users" && large.kind === "users");
		assertNear(large.users, alone.users, 1e-6);
	});

	it("follows what a cache in front of everything lets through, and copies that repeat the writes of others", () => {
		const behind = `data items { items: 100k, size: 1KB }
			client c { users: 1M, requests: 50/day, peak: 2x, reads items x5, writes items }
			cdn edge { holds: items, ttl: 60s }
			cache k { holds: items, write: write-back, flush: 10s }
			database db { holds: items, read-capacity: 2000rps, write-capacity: 9000rps }
			database copy { holds: items, read-capacity: 5000rps }
			search index { capacity: 300rps }
			c -> edge -> web
			service web x100
			web -> k -> db
			db -> copy
			web -> index 5%`;
		const analysis = analysisOf(behind);
		for (const id of ["edge", "k", "db", "copy", "index", "web"]) {
			const { saturationUsers, utilization } = componentOf(analysis, id);
			if (saturationUsers.kind !== "users") continue;
			assertNear(componentOf(analysisOf(behind, saturationUsers.users), id).utilization, 1, 1e-6);
			assert.ok(utilization! > 0);
		}
	});

	it("finds what is full first without looking at all of them", () => {
		for (const users of [10_000, 3_000_000, 200_000_000]) {
			const { bottleneck, saturationUsers, components, details } = analysisOf(
				generateArchitecture({ components: 120, seed: 2 }),
				users,
			);
			const all = [...components.values()]
				.flatMap(({ saturationUsers: full }) => (full.kind === "users" ? full.users : []))
				.sort((a, b) => a - b);
			assert.ok(bottleneck && saturationUsers.kind === "users");
			assert.equal(saturationUsers.users, all[0]);
			assert.equal(components.get(bottleneck)?.saturationUsers, saturationUsers);
			const above = 2 * saturationUsers.users;
			assert.equal(
				details.nextToSaturate(above)?.saturationUsers.users,
				all.find((one) => one > above),
			);
		}
	});
});

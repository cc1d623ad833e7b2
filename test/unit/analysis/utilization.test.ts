import assert from "node:assert/strict";
import fc from "fast-check";
import { analysisOf, assertNear, componentOf } from "../../support/analysis.ts";

describe("utilisation and saturation (M3)", () => {
	it("is load over instances times capacity, and saturates at users over utilisation", () => {
		const analysis = analysisOf(
			"client c { users: 864k, requests: 10/day, peak: 2x }\nservice web x2 { capacity: 250rps }\nc -> web",
		);
		const web = componentOf(analysis, "web");
		assertNear(web.utilization, 0.4);
		assertNear(web.capacity, 500);
		assert.ok(web.saturationUsers.kind === "users");
		assertNear(web.saturationUsers.users, 864_000 / 0.4);
		assert.equal(analysis.bottleneck?.id, "web");
		assert.deepEqual(
			analysis.details
				.steps(web.component)
				.map(({ name }) => name)
				.slice(0, 4),
			["load", "capacity", "utilization", "saturation"],
		);
	});

	it("takes concurrency over service time where no capacity is declared", () => {
		const web = componentOf(
			analysisOf("client c { rate: 40rps }\nservice web { service-time: 20ms, concurrency: 4 }\nc -> web"),
			"web",
		);
		assertNear(web.capacity, 200);
		assertNear(web.utilization, 0.2);
	});

	it("adds reads and writes of a database node, each over its own capacity", () => {
		const text = (more: string): string => `data d
			client c { rate: 1000rps, reads d, writes d 10% }
			database db { holds: d, read-capacity: 4000rps, write-capacity: 500rps ${more} }
			c -> db`;
		assertNear(componentOf(analysisOf(text("")), "db").utilization, 0.25 + 0.2);
		const roles = componentOf(analysisOf(text(", replicas: 2")), "db").roles;
		assertNear(roles[0]?.utilization, 0.2);
		// Each replica serves half of the reads and replays every write.
		assertNear(roles[1]?.utilization, (500 + 100) / 4000);
		assertNear(componentOf(analysisOf(text(", shards: 4")), "db").utilization, 0.45 / 4);
		assert.equal(componentOf(analysisOf(text(", shards: 4, replicas: 2")), "db").instances, 12);
	});

	it("lets the hottest key bound what shards can do", () => {
		const analysis = analysisOf(`data d { hottest: 40% }
			client c { rate: 1000rps, writes d }
			database db { holds: d, write-capacity: 1000rps, shards: 10 }
			c -> db`);
		assertNear(componentOf(analysis, "db").utilization, 0.4 + 0.6 / 10);
	});

	it("runs as few instances of an autoscaled tier as keep it below the target, and saturates with all of them", () => {
		const analysis = analysisOf(
			"client c { users: 86400, requests: 1000/day, peak: 1x }\nservice web x2..10 { capacity: 300rps }\nc -> web",
		);
		const web = componentOf(analysis, "web");
		assert.equal(web.instances, 5);
		assertNear(web.utilization, 1000 / 1500);
		assert.ok(web.saturationUsers.kind === "users");
		assertNear(web.saturationUsers.users, 86_400 * 3);
	});

	it("never limits DNS, a CDN or a managed load balancer", () => {
		const analysis = analysisOf(
			"client c { users: 1bn }\ndns d\ncdn e\nloadbalancer lb { managed: true }\nc -> d -> e -> lb",
		);
		assert.equal(analysis.saturationUsers.kind, "unbounded");
	});

	it("gives sensible answers at the edges", () => {
		const text = "client c { users: 1000 }\nservice web { capacity: 100rps }\nc -> web";
		const none = analysisOf(text, 0);
		assert.equal(componentOf(none, "web").utilization, 0);
		assert.equal(none.saturationUsers.kind, "users");
		assertNear(componentOf(analysisOf(text, 1e9), "web").utilization, (1e9 * 40) / 86_400 / 100);
	});

	it("never lowers a load when users grow, and no number is NaN or infinite", () => {
		const text = `data d
			client c { users: 1000, reads d x3 }
			loadbalancer lb x2
			service web x3 { writes d 20% }
			cache k x2 { holds: d, invalidate: true }
			database db { holds: d, replicas: 1, shards: 2 }
			c -> lb -> web -> k, db`;
		fc.assert(
			fc.property(
				fc.double({ min: 0, max: 1e12, noNaN: true }),
				fc.double({ min: 1, max: 1e3, noNaN: true }),
				(users, k) => {
					const [few, many] = [analysisOf(text, users), analysisOf(text, users * k)];
					for (const [component, { requestsPerSecond, utilization = 0 }] of few.components) {
						const more = componentOf(many, component.id);
						assert.ok(Number.isFinite(requestsPerSecond) && Number.isFinite(utilization));
						assert.ok(more.requestsPerSecond >= requestsPerSecond * (1 - 1e-12));
					}
				},
			),
			{ numRuns: 100 },
		);
	});
});

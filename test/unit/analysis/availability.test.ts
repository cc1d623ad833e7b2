import assert from "node:assert/strict";
import { availabilitiesOf } from "../../../src/analysis/availability/availability.ts";
import { loadsOf } from "../../../src/analysis/loads.ts";
import { whatIf } from "../../../src/analysis/what-if.ts";
import { buildArchitecture, sourceFile } from "../../../src/model/build.ts";
import { assertNear } from "../../support/analysis.ts";

const architectureOf = (text: string) => buildArchitecture(sourceFile("file:///main.arch", text));

function unavailabilityOf(text: string): { client: number; of: (id: string) => number } {
	const architecture = architectureOf(text);
	const { clients, components } = availabilitiesOf(loadsOf(architecture));
	const component = (id: string) => architecture.components.find((one) => one.id === id)!;
	return {
		client: [...clients.values()][0]!.unavailability,
		of: (id) => components.get(component(id))!.unavailability,
	};
}

describe("availability (M11)", () => {
	it("multiplies what is in series", () => {
		const { client } = unavailabilityOf(`client c
			loadbalancer lb { availability: 99% }
			service web { availability: 98% }
			c -> lb -> web`);
		assertNear(client, 1 - 0.99 * 0.98, 1e-12);
	});

	it("needs k of n, with k from the load", () => {
		const text = (rate: number): string =>
			`client c { rate: ${rate}rps }\nservice web x3 { capacity: 100rps, availability: 90% }\nc -> web`;
		assertNear(unavailabilityOf(text(80)).of("web"), 0.1 ** 3, 1e-9);
		assertNear(unavailabilityOf(text(150)).of("web"), 3 * 0.9 * 0.1 ** 2 + 0.1 ** 3, 1e-9);
		assertNear(unavailabilityOf(text(250)).of("web"), 1 - 0.9 ** 3, 1e-9);
	});

	it("loses a node of a cache with its last copy", () => {
		const of = (cache: string): number => unavailabilityOf(`client c\ncache r ${cache}\nc -> r`).of("r");
		const q = 0.005;
		assertNear(of("{ replicas: 1 }"), q ** 2, 1e-9);
		assertNear(of("{ replicas: 1, common-cause: 5% }"), (0.95 * q) ** 2 + 0.05 * q, 1e-9);
		assertNear(of("x3 { replicas: 1, needs: 3 }"), 1 - (1 - q ** 2) ** 3, 1e-9);
	});

	it("says how much better it would be if one element never failed", () => {
		const text = (web: string, us: string): string => `client c { rate: 100rps }
			dns d { availability: 99.99%, health-checks: true }
			datacenter us { availability: ${us}
				service web x3 { capacity: 60rps, availability: ${web} }
				database db { availability: 98% }
				web -> db }
			datacenter eu { service web x2 { capacity: 60rps, availability: 90% } }
			c -> d -> us.web, eu.web`;
		const { system, contributions } = availabilitiesOf(loadsOf(architectureOf(text("95%", "99%"))));
		const of = (id: string) => contributions.find(({ element }) => element.id === id)!.unavailability;
		const saved = (web: string, us: string) => system!.unavailability - unavailabilityOf(text(web, us)).client;
		assertNear(of("us.web"), saved("100%", "99%"), 1e-9);
		assertNear(of("us"), saved("95%", "100%"), 1e-9);
		assert.deepEqual(
			contributions.map(({ unavailability }) => unavailability),
			contributions.map(({ unavailability }) => unavailability).sort((a, b) => b - a),
		);
	});

	it("counts what two branches share once", () => {
		// models.md: 0.9939 where multiplying the branches would give 0.9988.
		const { client } = unavailabilityOf(`client c
			loadbalancer lb { availability: 100% }
			service a { availability: 99% }
			service b { availability: 99% }
			database db { availability: 99.4% }
			c -> lb -> a, b -> db`);
		assertNear(client, 1 - 0.994 * (1 - 0.01 * 0.01), 1e-9);
	});

	it("keeps 1e-20", () => {
		const { of } = unavailabilityOf("client c\nservice web x10 { availability: 99% }\nc -> web");
		assertNear(of("web"), 1e-20, 1e-9);
	});

	it("asks more of the survivors when a data center is down", () => {
		const text = (instances: number): string => `client c { rate: 100rps }
			dns d { availability: 100%, health-checks: true }
			datacenter us { availability: 99%
				service web x${instances} { capacity: 60rps, availability: 90% } }
			datacenter eu like us
			c -> d -> us.web, eu.web`;
		// With 2 x 60 rps a place carries the whole alone, but then needs both of its instances: two of all four in any case.
		const both = 0.99 * 0.99 * (4 * 0.9 * 0.1 ** 3 + 0.1 ** 4);
		const one = 2 * 0.99 * 0.01 * (1 - 0.9 ** 2);
		const none = 0.01 * 0.01;
		assertNear(unavailabilityOf(text(2)).client, both + one + none, 1e-9);
		// With one instance what is left breaks down under the load of both, whether a place is lost or an instance.
		assertNear(unavailabilityOf(text(1)).client, 1 - (0.99 * 0.9) ** 2, 1e-9);
	});

	it("spreads instances over zones", () => {
		const { of } = unavailabilityOf(
			"client c\nservice web x2 { availability: 100%, zones: 2, zone-availability: 99.9% }\nc -> web",
		);
		assertNear(of("web"), 1e-6, 1e-6);
	});

	it("takes failover into account: c T / MTBF + (1 - c) MTTR / MTBF + q^2", () => {
		const { of } = unavailabilityOf(`client c
			database db { replicas: 1, failover: automatic, failover-time: 60s, failover-coverage: 95%, mtbf: 30d, mttr: 4h }
			c -> db`);
		const mtbf = 30 * 86_400;
		const q = 14_400 / (mtbf + 14_400);
		assertNear(of("db"), (0.95 * 60) / mtbf + (0.05 * 14_400) / mtbf + q ** 2, 1e-9);
	});

	it("adds what stops the reads of a database to what stops its writes, but for what stops both", () => {
		const text = (accesses: string): string => `data d { items: 1000 }
			client c { rate: 100/s, ${accesses} }
			database db {
				holds: d, replicas: 2, failover: automatic, failover-time: 30min, failover-coverage: 90%
				availability: 98%, mttr: 4h, read-capacity: 100/s, write-capacity: 100/s
			}
			c -> db`;
		const q = 0.02;
		// 50 reads and 10 replayed writes at each of two replicas: two nodes of three must be up.
		const reads = 3 * q ** 2 * (1 - q) + q ** 3;
		const writes = (0.9 * 0.5 + 0.1 * 4) / (4 * 49) + q ** 3;
		assertNear(unavailabilityOf(text("writes d 10%")).client, writes);
		// Without its primary, one of the two others is down and one is up; or all are.
		const both = (writes - q ** 3) * 2 * q * (1 - q) + q ** 3;
		assertNear(unavailabilityOf(text("reads d, writes d 10%")).client, reads + writes - both, 1e-3);
	});

	it("needs a majority where a quorum writes", () => {
		const { of } = unavailabilityOf(
			"client c\ndatabase db { replication: quorum, voters: 3, availability: 99% }\nc -> db",
		);
		assertNear(of("db"), 3 * 0.99 * 0.01 ** 2 + 0.01 ** 3, 1e-9);
	});
});

describe("what if (M12)", () => {
	const text = `client c { rate: 100rps }
		loadbalancer lb x2
		service web x2 { capacity: 80rps }
		database db { replicas: 1, failover: automatic }
		c -> lb -> web -> db`;
	const ids = (all: readonly { readonly id: string }[]): string[] => all.map(({ id }) => id);

	it("overloads what is left and fails what needs it", () => {
		const { overloaded, failed, components } = whatIf(architectureOf(text), ["web#1"]);
		assert.deepEqual(ids(overloaded), ["web"]);
		assert.deepEqual(ids(components), ["web"]);
		assert.deepEqual(
			failed.map(({ client, operation }) => [client.id, operation]),
			[["c", "request"]],
		);
	});

	it("only degrades where there is enough", () => {
		const { overloaded, failed, degraded } = whatIf(architectureOf(text), ["lb#2", "db#primary"]);
		assert.deepEqual([ids(overloaded), failed], [[], []]);
		assert.deepEqual(ids(degraded), ["lb", "db"]);
	});

	it("loses the voters that stand in a data center", () => {
		const quorum = (sites: string): string =>
			`client c\ndatacenter us\ndatacenter eu\ndatacenter ap
			database db { replication: quorum, voters: 3, voters-in: ${sites} }\nc -> db`;
		const lost = (sites: string, ...down: string[]) => whatIf(architectureOf(quorum(sites)), down);
		assert.equal(lost("[us, eu]", "us").failed.length, 1);
		assert.equal(lost("[us, eu]", "eu").failed.length, 0);
		const witness = lost("[us, eu, ap]", "us");
		assert.deepEqual([witness.failed, ids(witness.degraded)], [[], ["db"]]);
		assert.equal(lost("[us, eu, ap]", "us", "ap").failed.length, 1);
	});

	it("says which names mean nothing", () => {
		assert.deepEqual(whatIf(architectureOf(text), ["wob", "web#3"]).unknown, ["wob", "web#3"]);
		const parts = ["db#replica0", "db#replica2", "db#shard0", "db#shard2", "db#shards", "db#replicas"];
		assert.deepEqual(whatIf(architectureOf(text), ["db#replica1", ...parts]).unknown, parts);
	});

	const loadsAfter = (text: string, parts: readonly string[]) => {
		const architecture = architectureOf(text);
		const result = whatIf(architecture, parts);
		const { components } = loadsOf(architecture, { state: result.taken });
		return { ...result, of: (id: string) => components.get(architecture.components.find((one) => one.id === id)!)! };
	};

	it("counts no writes of a database that has lost its primary, nor replays them", () => {
		for (const from of ["replicas", "primary"]) {
			const { of, failed, degraded, components } = loadsAfter(
				`data x
				client c { rate: 1000rps, reads x x2, writes x }
				service web x4
				cache k { holds: x, read: look-aside, invalidate: cdc, hit-ratio: 50% }
				database db { holds: x, replicas: 2, failover: none, reads-from: ${from}, read-capacity: 10krps }
				database copy { holds: x }
				c -> web -> k, db
				db -> copy`,
				["db#primary"],
			);
			assert.deepEqual(
				failed.map(({ operation }) => operation),
				["write"],
			);
			assert.deepEqual([ids(degraded), components], [["db"], []]);
			const db = of("db");
			assert.deepEqual([db.instances, db.reads, db.writes, db.requestsPerSecond], [2, 1000, 0, 1000], from);
			const [primary, replica] = db.roles;
			assert.deepEqual([primary!.utilization, replica!.utilization, replica!.writesPerSecond], [0, 0.05, 0]);
			// Nothing to delete from the cache: its writes are the misses that fill it.
			assert.deepEqual([of("copy").utilization, of("k").writes], [0, 1000]);
		}
	});

	it("counts plain calls into it as the reads among them", () => {
		const { of } = loadsAfter(
			`client c { rate: 1000rps }
			database db { replicas: 1, failover: manual }
			c -> db`,
			["db#primary"],
		);
		assertNear(of("db").requestsPerSecond, 900, 1e-12);
		assert.equal(of("db").writes, 0);
	});

	it("takes what one shard has away, and leaves the others as busy as they were", () => {
		const sharded = `data x { items: 1bn, skew: 0, hottest: 20% }
			client c { rate: 1000rps, reads x x3, writes x }
			loadbalancer lb x2
			service web x9
			database db { holds: x, shards: 4, replicas: 1, shard-key: "id" }
			c -> lb -> web -> db`;
		const before = loadsAfter(sharded, []).of("db");
		const { of, failed, degraded, components, overloaded } = loadsAfter(sharded, ["db#shard3"]);
		assert.deepEqual(
			failed.map(({ operation }) => operation),
			["read", "write"],
		);
		assert.deepEqual([ids(degraded), components, overloaded], [["db"], [], []]);
		const db = of("db");
		assert.deepEqual([db.instances, db.reads, db.writes], [6, 2250, 750]);
		for (const [i, { utilization }] of db.roles.entries())
			assertNear(utilization!, before.roles[i]!.utilization!, 1e-12);
		assert.equal(of("web").requestsPerSecond, 4000);
	});

	it("loses a database with the last of its shards", () => {
		const text = `client c { rate: 10rps }
			database db { shards: 2, shard-key: "id" }
			c -> db`;
		assert.deepEqual(ids(whatIf(architectureOf(text), ["db#shard1", "db#shard1"]).components), []);
		assert.deepEqual(ids(whatIf(architectureOf(text), ["db#shard1", "db#shard2"]).components), ["db"]);
	});

	it("sends the load of a lost data center to the other and lets it break there", () => {
		const two = `client c { rate: 100rps }
			dns d { health-checks: true }
			datacenter us { service web x2 { capacity: 40rps }
				service api x4 { capacity: 40rps }
				web -> api }
			datacenter eu like us
			c -> d -> us.web, eu.web`;
		const { overloaded, failed, components } = whatIf(architectureOf(two), ["us"]);
		assert.deepEqual(ids(overloaded), ["eu.web"]);
		assert.equal(failed.length, 1);
		assert.deepEqual(ids(components), ["us.web", "us.api", "eu.web"]);
	});
});

import assert from "node:assert/strict";
import { queueingReport, responseTimeOf } from "../../../../src/analysis/latency/queueing.ts";
import type { QueueingReport, ResponseTime } from "../../../../src/analysis/reports.ts";
import { assertNear } from "../../../support/analysis.ts";
import { reportOn } from "../../../support/context.ts";

const line = (text: string, id = "web"): QueueingReport => {
	const found = reportOn(text, id, queueingReport);
	assert.ok(found, "no report on the line");
	return found;
};
const response = (text: string, id = "web"): ResponseTime | undefined => reportOn(text, id, responseTimeOf);

const web = (rate: number, properties: string, count = "", lb = ""): string =>
	`client c { rate: ${rate}rps }\n${lb ? `loadbalancer lb { ${lb} }` : ""}
	service web ${count} { ${properties} }\n${lb ? "c -> lb -> web" : "c -> web"}`;

describe("the line before a tier (M4)", () => {
	it("is M/M/1 where one instance serves one request at a time", () => {
		// rho 0.9: W = rho S / (1 - rho) = 9 ms, and the response time is exponential with mean S / (1 - rho) = 10 ms.
		const text = web(900, "capacity: 1000rps, concurrency: 1");
		const found = line(text);
		assert.equal(found.stable, true);
		assert.equal(found.servers, 1);
		assertNear(found.busyServers, 0.9);
		assertNear(found.waitProbability, 0.9);
		assertNear(found.meanWait, 0.009);
		assertNear(found.waitP99, Math.log(90) / 100);
		assertNear(found.meanQueueLength, 8.1);
		assertNear(found.meanInSystem, 9);
		assert.equal(found.exact, true);
		const time = response(text);
		assertNear(time?.mean, 0.01);
		assertNear(time?.p50, Math.LN2 / 100, 1e-6);
		assertNear(time?.p99, Math.log(100) / 100, 1e-6);
		assertNear(time?.p999, Math.log(1000) / 100, 1e-6);
	});

	it("is Erlang's for several servers: C(3, 2) = 4/9", () => {
		const found = line(web(2, "service-time: 1s, concurrency: 3"));
		assert.equal(found.servers, 3);
		assertNear(found.waitProbability, 4 / 9);
		assertNear(found.meanWait, 4 / 9);
		assertNear(found.meanQueueLength, 8 / 9);
	});

	it("makes one pool of all instances, whether that is declared or not", () => {
		const alone = line(web(3200, "capacity: 500rps", "x8"));
		const balanced = line(web(3200, "capacity: 500rps", "x8", "managed: true"));
		assert.equal(alone.servers, 64);
		assertNear(alone.meanWait, balanced.meanWait!);
	});

	it("gives each instance a line of its own behind a random choice", () => {
		const text = (algorithm: string): string =>
			web(3200, "capacity: 1000rps, concurrency: 1", "x4", `managed: true, algorithm: ${algorithm}`);
		const wait = (algorithm: string): number => line(text(algorithm)).meanWait! * 1000;
		// In service times, at rho 0.8.
		assertNear(wait("random"), 4);
		assertNear(wait("ip-hash"), 4);
		assertNear(wait("least-connections"), 0.7455, 1e-3);
		assert.ok(wait("least-connections") < wait("two-choices"));
		assert.ok(wait("two-choices") < wait("round-robin"));
		assert.ok(wait("round-robin") < wait("random"));
	});

	it("halves the wait where all requests take the same time, and where they come evenly", () => {
		const usual = line(web(900, "capacity: 1000rps, concurrency: 1")).meanWait!;
		assertNear(line(web(900, "capacity: 1000rps, concurrency: 1, variability: 0")).meanWait, usual / 2);
		const even =
			"client c { rate: 900rps, arrival-variability: 0 }\nservice web { capacity: 1000rps, concurrency: 1 }\nc -> web";
		assertNear(line(even).meanWait, usual / 2);
		assert.equal(line(even).exact, false);
	});

	it("weighs the variability of several clients by what they send", () => {
		const text = `client even { rate: 300rps, arrival-variability: 0 }
			client wild { rate: 600rps, arrival-variability: 4 }
			loadbalancer lb { managed: true }
			service web { capacity: 1000rps, concurrency: 1 }
			even -> lb\nwild -> lb -> web`;
		assertNear(line(text).meanWait, (0.009 * (8 / 3 + 1)) / 2);
	});

	it("adds heavy requests to the mean and to the variability", () => {
		// 10 % of 2 s beside 20 ms: 0.218 s on average, of which the heavy ones take 92 %.
		const heavy = line(web(10, "service-time: 20ms, concurrency: 1, heavy: 10%, heavy-time: 2s", "x4"));
		assertNear(heavy.busyServers, 2.18);
		const plain = line(web(10, "service-time: 218ms, concurrency: 1", "x4"));
		const variability = (2 * (0.9 * 0.02 ** 2 + 0.1 * 2 ** 2)) / 0.218 ** 2 - 1;
		assertNear(heavy.meanWait, (plain.meanWait! * (1 + variability)) / 2);
		const time = response(web(0.001, "service-time: 20ms, concurrency: 1, heavy: 10%, heavy-time: 2s", "x4"));
		// Nearly alone: one in ten takes 2 s on average, so half of these and 5 % of all more than 2 ln 2 s.
		assertNear(time?.p95, 2 * Math.LN2, 1e-3);
	});

	it("counts heavy requests in a declared capacity already", () => {
		const found = line(web(200, "capacity: 400rps, concurrency: 100, heavy: 10%, heavy-time: 1s"));
		assertNear(found.busyServers, 50);
		// 0.25 s on average: the others take (0.25 - 0.1) / 0.9 s.
		const other = 0.15 / 0.9;
		const variability = (2 * (0.9 * other ** 2 + 0.1)) / 0.25 ** 2 - 1;
		const plain = line(web(200, "capacity: 400rps, concurrency: 100"));
		assertNear(found.meanWait, (plain.meanWait! * (1 + variability)) / 2);
	});

	it("says by how much the backlog grows where there is no steady state", () => {
		const found = line(web(1500, "capacity: 500rps", "x2"));
		assert.deepEqual(found, {
			stable: false,
			servers: 16,
			busyServers: 16,
			backlogPerSecond: 500,
			exact: true,
		});
		assert.equal(response(web(1500, "capacity: 500rps", "x2")), undefined);
		assert.equal(line(web(1000, "capacity: 500rps", "x2")).stable, false);
	});

	it("takes servers from a declared time and a declared rate", () => {
		// 500 rps of 20 ms keep 10 servers busy.
		const found = line(web(250, "capacity: 500rps, service-time: 20ms"));
		assert.equal(found.servers, 10);
		assertNear(found.busyServers, 5);
		assertNear(response(web(250, "capacity: 500rps, service-time: 20ms"))?.mean, 0.02 + found.meanWait!);
		// Where they contradict each other the rate counts, and the time of a request stays as declared.
		const limited = web(25, "capacity: 50rps, service-time: 10ms");
		assert.equal(line(limited).servers, 1);
		assertNear(line(limited).meanWait, 0.02);
		assertNear(response(limited)?.mean, 0.03);
	});

	it("mixes reads and writes of a database node, each with its own time", () => {
		const text = `data d
			client c { rate: 4000rps, reads d, writes d 12.5% }
			database db { holds: d, concurrency: 1, read-capacity: 10000rps, write-capacity: 2000rps }
			c -> db`;
		const seconds = (4000 * 0.0001 + 500 * 0.0005) / 4500;
		const square = (2 * (4000 * 0.0001 ** 2 + 500 * 0.0005 ** 2)) / 4500;
		const found = line(text, "db");
		assertNear(found.busyServers, 0.65);
		// Pollaczek and Khinchine: lambda E[S^2] / (2 (1 - rho)), 1.76 times what exponential times would wait.
		const wait = (4500 * square) / (2 * 0.35);
		assertNear(found.meanWait, wait);
		assertNear(response(text, "db")?.mean, wait + seconds);
		// Few of them are slow: 99 % of all are faster than if the times were exponential around the slow mean.
		assert.ok(response(text.replace("4000rps", "1rps"), "db")!.p99 > 1.2 * seconds * Math.log(100));
	});

	it("takes the time of replayed writes as it is", () => {
		const text = (cost: number): string => `data d
			client c { rate: 500rps, reads d, writes d 50% }
			database db { holds: d, replicas: 1, concurrency: 1, read-capacity: 1000rps, write-capacity: 1000rps, replay-cost: ${cost} }
			c -> db`;
		// At the replica, 500 reads of 1 ms and 250 replays of half a millisecond.
		const square = (2 * (500 * 0.001 ** 2 + 250 * 0.0005 ** 2)) / 750;
		assertNear(line(text(0.5), "db").busyServers, 0.625);
		assertNear(line(text(0.5), "db").meanWait, (750 * square) / (2 * 0.375));
		assertNear(response(text(0.5), "db")!.mean - line(text(0.5), "db").meanWait!, 0.001);
	});

	it("is slower where instances wait for each other", () => {
		const found = web(10, "service-time: 20ms, concurrency: 1, contention: 10%", "x4");
		// Four instances carry 4 / 1.3 times what one does.
		assertNear(line(found).busyServers, 10 * 0.02 * 1.3);
		assertNear(response(found)!.mean - line(found).meanWait!, 0.02 * 1.3);
	});

	it("takes the busiest role of a database, and its busiest shard", () => {
		const text = (more: string): string => `data d { items: 1, hottest: 100% }
			client c { rate: 9000rps, reads d, writes d 10% }
			database db { holds: d, concurrency: 1, read-capacity: 10000rps, write-capacity: 10000rps ${more} }
			c -> db`;
		// Two replicas share the reads and each replays all writes: (4500 + 900) / 10000.
		assertNear(line(text(", replicas: 2"), "db").busyServers, 2 * 0.54);
		// All goes to one key, so one of four shards has it all.
		assertNear(line(text(", replicas: 2, shards: 4"), "db").busyServers, 2 * 0.54);
		// Then the reads are on the primary.
		assertNear(line(text(", replicas: 2, reads-from: primary"), "db").busyServers, 0.99);
	});

	it("takes declared times of reads and writes", () => {
		const text = `data d
			client c { rate: 100rps, reads d }
			database db { holds: d, concurrency: 4, read-time: 10ms, write-time: 20ms }
			c -> db`;
		assertNear(line(text, "db").busyServers, 1);
		assertNear(response(text, "db")?.mean, 0.01 + line(text, "db").meanWait!);
	});

	it("assumes 0.5 ms of a cache, and nothing of what is not limited and says no time", () => {
		const text = `client c { rate: 100rps }
			loadbalancer lb { managed: true }
			service web x4 {}
			cache redis\nexternal bank\nexternal mail { service-time: 100ms }\nqueue jobs\nworker w x20 { service-time: 100ms }
			c -> lb -> web -> redis, bank, mail\nweb -> jobs -> w`;
		assertNear(response(text, "redis")?.mean, 0.0005);
		assert.equal(response(text, "lb"), undefined);
		assert.equal(response(text, "bank"), undefined);
		assert.equal(response(text, "jobs"), undefined);
		assertNear(response(text, "mail")?.mean, 0.1);
		assert.equal(reportOn(text, "mail", queueingReport), undefined);
		assertNear(line(text, "w").busyServers, 10);
	});

	it("waits for nothing at rest, and says nothing where the load is not known", () => {
		const idle = web(0, "capacity: 500rps", "x2");
		assert.equal(line(idle).meanWait, 0);
		assertNear(response(idle)?.mean, 0.016);
		assert.equal(reportOn("client c\nservice web\nc -> web", "web", queueingReport), undefined);
	});
});

import assert from "node:assert/strict";
import type { Analysis } from "../../../../src/analysis/analysis.ts";
import { analysisOf, assertNear, componentOf } from "../../../support/analysis.ts";

const rate = (analysis: Analysis, id: string): number => componentOf(analysis, id).requestsPerSecond;

describe("traffic (M1, M2)", () => {
	it("turns users into requests at the peak", () => {
		// Xu, System Design Interview, ch. 2: users x requests per day / 86,400 x peak factor.
		const analysis = analysisOf("client c { users: 864k, requests: 10/day, peak: 2x }\nservice web\nc -> web");
		assertNear(analysis.requestsPerSecond, 200);
		assertNear(rate(analysis, "web"), 200);
	});

	it("never multiplies a rate by the peak", () => {
		assertNear(analysisOf("client c { rate: 50rps, peak: 3x }").requestsPerSecond, 50);
	});

	it("splits behind routers, evenly or by percents", () => {
		const analysis = analysisOf(`client c { rate: 100rps }
			loadbalancer lb
			service a
			service b
			service d
			c -> lb -> a 50%, b, d`);
		assertNear(rate(analysis, "a"), 50);
		assertNear(rate(analysis, "b"), 25);
		assertNear(rate(analysis, "d"), 25);
	});

	it("makes one call on each link of a service, or as many as its share says", () => {
		const analysis = analysisOf(`client c { rate: 100rps }
			service web
			service api
			queue jobs
			worker resize { service-time: 100ms }
			c -> web -> api x3
			web -> jobs 2% -> resize`);
		assertNear(rate(analysis, "api"), 300);
		assertNear(rate(analysis, "jobs"), 2);
		assertNear(rate(analysis, "resize"), 2);
	});

	it("hands each message to every consumer tier", () => {
		const analysis = analysisOf("client c { rate: 10rps }\nqueue q\nworker a\nworker b\nc -> q -> a, b");
		assertNear(rate(analysis, "a"), 10);
		assertNear(rate(analysis, "b"), 10);
	});

	it("counts a plain call into a database as one operation, nine in ten of them reads", () => {
		const db = componentOf(analysisOf("client c { rate: 100rps }\nservice web\ndatabase db\nc -> web -> db"), "db");
		assertNear(db.reads, 90);
		assertNear(db.writes, 10);
		assert.ok(db.assumptions.some(({ property }) => property === "read share"));
	});

	const shop = (cache: string): string => `data items
		client c { rate: 100rps }
		service web { reads items x2
			writes items 10% }
		cache redis x2 { holds: items, hit-ratio: 90%, ${cache} }
		database db { holds: items }
		c -> web -> redis, db`;

	it("look-aside: misses go on from the reader, which fills the cache", () => {
		const analysis = analysisOf(shop("read: look-aside, write: write-around"));
		assertNear(componentOf(analysis, "redis").reads, 200);
		assertNear(componentOf(analysis, "redis").writes, 20);
		assertNear(componentOf(analysis, "db").reads, 20);
		assertNear(componentOf(analysis, "db").writes, 10);
	});

	it("deletes from the cache on each write where it invalidates", () => {
		const analysis = analysisOf(shop("read: look-aside, write: write-around, invalidate: true"));
		assertNear(componentOf(analysis, "redis").writes, 30);
	});

	it("write-through: each write goes to the cache and to the store", () => {
		const analysis = analysisOf(shop("read: look-aside, write: write-through"));
		assertNear(componentOf(analysis, "redis").writes, 30);
		assertNear(componentOf(analysis, "db").writes, 10);
	});

	it("write-back: writes of one item between two flushes reach the store as one", () => {
		const db = componentOf(
			analysisOf(`data views { items: 10k, skew: 1 }
				client c { rate: 1000rps, writes views }
				cache k x2 { holds: views, write: write-back, flush: 10s }
				database db { holds: views }
				c -> k -> db`),
			"db",
		);
		// Sum over the items of (1 - e^(-w tau)) / tau, with w = 1000 p and p by Zipf.
		const weights = Array.from({ length: 10_000 }, (_, i) => 1 / (i + 1));
		const total = weights.reduce((sum, weight) => sum + weight, 0);
		const flushed = weights.reduce((sum, weight) => sum + (1 - Math.exp((-1000 * 10 * weight) / total)) / 10, 0);
		assertNear(db.writes, flushed, 1e-3);
	});

	it("read-through: misses go on from the cache", () => {
		const analysis = analysisOf(`data items
			client c { rate: 100rps }
			service web { reads items }
			cache redis x2 { holds: items, hit-ratio: 75%, read: read-through }
			database db { holds: items }
			c -> web -> redis -> db`);
		assertNear(componentOf(analysis, "db").reads, 25);
		const link = [...analysis.links.values()].find(({ link }) => link.to.id === "db");
		assert.equal(link?.link.from.id, "redis");
		assertNear(link?.reads, 25);
	});

	it("an access takes the place of the plain call", () => {
		const analysis = analysisOf(`data items
			client c { rate: 100rps, reads items x2 }
			loadbalancer lb
			service web
			database db { holds: items }
			c -> lb -> web -> db`);
		assertNear(rate(analysis, "web"), 200);
		assertNear(componentOf(analysis, "db").reads, 200);
		assertNear(componentOf(analysis, "db").writes, 0);
	});

	it("static files are fetched beside the page where they pass a service with work of its own", () => {
		const text = (links: string): string => `data photos { kind: static }
			data items
			client c { rate: 100rps, reads photos x10 }
			service web { reads items }
			storage blobs { holds: photos }
			database db { holds: items }
			cdn edge { holds: photos, hit-ratio: 90% }
			web -> blobs, db
			${links}`;
		const without = analysisOf(text("c -> web"));
		assertNear(rate(without, "web"), 1100);
		assertNear(componentOf(without, "db").reads, 100);
		assertNear(componentOf(without, "blobs").reads, 1000);
		const inFront = analysisOf(text("c -> edge -> web, blobs"));
		assertNear(rate(inFront, "web"), 100);
		assertNear(rate(inFront, "edge"), 1100);
		// What the CDN misses, and the plain call of the web tier, nine in ten of those reads.
		assertNear(componentOf(inFront, "blobs").reads, 100 + 90);
	});

	it("a service calls another that stores files, also where a CDN fetches them", () => {
		const analysis = analysisOf(`
			data photos { kind: static }
			client c {
				rate: 100rps
				reads photos x10
			}
			cdn edge { holds: photos, hit-ratio: 90% }
			service web
			service resizer
			storage files { holds: photos }
			c -> web
			c -> edge -> files
			web -> resizer 1%
			resizer -> files`);
		assertNear(componentOf(analysis, "resizer").requestsPerSecond, 1);
		assertNear(componentOf(analysis, "files").reads, 100.9);
	});

	it("reads stay in their data center, writes go to the primary", () => {
		const analysis = analysisOf(`data items
			client c { rate: 100rps }
			dns geo { routing: geo }
			datacenter us { service web { reads items
					writes items 10% }
				database db { holds: items }
				web -> db }
			datacenter eu like us
			c -> geo -> us.web, eu.web
			eu.web -> us.db
			us.db -> eu.db`);
		assertNear(componentOf(analysis, "eu.db").reads, 50);
		assertNear(componentOf(analysis, "eu.db").writes, 0);
		assertNear(componentOf(analysis, "us.db").reads, 50);
		assertNear(componentOf(analysis, "us.db").writes, 10);
		const replication = [...analysis.links.values()].find(({ traffic }) => traffic === "replication");
		assertNear(replication?.requestsPerSecond, 10);
	});

	it("sends behind DNS what the data centers say they take", () => {
		const analysis = analysisOf(`client c { rate: 100rps }
			dns geo
			datacenter us { traffic: 70%
				service web }
			datacenter eu { traffic: 30%
				service web }
			c -> geo -> us.web, eu.web`);
		assertNear(rate(analysis, "us.web"), 70);
	});

	it("reads the session on each request and writes it on one in ten", () => {
		const store = componentOf(
			analysisOf("client c { rate: 100rps }\nservice web x2 { sessions: store }\ncache store x2\nc -> web"),
			"store",
		);
		assertNear(store.reads, 100);
		assertNear(store.writes, 10);
	});

	it("reports an access to data that nothing reachable holds", () => {
		const analysis = analysisOf("data d\nclient c { rate: 1rps, reads d }\nservice web\nc -> web");
		assert.deepEqual(
			analysis.unserved.map(({ component, data }) => [component.id, data.id]),
			[["c", "d"]],
		);
	});

	it("solves cycles of calls whose traffic settles", () => {
		// web = 100 + 0.5 api, api = web: web = 200.
		const analysis = analysisOf("client c { rate: 100rps }\nservice web\nservice api\nc -> web -> api\napi -> web 50%");
		assertNear(rate(analysis, "web"), 200, 1e-6);
		assert.deepEqual(analysis.divergent, []);
	});

	it("finds cycles of calls whose traffic has no end", () => {
		const analysis = analysisOf("client c { rate: 100rps }\nservice web\nservice api\nc -> web -> api -> web");
		assert.deepEqual(analysis.divergent[0]?.map(({ id }) => id).sort(), ["api", "web"]);
		assert.equal(componentOf(analysis, "api").status, "unknown");
	});

	it("knows no load where no client says how many there are", () => {
		const analysis = analysisOf("client c\nservice web\nc -> web");
		assert.equal(componentOf(analysis, "web").status, "unknown");
		assert.equal(componentOf(analysis, "web").utilization, undefined);
		assert.equal(analysis.saturationUsers.kind, "unknown");
	});

	it("scales all clients in their proportions", () => {
		const text =
			"client a { users: 1k }\nclient b { users: 3k }\nclient c { rate: 10rps }\nservice web\na, b, c -> web";
		const [once, twice] = [analysisOf(text), analysisOf(text, 8000)];
		assert.equal(twice.users, 8000);
		assertNear(rate(twice, "web"), 2 * rate(once, "web"));
		assertNear(rate(analysisOf(text, 0), "web"), 0);
	});

	it("survives a chain of ten thousand services", () => {
		const names = Array.from({ length: 10_000 }, (_, i) => `s${i}`);
		const text = `client c { rate: 1rps }\n${names.map((name) => `service ${name}`).join("\n")}\nc -> ${names.join(" -> ")}`;
		assertNear(rate(analysisOf(text), "s9999"), 1);
	});
});

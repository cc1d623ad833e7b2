import assert from "node:assert/strict";
import { analysisOf } from "../../../support/analysis.ts";

const needed = (text: string): string[] => [...analysisOf(text).removals.components.keys()].map(({ id }) => id).sort();
const neededPlaces = (text: string): string[] =>
	[...analysisOf(text).removals.places.keys()].map(({ id }) => id).sort();

describe("single points of failure by removal (M12)", () => {
	it("everything in a chain is needed", () => {
		assert.deepEqual(needed("client c\nloadbalancer lb\nservice web\ndatabase db\nc -> lb -> web -> db"), [
			"db",
			"lb",
			"web",
		]);
	});

	it("so it is in a long one, but for what has another beside it", () => {
		const chain = (name: string): string[] => Array.from({ length: 70 }, (_, i) => `${name}${i}`);
		const [first, second, last] = [chain("a"), chain("b"), chain("z")];
		const services = [...first, ...second, ...last].map((name) => `service ${name}`).join("\n");
		const calls = [first, second].map((one) => `lb -> ${one.join(" -> ")} -> z0`).join("\n");
		const text = `client c\nloadbalancer lb\n${services}\nc -> lb\n${calls}\n${last.join(" -> ")}`;
		assert.deepEqual(needed(text), ["lb", ...last].sort());
	});

	it("nothing is, behind a CDN without an origin", () => {
		assert.deepEqual(
			needed("data p { kind: static }\nclient c { reads p }\ncdn e { holds: p, fallback: origin }\nc -> e"),
			[],
		);
	});

	it("one of several targets of a load balancer is not", () => {
		assert.deepEqual(needed("client c\nloadbalancer lb\nservice a\nservice b\nc -> lb -> a, b"), ["lb"]);
	});

	it("a balancer that does not check health needs them all", () => {
		const text = "client c\nloadbalancer lb { health-checks: false }\nservice a\nservice b\nc -> lb -> a, b";
		assert.deepEqual(needed(text), ["a", "b", "lb"]);
	});

	it("what two branches share is needed", () => {
		assert.deepEqual(needed("client c\nloadbalancer lb\nservice a\nservice b\nservice auth\nc -> lb -> a, b -> auth"), [
			"auth",
			"lb",
		]);
	});

	it("a look-aside cache, an optional call and work behind a queue are not", () => {
		const text = `data d
			client c
			service web { reads d }
			cache k { holds: d, read: look-aside }
			database db { holds: d }
			service ads
			queue jobs
			worker w
			c -> web -> k, db
			web -> ads { optional: true }
			web -> jobs -> w`;
		assert.deepEqual(needed(text), ["db", "jobs", "web"]);
	});

	it("a read-through cache is", () => {
		const text = `data d
			client c
			service web { reads d }
			cache k { holds: d, read: read-through }
			database db { holds: d }
			c -> web -> k -> db`;
		assert.deepEqual(needed(text), ["db", "k", "web"]);
	});

	it("a CDN with a fallback to the origin is not", () => {
		const text = (fallback: string): string => `data p { kind: static }
			client c { reads p }
			cdn edge { holds: p ${fallback} }
			storage blobs { holds: p }
			c -> edge -> blobs`;
		assert.deepEqual(needed(text("")), ["blobs", "edge"]);
		assert.deepEqual(needed(text(", fallback: origin")), ["blobs"]);
	});

	it("a data center is needed unless DNS sees its loss and the data is elsewhere too", () => {
		const text = (dns: string, failover: string): string => `data d
			client c
			dns geo { ${dns} }
			datacenter us { service web { reads d
					writes d 10% }
				database db { holds: d, replicas: 1 ${failover} }
				web -> db }
			datacenter eu like us
			c -> geo -> us.web, eu.web
			eu.web -> us.db
			us.db -> eu.db`;
		assert.deepEqual(neededPlaces(text("health-checks: true", ", failover: automatic")), []);
		assert.deepEqual(neededPlaces(text("health-checks: true", "")), ["us"]);
		assert.deepEqual(neededPlaces(text("", ", failover: automatic")), ["eu", "us"]);
	});

	it("survives cycles", () => {
		assert.deepEqual(needed("client c\nservice a\nservice b\nc -> a -> b -> a"), ["a", "b"]);
	});
});

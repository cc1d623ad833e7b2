import assert from "node:assert/strict";
import type { Card, Scene } from "../../../src/diagram/scene.ts";
import { card as bareCard, exampleText, sceneOf } from "../../support/scenes.ts";

const SHOP = `
system "Shop" {}
data profiles { size: 2KB, items: 1M }
client browser "Browser" { users: 2M, requests: 20/day, peak: 3x }
dns route53 { routing: geo, health-checks: true }
loadbalancer lb x2 { sticky: true }
service web "Web tier" x4 { capacity: 500rps, sessions: local, reads profiles x3, writes profiles 5% }
worker resizer x2..10 { service-time: 200ms }
cache redis x2 { holds: profiles, read: look-aside, eviction: lru, memory: 16GB }
database users "User DB" { engine: mysql, holds: profiles, replicas: 2, shards: 4 }
queue jobs { durable: true, dead-letter: true, partitions: 12 }
external mail { availability: 99.95% }
monitoring watch { logs: aggregated, metrics: [host], alerts: true }
pipeline ci { deploys: all }
group edge "Edge" { cdn cdn { } }
browser -> route53 -> lb -> web -> redis, users
web -> jobs 2% "resize" -> resizer
`;

const cardOf = ({ cards }: Scene, id: string): Card => cards.find((card) => card.id === id) ?? bareCard("missing");

describe("the scene", () => {
	const en = sceneOf(SHOP);
	const ko = sceneOf(SHOP, { locale: "ko" });

	it("has a card for every component and a group for every place, in the order of the text", () => {
		assert.deepEqual(
			en.cards.map(({ id }) => id),
			["browser", "route53", "lb", "web", "resizer", "redis", "users", "jobs", "mail", "watch", "ci", "edge.cdn"],
		);
		assert.deepEqual(
			en.groups.map(({ id, title, kind }) => [id, title, kind]),
			[["edge", "Edge", "group"]],
		);
		assert.equal(cardOf(en, "edge.cdn").parent, "edge");
	});

	it("says on each card what one wants to know of its kind", () => {
		const subtitle = (id: string) => cardOf(en, id).subtitle;
		assert.equal(subtitle("browser"), "2M users a day");
		assert.match(subtitle("route53"), /geo.* · health checks/i);
		assert.match(subtitle("lb"), /least connections · sticky sessions/i);
		assert.equal(subtitle("web"), "500/s each · local sessions");
		assert.equal(subtitle("resizer"), "200 ms a job");
		assert.equal(subtitle("redis"), "look-aside · LRU · 16 GB");
		assert.equal(subtitle("users"), "MySQL · 2 replicas · 4 shards");
		assert.equal(subtitle("jobs"), "12 partitions · durable · dead letters");
		assert.equal(subtitle("mail"), "99.95 % available");
		assert.equal(subtitle("watch"), "logs, metrics, alerts");
	});

	it("says it in Korean", () => {
		assert.equal(cardOf(ko, "browser").subtitle, "하루 사용자 2M명");
		assert.equal(cardOf(ko, "users").subtitle, "MySQL · 복제본 2개 · 샤드 4개");
		assert.match(ko.summary.saturationText, /^사용자 [\d.]+[kM]명/);
		for (const { label } of ko.cards) assert.doesNotMatch(label, /\{|instances|utilised/);
	});

	it("stacks instances and replicas", () => {
		assert.deepEqual([cardOf(en, "web").instances, cardOf(en, "web").times], [4, "×4"]);
		assert.deepEqual([cardOf(en, "resizer").instances, cardOf(en, "resizer").times], [10, "×2–10"]);
		assert.deepEqual(
			[cardOf(en, "users").instances, cardOf(en, "users").times, cardOf(en, "users").shards],
			[3, "×3", 4],
		);
		assert.deepEqual([cardOf(en, "jobs").instances, cardOf(en, "jobs").times], [1, ""]);
	});

	it("has no bar where there is no limit", () => {
		assert.equal(cardOf(en, "route53").utilization, undefined);
		assert.equal(cardOf(en, "route53").load, "");
		assert.ok(cardOf(en, "web").utilization! > 0);
	});

	it("merges links between the same two components", () => {
		const twice = sceneOf(`client c { rate: 100rps } service a {} database b {} c -> a -> b x2 "one" a -> b x3 "two"`);
		const edges = twice.edges.filter(({ from }) => from === "a");
		assert.equal(edges.length, 1);
		assert.equal(edges[0]!.requestsPerSecond, 500);
		assert.equal(edges[0]!.load, "500/s");
		assert.equal(edges[0]!.label, "one, two");
	});

	it("shows the kind of traffic", () => {
		const traffic = (from: string, to: string) =>
			en.edges.find((edge) => edge.from === from && edge.to === to)?.traffic;
		assert.equal(traffic("web", "redis"), "read");
		assert.equal(traffic("web", "jobs"), "async");
		assert.equal(traffic("lb", "web"), "call");
		const photo = sceneOf(exampleText("photo-sharing.arch"));
		assert.equal(photo.edges.find(({ id }) => id === "us.users>eu.users")?.traffic, "replication");
	});

	it("takes severity, number and single points of failure from the findings", () => {
		const marks = new Map([
			["web", { severity: "error" as const, findings: 2, singlePointOfFailure: false }],
			["lb", { severity: "warning" as const, findings: 1, singlePointOfFailure: true }],
		]);
		const marked = sceneOf(SHOP, { marks });
		assert.equal(cardOf(marked, "web").severity, "error");
		assert.equal(cardOf(marked, "web").findings, 2);
		assert.ok(cardOf(marked, "lb").singlePointOfFailure);
		assert.match(cardOf(marked, "web").label, /^Web tier, .*, 4 instances, .* % utilised, 2 findings, worst: error$/);
		assert.match(cardOf(marked, "lb").label, /single point of failure, 1 finding: warning$/);
		assert.deepEqual([marked.summary.errors, marked.summary.warnings, marked.summary.infos], [1, 1, 0]);
	});

	it("sums the whole up", () => {
		const { summary } = en;
		assert.equal(summary.title, "Shop");
		assert.equal(summary.usersText, "2M users");
		assert.equal(summary.requestsText, "1.4k requests/s");
		assert.match(summary.saturationText, /^saturate[sd] (at|since) .* users: /);
		assert.ok(summary.saturations.length > 0 && summary.saturations.length <= 3);
		assert.deepEqual(
			summary.saturations.map(({ users }) => users),
			summary.saturations.map(({ users }) => users).toSorted((a, b) => a - b),
		);
	});

	it("tells users that were tried from those that are declared", () => {
		const tried = sceneOf(SHOP, { users: 40_000_000 });
		assert.equal(tried.summary.users, 40_000_000);
		assert.equal(tried.summary.declaredUsers, 2_000_000);
		assert.match(tried.summary.saturationText, /^saturated since /);
	});

	it("names a component by its title, or by its qualified name where titles are shared", () => {
		const { summary } = sceneOf(exampleText("photo-sharing.arch"));
		assert.match(summary.saturationText, /: (us|eu)\.\w+$/);
	});

	it("takes its title from the system, else from the file", () => {
		assert.equal(sceneOf("service web").summary.title, "shop");
		assert.equal(sceneOf("").summary.title, "shop");
	});

	it("survives JSON", () => {
		for (const name of [
			"photo-sharing.arch",
			"instagram-2011.arch",
			"zero-to-millions/10-shards-monitoring-automation.arch",
		]) {
			const example = sceneOf(exampleText(name));
			const numbers: number[] = [];
			JSON.stringify(example, (_, value: unknown) => {
				if (typeof value === "number") numbers.push(value);
				return value;
			});
			assert.ok(numbers.length > 0 && numbers.every(Number.isFinite));
		}
	});
});

import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { cardSize } from "../../../src/diagram/metrics.ts";
import type { Card, Scene } from "../../../src/diagram/scene.ts";
import { formatPercent } from "../../../src/language/numbers.ts";
import { archscale } from "../../cli/terminal.ts";
import { card as bareCard, exampleText, sceneOf } from "../../support/scenes.ts";

const SHOP = `
data profiles { size: 2KB, items: 1M }
client browser "Browser" { rate: 900rps, reads profiles }
loadbalancer lb x2 {}
service web "Web tier" x2 { capacity: 800rps, reads profiles }
database users "User DB" { holds: profiles, replicas: 2, failover: automatic }
group tier "Tier" { service mail "Mail" x3 {} }
monitoring watch { metrics: [host] }
browser -> lb -> web -> users
web -> tier.mail
`;

interface Analyzed {
	readonly components: Record<string, { readonly utilization?: number }>;
	readonly links: readonly { readonly from: string; readonly to: string; readonly requestsPerSecond: number }[];
	readonly whatIf: Record<"overloaded" | "degraded" | "components", readonly string[]>;
}

const folder = fileURLToPath(new URL("../../../examples", import.meta.url));

/** What the command line says of the same. */
async function analyzed(file: string, down: readonly string[]): Promise<Analyzed> {
	const parts = down.flatMap((part) => ["--down", part]);
	const { out } = await archscale(["analyze", file, ...parts, "--format", "json"], { folder });
	return JSON.parse(out) as Analyzed;
}

const cardOf = ({ cards }: Scene, id: string): Card => cards.find((card) => card.id === id) ?? bareCard("missing");
const inState = ({ cards }: Scene, state: Card["state"]) =>
	cards
		.filter((card) => card.state === state)
		.map(({ id }) => id)
		.sort();

describe("the scene of a failure", () => {
	for (const [file, down] of [
		["instagram-2011.arch", ["us.django"]],
		["stack-overflow-2016.arch", ["newyork"]],
		["zero-to-millions/09-queue-and-workers.arch", ["us.web#1", "eu"]],
	] as const) {
		it(`says of ${file} without ${down} what the command line says`, async () => {
			const scene = sceneOf(exampleText(file), { view: { down } });
			const { components, whatIf, links } = await analyzed(file, down);
			const overloaded = [...whatIf.overloaded].sort();
			assert.deepEqual(inState(scene, "overloaded"), overloaded);
			assert.deepEqual(inState(scene, "degraded"), [...whatIf.degraded].sort());
			assert.deepEqual(inState(scene, "failed"), whatIf.components.filter((id) => !overloaded.includes(id)).sort());
			assert.ok(inState(scene, "failed").length > 0);
			for (const { id, utilization, load, state } of scene.cards) {
				if (utilization === undefined || state === "failed") continue;
				assert.equal(utilization, components[id]!.utilization ?? 0, id);
				assert.equal(load, formatPercent(utilization), id);
			}
			for (const { id, from, to, requestsPerSecond, traffic, isDown } of scene.edges) {
				if (isDown && traffic === "replication") continue;
				const all = links.filter((link) => link.from === from && link.to === to);
				const sum = all.reduce((sum, link) => sum + link.requestsPerSecond, 0);
				assert.ok(Math.abs(requestsPerSecond - sum) <= 1e-9 * sum, id);
			}
		});
	}

	it("marks places of which nothing is left, and the edges of what is down", () => {
		const scene = sceneOf(exampleText("zero-to-millions/08-two-data-centers.arch"));
		const place = scene.groups.find(({ kind }) => kind === "datacenter")!;
		const failed = sceneOf(exampleText("zero-to-millions/08-two-data-centers.arch"), { view: { down: [place.id] } });
		assert.deepEqual(
			failed.groups.filter(({ isDown }) => isDown).map(({ id }) => id),
			[place.id],
		);
		for (const { from, to, isDown = false } of failed.edges) {
			const ends = [from, to].map((id) => cardOf(failed, id).state);
			assert.equal(isDown, ends.includes("failed"), `${from} > ${to}`);
		}
	});

	it("marks the outermost of the places that are down", () => {
		const nested = `${SHOP}\ndatacenter eu "EU" { group a { service s } group b { service t } }`;
		const marked = (down: readonly string[]) =>
			sceneOf(nested, { view: { down } })
				.groups.filter(({ isDown }) => isDown)
				.map(({ id }) => id);
		assert.deepEqual(marked(["eu.a.s"]), ["eu.a"]);
		assert.deepEqual(marked(["eu.a.s", "eu.b.t"]), ["eu"]);
		assert.deepEqual(marked(["eu", "tier.mail"]), ["tier", "eu"]);
	});

	it("shows what is left of a tier, and how full that is", () => {
		const scene = sceneOf(SHOP, { view: { down: ["web#1"] } });
		const web = cardOf(scene, "web");
		assert.equal(web.times, "×2 −1");
		assert.equal(web.instances, 2);
		assert.equal(web.state, "overloaded");
		assert.equal(web.load, "113 %");
		assert.match(web.label, /, breaks down under the load, 113 % utilised, 56 % before/);
		assert.equal(scene.summary.failure?.severity, "error");
	});

	it("changes the size of no card", () => {
		const sizes = (down: readonly string[]) => sceneOf(SHOP, { view: { down } }).cards.map(cardSize);
		for (const down of ["web", "users", "lb", "users#primary"]) assert.deepEqual(sizes([down]), sizes([]), down);
	});

	it("says in a sentence what it means, in both languages", () => {
		const verdict = (down: readonly string[], locale: "en" | "ko" = "en") =>
			sceneOf(SHOP, { locale, view: { down } }).summary.failure!;
		assert.deepEqual(
			verdict(["web", "users#replica"]).parts.map(({ text }) => text),
			["Web tier", "User DB · one replica"],
		);
		assert.equal(verdict(["web"]).downText, "Down: Web tier");
		assert.match(verdict(["web"]).verdict, /^Browser: reads of profiles fail\. lb goes on with less\.$/);
		const plain = 'client caller "Caller" { rate: 10rps } service web { } caller -> web';
		const failed = (locale: "en" | "ko") =>
			sceneOf(plain, { locale, view: { down: ["web"] } }).summary.failure!.verdict;
		assert.equal(failed("en"), "Requests of Caller fail.");
		assert.equal(failed("ko"), "Caller의 요청이 실패합니다.");
		assert.match(verdict(["users#replica"]).verdict, /^Every client is still answered\. User DB goes on with less\.$/);
		assert.equal(verdict(["users#replica"]).severity, "info");
	});

	it("keeps quiet about names that mean nothing any more", () => {
		const { failure } = sceneOf(SHOP, { view: { down: ["moon", "web", "moon"] } }).summary;
		assert.deepEqual(
			failure!.parts.map(({ name }) => name),
			["web"],
		);
		assert.deepEqual(failure!.unknown, ["moon"]);
		const none = sceneOf(SHOP, { view: { down: ["moon"] } });
		assert.deepEqual([none.summary.failure!.verdict, none.summary.failure!.downText], ["", ""]);
		assert.ok(none.cards.every(({ state }) => state === undefined));
	});

	it("says how much of each can be lost", () => {
		const losable = (id: string) => cardOf(sceneOf(SHOP), id).losable;
		assert.deepEqual(losable("web"), ["whole", "instance"]);
		assert.deepEqual(losable("users"), ["whole", "primary", "replica"]);
		assert.equal(losable("browser"), undefined);
		assert.equal(losable("watch"), undefined);
	});

	it("survives JSON", () => {
		const numbers: number[] = [];
		const scene = sceneOf(exampleText("instagram-2011.arch"), { view: { down: ["us.django", "nothing"] } });
		JSON.stringify(scene, (_, value: unknown) => {
			if (typeof value === "number") numbers.push(value);
			return value;
		});
		assert.ok(numbers.length > 50 && numbers.every(Number.isFinite));
	});
});

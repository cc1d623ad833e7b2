import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type {
	BlockResult,
	DiagramMessage,
	FindingsResult,
	LocateResult,
	SaturationRung,
	SummaryMessage,
	SvgResult,
} from "../../src/protocol/messages.ts";
import { type WholeMessage, wholePictures } from "../support/pictures.ts";
import { Client } from "./client.ts";

const URI = "file:///nowhere/photo-sharing.arch";
const PHOTOS = readFileSync(new URL("../../examples/photo-sharing.arch", import.meta.url), "utf8");

describe("messages of our own", () => {
	let client: Client;
	let diagrams: WholeMessage[];
	let summaries: SummaryMessage[];
	const waiting = new Set<() => void>();
	const next = <T>(look: () => T | undefined): Promise<T> =>
		new Promise((resolve) => {
			const attempt = (): void => {
				const result = look();
				if (result === undefined) return;
				waiting.delete(attempt);
				resolve(result);
			};
			waiting.add(attempt);
			attempt();
		});

	before(async () => {
		({ client } = await Client.start());
		const whole = wholePictures();
		client.connection.onNotification("archscale/diagram", (message: DiagramMessage) => {
			diagrams.push(whole(message));
			for (const wake of [...waiting]) wake();
		});
		client.connection.onNotification("archscale/summary", (message: SummaryMessage) => {
			summaries.push(message);
			for (const wake of [...waiting]) wake();
		});
	});
	beforeEach(() => {
		diagrams = [];
		summaries = [];
	});
	afterEach(async () => {
		await client.connection.sendNotification("archscale/watch", {});
		await client.close(URI);
		assert.deepEqual(client.logs, []);
	});
	after(() => client.stop());

	it("summary: what the status bar says, for each version", async () => {
		await client.open(URI, PHOTOS);
		const first = await next(() => summaries.find(({ version }) => version === 1));
		assert.equal(first.uri, URI);
		assert.match(first.text, /saturates at \d/);
		assert.ok(first.tooltip.length > first.text.length);
		assert.equal(typeof first.errors, "number");
		await client.change(URI, `${PHOTOS}\nservice\n`);
		const second = await next(() => summaries.find(({ version }) => version === 2));
		assert.equal(second.errors, first.errors + 1);
		assert.equal(second.worst, "error");
	});

	it("watch: nobody is sent a picture that nobody wants", async () => {
		await client.open(URI, PHOTOS);
		await next(() => summaries[0]);
		assert.deepEqual(diagrams, []);
	});

	it("watch: the picture comes at once and follows the text", async () => {
		await client.open(URI, PHOTOS);
		await client.connection.sendNotification("archscale/watch", { uri: URI });
		const { diagram } = await next(() => diagrams.find(({ version }) => version === 1));
		const ids = diagram.scene.cards.map(({ id }) => id);
		assert.ok(ids.includes("us.web") && ids.includes("eu.web"));
		for (const id of ids) assert.ok(diagram.layout.cards[id], `${id} has no place`);
		for (const { id } of diagram.scene.groups) assert.ok(diagram.layout.groups[id], `${id} has no place`);
		await client.change(URI, `${PHOTOS}\nservice reports\nus.web -> reports 1%\n`);
		const after = await next(() => diagrams.find(({ version }) => version === 2));
		assert.ok(after.diagram.layout.cards.reports);
	});

	it("watch: another number of users changes the numbers and nothing else", async () => {
		await client.open(URI, PHOTOS);
		await client.connection.sendNotification("archscale/watch", { uri: URI });
		const { diagram } = await next(() => diagrams[0]);
		await client.connection.sendNotification("archscale/watch", { uri: URI, options: { users: 20_000_000 } });
		const busy = await next(() => diagrams.find(({ diagram: { scene } }) => scene.summary.users === 20_000_000));
		assert.deepEqual(busy.diagram.layout, diagram.layout);
		const load = (message: Pick<WholeMessage, "diagram">): number | undefined =>
			message.diagram.scene.cards.find(({ id }) => id === "us.web")?.utilization;
		assert.ok(Math.abs(load(busy)! / load({ diagram })! - 10) < 1e-9);
	});

	it("watch: what is down stays so over edits, and heat is another view of the same", async () => {
		await client.open(URI, PHOTOS);
		await client.connection.sendNotification("archscale/watch", { uri: URI });
		const { diagram } = await next(() => diagrams[0]);
		const failedIn = ({ diagram: { scene } }: Pick<WholeMessage, "diagram">) =>
			scene.cards.filter(({ state }) => state === "failed").map(({ id }) => id);
		assert.deepEqual(failedIn({ diagram }), []);
		await client.connection.sendNotification("archscale/watch", { uri: URI, options: { down: ["us"] } });
		const failed = await next(() => diagrams.find((message) => failedIn(message).length > 0));
		assert.deepEqual(
			failedIn(failed),
			failed.diagram.scene.cards.filter(({ parent }) => parent === "us").map(({ id }) => id),
		);
		assert.match(failed.diagram.scene.summary.failure!.verdict, /\.$/);
		assert.deepEqual(failed.diagram.layout, diagram.layout);
		await client.change(URI, `${PHOTOS}\nservice reports\nus.web -> reports 1%\n`);
		const edited = await next(() => diagrams.find(({ version }) => version === 2));
		assert.deepEqual(failedIn(edited), failedIn(failed));
		await client.connection.sendNotification("archscale/watch", {
			uri: URI,
			options: { down: ["us"], heat: "responseTime" },
		});
		const heated = await next(() => diagrams.find(({ diagram: { scene } }) => scene.heat?.measure === "responseTime"));
		assert.deepEqual(failedIn(heated), failedIn(failed));
		assert.equal(heated.diagram.scene.cards.find(({ id }) => id === "us.web")!.heat!.text, "down");
		assert.match(heated.diagram.scene.cards.find(({ id }) => id === "eu.web")!.heat!.text, /^p99 \d/);
	});

	it("watch: keeps the picture of the intact part while something is half typed", async () => {
		await client.open(URI, `${PHOTOS}\nservice rep`);
		await client.connection.sendNotification("archscale/watch", { uri: URI });
		await next(() => diagrams[0]);
		await client.change(URI, `${PHOTOS}\nservice reports {\n  capacity: \n`);
		const { diagram } = await next(() => diagrams.find(({ version }) => version === 2));
		assert.ok(diagram.layout.cards["us.web"] && diagram.layout.cards.reports);
	});

	it("findings: what is wrong with a card, worst first, in the reader's language", async () => {
		await client.open(URI, "client c { users: 1M }\nservice web { sessions: local }\nc -> web\n");
		const { version, findings } = await client.request<FindingsResult>("archscale/findings", { uri: URI, id: "web" });
		assert.equal(version, 1);
		assert.ok(findings.length > 1);
		assert.equal(findings[0]!.severity, "error");
		assert.match(findings[0]!.message, /`web`/);
		const none = await client.request<FindingsResult>("archscale/findings", { uri: URI, id: "nothing" });
		assert.deepEqual(none.findings, []);
	});

	it("saturations: the ladder, first rung first, with what helps", async () => {
		await client.open(URI, PHOTOS);
		const rungs = await client.request<readonly SaturationRung[]>("archscale/saturations", { uri: URI });
		assert.ok(rungs.length > 3);
		assert.deepEqual(
			rungs.map(({ users }) => users),
			rungs.map(({ users }) => users).sort((a, b) => a - b),
		);
		assert.match(rungs[0]!.usersText, /^2\.2M$/);
		assert.ok(rungs.every(({ technique, ids }) => technique !== "" && ids.length > 0));
	});

	it("watch: what a half-typed line has lost stays in the picture, visibly, until the text is well again", async () => {
		await client.open(URI, PHOTOS);
		await client.connection.sendNotification("archscale/watch", { uri: URI });
		const { diagram } = await next(() => diagrams[0]);
		const web = (message: WholeMessage) => message.diagram.scene.cards.find(({ id }) => id === "us.web");
		await client.change(URI, PHOTOS.replace('service web "Web tier" x4 {', "serv {"));
		const broken = await next(() => diagrams.find(({ version }) => version === 2));
		assert.equal(web(broken)?.stale, true);
		assert.ok(broken.diagram.scene.edges.some(({ id, stale }) => id === "us.lb>us.web" && stale));
		assert.deepEqual(broken.diagram.layout.cards["us.web"], diagram.layout.cards["us.web"]);
		await client.change(URI, PHOTOS);
		const mended = await next(() => diagrams.find(({ version }) => version === 3));
		assert.deepEqual(mended.diagram.scene, diagram.scene);
		// What is deleted goes at once.
		await client.change(URI, PHOTOS.replace(/^monitoring .*$/m, ""));
		const deleted = await next(() => diagrams.find(({ version }) => version === 4));
		assert.ok(deleted.diagram.scene.cards.every(({ stale }) => !stale));
		assert.equal(deleted.diagram.scene.cards.length, diagram.scene.cards.length - 1);
	});

	it("watch: an unsaved import is in the picture", async () => {
		const shared = "file:///nowhere/shared-services.arch";
		await client.open(shared, 'external mail "Mail"\nexternal push "Push"\n');
		await client.open(URI, 'import "./shared-services.arch"\nservice web\nweb -> mail\n');
		await client.connection.sendNotification("archscale/watch", { uri: URI });
		await next(() => diagrams.find(({ diagram }) => diagram.layout.cards.mail));
		await client.change(shared, 'external post "Post"\n');
		await next(() => diagrams.find(({ diagram }) => diagram.layout.cards.post));
		await client.close(shared);
	});

	it("locate: from a card to its line, a copy to its original", async () => {
		await client.open(URI, PHOTOS);
		const line = PHOTOS.split("\n").findIndex((text) => text.includes("service web"));
		for (const id of ["us.web", "eu.web"]) {
			const found = await client.request<LocateResult>("archscale/locate", { uri: URI, id });
			assert.equal(found.id, id);
			assert.equal(found.uri, URI);
			assert.equal(found.range.start.line, line);
		}
		assert.equal(await client.request("archscale/locate", { uri: URI, id: "none" }), null);
		assert.equal(await client.request("archscale/locate", { uri: URI, id: "none>us.web" }), null);
	});

	it("locate: from the cursor to the card, on a name or inside a declaration", async () => {
		await client.open(URI, PHOTOS);
		const lines = PHOTOS.split("\n");
		const at = async (text: string, inside = 0): Promise<string | undefined> => {
			const line = lines.findIndex((one) => one.includes(text));
			const offset = { line, character: lines[line]!.indexOf(text) + inside };
			return (await client.request<LocateResult | null>("archscale/locate", { uri: URI, offset }))?.id;
		};
		assert.equal(await at("sessions: local", 2), "us.web");
		assert.equal(await at("redis, users", 1), "us.redis");
		assert.equal(await at("US East", 2), "us");
		assert.equal(await at("data profiles", 6), undefined);
	});

	it("svg: the picture as a file", async () => {
		await client.open(URI, PHOTOS);
		const { svg } = await client.request<SvgResult>("archscale/svg", { uri: URI, theme: "dark" });
		assert.match(svg, /^<\?xml/);
		assert.match(svg, /Web tier/);
		assert.equal(await client.request("archscale/svg", { uri: "file:///nowhere/none.arch", theme: "dark" }), null);
	});

	it("block: the picture of a text in another document, and what is wrong in it", async () => {
		const text = 'service web "Web"\nservise api\n';
		const result = await client.request<BlockResult>("archscale/block", {
			uri: "file:///notes.md",
			text,
			theme: "dark",
		});
		assert.match(result.svg!, /Web/);
		assert.match(result.problems.join(), /^Line 2: .*`servise`/);
		const empty = await client.request<BlockResult>("archscale/block", {
			uri: "file:///notes.md",
			text: "",
			theme: "dark",
		});
		assert.equal(empty.svg, undefined);
	});
});

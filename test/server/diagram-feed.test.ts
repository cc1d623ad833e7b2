import assert from "node:assert/strict";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Layout } from "../../src/diagram/diagram.ts";
import { inProcessEngine, type LayoutEngine } from "../../src/diagram/layout/engine.ts";
import { layoutKey } from "../../src/diagram/layout/input.ts";
import type { DiagramMessage } from "../../src/protocol/messages.ts";
import { DiagramFeed } from "../../src/server/diagram.ts";
import { Workspace } from "../../src/server/workspace.ts";
import { type WholeMessage, wholePictures } from "../support/pictures.ts";

const SHOP = "file:///shop.arch";
const LIBRARY = "file:///library.arch";

/** A feed over texts that the test changes, with an engine that says what it was asked for. */
function world() {
	const texts = new Map<string, TextDocument>();
	const workspace = new Workspace(
		{ get: (uri) => texts.get(uri), all: () => [...texts.values()] },
		{ read: () => undefined, isPending: () => false },
	);
	const sent: WholeMessage[] = [];
	const messages: DiagramMessage[] = [];
	const whole = wholePictures();
	const placed: string[] = [];
	let whenAsked = (): void => {};
	const forgotten: string[] = [];
	const failures: unknown[] = [];
	let created = 0;
	/** What runs while the feed lets messages in. */
	let meanwhile = (): void => {};
	const real = inProcessEngine();
	/** What it was asked for in this update, by picture: asked again, it has the answer or is about to. */
	const asked = new Map<string, string>();
	const last = new Map<string, { readonly input: string; readonly layout: Layout }>();
	const engine: LayoutEngine = {
		...real,
		layout(key, scene) {
			const input = layoutKey(scene);
			whenAsked();
			if (asked.get(key) !== input) placed.push(key);
			asked.set(key, input);
			const known = last.get(key);
			if (known?.input === input) return known.layout;
			return Promise.resolve(real.layout(key, scene)).then((layout) => {
				if (layout) last.set(key, { input, layout });
				return layout;
			});
		},
		forget(key) {
			forgotten.push(key);
			real.forget(key);
		},
	};
	const feed = new DiagramFeed(workspace, {
		createEngine: () => {
			created++;
			return engine;
		},
		pause: async () => meanwhile(),
		send(message) {
			messages.push(message);
			sent.push(whole(message));
		},
		failed: (error) => failures.push(error),
	});
	const write = (uri: string, text: string): void => {
		texts.set(uri, TextDocument.create(uri, "archscale", (texts.get(uri)?.version ?? 0) + 1, text));
	};
	write(SHOP, "client c { users: 1M }\nservice shop { capacity: 100rps }\nc -> shop\n");
	write(LIBRARY, "client c { users: 1M }\nservice library { capacity: 100rps }\nc -> library\n");
	return {
		feed,
		workspace,
		write,
		whenAsked: (task: () => void) => {
			whenAsked = task;
		},
		sent,
		messages,
		placed,
		forgotten,
		created: () => created,
		close: (uri: string) => {
			texts.delete(uri);
			workspace.close(uri);
		},
		whilePaused: (task: () => void) => {
			meanwhile = () => {
				meanwhile = () => {};
				task();
			};
		},
		/** What has been sent since, by panel. */
		async update(): Promise<string[]> {
			sent.length = 0;
			placed.length = 0;
			asked.clear();
			await feed.update("en");
			assert.deepEqual(failures, []);
			return sent.map(({ panel, uri }) => `${panel} ${uri.slice(8)}`).sort();
		},
	};
}

describe("pictures for several panels", () => {
	it("come for each, and after an edit for those that show the text", async () => {
		const { feed, write, update } = world();
		feed.watch({ panel: "1", uri: SHOP });
		feed.watch({ panel: "2", uri: LIBRARY });
		assert.deepEqual(await update(), ["1 shop.arch", "2 library.arch"]);
		assert.deepEqual(await update(), []);
		write(LIBRARY, "service other\n");
		assert.deepEqual(await update(), ["2 library.arch"]);
		write(SHOP, "service one\nservice two\n");
		assert.deepEqual(await update(), ["1 shop.arch"]);
	});

	it("are begun to be placed before the rules have looked at a new shape, and only then", async () => {
		const { feed, write, update, workspace, whenAsked } = world();
		const inspection = workspace.inspection.bind(workspace);
		const steps: string[] = [];
		workspace.inspection = (...of) => {
			steps.push("rules");
			return inspection(...of);
		};
		whenAsked(() => steps.push("layout"));
		feed.watch({ panel: "1", uri: SHOP });
		await update();
		assert.deepEqual(steps, ["layout", "rules", "layout"]);
		steps.length = 0;
		write(SHOP, "client c { users: 2M }\nservice shop { capacity: 100rps }\nc -> shop\n");
		assert.deepEqual(await update(), ["1 shop.arch"]);
		assert.deepEqual(steps, ["rules", "layout"]);
		steps.length = 0;
		write(SHOP, "client c { users: 2M }\nservice shop { capacity: 100rps }\nservice other\nc -> shop\n");
		assert.deepEqual(await update(), ["1 shop.arch"]);
		assert.deepEqual(steps, ["layout", "rules", "layout"]);
	});

	it("have the options of their own panel, also of the same text", async () => {
		const { feed, update, sent } = world();
		feed.watch({ panel: "1", uri: SHOP, options: { users: 1000 } });
		feed.watch({ panel: "2", uri: SHOP, options: { users: 1_000_000, down: ["shop"] } });
		await update();
		const of = (panel: string) => sent.find((one) => one.panel === panel)!.diagram.scene;
		assert.equal(of("1").options.users, 1000);
		assert.equal(of("1").summary.failure, undefined);
		assert.deepEqual(of("2").options.down, ["shop"]);
		assert.ok(of("2").summary.failure);
		feed.watch({ panel: "1", uri: SHOP, options: { users: 2000 } });
		assert.deepEqual(await update(), ["1 shop.arch"]);
	});

	it("are not made for a panel that nobody sees, which gets the newest once it is seen", async () => {
		const { feed, write, update, placed, forgotten } = world();
		feed.watch({ panel: "1", uri: SHOP });
		feed.watch({ panel: "2", uri: LIBRARY });
		await update();
		feed.watch({ panel: "1", uri: SHOP, hidden: true });
		write(SHOP, "service one\n");
		assert.deepEqual(await update(), []);
		assert.deepEqual(placed, []);
		feed.watch({ panel: "1", uri: SHOP });
		assert.deepEqual(await update(), ["1 shop.arch"]);
		// Where things stood was remembered, and nothing comes again that is there already.
		assert.deepEqual(forgotten, []);
		feed.watch({ panel: "1", uri: SHOP, hidden: true });
		await update();
		feed.watch({ panel: "1", uri: SHOP });
		assert.deepEqual(await update(), []);
	});

	it("come whole at first, then as what is different, and whole again for a panel that has lost one", async () => {
		const { feed, write, update, sent, messages } = world();
		feed.watch({ panel: "1", uri: SHOP });
		await update();
		write(SHOP, "client c { users: 1M }\nservice shop { capacity: 100rps }\nservice other\nc -> shop\n");
		await update();
		feed.watch({ panel: "1", uri: SHOP, hidden: true });
		feed.watch({ panel: "1", uri: SHOP });
		write(SHOP, "service other\n");
		await update();
		assert.deepEqual(
			messages.map((message) => ("since" in message ? message.picture - message.since : "whole")),
			["whole", 1, 1],
		);
		assert.deepEqual(Object.keys(sent[0]!.diagram.layout.cards), ["other"]);
		feed.watch({ panel: "1", uri: SHOP, anew: true });
		assert.deepEqual(await update(), ["1 shop.arch"]);
		assert.ok("diagram" in messages.at(-1)!);
		// Another text, or the same one for another panel, is nothing that it has.
		feed.watch({ panel: "1", uri: LIBRARY });
		feed.watch({ panel: "2", uri: SHOP });
		await update();
		assert.ok(messages.slice(-2).every((message) => "diagram" in message));
	});

	it("are placed once the numbers are known, with what a half-typed line has lost, where they are seen", async () => {
		const { feed, write, update, placed, sent, workspace } = world();
		feed.watch({ panel: "1", uri: SHOP });
		feed.watch({ panel: "2", uri: LIBRARY, hidden: true });
		await update();
		placed.length = 0;
		write(SHOP, "client c { users: 1M }\nservice other {\n");
		feed.place("en");
		assert.deepEqual(placed, []);
		for (const uri of [SHOP, LIBRARY]) workspace.analysis(uri);
		feed.place("en");
		assert.equal(placed.length, 1);
		await feed.update("en");
		assert.equal(placed.length, 1);
		assert.ok(sent.at(-1)!.diagram.layout.cards.shop);
	});

	it("are sent at once where everything has its place already", async () => {
		const { feed, write, update, sent } = world();
		feed.watch({ panel: "1", uri: SHOP });
		await update();
		write(SHOP, "client c { users: 2M }\nservice shop { capacity: 100rps }\nc -> shop\n");
		sent.length = 0;
		const updated = feed.update("en");
		assert.equal(sent.length, 1, "whoever asked for it goes on with diagnostics");
		await updated;
		assert.equal(sent.length, 1);
	});

	it("go on for the others when one panel is closed or turns to another text", async () => {
		const { feed, write, update } = world();
		feed.watch({ panel: "1", uri: SHOP });
		feed.watch({ panel: "2", uri: SHOP });
		await update();
		feed.watch({ panel: "1", uri: undefined });
		write(SHOP, "service one\n");
		assert.deepEqual(await update(), ["2 shop.arch"]);
		feed.watch({ panel: "2", uri: LIBRARY });
		assert.deepEqual(await update(), ["2 library.arch"]);
	});

	it("need an engine once, which may be there before the first is wanted", async () => {
		const { feed, update, created } = world();
		assert.equal(created(), 0);
		feed.prepare();
		assert.equal(created(), 1);
		feed.watch({ panel: "1", uri: SHOP });
		assert.deepEqual(await update(), ["1 shop.arch"]);
		assert.equal(created(), 1);
	});

	it("find what was placed for a text before, once the panel is opened again or turns back to it", async () => {
		const { feed, update, placed, forgotten } = world();
		const opened = async (panel: string, uri: string): Promise<string> => {
			feed.watch({ panel, uri });
			assert.deepEqual(await update(), [`${panel} ${uri.slice(8)}`]);
			assert.equal(placed.length, 1);
			assert.equal(feed.nameOf(uri, panel), placed[0]);
			return placed[0]!;
		};
		const shop = await opened("1", SHOP);
		const library = await opened("1", LIBRARY);
		assert.notEqual(library, shop);
		assert.equal(await opened("1", SHOP), shop);
		feed.watch({ panel: "1", uri: undefined });
		assert.equal(await opened("2", SHOP), shop);
		// Two that show it at once have a layout of their own.
		const other = await opened("3", SHOP);
		assert.notEqual(other, shop);
		assert.deepEqual(forgotten, []);
	});

	it("are forgotten when many others have been left behind since", async () => {
		const { feed, update, placed, forgotten } = world();
		for (let panel = 1; panel <= 6; panel++) feed.watch({ panel: String(panel), uri: SHOP });
		await update();
		const names = [...placed].reverse();
		assert.equal(new Set(names).size, 6);
		for (let panel = 1; panel <= 6; panel++) feed.watch({ panel: String(panel), uri: undefined });
		assert.deepEqual(forgotten, names.slice(0, 2));
	});

	it("are dropped when the panel is hidden or asks for another one before they are placed", async () => {
		const { feed, write, update, sent } = world();
		feed.watch({ panel: "1", uri: SHOP, options: { users: 1000 } });
		const first = feed.update("en");
		feed.watch({ panel: "1", uri: SHOP, options: { users: 2000 } });
		await first;
		assert.equal(sent.length, 0);
		assert.deepEqual(await update(), ["1 shop.arch"]);
		assert.equal(sent[0]!.diagram.scene.options.users, 2000);
		write(SHOP, "service another\n");
		feed.watch({ panel: "1", uri: SHOP, options: { users: 3000 } });
		const second = feed.update("en");
		feed.watch({ panel: "1", uri: SHOP, options: { users: 3000 }, hidden: true });
		sent.length = 0;
		await second;
		assert.equal(sent.length, 0);
		feed.watch({ panel: "1", uri: SHOP, options: { users: 3000 } });
		assert.deepEqual(await update(), ["1 shop.arch"]);
	});

	it("let a newer round go first, and none is lost or made twice", async () => {
		const { feed, write, whilePaused, update, sent, placed } = world();
		feed.watch({ panel: "1", uri: SHOP });
		feed.watch({ panel: "2", uri: LIBRARY });
		await update();
		write(SHOP, "service one\n");
		write(LIBRARY, "service two\n");
		let newer: Promise<void> | undefined;
		whilePaused(() => {
			write(LIBRARY, "service three\n");
			newer = feed.update("en");
		});
		sent.length = 0;
		placed.length = 0;
		await feed.update("en");
		await newer;
		const last = (uri: string) => sent.filter((one) => one.uri === uri).at(-1)!;
		assert.deepEqual(Object.keys(last(LIBRARY).diagram.layout.cards), ["three"]);
		assert.deepEqual(Object.keys(last(SHOP).diagram.layout.cards), ["one"]);
		assert.equal(sent.filter(({ uri }) => uri === SHOP).length, 1);
		assert.ok(placed.length <= 3, placed.join());
	});

	it("wait for a text that is closed, and come again when it is open", async () => {
		const { feed, write, close, update } = world();
		feed.watch({ panel: "1", uri: SHOP });
		feed.watch({ panel: "2", uri: LIBRARY });
		await update();
		close(SHOP);
		assert.deepEqual(await update(), []);
		write(SHOP, "service again\n");
		assert.deepEqual(await update(), ["1 shop.arch"]);
	});
});

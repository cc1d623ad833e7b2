import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { loadElk } from "../../../src/diagram/layout/elk.ts";
import { inProcessEngine, type LayoutEngine } from "../../../src/diagram/layout/engine.ts";
import { layoutScene, plainLayout } from "../../../src/diagram/layout/layout-scene.ts";
import { type WorkerEngineOptions, workerEngine } from "../../../src/server/layout-host.ts";
import { layoutThread } from "../../../src/server/layout-thread.ts";
import { card, edge, largeScene, scene } from "../../support/scenes.ts";

const small = scene({ cards: [card("a"), card("b")], edges: [edge("a", "b")] });
const other = scene({ cards: [card("a"), card("b"), card("c")], edges: [edge("a", "b"), edge("a", "c")] });

let folder: string;
let worker: string;
before(async () => {
	folder = mkdtempSync(join(tmpdir(), "archscale-layout-"));
	worker = join(folder, "layout-worker.cjs");
	await build({
		entryPoints: [fileURLToPath(new URL("../../../src/server/layout-worker.ts", import.meta.url))],
		outfile: worker,
		bundle: true,
		platform: "node",
		format: "cjs",
	});
});
after(() => rmSync(folder, { recursive: true }));

function engineIn(entry: string, options?: WorkerEngineOptions): LayoutEngine {
	return workerEngine((events) => layoutThread(entry, events), options);
}

/** A worker that does what `code` says with each message of type `layout`, as `message`. */
function fakeWorker(name: string, code: string): string {
	const file = join(folder, `${name}.cjs`);
	writeFileSync(
		file,
		`const { parentPort } = require("node:worker_threads");
		parentPort.on("message", (message) => {
			if (message.type === "warm-up") parentPort.postMessage({ type: "warm" });
			if (message.type === "layout") { ${code} }
		});`,
	);
	return file;
}

const engines: readonly [name: string, create: () => LayoutEngine][] = [
	["in a worker", () => engineIn(worker, { warmUp: false })],
	["in the same thread", inProcessEngine],
];
for (const [name, create] of engines) {
	describe(`the layout engine ${name}`, () => {
		let engine: LayoutEngine;
		before(() => {
			engine = create();
		});
		after(() => engine.dispose());
		afterEach(() => {
			for (const key of ["file:///a.arch", "file:///b.arch"]) engine.forget(key);
		});

		it("places a scene as the pure function does", async () => {
			const expected = layoutScene(small, await loadElk()).layout;
			assert.deepEqual(await engine.layout("file:///a.arch", small), expected);
		});

		it("answers the newest request of a picture and drops the ones before it", async () => {
			const answers = await Promise.all([
				engine.layout("file:///a.arch", small),
				engine.layout("file:///a.arch", largeScene(30)),
				engine.layout("file:///a.arch", other),
			]);
			assert.deepEqual(
				answers.map((layout) => layout !== undefined),
				[false, false, true],
			);
			assert.deepEqual(Object.keys(answers[2]!.cards).sort(), ["a", "b", "c"]);
		});

		it("keeps pictures apart", async () => {
			const [a, b] = await Promise.all([
				engine.layout("file:///a.arch", small),
				engine.layout("file:///b.arch", other),
			]);
			assert.equal(Object.keys(a!.cards).length, 2);
			assert.equal(Object.keys(b!.cards).length, 3);
		});

		it("gives the same layout for other numbers", async () => {
			const before = await engine.layout("file:///a.arch", small);
			const hotter = { ...small, cards: small.cards.map((one) => ({ ...one, utilization: 0.99 })) };
			assert.equal(await engine.layout("file:///a.arch", hotter), before);
		});

		it("starts anew for a picture that was forgotten", async () => {
			const before = await engine.layout("file:///a.arch", small);
			engine.forget("file:///a.arch");
			const after = await engine.layout("file:///a.arch", small);
			assert.notEqual(after, before);
			assert.deepEqual(after, before);
		});

		it("places a preview as it would place the scene next, and forgets it", async () => {
			const elk = await loadElk();
			const base = largeScene(12);
			const next = { ...base, cards: [...base.cards, card("new")] };
			const before = await engine.layout("file:///a.arch", base);
			const preview = await engine.preview("file:///a.arch", next);
			assert.deepEqual(preview, layoutScene(next, elk, layoutScene(base, elk)).layout);
			assert.deepEqual(await engine.layout("file:///a.arch", base), before, "the picture has not moved");
			assert.deepEqual(await engine.layout("file:///a.arch", next), preview);
		});

		it("gives up a preview for a newer request of its picture, and no picture for a preview", async () => {
			const answers = await Promise.all([
				engine.layout("file:///a.arch", small),
				engine.preview("file:///a.arch", other),
				engine.preview("file:///a.arch", largeScene(8)),
			]);
			assert.deepEqual(
				answers.map((layout) => layout !== undefined),
				[true, false, true],
			);
			const later = await Promise.all([
				engine.preview("file:///a.arch", other),
				engine.layout("file:///a.arch", largeScene(9)),
			]);
			assert.deepEqual(
				later.map((layout) => layout !== undefined),
				[false, true],
			);
		});

		it("answers nothing once it is disposed", async () => {
			const asked = engine.layout("file:///a.arch", small);
			engine.dispose();
			assert.equal(await asked, undefined);
			assert.equal(await engine.layout("file:///a.arch", small), undefined);
		});
	});
}

describe("a layout worker that is asked for the same again", () => {
	it("places it once, and everybody gets the answer", async () => {
		const file = fakeWorker(
			"counts",
			`globalThis.count = (globalThis.count ?? 0) + 1;
			parentPort.postMessage({ type: "layout", request: message.request, layout: { width: count, height: 0, cards: {}, groups: {}, edges: {} } });`,
		);
		const engine = engineIn(file, { warmUp: false });
		try {
			const twice = await Promise.all([engine.layout("a", small), engine.layout("a", small)]);
			assert.deepEqual(
				twice.map((layout) => layout?.width),
				[1, 1],
			);
			const changed = await Promise.all([engine.layout("a", other), engine.layout("a", small)]);
			assert.deepEqual(
				changed.map((layout) => layout?.width),
				[undefined, 3],
			);
		} finally {
			engine.dispose();
		}
	});
});

describe("a layout worker that goes wrong", () => {
	it("is ended at the deadline; the last picture stays, and the next scene gets a new worker", async () => {
		// It hangs on the scene with three cards.
		const file = fakeWorker(
			"hangs",
			`const count = JSON.parse(message.input).cards.length;
			while (count === 3) {}
			parentPort.postMessage({ type: "layout", request: message.request, layout: { width: count, height: 0, cards: {}, groups: {}, edges: {} } });`,
		);
		const timeouts: string[] = [];
		const engine = engineIn(file, {
			deadlineMilliseconds: 100,
			warmUp: false,
			startMilliseconds: 1000,
			onTimeout: (key) => timeouts.push(key),
		});
		try {
			assert.equal((await engine.layout("a", small))!.width, 2);
			assert.equal(await engine.layout("a", other), undefined);
			assert.deepEqual(timeouts, ["a"]);
			assert.equal(await engine.layout("a", other), undefined, "the same scene is not tried again");
			assert.deepEqual(timeouts, ["a"]);
			assert.equal((await engine.layout("a", scene({ cards: [card("x")] })))!.width, 1);
		} finally {
			engine.dispose();
		}
	});

	it("still leaves a first picture: the plain one", async () => {
		const engine = engineIn(fakeWorker("dies", "process.exit(1)"), { warmUp: false });
		try {
			assert.deepEqual(await engine.layout("a", small), plainLayout(small));
			assert.deepEqual(await engine.layout("b", other), plainLayout(other));
		} finally {
			engine.dispose();
		}
	});

	it("is not started again and again where it cannot be loaded", async () => {
		const engine = engineIn(join(folder, "missing.cjs"), { warmUp: false });
		try {
			assert.deepEqual(await engine.layout("a", small), plainLayout(small));
			assert.deepEqual(await engine.layout("a", other), plainLayout(other));
		} finally {
			engine.dispose();
		}
	});
});

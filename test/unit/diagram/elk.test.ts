import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";
import { type ElkGraph, loadElk } from "../../../src/diagram/layout/elk.ts";

const require = createRequire(import.meta.url);

describe("elkjs", () => {
	it("answers within the call through its dispatcher, which it does not document", async () => {
		const elk = await loadElk();
		const graph = elk({
			id: "root",
			layoutOptions: { "elk.algorithm": "layered", "elk.direction": "DOWN" },
			children: [
				{ id: "a", width: 100, height: 50 },
				{ id: "b", width: 100, height: 50 },
			],
			edges: [{ id: "e", sources: ["a"], targets: ["b"] }],
		});
		const [a, b] = graph.children!;
		assert.ok(a!.y! + 50 < b!.y!);
		assert.equal(graph.edges![0]!.sections!.length, 1);
	});

	it("throws what ELK throws", async () => {
		const elk = await loadElk();
		assert.throws(() => elk({ id: "root", edges: [{ id: "e", sources: ["missing"], targets: ["missing"] }] }));
	});

	it("is the version whose dispatcher we know", () => {
		const { version } = JSON.parse(readFileSync(require.resolve("elkjs/package.json"), "utf8")) as { version: string };
		assert.match(version, /^0\.12\./, "look at src/diagram/layout/elk.ts before going on");
	});

	it("leaves the messages of a web worker alone, to which elkjs listens when it is loaded there", async () => {
		const { outputFiles } = await build({
			stdin: {
				contents: `import { fileURLToPath } from "node:url";
import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";
import { type ElkGraph, loadElk } from "./elk.ts";
					self.onmessage = self.listener;
					self.loaded = loadElk().then((elk) => elk({ id: "root", children: [{ id: "a", width: 10, height: 10 }] }));`,
				resolveDir: fileURLToPath(new URL("../../../src/diagram/layout", import.meta.url)),
				loader: "ts",
			},
			bundle: true,
			write: false,
			format: "iife",
			platform: "browser",
		});
		const listener = () => undefined;
		const self: Record<string, unknown> = { listener, setTimeout };
		self.self = self;
		runInContext(outputFiles[0]!.text, createContext(self));
		assert.equal(((await self.loaded) as ElkGraph).children!.length, 1);
		assert.equal(self.onmessage, listener);
	});
});

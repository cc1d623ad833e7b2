import { deepEqual, ok } from "node:assert/strict";
import type { PublishDiagnosticsParams } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { generateArchitecture } from "../../scripts/generate.ts";
import { Publisher } from "../../src/server/publisher.ts";
import { Workspace } from "../../src/server/workspace.ts";

const MAIN = "file:///main.arch";
const LIBRARY = "file:///library.arch";

describe("what is wrong, as it is sent", () => {
	it("is told of a library as the last version of what imports it has it, however the edits followed one another", async () => {
		const texts = new Map<string, TextDocument>();
		const workspace = new Workspace(
			{ get: (uri) => texts.get(uri), all: () => [...texts.values()] },
			{ read: () => undefined, isPending: () => false },
		);
		const told = new Map<string, PublishDiagnosticsParams>();
		let task: (() => void) | undefined;
		let done: readonly string[] = [];
		const publisher = new Publisher({
			workspace,
			defer: (next) => {
				task = next;
				return () => {
					if (task === next) task = undefined;
				};
			},
			send: async (params) => void told.set(params.uri, params),
			analysed() {},
			known() {},
			done: (uris) => {
				done = uris;
			},
			reader: () => ({ locale: "en", codeDescription: false, relatedInformation: false, tags: false }),
		});
		const show = (uri: string, text: string): void => {
			texts.set(uri, TextDocument.create(uri, "archscale", (texts.get(uri)?.version ?? 0) + 1, text));
			publisher.schedule(uri);
		};
		const step = async (): Promise<void> => {
			while (!task) await new Promise((resolve) => setTimeout(resolve, 1));
			const now = task;
			task = undefined;
			now();
		};
		const load = (): string =>
			told.get(LIBRARY)?.diagnostics.find(({ code }) => code === "component-saturated")?.message as string;
		const design = (calls: string): string =>
			`import "./library.arch"\nclient c { users: 9M, requests: 50/day }\nc -> mail ${calls}\n${generateArchitecture({ components: 80, seed: 2 })}`;

		show(LIBRARY, "service mail x2 { capacity: 10rps }\n");
		show(MAIN, design("5%"));
		while (done.length === 0) await step();
		const first = load();
		ok(first.includes("mail"), first);

		done = [];
		show(MAIN, design("6%"));
		show(LIBRARY, "service mail x2 { capacity: 11rps }\n");
		// The library is small, and is done with; the large design is not.
		await step();
		const second = load();
		ok(second !== first, second);
		show(MAIN, design("90%"));
		while (done.length === 0) await step();
		ok(load() !== second, load());
		deepEqual([...done].sort(), [LIBRARY, MAIN]);
	});
});

import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import { inProcessEngine } from "../diagram/layout/engine.ts";
import type { Host } from "./host.ts";
import { startServer } from "./server.ts";

/** The scope of the worker that this runs in. */
declare const self: ConstructorParameters<typeof BrowserMessageReader>[0];

const host: Host = {
	// A worker has no files: whoever started it is asked for them.
	read: () => undefined,
	list: () => [],
	createEngine: inProcessEngine,
	defer(task) {
		let timer = setTimeout(() => {
			timer = setTimeout(task);
		});
		return () => clearTimeout(timer);
	},
};

startServer(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)), host);

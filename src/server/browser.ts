import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import type { Host } from "./host.ts";
import { workerEngine } from "./layout-host.ts";
import { webLayoutThread } from "./layout-thread-web.ts";
import { startServer } from "./server.ts";

/** The scope of the worker that this runs in. */
declare const self: ConstructorParameters<typeof BrowserMessageReader>[0];

const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self));

const host: Host = {
	// A worker has no files: whoever started it is asked for them.
	read: () => undefined,
	list: () => [],
	// Where its script lies is asked when a picture is first wanted: it is as large as all the rest.
	createEngine: () =>
		workerEngine((events) => webLayoutThread(connection.sendRequest<string>("archscale/layoutWorker"), events), {
			warmUp: false,
		}),
	defer(task) {
		let timer = setTimeout(() => {
			timer = setTimeout(task);
		});
		return () => clearTimeout(timer);
	},
};

startServer(connection, host);

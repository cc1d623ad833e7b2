import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import type { Host } from "./host.ts";
import { workerEngine } from "./layout-host.ts";
import { webLayoutThread } from "./layout-thread-web.ts";
import { inLifecycle, refuseOutside } from "./lifecycle.ts";
import { startServer } from "./server.ts";
import { refuseStale, staleRequests } from "./stale-requests.ts";

/** Filled in when it is bundled. */
declare const ARCHSCALE_VERSION: string;

/** The scope of the worker that this runs in. */
declare const self: ConstructorParameters<typeof BrowserMessageReader>[0];

const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self), {
	messageStrategy: inLifecycle(staleRequests(defer)),
});
refuseOutside(connection);
refuseStale(connection);

const host: Host = {
	version: ARCHSCALE_VERSION,
	// A worker has no files: whoever started it is asked for them.
	reaches: () => false,
	read: () => undefined,
	list: () => [],
	// Where its script lies is asked when a picture is first wanted: it is as large as all the rest.
	createEngine: () =>
		workerEngine((events) => webLayoutThread(connection.sendRequest<string>("archscale/layoutWorker"), events), {
			warmUp: false,
		}),
	defer,
};

/** A message that has arrived is handled in the next turn of the loop, so this comes after it in the one that follows. */
function defer(task: () => void): () => void {
	let timer = setTimeout(() => {
		timer = setTimeout(task);
	});
	return () => clearTimeout(timer);
}

startServer(connection, host);

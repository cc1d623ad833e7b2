import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import {
	type Connection,
	createConnection,
	type Message,
	type MessageStrategy,
	ProposedFeatures,
	StreamMessageReader,
} from "vscode-languageserver/node";
import type { drawPdf } from "../export/pdf.ts";
import { Disk } from "./disk.ts";
import type { Host } from "./host.ts";
import { workerEngine } from "./layout-host.ts";
import { layoutThread } from "./layout-thread.ts";
import { inLifecycle, refuseOutside } from "./lifecycle.ts";
import { MessageWriter } from "./message-writer.ts";
import { startServer } from "./server.ts";
import { refuseStale, staleRequests } from "./stale-requests.ts";

/** Filled in when it is bundled. */
declare const ARCHSCALE_VERSION: string;

const disk = new Disk();

const host: Host = {
	version: ARCHSCALE_VERSION,
	reaches: (uri) => uri.startsWith("file:"),
	read(uri) {
		const path = pathOf(uri);
		return path === undefined ? undefined : disk.read(path);
	},
	list(folder) {
		const found: string[] = [];
		const visit = (path: string): void => {
			for (const entry of readdirSync(path, { withFileTypes: true })) {
				if (entry.isDirectory() && !entry.name.startsWith(".") && entry.name !== "node_modules")
					visit(join(path, entry.name));
				else if (entry.isFile() && entry.name.endsWith(".arch")) found.push(pathToFileURL(join(path, entry.name)).href);
			}
		};
		try {
			visit(fileURLToPath(folder));
		} catch {
			// A folder that cannot be read has nothing that could be searched.
		}
		return found;
	},
	createEngine: () => workerEngine((events) => layoutThread(join(__dirname, "layout-worker.cjs"), events)),
	drawPdf(diagram, options) {
		// A file of its own, which only those load who ask for it.
		const { drawPdf: draw } = createRequire(__filename)("./pdf.cjs") as { drawPdf: typeof drawPdf };
		return draw(diagram, options);
	},
	defer(task) {
		// A message that has arrived is handled in the next turn of the loop, so this comes after it in the one that follows.
		let immediate = setImmediate(() => {
			immediate = setImmediate(task);
		});
		return () => clearImmediate(immediate);
	},
};

/** Over standard input and output we write the messages ourselves; the library has the other ways. */
function connect(messageStrategy: MessageStrategy): Connection {
	if (!process.argv.includes("--stdio")) return createConnection(ProposedFeatures.all, { messageStrategy });
	// Whatever a library has to remark must not get between the messages.
	for (const method of ["debug", "info", "log"] as const) console[method] = console.error;
	let isShutDown = false;
	const noting: MessageStrategy = {
		handleMessage(message: Message & { readonly method?: unknown }, next) {
			if (message.method === "shutdown") isShutDown = true;
			return messageStrategy.handleMessage(message, next);
		},
	};
	// A client that goes without a word takes its server along.
	for (const ending of ["end", "close"]) process.stdin.once(ending, () => process.exit(isShutDown ? 0 : 1));
	return createConnection(
		ProposedFeatures.all,
		new StreamMessageReader(process.stdin),
		new MessageWriter(process.stdout),
		{ messageStrategy: noting },
	);
}

/** Undefined: the address is none of a file. */
function pathOf(uri: string): string | undefined {
	try {
		return fileURLToPath(uri);
	} catch {
		return undefined;
	}
}

const connection = connect(inLifecycle(staleRequests(host.defer)));
refuseOutside(connection);
refuseStale(connection);
startServer(connection, host);

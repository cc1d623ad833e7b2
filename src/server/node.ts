import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import type { drawPdf } from "../export/pdf.ts";
import { Disk } from "./disk.ts";
import type { Host } from "./host.ts";
import { workerEngine } from "./layout-host.ts";
import { layoutThread } from "./layout-thread.ts";
import { startServer } from "./server.ts";
import { refuseStale, staleRequests } from "./stale-requests.ts";

const disk = new Disk();

const host: Host = {
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

/** Undefined: the address is none of a file. */
function pathOf(uri: string): string | undefined {
	try {
		return fileURLToPath(uri);
	} catch {
		return undefined;
	}
}

// What a keystroke leaves behind is several times what the server keeps. Left to itself, V8 lets the heap grow to five times
// of what is alive before it collects; half as much again is room enough.
setFlagsFromString("--heap-growing-percent=50");
// The space for what is new would grow to 16 MB twice over, most of it empty while somebody thinks.
setFlagsFromString("--semi-space-growth-factor=1");

const connection = createConnection(ProposedFeatures.all, { messageStrategy: staleRequests(host.defer) });
refuseStale(connection);
startServer(connection, host);

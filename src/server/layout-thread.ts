import { Worker } from "node:worker_threads";
import type { LayoutThread, LayoutThreadEvents } from "./layout-host.ts";

/** A thread of Node that runs the layout worker at `entry`. */
export function layoutThread(entry: string | URL, { received, lost }: LayoutThreadEvents): LayoutThread {
	const worker = new Worker(entry, { resourceLimits: { stackSizeMb: 16 } });
	// An idle worker does not keep the process alive.
	worker.unref();
	worker.on("message", received);
	worker.on("error", lost);
	worker.on("exit", lost);
	return {
		post: (message) => worker.postMessage(message),
		hold: (isNeeded) => (isNeeded ? worker.ref() : worker.unref()),
		terminate: () => void worker.terminate(),
	};
}

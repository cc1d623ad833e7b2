import type { FromLayoutWorker, LayoutThread, LayoutThreadEvents, ToLayoutWorker } from "./layout-host.ts";

/** The part of the browser's workers that is used. */
interface WebWorker {
	postMessage(message: unknown): void;
	terminate(): void;
	onmessage: ((event: { readonly data: FromLayoutWorker }) => void) | null;
	onerror: ((event: unknown) => void) | null;
}
declare const Worker: new (url: string) => WebWorker;

/**
 * A worker of the browser that runs the script at the address that `script` gives, which only whoever started this server can
 * know. What is said to it before that waits.
 */
export function webLayoutThread(script: Promise<string>, { received, lost }: LayoutThreadEvents): LayoutThread {
	let worker: WebWorker | undefined;
	let isEnded = false;
	let waiting: ToLayoutWorker[] = [];
	script
		.then((url) => {
			if (isEnded) return;
			worker = new Worker(url);
			worker.onmessage = ({ data }) => received(data);
			worker.onerror = lost;
			for (const message of waiting) worker.postMessage(message);
			waiting = [];
		})
		.catch(lost);
	return {
		post(message) {
			if (worker) worker.postMessage(message);
			else waiting.push(message);
		},
		hold() {},
		terminate() {
			isEnded = true;
			worker?.terminate();
		},
	};
}

import { Worker } from "node:worker_threads";
import type { Layout } from "../diagram/diagram.ts";
import type { LayoutEngine } from "../diagram/layout/engine.ts";
import { layoutKey } from "../diagram/layout/input.ts";
import { plainLayout } from "../diagram/layout/layout-scene.ts";
import type { Scene } from "../diagram/scene.ts";

export type ToLayoutWorker =
	| { readonly type: "warm-up" }
	| { readonly type: "layout"; readonly request: number; readonly key: string; readonly scene: Scene }
	| { readonly type: "forget"; readonly key: string };

export type FromLayoutWorker =
	| { readonly type: "warm" }
	| { readonly type: "layout"; readonly request: number; readonly layout: Layout | undefined };

/** What a new worker may take beside the deadline to load elkjs, on a machine that has better things to do. */
const START_MILLISECONDS = 15_000;

export interface WorkerEngineOptions {
	/** After this a warm worker is taken to be lost: it is ended and another one is started. */
	readonly deadlineMilliseconds?: number;
	/** Lay something out right after the start, so that the first real picture is not the slow one. */
	readonly warmUp?: boolean;
	readonly onTimeout?: (key: string) => void;
}

interface Request {
	readonly id: number;
	readonly key: string;
	readonly input: string;
	readonly scene: Scene;
	readonly resolve: (layout: Layout | undefined) => void;
}

/**
 * Places scenes in a worker thread. It has one request at a time; those that wait are for different pictures, since of
 * one picture only the newest request is kept. A scene that differs in numbers only is answered here at once.
 */
export function workerEngine(entry: string | URL, options: WorkerEngineOptions = {}): LayoutEngine {
	const { deadlineMilliseconds = 5000, warmUp = true, onTimeout } = options;
	const last = new Map<string, { readonly input: string; readonly layout: Layout }>();
	/** By picture, the scene for which the worker was lost: it would lose the next one, too. */
	const hopeless = new Map<string, string>();
	let waiting: Request[] = [];
	let running: Request | undefined;
	let deadline: NodeJS.Timeout | undefined;
	let worker: Worker | undefined;
	let warm = false;
	let requests = 0;
	let disposed = false;

	const post = (message: ToLayoutWorker) => worker?.postMessage(message);

	function start(): Worker {
		const started = new Worker(entry, { resourceLimits: { stackSizeMb: 16 } });
		started.unref();
		started.on("message", (message: FromLayoutWorker) => {
			if (started !== worker) return;
			if (message.type === "warm") warm = true;
			else if (running?.id === message.request) finish(message.layout);
		});
		// Running out of memory or stack ends the thread; the request fails, the next one gets a new thread.
		started.on("error", () => lose(started));
		started.on("exit", () => lose(started));
		worker = started;
		warm = false;
		if (warmUp) post({ type: "warm-up" });
		return started;
	}

	function lose(lost: Worker): void {
		if (lost !== worker) return;
		worker = undefined;
		void lost.terminate();
		if (disposed) return;
		if (running) {
			const { key, input, scene } = running;
			hopeless.set(key, input);
			onTimeout?.(key);
			finish(last.has(key) ? undefined : plainLayout(scene));
		}
		if (!worker) start();
	}

	function finish(layout: Layout | undefined): void {
		const { key, input, resolve } = running!;
		clearTimeout(deadline);
		running = undefined;
		if (layout) last.set(key, { input, layout });
		// A newer request of the same picture makes this answer stale before anyone has seen it.
		resolve(waiting.some((request) => request.key === key) ? undefined : layout);
		next();
	}

	function next(): void {
		if (running || disposed) return;
		running = waiting.shift();
		if (!running) return;
		const current = worker ?? start();
		// Other than an idle worker, one that works keeps the process alive.
		current.ref();
		deadline = setTimeout(() => lose(current), deadlineMilliseconds + (warm ? 0 : START_MILLISECONDS));
		post({ type: "layout", request: running.id, key: running.key, scene: running.scene });
	}

	start();
	return {
		layout(key, scene) {
			const superseded = waiting.filter((request) => request.key === key);
			waiting = waiting.filter((request) => request.key !== key);
			for (const request of superseded) request.resolve(undefined);

			const input = layoutKey(scene);
			const known = last.get(key);
			if (disposed) return Promise.resolve(undefined);
			if (hopeless.get(key) === input) return Promise.resolve(known?.layout ? undefined : plainLayout(scene));
			if (known?.input === input && running?.key !== key) return Promise.resolve(known.layout);
			return new Promise((resolve) => {
				waiting.push({ id: ++requests, key, input, scene, resolve });
				next();
			});
		},
		forget(key) {
			last.delete(key);
			hopeless.delete(key);
			post({ type: "forget", key });
		},
		dispose() {
			disposed = true;
			clearTimeout(deadline);
			for (const request of [...(running ? [running] : []), ...waiting]) request.resolve(undefined);
			waiting = [];
			running = undefined;
			const ended = worker;
			worker = undefined;
			void ended?.terminate();
		},
	};
}

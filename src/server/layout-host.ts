import type { Layout } from "../diagram/diagram.ts";
import type { LayoutEngine } from "../diagram/layout/engine.ts";
import { layoutKey } from "../diagram/layout/input.ts";
import { plainLayout } from "../diagram/layout/layout-scene.ts";
import type { Scene } from "../diagram/scene.ts";

/** A preview is not remembered. */
type Kind = "layout" | "preview";

export type ToLayoutWorker =
	| { readonly type: "warm-up" }
	| {
			readonly type: "layout";
			readonly kind: Kind;
			readonly request: number;
			readonly key: string;
			/** See `layoutKey`. */
			readonly input: string;
	  }
	| { readonly type: "forget"; readonly key: string };

export type FromLayoutWorker =
	| { readonly type: "warm" }
	| { readonly type: "layout"; readonly request: number; readonly layout: Layout | undefined };

/** A worker that places scenes, wherever it runs. */
export interface LayoutThread {
	post(message: ToLayoutWorker): void;
	/** Whether the process has to stay alive for it. */
	hold(isNeeded: boolean): void;
	terminate(): void;
}

/** What the starter of a thread is told of it. */
export interface LayoutThreadEvents {
	received(message: FromLayoutWorker): void;
	/** It has ended by itself, or did not even start. */
	lost(): void;
}

export interface WorkerEngineOptions {
	/**
	 * After this, and a little more for each card, a warm worker is taken to be lost: it is ended and the next request
	 * starts another one.
	 */
	readonly deadlineMilliseconds?: number;
	/** What a new worker may take on top of that, to load elkjs on a machine that has better things to do. */
	readonly startMilliseconds?: number;
	/** Start at once and lay something out, so that the first real picture is not the slow one. */
	readonly warmUp?: boolean;
	readonly onTimeout?: (key: string) => void;
}

const MILLISECONDS_PER_CARD = 10;

interface Request {
	readonly id: number;
	readonly kind: Kind;
	readonly key: string;
	readonly input: string;
	readonly scene: Scene;
	readonly resolve: (layout: Layout | undefined) => void;
	readonly answer: Promise<Layout | undefined>;
}

/**
 * Places scenes in a worker. It has one request at a time; those that wait are for different pictures, since of
 * one picture only the newest request is kept. A scene that differs in numbers only is answered here at once.
 */
export function workerEngine(
	startThread: (events: LayoutThreadEvents) => LayoutThread,
	options: WorkerEngineOptions = {},
): LayoutEngine {
	const { deadlineMilliseconds = 5000, startMilliseconds = 15_000, warmUp = true, onTimeout } = options;
	const last = new Map<string, { readonly input: string; readonly layout: Layout }>();
	/** By picture, the scene for which the worker was lost: it would lose the next one, too. */
	const hopeless = new Map<string, string>();
	let waiting: Request[] = [];
	let running: Request | undefined;
	let deadline: ReturnType<typeof setTimeout> | undefined;
	let worker: LayoutThread | undefined;
	let isWarm = false;
	let requests = 0;
	let isDisposed = false;

	const post = (message: ToLayoutWorker) => worker?.post(message);

	function start(): LayoutThread {
		const started = startThread({
			received(message) {
				if (started !== worker) return;
				isWarm = true;
				if (message.type === "layout" && running?.id === message.request) finish(message.layout);
			},
			lost: () => lose(started),
		});
		worker = started;
		isWarm = false;
		return started;
	}

	/** The worker hangs or is gone. Its request is answered without it: by the last picture, or the first by a plain one. */
	function lose(lost: LayoutThread): void {
		if (lost !== worker) return;
		worker = undefined;
		lost.terminate();
		if (!running || isDisposed) return;
		const { kind, key, input, scene } = running;
		hopeless.set(key, input);
		onTimeout?.(key);
		finish(kind === "preview" || last.has(key) ? undefined : plainLayout(scene), false);
	}

	function finish(layout: Layout | undefined, isRemembered = true): void {
		const { kind, key, input, resolve } = running!;
		const isStale = waiting.some((request) => supersedes(request, running!));
		clearTimeout(deadline);
		worker?.hold(false);
		running = undefined;
		if (layout && isRemembered && kind === "layout") last.set(key, { input, layout });
		// A newer request of the same picture makes this answer stale before anyone has seen it.
		resolve(isStale ? undefined : layout);
		next();
	}

	function next(): void {
		if (running || isDisposed) return;
		running = waiting.shift();
		if (!running) return;
		const current = worker ?? start();
		current.hold(true);
		const patience = deadlineMilliseconds + running.scene.cards.length * MILLISECONDS_PER_CARD;
		deadline = setTimeout(() => lose(current), patience + (isWarm ? 0 : startMilliseconds));
		const { id, kind, key, input } = running;
		post({ type: "layout", request: id, kind, key, input });
	}

	function enqueue(kind: Kind, key: string, input: string, scene: Scene): Promise<Layout | undefined> {
		let resolve = (_layout: Layout | undefined): void => {};
		const answer = new Promise<Layout | undefined>((done) => {
			resolve = done;
		});
		waiting.push({ id: ++requests, kind, key, input, scene, resolve, answer });
		next();
		return answer;
	}

	function drop(isStale: (request: Request) => boolean): void {
		const stale = waiting.filter(isStale);
		waiting = waiting.filter((request) => !isStale(request));
		for (const request of stale) request.resolve(undefined);
	}

	/** Whether what is remembered for `key` is about to change. */
	function isOnItsWay(key: string): boolean {
		return running?.key === key && running.kind === "layout";
	}

	if (warmUp) {
		start();
		// A request that comes with the start warms the worker up itself, and sooner.
		setTimeout(() => {
			if (!running) post({ type: "warm-up" });
		});
	}
	return {
		layout(key, scene) {
			drop((request) => request.key === key);
			const input = layoutKey(scene);
			const known = last.get(key);
			if (isDisposed) return Promise.resolve(undefined);
			if (hopeless.get(key) === input) return Promise.resolve(known ? undefined : plainLayout(scene));
			// Who asks again, while it is being placed, waits for the same answer.
			if (isOnItsWay(key) && running!.input === input) return running!.answer;
			if (known?.input === input && !isOnItsWay(key)) return known.layout;
			return enqueue("layout", key, input, scene);
		},
		preview(key, scene) {
			drop((request) => request.key === key && request.kind === "preview");
			const input = layoutKey(scene);
			const known = last.get(key);
			if (isDisposed || hopeless.get(key) === input) return Promise.resolve(undefined);
			if (known?.input === input && !isOnItsWay(key)) return Promise.resolve(known.layout);
			return enqueue("preview", key, input, scene);
		},
		forget(key) {
			last.delete(key);
			hopeless.delete(key);
			post({ type: "forget", key });
		},
		dispose() {
			isDisposed = true;
			clearTimeout(deadline);
			for (const request of [...(running ? [running] : []), ...waiting]) request.resolve(undefined);
			waiting = [];
			running = undefined;
			worker?.terminate();
			worker = undefined;
		},
	};
}

/** Whether nobody waits for `running` any more because of `request`. */
function supersedes(request: Request, running: Request): boolean {
	return request.key === running.key && (request.kind === "layout" || running.kind === "preview");
}

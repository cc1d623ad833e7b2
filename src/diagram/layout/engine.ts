import type { Layout } from "../diagram.ts";
import type { Scene } from "../scene.ts";
import { loadElk } from "./elk.ts";
import { layoutKey } from "./input.ts";
import { type LayoutHistory, layoutOf } from "./layout-scene.ts";

/** Places scenes, wherever that happens. */
export interface LayoutEngine {
	/**
	 * The layout of `scene`; undefined where a newer request for the same `key` has taken its place, or after `dispose`.
	 * What was placed for a key before is kept as still as the edit allows. Never rejects. No promise: it is known already.
	 */
	layout(key: string, scene: Scene): Layout | Promise<Layout | undefined>;
	/**
	 * The layout that `scene` would get if it came next for `key`, for a picture that may never come: nothing of it is
	 * remembered. Undefined where a newer request for the same `key`, of either kind, has taken its place.
	 */
	preview(key: string, scene: Scene): Promise<Layout | undefined>;
	/** The picture of `key` is gone; what was remembered for it is dropped. */
	forget(key: string): void;
	dispose(): void;
}

/** Pictures whose history is kept. */
const REMEMBERED = 20;

/** The same for what the layout depends on, as `layoutKey` writes it: less to send to another thread than a scene. */
export interface InputEngine extends Omit<LayoutEngine, "layout" | "preview"> {
	layout(key: string, input: string): Promise<Layout | undefined>;
	preview(key: string, input: string): Promise<Layout | undefined>;
}

/** Places scenes in the thread that asks, for the command line. */
export function inProcessEngine(): LayoutEngine {
	const engine = inputEngine();
	return {
		...engine,
		layout: (key, scene) => engine.layout(key, layoutKey(scene)),
		preview: (key, scene) => engine.preview(key, layoutKey(scene)),
	};
}

export function inputEngine(): InputEngine {
	const histories = new Map<string, LayoutHistory>();
	const newest = new Map<string, number>();
	const newestPreview = new Map<string, number>();
	let requests = 0;
	let disposed = false;
	return {
		async layout(key, input) {
			const request = ++requests;
			newest.set(key, request);
			newestPreview.delete(key);
			const history = histories.get(key);
			if (history?.input === input) return history.layout;
			const elk = await loadElk();
			// A pause lets requests that are already waiting be seen, so that only the newest of them is placed.
			await undefined;
			if (disposed || newest.get(key) !== request) return undefined;
			const next = layoutOf(input, elk, histories.get(key));
			histories.delete(key);
			histories.set(key, next);
			if (histories.size > REMEMBERED) histories.delete(histories.keys().next().value!);
			return next.layout;
		},
		async preview(key, input) {
			const request = ++requests;
			newestPreview.set(key, request);
			const elk = await loadElk();
			await undefined;
			if (disposed || newestPreview.get(key) !== request) return undefined;
			return layoutOf(input, elk, histories.get(key)).layout;
		},
		forget(key) {
			histories.delete(key);
			newest.delete(key);
			newestPreview.delete(key);
		},
		dispose() {
			disposed = true;
			histories.clear();
			newest.clear();
			newestPreview.clear();
		},
	};
}

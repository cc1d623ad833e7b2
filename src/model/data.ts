import type { Component, DataSet } from "./architecture.ts";
import { elementsOf, wordOf } from "./properties.ts";

/** Files that do not change between requests: images, scripts, video. */
export function isStatic(data: DataSet): boolean {
	return wordOf(data, "kind") === "static";
}

/** The store that `sessions: STORE` names. */
export function sessionStoreOf(component: Component): Component | undefined {
	const [store] = elementsOf(component, "sessions");
	return store?.type === "component" ? store : undefined;
}

export function sessionDataOf(store: Component): DataSet | undefined {
	return elementsOf(store, "holds").find(
		(data): data is DataSet => data.type === "data" && wordOf(data, "kind") === "session",
	);
}

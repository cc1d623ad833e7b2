import { wordOf } from "../../model/properties.ts";
import { callersOf, copiedData, storesBehind } from "../caching/copies.ts";
import type { Step } from "../edit/fix.ts";
import { connect, type Operation, set } from "../edit/operations.ts";

/** Sends writes to the store past a cache, where they delete the copy: those who write get a link to the store. */
export function writeAround(id: string): Step {
	return ({ architecture }) => {
		const cache = architecture.elements.get(id);
		if (cache?.type !== "component") return undefined;
		const stores = storesBehind(architecture, cache);
		const held = copiedData(architecture, cache);
		const links = callersOf(cache).flatMap((caller): readonly Operation[] => {
			const writes = caller.accesses.some(({ operation, data }) => operation === "write" && held.includes(data));
			const [store] = stores;
			if (!writes || !store || caller.outgoing.some(({ to }) => stores.includes(to))) return [];
			return [connect(caller, store)];
		});
		const invalidate = wordOf(cache, "invalidate");
		return [
			set(cache, "write", "write-around"),
			...(invalidate === "delete" || invalidate === "cdc" ? [] : [set(cache, "invalidate", "delete")]),
			...(cache.properties.has("flush") ? [{ type: "unset", of: cache, property: "flush" } as const] : []),
			...links,
		];
	};
}

/** A write is acknowledged when the cache and the store have it. */
export function writeThrough(id: string): Step {
	return ({ architecture }) => {
		const cache = architecture.elements.get(id);
		if (cache?.type !== "component") return undefined;
		return [
			set(cache, "write", "write-through"),
			...(cache.properties.has("flush") ? [{ type: "unset", of: cache, property: "flush" } as const] : []),
		];
	};
}

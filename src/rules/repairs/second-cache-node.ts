import { wordOf } from "../../model/properties.ts";
import type { Step } from "../edit/fix.ts";
import { set, times } from "../edit/operations.ts";

/** Runs a cache on two nodes; with `copies` each item is on another node too, so that one that is lost takes no hits along. */
export function secondCacheNode(id: string, { copies }: { readonly copies: boolean }): Step {
	return ({ architecture }) => {
		const cache = architecture.elements.get(id);
		if (cache?.type !== "component") return undefined;
		return [
			cache.instances.max > 1 ? times(cache, 2, cache.instances.max) : times(cache, 2),
			...(copies ? [set(cache, "replicas", "1")] : []),
			...(wordOf(cache, "placement") === "modulo" ? [set(cache, "placement", "consistent-hash")] : []),
		];
	};
}

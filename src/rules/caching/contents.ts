import type { Assumption } from "../../analysis/analysis.ts";
import type { CachedData } from "../../analysis/caches/cached-data.ts";
import { type OtherContents, otherContents } from "../../analysis/caches/other-contents.ts";
import type { CacheState } from "../../analysis/models/cache.ts";
import type { Localized } from "../../language/locale.ts";
import { formatPercent } from "../../language/numbers.ts";
import type { Component } from "../../model/architecture.ts";
import { oncePer } from "../../model/once.ts";
import { numberOf } from "../../model/properties.ts";
import { assumedFor } from "../caching-strategies/strategies.ts";
import type { RuleContext } from "../rule.ts";

/** What a cache comes to hold, and how often it hits. */
export interface Contents {
	readonly cached: CachedData;
	readonly state: CacheState;
	/** What it would be otherwise. */
	readonly other: OtherContents;
}

const contents = oncePer((cached: CachedData): Contents => {
	const other = otherContents(cached);
	return { cached, other, state: other.state() };
});

/** Undefined where nothing can be predicted, nobody reads, or somebody has measured another hit ratio. */
export function contentsOf({ analysis }: RuleContext, cache: Component): Contents | undefined {
	if (cache.properties.has("hit-ratio") || !((analysis.components.get(cache)?.reads ?? 0) > 0)) return undefined;
	const cached = analysis.details.cached(cache);
	return cached && contents(cached);
}

/** Reads of it that go on to the store behind. */
export function missesOf({ analysis }: RuleContext, cache: Component, { state }: Contents): number {
	return (analysis.components.get(cache)?.reads ?? 0) * (1 - state.hitRatio);
}

/** The defaults that a prediction rests on. */
export function assumedOf({ cached }: Contents): readonly Assumption[] {
	return cached.sets.flatMap(({ data }) => [
		...(data.properties.has("hottest") ? [] : assumedFor(data, "skew")),
		...(cached.capacityBytes === undefined ? [] : assumedFor(data, "size")),
	]);
}

/** What a fix does to the hits, for its title. */
export function hitsAfter(id: string, { state }: Contents): (after: RuleContext) => Localized | undefined {
	const before = formatPercent(state.hitRatio);
	return (context) => {
		const cache = context.architecture.elements.get(id);
		const contents = cache?.type === "component" ? contentsOf(context, cache) : undefined;
		if (!contents) return undefined;
		const hits = formatPercent(contents.state.hitRatio);
		if (hits === before) return undefined;
		return { en: `${hits} of the reads hit instead of ${before}`, ko: `적중률 ${before} -> ${hits}` };
	};
}

/** Memory of one node, in the proportion in which all of them would have to hold other bytes. */
export function memoryOfNode(cache: Component, { cached }: Contents, bytes: number): number | undefined {
	const memory = numberOf(cache, "memory");
	return memory === undefined || !cached.capacityBytes ? undefined : (memory * bytes) / cached.capacityBytes;
}

/** A size that one can rent; undefined where none is enough. */
export function gigabytes(bytes: number): string | undefined {
	const rounded = 2 ** Math.ceil(Math.log2(Math.max(1, bytes / 1e9)));
	return rounded <= MOST_GIGABYTES ? `${rounded}GB` : undefined;
}

/** More does not fit into a machine that one rents as a matter of course. */
const MOST_GIGABYTES = 256;

/** What items, growth and fragmentation leave free. */
export const HEADROOM = 1.25;

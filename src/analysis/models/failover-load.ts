import { movedShare } from "./shards.ts";

/**
 * What a loss does to the load of what is left (models M8 and M13). All ratios from 0 to 1; rates per second.
 */

/** How many times the present load reaches the store when a cache of hit ratio h answers nothing: 1 / (1 - h). */
export type LoadFactor = { readonly kind: "factor"; readonly factor: number } | { readonly kind: "from-nothing" };

/** `from-nothing`: with a hit ratio of 1 the store has no load now, and all of it then. The same for a CDN and its origin. */
export function loadFactorWithoutCache(hitRatio: number): LoadFactor {
	const miss = 1 - ratio(hitRatio);
	return miss > 0 ? { kind: "factor", factor: 1 / miss } : { kind: "from-nothing" };
}

/** How keys find their node: with consistent hashing only the keys of the lost node move, with `hash mod n` nearly all. */
export type Placement = "consistent-hash" | "modulo";

/**
 * Share of the cached keys that are missed after one of n nodes is lost: 1 / n, or (n - 1) / n with modulo; 1 of one. Of several that
 * are lost at once, as many parts; with modulo only keys of the same remainder by both numbers of nodes are still found.
 */
export function keysLost(nodes: number, placement: Placement, lost = 1): number {
	const n = Math.max(1, Math.floor(nodes));
	const left = n - Math.max(0, Math.floor(lost));
	if (left >= n) return 0;
	if (left <= 0) return 1;
	return placement === "consistent-hash" ? (n - left) / n : movedShare(n, left, "modulo");
}

/** Share of reads that miss right after that: (1 - h) + h x the keys lost. */
export function missRatioAfterLoss(hitRatio: number, nodes: number, placement: Placement): number {
	const h = ratio(hitRatio);
	return 1 - h + h * keysLost(nodes, placement);
}

/** Utilisation of the others after `lost` of n equal instances are gone: rho n / (n - lost). */
export type AfterLoss = { readonly kind: "utilization"; readonly utilization: number } | { readonly kind: "none-left" };

export function utilizationAfterLoss(utilization: number, instances: number, lost = 1): AfterLoss {
	const left = instances - lost;
	if (!(left > 0)) return { kind: "none-left" };
	return { kind: "utilization", utilization: Math.min(Number.MAX_VALUE, (utilization * instances) / left) };
}

/** Highest utilisation from which the loss of one of n leaves the others at `limit` or below: limit (n - 1) / n. 0.45 of two. */
export function utilizationToSurvive(instances: number, limit = 0.9): number {
	return instances > 1 ? (limit * (instances - 1)) / instances : 0;
}

/**
 * Capacity to provide, over the load, so that z zones carry it without one: z / (z - 1); three zones: 1.5, each in use at
 * 2/3 (Amazon Builders' Library, "Static stability using Availability Zones"). One zone cannot: undefined.
 */
export function zoneProvision(zones: number): number | undefined {
	return zones > 1 ? zones / (zones - 1) : undefined;
}

/** Instances that carry the load at `limit` utilisation or below: ceil(lambda / (mu limit)). Undefined: none carries anything. */
export function instancesToCarry(loadPerSecond: number, capacityPerInstance: number, limit = 0.9): number | undefined {
	if (!(loadPerSecond > 0)) return 0;
	if (!(capacityPerInstance * limit > 0)) return undefined;
	// A load of exactly n instances must not become n + 1 by rounding.
	return Math.min(Number.MAX_SAFE_INTEGER, Math.ceil((loadPerSecond / (capacityPerInstance * limit)) * (1 - 1e-12)));
}

/** Shares of the places that are left after some are lost, in their old proportions; evenly where those had none. */
export function redistributed(shares: readonly number[], isLost: (index: number) => boolean): readonly number[] {
	const left = shares.map((share, i) => (isLost(i) ? 0 : Math.max(0, share)));
	const total = left.reduce((sum, share) => sum + share, 0);
	const before = shares.reduce((sum, share) => sum + Math.max(0, share), 0);
	if (total > 0) return left.map((share) => (share / total) * before);
	const survivors = shares.filter((_, i) => !isLost(i)).length;
	return shares.map((_, i) => (isLost(i) || survivors === 0 ? 0 : before / survivors));
}

const ratio = (x: number): number => Math.min(1, Math.max(0, x));

/**
 * Universal Scalability Law (model M6; Gunther, Guerrilla Capacity Planning, 2007, ch. 4): n instances together carry
 * X(n) = gamma n / (1 + alpha (n - 1) + beta n (n - 1)) per second.
 * gamma: what one alone carries; alpha >= 0, contention: the share of work that only one can do at a time; beta >= 0,
 * coherency: the cost of each pair that must agree. alpha = beta = 0 is linear, beta = 0 is Amdahl's law (1967).
 * Fit alpha and beta to measurements; the law interpolates well and extrapolates cautiously.
 */
export interface Scalability {
	/** gamma, per second. */
	readonly perInstance: number;
	/** alpha. */
	readonly contention: number;
	/** beta. */
	readonly coherency: number;
}

/** X(n), per second. */
export function throughput({ perInstance, contention, coherency }: Scalability, n: number): number {
	if (!(n > 0)) return 0;
	const others = Math.max(0, n - 1);
	return perInstance * (n / (1 + others * (Math.max(0, contention) + Math.max(0, coherency) * n)));
}

/** What n instances carry over what one does; 1 for one. */
export function speedup(law: Scalability, n: number): number {
	return throughput({ ...law, perInstance: 1 }, n);
}

export type Peak =
	/** More instances than this carry less. */
	| { readonly kind: "peak"; readonly instances: number; readonly perSecond: number }
	/** Each further instance adds less, the sum stays below `perSecond` (Amdahl). */
	| { readonly kind: "limit"; readonly perSecond: number }
	| { readonly kind: "unbounded" };

/** The most that any number of instances carries: at n* = sqrt((1 - alpha) / beta), rounded to the better neighbour. */
export function peak(law: Scalability): Peak {
	const alpha = Math.max(0, law.contention);
	const beta = Math.max(0, law.coherency);
	if (beta === 0) {
		if (alpha === 0) return { kind: "unbounded" };
		if (alpha < 1) return { kind: "limit", perSecond: Math.min(Number.MAX_VALUE, law.perInstance / alpha) };
		return { kind: "peak", instances: 1, perSecond: law.perInstance };
	}
	const best = Math.min(Number.MAX_SAFE_INTEGER, Math.sqrt(Math.max(0, 1 - alpha) / beta));
	const below = Math.max(1, Math.floor(best));
	const instances = throughput(law, below + 1) > throughput(law, below) ? below + 1 : below;
	return { kind: "peak", instances, perSecond: throughput(law, instances) };
}

export type InstancesNeeded =
	| { readonly kind: "instances"; readonly instances: number }
	/** No number of instances carries it; `highest` is the most that they do. */
	| { readonly kind: "infeasible"; readonly highest: number };

/** The fewest instances that carry `demand` per second: the smaller root of beta D n^2 + ((alpha - beta) D - gamma) n + (1 - alpha) D = 0, rounded up. */
export function instancesNeeded(law: Scalability, demand: number): InstancesNeeded {
	if (!(demand > 0)) return { kind: "instances", instances: 0 };
	if (!(law.perInstance > 0)) return { kind: "infeasible", highest: 0 };
	const most = peak(law);
	const enough = (n: number): boolean => throughput(law, n) >= demand * (1 - 1e-12);
	if (most.kind === "limit" && most.perSecond <= demand) return { kind: "infeasible", highest: most.perSecond };
	if (most.kind === "peak" && !enough(most.instances)) return { kind: "infeasible", highest: most.perSecond };
	const alpha = Math.max(0, law.contention);
	const beta = Math.max(0, law.coherency);
	const a = beta * demand;
	const b = law.perInstance - (alpha - beta) * demand;
	const root = (2 * (1 - alpha) * demand) / (b + Math.sqrt(Math.max(0, b * b - 4 * a * (1 - alpha) * demand)));
	const high = most.kind === "peak" ? most.instances : Number.MAX_SAFE_INTEGER;
	let instances = root > 1 ? Math.min(high, Math.ceil(root * (1 - 1e-12))) : 1;
	if (instances < high && !enough(instances)) instances++;
	return { kind: "instances", instances };
}

import type { Component, Link } from "../../model/architecture.ts";
import { familyOf } from "../../model/kinds.ts";
import { oncePer } from "../../model/once.ts";
import type { AnalysisContext } from "../context.ts";
import { overload } from "../models/retries.ts";
import type { RetriesReport } from "../reports.ts";
import { attemptsAtMost } from "./attempts.ts";
import { callOrder } from "./call-order.ts";
import { callLinks, isAwaited } from "./routing.ts";

/**
 * What retries make of the load when every attempt fails (model M17); undefined where nobody on the way tries again.
 * Retries of layers multiply: 3 retries at 3 layers are 64 attempts.
 */
export function retriesReport(component: Component, context: AnalysisContext): RetriesReport | undefined {
	const amplification = amplifications(context).get(component)?.attempts ?? 1;
	const analysis = context.components.get(component);
	if (!analysis || amplification <= 1) return undefined;
	const { capacity, requestsPerSecond } = analysis;
	if (capacity === undefined || !Number.isFinite(capacity)) return { amplification };
	return { amplification, ...overload(requestsPerSecond, capacity, amplification) };
}

/** The most attempts that one request of a client becomes anywhere. */
export function retryAmplification(context: AnalysisContext): number {
	let most = 1;
	for (const { attempts } of amplifications(context).values()) most = Math.max(most, attempts);
	return most;
}

/** The links on the way to a component on which calls are tried again most often, the first one first. */
export function worstWay(component: Component, context: AnalysisContext): readonly Link[] {
	const found = amplifications(context);
	const way = new Set<Link>();
	for (let by = found.get(component)?.by; by && !way.has(by); by = found.get(by.from)?.by) way.add(by);
	return [...way].filter((link) => attemptsAtMost(link) > 1).reverse();
}

interface Amplification {
	readonly attempts: number;
	/** The last link of the way to it. */
	readonly by: Link;
}

/** At each component: the largest product of attempts over the ways to it. Behind a queue it begins anew. */
const amplifications = oncePer((context: AnalysisContext): ReadonlyMap<Component, Amplification> => {
	const found = new Map<Component, Amplification>();
	for (const group of callOrder(context.architecture)) {
		for (const component of group) {
			const own = found.get(component)?.attempts ?? 1;
			for (const link of callLinks(component)) {
				// Calls in a circle are counted once.
				if (!isAwaited(link) || familyOf(component.kind) === "queue" || (found.has(link.to) && group.includes(link.to)))
					continue;
				const attempts = Math.min(Number.MAX_VALUE, own * attemptsAtMost(link));
				if (attempts > (found.get(link.to)?.attempts ?? 0)) found.set(link.to, { attempts, by: link });
			}
		}
	}
	return found;
});

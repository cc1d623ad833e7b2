import type { Component } from "../../model/architecture.ts";
import { type Step, stepped } from "../edit/fix.ts";
import type { RuleContext } from "../rule.ts";

/** In larger designs a count is estimated instead of tried: each try takes one more analysis. */
const MOST_COMPONENTS = 150;

/** Utilisation of a component after `steps`; undefined if they cannot be done or it is not known. */
export function utilizationAfter(
	context: RuleContext,
	component: Component,
	steps: readonly Step[],
): number | undefined {
	const after = stepped(context, steps)?.context();
	const found = after?.architecture.elements.get(component.id);
	return found?.type === "component" ? after?.analysis.components.get(found)?.utilization : undefined;
}

/**
 * The least count from `from` to `to` with which `steps` bring a component below the target utilisation; else the least
 * that keeps it below `limit`. Undefined: none does.
 */
export function leastCount(
	context: RuleContext,
	component: Component,
	{
		from,
		to,
		steps,
		limit: most,
	}: {
		readonly from: number;
		readonly to: number;
		readonly steps: (count: number) => readonly Step[];
		readonly limit: number;
	},
): number | undefined {
	const { target } = context.thresholds;
	const now = context.analysis.components.get(component)?.utilization;
	if (now === undefined) return undefined;
	if (context.architecture.components.length > MOST_COMPONENTS) {
		const estimate = Math.max(from, Math.ceil((Math.max(1, from - 1) * now) / target));
		return estimate <= to ? estimate : undefined;
	}
	const below = (count: number, limit: number): boolean =>
		(utilizationAfter(context, component, steps(count)) ?? Number.POSITIVE_INFINITY) < limit;
	// More of them never make it busier, so the counts that do are all above those that do not.
	for (const limit of [target, most]) {
		if (!below(to, limit)) continue;
		let [tooFew, enough] = [from - 1, to];
		for (let step = from; step < to; step *= 2) {
			if (below(step, limit)) {
				enough = step;
				break;
			}
			tooFew = step;
		}
		while (enough - tooFew > 1) {
			const middle = (enough + tooFew) >> 1;
			if (below(middle, limit)) enough = middle;
			else tooFew = middle;
		}
		return enough;
	}
	return undefined;
}

import type { Localized } from "../../language/locale.ts";
import { once } from "../../model/once.ts";
import { fixOf, type Step, stepped } from "../edit/fix.ts";
import type { Datum, Fix, RuleContext } from "../rule.ts";

/** A number of the design that should not be above a target. */
export interface Goal {
	/** By how much it is, in whatever unit; infinite where there is no number. */
	readonly excess: (context: RuleContext) => number;
	/** As it is read. */
	readonly shown: (context: RuleContext) => Localized;
	readonly target: Localized;
}

/** Something that may bring a number nearer to its target. */
export interface Way<Id extends string> {
	readonly id: Id;
	readonly data: Readonly<Record<string, Datum>>;
	readonly steps: readonly Step[];
	/** In a title that lists several: what changes from what to what. */
	readonly change: Localized;
}

/** In larger designs several ways are not tried together: each try takes one more analysis. */
const MOST_COMPONENTS = 150;
/** More changes than these at once, and nobody knows what he has agreed to. */
const MOST_WAYS = 6;
/** What leaves no more than this share of the way is taken without trying the rest. */
const MUCH = 0.7;
/** What leaves more leads nowhere. */
const TOO_LITTLE = 0.9;

/** The first of some alternatives that reaches the target; else the first that comes at least half the way to it. */
export function oneWay<Id extends string>(
	context: RuleContext,
	goal: Goal,
	alternatives: readonly [Way<Id>, ...Way<Id>[]],
): Fix<Id> {
	const [first] = alternatives;
	const best = once(() => {
		const excess = goal.excess(context);
		let half: Way<Id> | undefined;
		for (const way of alternatives) {
			const left = excessAfter(context, goal, way);
			if (left <= 0) return way;
			if (left <= excess / 2) half ??= way;
		}
		return half;
	});
	return searched(context, {
		id: first.id,
		data: () => (best() ?? first).data,
		steps: () => best()?.steps,
		effect: (after) => effectOn(goal, context, after),
	});
}

/**
 * One way after the other, each time the first that helps much or else the one that helps most, until the target is
 * reached. Not offered where one is enough or all are too little. `waysIn`: what is worth trying, alternatives together.
 */
export function severalWays<Id extends string, Own extends string>(
	context: RuleContext,
	goal: Goal,
	id: Id,
	waysIn: (current: RuleContext) => readonly (readonly [Way<Own>, ...Way<Own>[]])[],
): Fix<Id> {
	const plan = once(() => {
		if (context.architecture.components.length > MOST_COMPONENTS) return undefined;
		const chosen: Way<Own>[] = [];
		let current = context;
		for (let excess = goal.excess(context); excess > 0; ) {
			if (chosen.length === MOST_WAYS) return undefined;
			let best: { readonly way: Way<Own>; readonly after: RuleContext; readonly left: number } | undefined;
			for (const [way] of waysIn(current)) {
				const after = stepped(current, way.steps)?.context();
				const left = after ? goal.excess(after) : excess;
				if (after && left < (best?.left ?? excess)) best = { way, after, left };
				if (left <= excess * MUCH) break;
			}
			if (!best || best.left > excess * TOO_LITTLE) return undefined;
			chosen.push(best.way);
			current = best.after;
			excess = best.left;
		}
		return chosen.length > 1 ? chosen : undefined;
	});
	const changes = (locale: "en" | "ko"): string => (plan() ?? []).map(({ change }) => change[locale]).join(", ");
	return searched(context, {
		id,
		data: () => ({ changes: { en: changes("en"), ko: changes("ko") } }),
		steps: () => plan()?.flatMap(({ steps }) => steps),
		effect: (after) => effectOn(goal, context, after),
	});
}

function searched<Id extends string>(...fix: Parameters<typeof fixOf<Id>>): Fix<Id> {
	return { ...fixOf(...fix), searched: true };
}

function excessAfter(context: RuleContext, goal: Goal, { steps }: Way<string>): number {
	const after = stepped(context, steps)?.context();
	return after ? goal.excess(after) : Number.POSITIVE_INFINITY;
}

function effectOn({ shown, target, excess }: Goal, before: RuleContext, after: RuleContext): Localized {
	const [from, to] = [shown(before), shown(after)];
	const change = { en: `${from.en} -> ${to.en}`, ko: `${from.ko} -> ${to.ko}` };
	if (excess(after) <= 0) return change;
	return {
		en: `${change.en}, still short of the target of ${target.en}`,
		ko: `${change.ko}, 아직 목표 ${target.ko}에 못 미침`,
	};
}

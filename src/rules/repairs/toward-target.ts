import { type InSteps, onceInSteps } from "../../analysis/in-steps.ts";
import type { Localized } from "../../language/locale.ts";
import { fixOf, type Outcome, type Step, stepped } from "../edit/fix.ts";
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
	const best = onceInSteps(function* () {
		const excess = goal.excess(context);
		let half: Tried<Id> | undefined;
		for (const way of alternatives) {
			const tried = yield* tryOut(context, goal, way);
			if (!tried) continue;
			if (tried.left <= 0) return tried;
			if (tried.left <= excess / 2) half ??= tried;
		}
		return half;
	});
	return {
		...fixOf(context, {
			id: first.id,
			data: () => (best()?.way ?? first).data,
			steps: () => best()?.outcome,
			effect: (after) => effectOn(goal, context, after),
		}),
		search: best.inSteps,
	};
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
	const plan = onceInSteps(function* () {
		if (context.architecture.components.length > MOST_COMPONENTS) return undefined;
		const chosen: Way<Own>[] = [];
		let current = context;
		for (let excess = goal.excess(context); excess > 0; ) {
			if (chosen.length === MOST_WAYS) return undefined;
			let best: Tried<Own> | undefined;
			for (const [way] of waysIn(current)) {
				const tried = yield* tryOut(current, goal, way);
				if (!tried) continue;
				if (tried.left < (best?.left ?? excess)) best = tried;
				if (tried.left <= excess * MUCH) break;
			}
			if (!best || best.left > excess * TOO_LITTLE) return undefined;
			chosen.push(best.way);
			current = best.outcome.context();
			excess = best.left;
		}
		if (chosen.length < 2) return undefined;
		const steps = chosen.flatMap((way) => way.steps);
		return { chosen, outcome: stepped(context, steps) };
	});
	const changes = (locale: "en" | "ko"): string =>
		(plan()?.chosen ?? []).map(({ change }) => change[locale]).join(", ");
	return {
		...fixOf(context, {
			id,
			data: () => ({ changes: { en: changes("en"), ko: changes("ko") } }),
			steps: () => plan()?.outcome,
			effect: (after) => effectOn(goal, context, after),
		}),
		search: plan.inSteps,
	};
}

interface Tried<Id extends string> {
	readonly way: Way<Id>;
	readonly outcome: Outcome;
	/** How far the number is from the target then. */
	readonly left: number;
}

function* tryOut<Id extends string>(context: RuleContext, goal: Goal, way: Way<Id>): InSteps<Tried<Id> | undefined> {
	yield;
	const outcome = stepped(context, way.steps);
	if (!outcome) return undefined;
	const after = outcome.context();
	yield;
	if (after.analysisInSteps) yield* after.analysisInSteps();
	yield;
	return { way, outcome, left: goal.excess(after) };
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

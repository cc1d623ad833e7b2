import { DecisionDiagram, type Formula } from "./decision-diagram.ts";
import { compile, type Need, ordersOf, type Part, Trial } from "./requirement-graph.ts";
import { meanOf, rareStates, seeded } from "./sampling.ts";

/** A probability; half of its 95 % interval where it is an estimate. */
export interface Estimate {
	readonly mean: number;
	readonly plusMinus: number;
}

export const certain = (mean: number): Estimate => ({ mean, plusMinus: 0 });

/** Parts looked at in all states together that are drawn where no diagram can hold what is needed, and states at most. */
const MOST_WORK = 5_000_000;
const MOST_DRAWS = 10_000;

/** Several needs, and how likely each is not met. Unavailabilities are given by the numbers of the parts. */
export class Formulas {
	readonly #needs: readonly Need[];
	readonly #formulas: readonly (Formula | undefined)[];
	readonly #diagram: DecisionDiagram;
	/** Where the parts stand in the order of the diagram. */
	readonly #ranks: readonly number[];

	constructor(parts: readonly Part[], needs: readonly Need[]) {
		this.#needs = needs;
		const [first, ...others] = ordersOf(parts, needs).map((ranks) => () => compiled(needs, ranks));
		let best = first!();
		for (const other of others) if (!best.isWhole) best = other();
		this.#diagram = best.diagram;
		this.#formulas = best.formulas;
		this.#ranks = best.ranks;
	}

	/** Every need is held by the diagram. */
	get areExact(): boolean {
		return !this.#formulas.includes(undefined);
	}

	failures(unavailability: readonly number[]): readonly Estimate[] {
		const ranked = this.#ranked(unavailability);
		return this.#formulas.map((formula, i) =>
			formula === undefined
				? drawnFailure(this.#needs[i]!, unavailability)
				: certain(this.#diagram.failure(formula, ranked)),
		);
	}

	/** By how much each need fails less if a part never fails; of needs that no diagram can hold, nothing. */
	contributions(unavailability: readonly number[]): readonly (readonly number[])[] {
		const ranked = this.#ranked(unavailability);
		return this.#formulas.map((formula) => {
			if (formula === undefined) return unavailability.map(() => 0);
			const own = this.#diagram.contributions(formula, ranked);
			return unavailability.map((_, part) => own[this.#ranks[part]!]!);
		});
	}

	/** What is left of the needs without a part, as a key; undefined where that is not known. */
	keyWithout(part: number): string | undefined {
		const left: Formula[] = [];
		for (const formula of this.#formulas) {
			if (formula === undefined) return undefined;
			left.push(this.#diagram.without(formula, this.#ranks[part]!));
		}
		return left.join(" ");
	}

	#ranked(unavailability: readonly number[]): readonly number[] {
		const ranked: number[] = [];
		for (const [part, q] of unavailability.entries()) ranked[this.#ranks[part]!] = q;
		return ranked;
	}
}

function compiled(needs: readonly Need[], ranks: readonly number[]) {
	const diagram = new DecisionDiagram();
	const formulas = needs.map((need) => compile(need, diagram, ranks));
	return { diagram, ranks, formulas, isWhole: !formulas.includes(undefined) };
}

/** For what no diagram can hold: with all parts up it works, so only states are drawn in which some are down. */
function drawnFailure(need: Need, q: readonly number[]): Estimate {
	const isDown = q.map((probability) => probability >= 1);
	const uncertain = q.flatMap((probability, i) => (probability > 0 && probability < 1 ? [i] : []));
	const trial = new Trial([need]);
	const fails = (): boolean => {
		trial.fail((part) => isDown[part]!);
		return !trial.isMet(need);
	};
	if (fails()) return certain(1);
	const rare = rareStates(
		uncertain.map((i) => q[i]!),
		1,
	);
	const random = seeded();
	const draws = Math.min(MOST_DRAWS, Math.ceil(MOST_WORK / (q.length + 1)));
	const failed = Array.from({ length: draws }, () => {
		const drawn = rare.draw(random);
		for (const [j, i] of uncertain.entries()) isDown[i] = drawn[j]!;
		return fails() ? 1 : 0;
	});
	const { mean, plusMinus } = meanOf(failed);
	return { mean: rare.probability * mean, plusMinus: rare.probability * plusMinus };
}

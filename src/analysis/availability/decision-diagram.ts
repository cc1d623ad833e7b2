/**
 * Reduced ordered binary decision diagrams (Bryant 1986): a formula of AND and OR over parts that work or fail, in a
 * form that counts a part once however often it occurs. Its probability is one pass over the nodes, exact for
 * independent parts.
 */
export type Formula = number;

export const FAILS: Formula = 0;
export const WORKS: Formula = 1;

/** More nodes than this, and a formula is left to simulation. */
const LARGEST = 50_000;

/** Thrown to leave a computation that has grown too large; caught where formulas are built. */
export class TooLarge extends Error {}

export class DecisionDiagram {
	readonly #variable: number[] = [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
	readonly #low: Formula[] = [FAILS, WORKS];
	readonly #high: Formula[] = [FAILS, WORKS];
	readonly #orders = new Map<Formula, readonly Formula[]>();
	readonly #unique = new Map<string, Formula>();
	readonly #computed = new Map<string, Formula>();

	/** Works if part `i` does. Parts are numbered in the order in which they are decided. */
	part(i: number): Formula {
		return this.#node(i, FAILS, WORKS);
	}

	and(formulas: readonly Formula[]): Formula {
		return formulas.reduce((a, b) => this.#combine(a, b, FAILS), WORKS);
	}

	or(formulas: readonly Formula[]): Formula {
		return formulas.reduce((a, b) => this.#combine(a, b, WORKS), FAILS);
	}

	/**
	 * The probability that the formula fails, if part `i` fails with probability `unavailability[i]`. It adds and
	 * multiplies positive numbers only, so that 1e-20 is as exact as 0.1.
	 */
	failure(formula: Formula, unavailability: readonly number[]): number {
		return this.#failures(formula, unavailability).get(formula)!;
	}

	/**
	 * By how much the formula fails less if part `i` never fails: its unavailability times the derivative by it (Birnbaum
	 * 1969), for all parts in one pass back from the formula.
	 */
	contributions(formula: Formula, unavailability: readonly number[]): readonly number[] {
		const failures = this.#failures(formula, unavailability);
		const result = unavailability.map(() => 0);
		const weights = new Map<Formula, number>([[formula, 1]]);
		const add = (node: Formula, weight: number): void => void weights.set(node, (weights.get(node) ?? 0) + weight);
		for (const node of [...this.#orderOf(formula)].reverse()) {
			const [variable, low, high] = [this.#variable[node]!, this.#low[node]!, this.#high[node]!];
			const weight = weights.get(node) ?? 0;
			const q = unavailability[variable] ?? 0;
			if (weight === 0) continue;
			if (q > 0) result[variable]! += weight * q * (failures.get(low)! - failures.get(high)!);
			add(low, weight * q);
			add(high, weight * (1 - q));
		}
		return result;
	}

	/** The probability that each node fails on which the formula depends. */
	#failures(formula: Formula, unavailability: readonly number[]): ReadonlyMap<Formula, number> {
		const probabilities = new Map<Formula, number>([
			[FAILS, 1],
			[WORKS, 0],
		]);
		for (const node of this.#orderOf(formula)) {
			const q = unavailability[this.#variable[node]!] ?? 0;
			const low = q === 0 ? 0 : q * probabilities.get(this.#low[node]!)!;
			probabilities.set(node, low + (1 - q) * probabilities.get(this.#high[node]!)!);
		}
		return probabilities;
	}

	/** What is left of the formula once part `i` has failed. The same nodes stand for the same formula. */
	without(formula: Formula, i: number): Formula {
		const left = new Map<Formula, Formula>();
		const of = (node: Formula): Formula => left.get(node) ?? node;
		for (const node of this.#orderOf(formula)) {
			const variable = this.#variable[node]!;
			if (variable === i) left.set(node, this.#low[node]!);
			else if (variable < i) left.set(node, this.#node(variable, of(this.#low[node]!), of(this.#high[node]!)));
		}
		return of(formula);
	}

	/** The nodes of a formula, those on which others rest first: nodes are made after what they lead to. */
	#orderOf(formula: Formula): readonly Formula[] {
		const known = this.#orders.get(formula);
		if (known) return known;
		const reached = new Set([formula]);
		for (const node of reached) if (node > WORKS) reached.add(this.#low[node]!).add(this.#high[node]!);
		const order = [...reached].filter((node) => node > WORKS).sort((a, b) => a - b);
		this.#orders.set(formula, order);
		return order;
	}

	/** AND where `absorbing` is FAILS, OR where it is WORKS. */
	#combine(a: Formula, b: Formula, absorbing: Formula): Formula {
		const neutral = 1 - absorbing;
		if (a === absorbing || b === absorbing) return absorbing;
		if (a === neutral || a === b) return b;
		if (b === neutral) return a;
		const [first, second] = a < b ? [a, b] : [b, a];
		const key = `${absorbing} ${first} ${second}`;
		const known = this.#computed.get(key);
		if (known !== undefined) return known;
		const variable = Math.min(this.#variable[a]!, this.#variable[b]!);
		const [aLow, aHigh] = this.#split(a, variable);
		const [bLow, bHigh] = this.#split(b, variable);
		const low = this.#combine(aLow, bLow, absorbing);
		const node = this.#node(variable, low, this.#combine(aHigh, bHigh, absorbing));
		this.#computed.set(key, node);
		return node;
	}

	#split(node: Formula, variable: number): readonly [Formula, Formula] {
		return this.#variable[node] === variable ? [this.#low[node]!, this.#high[node]!] : [node, node];
	}

	#node(variable: number, low: Formula, high: Formula): Formula {
		if (low === high) return low;
		const key = `${variable} ${low} ${high}`;
		const known = this.#unique.get(key);
		if (known !== undefined) return known;
		if (this.#variable.length > LARGEST) throw new TooLarge();
		const node = this.#variable.length;
		this.#variable.push(variable);
		this.#low.push(low);
		this.#high.push(high);
		this.#unique.set(key, node);
		return node;
	}
}

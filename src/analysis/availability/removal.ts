import type { Architecture, Component, Link, Place } from "../../model/architecture.ts";
import { takesTraffic } from "../../model/kinds.ts";
import type { FailedOperation, Removals } from "../analysis.ts";
import { failureDomains, type Routing } from "../traffic/routing.ts";
import { type Algebra, Requirements } from "./requirements.ts";

/** What may fail, and by what. */
export interface Failing {
	readonly architecture: Architecture;
	readonly routing: Routing;
	readonly makesDefaultCall: (link: Link) => boolean;
}

/**
 * What stops when one element is taken away (model M12). For the loss of a single element the requirements have a
 * closed form: what an AND cannot do without is the union of what its parts cannot do without; for an OR it is the
 * intersection. So one pass over the graph finds every single point of failure, with no removal tried one by one.
 */
export class SinglePointsOfFailure {
	readonly #sets: ElementSets;
	readonly #requirements: Requirements<ElementSet>;
	readonly removals: Removals;

	constructor({ architecture, routing, makesDefaultCall }: Failing) {
		this.#sets = new ElementSets(architecture);
		this.#requirements = new Requirements(architecture, routing, makesDefaultCall, this.#sets);
		this.removals = removalsIn(architecture, this.#requirements, this.#sets);
	}

	/** The same after an edit of what `others` lead to: all else needs what it needed. */
	after({ architecture, routing, makesDefaultCall }: Failing, others: ReadonlySet<Component>): Removals {
		const earlier = { requirements: this.#requirements, others };
		return this.#sets.forAWhile(() => {
			const requirements = new Requirements(architecture, routing, makesDefaultCall, this.#sets, earlier);
			return removalsIn(architecture, requirements, this.#sets);
		});
	}
}

function removalsIn(architecture: Architecture, requirements: Requirements<ElementSet>, sets: ElementSets): Removals {
	const components = new Map<Component, FailedOperation[]>();
	const places = new Map<Place, FailedOperation[]>();
	for (const client of architecture.components) {
		if (client.kind !== "client") continue;
		for (const { operation, need } of requirements.ofClient(client)) {
			for (const element of sets.members(need)) {
				if (element === client) continue;
				const map = (element.type === "place" ? places : components) as Map<Component | Place, FailedOperation[]>;
				const failed = map.get(element);
				if (failed) failed.push(operation);
				else map.set(element, [operation]);
			}
		}
	}
	return { components, places };
}

/** Components and failure domains without which something cannot work: the number of a row in the table of `ElementSets`. */
type ElementSet = number;

/**
 * Sets as rows of bits in one table: there are several for each component, and all are gone at once. Of a row only the words with
 * a bit in them are kept, each behind its number: most needs are few beside a large design.
 */
class ElementSets implements Algebra<ElementSet> {
	readonly nothing: ElementSet;
	/** Recognised by itself: nothing is missing where something would do that does not exist. */
	readonly never: ElementSet;
	readonly #elements: readonly (Component | Place)[];
	/** Of the bit of an element, and of the row with it alone. */
	readonly #numbers: ReadonlyMap<Component | Place, number>;
	/** What each component itself needs. */
	readonly #own: readonly ElementSet[];
	#table = new Uint32Array(1024);
	/** Where each row begins in the table, and where the next one will. */
	readonly #starts: number[] = [0];

	constructor({ components, places }: Architecture) {
		this.#elements = [...components, ...places.filter(({ kind }) => kind !== "group")];
		this.#numbers = new Map(this.#elements.map((element, i) => [element, i]));
		for (const i of this.#elements.keys()) this.#close(this.#put(this.#roomFor(2), i >> 5, 1 << (i & 31)));
		this.nothing = this.#close(this.#roomFor(0));
		this.never = this.#close(this.#roomFor(0));
		this.#own = components.map((component) => {
			const around = this.#with(failureDomains(component));
			return takesTraffic(component.kind) ? this.#union(this.#numbers.get(component)!, around) : around;
		});
	}

	link(): ElementSet {
		return this.nothing;
	}

	members(set: ElementSet): (Component | Place)[] {
		const members: (Component | Place)[] = [];
		for (let at = this.#starts[set]!; at < this.#starts[set + 1]!; at += 2) {
			const word = this.#table[at + 1]!;
			for (let bit = 0; bit < 32; bit++)
				if (word & (1 << bit)) members.push(this.#elements[32 * this.#table[at]! + bit]!);
		}
		return members;
	}

	own(component: Component): ElementSet {
		return this.#own[this.#numbers.get(component)!]!;
	}

	place(place: Place): ElementSet {
		// Groups have no number: they do not fail.
		return this.#union(this.#numbers.get(place) ?? this.nothing, this.#with(failureDomains(place)));
	}

	all(needs: readonly ElementSet[]): ElementSet {
		if (needs.includes(this.never)) return this.never;
		return needs.reduce((one, other) => this.#union(one, other));
	}

	any(needs: readonly ElementSet[]): ElementSet {
		const possible = needs.filter((need) => need !== this.never);
		return possible.length === 0 ? this.never : possible.reduce((one, other) => this.#intersection(one, other));
	}

	#with(places: readonly Place[]): ElementSet {
		return places.reduce((set, place) => this.#union(set, this.#numbers.get(place)!), this.nothing);
	}

	#union(one: ElementSet, other: ElementSet): ElementSet {
		if (one === other || other === this.nothing) return one;
		if (one === this.nothing) return other;
		let [a, b] = [this.#starts[one]!, this.#starts[other]!];
		const [endOfA, endOfB] = [this.#starts[one + 1]!, this.#starts[other + 1]!];
		let end = this.#roomFor(endOfA - a + endOfB - b);
		const table = this.#table;
		while (a < endOfA || b < endOfB) {
			const inA = a < endOfA ? table[a]! : Number.POSITIVE_INFINITY;
			const inB = b < endOfB ? table[b]! : Number.POSITIVE_INFINITY;
			end = this.#put(end, Math.min(inA, inB), (inA <= inB ? table[a + 1]! : 0) | (inB <= inA ? table[b + 1]! : 0));
			if (inA <= inB) a += 2;
			if (inB <= inA) b += 2;
		}
		return this.#close(end);
	}

	#intersection(one: ElementSet, other: ElementSet): ElementSet {
		if (one === other) return one;
		let [a, b] = [this.#starts[one]!, this.#starts[other]!];
		const [endOfA, endOfB] = [this.#starts[one + 1]!, this.#starts[other + 1]!];
		let end = this.#roomFor(Math.min(endOfA - a, endOfB - b));
		const table = this.#table;
		while (a < endOfA && b < endOfB) {
			const [inA, inB] = [table[a]!, table[b]!];
			const both = inA === inB ? table[a + 1]! & table[b + 1]! : 0;
			if (both !== 0) end = this.#put(end, inA, both);
			if (inA <= inB) a += 2;
			if (inB <= inA) b += 2;
		}
		return this.#close(end);
	}

	/** What is found in `task` takes no room any more once it is done. */
	forAWhile<T>(task: () => T): T {
		const rows = this.#starts.length;
		const result = task();
		this.#starts.length = rows;
		return result;
	}

	/** Where the next row begins, in a table that has so much left. */
	#roomFor(length: number): number {
		const start = this.#starts.at(-1)!;
		if (start + length > this.#table.length) {
			const larger = new Uint32Array(2 * (start + length));
			larger.set(this.#table);
			this.#table = larger;
		}
		return start;
	}

	#put(at: number, number: number, word: number): number {
		this.#table[at] = number;
		this.#table[at + 1] = word;
		return at + 2;
	}

	#close(end: number): ElementSet {
		return this.#starts.push(end) - 2;
	}
}

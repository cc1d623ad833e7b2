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

/** Components and failure domains without which something cannot work: where it begins in the table of `ElementSets`. */
type ElementSet = number;

/**
 * Sets as rows of bits in one table: there are several for each component, and all are gone at once. A row is where it ends, then
 * each word with a bit in it behind the number of the word: most needs are few beside a large design.
 */
class ElementSets implements Algebra<ElementSet> {
	readonly nothing: ElementSet;
	/** Recognised by itself: nothing is missing where something would do that does not exist. */
	readonly never: ElementSet;
	readonly #elements: readonly (Component | Place)[];
	/** The set of a component or failure domain alone; groups do not fail and have none. */
	readonly #alone: ReadonlyMap<Component | Place, ElementSet>;
	/** What each component itself needs. */
	readonly #own: ReadonlyMap<Component, ElementSet>;
	#table = new Uint32Array(1024);
	#end = 0;

	constructor({ components, places }: Architecture) {
		this.nothing = this.#row(() => {});
		this.never = this.#row(() => {});
		this.#elements = [...components, ...places.filter(({ kind }) => kind !== "group")];
		this.#alone = new Map(
			this.#elements.map((element, i) => [element, this.#row(() => this.#put(i >> 5, 1 << (i & 31)))]),
		);
		this.#own = new Map(
			components.map((component) => {
				const around = this.#with(failureDomains(component));
				return [component, takesTraffic(component.kind) ? this.#union(this.#alone.get(component)!, around) : around];
			}),
		);
	}

	link(): ElementSet {
		return this.nothing;
	}

	members(set: ElementSet): (Component | Place)[] {
		const members: (Component | Place)[] = [];
		for (let at = set + 1; at < this.#table[set]!; at += 2) {
			const first = 32 * this.#table[at]!;
			const word = this.#table[at + 1]!;
			for (let bit = 0; bit < 32; bit++) if (word & (1 << bit)) members.push(this.#elements[first + bit]!);
		}
		return members;
	}

	own(component: Component): ElementSet {
		return this.#own.get(component)!;
	}

	place(place: Place): ElementSet {
		return this.#union(this.#alone.get(place) ?? this.nothing, this.#with(failureDomains(place)));
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
		return places.reduce((set, place) => this.#union(set, this.#alone.get(place)!), this.nothing);
	}

	#union(one: ElementSet, other: ElementSet): ElementSet {
		if (one === other || other === this.nothing) return one;
		if (one === this.nothing) return other;
		return this.#row(() => this.#join(one, other, (a, b) => a | b));
	}

	#intersection(one: ElementSet, other: ElementSet): ElementSet {
		return one === other ? one : this.#row(() => this.#join(one, other, (a, b) => a & b));
	}

	/** Puts the words of two rows that `of` makes of theirs, 0 where one has none. */
	#join(one: ElementSet, other: ElementSet, of: (a: number, b: number) => number): void {
		let a = one + 1;
		let b = other + 1;
		const [endOfA, endOfB] = [this.#table[one]!, this.#table[other]!];
		while (a < endOfA || b < endOfB) {
			const inA = a < endOfA ? this.#table[a]! : Number.POSITIVE_INFINITY;
			const inB = b < endOfB ? this.#table[b]! : Number.POSITIVE_INFINITY;
			const word = of(inA <= inB ? this.#table[a + 1]! : 0, inB <= inA ? this.#table[b + 1]! : 0);
			if (word !== 0) this.#put(Math.min(inA, inB), word);
			if (inA <= inB) a += 2;
			if (inB <= inA) b += 2;
		}
	}

	/** What is found in `task` takes no room any more once it is done. */
	forAWhile<T>(task: () => T): T {
		const end = this.#end;
		const result = task();
		this.#end = end;
		return result;
	}

	#row(putWords: () => void): ElementSet {
		const start = this.#end;
		this.#makeRoom(1);
		this.#end++;
		putWords();
		this.#table[start] = this.#end;
		return start;
	}

	#put(number: number, word: number): void {
		this.#makeRoom(2);
		this.#table[this.#end++] = number;
		this.#table[this.#end++] = word;
	}

	#makeRoom(length: number): void {
		if (this.#end + length <= this.#table.length) return;
		const larger = new Uint32Array(2 * this.#table.length);
		larger.set(this.#table);
		this.#table = larger;
	}
}

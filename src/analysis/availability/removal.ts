import type { Architecture, Component, Link, Place } from "../../model/architecture.ts";
import { takesTraffic } from "../../model/kinds.ts";
import type { FailedOperation, Removals } from "../analysis.ts";
import type { Routing } from "../traffic/routing.ts";
import { type Algebra, Requirements } from "./requirements.ts";

/**
 * What stops when one element is taken away (model M12). For the loss of a single element the requirements have a
 * closed form: what an AND cannot do without is the union of what its parts cannot do without; for an OR it is the
 * intersection. So one pass over the graph finds every single point of failure, with no removal tried one by one.
 */
export function removalsOf(
	architecture: Architecture,
	routing: Routing,
	makesDefaultCall: (link: Link) => boolean,
): Removals {
	const sets = new ElementSets(architecture);
	const requirements = new Requirements(architecture, routing, makesDefaultCall, sets);
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

/** Sets as rows of bits in one table: there are several for each component, and all are gone at once. */
class ElementSets implements Algebra<ElementSet> {
	readonly nothing: ElementSet;
	/** Recognised by itself: nothing is missing where something would do that does not exist. */
	readonly never: ElementSet;
	readonly #elements: readonly (Component | Place)[];
	/** Of the bit of an element, and of the row of what a component itself needs. */
	readonly #numbers: ReadonlyMap<Component | Place, number>;
	/** Words in a row. */
	readonly #width: number;
	#table: Uint32Array;
	#rows: number;

	constructor({ components, places }: Architecture) {
		this.#elements = [...components, ...places.filter(({ kind }) => kind !== "group")];
		this.#numbers = new Map(this.#elements.map((element, i) => [element, i]));
		this.#width = (this.#elements.length + 31) >> 5;
		this.#rows = components.length;
		this.#table = new Uint32Array(3 * components.length * this.#width);
		components.forEach((component, row) => {
			if (takesTraffic(component.kind)) this.#put(row, component);
			for (let place = component.parent; place; place = place.parent) this.#put(row, place);
		});
		this.nothing = this.#newRow();
		this.never = this.#newRow();
	}

	link(): ElementSet {
		return this.nothing;
	}

	members(set: ElementSet): (Component | Place)[] {
		const start = set * this.#width;
		return this.#elements.filter((_, i) => this.#table[start + (i >> 5)]! & (1 << (i & 31)));
	}

	own(component: Component): ElementSet {
		return this.#numbers.get(component)!;
	}

	place(place: Place): ElementSet {
		const row = this.#newRow();
		for (let around: Place | undefined = place; around; around = around.parent) this.#put(row, around);
		return row;
	}

	all(needs: readonly ElementSet[]): ElementSet {
		return needs.includes(this.never) ? this.never : this.#joined(needs, (a, b) => a | b);
	}

	any(needs: readonly ElementSet[]): ElementSet {
		const possible = needs.filter((need) => need !== this.never);
		return possible.length === 0 ? this.never : this.#joined(possible, (a, b) => a & b);
	}

	/** Groups have no number: they do not fail. */
	#put(row: ElementSet, element: Component | Place): void {
		const bit = this.#numbers.get(element);
		if (bit !== undefined) this.#table[row * this.#width + (bit >> 5)]! |= 1 << (bit & 31);
	}

	#joined(sets: readonly ElementSet[], join: (a: number, b: number) => number): ElementSet {
		const [first] = sets as [ElementSet];
		if (sets.length === 1) return first;
		const result = this.#newRow();
		for (let i = 0; i < this.#width; i++) {
			let word = this.#table[first * this.#width + i]!;
			for (const set of sets) word = join(word, this.#table[set * this.#width + i]!);
			this.#table[result * this.#width + i] = word;
		}
		return result;
	}

	#newRow(): ElementSet {
		const row = this.#rows++;
		if (this.#rows * this.#width > this.#table.length) {
			const larger = new Uint32Array(2 * this.#rows * this.#width);
			larger.set(this.#table);
			this.#table = larger;
		}
		return row;
	}
}

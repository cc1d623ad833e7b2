import type { Architecture, Component, Link, Place } from "../../model/architecture.ts";
import { takesTraffic } from "../../model/kinds.ts";
import type { FailedOperation, Removals } from "../analysis.ts";
import { failureDomains, type Routing } from "../traffic/routing.ts";
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

/** Components and failure domains without which something cannot work, as a bit set. */
type ElementSet = Uint32Array;

class ElementSets implements Algebra<ElementSet> {
	readonly nothing: ElementSet;
	/** Recognised by itself: nothing is missing where something would do that does not exist. */
	readonly never: ElementSet;
	readonly #elements: (Component | Place)[];
	readonly #bits: ReadonlyMap<Component | Place, number>;
	readonly #own = new Map<Component, ElementSet>();

	constructor(architecture: Architecture) {
		const domains = architecture.places.filter(({ kind }) => kind !== "group");
		this.#elements = [...architecture.components.filter(({ kind }) => takesTraffic(kind)), ...domains];
		this.#bits = new Map(this.#elements.map((element, i) => [element, i]));
		this.nothing = this.#empty();
		this.never = this.#empty();
	}

	link(): ElementSet {
		return this.nothing;
	}

	members(set: ElementSet): (Component | Place)[] {
		return this.#elements.filter((_, i) => set[i >> 5]! & (1 << (i & 31)));
	}

	own(component: Component): ElementSet {
		let set = this.#own.get(component);
		if (!set) {
			set = this.#setOf([component, ...failureDomains(component)]);
			this.#own.set(component, set);
		}
		return set;
	}

	place(place: Place): ElementSet {
		return this.#setOf([place, ...failureDomains(place)]);
	}

	all(needs: readonly ElementSet[]): ElementSet {
		if (needs.length === 1) return needs[0]!;
		if (needs.includes(this.never)) return this.never;
		const result = this.#empty();
		for (const need of needs) for (let i = 0; i < result.length; i++) result[i]! |= need[i]!;
		return result;
	}

	any(needs: readonly ElementSet[]): ElementSet {
		const [first, ...rest] = needs.filter((need) => need !== this.never);
		if (!first && needs.length > 0) return this.never;
		if (!first || rest.length === 0) return first ?? this.nothing;
		const result = first.slice();
		for (const need of rest) for (let i = 0; i < result.length; i++) result[i]! &= need[i]!;
		return result;
	}

	#setOf(elements: readonly (Component | Place)[]): ElementSet {
		const set = this.#empty();
		for (const element of elements) {
			const bit = this.#bits.get(element);
			if (bit !== undefined) set[bit >> 5]! |= 1 << (bit & 31);
		}
		return set;
	}

	#empty(): ElementSet {
		return new Uint32Array((this.#elements.length + 31) >> 5);
	}
}

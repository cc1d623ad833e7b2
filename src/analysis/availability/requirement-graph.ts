import type { Component, Link, Place } from "../../model/architecture.ts";
import { numberOf } from "../../model/properties.ts";
import { memo } from "../memo.ts";
import { failureDomains } from "../traffic/routing.ts";
import { type DecisionDiagram, type Formula, TooLarge } from "./decision-diagram.ts";
import type { Algebra, Demand } from "./requirements.ts";

/** Something that works or fails as a whole: a place, a link, or a tier. */
export interface Part {
	readonly element: Component | Place | Link;
	/**
	 * The nodes of a database answer reads and writes under conditions of their own, of which the harder one implies the
	 * other: what stops both is a part, and what stops the one alone is another.
	 */
	readonly stops: "both" | "read" | "write";
}

/** A formula of AND and OR over parts, shared where it is the same. */
export type Need =
	| { readonly kind: "part"; readonly part: number }
	| { readonly kind: "all" | "any"; readonly needs: readonly Need[] };

const NOTHING: Need = { kind: "all", needs: [] };
const NEVER: Need = { kind: "any", needs: [] };

/** What operations need, as a graph that can be compiled into a decision diagram or tried out state by state. */
export class RequirementGraph implements Algebra<Need> {
	readonly nothing = NOTHING;
	readonly never = NEVER;
	/** In the order in which they are met, so that what belongs together is decided together. */
	readonly parts: Part[] = [];
	readonly #numbers = new Map<Part["element"], Partial<Record<Part["stops"], Need>>>();

	own(component: Component, demand: Demand): Need {
		const needs = failureDomains(component).map((place) => this.#part(place, "both"));
		needs.push(this.#part(component, "both"));
		if (component.kind === "database") {
			const reads = demand !== "request" && demand.operation === "read";
			needs.push(this.#part(component, reads ? "read" : "write"));
		}
		return this.all(needs);
	}

	place(place: Place): Need {
		return this.all([place, ...failureDomains(place)].map((one) => this.#part(one, "both")));
	}

	link(link: Link): Need {
		return (numberOf(link, "availability") ?? 1) < 1 ? this.#part(link, "both") : NOTHING;
	}

	all(needs: readonly Need[]): Need {
		return needs.length === 1 ? needs[0]! : { kind: "all", needs };
	}

	any(needs: readonly Need[]): Need {
		return needs.length === 1 ? needs[0]! : { kind: "any", needs };
	}

	#part(element: Part["element"], stops: Part["stops"]): Need {
		const known = memo(this.#numbers, element, (): Partial<Record<Part["stops"], Need>> => ({}));
		known[stops] ??= { kind: "part", part: this.parts.push({ element, stops }) - 1 };
		return known[stops];
	}
}

/**
 * Orders in which a diagram may decide the parts, of which one may be far better than the other: as they are met on the way from
 * the clients, what stands in one place together; and from the ends of the calls upwards. Each by the rank of every part.
 */
export function ordersOf(parts: readonly Part[], needs: readonly Need[]): readonly (readonly number[])[] {
	const met = new Set<number>();
	const seen = new Set<Need>();
	const stack = [...needs].reverse();
	for (let need = stack.pop(); need; need = stack.pop()) {
		if (seen.has(need)) continue;
		seen.add(need);
		if (need.kind === "part") met.add(need.part);
		else for (const inner of [...need.needs].reverse()) stack.push(inner);
	}
	for (const part of parts.keys()) met.add(part);
	const groups = new Map<Part["element"], number[]>();
	for (const part of met) {
		const { element } = parts[part]!;
		memo(groups, "type" in element ? outermost(element) : element, () => []).push(part);
	}
	const byPlace: number[] = [];
	for (const [rank, part] of [...groups.values()].flat().entries()) byPlace[part] = rank;
	return [byPlace, [...parts.keys()]];
}

function outermost(element: Component | Place): Component | Place {
	return (
		[...(element.type === "place" && element.kind !== "group" ? [element] : []), ...failureDomains(element)].pop() ??
		element
	);
}

/** Undefined where the diagram would be too large. */
export function compile(need: Need, diagram: DecisionDiagram, ranks: readonly number[]): Formula | undefined {
	const formulas = new Map<Need, Formula>();
	try {
		for (const one of childrenFirst([need])) {
			formulas.set(
				one,
				one.kind === "part"
					? diagram.part(ranks[one.part]!)
					: diagram[one.kind === "all" ? "and" : "or"](one.needs.map((inner) => formulas.get(inner)!)),
			);
		}
		return formulas.get(need);
	} catch (error) {
		if (error instanceof TooLarge || error instanceof RangeError) return undefined;
		throw error;
	}
}

/** Tries out needs with some of the parts failed. */
export class Trial {
	readonly #order: readonly Need[];
	readonly #numbers: ReadonlyMap<Need, number>;
	readonly #inner: readonly (readonly number[])[];
	readonly #met: boolean[] = [];

	constructor(needs: readonly Need[]) {
		this.#order = childrenFirst(needs);
		this.#numbers = new Map(this.#order.map((need, i) => [need, i]));
		this.#inner = this.#order.map((need) =>
			need.kind === "part" ? [] : need.needs.map((inner) => this.#numbers.get(inner)!),
		);
	}

	/** From here on just the parts with `failed` are not there. */
	fail(failed: (part: number) => boolean): void {
		const met = this.#met;
		for (const [i, need] of this.#order.entries()) {
			const inner = this.#inner[i]!;
			met[i] =
				need.kind === "part"
					? !failed(need.part)
					: need.kind === "all"
						? inner.every((j) => met[j])
						: inner.some((j) => met[j]);
		}
	}

	isMet(need: Need): boolean {
		return this.#met[this.#numbers.get(need)!]!;
	}
}

/** Each need once, after those that it consists of; without recursion, since chains of calls may be long. */
function childrenFirst(roots: readonly Need[]): readonly Need[] {
	const done = new Set<Need>();
	const stack = [...roots];
	while (stack.length > 0) {
		const need = stack[stack.length - 1]!;
		const open = need.kind === "part" || done.has(need) ? [] : need.needs.filter((inner) => !done.has(inner));
		if (open.length > 0) {
			for (const inner of open.reverse()) stack.push(inner);
			continue;
		}
		stack.pop();
		done.add(need);
	}
	return [...done];
}

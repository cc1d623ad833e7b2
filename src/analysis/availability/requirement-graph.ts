import type { Component, Place } from "../../model/architecture.ts";
import { memo } from "../memo.ts";
import { failureDomains } from "../traffic/routing.ts";
import { type DecisionDiagram, type Formula, TooLarge, WORKS } from "./decision-diagram.ts";
import type { Algebra, Demand } from "./requirements.ts";

/** Something that works or fails as a whole: a place, or a tier for reads or for writes. */
export interface Part {
	readonly element: Component | Place;
	/** Databases answer reads from more nodes than writes. */
	readonly operation: "read" | "write";
}

/** A formula of AND and OR over parts, shared where it is the same. */
export type Need =
	| { readonly kind: "part"; readonly part: number }
	| { readonly kind: "all" | "any"; readonly needs: readonly Need[] };

const NOTHING: Need = { kind: "all", needs: [] };

/** What operations need, as a graph that can be compiled into a decision diagram or tried out state by state. */
export class RequirementGraph implements Algebra<Need> {
	readonly nothing = NOTHING;
	readonly parts: Part[] = [];
	readonly #numbers = new Map<Part["element"], { read?: Need; write?: Need }>();

	/** `places` come first, so that the diagram decides them first. */
	constructor(places: readonly Part["element"][]) {
		for (const place of places) this.#part(place, "write");
	}

	own(component: Component, demand: Demand): Need {
		const reads = component.kind === "database" && demand !== "request" && demand.operation === "read";
		const needs = failureDomains(component).map((place) => this.#part(place, "write"));
		return this.all([...needs, this.#part(component, reads ? "read" : "write")]);
	}

	all(needs: readonly Need[]): Need {
		return needs.length === 1 ? needs[0]! : { kind: "all", needs };
	}

	any(needs: readonly Need[]): Need {
		return needs.length === 1 ? needs[0]! : { kind: "any", needs };
	}

	#part(element: Part["element"], operation: Part["operation"]): Need {
		const known = memo(this.#numbers, element, (): { read?: Need; write?: Need } => ({}));
		known[operation] ??= { kind: "part", part: this.parts.push({ element, operation }) - 1 };
		return known[operation];
	}
}

/** Undefined where the diagram would be too large. */
export function compile(need: Need, diagram: DecisionDiagram): Formula | undefined {
	const done = new Map<Need, Formula>();
	const visit = (need: Need): Formula => {
		const known = done.get(need);
		if (known !== undefined) return known;
		const formula =
			need.kind === "part"
				? diagram.part(need.part)
				: need.kind === "all"
					? diagram.and(...need.needs.map(visit))
					: need.needs.length === 0
						? WORKS
						: diagram.or(...need.needs.map(visit));
		done.set(need, formula);
		return formula;
	};
	try {
		return visit(need);
	} catch (error) {
		if (error instanceof TooLarge || error instanceof RangeError) return undefined;
		throw error;
	}
}

/** Whether the need is met when just the parts with `failed` are not there. */
export function isMet(need: Need, failed: (part: number) => boolean): boolean {
	const done = new Map<Need, boolean>();
	const visit = (need: Need): boolean => {
		const known = done.get(need);
		if (known !== undefined) return known;
		const met =
			need.kind === "part"
				? !failed(need.part)
				: need.kind === "all"
					? need.needs.every(visit)
					: need.needs.length === 0 || need.needs.some(visit);
		done.set(need, met);
		return met;
	};
	return visit(need);
}

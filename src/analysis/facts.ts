import { defaultOf } from "../language/vocabulary/index.ts";
import type { Component, Element, Link, Location } from "../model/architecture.ts";
import { flagOf, numberOf, wordOf } from "../model/properties.ts";
import type { Assumption } from "./analysis.ts";

/** A number and where it comes from: the text, or a default. */
export interface Fact {
	readonly value: number;
	/** Where it was declared; absent for a default. */
	readonly at: Location | undefined;
	readonly assumed: Assumption | undefined;
}

/** Reads numbers by the rule "declared beats default" and keeps a ledger of the defaults that were used. */
export class Facts {
	readonly #ledger = new Map<string, Assumption>();
	readonly #parent: Facts | undefined;

	constructor(parent?: Facts) {
		this.#parent = parent;
	}

	/** The same facts, with a ledger of their own for one part; what it uses is entered in both. */
	within(): Facts {
		return new Facts(this);
	}

	/** The declared number, else the default of the kind; undefined where there is neither. */
	of(element: Element, property: string): Fact | undefined {
		const declared = declaredFact(element, property);
		if (declared) return declared;
		const assumption = this.#ledger.get(`${element.id}:${property}`) ?? assumptionOf(element, property);
		if (!assumption || typeof assumption.value !== "number") return undefined;
		this.#enter(assumption);
		return { value: assumption.value, at: undefined, assumed: assumption };
	}

	/** Enters a default that is no property of a kind, such as the share of reads of a plain call. */
	assume(assumption: Assumption): Fact {
		this.#enter(assumption);
		return { value: Number(assumption.value), at: undefined, assumed: assumption };
	}

	#enter(assumption: Assumption): void {
		this.#ledger.set(`${assumption.component}:${assumption.property}`, assumption);
		if (this.#parent) this.#parent.#enter(assumption);
	}

	ledger(): readonly Assumption[] {
		return [...this.#ledger.values()];
	}
}

export function declaredFact(of: Element | Link, property: string): Fact | undefined {
	const value = numberOf(of, property);
	return value === undefined ? undefined : { value, at: of.properties.get(property)?.at, assumed: undefined };
}

function assumptionOf(element: Element, property: string): Assumption | undefined {
	const found = defaultOf(element.kind, property, variantOf(element));
	if (!found) return undefined;
	const { value, written, source } = found;
	return { component: element.id, property, value, written, source: source.text };
}

/** The word on which defaults of an element depend: the kind of a data set, `managed` for what somebody else runs. */
function variantOf(element: Element): string | undefined {
	if (element.type === "data") return wordOf(element, "kind");
	return element.type === "component" && isManaged(element) ? "managed" : undefined;
}

/** Run by a provider that keeps it redundant: as declared, else by the default of its kind. */
export function isManaged(component: Component): boolean {
	return flagOf(component, "managed") ?? defaultOf(component.kind, "managed")?.value === "true";
}

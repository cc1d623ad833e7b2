import { defaultOf } from "../language/vocabulary/index.ts";
import type { Component, Element, Link, Location } from "../model/architecture.ts";
import { oncePer } from "../model/once.ts";
import { flagOf, numberOf, wordOf } from "../model/properties.ts";
import { declaredReplicas } from "../model/replication.ts";
import type { Assumption } from "./analysis.ts";
import { memo } from "./memo.ts";
import { ALL_UP, type State } from "./state.ts";

/** A number and where it comes from: the text, or a default. */
export interface Fact {
	readonly value: number;
	/** Where it was declared; absent for a default. */
	readonly at: Location | undefined;
	readonly assumed: Assumption | undefined;
}

const NO_OVERRIDES: ReadonlyMap<Element, ReadonlyMap<string, number>> = new Map();

const ONE = { min: 1, max: 1 };

/** Reads numbers by the rule "declared beats default" and keeps a ledger of the defaults that were used. */
export class Facts {
	readonly #ledger = new Map<Element, Map<string, Fact | undefined>>();
	readonly #words = new Map<Element, Map<string, Assumption | undefined>>();
	readonly #overrides: ReadonlyMap<Element, ReadonlyMap<string, number>>;
	readonly #state: State;

	/** `overrides`: numbers to take in place of declared ones and defaults. `state`: what is out of service. */
	constructor({
		overrides = NO_OVERRIDES,
		state = ALL_UP,
	}: {
		readonly overrides?: ReadonlyMap<Element, ReadonlyMap<string, number>>;
		readonly state?: State;
	} = {}) {
		this.#overrides = overrides;
		this.#state = state;
	}

	/** A store that for the moment takes no writes. */
	refusesWrites(store: Component): boolean {
		return this.#state.readOnly.has(store);
	}

	/** The part of its shards that is in service, each with an even part of what is asked of all. */
	partUp(store: Component): number {
		const lost = this.#state.lostShards.get(store);
		return lost === undefined ? 1 : Math.max(0, 1 - lost / (this.of(store, "shards")?.value ?? 1));
	}

	/** Instances that are out of service, and nothing has taken their place: a node of a cache has its copies. */
	lost(component: Component): number {
		const copied = component.kind === "cache" && (numberOf(component, "replicas") ?? 0) > 0;
		return copied ? 0 : (this.#state.lost.get(component) ?? 0);
	}

	/** Instances of a tier that may run; those of a database are its replicas. */
	instances(component: Component): { readonly min: number; readonly max: number } {
		if (component.kind === "database") return ONE;
		const lost = this.lost(component);
		const { min, max } = component.instances;
		return lost === 0 ? component.instances : { min: Math.max(0, min - lost), max: Math.max(0, max - lost) };
	}

	/** Replicas of each shard of a database that are in service. */
	replicas(database: Component): number {
		const given = this.#overrides.get(database)?.get("replicas") ?? declaredReplicas(database);
		const replicas = given ?? this.of(database, "replicas")?.value ?? 0;
		return Math.max(0, replicas - (this.#state.lost.get(database) ?? 0));
	}

	/** The declared number, else the default of the kind; undefined where there is neither. */
	of(element: Element, property: string): Fact | undefined {
		const said = this.#given(element, property) ?? declaredFact(element, property);
		if (said) return said;
		const facts = memo(this.#ledger, element, newLedger);
		let fact = facts.get(property);
		if (fact === undefined && !facts.has(property)) {
			fact = defaultFact(element, property);
			facts.set(property, fact);
		}
		return fact;
	}

	/** The declared word, else the default of the kind; undefined where there is neither. */
	word(element: Element, property: string): string | undefined {
		const declared = wordOf(element, property);
		if (declared !== undefined) return declared;
		const words = memo(this.#words, element, () => new Map());
		if (!words.has(property)) words.set(property, assumptionOf(element, property));
		const value = words.get(property)?.value;
		return typeof value === "string" ? value : undefined;
	}

	/** A default that is no property of a kind, such as the share of reads of a plain call. */
	assume(element: Element, assumed: Omit<Assumption, "component">): Fact {
		const given = this.#given(element, assumed.property);
		if (given) return given;
		const facts = memo(this.#ledger, element, newLedger);
		const fact = facts.get(assumed.property) ?? factOf({ component: element.id, ...assumed });
		facts.set(assumed.property, fact);
		return fact!;
	}

	/** The same with what it has found out so far, but for some elements. */
	without(others: ReadonlySet<Element>): Facts {
		const facts = new Facts({ overrides: this.#overrides, state: this.#state });
		for (const [element, known] of this.#ledger) if (!others.has(element)) facts.#ledger.set(element, known);
		for (const [element, known] of this.#words) if (!others.has(element)) facts.#words.set(element, known);
		return facts;
	}

	/** What is to be taken in place of it. */
	#given(element: Element, property: string): Fact | undefined {
		const value = this.#overrides.size > 0 ? this.#overrides.get(element)?.get(property) : undefined;
		return value === undefined ? undefined : { value, at: undefined, assumed: undefined };
	}

	/** The defaults in use, of one element or of all. */
	ledger(of?: Element): readonly Assumption[] {
		const entries: Assumption[] = [];
		if (of) this.#enter(of, entries);
		else for (const element of new Set([...this.#ledger.keys(), ...this.#words.keys()])) this.#enter(element, entries);
		return entries;
	}

	#enter(element: Element, entries: Assumption[]): void {
		const facts = this.#ledger.get(element);
		if (facts) for (const fact of facts.values()) if (fact?.assumed) entries.push(fact.assumed);
		const words = this.#words.get(element);
		if (words) for (const assumed of words.values()) if (assumed) entries.push(assumed);
	}
}

const newLedger = (): Map<string, Fact | undefined> => new Map();

/** The default of a property, kept with the element: it is asked for anew at each step of a search. */
function defaultFact(element: Element, property: string): Fact | undefined {
	const facts = defaultFacts(element);
	if (!facts.has(property)) facts.set(property, factOf(assumptionOf(element, property)));
	return facts.get(property);
}

const defaultFacts = oncePer((_: Element) => new Map<string, Fact | undefined>());

function factOf(assumed: Assumption | undefined): Fact | undefined {
	return typeof assumed?.value === "number" ? { value: assumed.value, at: undefined, assumed } : undefined;
}

export function declaredFact(of: Element | Link, property: string): Fact | undefined {
	const found = of.properties.get(property);
	return found?.value.type === "number" ? { value: found.value.value, at: found.at, assumed: undefined } : undefined;
}

function assumptionOf(element: Element, property: string): Assumption | undefined {
	const found = defaultOf(element.kind, property, variantOf(element));
	if (!found) return undefined;
	return { component: element.id, property, ...found };
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

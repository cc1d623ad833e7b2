import { defaultOf } from "../language/vocabulary/index.ts";
import type { Component, Element, Link, Location } from "../model/architecture.ts";
import { flagOf, numberOf, wordOf } from "../model/properties.ts";
import { declaredReplicas } from "../model/replication.ts";
import type { Assumption } from "./analysis.ts";
import { memo } from "./memo.ts";

/** A number and where it comes from: the text, or a default. */
export interface Fact {
	readonly value: number;
	/** Where it was declared; absent for a default. */
	readonly at: Location | undefined;
	readonly assumed: Assumption | undefined;
}

/** Reads numbers by the rule "declared beats default" and keeps a ledger of the defaults that were used. */
export class Facts {
	readonly #ledger = new Map<Element, Map<string, Fact | undefined>>();
	readonly #words = new Map<Element, Map<string, Assumption | undefined>>();
	readonly #overrides: ReadonlyMap<Element, ReadonlyMap<string, number>>;
	readonly #lost: ReadonlyMap<Component, number>;

	/** `overrides`: numbers to take in place of declared ones and defaults. `lost`: instances that are out of service. */
	constructor({
		overrides = new Map(),
		lost = new Map(),
	}: {
		readonly overrides?: ReadonlyMap<Element, ReadonlyMap<string, number>>;
		readonly lost?: ReadonlyMap<Component, number>;
	} = {}) {
		this.#overrides = overrides;
		this.#lost = lost;
	}

	/** Instances that are out of service, and nothing has taken their place: a node of a cache has its copies. */
	lost(component: Component): number {
		const copied = component.kind === "cache" && (numberOf(component, "replicas") ?? 0) > 0;
		return copied ? 0 : (this.#lost.get(component) ?? 0);
	}

	/** Instances of a tier that may run; those of a database are its replicas. */
	instances(component: Component): { readonly min: number; readonly max: number } {
		const lost = this.lost(component);
		const { min, max } = component.kind === "database" ? { min: 1, max: 1 } : component.instances;
		return component.kind === "database"
			? { min, max }
			: { min: Math.max(0, min - lost), max: Math.max(0, max - lost) };
	}

	/** Replicas of each shard of a database that are in service. */
	replicas(database: Component): number {
		const given = this.#overrides.get(database)?.get("replicas") ?? declaredReplicas(database);
		const replicas = given ?? this.of(database, "replicas")?.value ?? 0;
		return Math.max(0, replicas - (this.#lost.get(database) ?? 0));
	}

	/** The declared number, else the default of the kind; undefined where there is neither. */
	of(element: Element, property: string): Fact | undefined {
		const given = this.#overrides.get(element)?.get(property);
		if (given !== undefined) return { value: given, at: undefined, assumed: undefined };
		return declaredFact(element, property) ?? this.#assumed(element, property, () => assumptionOf(element, property));
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
	assume(element: Element, { property, ...rest }: Omit<Assumption, "component">): Fact {
		return this.#assumed(element, property, () => ({ component: element.id, property, ...rest }))!;
	}

	/** The defaults in use, of one element or of all. */
	ledger(of?: Element): readonly Assumption[] {
		const elements = of ? [of] : new Set([...this.#ledger.keys(), ...this.#words.keys()]);
		return [...elements].flatMap((element) => [
			...[...(this.#ledger.get(element)?.values() ?? [])].flatMap((fact) => fact?.assumed ?? []),
			...[...(this.#words.get(element)?.values() ?? [])].flatMap((assumed) => assumed ?? []),
		]);
	}

	#assumed(element: Element, property: string, make: () => Assumption | undefined): Fact | undefined {
		const facts = memo(this.#ledger, element, () => new Map());
		if (facts.has(property)) return facts.get(property);
		const assumed = make();
		const fact = typeof assumed?.value === "number" ? { value: assumed.value, at: undefined, assumed } : undefined;
		facts.set(property, fact);
		return fact;
	}
}

export function declaredFact(of: Element | Link, property: string): Fact | undefined {
	const value = numberOf(of, property);
	return value === undefined ? undefined : { value, at: of.properties.get(property)?.at, assumed: undefined };
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

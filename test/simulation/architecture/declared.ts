import { defaultOf } from "../../../src/language/vocabulary/index.ts";
import type { Component, Element, Link } from "../../../src/model/architecture.ts";
import { flagOf, numberOf, wordOf } from "../../../src/model/properties.ts";

/** The number that the text declares, else the default of the kind. `Infinity`: not limited. */
export function amountOf(element: Element, property: string): number | undefined {
	const declared = numberOf(element, property);
	if (declared !== undefined) return declared;
	const value = defaultOf(element.kind, property, variantOf(element))?.value;
	return typeof value === "number" ? value : undefined;
}

/** The word that the text declares, else the default of the kind. */
export function optionOf(element: Element, property: string): string | undefined {
	const declared = wordOf(element, property);
	if (declared !== undefined) return declared;
	const value = defaultOf(element.kind, property, variantOf(element))?.value;
	return typeof value === "string" ? value : undefined;
}

export function isManaged(component: Component): boolean {
	return flagOf(component, "managed") ?? defaultOf(component.kind, "managed")?.value === "true";
}

function variantOf(element: Element): string | undefined {
	if (element.type === "data") return wordOf(element, "kind");
	return element.type === "component" && isManaged(element) ? "managed" : undefined;
}

/** What the vocabulary assumes for the round trip of a link. */
export function assumedRoundTrip(between: "near" | "far"): number {
	const value = defaultOf("link", "latency", between === "far" ? "between-data-centers" : undefined)?.value;
	if (typeof value !== "number") throw new Error("the vocabulary has no round trip of links");
	return value;
}

/** Links that carry requests. */
export function callsOf(component: Component): readonly Link[] {
	return component.outgoing.filter(({ replication }) => !replication);
}

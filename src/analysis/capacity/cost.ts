import type { Component } from "../../model/architecture.ts";
import { numberOf } from "../../model/properties.ts";
import type { AnalysisContext } from "../context.ts";
import { declaredFact, type Fact } from "../facts.ts";
import { monthlyCost, type Price, quantityOf, type Usage } from "../models/cost.ts";
import { storageReport } from "../stores/storage-report.ts";
import { averageOfPeak, averageTraffic } from "../traffic/average.ts";
import { callLinks } from "../traffic/routing.ts";
import { bandwidthOf, bandwidthOverLink } from "./bandwidth.ts";

const BITS = 8;

/** What one declared price comes to. */
export interface CostPart {
	readonly per: Price["per"];
	readonly price: Fact;
	/** Instances, or bytes or requests of a month. */
	readonly quantity: number;
	readonly dollars: number;
}

/** Dollars per month of a component; undefined where no price is declared, or what it is a price of is not known. */
export function costOf(component: Component, context: AnalysisContext): number | undefined {
	const parts = costParts(component, context);
	if (parts.length === 0) return undefined;
	return Math.min(
		Number.MAX_VALUE,
		parts.reduce((sum, { dollars }) => sum + dollars, 0),
	);
}

/**
 * From the declared prices alone (model M16): all instances of a component, what it stores, and what it sends and answers on
 * average.
 */
export function costParts(component: Component, context: AnalysisContext): readonly CostPart[] {
	const analysis = context.components.get(component);
	if (!analysis) return [];
	const usage = (bytes: { readonly stored?: number; readonly sentPerSecond?: number }): Usage => ({
		instances: analysis.instances * (numberOf(component, "providers") ?? 1),
		storedBytes: bytes.stored ?? 0,
		sentBytesPerSecond: bytes.sentPerSecond ?? 0,
		requestsPerSecond: analysis.requestsPerSecond * averageOfPeak(component, context),
	});
	const onAverage = (): AnalysisContext => ({ ...context, traffic: averageTraffic(context) });
	const sent = (): Usage | undefined => {
		const bits = bandwidthOf(component, onAverage());
		return bits === undefined ? undefined : usage({ sentPerSecond: bits / BITS });
	};
	const stored = (): Usage | undefined => {
		const bytes = storageReport(component, context)?.bytes;
		return bytes === undefined ? undefined : usage({ stored: bytes });
	};
	const fetched = (): Usage | undefined => {
		const bytes = fetchedBytesPerSecond(component, onAverage());
		return bytes === undefined ? undefined : usage({ sentPerSecond: bytes });
	};
	const part = (property: string, per: Price["per"] | undefined, used: Usage | undefined): CostPart[] => {
		const price = declaredFact(component, property);
		if (!price || !per || !used) return [];
		const dollars = monthlyCost([{ per, amount: price.value }], used);
		return [{ per, price, quantity: quantityOf(per, used), dollars }];
	};
	const price = component.properties.get("cost")?.value;
	const per = price?.type === "number" ? PER[price.dimension] : undefined;
	return [
		...part("cost", per, per === "sent-byte" ? sent() : per === "stored-byte" ? stored() : usage({})),
		...part("egress-price", "sent-byte", sent()),
		...part("fetch-price", "sent-byte", fetched()),
	];
}

/** Dollars per month of everything that has a price. */
export function costsOf(context: AnalysisContext): ReadonlyMap<Component, number> {
	const costs = new Map<Component, number>();
	for (const component of context.components.keys()) {
		const own = costOf(component, context);
		if (own !== undefined) costs.set(component, own);
	}
	return costs;
}

/** The sum of `costsOf`; undefined where nothing has a price. */
export function systemCost(context: AnalysisContext): number | undefined {
	const costs = [...costsOf(context).values()];
	return costs.length === 0
		? undefined
		: Math.min(
				Number.MAX_VALUE,
				costs.reduce((sum, cost) => sum + cost, 0),
			);
}

const PER: Readonly<Record<string, Price["per"]>> = {
	money: "instance",
	"money-per-byte-month": "stored-byte",
	"money-per-byte": "sent-byte",
	"money-per-count": "request",
};

/** What a CDN gets from behind it. */
function fetchedBytesPerSecond(component: Component, context: AnalysisContext): number | undefined {
	let total: number | undefined;
	for (const link of callLinks(component)) {
		const bits = bandwidthOverLink(link, context);
		if (bits !== undefined) total = (total ?? 0) + bits / BITS;
	}
	return total;
}

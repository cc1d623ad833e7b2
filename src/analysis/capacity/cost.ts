import type { Component } from "../../model/architecture.ts";
import { numberOf } from "../../model/properties.ts";
import type { AnalysisContext } from "../context.ts";
import { monthlyCost, type Price, SECONDS_PER_MONTH } from "../models/cost.ts";
import { storageReport } from "../stores/storage-report.ts";
import { averageOfPeak } from "../traffic/average.ts";
import { callLinks } from "../traffic/routing.ts";
import { bandwidthOf, bandwidthOverLink } from "./bandwidth.ts";

const BITS = 8;

/**
 * Dollars per month of a component, from its declared prices alone (model M16): all its instances, what it stores, and
 * what it sends and answers on average. Undefined where no price is declared, or what it is a price of is not known.
 */
export function costOf(component: Component, context: AnalysisContext): number | undefined {
	const analysis = context.components.get(component);
	if (!analysis) return undefined;
	const parts: (number | undefined)[] = [];
	const price = component.properties.get("cost")?.value;
	if (price?.type === "number") parts.push(cost(price.dimension, price.value, component, context));
	const sent = numberOf(component, "egress-price");
	if (sent !== undefined) parts.push(cost("money-per-byte", sent, component, context));
	const fetched = numberOf(component, "fetch-price");
	if (fetched !== undefined) {
		const bytes = fetchedBytesPerSecond(component, context);
		parts.push(bytes === undefined ? undefined : fetched * bytes * averageOfPeak(context) * SECONDS_PER_MONTH);
	}
	const known = parts.filter((part) => part !== undefined);
	if (known.length === 0) return undefined;
	return Math.min(
		Number.MAX_VALUE,
		known.reduce((sum, part) => sum + part, 0),
	);
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

function cost(dimension: string, amount: number, component: Component, context: AnalysisContext): number | undefined {
	const per = PER[dimension];
	const { instances = 0, requestsPerSecond = 0 } = context.components.get(component) ?? {};
	const bits = per === "sent-byte" ? bandwidthOf(component, context) : 0;
	const storedBytes = per === "stored-byte" ? storageReport(component, context)?.bytes : 0;
	if (!per || bits === undefined || storedBytes === undefined) return undefined;
	const average = averageOfPeak(context);
	return monthlyCost([{ per, amount }], {
		instances,
		storedBytes,
		sentBytesPerSecond: (bits / BITS) * average,
		requestsPerSecond: requestsPerSecond * average,
	});
}

/** What a CDN gets from behind it. */
function fetchedBytesPerSecond(component: Component, context: AnalysisContext): number | undefined {
	let total: number | undefined;
	for (const link of callLinks(component)) {
		const bits = bandwidthOverLink(link, context);
		if (bits !== undefined) total = (total ?? 0) + bits / BITS;
	}
	return total;
}

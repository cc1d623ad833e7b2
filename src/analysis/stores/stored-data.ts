import type { Architecture, Component, DataSet } from "../../model/architecture.ts";
import { sessionStoreOf } from "../../model/data.ts";
import { oncePer } from "../../model/once.ts";
import { wordOf } from "../../model/properties.ts";
import { dataHeld } from "../caches/cached-data.ts";
import type { AnalysisContext } from "../context.ts";
import { declaredFact } from "../facts.ts";
import type { Growth } from "../models/storage.ts";
import { present } from "../models/storage.ts";

/** A data set as bytes in one copy (model M10). */
export interface StoredData {
	readonly data: DataSet;
	readonly items: number;
	readonly bytes: number;
	readonly growth: Growth | undefined;
}

/** What a store holds; data sets of which nobody says how many items there are, are left out. */
export function storedData(store: Component, context: AnalysisContext): readonly StoredData[] {
	return dataIn(store, context).flatMap((data): StoredData[] => {
		const items = itemsOf(data, store, context);
		const size = context.facts.of(data, "size")?.value ?? 0;
		return items === undefined ? [] : [{ data, items, bytes: items * size, growth: growthOf(data, size) }];
	});
}

/** What it declares to hold; sessions that nothing does lie in the store that a service names for its `sessions`. */
export function dataIn(store: Component, { architecture, routing }: AnalysisContext): readonly DataSet[] {
	const held = dataHeld(store);
	if (!sessionStores(architecture).has(store)) return held;
	return [...held, ...architecture.data.filter((data) => isSession(data) && routing.holders(data).length === 0)];
}

const sessionStores = oncePer(
	({ components }: Architecture): ReadonlySet<Component> =>
		new Set(components.flatMap((component) => sessionStoreOf(component) ?? [])),
);

export function isSession(data: DataSet): boolean {
	return wordOf(data, "kind") === "session";
}

/** As declared; of sessions those that are alive at the peak: users x visits x the time for which they are kept (Little 1961). */
export function itemsOf(data: DataSet, store: Component, context: AnalysisContext): number | undefined {
	const { facts, architecture, components } = context;
	const declared = facts.of(data, "items")?.value;
	if (declared !== undefined || !isSession(data)) return declared;
	const lifetime = (declaredFact(store, "ttl") ?? facts.of(data, "lifetime"))?.value;
	if (lifetime === undefined) return undefined;
	let begun: number | undefined;
	for (const client of architecture.components) {
		if (client.kind !== "client") continue;
		const requests = components.get(client)?.requestsPerSecond ?? 0;
		const each = facts.of(client, "requests")?.value ?? 0;
		// Users at the peak factor: what they send over what one of them does.
		if (!declaredFact(client, "users") && !architecture.system?.properties.has("users")) continue;
		if (each > 0) begun = (begun ?? 0) + (requests / each) * (facts.of(client, "visits")?.value ?? 0);
	}
	return begun === undefined ? undefined : present(begun, lifetime);
}

const DAY = 86_400;

/** Items or bytes by a constant amount; a share compounds over the period in which it is given. */
function growthOf(data: DataSet, size: number): Growth | undefined {
	const value = data.properties.get("growth")?.value;
	if (value?.type !== "number") return undefined;
	switch (value.dimension) {
		case "growth-count":
			return { kind: "linear", bytesPerDay: value.value * size * DAY };
		case "growth-bytes":
			return { kind: "linear", bytesPerDay: value.value * DAY };
		default: {
			const periodDays = PERIODS[value.unit.slice(value.unit.indexOf("/") + 1)] ?? 1;
			return { kind: "exponential", rate: value.value * periodDays * DAY, periodDays };
		}
	}
}

const PERIODS: Readonly<Record<string, number>> = {
	s: 1 / DAY,
	min: 60 / DAY,
	h: 1 / 24,
	day: 1,
	week: 7,
	month: 365 / 12,
	year: 365,
};

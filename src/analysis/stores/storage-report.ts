import type { Component } from "../../model/architecture.ts";
import { numberOf } from "../../model/properties.ts";
import { itemBytes } from "../caches/cached-data.ts";
import { zipfOf } from "../caches/popularity.ts";
import { nodesOf } from "../capacity/capacity.ts";
import type { AnalysisContext } from "../context.ts";
import { declaredFact, type Fact } from "../facts.ts";
import { keyLoad, largestShare } from "../models/shards.ts";
import { bytesAfter, daysToFull as daysOfOne, type Growth } from "../models/storage.ts";
import type { StorageReport } from "../reports.ts";
import { averageOfPeak } from "../traffic/average.ts";
import { dataIn, isSession, itemsOf, type StoredData, storedData } from "./stored-data.ts";

/** Bytes that a store or queue holds, all copies counted, and when it is full (model M10). */
export function storageReport(component: Component, context: AnalysisContext): StorageReport | undefined {
	switch (component.kind) {
		case "database":
		case "storage":
		case "search":
			return reportOnDisk(component, context);
		case "cache":
			return reportOnSessions(component, context);
		case "queue":
			return reportOnMessages(component, context);
		default:
			return undefined;
	}
}

function reportOnDisk(store: Component, context: AnalysisContext): StorageReport | undefined {
	const stored = storedData(store, context);
	if (stored.length === 0) return undefined;
	const { shards, replicas } = nodesOf(store, context.facts);
	const each = numberOf(store, "storage");
	const nodes = store.kind === "database" ? shards * (1 + replicas) : store.instances.max;
	const daysToFull = daysToFullOf(store, context);
	return {
		bytes: sumOf(stored, ({ bytes }) => bytes) * (1 + replicas),
		...(each !== undefined && { capacity: each * nodes }),
		...(daysToFull !== undefined && { daysToFull }),
	};
}

/** Until the fullest node is full; undefined where its size, or what is in it and how that grows, is not said. */
export function daysToFullOf(store: Component, context: AnalysisContext): number | "never" | undefined {
	const fullest = fullestNode(store, context);
	if (!fullest) return undefined;
	const { capacityBytes, fullAt, bytes, parts } = fullest;
	const growths = parts.flatMap(({ growth }) => growth ?? []);
	if (growths.length === 0) return bytes >= fullAt.value * capacityBytes.value ? 0 : undefined;
	const growth = growthOfAll(fullest);
	// One law for all of it has a formula; several are followed day by day.
	if (growth) return inDays(daysOfOne({ bytes, growth, capacityBytes: capacityBytes.value, fullAt: fullAt.value }));
	return daysUntil((days) => sumOf(parts, (one) => after(one, days)) >= fullAt.value * capacityBytes.value);
}

/** What is on the fullest node of a store, and how it grows there. */
export interface FullestNode {
	readonly capacityBytes: Fact;
	readonly fullAt: Fact;
	readonly bytes: number;
	readonly parts: readonly { readonly bytes: number; readonly growth: Growth | undefined }[];
}

export function fullestNode(store: Component, context: AnalysisContext): FullestNode | undefined {
	const { facts } = context;
	const capacityBytes = declaredFact(store, "storage");
	const stored = storedData(store, context);
	if (capacityBytes === undefined || stored.length === 0) return undefined;
	const fullAt = facts.of(store, "full-at") ?? { value: 1, at: undefined, assumed: undefined };
	const { shards } = nodesOf(store, facts);
	const nodes = store.kind === "database" ? shards : store.instances.max;
	const parts = stored.map((one) => {
		const share = shareOfBytes(one, nodes, context);
		return { bytes: one.bytes * share, growth: one.growth && scaled(one.growth, share) };
	});
	return { capacityBytes, fullAt, bytes: sumOf(parts, ({ bytes }) => bytes), parts };
}

/** Undefined where several laws mix. */
export function growthOfAll({ parts }: FullestNode): Growth | undefined {
	const growths = parts.flatMap(({ growth }) => growth ?? []);
	if (parts.length === 1) return growths[0];
	if (growths.length === 0 || growths.some(({ kind }) => kind !== "linear")) return undefined;
	const bytesPerDay = sumOf(growths, (growth) => (growth.kind === "linear" ? growth.bytesPerDay : 0));
	return { kind: "linear", bytesPerDay };
}

function inDays(found: ReturnType<typeof daysOfOne>): number | "never" {
	return found.kind === "days" ? found.days : found.kind === "full" ? 0 : "never";
}

/** A thousand years. */
const LONGEST = 365_000;

function daysUntil(isFull: (days: number) => boolean): number | "never" {
	if (isFull(0)) return 0;
	if (!isFull(LONGEST)) return "never";
	let [low, high] = [0, LONGEST];
	while (high - low > 1e-9 * high) {
		const middle = (low + high) / 2;
		if (isFull(middle)) high = middle;
		else low = middle;
	}
	return high;
}

function after(
	{ bytes, growth }: { readonly bytes: number; readonly growth: Growth | undefined },
	days: number,
): number {
	return growth ? bytesAfter(bytes, growth, days) : bytes;
}

function scaled(growth: Growth, share: number): Growth {
	return growth.kind === "linear" ? { ...growth, bytesPerDay: growth.bytesPerDay * share } : growth;
}

/** Of the bytes of a data set, those on the fullest of its parts (model M9 with the sizes of keys in place of their load). */
function shareOfBytes({ data, items }: StoredData, parts: number, { facts }: AnalysisContext): number {
	if (!(parts > 1)) return 1;
	const skew = facts.of(data, "size-skew")?.value ?? 0;
	const keys = numberOf(data, "keys") ?? items;
	return keys > 0 ? largestShare(keyLoad(zipfOf(keys, skew, undefined)), parts) : 1 / parts;
}

/** Sessions are nowhere else: all of them have to fit into the memory. */
function reportOnSessions(cache: Component, context: AnalysisContext): StorageReport | undefined {
	const { facts } = context;
	const held = dataIn(cache, context);
	const bytes = held.map((data) => {
		const items = isSession(data) ? itemsOf(data, cache, context) : undefined;
		return items === undefined ? undefined : items * itemBytes(cache, data, facts);
	});
	if (bytes.length === 0 || bytes.includes(undefined)) return undefined;
	const memory = numberOf(cache, "memory");
	const usable = facts.of(cache, "usable-memory")?.value ?? 1;
	const copies = 1 + (numberOf(cache, "replicas") ?? 0);
	return {
		bytes: sumOf(bytes, (each) => each ?? 0) * copies,
		...(memory !== undefined && { capacity: memory * usable * facts.instances(cache).min * copies }),
	};
}

/** Messages of the time for which they are kept, at the average rate, in all copies. */
function reportOnMessages(queue: Component, context: AnalysisContext): StorageReport | undefined {
	const value = queue.properties.get("retention")?.value;
	const analysis = context.components.get(queue);
	if (value?.type !== "number" || !analysis || analysis.roles.length === 0) return undefined;
	const copies = context.facts.of(queue, "replicas")?.value ?? 1;
	if (value.dimension === "bytes") return { bytes: value.value * copies };
	const size = context.facts.of(queue, "message-size")?.value ?? 0;
	const perSecond = analysis.requestsPerSecond * averageOfPeak(queue, context);
	return { bytes: perSecond * value.value * size * copies };
}

function sumOf<T>(all: readonly T[], of: (one: T) => number): number {
	return all.reduce((sum, one) => sum + of(one), 0);
}

import type { Component, Location } from "../../model/architecture.ts";
import { MOST_NAMED, places, plain, type Step } from "../arithmetic.ts";
import { nodesOf } from "../capacity/capacity.ts";
import type { AnalysisContext } from "../context.ts";
import { declaredFact } from "../facts.ts";
import { fullestNode, growthOfAll, storageReport } from "./storage-report.ts";
import { storedData } from "./stored-data.ts";

const GIGA = 1e9;

/** What a store holds, in all copies, and the days until its fullest node is full (model M10), in gigabytes. */
export function storageSteps(store: Component, context: AnalysisContext): Step[] {
	const report = storageReport(store, context);
	const stored = storedData(store, context);
	if (!report || store.kind === "cache" || stored.length === 0) return [];
	const { replicas } = nodesOf(store, context.facts);
	const shown = stored.slice(0, MOST_NAMED);
	const rest = stored.slice(MOST_NAMED).reduce((sum, { bytes }) => sum + bytes, 0);
	const terms = shown.map(
		({ data, items, bytes }) => `${plain(items)} × ${plain(items > 0 ? bytes / items : 0)} (${data.name})`,
	);
	const sum = [...terms, ...(rest > 0 ? [`${plain(rest)} (…)`] : [])].join(" + ");
	return [
		{
			name: "stored",
			formula: replicas > 0 ? "(1 + R) × Σ N × D" : "Σ N × D",
			substituted: replicas > 0 ? `(1 + ${replicas}) × (${sum})` : sum,
			value: report.bytes,
			unit: "bytes",
			from: shown.flatMap(({ data }) => places(declaredFact(data, "items"), declaredFact(data, "size"))),
		},
		...fullSteps(store, context),
	];
}

function fullSteps(store: Component, context: AnalysisContext): Step[] {
	const fullest = fullestNode(store, context);
	const days = storageReport(store, context)?.daysToFull;
	const growth = fullest && growthOfAll(fullest);
	if (!fullest || !growth || typeof days !== "number" || days === 0) return [];
	const { capacityBytes, fullAt, bytes } = fullest;
	const [full, capacity, now] = [plain(fullAt.value), plain(capacityBytes.value / GIGA), plain(bytes / GIGA)];
	const growths: Location[] = storedData(store, context).flatMap(({ data }) => data.properties.get("growth")?.at ?? []);
	const step = { name: "days-to-full", value: days, unit: "days" as const };
	const from = [...places(capacityBytes, fullAt), ...growths];
	if (growth.kind === "linear") {
		const substituted = `(${full} × ${capacity} − ${now}) / ${plain(growth.bytesPerDay / GIGA)}`;
		return [{ ...step, formula: "(F × V − V₁) / g", substituted, from }];
	}
	const substituted = `${plain(growth.periodDays)} × ln(${full} × ${capacity} / ${now}) / ln(1 + ${plain(growth.rate)})`;
	return [{ ...step, formula: "τ × ln(F × V / V₁) / ln(1 + g)", substituted, from }];
}

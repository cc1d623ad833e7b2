import type { Component } from "../../model/architecture.ts";
import { places, plain, type Step } from "../arithmetic.ts";
import type { AnalysisContext } from "../context.ts";
import { declaredFact } from "../facts.ts";
import { recoveryPointOf } from "./consistency.ts";

/** Acknowledged writes that the loss of the primary loses (model M15). */
export function consistencySteps(store: Component, context: AnalysisContext): Step[] {
	if (store.kind !== "database" && store.kind !== "storage") return [];
	const rpo = recoveryPointOf(store, context);
	if (!rpo || !(rpo.writes > 0)) return [];
	return [
		{
			name: "recovery-point",
			formula: "λw × L",
			substituted: `${plain(rpo.writes / rpo.seconds)} × ${plain(rpo.seconds)}`,
			value: rpo.writes,
			unit: "count",
			from: places(declaredFact(store, "lag") ?? declaredFact(store, "backup")),
		},
	];
}

import type { Analysis } from "../analysis/analysis.ts";
import { analyzeInSteps } from "../analysis/analyze.ts";
import { type InSteps, resultOf } from "../analysis/in-steps.ts";
import type { Architecture } from "../model/architecture.ts";
import { numberOf } from "../model/properties.ts";
import { type ReportedFinding, type RunOptions, runRulesInSteps } from "./run.ts";
import { thresholdsWith } from "./thresholds.ts";

/** An architecture, its numbers at one count of users, and what the rules say of them. */
export interface Inspection {
	readonly architecture: Architecture;
	readonly analysis: Analysis;
	readonly findings: readonly ReportedFinding[];
}

export interface InspectOptions extends RunOptions {
	/** Users of all clients together; absent: those that the design is meant to carry. */
	readonly users?: number;
	/** The numbers of its elements at these users, where they are known already. */
	readonly analysis?: Analysis;
}

export function inspect(architecture: Architecture, options: InspectOptions = {}): Inspection {
	return resultOf(inspectInSteps(architecture, options));
}

export function* inspectInSteps(architecture: Architecture, options: InspectOptions = {}): InSteps<Inspection> {
	const analysis = options.analysis ?? (yield* analyzeAsMeant(architecture, options.users));
	const context = { architecture, analysis, thresholds: thresholdsWith(options.thresholds) };
	return { architecture, analysis, findings: yield* runRulesInSteps(context, options) };
}

/** The numbers at `users`; by default at those that the design is meant to carry. */
export function analyzeAsMeant(architecture: Architecture, users = designUsers(architecture)): InSteps<Analysis> {
	return analyzeInSteps(architecture, users === undefined ? {} : { users });
}

/** The users that the clients declare, or those of `system` where they are more; undefined: no client declares users. */
export function designUsers(architecture: Architecture): number | undefined {
	const declared = architecture.components.flatMap((component) =>
		component.kind === "client" ? (numberOf(component, "users") ?? []) : [],
	);
	if (declared.length === 0) return undefined;
	const sum = declared.reduce((total, users) => total + users, 0);
	return Math.max(sum, (architecture.system && numberOf(architecture.system, "users")) ?? 0);
}

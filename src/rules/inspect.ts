import type { Analysis } from "../analysis/analysis.ts";
import { analyzeAfterEdit, analyzeInSteps } from "../analysis/analyze.ts";
import { type InSteps, resultOf } from "../analysis/in-steps.ts";
import type { Architecture, Element } from "../model/architecture.ts";
import { numberOf } from "../model/properties.ts";
import { About } from "./about.ts";
import { type ReportedFinding, type RuleRun, type RunOptions, renewed, runRulesAgain, runRulesInSteps } from "./run.ts";
import { thresholdsWith } from "./thresholds.ts";

/** An architecture, its numbers at one count of users, and what the rules say of them. */
export interface Inspection {
	readonly architecture: Architecture;
	readonly analysis: Analysis;
	readonly findings: readonly ReportedFinding[];
	/** Where the findings come from. */
	readonly run: RuleRun;
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
	const run = yield* runRulesInSteps(context, options);
	return { architecture, analysis, findings: run.findings, run };
}

/**
 * A quick look after an edit: the numbers that it has changed, and what the rules find there, with all else as it was `before`, whose
 * findings are used up. What follows from afar, and what looks at the whole, is right once all has been inspected. Undefined where the
 * edit may concern too much for a quick look.
 */
export function inspectAfterEdit(
	before: Inspection,
	architecture: Architecture,
	touched: ReadonlySet<Element>,
	options: RunOptions,
): Inspection | undefined {
	const after = analyzeAfterEdit(before.analysis, architecture, touched, asMeant(architecture));
	if (!after) return undefined;
	const about = About.afterEdit(architecture, touched, after.changed);
	if (about.size > Math.max(FEW_CONCERNED, architecture.components.length / 4)) return undefined;
	const context = { architecture, analysis: after.analysis, thresholds: thresholdsWith(options.thresholds) };
	const run = runRulesAgain(before.run, context, about, options);
	return { architecture, analysis: after.analysis, findings: run.findings, run };
}

/** Findings of a quick look as all rules would have them: what they offer begins from the text as it is. */
export function renewedFindings(
	findings: readonly ReportedFinding[],
	{ architecture, analysis }: Inspection,
	options: RunOptions,
): readonly ReportedFinding[] {
	return renewed(findings, { architecture, analysis, thresholds: thresholdsWith(options.thresholds) }, options);
}

/** Elements and links that are looked at again in any case; where there are more than that in a large design, all of it takes little longer. */
const FEW_CONCERNED = 250;

/** The numbers at `users`; by default at those that the design is meant to carry. */
export function analyzeAsMeant(architecture: Architecture, users?: number): InSteps<Analysis> {
	return analyzeInSteps(architecture, users === undefined ? asMeant(architecture) : { users });
}

function asMeant(architecture: Architecture): { readonly users?: number } {
	const users = designUsers(architecture);
	return users === undefined ? {} : { users };
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

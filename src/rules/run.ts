import type { Severity } from "../language/problem.ts";
import type { Element, Location } from "../model/architecture.ts";
import type { Finding, Rule, RuleContext } from "./rule.ts";

/** A finding with its rule, after muting, ignores and settings, one for each place in the text. */
export interface ReportedFinding {
	readonly rule: Rule;
	readonly finding: Finding;
	readonly severity: Severity;
	readonly at: Location;
	/** Every element that it stands for: the one in the text and its copies by `like`. */
	readonly elements: readonly Element[];
}

export interface RunOptions {
	/** Severity by rule id; `off` silences it. */
	readonly severities?: Readonly<Record<string, Severity | "off">>;
}

/** All findings of the architecture, worst first within a file's order of text. */
export function runRules(context: RuleContext, options: RunOptions = {}): readonly ReportedFinding[] {
	void context;
	void options;
	return [];
}

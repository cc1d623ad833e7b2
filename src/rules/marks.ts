import type { Severity } from "../language/problem.ts";
import type { Inspection } from "./inspect.ts";
import type { ReportedFinding } from "./run.ts";

/** What the findings say of one element, or one link: for the badge in the diagram. */
export interface Mark {
	readonly severity: Severity | undefined;
	readonly findings: number;
	readonly singlePointOfFailure: boolean;
}

const order: readonly Severity[] = ["hint", "info", "warning", "error"];

/** The milder of two comes first. */
export function compareSeverity(a: Severity, b: Severity): number {
	return order.indexOf(a) - order.indexOf(b);
}

/**
 * By the id of the element, or that of the edge that draws a link; a finding marks every copy that it stands for. No name
 * of an element has a `>` in it.
 */
export function marksOf({ findings }: Inspection): ReadonlyMap<string, Mark> {
	const marks = new Map<string, Mark>();
	for (const finding of findings) {
		const { rule, severity } = finding;
		for (const id of markedBy(finding)) {
			const mark = marks.get(id);
			const worst = mark?.severity && compareSeverity(mark.severity, severity) > 0 ? mark.severity : severity;
			marks.set(id, {
				severity: worst,
				findings: (mark?.findings ?? 0) + 1,
				singlePointOfFailure: mark?.singlePointOfFailure || lossRules.has(rule.id),
			});
		}
	}
	return marks;
}

/** The ids of everything that a finding marks. */
export function markedBy({ elements, links }: ReportedFinding): ReadonlySet<string> {
	return new Set([...elements.map(({ id }) => id), ...links.map(({ from, to }) => `${from.id}>${to.id}`)]);
}

/** Rules that say of an element that requests fail with it. */
const lossRules = new Set([
	"spof",
	"single-instance-tier",
	"load-balancer-spof",
	"session-store-spof",
	"db-no-replica",
]);

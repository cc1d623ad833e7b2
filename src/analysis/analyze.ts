import type { Architecture, Component, Element, Link } from "../model/architecture.ts";
import { once } from "../model/once.ts";
import type { Analysis, FailedOperation, Removals, SaturationUsers } from "./analysis.ts";
import { type Failing, SinglePointsOfFailure } from "./availability/removal.ts";
import { detailsOf } from "./details.ts";
import { type InSteps, resultOf } from "./in-steps.ts";
import { type Conditions, type Loads, loadsInSteps, loadsOf, type Solved } from "./loads.ts";
import { loadsAfterEdit } from "./loads-after-edit.ts";
import { SaturationSearch } from "./saturation-search.ts";

/** Under which conditions an architecture is analysed; by default as it is declared. */
export type AnalysisOptions = Conditions;

/** All numbers of `architecture`. Never fails and never holds NaN. */
export function analyze(architecture: Architecture, options?: AnalysisOptions): Analysis {
	return resultOf(analyzeInSteps(architecture, options));
}

export function* analyzeInSteps(architecture: Architecture, options: AnalysisOptions = {}): InSteps<Analysis> {
	const loads = yield* loadsInSteps(architecture, options, ({ component }) => saturations.of(component));
	const saturations = saturationsOf(loads);
	return analysisOf(loads, saturations);
}

/** The numbers after an edit, from those before it, and of what they are other ones. */
export interface AfterEdit {
	readonly analysis: Analysis;
	readonly changed: ReadonlySet<Component | Link>;
}

/** The same, to about 1e-9, for the next version of a text, where only some elements say something else. Undefined: see `loadsAfterEdit`. */
export function analyzeAfterEdit(
	before: Analysis,
	architecture: Architecture,
	touched: ReadonlySet<Element>,
	{ users }: Pick<AnalysisOptions, "users"> = {},
): AfterEdit | undefined {
	const known = behind.get(before)!;
	const { failures } = known;
	if (users !== known.loads.conditions.users) return undefined;
	const after = loadsAfterEdit(known.loads, architecture, touched, ({ component }) => saturations.of(component));
	if (!after) return undefined;
	const saturations = saturationsOf(after.loads, () => {
		const far = known.saturations.far();
		return far && after.again(far);
	});
	const removals = failures && ((question: Failing) => failures.after(question, after.upstream));
	const analysis = analysisOf(after.loads, saturations, removals);
	const changed = new Set(after.changed);
	for (const component of failures ? failingElse(before.removals, analysis.removals) : []) changed.add(component);
	return { analysis, changed };
}

/** Components of which the loss stops something else than before. */
function* failingElse({ components: before }: Removals, { components: now }: Removals): Iterable<Component> {
	for (const [component, failed] of now) if (!areSame(failed, before.get(component) ?? [])) yield component;
	for (const component of before.keys()) if (!now.has(component)) yield component;
}

function areSame(a: readonly FailedOperation[], b: readonly FailedOperation[]): boolean {
	const isSame = (one: FailedOperation, { client, data, operation }: FailedOperation): boolean =>
		one.client === client && one.data === data && one.operation === operation;
	return a.length === b.length && a.every((one, i) => isSame(one, b[i]!));
}

/** What an analysis was made from, as far as it has been found. */
interface Behind {
	readonly loads: Loads;
	readonly saturations: SaturationSearch;
	failures?: SinglePointsOfFailure;
}

const behind = new WeakMap<Analysis, Behind>();

/** `knownRemovals`: how to get at removals more easily. */
function analysisOf(
	loads: Loads,
	saturations: SaturationSearch,
	knownRemovals?: (question: Failing) => Removals,
): Analysis {
	const { architecture, demands, traffic, routing, facts, components } = loads;
	const { users } = demands;
	const own: Behind = { loads, saturations };
	const first = once(() => saturations.first());
	const removals = once(() => {
		const question = { architecture, routing, makesDefaultCall: traffic.makesDefaultCall };
		if (knownRemovals) return knownRemovals(question);
		own.failures = new SinglePointsOfFailure(question);
		return own.failures.removals;
	});
	const analysis: Analysis = {
		architecture,
		users,
		requestsPerSecond: demands.clients.reduce((sum, { requestsPerSecond = 0 }) => sum + requestsPerSecond, 0),
		get saturationUsers() {
			return first()?.saturationUsers ?? nothingSaturates(users);
		},
		get bottleneck() {
			return first()?.component;
		},
		components,
		links: loads.links,
		unserved: traffic.unserved,
		divergent: traffic.divergent,
		get removals() {
			return removals();
		},
		/** What details rest on is entered when they are computed. */
		get assumptions() {
			return facts.ledger();
		},
		assumptionsOf: (element) => facts.ledger(element),
		details: detailsOf(loads, { removals, saturations }),
	};
	behind.set(analysis, own);
	return analysis;
}

/** With no users there is no load to extrapolate from: it is that of some. */
function saturationsOf(loads: Loads, far?: () => Solved | undefined): SaturationSearch {
	const { architecture, conditions, demands } = loads;
	if (demands.users !== 0) return new SaturationSearch(loads, far);
	return new SaturationSearch(loadsOf(architecture, { ...conditions, users: demands.declaredUsers || 1_000_000 }));
}

function nothingSaturates(users: number | undefined): SaturationUsers {
	return users === undefined ? { kind: "unknown", missing: "users" } : { kind: "unbounded" };
}

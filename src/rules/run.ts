import { type InSteps, resultOf } from "../analysis/in-steps.ts";
import { memo } from "../analysis/memo.ts";
import type { Mutable } from "../language/mutable.ts";
import type { Severity } from "../language/problem.ts";
import { commonEnds } from "../language/text.ts";
import type * as tree from "../language/tree.ts";
import type { Architecture, Element, Link, Location, SourceFile } from "../model/architecture.ts";
import { wordOf } from "../model/properties.ts";
import { About } from "./about.ts";
import { unusedIgnore, unusedIgnores } from "./design/unused-ignore.ts";
import { originalOf } from "./graph.ts";
import { rules } from "./index.ts";
import { compareSeverity } from "./marks.ts";
import type { CheckContext, Finding, Rule, RuleContext } from "./rule.ts";

/** A finding with its rule, after muting, ignores and settings, one for each place in the text. */
export interface ReportedFinding {
	readonly rule: Rule;
	readonly finding: Finding;
	readonly severity: Severity;
	readonly at: Location;
	/** Whose turn it was, where the rule looks at each element or link by itself. */
	readonly turn: Element | Link | undefined;
	/** Every element that it stands for: the one in the text and its copies by `like`. */
	readonly elements: readonly Element[];
	/** Every link that it stands for, in the same way. */
	readonly links: readonly Link[];
}

export interface RunOptions {
	/** Severity by the id of a rule or the name of a group; that of a rule wins, `off` silences it. */
	readonly severities?: Severities;
	/** By name, where they are not the default; see `thresholds.ts`. */
	readonly thresholds?: Readonly<Record<string, unknown>>;
}

export type Severities = Readonly<Record<string, Severity | "off">>;

/** What all rules have found. */
export interface RuleRun {
	/** In the order of the files and of the text; at one place the worst first. */
	readonly findings: readonly ReportedFinding[];
	/** By the rule, also what stays silent. */
	readonly raised: Raised;
	/** Rules that have looked at each element or link by itself. */
	readonly local: ReadonlySet<Rule>;
}

type Raised = ReadonlyMap<Rule, readonly ReportedFinding[]>;

/** All findings of the architecture. */
export function runRules(context: RuleContext, options: RunOptions = {}): RuleRun {
	return resultOf(runRulesInSteps(context, options));
}

export function* runRulesInSteps(context: RuleContext, { severities = {} }: RunOptions = {}): InSteps<RuleRun> {
	const active = activeRules(context.architecture, severities);
	const { raised, local } = yield* raise(active, context, severities);
	return { findings: audible(raised, active, context, severities), raised, local };
}

/**
 * The findings after an edit, from those before it: rules that look at each element or link by itself look again at `about` alone, and
 * patient ones at nothing. The findings before are used up, since they are told where they stand.
 */
export function runRulesAgain(
	before: RuleRun,
	context: RuleContext,
	about: About,
	{ severities = {} }: RunOptions = {},
): RuleRun {
	const { architecture } = context;
	const active = activeRules(architecture, severities);
	const again = active.filter((rule) => !rule.patient);
	const found = resultOf(raise(again, context, severities, about)).raised;
	const stand = standingIn(architecture.files);
	const stays = (finding: Mutable<ReportedFinding>): boolean => {
		if (finding.turn && about.has(finding.turn)) return false;
		finding.at = placeOf(finding.finding);
		return stand(finding.at);
	};
	const raised = new Map<Rule, readonly ReportedFinding[]>();
	for (const rule of active) {
		const mine = found.get(rule) ?? [];
		const isWhole = !rule.patient && !before.local.has(rule);
		raised.set(rule, isWhole ? mine : [...(before.raised.get(rule) ?? []).filter(stays), ...mine]);
	}
	return { findings: audible(raised, active, context, severities), raised, local: before.local };
}

/** Findings from before an edit, with what they rest on as it is now: their fixes begin from the new text. */
export function renewed(
	findings: readonly ReportedFinding[],
	context: RuleContext,
	{ severities = {} }: RunOptions = {},
): readonly ReportedFinding[] {
	const turns = new Set(findings.flatMap(({ turn }) => turn ?? []));
	const rulesOfThese = new Set(findings.map(({ rule }) => rule));
	const { raised } = resultOf(raise(rulesOfThese, context, severities, new About(context.architecture, turns)));
	return findings.map((before) => {
		const now = raised.get(before.rule)!.find(({ finding, turn, at }) => {
			const isSame = finding.element === before.finding.element && turn === before.turn;
			return isSame && at.span.start === before.at.span.start;
		});
		return now ? { ...before, finding: now.finding } : before;
	});
}

/** The findings of some rules, of `about` alone where they look at each by itself. */
function* raise(
	active: Iterable<Rule>,
	context: RuleContext,
	severities: Severities,
	about?: About,
): InSteps<Pick<RuleRun, "raised" | "local">> {
	const raised = new Map<Rule, ReportedFinding[]>();
	const local = new Set<Rule>();
	for (const rule of active) {
		const setting = chosenFor(rule, severities);
		const own = memo(raised, rule, () => []);
		let turn: Element | Link | undefined;
		const each: CheckContext["each"] = function* (all) {
			local.add(rule);
			for (const one of about ? about.among(all) : all) {
				turn = one;
				yield one;
			}
			turn = undefined;
		};
		for (const finding of rule.check({ ...context, each })) {
			own.push(reported(rule, finding, setting, turn));
			yield;
		}
		yield;
	}
	return { raised, local };
}

/** Tells a location of an older version of a file where it stands now; whether it does. */
function standingIn(files: readonly SourceFile[]): (at: Location) => boolean {
	const moves = new Map<SourceFile, ReturnType<typeof commonEnds> | undefined>();
	return (at: Mutable<Location>) => {
		const { file: before, span } = at;
		if (files.includes(before)) return true;
		const now = files.find(({ uri }) => uri === before.uri);
		if (!now) return false;
		const { head, tail } = memo(moves, before, () => commonEnds(before.text, now.text))!;
		const isBehind = span.start >= before.text.length - tail;
		if (!isBehind && span.end > head) return false;
		const by = isBehind ? now.text.length - before.text.length : 0;
		at.file = now;
		at.span = { start: span.start + by, end: span.end + by };
		return true;
	};
}

/** What there is to say of what rules have raised. */
function audible(
	raised: Raised,
	active: readonly Rule[],
	context: RuleContext,
	severities: Severities,
): readonly ReportedFinding[] {
	const { files } = context.architecture;
	const all = [...raised.values()].flat();
	const ignores = new Ignores(files);
	for (const finding of all) ignores.note(finding);
	const folded = foldCopies(oneOfEach(notMuted(all))).filter((finding) => !ignores.cover(finding));
	const unused = chosenFor(unusedIgnore, severities) === "off" ? [] : ignores.unused(active);
	const known = rules.map(({ id }) => id);
	const left = unusedIgnores(context, unused, known).map((finding) => ({
		...reported(unusedIgnore, finding, chosenFor(unusedIgnore, severities)),
		elements: [],
		links: [],
	}));
	return inOrder([...folded, ...left], files);
}

function activeRules({ system }: Architecture, severities: Severities) {
	const dev = system !== undefined && wordOf(system, "environment") === "dev";
	return rules.filter((rule) => chosenFor(rule, severities) !== "off" && !(dev && rule.production));
}

function chosenFor({ id, group }: Rule, severities: Severities): Severity | "off" | undefined {
	return severities[id] ?? severities[group];
}

function reported(
	rule: Rule,
	finding: Finding,
	setting: Severity | "off" | undefined,
	turn?: Element | Link,
): ReportedFinding {
	const base = finding.severity ?? rule.severity;
	const severity = setting && setting !== "off" ? setting : finding.assumed?.length ? milder(base) : base;
	return {
		rule,
		finding,
		severity,
		at: placeOf(finding),
		turn,
		elements: [finding.element, ...(finding.others ?? [])],
		links: finding.links ?? [],
	};
}

function placeOf({ element, at }: Finding): Location {
	return isCopy(element) ? nameOf(written(element)) : (at ?? nameOf(element));
}

/** One step, where the numbers come from defaults. */
function milder(severity: Severity): Severity {
	return severity === "error" ? "warning" : severity === "warning" ? "info" : "hint";
}

/** Without the findings of rules that another finding on the same element makes superfluous. */
function notMuted(findings: readonly ReportedFinding[]): readonly ReportedFinding[] {
	const elements = new Map<string, Set<Element>>();
	for (const { rule, finding } of findings) {
		if (muting.has(rule.id)) memo(elements, rule.id, () => new Set()).add(finding.element);
	}
	return findings.filter(({ rule, finding }) => !rule.mutedBy?.some((id) => elements.get(id)?.has(finding.element)));
}

/** Rules that make others superfluous. */
const muting = new Set(rules.flatMap(({ mutedBy = [] }) => mutedBy));

/** Of rules that exclude one another the worst on each element or link, the first of them in the order of the docs. */
function oneOfEach(findings: readonly ReportedFinding[]): readonly ReportedFinding[] {
	const worst = new Map<string, ReportedFinding>();
	for (const finding of findings) {
		if (!finding.rule.exclusive) continue;
		const { element, at } = finding.finding;
		const key = `${finding.rule.exclusive} ${element.id} ${at?.span.start ?? ""}`;
		const other = worst.get(key);
		if (!other || compareSeverity(other.severity, finding.severity) < 0) worst.set(key, finding);
	}
	const kept = new Set(worst.values());
	return findings.filter((finding) => !finding.rule.exclusive || kept.has(finding));
}

/** A finding on a copy joins that on its original, whose text says both. */
function foldCopies(findings: readonly ReportedFinding[]): readonly ReportedFinding[] {
	if (!findings.some(({ finding }) => isCopy(finding.element))) return findings;
	const originals = new Map<string, ReportedFinding>();
	const key = ({ rule, finding }: ReportedFinding, element: Element): string =>
		`${rule.id} ${element.id} ${finding.at?.span.start ?? ""}`;
	for (const finding of findings) {
		if (!isCopy(finding.finding.element)) originals.set(key(finding, finding.finding.element), finding);
	}
	const result: ReportedFinding[] = [];
	const joined = new Map<ReportedFinding, ReportedFinding[]>();
	for (const finding of findings) {
		const original = originals.get(key(finding, originalOf(finding.finding.element)));
		if (!original || original === finding) result.push(finding);
		else joined.set(original, [...(joined.get(original) ?? []), finding]);
	}
	return result.map((finding) => {
		const copies = joined.get(finding) ?? [];
		if (copies.length === 0) return finding;
		const severity = copies.reduce(
			(worst, copy) => (compareSeverity(worst, copy.severity) < 0 ? copy.severity : worst),
			finding.severity,
		);
		return {
			...finding,
			severity,
			elements: [...finding.elements, ...copies.flatMap(({ elements }) => elements)],
			links: [...finding.links, ...copies.flatMap(({ links }) => links)],
		};
	});
}

/** The comments `archscale-ignore` of all files, and which of them have silenced something. */
class Ignores {
	readonly #byPlace = new Map<SourceFile, Map<string, tree.Ignore>>();
	readonly #used = new Set<tree.Ignore>();

	constructor(files: readonly SourceFile[]) {
		for (const file of files) {
			const ignores = new Map(file.tree.ignores.map((ignore) => [`${ignore.line} ${ignore.rule.text}`, ignore]));
			if (ignores.size > 0) this.#byPlace.set(file, ignores);
		}
	}

	/** Also what another rule mutes: once that is repaired, the comment has its work to do. */
	note(finding: ReportedFinding): void {
		const ignore = this.#at(finding);
		if (ignore) this.#used.add(ignore);
	}

	cover(finding: ReportedFinding): boolean {
		return this.#at(finding) !== undefined;
	}

	/** Those without a finding, of rules that had a chance to find something or do not exist. */
	unused(active: readonly Rule[]): { readonly file: SourceFile; readonly ignore: tree.Ignore }[] {
		const judged = (id: string): boolean =>
			active.some((rule) => rule.id === id) || !rules.some((rule) => rule.id === id);
		return [...this.#byPlace].flatMap(([file, ignores]) =>
			[...ignores.values()]
				.filter((ignore) => !this.#used.has(ignore) && judged(ignore.rule.text))
				.map((ignore) => ({ file, ignore })),
		);
	}

	#at({ rule, at: { file, span } }: ReportedFinding): tree.Ignore | undefined {
		const ignores = this.#byPlace.get(file);
		return ignores?.get(`${file.lines.positionAt(span.start).line} ${rule.id}`);
	}
}

function inOrder(findings: readonly ReportedFinding[], files: readonly SourceFile[]): readonly ReportedFinding[] {
	const places = new Map(files.map((file, i) => [file, i]));
	return [...findings].sort(
		(a, b) =>
			(a.at.file === b.at.file ? 0 : places.get(a.at.file)! - places.get(b.at.file)!) ||
			a.at.span.start - b.at.span.start ||
			compareSeverity(b.severity, a.severity),
	);
}

/** Where an element is named in the text. */
export function nameOf({ file, declaration }: Element): Location {
	const { start, end } = declaration.name ?? declaration.title ?? declaration.kind;
	return { file, span: { start, end } };
}

function isCopy(element: Element): boolean {
	return element.copyOf !== undefined;
}

/** The element itself, or what brought it by `like`. */
function written(element: Element): Element {
	return element.copyOf && element.parent ? written(element.parent) : element;
}

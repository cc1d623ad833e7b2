import { type InSteps, resultOf } from "../analysis/in-steps.ts";
import { memo } from "../analysis/memo.ts";
import type { Severity } from "../language/problem.ts";
import type * as tree from "../language/tree.ts";
import type { Architecture, Element, Link, Location, SourceFile } from "../model/architecture.ts";
import { wordOf } from "../model/properties.ts";
import { unusedIgnore, unusedIgnores } from "./design/unused-ignore.ts";
import { originalOf } from "./graph.ts";
import { rules } from "./index.ts";
import { compareSeverity } from "./marks.ts";
import type { Finding, Rule, RuleContext } from "./rule.ts";

/** A finding with its rule, after muting, ignores and settings, one for each place in the text. */
export interface ReportedFinding {
	readonly rule: Rule;
	readonly finding: Finding;
	readonly severity: Severity;
	readonly at: Location;
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

/** All findings of the architecture, in the order of the files and of the text; at one place the worst first. */
export function runRules(context: RuleContext, options: RunOptions = {}): readonly ReportedFinding[] {
	return resultOf(runRulesInSteps(context, options));
}

export function* runRulesInSteps(
	context: RuleContext,
	{ severities = {} }: RunOptions = {},
): InSteps<readonly ReportedFinding[]> {
	const { architecture } = context;
	const active = activeRules(architecture, severities);
	const raw: ReportedFinding[] = [];
	for (const rule of active) {
		const setting = chosenFor(rule, severities);
		for (const finding of rule.check({ ...context, each: all })) {
			raw.push(reported(rule, finding, setting));
			yield;
		}
		yield;
	}
	const ignores = new Ignores(architecture.files);
	for (const finding of raw) ignores.note(finding);
	const folded = foldCopies(oneOfEach(audible(raw))).filter((finding) => !ignores.cover(finding));
	const unused = chosenFor(unusedIgnore, severities) === "off" ? [] : ignores.unused(active);
	const known = rules.map(({ id }) => id);
	const left = unusedIgnores(context, unused, known).map((finding) => ({
		...reported(unusedIgnore, finding, chosenFor(unusedIgnore, severities)),
		elements: [],
		links: [],
	}));
	return inOrder([...folded, ...left], architecture.files);
}

const all = <T>(items: T): T => items;

function activeRules({ system }: Architecture, severities: Severities) {
	const dev = system !== undefined && wordOf(system, "environment") === "dev";
	return rules.filter((rule) => chosenFor(rule, severities) !== "off" && !(dev && rule.production));
}

function chosenFor({ id, group }: Rule, severities: Severities): Severity | "off" | undefined {
	return severities[id] ?? severities[group];
}

function reported(rule: Rule, finding: Finding, setting: Severity | "off" | undefined): ReportedFinding {
	const base = finding.severity ?? rule.severity;
	const severity = setting && setting !== "off" ? setting : finding.assumed?.length ? milder(base) : base;
	const at = isCopy(finding.element) ? nameOf(written(finding.element)) : (finding.at ?? nameOf(finding.element));
	return {
		rule,
		finding,
		severity,
		at,
		elements: [finding.element, ...(finding.others ?? [])],
		links: finding.links ?? [],
	};
}

/** One step, where the numbers come from defaults. */
function milder(severity: Severity): Severity {
	return severity === "error" ? "warning" : severity === "warning" ? "info" : "hint";
}

/** Without the findings of rules that another finding on the same element makes superfluous. */
function audible(findings: readonly ReportedFinding[]): readonly ReportedFinding[] {
	const elements = new Map<string, Set<Element>>();
	for (const { rule, finding } of findings) {
		memo(elements, rule.id, () => new Set()).add(finding.element);
	}
	return findings.filter(({ rule, finding }) => !rule.mutedBy?.some((id) => elements.get(id)?.has(finding.element)));
}

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
	return [...findings].sort(
		(a, b) =>
			files.indexOf(a.at.file) - files.indexOf(b.at.file) ||
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

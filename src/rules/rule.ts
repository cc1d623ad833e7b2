import type { Analysis, Assumption } from "../analysis/analysis.ts";
import type { InSteps } from "../analysis/in-steps.ts";
import type { Localized } from "../language/locale.ts";
import type { Severity } from "../language/problem.ts";
import type { Edit } from "../language/text.ts";
import type { Architecture, Element, Link, Location, SourceFile } from "../model/architecture.ts";
import type { Group } from "./groups.ts";
import type { Thresholds } from "./thresholds.ts";

/** What the user reads. All but `title` may hold `{placeholders}` that `Finding.data` fills. Markdown, but for titles. */
export interface RuleText<FixId extends string> {
	/** Names the pattern, in at most six words. No full stop. */
	readonly title: string;
	/** What is wrong here: one sentence that names the element in backticks and has the number. */
	readonly message: string;
	/** Why it matters, with the arithmetic of this model. */
	readonly why: string;
	/** The technique that removes it, its name in front. */
	readonly technique: string;
	/** What the technique costs. */
	readonly tradeOff: string;
	/** Where the pattern is right as it is. */
	readonly exceptions: string;
	/** Titles of its fixes: what they do. What they do to the numbers is added by `fixTitle`. */
	readonly fixes: Readonly<Record<FixId, string>>;
}

export interface RuleContext {
	readonly architecture: Architecture;
	readonly analysis: Analysis;
	readonly thresholds: Thresholds;
}

export interface CheckContext extends RuleContext {
	/**
	 * Around the outermost loop of a check where each turn is about one of `all` alone, and what it finds rests on that one, what it is
	 * linked with, the data that they share and the numbers of these: after an edit only those come that it can have changed.
	 */
	readonly each: <T extends Element | Link>(all: Iterable<T>) => Iterable<T>;
}

/** A value in a text; one that reads differently in each language comes in all of them. */
export type Datum = string | number | Localized;

export interface Finding<Data extends string = string, FixId extends string = string> {
	/** The element that it is about; its place in the text is that of the name unless `at` says otherwise. */
	readonly element: Element;
	/** Others that it is as much about. */
	readonly others?: readonly Element[];
	/** Links that carry what is wrong; they are marked in the diagram. */
	readonly links?: readonly Link[];
	readonly at?: Location;
	/** Where it differs from that of the rule. */
	readonly severity?: Severity;
	/** Defaults that the numbers behind it rest on: it is one step milder, and its message names them. */
	readonly assumed?: readonly Assumption[];
	readonly data: Readonly<Record<Data, Datum>>;
	readonly related?: readonly { readonly at: Location; readonly element: Element }[];
	/** Best first. */
	readonly fixes: readonly Fix<FixId>[];
}

export interface Fix<FixId extends string = string> {
	readonly id: FixId;
	/** Fills the title, beside the data of the finding. A function where finding it takes a while: it is asked with the title. */
	readonly data?: Readonly<Record<string, Datum>> | (() => Readonly<Record<string, Datum>>);
	/** Only a number changes: fit for fix-all and fix on save. One that changes the topology is a suggestion. */
	readonly safe: boolean;
	/** Computed when it is first asked for. Empty: it cannot be done here and is not offered. */
	readonly edits: () => ReadonlyMap<SourceFile, readonly Edit[]>;
	/** Whether it can be done here, which is known before its edits are. */
	readonly offered?: () => boolean;
	/** Where it is found by trying one thing after another, each with the numbers of the whole: does that in steps; its title would do it at once. */
	readonly search?: () => InSteps<unknown>;
	/** What it does to the numbers, to be read behind its title. */
	readonly effect?: () => Localized | undefined;
}

export interface Rule<Data extends string = string, FixId extends string = string> {
	/** The pattern that is found, in kebab case. Never renamed. */
	readonly id: string;
	/** The part of the chapter that it belongs to; its file stands in the folder of that name. */
	readonly group: Group;
	readonly since: string;
	readonly severity: Severity;
	/** Statements of the chapter that it covers. */
	readonly statements: readonly string[];
	/** Muted by `environment: dev`. */
	readonly production?: boolean;
	/** Rules that, once they have reported an element, keep this one silent there. */
	readonly mutedBy?: readonly string[];
	/** It rests on numbers of the whole that take long to find: a quick look after an edit leaves it as it was. */
	readonly patient?: true;
	/** Of the rules that share this name an element, or a link, gets one finding at most: the worst, then the first in the order of the docs. */
	readonly exclusive?: "capacity";
	readonly text: Localized<RuleText<FixId>>;
	/** Of its fixes, as `Fix.safe`; `varies` where a fix brings along what the place needs. */
	readonly safety: Readonly<Record<FixId, "safe" | "suggestion" | "varies">>;
	/** Why none of its findings has a fix. A rule has fixes or this. */
	readonly noFix?: Localized;
	/** Run as a test and shown in the docs. `good` is `bad` after its first fix, or without the pattern where no fix can remove it. */
	readonly example: { readonly bad: string; readonly good: string };
	check(context: CheckContext): Iterable<Finding<Data, FixId>>;
}

export function defineRule<const Data extends string, const FixId extends string>(
	rule: Rule<Data, FixId>,
): Rule<Data, FixId> {
	return rule;
}

import type { Localized } from "../../language/locale.ts";
import { parse } from "../../language/parser.ts";
import { applyEdits, type Edit } from "../../language/text.ts";
import type { Tree } from "../../language/tree.ts";
import type { SourceFile } from "../../model/architecture.ts";
import { once } from "../../model/once.ts";
import type { Fix, RuleContext } from "../rule.ts";
import { compile } from "./compile.ts";
import { effectOf } from "./effect.ts";
import type { Operation } from "./operations.ts";
import { type Rebuilt, rebuilt } from "./rebuild.ts";
import { tidied } from "./tidy.ts";

/**
 * What one technique does to a design. It is given the design as the steps before it have left it, so it looks its
 * elements up by their names. Undefined: it cannot be done.
 */
export type Step = (context: RuleContext) => readonly Operation[] | undefined;

/** A fix by its steps. Nothing is computed before it is asked for, and then once. */
export function fixOf<Id extends string>(
	context: RuleContext,
	{
		id,
		safe = false,
		data = {},
		steps,
		subject,
		until,
		effect,
	}: {
		readonly id: Id;
		readonly safe?: boolean;
		readonly data?: NonNullable<Fix["data"]>;
		/** A function that carries them out where finding them takes a while; undefined: there are none. */
		readonly steps: readonly Step[] | (() => Outcome | undefined);
		/** The component whose numbers its title tells, if not the one of the finding. */
		readonly subject?: string;
		/** What has to hold afterwards for it to be worth offering. */
		readonly until?: (after: RuleContext) => boolean;
		/** What its title tells of the numbers, if not what it does to the users that the design carries. */
		readonly effect?: (after: RuleContext) => Localized | undefined;
	},
): Fix<Id> {
	const outcome = once(() => {
		const result = typeof steps === "function" ? steps() : stepped(context, steps);
		return result && until?.(result.context()) !== false ? result : undefined;
	});
	return {
		id,
		safe,
		data,
		offered: () => (outcome()?.texts.size ?? 0) > 0,
		edits: once(() => editsOf(outcome()?.texts ?? new Map())),
		effect: once(() => {
			const result = outcome();
			if (!result || result.texts.size === 0) return undefined;
			return effect ? effect(result.context()) : effectOf(context, result.context, subject);
		}),
	};
}

function editsOf(texts: Outcome["texts"]): ReadonlyMap<SourceFile, readonly Edit[]> {
	const edits = new Map<SourceFile, readonly Edit[]>();
	for (const [file, text] of texts) {
		const list = tidied(file, text);
		if (list.length > 0) edits.set(file, list);
	}
	return edits;
}

/** What the steps of a fix lead to. */
export interface Outcome {
	/** New texts of the files that change. */
	readonly texts: ReadonlyMap<SourceFile, string>;
	/** The design afterwards. Computed when it is asked for, and then once. */
	readonly context: () => RuleContext & Partial<Rebuilt>;
}

/** Carries out all steps; undefined if one of them cannot be done or the text would no longer parse. */
export function stepped(context: RuleContext, steps: readonly Step[]): Outcome | undefined {
	const { files } = context.architecture;
	let current: Outcome["context"] = () => context;
	let texts: readonly string[] = files.map(({ text }) => text);
	for (const step of steps) {
		const { architecture } = current();
		const operations = step(current());
		const edits = operations && compile(architecture, operations);
		if (!edits) return undefined;
		if (edits.size === 0) continue;
		texts = architecture.files.map((file) => applyEdits(file.text, edits.get(file) ?? []));
		const before = current;
		current = once(() => rebuilt(before(), edits));
	}
	const changed = files.flatMap((file, i) => (texts[i] === file.text ? [] : [[file, texts[i]!] as const]));
	// A half-typed file may hold a fix that has nowhere to go; the others stay as free of mistakes as they were.
	const broken = changed.some(([{ tree }, text]) => hasMistakes(tree) && !hasSameMistakes(tree, parse(text)));
	return broken ? undefined : { texts: new Map(changed), context: current };
}

function hasMistakes({ problems }: Tree): boolean {
	return problems.length > 0;
}

function hasSameMistakes(before: Tree, after: Tree): boolean {
	return after.problems.length <= before.problems.length;
}

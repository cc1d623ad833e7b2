import type { Architecture, SourceFile } from "../../model/architecture.ts";
import { once } from "../once.ts";
import type { Datum, Fix, RuleContext } from "../rule.ts";
import { compile, type Edits } from "./compile.ts";
import { effectOf } from "./effect.ts";
import type { Operation } from "./operations.ts";
import { rebuilt } from "./rebuild.ts";
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
		data,
		steps,
		subject,
		until,
	}: {
		readonly id: Id;
		readonly safe?: boolean;
		readonly data?: Readonly<Record<string, Datum>> | (() => Readonly<Record<string, Datum>>);
		readonly steps: readonly Step[];
		/** The component whose numbers its title tells, if not the one of the finding. */
		readonly subject?: string;
		/** What has to hold afterwards for it to be worth offering. */
		readonly until?: (after: RuleContext) => boolean;
	},
): Fix<Id> {
	const edits = once(() => editsOf(context, steps, until));
	return {
		id,
		safe,
		get data() {
			return typeof data === "function" ? data() : (data ?? {});
		},
		edits,
		effect: once(() => effectOf(context, edits(), subject)),
	};
}

/** The edits of all steps together; empty if one of them cannot be done or the text would no longer parse. */
function editsOf(context: RuleContext, steps: readonly Step[], until?: (after: RuleContext) => boolean): Edits {
	const result = stepped(context, steps);
	if (!result || until?.(result) === false) return new Map();
	const edits = new Map<SourceFile, Edits extends ReadonlyMap<SourceFile, infer E> ? E : never>();
	for (const [i, file] of context.architecture.files.entries()) {
		const after = result.architecture.files[i]!;
		if (after.text === file.text) continue;
		const list = tidied(file, after.text);
		if (list.length > 0) edits.set(file, list);
	}
	return edits;
}

/** The design after all steps; undefined if one of them cannot be done. */
export function stepped(context: RuleContext, steps: readonly Step[]): RuleContext | undefined {
	let current = context;
	for (const step of steps) {
		const operations = step(current);
		const edits = operations && compile(current.architecture, operations);
		if (!edits) return undefined;
		if (edits.size > 0) current = rebuilt(current, edits);
	}
	return mistakes(current.architecture) <= mistakes(context.architecture) ? current : undefined;
}

/** A half-typed file may hold a fix that has nowhere to go. */
function mistakes({ problems }: Architecture): number {
	let errors = 0;
	for (const list of problems.values()) errors += list.filter(({ severity }) => severity === "error").length;
	return errors;
}

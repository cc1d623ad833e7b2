import type * as tree from "../language/tree.ts";
import type { Component, Link, SourceFile } from "./architecture.ts";

/**
 * A declared name on the way to an element. Its body may come in several parts: what its own text says, and what
 * `like` copied into it.
 */
export interface Draft {
	readonly id: string;
	readonly name: string;
	readonly kind: string;
	file: SourceFile;
	declaration: tree.Declaration;
	readonly parent: Draft | undefined;
	readonly children: Map<string, Draft>;
	/** What it takes over from: the target of its own `like`, or its counterpart in a group that was copied. */
	inherits: Draft | undefined;
	/** How often it is a copy of a copy. */
	generation: number;
	/** Its own text says nothing of it: a group that was copied has brought it. */
	readonly copied: boolean;
	/** Innermost last: what stands later wins. */
	parts: readonly Part[];
	/** Those that its parts write, in their order. */
	links: Link[];
	/** Guards against a copy of itself. */
	state: "new" | "copying" | "done";
}

/** Items of one body, where their names are looked up, and how what they name is carried over into a copy. */
export interface Part {
	file: SourceFile;
	readonly declaration: tree.Declaration | undefined;
	readonly items: readonly tree.Item[];
	/** Where names are looked up: the body in the text. */
	readonly scope: Draft | undefined;
	/** From the inside out: a target below `from` means its counterpart below `to`. Empty for what is no copy. */
	readonly moves: readonly { readonly from: Draft; readonly to: Draft }[];
}

export function newDraft(
	name: string,
	kind: string,
	file: SourceFile,
	declaration: tree.Declaration,
	parent: Draft | undefined,
	copied: boolean,
): Draft {
	const draft: Draft = {
		id: parent ? `${parent.id}.${name}` : name,
		name,
		kind,
		file,
		declaration,
		parent,
		children: new Map(),
		inherits: undefined,
		generation: 0,
		copied,
		parts: [],
		links: [],
		state: "new",
	};
	if (!copied) draft.parts = partsOf(draft, declaration, file);
	return draft;
}

export function partsOf(scope: Draft, declaration: tree.Declaration, file: SourceFile): readonly Part[] {
	const items = declaration.body?.items;
	return items ? [{ file, declaration, items, scope, moves: [] }] : [];
}

export function isBelow(draft: Draft, ancestor: Draft): boolean {
	return draft.parent !== undefined && (draft.parent === ancestor || isBelow(draft.parent, ancestor));
}

/** What `draft`, named in the text of the original, means in a copy. */
export function carriedOver(draft: Draft, moves: Part["moves"]): Draft {
	let target = draft;
	for (const { from, to } of moves) target = counterpart(target, from, to) ?? target;
	return target;
}

function counterpart(target: Draft, from: Draft, to: Draft): Draft | undefined {
	if (target === from) return to;
	if (!target.parent) return undefined;
	return counterpart(target.parent, from, to)?.children.get(target.name);
}

/** The instances that its own text gives it, else those of what it takes over from. */
export function instancesOf(draft: Draft): Component["instances"] {
	for (let at: Draft | undefined = draft; at; at = at.inherits) {
		const { times } = at.declaration;
		if (times && 0 < times.min) return { min: times.min, max: Math.max(times.min, times.max) };
	}
	return { min: 1, max: 1 };
}

export function titleOf(draft: Draft): string {
	return draft.declaration.title?.text ?? (draft.copied ? undefined : inherited(draft)) ?? draft.name;
}

/** A title that is taken over along with a component, not that of another place. */
function inherited(draft: Draft): string | undefined {
	for (let at = draft; at.inherits && at.inherits.name === at.name; at = at.inherits) {
		const title = at.inherits.declaration.title?.text;
		if (title !== undefined) return title;
	}
	return undefined;
}

import type * as tree from "../language/tree.ts";
import type { Link, SourceFile } from "./architecture.ts";

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

export type Found = { readonly draft: Draft } | { readonly candidates: readonly Draft[] } | undefined;

/** All names of all files. Names of the top level of every file are one scope. */
export class Scopes {
	readonly top = new Map<string, Draft>();
	readonly byName = new Map<string, Draft[]>();
	readonly drafts: Draft[] = [];

	/** Adds a draft to its scope; the one that has the name already, if there is one, stays and is returned. */
	add(draft: Draft): Draft | undefined {
		const scope = draft.parent?.children ?? this.top;
		const first = scope.get(draft.name);
		if (first) return first;
		scope.set(draft.name, draft);
		this.drafts.push(draft);
		const same = this.byName.get(draft.name);
		if (same) same.push(draft);
		else this.byName.set(draft.name, [draft]);
		return undefined;
	}

	/** From the inside out; else the only one of that name in the nearest place around, and at last anywhere. */
	find(name: string, from: Draft | undefined): Found {
		for (let scope = from; scope; scope = scope.parent) {
			const draft = scope.children.get(name);
			if (draft) return { draft };
		}
		const draft = this.top.get(name);
		if (draft) return { draft };
		const anywhere = this.byName.get(name);
		if (!anywhere) return undefined;
		for (let scope = from; scope && anywhere.length > 1; scope = scope.parent) {
			const inside = anywhere.filter((candidate) => isBelow(candidate, scope));
			if (inside.length > 0) return oneOf(inside);
		}
		return oneOf(anywhere);
	}
}

function oneOf(found: readonly Draft[]): Found {
	return found.length === 1 ? { draft: found[0]! } : { candidates: found };
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

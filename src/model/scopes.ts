import { type Draft, isBelow } from "./drafts.ts";

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

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

	/** Adds a draft of a name that nothing has yet, before the one that follows it in its scope, else at the end of those that are no copies. */
	insert(draft: Draft, next: Draft | undefined): void {
		const scope = draft.parent?.children ?? this.top;
		const behind = next ? [...scope].slice([...scope.values()].indexOf(next)) : [];
		for (const [name] of behind) scope.delete(name);
		scope.set(draft.name, draft);
		for (const [name, other] of behind) scope.set(name, other);
		this.byName.set(draft.name, [draft]);
		const { parent } = draft;
		const isBefore = (other: Draft): boolean =>
			!other.copied && (!parent || other === parent || isBelow(other, parent));
		this.drafts.splice(next ? this.drafts.indexOf(next) : this.drafts.findLastIndex(isBefore) + 1, 0, draft);
	}

	remove(draft: Draft): void {
		(draft.parent?.children ?? this.top).delete(draft.name);
		const same = this.byName.get(draft.name)!.filter((other) => other !== draft);
		if (same.length > 0) this.byName.set(draft.name, same);
		else this.byName.delete(draft.name);
		this.drafts.splice(this.drafts.indexOf(draft), 1);
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

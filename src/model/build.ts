import { parse } from "../language/parser.ts";
import type { Problem } from "../language/problem.ts";
import { suggest } from "../language/suggest.ts";
import { LineIndex, type Span } from "../language/text.ts";
import type * as tree from "../language/tree.ts";
import { validate } from "../language/validate.ts";
import type { Family } from "../language/vocabulary/types.ts";
import type {
	Access,
	Architecture,
	Component,
	Element,
	Link,
	Place,
	PropertyValue,
	SourceFile,
	System,
	Use,
} from "./architecture.ts";
import { familyOf } from "./kinds.ts";
import { replicates } from "./replication.ts";
import { type Lookup, propertyOf } from "./resolve-value.ts";
import { carriedOver, type Draft, isBelow, type Part, Scopes } from "./scopes.ts";

export function sourceFile(uri: string, text: string): SourceFile {
	return { uri, text, tree: parse(text), lines: new LineIndex(text) };
}

/** Finds the file that `path` means in an import of `from`; undefined if there is none. */
export type ResolveImport = (from: SourceFile, path: string) => SourceFile | undefined;

/** Never fails: what cannot be resolved is left out and reported in `problems`. */
export function buildArchitecture(main: SourceFile, resolveImport: ResolveImport = () => undefined): Architecture {
	return new Builder(main, resolveImport).build();
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type NewComponent = Omit<Component, "accesses" | "outgoing" | "incoming" | "properties"> & {
	properties: ReadonlyMap<string, PropertyValue>;
	accesses: Access[];
	outgoing: Link[];
	incoming: Link[];
};

/** One run of `buildArchitecture`: files, then names, then copies, then what the names are used for. */
class Builder {
	readonly #main: SourceFile;
	readonly #resolveImport: ResolveImport;
	readonly #files: SourceFile[] = [];
	readonly #scopes = new Scopes();
	readonly #problems = new Map<SourceFile, Problem[]>();
	readonly #uses = new Map<SourceFile, Use[]>();
	readonly #pending: { file: SourceFile; span: Span; draft: Draft; declares: boolean }[] = [];
	readonly #elements = new Map<Draft, Element>();
	readonly #links: Link[] = [];
	#system: Draft | undefined;

	constructor(main: SourceFile, resolveImport: ResolveImport) {
		this.#main = main;
		this.#resolveImport = resolveImport;
	}

	build(): Architecture {
		this.#visit(this.#main, []);
		// Imported files first, so that what they declare has its place before what uses it.
		const imported = this.#files.filter((file) => file !== this.#main);
		for (const file of [...imported, this.#main]) this.#declareAll(file.tree.items, file, undefined);
		for (const draft of [...this.#scopes.drafts]) this.#inherit(draft);
		for (const draft of this.#scopes.drafts) this.#elements.set(draft, this.#element(draft));
		const drafts = this.#inOrder();
		for (const draft of drafts) this.#fillIn(draft);
		for (const file of [...imported, this.#main]) {
			this.#items({ file, declaration: undefined, items: file.tree.items, scope: undefined, moves: [] }, undefined);
		}
		this.#implyLinks();
		return this.#architecture(drafts);
	}

	// Files

	#visit(file: SourceFile, path: readonly SourceFile[]): void {
		this.#files.push(file);
		this.#problems.set(file, [...file.tree.problems, ...validate(file.tree)]);
		this.#uses.set(file, []);
		const trail = [...path, file];
		for (const { path: text } of file.tree.imports) {
			// Only architectures: the mistakes of any other file would show what is in it.
			if (!text.text.endsWith(".arch")) {
				this.#report(file, text, "import-of-another-kind", { path: text.text });
				continue;
			}
			const target = this.#resolveImport(file, text.text);
			if (!target) this.#report(file, text, "import-missing", { path: text.text });
			else if (!this.#files.some((known) => known.uri === target.uri)) this.#visit(target, trail);
			else if (trail.some((above) => above.uri === target.uri)) {
				const names = [...trail.slice(trail.findIndex((above) => above.uri === target.uri)), target];
				const route = names.map(({ uri }) => uri.slice(uri.lastIndexOf("/") + 1)).join(" → ");
				this.#report(file, text, "import-cycle", { path: route }, { severity: "info" });
			}
		}
	}

	// Names

	#declareAll(items: readonly tree.Item[], file: SourceFile, parent: Draft | undefined): void {
		for (const item of items) if (item.type === "declaration") this.#declare(item, file, parent);
	}

	#declare(declaration: tree.Declaration, file: SourceFile, parent: Draft | undefined): void {
		const kind = declaration.kind.text;
		if (kind === "system") return this.#declareSystem(declaration, file);
		const word = declaration.name ?? declaration.title;
		// What stands inside a component by mistake is kept beside it.
		const place = parent && familyOf(parent.kind) === "place" ? parent : parent?.parent;
		if (!word || word.text === "") return this.#declareAll(declaration.body?.items ?? [], file, place);
		const draft = newDraft(word.text, kind, file, declaration, place, false);
		const first = this.#scopes.add(draft);
		if (first) {
			this.#report(file, word, "duplicate-name", { name: word.text }, { related: first });
			return;
		}
		this.#pending.push({ file, span: word, draft, declares: true });
		this.#declareAll(declaration.body?.items ?? [], file, draft);
	}

	#declareSystem(declaration: tree.Declaration, file: SourceFile): void {
		if (file !== this.#main) return;
		if (this.#system) return this.#report(file, declaration.kind, "system-twice", {}, { severity: "warning" });
		const name = declaration.name?.text ?? "system";
		this.#system = newDraft(name, "system", file, declaration, undefined, false);
	}

	// Copies

	/** Brings in what `like` copies: first the original at the end of a chain of them, then its copies, back to `draft`. */
	#inherit(draft: Draft): void {
		const chain: { readonly copy: Draft; original: Draft | undefined }[] = [];
		let at: Draft | undefined = draft;
		while (at?.state === "new") {
			at.state = "copying";
			const link: (typeof chain)[number] = { copy: at, original: this.#originalOf(at) };
			chain.push(link);
			at = link.original;
		}
		const last = chain.at(-1);
		if (last?.original && at?.state === "copying") {
			this.#report(last.copy.file, last.copy.declaration.like!, "like-cycle", { name: last.copy.id });
			last.original = undefined;
		}
		for (const { copy, original } of chain.reverse()) {
			if (original) this.#takeOver(copy, original);
			for (const child of [...copy.children.values()]) this.#inherit(child);
			copy.state = "done";
		}
	}

	#originalOf(draft: Draft): Draft | undefined {
		const { like } = draft.declaration;
		const original = like && !draft.copied ? this.#resolve(like, draft.parent, draft.file, []) : undefined;
		if (!like || !original) return undefined;
		if (familyOf(original.kind) !== familyOf(draft.kind)) {
			const data = { name: nameIn(like), kind: original.kind, expected: draft.kind };
			this.#report(draft.file, like, "wrong-element", data);
			return undefined;
		}
		if (original === draft || isBelow(draft, original)) {
			this.#report(draft.file, like, "like-cycle", { name: draft.id });
			return undefined;
		}
		return original;
	}

	#takeOver(copy: Draft, original: Draft): void {
		if (original.generation >= MOST_GENERATIONS) {
			const data = { name: copy.id, most: MOST_GENERATIONS };
			return this.#report(copy.file, copy.declaration.like!, "like-too-deep", data);
		}
		this.#copyInto(copy, original, { from: original, to: copy });
	}

	/** `draft` takes over the parts and children of `original`; its own text comes last and wins. */
	#copyInto(draft: Draft, original: Draft, move: { from: Draft; to: Draft }): void {
		draft.inherits = original;
		draft.generation = original.generation + 1;
		draft.parts = [...original.parts.map((part) => ({ ...part, moves: [...part.moves, move] })), ...draft.parts];
		for (const child of original.children.values()) {
			let copy = draft.children.get(child.name);
			if (!copy) {
				copy = newDraft(child.name, child.kind, child.file, child.declaration, draft, true);
				this.#scopes.add(copy);
			}
			copy.state = "done";
			this.#copyInto(copy, child, move);
		}
	}

	// Elements

	/** Depth first, as in the text: what a place holds follows it. */
	#inOrder(): readonly Draft[] {
		const drafts: Draft[] = [];
		const walk = (scope: Iterable<Draft>): void => {
			for (const draft of scope) {
				drafts.push(draft);
				walk(draft.children.values());
			}
		};
		walk(this.#scopes.top.values());
		return drafts;
	}

	#element(draft: Draft): Element {
		const known = this.#elements.get(draft);
		if (known) return known;
		const { id, name, kind, file, declaration } = draft;
		const parent = draft.parent ? (this.#element(draft.parent) as Place) : undefined;
		const inherits = draft.inherits ? this.#element(draft.inherits) : undefined;
		const title = declaration.title?.text ?? (draft.copied ? undefined : inherited(draft)) ?? name;
		const copyOf = draft.copied ? inherits : undefined;
		const base = { id, name, title, kind, properties: none, file, declaration, parent, inherits, copyOf };
		const element = elementOf(base, familyOf(kind), () => instancesOf(draft));
		this.#elements.set(draft, element);
		return element;
	}

	#fillIn(draft: Draft): void {
		const element = this.#elements.get(draft) as Mutable<Element>;
		if (element.parent && element.type !== "data" && element.type !== "system") {
			(element.parent.children as (Component | Place)[]).push(element);
		}
		const properties = new Map<string, PropertyValue>();
		for (const part of draft.parts) {
			this.#properties(part, draft.kind, properties);
			if (element.type === "component" || element.type === "place") this.#items(part, element);
		}
		if (properties.size) element.properties = properties;
	}

	#properties(part: Part, kind: string, into: Map<string, PropertyValue>): void {
		const lookup = this.#lookup(part);
		for (const item of part.items) {
			if (item.type !== "property") continue;
			const value = item.value && propertyOf(kind, item, lookup);
			if (value !== undefined) {
				const at = { file: part.file, span: item };
				into.set(item.name.text, { name: item.name.text, value, at, node: item });
			}
		}
	}

	/** Names in a part as elements; mistakes are reported once, where the text stands. */
	#lookup(part: Part): Lookup {
		return {
			find: (ref) => {
				const draft = this.#resolve(ref, part.scope, part.file, part.moves);
				return draft && this.#elements.get(draft);
			},
			wrong: (ref, element, expected) => {
				if (part.moves.length > 0) return;
				const data = { name: nameIn(ref), kind: element.kind, expected };
				this.#report(part.file, ref, "wrong-element", data);
			},
		};
	}

	// Links and accesses

	#items(part: Part, owner: Component | Place | undefined): void {
		for (const item of part.items) {
			if (item.type === "link") this.#link(item, part);
			else if (item.type === "access") this.#access(item, part, owner);
		}
	}

	#access(access: tree.Access, part: Part, owner: Component | Place | undefined): void {
		if (owner?.type !== "component") {
			if (part.moves.length === 0) {
				this.#report(part.file, access.operation, "access-outside", { operation: access.operation.text });
			}
			return;
		}
		if (!access.data) return;
		const lookup = this.#lookup(part);
		const data = lookup.find(access.data);
		if (!data) return;
		if (data.type !== "data") return lookup.wrong(access.data, data, "data");
		(owner as NewComponent).accesses.push({
			operation: access.operation.text === "reads" ? "read" : "write",
			data,
			factor: access.share?.factor ?? 1,
			at: { file: part.file, span: access },
		});
	}

	#link(link: tree.Link, part: Part): void {
		const lookup = this.#lookup(part);
		const properties = new Map<string, PropertyValue>();
		if (link.body) this.#properties({ ...part, items: link.body.items }, "link", properties);
		let sources = link.sources.map((ref) => this.#end(ref, lookup, part));
		for (const hop of link.hops) {
			const targets = hop.targets.map(({ ref }) => this.#end(ref, lookup, part));
			for (const from of sources) {
				for (const [i, to] of targets.entries()) {
					const { ref, share } = hop.targets[i]!;
					if (!from || !to) continue;
					if (from === to) {
						if (part.moves.length === 0) this.#report(part.file, ref, "link-to-itself", { name: to.id });
						continue;
					}
					this.#connect({
						id: `${from.id} -> ${to.id}`,
						from,
						to,
						share: share?.factor,
						percent: share?.percent ?? false,
						label: link.label?.text,
						properties,
						replication: false,
						implied: false,
						at: { file: part.file, span: ref },
						statement: link,
						copied: part.moves.length > 0,
					});
				}
			}
			sources = targets;
		}
	}

	#connect(link: Link): void {
		this.#links.push(link);
		(link.from as NewComponent).outgoing.push(link);
		(link.to as NewComponent).incoming.push(link);
	}

	#end(ref: tree.Reference, lookup: Lookup, part: Part): Component | undefined {
		const element = lookup.find(ref);
		if (!element) return undefined;
		if (element.type === "component") return element;
		if (part.moves.length === 0) {
			const data = { name: nameIn(ref), kind: element.kind };
			this.#report(part.file, ref, "link-end-takes-no-traffic", data);
		}
		return undefined;
	}

	/** `sessions: redis` is a link too, unless one is written. */
	#implyLinks(): void {
		for (const element of this.#elements.values()) {
			if (element.type !== "component") continue;
			const sessions = element.properties.get("sessions");
			if (sessions?.value.type !== "reference" || sessions.value.target.type !== "component") continue;
			const to = sessions.value.target;
			if (to === element || element.outgoing.some((link) => link.to === to)) continue;
			this.#connect({
				id: `${element.id} -> ${to.id}`,
				from: element,
				to,
				share: undefined,
				percent: false,
				label: undefined,
				properties: none,
				replication: false,
				implied: true,
				at: sessions.at,
				statement: undefined,
				copied: element.copyOf !== undefined,
			});
		}
	}

	// References

	#resolve(ref: tree.Reference, scope: Draft | undefined, file: SourceFile, moves: Part["moves"]): Draft | undefined {
		const quiet = moves.length > 0;
		const [first, ...rest] = ref.path;
		if (!first) return undefined;
		const found = this.#scopes.find(first.text, scope);
		if (!found) {
			if (!quiet) this.#unknown(first, file);
			return undefined;
		}
		if ("candidates" in found) {
			if (!quiet) this.#ambiguous(ref, first, found.candidates, file);
			return undefined;
		}
		let draft = found.draft;
		if (!quiet) this.#pending.push({ file, span: first, draft, declares: false });
		for (const word of rest) {
			const child = draft.children.get(word.text);
			if (!child) {
				if (!quiet) this.#unknownMember(draft, word, file);
				return undefined;
			}
			draft = child;
			if (!quiet) this.#pending.push({ file, span: word, draft, declares: false });
		}
		return carriedOver(draft, moves);
	}

	#unknown(word: tree.Word, file: SourceFile): void {
		const suggestion = suggest(word.text, this.#scopes.byName.keys());
		const data = { name: word.text, suggestion: suggestion ?? "" };
		if (suggestion === undefined) return this.#report(file, word, "unknown-name", data);
		const same = this.#scopes.byName.get(suggestion)!;
		const text = same.length === 1 && same[0]!.parent === undefined ? suggestion : (same[0]?.id ?? suggestion);
		this.#report(file, word, "unknown-name-suggestion", data, { replacements: [text] });
	}

	#unknownMember(owner: Draft, word: tree.Word, file: SourceFile): void {
		const suggestion = suggest(word.text, owner.children.keys());
		const data = { owner: owner.id, name: word.text };
		this.#report(file, word, "unknown-member", data, suggestion ? { replacements: [suggestion] } : {});
	}

	#ambiguous(ref: tree.Reference, first: tree.Word, candidates: readonly Draft[], file: SourceFile): void {
		const names = candidates.map(({ id }) => id);
		const shown = names.slice(0, 5).map((name) => `\`${name}\``);
		if (names.length > shown.length) shown.push("…");
		const span = ref.path.length === 1 ? ref : first;
		const data = { name: first.text, candidates: shown.join(", ") };
		this.#report(file, span, "ambiguous-name", data, { replacements: names.slice(0, 9) });
	}

	#report(
		file: SourceFile,
		{ start, end }: Span,
		code: Problem["code"],
		data: Problem["data"],
		{
			severity = "error",
			related,
			replacements = [],
		}: { severity?: Problem["severity"]; related?: Draft; replacements?: readonly string[] } = {},
	): void {
		const repairs = replacements.map((text) => ({
			kind: "replace" as const,
			data: { text },
			edits: [{ span: { start, end }, text }],
		}));
		this.#problems.get(file)?.push({
			start,
			end,
			code,
			severity,
			data,
			...(repairs.length > 0 && { repairs }),
			...(related && { related: [declaredHere(related)] }),
		});
	}

	// The result

	#architecture(drafts: readonly Draft[]): Architecture {
		const elements = new Map(drafts.map((draft) => [draft.id, this.#elements.get(draft)!]));
		const all = [...elements.values()];
		for (const { file, span, draft, declares } of this.#pending) {
			const element = this.#elements.get(draft);
			if (element) this.#uses.get(file)?.push({ span: { start: span.start, end: span.end }, element, declares });
		}
		for (const uses of this.#uses.values()) uses.sort((a, b) => a.span.start - b.span.start);
		for (const problems of this.#problems.values()) problems.sort((a, b) => a.start - b.start || a.end - b.end);
		for (const link of this.#links as Mutable<Link>[]) link.replication = replicates(link);
		return {
			files: this.#files,
			system: this.#system && this.#systemElement(this.#system),
			data: all.filter((element) => element.type === "data"),
			places: all.filter((element) => element.type === "place"),
			components: all.filter((element) => element.type === "component"),
			links: this.#links,
			elements,
			uses: this.#uses,
			problems: this.#problems,
		};
	}

	#systemElement(draft: Draft): System {
		const { id, name, kind, file, declaration } = draft;
		const properties = new Map<string, PropertyValue>();
		for (const part of draft.parts) this.#properties(part, "system", properties);
		const title = declaration.title?.text ?? name;
		const base = { id, name, title, kind, file, declaration, properties };
		return { ...base, type: "system", parent: undefined, inherits: undefined, copyOf: undefined };
	}
}

const none: ReadonlyMap<string, PropertyValue> = new Map();

function newDraft(
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
		state: "new",
	};
	const items = copied ? undefined : declaration.body?.items;
	if (items) draft.parts = [{ file, declaration, items, scope: draft, moves: [] }];
	return draft;
}

/** A copy of a copy of a copy: more generations than this are taken for a mistake. */
const MOST_GENERATIONS = 64;

function elementOf(base: Omit<System, "type">, family: Family, instances: () => Component["instances"]): Element {
	if (family === "data") return { type: "data", ...base };
	if (family === "place") return { type: "place", ...base, children: [] };
	return { type: "component", ...base, instances: instances(), accesses: [], outgoing: [], incoming: [] };
}

/** The instances that its own text gives it, else those of what it takes over from. */
function instancesOf(draft: Draft): { readonly min: number; readonly max: number } {
	for (let at: Draft | undefined = draft; at; at = at.inherits) {
		const { times } = at.declaration;
		if (times && 0 < times.min) return { min: times.min, max: Math.max(times.min, times.max) };
	}
	return { min: 1, max: 1 };
}

/** A title that is taken over along with a component, not that of another place. */
function inherited(draft: Draft): string | undefined {
	for (let at = draft; at.inherits && at.inherits.name === at.name; at = at.inherits) {
		const title = at.inherits.declaration.title?.text;
		if (title !== undefined) return title;
	}
	return undefined;
}

function nameIn(ref: tree.Reference): string {
	return ref.path.map(({ text }) => text).join(".");
}

function declaredHere({ file, declaration, id }: Draft) {
	const { start, end } = declaration.name ?? declaration.title ?? declaration.kind;
	return { start, end, uri: file.uri, code: "declared-here" as const, data: { name: id } };
}

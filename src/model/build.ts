import type { Mutable } from "../language/mutable.ts";
import { parse } from "../language/parser.ts";
import type { Problem } from "../language/problem.ts";
import { suggest } from "../language/suggest.ts";
import { LineIndex, type Span } from "../language/text.ts";
import type * as tree from "../language/tree.ts";
import type { Family, ValueType } from "../language/vocabulary/types.ts";
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
import { Contributions } from "./contributions.ts";
import { carriedOver, type Draft, instancesOf, isBelow, newDraft, type Part, titleOf } from "./drafts.ts";
import { familyOf } from "./kinds.ts";
import { once } from "./once.ts";
import { replicates } from "./replication.ts";
import { type Lookup, propertyOf } from "./resolve-value.ts";
import { Scopes } from "./scopes.ts";

export function sourceFile(uri: string, text: string): SourceFile {
	return { uri, text, tree: parse(text), lines: new LineIndex(text) };
}

/** Finds the file that `path` means in an import of `from`; undefined if there is none. */
export type ResolveImport = (from: SourceFile, path: string) => SourceFile | undefined;

/** Never fails: what cannot be resolved is left out and reported in `problems`. */
export function buildArchitecture(main: SourceFile, resolveImport: ResolveImport = () => undefined): Architecture {
	return new Build(main, resolveImport).architecture;
}

export type NewComponent = Omit<Component, "accesses" | "outgoing" | "incoming" | "properties"> & {
	properties: ReadonlyMap<string, PropertyValue>;
	accesses: Access[];
	outgoing: Link[];
	incoming: Link[];
};

/** Builds the architecture of a file: files, then names, then copies, then what the names are used for. */
export class Build {
	readonly #resolveImport: ResolveImport;
	/** By the URI of their file, in the order in which the files were found. */
	protected readonly contributions = new Map<string, Contributions>();
	protected readonly scopes = new Scopes();
	protected readonly elements = new Map<Draft, Element>();
	/** What `like` takes over from somewhere: a change of it shows elsewhere too. */
	protected readonly originals = new Set<Draft>();
	protected readonly implied = new Map<Component, Link>();
	readonly #mainUri: string;
	#system: Draft | undefined;
	protected systemElement: System | undefined;
	protected drafts: readonly Draft[] = [];
	protected hasDuplicates = false;
	/** The statement that is looked at: what is found goes with it. */
	protected statement: tree.Item | tree.Import | undefined;
	protected built: Architecture;

	constructor(main: SourceFile, resolveImport: ResolveImport = () => undefined) {
		this.#resolveImport = resolveImport;
		this.#mainUri = main.uri;
		this.#visit(main, []);
		for (const { file } of this.#importsFirst()) this.#declareAll(file.tree.items, file, undefined);
		for (const draft of [...this.scopes.drafts]) this.#inherit(draft);
		for (const draft of this.scopes.drafts) this.elements.set(draft, this.element(draft));
		this.drafts = this.inOrder();
		for (const draft of this.drafts) {
			const element = this.elements.get(draft)!;
			if (element.parent && element.type !== "data" && element.type !== "system") {
				(element.parent.children as (Component | Place)[]).push(element);
			}
			this.fillIn(draft, element);
		}
		for (const { file } of this.#importsFirst()) this.items(topOf(file), undefined, file.tree.items);
		if (this.#system) this.systemElement = this.#systemOf(this.#system);
		const written = this.writtenLinks();
		attach(written);
		this.implyLinks();
		attach(this.implied.values());
		this.built = this.withParts({ ...this.sorted(), links: this.allLinks(written) });
	}

	get architecture(): Architecture {
		return this.built;
	}

	// Files

	/** Imported files first, so that what they declare has its place before what uses it. */
	#importsFirst(): readonly Contributions[] {
		const [main, ...imported] = this.contributions.values();
		return [...imported, main!];
	}

	#of(file: SourceFile): Contributions {
		return this.contributions.get(file.uri)!;
	}

	#visit(file: SourceFile, path: readonly SourceFile[]): void {
		this.contributions.set(file.uri, new Contributions(file));
		const trail = [...path, file];
		for (const statement of file.tree.imports) {
			this.statement = statement;
			const text = statement.path;
			// Only architectures: the mistakes of any other file would show what is in it.
			if (!text.text.endsWith(".arch")) {
				this.#report(file, text, "import-of-another-kind", { path: text.text });
				continue;
			}
			const target = this.#resolveImport(file, text.text);
			if (!target) this.#report(file, text, "import-missing", { path: text.text });
			else if (!this.contributions.has(target.uri)) this.#visit(target, trail);
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
		this.statement = declaration;
		if (kind === "system") return this.#declareSystem(declaration, file);
		const word = declaration.name ?? declaration.title;
		// What stands inside a component by mistake is kept beside it.
		const place = parent && familyOf(parent.kind) === "place" ? parent : parent?.parent;
		if (!word || word.text === "") return this.#declareAll(declaration.body?.items ?? [], file, place);
		const draft = newDraft(word.text, kind, file, declaration, place, false);
		const first = this.scopes.add(draft);
		if (first) {
			this.hasDuplicates = true;
			this.#report(file, word, "duplicate-name", { name: word.text }, { related: first });
			return;
		}
		this.use(file, word, draft, true);
		this.#declareAll(declaration.body?.items ?? [], file, draft);
	}

	#declareSystem(declaration: tree.Declaration, file: SourceFile): void {
		if (file.uri !== this.#mainUri) return;
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
			this.statement = last.copy.declaration;
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
		this.statement = draft.declaration;
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
			this.statement = copy.declaration;
			return this.#report(copy.file, copy.declaration.like!, "like-too-deep", data);
		}
		this.#copyInto(copy, original, { from: original, to: copy });
	}

	/** `draft` takes over the parts and children of `original`; its own text comes last and wins. */
	#copyInto(draft: Draft, original: Draft, move: { from: Draft; to: Draft }): void {
		draft.inherits = original;
		this.originals.add(original);
		draft.generation = original.generation + 1;
		draft.parts = [...original.parts.map((part) => ({ ...part, moves: [...part.moves, move] })), ...draft.parts];
		for (const child of original.children.values()) {
			let copy = draft.children.get(child.name);
			if (!copy) {
				copy = newDraft(child.name, child.kind, child.file, child.declaration, draft, true);
				this.scopes.add(copy);
			}
			copy.state = "done";
			this.#copyInto(copy, child, move);
		}
	}

	// Elements

	/** Depth first, as in the text: what a place holds follows it. */
	protected inOrder(): readonly Draft[] {
		const drafts: Draft[] = [];
		const walk = (scope: Iterable<Draft>): void => {
			for (const draft of scope) {
				drafts.push(draft);
				walk(draft.children.values());
			}
		};
		walk(this.scopes.top.values());
		return drafts;
	}

	protected element(draft: Draft): Element {
		const known = this.elements.get(draft);
		if (known) return known;
		const { id, name, kind, file, declaration } = draft;
		const parent = draft.parent ? (this.element(draft.parent) as Place) : undefined;
		const inherits = draft.inherits ? this.element(draft.inherits) : undefined;
		const title = titleOf(draft);
		const copyOf = draft.copied ? inherits : undefined;
		const base = { id, name, title, kind, properties: none, file, declaration, parent, inherits, copyOf };
		const element = elementOf(base, familyOf(kind), () => instancesOf(draft));
		this.elements.set(draft, element);
		return element;
	}

	protected fillIn(draft: Draft, element: Mutable<Element>): void {
		const properties = new Map<string, PropertyValue>();
		const isPlace = element.type === "place";
		draft.links = [];
		for (const part of draft.parts) {
			this.statement = draft.declaration;
			this.#properties(part, draft.kind, properties, isPlace);
			if (isPlace || element.type === "component")
				draft.links.push(...this.items(part, element as Component | Place, part.items));
		}
		if (properties.size || element.properties.size) element.properties = properties;
	}

	#properties(part: Part, kind: string, into: Map<string, PropertyValue>, areStatements: boolean): void {
		const lookup = this.#lookup(part);
		for (const item of part.items) {
			if (item.type !== "property") continue;
			if (areStatements) this.statement = item;
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
			find: (ref, types) => {
				const draft = this.#resolve(ref, part.scope, part.file, part.moves, types);
				return draft && this.elements.get(draft);
			},
			wrong: (ref, element, expected) => {
				if (part.moves.length > 0) return;
				const data = { name: nameIn(ref), kind: element.kind, expected };
				this.#report(part.file, ref, "wrong-element", data);
			},
		};
	}

	// Links and accesses

	/** Looks at the links and accesses among `items` of a part. Returns the links. */
	protected items(part: Part, owner: Component | Place | undefined, items: readonly tree.Item[]): readonly Link[] {
		const links: Link[] = [];
		for (const item of items) {
			if (item.type !== "link" && item.type !== "access") continue;
			if (owner?.type !== "component") this.statement = item;
			if (item.type === "access") this.#access(item, part, owner);
			else {
				const own = this.#link(item, part);
				if (part.moves.length === 0) this.#of(part.file).links.set(item, own);
				links.push(...own);
			}
		}
		return links;
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

	#link(link: tree.Link, part: Part): Link[] {
		const found: Link[] = [];
		const lookup = this.#lookup(part);
		const properties = new Map<string, PropertyValue>();
		if (link.body) this.#properties({ ...part, items: link.body.items }, "link", properties, false);
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
					found.push({
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
		return found;
	}

	/** In the order of the text, those in places and components first. */
	protected writtenLinks(): readonly Link[] {
		const links: Link[] = [];
		for (const draft of this.drafts) for (const link of draft.links) links.push(link);
		for (const { file, links: own } of this.#importsFirst()) {
			for (const item of file.tree.items) if (item.type === "link") links.push(...(own.get(item) ?? []));
		}
		return links;
	}

	protected allLinks(written: readonly Link[]): readonly Link[] {
		const links = [...written, ...this.implied.values()];
		for (const link of links as Mutable<Link>[]) link.replication = replicates(link);
		return links;
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

	/** `sessions: redis` is a link too, unless one is written. It stays the same one as long as the text says the same. */
	protected implyLinks(): void {
		const before = new Map(this.implied);
		this.implied.clear();
		for (const element of this.elements.values()) {
			if (element.type !== "component") continue;
			const sessions = element.properties.get("sessions");
			if (sessions?.value.type !== "reference" || sessions.value.target.type !== "component") continue;
			const to = sessions.value.target;
			if (to === element || element.outgoing.some((link) => !link.implied && link.to === to)) continue;
			const known = before.get(element);
			if (known?.to === to && known.at === sessions.at) {
				this.implied.set(element, known);
				continue;
			}
			this.implied.set(element, {
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

	#resolve(
		ref: tree.Reference,
		scope: Draft | undefined,
		file: SourceFile,
		moves: Part["moves"],
		types?: readonly ValueType[],
	): Draft | undefined {
		const quiet = moves.length > 0;
		const [first, ...rest] = ref.path;
		if (!first) return undefined;
		const found = this.scopes.find(first.text, scope);
		if (!found) {
			if (!quiet) this.#unknown(first, file, types);
			return undefined;
		}
		if ("candidates" in found) {
			if (!quiet) this.#ambiguous(ref, first, found.candidates, file);
			return undefined;
		}
		let draft = found.draft;
		if (!quiet) this.use(file, first, draft, false);
		for (const word of rest) {
			const child = draft.children.get(word.text);
			if (!child) {
				if (!quiet) this.#unknownMember(draft, word, file);
				return undefined;
			}
			draft = child;
			if (!quiet) this.use(file, word, draft, false);
		}
		return carriedOver(draft, moves);
	}

	protected use(file: SourceFile, span: Span, draft: Draft, declares: boolean): void {
		addTo(this.#of(file).names, this.statement as tree.Item, { span, draft, declares });
	}

	#unknown(word: tree.Word, file: SourceFile, types: readonly ValueType[] = []): void {
		const words = types.flatMap((type) => (type.type === "word" ? type.values.map(({ name }) => name) : []));
		const suggestion = suggest(word.text, [...words, ...this.scopes.byName.keys()]);
		const data = { name: word.text, suggestion: suggestion ?? "" };
		if (suggestion === undefined) return this.#report(file, word, "unknown-name", data);
		const same = words.includes(suggestion) ? [] : this.scopes.byName.get(suggestion)!;
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
		addTo(this.#of(file).problems, this.statement!, {
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

	/** The elements, each by its type, in the order of the text. */
	protected sorted(): Pick<Architecture, "data" | "places" | "components" | "elements"> {
		const elements = new Map(this.drafts.map((draft) => [draft.id, this.elements.get(draft)!]));
		const inText = [...elements.values()];
		return {
			data: inText.filter((element) => element.type === "data"),
			places: inText.filter((element) => element.type === "place"),
			components: inText.filter((element) => element.type === "component"),
			elements,
		};
	}

	protected withParts(
		parts: Pick<Architecture, "data" | "places" | "components" | "links" | "elements">,
	): Architecture {
		const all = [...this.contributions.values()];
		const uses = once(() => new Map(all.map((own) => [own.file, this.#usesIn(own)])));
		return {
			...parts,
			files: all.map(({ file }) => file),
			system: this.systemElement,
			problems: new Map(all.map((own) => [own.file, own.allProblems()])),
			get uses() {
				return uses();
			},
		};
	}

	#usesIn({ names }: Contributions): readonly Use[] {
		const uses: Use[] = [];
		for (const all of names.values()) {
			for (const { span, draft, declares } of all) {
				const element = this.elements.get(draft);
				if (element) uses.push({ span, element, declares });
			}
		}
		return uses.sort((a, b) => a.span.start - b.span.start);
	}

	#systemOf(draft: Draft): System {
		const { id, name, kind, file, declaration } = draft;
		const properties = new Map<string, PropertyValue>();
		this.statement = declaration;
		for (const part of draft.parts) this.#properties(part, "system", properties, false);
		const title = declaration.title?.text ?? name;
		const base = { id, name, title, kind, file, declaration, properties };
		return { ...base, type: "system", parent: undefined, inherits: undefined, copyOf: undefined };
	}
}

/** What stands in a file and in nothing else. */
export function topOf(file: SourceFile): Part {
	return { file, declaration: undefined, items: file.tree.items, scope: undefined, moves: [] };
}

export function attach(links: Iterable<Link>): void {
	for (const link of links) {
		(link.from as NewComponent).outgoing.push(link);
		(link.to as NewComponent).incoming.push(link);
	}
}

function addTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
	const known = lists.get(key);
	if (known) known.push(value);
	else lists.set(key, [value]);
}

export const none: ReadonlyMap<string, PropertyValue> = new Map();

/** A copy of a copy of a copy: more generations than this are taken for a mistake. */
const MOST_GENERATIONS = 64;

function elementOf(base: Omit<System, "type">, family: Family, instances: () => Component["instances"]): Element {
	if (family === "data") return { type: "data", ...base };
	if (family === "place") return { type: "place", ...base, children: [] };
	return { type: "component", ...base, instances: instances(), accesses: [], outgoing: [], incoming: [] };
}

function nameIn(ref: tree.Reference): string {
	return ref.path.map(({ text }) => text).join(".");
}

function declaredHere({ file, declaration, id }: Draft) {
	const { start, end } = declaration.name ?? declaration.title ?? declaration.kind;
	return { start, end, uri: file.uri, code: "declared-here" as const, data: { name: id } };
}

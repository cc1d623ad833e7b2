import type { Mutable } from "../language/mutable.ts";
import type { Problem } from "../language/problem.ts";
import type { Replacement } from "../language/reparse.ts";
import { shiftProblem } from "../language/shift.ts";
import type * as tree from "../language/tree.ts";
import type { Architecture, Element, Link, Place, SourceFile } from "./architecture.ts";
import { attach, Build, type NewComponent, none, topOf } from "./build.ts";
import type { Contributions } from "./contributions.ts";
import { type Draft, instancesOf, newDraft, partsOf, titleOf } from "./drafts.ts";
import { familyOf } from "./kinds.ts";
import { forgetAll } from "./once.ts";
import { elementsOf } from "./properties.ts";
import { replicates } from "./replication.ts";
import {
	hasSameProperties,
	isSameAccess,
	isSameLink,
	move,
	moveLink,
	moveProperties,
	withElementsOf,
} from "./same-design.ts";

/** Builds the architecture of a file, and takes over the next versions of its texts. */
export class ArchitectureBuilder extends Build {
	/** Whatever names the version of a file that it stands in, and how much that was at first. */
	readonly #standing = new Map<Contributions, { readonly all: Standing[]; readonly first: number }>();

	/**
	 * Takes over a new version of a file, of which only some statements differ: what they say is looked at anew, and the elements stay the
	 * same objects. So the architecture before is used up. `touched`: what says something else that has a bearing on a number, and both ends
	 * of links that do; where there is none the design is the same. Undefined, with nothing changed, where names or kinds are declared that
	 * have a bearing on what other statements mean.
	 */
	update(after: SourceFile, { around, before, after: now, moved }: Replacement): Updated | undefined {
		const own = this.contributions.get(after.uri);
		const holder = this.#draftOf(around);
		if (!own || this.hasDuplicates || (around.length > 0 && (!holder || this.#isShared(holder)))) return undefined;
		if (holder && [...before, ...now].some(({ type }) => type === "property" || type === "access")) return undefined;
		const changes: Changes = { pairs: [], removed: [], added: [] };
		const all = (around.at(-1)?.body ?? after.tree).items;
		if (!this.#pair(before, now, all, holder, changes)) return undefined;
		const { pairs } = changes;
		const isOther = changes.removed.length > 0 || changes.added.length > 0;
		if (isOther && !this.#isAlone(changes, before, own)) return undefined;

		const oldLinks = this.#drop(before, own);
		shiftProblems(own, moved);
		this.#refile(own, after);
		own.validation.check(after.text, now, around.at(-1));
		const touched = new Set<Element>();
		const drafts = isOther ? this.#exchange(changes, after, touched) : [];
		const relinked: Element[] = [];
		for (const [draft, declaration] of pairs) {
			const element = this.elements.get(draft)!;
			const linking = linkingOf(element);
			const held = elementsOf(element, "holds");
			if (this.#redo(draft, declaration, after)) continue;
			touched.add(element);
			if (hasSameProperties(linking, linkingOf(element))) continue;
			relinked.push(element);
			for (const data of [...held, ...elementsOf(element, "holds")]) touched.add(data);
		}
		const part = holder ? { ...holder.parts[0]!, items: around.at(-1)!.body!.items } : topOf(after);
		if (holder) holder.parts = [part];
		this.items(part, holder && (this.elements.get(holder) as Place), now);
		const newLinks = linksIn(now, own);
		for (const link of newLinks as Mutable<Link>[]) link.replication = replicates(link);
		const areSameLinks =
			oldLinks.length === newLinks.length && oldLinks.every((link, i) => isSameLink(link, newLinks[i]!));
		if (areSameLinks) keepLinks(now, own, oldLinks);
		if (holder) holder.links = writtenIn(holder, own);
		for (const draft of [...pairs.map(([draft]) => draft), ...drafts]) draft.links = writtenIn(draft, own);
		const { links } = this.built;
		const written = this.writtenLinks();
		// Also their order counts: what a component calls first, for one.
		if (written.length + this.implied.size !== links.length || written.some((link, i) => link !== links[i])) {
			for (const { from, to } of [...oldLinks, ...newLinks]) touched.add(from).add(to);
		}

		this.#note(own, [...(holder ? [holder] : []), ...pairs.map(([draft]) => draft), ...drafts], linksIn(now, own));
		if (touched.size > 0) forgetAll();
		const neighbours = relinked.flatMap(neighboursOf);
		this.built = this.withParts({
			...(isOther ? this.sorted() : pick(this.built)),
			links: touched.size > 0 ? this.#linksAnew(written) : links,
		});
		for (const element of [...neighbours, ...relinked.flatMap(neighboursOf)]) touched.add(element);
		return { architecture: this.built, touched, isOther };
	}

	#draftOf(around: readonly tree.Declaration[]): Draft | undefined {
		let draft: Draft | undefined;
		for (const declaration of around) {
			const next: Draft | undefined = (draft?.children ?? this.scopes.top).get(nameOf(declaration));
			if (next?.declaration !== declaration) return undefined;
			draft = next;
		}
		return draft;
	}

	/** It says something of others too, or others of it. */
	#isShared(draft: Draft): boolean {
		return draft.inherits !== undefined || this.originals.has(draft) || draft.parts.length > 1;
	}

	/**
	 * Finds the drafts of the declarations in some statements and the declarations that take their place, and what is declared no more or
	 * only now. `all`: the statements now that these stand among. False where there is more to it.
	 */
	#pair(
		before: readonly tree.Item[],
		after: readonly tree.Item[],
		all: readonly tree.Item[],
		holder: Draft | undefined,
		changes: Changes,
	): boolean {
		const old = before.filter(declares);
		const now = after.filter(declares);
		let head = 0;
		while (head < Math.min(old.length, now.length) && areAlike(old[head]!, now[head]!)) head++;
		let tail = 0;
		while (tail < Math.min(old.length, now.length) - head && areAlike(old.at(-1 - tail)!, now.at(-1 - tail)!)) tail++;
		const scope = holder?.children ?? this.scopes.top;
		const isPaired = (was: tree.Declaration, is: tree.Declaration): boolean => {
			const draft = scope.get(nameOf(was));
			if (draft?.declaration !== was || was.like || is.like || this.#isShared(draft)) return false;
			const [inside, insideNow] = [was.body?.items ?? [], is.body?.items ?? []];
			changes.pairs.push([draft, is]);
			if (familyOf(draft.kind) === "place") return this.#pair(inside, insideNow, insideNow, draft, changes);
			return ![...inside, ...insideNow].some(declares);
		};
		for (const was of old.slice(head, old.length - tail)) {
			const draft = scope.get(nameOf(was));
			if (!standsAlone(was) || draft?.declaration !== was || this.#isShared(draft)) return false;
			changes.removed.push(draft);
		}
		for (const is of now.slice(head, now.length - tail)) {
			if (!standsAlone(is) || (holder && familyOf(holder.kind) !== "place")) return false;
			const following = all.slice(all.indexOf(is) + 1).filter(declares);
			changes.added.push({
				declaration: is,
				parent: holder,
				next: following.find(({ kind }) => kind.text !== "system"),
			});
		}
		return now.every((is, i) => {
			if (i < head) return isPaired(old[i]!, is);
			return i < now.length - tail || isPaired(old[i - now.length + old.length]!, is);
		});
	}

	/** Nothing that stands elsewhere means something else for what is declared no more, or only now. */
	#isAlone({ removed, added }: Changes, before: readonly tree.Item[], own: Contributions): boolean {
		const names = added.map(({ declaration }) => nameOf(declaration));
		if (new Set(names).size < names.length) return false;
		// Nor is it one of those that go: what is the same is told by the id, and by that they would be the same.
		if (names.some((name) => this.scopes.byName.has(name))) return false;
		// What comes last in a file that is imported has others behind it.
		const [main] = this.contributions.values();
		if (added.some(({ parent, next }) => (next ? nameOf(next) === "" : !parent && own !== main))) return false;
		const inside = new Set<tree.Item | tree.Import>(allIn(before));
		const gone = new Set(removed);
		for (const { names, problems } of this.contributions.values()) {
			for (const [item, all] of problems) {
				if (!inside.has(item) && all.some(({ code }) => DEPENDS_ON_NAMES.has(code))) return false;
			}
			if (gone.size === 0) continue;
			for (const [item, uses] of names)
				if (!inside.has(item) && uses.some(({ draft }) => gone.has(draft))) return false;
		}
		return true;
	}

	/** Takes elements away and brings others in, where the text has them. Returns what is new. */
	#exchange({ removed, added }: Changes, file: SourceFile, touched: Set<Element>): readonly Draft[] {
		for (const draft of removed) touched.add(this.#remove(draft));
		// From the end: what one stands before is there already.
		const drafts = added.reverse().map((one) => this.#add(one, file));
		for (const draft of drafts) {
			const { declaration } = draft;
			const element = this.elements.get(draft)!;
			this.statement = declaration;
			this.use(file, declaration.name ?? declaration.title!, draft, true);
			this.fillIn(draft, element);
			touched.add(element);
		}
		const elements = this.scopes.drafts.map((draft) => [draft, this.elements.get(draft)!] as const);
		this.elements.clear();
		for (const [draft, element] of elements) this.elements.set(draft, element);
		this.drafts = this.inOrder();
		return drafts;
	}

	#remove(draft: Draft): Element {
		const element = this.elements.get(draft)!;
		this.scopes.remove(draft);
		this.elements.delete(draft);
		this.#gather(draft.parent);
		return element;
	}

	#add({ declaration, parent, next }: Added, file: SourceFile): Draft {
		const draft = newDraft(nameOf(declaration), declaration.kind.text, file, declaration, parent, false);
		draft.state = "done";
		this.scopes.insert(draft, next && (parent?.children ?? this.scopes.top).get(nameOf(next)));
		this.element(draft);
		this.#gather(parent);
		return draft;
	}

	/** What a place holds, in the order of the text. */
	#gather(place: Draft | undefined): void {
		if (!place) return;
		const children = [...place.children.values()].map((draft) => this.elements.get(draft)!);
		(this.elements.get(place) as Mutable<Place>).children = children.filter(({ type }) => type !== "data") as Place[];
	}

	/** Forgets what statements have added. Returns their links. */
	#drop(items: readonly tree.Item[], own: Contributions): readonly Link[] {
		const links: Link[] = [];
		for (const item of items) {
			own.names.delete(item);
			own.problems.delete(item);
			own.validation.problems.delete(item);
			if (item.type === "link") {
				links.push(...(own.links.get(item) ?? []));
				own.links.delete(item);
			} else if (item.type === "declaration") links.push(...this.#drop(item.body?.items ?? [], own));
		}
		return links;
	}

	/** Whatever stands in a file stands in its new version. */
	#refile(own: Contributions, after: SourceFile): void {
		const standing = this.#standing.get(own) ?? this.#standingIn(own.file);
		this.#standing.set(own, standing);
		own.file = after;
		for (const one of standing.all) one.file = after;
	}

	#standingIn(file: SourceFile): { readonly all: Standing[]; readonly first: number } {
		const found: Standing[] = [];
		for (const draft of this.scopes.drafts) found.push(draft, ...draft.parts);
		for (const element of this.elements.values()) noteElement(element, found);
		if (this.systemElement) noteElement(this.systemElement, found);
		for (const link of this.built.links) noteLink(link, found);
		const all = found.filter((one) => one.file === file);
		return { all, first: all.length };
	}

	/** What has come into a file will stand in its next versions too. */
	#note(own: Contributions, drafts: readonly Draft[], links: readonly Link[]): void {
		const { all, first } = this.#standing.get(own)!;
		for (const draft of drafts) {
			all.push(draft, ...draft.parts);
			noteElement(this.elements.get(draft)!, all);
		}
		for (const link of links) noteLink(link, all);
		// What is gone is still among them, so they are found anew now and then.
		if (all.length > 2 * first + MOST_GONE) this.#standing.delete(own);
	}

	/** Reads a draft from its new declaration. Whether it says the same as before. */
	#redo(draft: Draft, declaration: tree.Declaration, file: SourceFile): boolean {
		const element = this.elements.get(draft) as Mutable<Element>;
		const { properties } = element;
		const accesses = element.type === "component" ? element.accesses : [];
		const instances = element.type === "component" ? element.instances : undefined;
		draft.declaration = declaration;
		draft.parts = partsOf(draft, declaration, file);
		element.declaration = declaration;
		element.title = titleOf(draft);
		element.properties = none;
		if (element.type === "component") {
			element.accesses = [];
			element.instances = instancesOf(draft);
		}
		this.statement = declaration;
		this.use(file, declaration.name ?? declaration.title!, draft, true);
		this.fillIn(draft, element);
		if (element.type === "component") {
			const now = element.accesses;
			const areSame = now.length === accesses.length && accesses.every((access, i) => isSameAccess(access, now[i]!));
			const { min, max } = element.instances;
			if (!areSame || min !== instances?.min || max !== instances.max) return false;
		}
		if (!hasSameProperties({ properties }, element)) return false;
		const now = { properties: element.properties };
		element.properties = properties;
		moveProperties(element, now);
		if (element.type === "component") {
			for (const [i, access] of accesses.entries()) move(access.at, element.accesses[i]!.at);
			element.accesses = accesses;
		}
		return true;
	}

	/** All links, and which of them leave and reach each component. */
	#linksAnew(written: readonly Link[]): readonly Link[] {
		for (const element of this.elements.values()) {
			if (element.type !== "component") continue;
			const component = element as NewComponent;
			component.outgoing = [];
			component.incoming = [];
		}
		attach(written);
		this.implyLinks();
		attach(this.implied.values());
		return this.allLinks(written);
	}

	/** Takes the elements of another architecture of the same design for its own; see `withElementsOf`. */
	adopt(before: Architecture): boolean {
		const now = this.built;
		const adopted = withElementsOf(before, now);
		if (!adopted) return false;
		for (const [draft, element] of this.elements) this.elements.set(draft, before.elements.get(element.id)!);
		if (this.systemElement) this.systemElement = before.system;
		this.#standing.clear();
		const known = new Map(now.links.map((link, i) => [link, before.links[i]!]));
		const mine = (links: readonly Link[]): Link[] => links.map((link) => known.get(link)!);
		for (const draft of this.drafts) draft.links = mine(draft.links);
		for (const { links } of this.contributions.values()) for (const [item, own] of links) links.set(item, mine(own));
		for (const [component, link] of [...this.implied]) {
			this.implied.delete(component);
			this.implied.set(known.get(link)!.from, known.get(link)!);
		}
		this.built = this.withParts(pick(adopted));
		return true;
	}
}

/** `isOther`: there are elements now that there were not, or fewer. */
export interface Updated {
	readonly architecture: Architecture;
	readonly touched: ReadonlySet<Element>;
	readonly isOther: boolean;
}

interface Changes {
	readonly pairs: [Draft, tree.Declaration][];
	readonly removed: Draft[];
	readonly added: Added[];
}

interface Added {
	readonly declaration: tree.Declaration;
	readonly parent: Draft | undefined;
	readonly next: tree.Declaration | undefined;
}

/** Of references: another name that is declared may be what they mean, or what they are suggested. */
const DEPENDS_ON_NAMES: ReadonlySet<Problem["code"]> = new Set([
	"unknown-name",
	"unknown-name-suggestion",
	"unknown-member",
	"ambiguous-name",
]);

/** A declaration, unless it says no name yet, and nothing in it does. */
function declares(item: tree.Item): item is tree.Declaration {
	return item.type === "declaration" && (nameOf(item) !== "" || (item.body?.items ?? []).some(declares));
}

/** Both declare the same name in the same way. */
function areAlike(a: tree.Declaration, b: tree.Declaration): boolean {
	const name = nameOf(a);
	if (name === "" || name !== nameOf(b) || !a.name !== !b.name) return false;
	return a.kind.text === b.kind.text && a.kind.text !== "system";
}

/** It declares one name, and has it from nowhere. */
function standsAlone(declaration: tree.Declaration): boolean {
	const { kind, like, body } = declaration;
	if (nameOf(declaration) === "" || kind.text === "system" || familyOf(kind.text) === "place" || like) return false;
	return !body?.items.some(declares);
}

function* allIn(items: readonly tree.Item[]): Iterable<tree.Item> {
	for (const item of items) {
		yield item;
		if (item.type === "declaration") yield* allIn(item.body?.items ?? []);
	}
}

/** Properties that make links, or make copies of stores of what is linked. */
function linkingOf({ properties }: Element): Pick<Element, "properties"> {
	return { properties: new Map([...properties].filter(([name]) => name === "sessions" || name === "holds")) };
}

function neighboursOf(element: Element): readonly Element[] {
	if (element.type !== "component") return [];
	return [...element.incoming.map(({ from }) => from), ...element.outgoing.map(({ to }) => to)];
}

type Standing = { file: SourceFile };

/** So many of those may be gone. */
const MOST_GONE = 1000;

function noteElement(element: Element, all: Standing[]): void {
	all.push(element as Mutable<Element>);
	noteProperties(element, all);
	if (element.type === "component") for (const { at } of element.accesses) all.push(at as Mutable<typeof at>);
}

function noteLink(link: Link, all: Standing[]): void {
	all.push(link.at as Mutable<typeof link.at>);
	noteProperties(link, all);
}

function noteProperties({ properties }: Pick<Element | Link, "properties">, all: Standing[]): void {
	if (properties.size > 0) for (const { at } of properties.values()) all.push(at as Mutable<typeof at>);
}

const nameOf = ({ name, title }: tree.Declaration): string => (name ?? title)?.text ?? "";

function pick({ data, places, components, links, elements }: Architecture) {
	return { data, places, components, links, elements };
}

function shiftProblems(own: Contributions, { from, by }: Replacement["moved"]): void {
	if (by === 0) return;
	for (const lists of [own.problems, own.validation.problems]) {
		for (const problems of lists.values()) {
			for (const problem of problems) if (problem.start >= from) shiftProblem(problem, by);
		}
	}
}

/** The links of some statements, in their order. */
function linksIn(items: readonly tree.Item[], own: Contributions): readonly Link[] {
	return items.flatMap((item) => {
		if (item.type === "link") return own.links.get(item) ?? [];
		return item.type === "declaration" ? linksIn(item.body?.items ?? [], own) : [];
	});
}

/** The links that these statements had before stand where their counterparts stand now. */
function keepLinks(items: readonly tree.Item[], own: Contributions, links: readonly Link[]): readonly Link[] {
	let left = links;
	for (const item of items) {
		if (item.type === "declaration") left = keepLinks(item.body?.items ?? [], own, left);
		if (item.type !== "link") continue;
		const now = own.links.get(item) ?? [];
		const kept = left.slice(0, now.length);
		for (const [i, link] of kept.entries()) moveLink(link, now[i]!);
		own.links.set(item, kept);
		left = left.slice(now.length);
	}
	return left;
}

/** What the only part of a draft writes. */
function writtenIn({ parts }: Draft, own: Contributions): Link[] {
	const items = parts[0]?.items ?? [];
	return items.flatMap((item) => (item.type === "link" ? (own.links.get(item) ?? []) : []));
}

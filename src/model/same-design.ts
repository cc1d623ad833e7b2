import type { Mutable } from "../language/mutable.ts";
import { descriptionProperties } from "../language/vocabulary/settings.ts";
import type { Access, Architecture, Element, Link, Location, PropertyValue, Resolved, Use } from "./architecture.ts";

/**
 * What a new text says, by the elements of the text before, where both say the same: comments, layout, titles and descriptions may
 * differ. The elements themselves are told where they stand now, so that all that is known of them stays right. Undefined where the
 * design is another.
 */
export function withElementsOf(before: Architecture, after: Architecture): Architecture | undefined {
	if (!isSameDesign(before, after)) return undefined;
	const known = new Map<Element, Element>();
	const meet = (old: Element, now: Element): void => {
		moveElement(old, now);
		known.set(now, old);
	};
	const elements = [...before.elements.values()];
	for (const [i, now] of [...after.elements.values()].entries()) meet(elements[i]!, now);
	if (before.system && after.system) meet(before.system, after.system);
	for (const [i, link] of after.links.entries()) moveLink(before.links[i]!, link);
	const uses = (all: readonly Use[]): Use[] =>
		all.map((use) => ({ ...use, element: known.get(use.element) ?? use.element }));
	return {
		...after,
		system: before.system,
		data: before.data,
		places: before.places,
		components: before.components,
		links: before.links,
		elements: before.elements,
		uses: new Map(Array.from(after.uses, ([file, all]) => [file, uses(all)])),
	};
}

// Whether both say the same

function isSameDesign(before: Architecture, after: Architecture): boolean {
	if (before.elements.size !== after.elements.size || before.links.length !== after.links.length) return false;
	if (before.files.length !== after.files.length || !isSameOrNone(before.system, after.system)) return false;
	const elements = after.elements.values();
	for (const element of before.elements.values()) if (!isSameElement(element, elements.next().value!)) return false;
	return before.links.every((link, i) => isSameLink(link, after.links[i]!));
}

function isSameOrNone(a: Element | undefined, b: Element | undefined): boolean {
	return a && b ? isSameElement(a, b) : a === b;
}

function isSameElement(a: Element, b: Element): boolean {
	if (a.id !== b.id || a.kind !== b.kind || a.parent?.id !== b.parent?.id || a.file.uri !== b.file.uri) return false;
	if (a.inherits?.id !== b.inherits?.id || a.copyOf?.id !== b.copyOf?.id) return false;
	if (!hasSameProperties(a, b)) return false;
	if (a.type !== "component" || b.type !== "component") return a.type === b.type;
	if (a.instances.min !== b.instances.min || a.instances.max !== b.instances.max) return false;
	return (
		a.accesses.length === b.accesses.length && a.accesses.every((access, i) => isSameAccess(access, b.accesses[i]!))
	);
}

export function isSameAccess(a: Access, b: Access): boolean {
	return a.operation === b.operation && a.data.id === b.data.id && a.factor === b.factor && a.store?.id === b.store?.id;
}

export function isSameLink(a: Link, b: Link): boolean {
	return (
		a.id === b.id &&
		a.share === b.share &&
		a.percent === b.percent &&
		a.replication === b.replication &&
		a.implied === b.implied &&
		a.copied === b.copied &&
		hasSameProperties(a, b)
	);
}

type Holder = Pick<Element | Link, "properties">;

export function hasSameProperties(a: Holder, b: Holder): boolean {
	for (const [name, { value }] of a.properties) {
		const other = b.properties.get(name)?.value;
		if (!isDescription.has(name) && !(other && isSameValue(value, other))) return false;
	}
	for (const name of b.properties.keys()) if (!isDescription.has(name) && !a.properties.has(name)) return false;
	return true;
}

const isDescription: ReadonlySet<string> = new Set(descriptionProperties.map(({ name }) => name));

function isSameValue(a: Resolved, b: Resolved): boolean {
	switch (a.type) {
		case "number":
			return b.type === "number" && a.value === b.value && a.dimension === b.dimension && a.unit === b.unit;
		case "reference":
			return b.type === "reference" && a.target.id === b.target.id && a.target.type === b.target.type;
		case "list":
			return (
				b.type === "list" &&
				a.items.length === b.items.length &&
				a.items.every((item, i) => isSameValue(item, b.items[i]!))
			);
		default:
			return a.type === b.type && a.value === b.value;
	}
}

// Where it stands now

function moveElement(element: Element, { title, file, declaration, ...now }: Element): void {
	Object.assign(element, { title, file, declaration });
	moveProperties(element, now);
	if (element.type !== "component" || now.type !== "component") return;
	for (const [i, access] of element.accesses.entries()) move(access.at, now.accesses[i]!.at);
}

export function moveLink(link: Mutable<Link>, now: Link): void {
	link.label = now.label;
	link.statement = now.statement;
	move(link.at, now.at);
	moveProperties(link, now);
}

export function moveProperties(holder: Mutable<Holder>, { properties }: Holder): void {
	const moved = new Map<string, PropertyValue>();
	for (const [name, now] of properties) {
		const known: Mutable<PropertyValue> | undefined = isDescription.has(name) ? undefined : holder.properties.get(name);
		if (known) {
			move(known.at, now.at);
			known.node = now.node;
		}
		moved.set(name, known ?? now);
	}
	if (moved.size > 0 || holder.properties.size > 0) holder.properties = moved;
}

/** In place, since what was computed holds on to it as the source of a number. */
export function move(location: Mutable<Location>, { file, span }: Location): void {
	location.file = file;
	location.span = span;
}

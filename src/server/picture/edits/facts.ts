import type { Architecture, Element, Link, Resolved } from "../../../model/architecture.ts";

/** What texts say, by element and by link, to be compared with what they say after an edit. */
export type Facts = ReadonlyMap<string, string>;

export function elementFact(id: string): string {
	return `element ${id}`;
}

export function linkFact({ from, to }: { readonly from: string; readonly to: string }): string {
	return `link ${from} > ${to}`;
}

/** Whether a fact is about an element, or about one that is `like` it. */
export function isAboutCopy(fact: string, id: string, { elements }: Architecture): boolean {
	for (const one of elements.values()) {
		if (elementFact(one.id) !== fact) continue;
		for (let at: Element | undefined = one; at; at = at.inherits) if (at.id === id) return true;
	}
	return false;
}

/** `idOf`: what an element is called after the edit; undefined where it goes, with its links and all that names it. */
export function factsOf(
	{ elements, links }: Architecture,
	idOf: (element: Element) => string | undefined = ({ id }) => id,
): Facts {
	const facts = new Map<string, string>();
	for (const element of elements.values()) {
		const id = idOf(element);
		if (id !== undefined) facts.set(elementFact(id), JSON.stringify(saidOf(element, idOf)));
	}
	const between = new Map<string, string[]>();
	for (const link of links) {
		const [from, to] = [idOf(link.from), idOf(link.to)];
		if (from === undefined || to === undefined) continue;
		const key = linkFact({ from, to });
		const said = JSON.stringify([link.share, link.percent, link.label, properties(link, idOf)]);
		const known = between.get(key);
		if (known) known.push(said);
		else between.set(key, [said]);
	}
	for (const [key, list] of between) facts.set(key, list.sort().join());
	return facts;
}

function saidOf(element: Element, idOf: (element: Element) => string | undefined): unknown {
	const { kind, title, name } = element;
	const own = [kind, title === name ? "" : title, properties(element, idOf)];
	if (element.type !== "component") return own;
	const accesses = element.accesses.flatMap(({ operation, data, factor }) => {
		const id = idOf(data);
		return id === undefined ? [] : [[operation, id, factor]];
	});
	return [...own, element.instances, accesses];
}

function properties(
	{ properties }: Pick<Element | Link, "properties">,
	idOf: (element: Element) => string | undefined,
): unknown {
	return [...properties]
		.map(([name, { value }]) => [name, said(value, idOf)] as const)
		.filter(([, value]) => value !== undefined)
		.sort(([a], [b]) => (a < b ? -1 : 1));
}

function said(value: Resolved, idOf: (element: Element) => string | undefined): unknown {
	if (value.type === "reference") {
		const id = idOf(value.target);
		return id === undefined ? undefined : { id };
	}
	if (value.type !== "list") return value;
	const items = value.items.map((item) => said(item, idOf)).filter((item) => item !== undefined);
	return items.length === 0 && value.items.length > 0 ? undefined : items.length === 1 ? items[0] : items;
}

import type {
	CallHierarchyIncomingCall,
	CallHierarchyItem,
	CallHierarchyOutgoingCall,
	Range,
} from "vscode-languageserver";
import { fill, type Locale } from "../language/locale.ts";
import { formatRate } from "../language/numbers.ts";
import { kinds } from "../language/vocabulary/index.ts";
import type { Component, Element, Link, Place, SourceFile } from "../model/architecture.ts";
import type { Inspection } from "../rules/inspect.ts";
import { nameSpan, toRange } from "./convert.ts";
import { hoverTexts } from "./hover-texts.ts";
import { drawnAt } from "./locate.ts";
import { symbolKindOf } from "./symbols.ts";

/** What an item carries until its calls are asked for. */
export interface CallData {
	/** The file whose architecture it was found in. */
	readonly uri: string;
	/** Of the component or place: one declaration may make several, by `like`. */
	readonly id: string;
}

/** The component or place that the cursor is on or in, as the root of a hierarchy of calls. */
export function prepareCalls(
	view: Inspection,
	file: SourceFile,
	offset: number,
	locale: Locale,
): CallHierarchyItem[] | undefined {
	const element = drawnAt(view.architecture, file, offset);
	if (!element) return undefined;
	const load = element.type === "component" ? view.analysis.components.get(element)?.requestsPerSecond : undefined;
	return [itemOf(element, file.uri, [load ? formatRate(load) : ""], locale)];
}

/** Who calls it, and how often. */
export function incomingCalls(
	view: Inspection,
	{ uri, id }: CallData,
	locale: Locale,
): CallHierarchyIncomingCall[] | undefined {
	const element = endOf(view, id);
	return (
		element &&
		grouped(crossing(element, "to"), "from").map(([from, links]) => ({
			from: itemOf(from, uri, ratesOf(view, links, locale), locale),
			// Editors look for these in the file of the caller.
			fromRanges: placesIn(from.file, links) ?? [toRange(from.file.lines, nameSpan(from.declaration))],
		}))
	);
}

/** Whom it calls, and how often. */
export function outgoingCalls(
	view: Inspection,
	{ uri, id }: CallData,
	locale: Locale,
): CallHierarchyOutgoingCall[] | undefined {
	const element = endOf(view, id);
	return (
		element &&
		grouped(crossing(element, "from"), "to").map(([to, links]) => ({
			to: itemOf(to, uri, ratesOf(view, links, locale), locale),
			fromRanges: placesIn(element.file, links) ?? [toRange(element.file.lines, nameSpan(element.declaration))],
		}))
	);
}

function endOf({ architecture }: Inspection, id: string): Component | Place | undefined {
	const element = architecture.elements.get(id);
	return element?.type === "component" || element?.type === "place" ? element : undefined;
}

/** Links that lead to it or from it; of a place those that cross its border. */
function crossing(element: Component | Place, end: "from" | "to"): readonly Link[] {
	const inside = componentsOf(element);
	const own = new Set(inside);
	const other = end === "to" ? "from" : "to";
	return inside
		.flatMap(({ incoming, outgoing }) => (end === "to" ? incoming : outgoing))
		.filter((link) => element.type === "component" || !own.has(link[other]));
}

function componentsOf(element: Component | Place): readonly Component[] {
	return element.type === "component" ? [element] : element.children.flatMap(componentsOf);
}

function grouped(links: readonly Link[], by: "from" | "to"): readonly (readonly [Component, readonly Link[]])[] {
	const groups = new Map<Component, Link[]>();
	for (const link of links) {
		const known = groups.get(link[by]);
		if (known) known.push(link);
		else groups.set(link[by], [link]);
	}
	return [...groups];
}

/** The calls over links, of which reads and writes, and how they are made. */
function ratesOf({ analysis }: Inspection, links: readonly Link[], locale: Locale): readonly string[] {
	const numbers = links.flatMap((link) => analysis.links.get(link) ?? []);
	const sum = (key: "requestsPerSecond" | "reads" | "writes"): number =>
		numbers.reduce((total, one) => total + one[key], 0);
	const [reads, writes] = [sum("reads"), sum("writes")];
	const every = (traffic: string): boolean => numbers.length > 0 && numbers.every((one) => one.traffic === traffic);
	return [
		numbers.length > 0 ? formatRate(sum("requestsPerSecond")) : "",
		reads > 0 || writes > 0
			? fill(hoverTexts.split[locale], { reads: formatRate(reads), writes: formatRate(writes) })
			: "",
		every("async") ? hoverTexts.async[locale] : "",
		every("replication") ? hoverTexts.replication[locale] : "",
	];
}

function placesIn(file: SourceFile, links: readonly Link[]): Range[] | undefined {
	const here = links.filter(({ at }) => at.file === file).map(({ at }) => toRange(file.lines, at.span));
	return here.length > 0 ? here : undefined;
}

function itemOf(element: Element, uri: string, facts: readonly string[], locale: Locale): CallHierarchyItem {
	const { id, file, declaration, kind, name, title } = element;
	const data: CallData = { uri, id };
	return {
		name: id,
		kind: symbolKindOf(kind),
		detail: [...facts, kinds.get(kind)?.title[locale] ?? kind, title === name ? "" : title].filter(Boolean).join(" · "),
		uri: file.uri,
		range: toRange(file.lines, declaration),
		selectionRange: toRange(file.lines, nameSpan(declaration)),
		data,
	};
}

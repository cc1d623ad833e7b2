import type { Span } from "../../language/text.ts";
import type { Access, Component, DataSet, Element, Link, Place, SourceFile } from "../../model/architecture.ts";

/**
 * What a fix does to a model, as data: a technique is a list of these, and techniques join by joining their lists.
 * `compile` turns a list into edits of the text.
 */
export type Operation =
	| { readonly type: "set"; readonly of: Element | Link; readonly property: string; readonly value: Value }
	| { readonly type: "unset"; readonly of: Element | Link; readonly property: string }
	/** Instances: `xN`. */
	| { readonly type: "times"; readonly component: Component; readonly min: number; readonly max?: number }
	| { readonly type: "kind"; readonly place: Place; readonly kind: string }
	/** The quoted title; undefined: none, so that its name is shown. */
	| { readonly type: "title"; readonly of: Component | Place; readonly title: string | undefined }
	| { readonly type: "declare"; readonly element: NewElement }
	| {
			readonly type: "connect";
			readonly from: End;
			readonly to: End;
			/** As written: `x3`, `5%`. */
			readonly share?: string;
			/** Written in the statement of this link, right behind it or right before it; else it gets one of its own. */
			readonly behind?: Link;
			readonly before?: Link;
			readonly properties?: Properties;
	  }
	| { readonly type: "disconnect"; readonly link: Link }
	/** Another link like this one, with the same share, label and body, between other ends. */
	| { readonly type: "twin"; readonly link: Link; readonly from?: End; readonly to?: End }
	/** The link ends in `to` from now on and keeps its share, label and body. */
	| { readonly type: "redirect"; readonly link: Link; readonly to: End }
	| {
			readonly type: "access";
			readonly component: Component;
			readonly operation: "reads" | "writes";
			readonly data: DataSet;
			readonly share: string;
	  }
	| { readonly type: "drop-access"; readonly component: Component; readonly access: Access }
	/** Moves what stands at the top level of the file into a new place, and qualifies the names that lead into it. */
	| { readonly type: "enclose"; readonly place: NewElement; readonly elements: readonly Element[] }
	| { readonly type: "text"; readonly file: SourceFile; readonly span: Span; readonly text: string }
	/** With its line, where nothing else stands there. */
	| { readonly type: "remove"; readonly file: SourceFile; readonly span: Span };

/** A component, place or the like that is not there yet. */
export interface NewElement {
	readonly type: "new";
	readonly kind: string;
	readonly name: string;
	readonly title?: string;
	readonly times?: number;
	/** The place whose `like` it follows. */
	readonly like?: Element | NewElement;
	/** The place to declare it in; undefined: the top level. */
	readonly parent: Place | NewElement | undefined;
	/** It is written next to this element, if that stands in the same place, else at the end. */
	readonly beside?: { readonly element: Element; readonly side: "before" | "after" };
	readonly properties: Properties;
}

export type Properties = readonly (readonly [name: string, value: Value])[];

/** As written in the text, or elements by whatever name reaches them from there. */
export type Value = string | Named | readonly Named[];

export type Named = Element | NewElement;

/** What a link can lead to: a component, a new one, or one that a new `like` will bring. */
export type End = Component | NewElement | Counterpart;

/** The copy of `of` in `copy`, a place that is `like` the place `original`. One of them at least is not there yet. */
export interface Counterpart {
	readonly type: "counterpart";
	readonly of: Component | NewElement;
	readonly original: Place;
	readonly copy: Place | NewElement;
}

/** Everything that an operation writes a name of. */
export function namedIn(operation: Operation): readonly (Named | Counterpart)[] {
	const inValue = (value: Value): readonly Named[] => (typeof value === "string" ? [] : [value].flat());
	switch (operation.type) {
		case "set":
			return inValue(operation.value);
		case "declare": {
			const { like, properties } = operation.element;
			return [...(like ? [like] : []), ...properties.flatMap(([, value]) => inValue(value))];
		}
		case "connect":
			return [operation.from, operation.to, ...(operation.properties ?? []).flatMap(([, value]) => inValue(value))];
		case "twin":
			return [operation.from ?? operation.link.from, operation.to ?? operation.link.to];
		case "redirect":
			return [operation.to];
		case "access":
			return [operation.data];
		default:
			return [];
	}
}

export function set(of: Element | Link, property: string, value: Value): Operation {
	return { type: "set", of, property, value };
}

export function times(component: Component, min: number, max?: number): Operation {
	return { type: "times", component, min, ...(max !== undefined && { max }) };
}

export function connect(
	from: End,
	to: End,
	options: Omit<Extract<Operation, { type: "connect" }>, "type" | "from" | "to"> = {},
): Operation {
	return { type: "connect", from, to, ...options };
}

export function declare(element: NewElement): Operation {
	return { type: "declare", element };
}

/**
 * Puts `middle` into links that lead to `target`: they end in it, and it leads on to `target`. Links to copies of
 * `target` end in the copy of `middle` beside them.
 */
export function splice(links: readonly Link[], middle: NewElement, target: Component): Operation[] {
	const within = links.find(({ from }) => from.parent === middle.parent);
	// Where the callers stand elsewhere, the new arrow leads the chain that begins with the target.
	const onward = target.outgoing.find(({ to, implied, copied }) => to.parent === middle.parent && !implied && !copied);
	return [
		declare(middle),
		...links.map((link): Operation => ({ type: "redirect", link, to: beside(link.to, target, middle) })),
		{ type: "connect", from: middle, to: target, ...(within ? { behind: within } : onward && { before: onward }) },
	];
}

function beside(end: Component, target: Component, middle: NewElement): End {
	if (end === target || !end.parent || !target.parent) return middle;
	return { type: "counterpart", of: middle, original: target.parent, copy: end.parent };
}

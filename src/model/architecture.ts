import type { Problem } from "../language/problem.ts";
import type { LineIndex, Span } from "../language/text.ts";
import type * as tree from "../language/tree.ts";

/** One text that takes part in an architecture: the file itself or one that it imports. */
export interface SourceFile {
	readonly uri: string;
	readonly text: string;
	readonly tree: tree.Tree;
	readonly lines: LineIndex;
}

/** A place in one of the files. */
export interface Location {
	readonly file: SourceFile;
	readonly span: Span;
}

/**
 * What the texts say, with every name resolved. Built from any text: what cannot be resolved is left out here and
 * stands in `problems`.
 */
export interface Architecture {
	/** The file that was asked for first, then its imports. */
	readonly files: readonly SourceFile[];
	readonly system: System | undefined;
	/** In the order of the text; those of imported files first. */
	readonly data: readonly DataSet[];
	readonly places: readonly Place[];
	readonly components: readonly Component[];
	readonly links: readonly Link[];
	/** Data sets, places and components by their qualified name. */
	readonly elements: ReadonlyMap<string, Element>;
	/** Every name in the texts that was resolved, by file, sorted by place. */
	readonly uses: ReadonlyMap<SourceFile, readonly Use[]>;
	/** By file: syntax, vocabulary and names. */
	readonly problems: ReadonlyMap<SourceFile, readonly Problem[]>;
}

export type Element = Component | Place | DataSet | System;

interface ElementBase {
	/** Qualified name, unique: `us.web`. */
	readonly id: string;
	readonly name: string;
	/** The quoted title, else the name. */
	readonly title: string;
	readonly kind: string;
	readonly properties: ReadonlyMap<string, PropertyValue>;
	/** Where it is declared. A copy made by `like` points to the declaration it was copied from. */
	readonly file: SourceFile;
	readonly declaration: tree.Declaration;
	/** The place that holds it. */
	readonly parent: Place | undefined;
	/** What it takes over from: the target of its `like`, or its counterpart in a group that was copied. */
	readonly inherits: Element | undefined;
	/** The same, if its own text says nothing of it: it stands only in the text of the original. */
	readonly copyOf: Element | undefined;
}

export interface System extends ElementBase {
	readonly type: "system";
}

export interface DataSet extends ElementBase {
	readonly type: "data";
}

/** datacenter, zone or group. */
export interface Place extends ElementBase {
	readonly type: "place";
	readonly children: readonly (Component | Place)[];
}

export interface Component extends ElementBase {
	readonly type: "component";
	/** Declared number of instances; `{min: 1, max: 1}` where the text says nothing. For databases see `replicas` and `shards`. */
	readonly instances: { readonly min: number; readonly max: number };
	readonly accesses: readonly Access[];
	/** Links that leave and reach it, replication included, in the order of the text. */
	readonly outgoing: readonly Link[];
	readonly incoming: readonly Link[];
}

/** `reads profiles x3`: operations on a data set for each request of the component. */
export interface Access {
	readonly operation: "read" | "write";
	readonly data: DataSet;
	/** Operations for each request. */
	readonly factor: number;
	/** The store that `sessions: STORE` names; the operation goes there and nowhere else. */
	readonly store?: Component;
	readonly at: Location;
}

export interface Link {
	readonly id: string;
	readonly from: Component;
	readonly to: Component;
	/** As written; a percent is a fraction. Absent: one call for each request, or an even share behind a router. */
	readonly share: number | undefined;
	readonly percent: boolean;
	readonly label: string | undefined;
	readonly properties: ReadonlyMap<string, PropertyValue>;
	/** Between two stores of the same data: from the primary to the copy. It carries no requests. */
	readonly replication: boolean;
	/** Not written as a link but following from a property such as `sessions: redis`. */
	readonly implied: boolean;
	/** The target's name in the text (for an implied link, the property). */
	readonly at: Location;
	/** The whole link statement that it comes from; absent for an implied one. */
	readonly statement: tree.Link | undefined;
	readonly copied: boolean;
}

export interface PropertyValue {
	readonly name: string;
	readonly value: Resolved;
	/** The whole property; inside a copy, that of the original. */
	readonly at: Location;
	readonly node: tree.Property;
}

/** Quantities are in the SI unit of their dimension (see the vocabulary); a growth in units per second. */
export type Resolved =
	| { readonly type: "number"; readonly value: number; readonly dimension: string; readonly unit: string }
	| { readonly type: "word"; readonly value: string }
	| { readonly type: "boolean"; readonly value: boolean }
	| { readonly type: "text"; readonly value: string }
	| { readonly type: "reference"; readonly target: Element }
	| { readonly type: "list"; readonly items: readonly Resolved[] };

/** A name in a text and what it names. */
export interface Use {
	readonly span: Span;
	readonly element: Element;
	readonly declares: boolean;
}

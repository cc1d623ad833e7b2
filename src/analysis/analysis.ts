import type { Source } from "../language/vocabulary/types.ts";
import type { Architecture, Component, DataSet, Element, Link, Location } from "../model/architecture.ts";
import type { Details } from "./details.ts";
import type { KeyLoad } from "./models/shards.ts";

/** All numbers of one architecture at one number of users. Rates are per second, at the peak. */
export interface Analysis {
	readonly architecture: Architecture;
	/** Users of all clients together; absent where no client declares users. */
	readonly users: number | undefined;
	/** Requests that all clients send. */
	readonly requestsPerSecond: number;
	/** Users at which the first component saturates. */
	readonly saturationUsers: SaturationUsers;
	/** The component that saturates first. */
	readonly bottleneck: Component | undefined;
	readonly components: ReadonlyMap<Component, ComponentAnalysis>;
	readonly links: ReadonlyMap<Link, LinkAnalysis>;
	/** Accesses for which no store can be reached. */
	readonly unserved: readonly UnservedAccess[];
	/** Cycles of calls in which the traffic would grow without end. */
	readonly divergent: readonly (readonly Component[])[];
	/** What stops when one element is taken away. */
	readonly removals: Removals;
	/** Each default in use so far, once: those of details are there when the details are. */
	readonly assumptions: readonly Assumption[];
	/** Those of one component or data set. */
	readonly assumptionsOf: (element: Element) => readonly Assumption[];
	/** What is computed only when it is asked for. */
	readonly details: Details;
}

/** A number of users; `unbounded`: nothing saturates; `unknown`: no users or no capacity is known. */
export type SaturationUsers =
	| { readonly kind: "users"; readonly users: number }
	| { readonly kind: "unbounded" }
	| { readonly kind: "unknown"; readonly missing: string };

export type Status = "ok" | "hot" | "saturated" | "unknown";

export interface ComponentAnalysis {
	readonly component: Component;
	/** Nodes that it runs on: instances, or shards x (1 + replicas) of a database. */
	readonly instances: number;
	/** Everything that arrives: requests of a service, operations of a store, messages of a queue. */
	readonly requestsPerSecond: number;
	readonly reads: number;
	readonly writes: number;
	/** Where the load comes from, largest first. */
	readonly inflows: readonly Inflow[];
	readonly readsByData: ReadonlyMap<DataSet, number>;
	readonly writesByData: ReadonlyMap<DataSet, number>;
	/** Of a store with shards behind caches: how the reads that those leave over spread over keys. */
	readonly readKeys?: ReadonlyMap<DataSet, KeyLoad> | undefined;
	/** What it can carry at this mix, per second; absent if unknown, Infinity if not limited. */
	readonly capacity: number | undefined;
	/** Load over capacity of its busiest role; absent where the load or the capacity is unknown. */
	readonly utilization: number | undefined;
	readonly status: Status;
	readonly saturationUsers: SaturationUsers;
	/** Utilisation by role of a database, else one role. */
	readonly roles: readonly RoleAnalysis[];
	/** Share of its reads that a cache or CDN answers itself. */
	readonly hitRatio: number | undefined;
	/** The defaults that its own numbers rest on. */
	readonly assumptions: readonly Assumption[];
}

export interface RoleAnalysis {
	readonly role: "instance" | "primary" | "replica";
	/** Nodes of this role. */
	readonly nodes: number;
	readonly readsPerSecond: number;
	readonly writesPerSecond: number;
	readonly capacity: number | undefined;
	readonly utilization: number | undefined;
}

export interface Inflow {
	readonly link: Link;
	readonly requestsPerSecond: number;
}

export interface LinkAnalysis {
	readonly link: Link;
	/** Calls, or operations of replication. */
	readonly requestsPerSecond: number;
	readonly reads: number;
	readonly writes: number;
	/** What the diagram shows it as: `call` stands for requests that are neither. */
	readonly traffic: "read" | "write" | "call" | "async" | "replication";
}

export interface UnservedAccess {
	readonly component: Component;
	readonly data: DataSet;
	readonly operation: "read" | "write";
	readonly at: Location;
}

export interface Removals {
	/** Components whose loss (of the whole component) makes an operation of a client fail. */
	readonly components: ReadonlyMap<Component, readonly FailedOperation[]>;
	/** Data centers and zones whose loss makes an operation of a client fail. */
	readonly places: ReadonlyMap<import("../model/architecture.ts").Place, readonly FailedOperation[]>;
}

/** An operation of a client that fails. `data` absent: the request itself. */
export interface FailedOperation {
	readonly client: Component;
	readonly data: DataSet | undefined;
	readonly operation: "request" | "read" | "write";
}

export interface Assumption {
	/** Qualified name of the component or data set that it was taken for. */
	readonly component: string;
	readonly property: string;
	/** SI units. */
	readonly value: number | string;
	readonly written: string;
	readonly source: Source;
}

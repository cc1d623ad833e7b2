import type { Status } from "../analysis/analysis.ts";
import type { Extent } from "../analysis/parts.ts";
import type { Severity } from "../language/problem.ts";
import type { Heat, ViewOptions } from "./view-options.ts";

/**
 * What the diagram shows, without positions: plain data that survives JSON. Texts are already in the reader's
 * language. The order of arrays is the order of the source.
 */
export interface Scene {
	readonly cards: readonly Card[];
	readonly groups: readonly Group[];
	readonly edges: readonly Edge[];
	readonly summary: Summary;
	/** Of what the cards are coloured by, where that is not utilisation. */
	readonly heat?: HeatScale;
	/** Where one place alone is drawn: what it stands in, outermost first, and itself. */
	readonly path?: readonly { readonly id: string; readonly title: string }[];
	/** Components that are not drawn, because the place that they are in is folded or lies outside of what is drawn. */
	readonly hidden?: readonly HiddenCard[];
	/** With which it was made. */
	readonly options: ViewOptions;
}

/** What finds a component that is not drawn. */
export type HiddenCard = Pick<Card, "id" | "title" | "kind" | "subtitle">;

export interface Card {
	/** The qualified name of the component. */
	readonly id: string;
	readonly parent: string | undefined;
	readonly kind: string;
	/** A name in `icons.ts`. */
	readonly icon: string;
	readonly family: "traffic" | "compute" | "data" | "async" | "client" | "operations";
	/** Vertical order before the layout: client 0, dns and cdn 1, load balancer 2, ... */
	readonly tier: number;
	readonly title: string;
	readonly subtitle: string;
	/** Drawn as a stack where it is greater than one. */
	readonly instances: number;
	/** The pill on the stack, e.g. `×4` or `×2–10`. */
	readonly times: string;
	readonly shards: number;
	/** Absent: no capacity model, the card is lower and has no bar. */
	readonly utilization: number | undefined;
	readonly status: Status;
	/** The number at the bar, e.g. `62 %`. */
	readonly load: string;
	/** What it is coloured by in place of utilisation, where another measure is wanted and means something for it. */
	readonly heat?: CardHeat;
	/** What a failure does to it; absent: nothing. */
	readonly state?: CardState;
	/** How much of it can be taken away for a trial; absent: nothing. */
	readonly losable?: readonly Extent[];
	readonly singlePointOfFailure: boolean;
	readonly severity: Severity | undefined;
	readonly findings: number;
	/** Stands for a place with all that is in it; or for nodes that can be drawn one by one. Absent: for itself alone. */
	readonly folds?: "place" | "nodes";
	/** Read by a screen reader: everything that the card says. */
	readonly label: string;
	/** The text has an error just now and had this before it. */
	readonly stale?: boolean;
}

/** `failed`: taken away. `overloaded`: breaks down under the load of the others. `degraded`: goes on with less. */
export type CardState = "failed" | "overloaded" | "degraded";

export interface CardHeat {
	/** `none`: unknown. */
	readonly level: "none" | "ok" | "warm" | "hot" | "critical";
	/** How far the bar is filled; absent: unknown. */
	readonly share: number | undefined;
	/** E.g. `p99 38 ms`, `99.95 %`, `$1.2k`. */
	readonly text: string;
	/** The same where there is less room. */
	readonly brief?: string;
}

/** What the legend says of a measure. */
export interface HeatScale {
	readonly measure: Heat;
	/** With its unit or what it is a share of. */
	readonly title: string;
	/** The values at which the levels from `ok` to `critical` begin; none where nothing has a value. */
	readonly steps: readonly string[];
}

export interface Group {
	readonly id: string;
	readonly parent: string | undefined;
	readonly kind: "datacenter" | "zone" | "group";
	readonly title: string;
	readonly severity: Severity | undefined;
	/** The text has an error just now and had this before it. */
	readonly stale?: boolean;
	/** Nothing of it is left, while something is left around it: one sign for a data center, and not one for each group in it. */
	readonly isDown?: boolean;
	readonly findings: number;
	/** Of a component whose nodes are drawn one by one in this frame: its kind. */
	readonly component?: string;
}

/** From card to card, or the frame of a component whose nodes are drawn one by one. */
export interface Edge {
	readonly id: string;
	readonly from: string;
	readonly to: string;
	readonly traffic: "read" | "write" | "call" | "async" | "replication";
	readonly requestsPerSecond: number;
	/** The pill, e.g. `1.2k/s`; empty: none. */
	readonly load: string;
	readonly label: string | undefined;
	/** The text has an error just now and had this before it. */
	readonly stale?: boolean;
	/** One of its ends is taken away. */
	readonly isDown?: boolean;
	/** The worst of its findings; absent where it has none. */
	readonly severity?: Severity | undefined;
	readonly findings?: number;
}

export interface Summary {
	readonly title: string;
	readonly users: number | undefined;
	/** What the text says, whatever `users` was set to for a trial. */
	readonly declaredUsers: number | undefined;
	readonly usersText: string;
	readonly requestsText: string;
	readonly saturationText: string;
	readonly bottleneck: string | undefined;
	/** The next components to saturate, first one first. */
	readonly saturations: readonly Saturation[];
	readonly errors: number;
	readonly warnings: number;
	readonly infos: number;
	/** Where something is taken away for a trial. */
	readonly failure?: FailureSummary;
}

export interface FailureSummary {
	/** What is taken away, in the order of the options. */
	readonly parts: readonly { readonly name: string; readonly text: string }[];
	/** Names that mean nothing any more. */
	readonly unknown: readonly string[];
	/** E.g. `Down: US East`; empty where none of the names means anything. */
	readonly downText: string;
	/** What fails for whom, breaks down and degrades, in sentences. */
	readonly verdict: string;
	/** `error`: requests fail. `warning`: something breaks down. */
	readonly severity: "error" | "warning" | "info";
}

/** A mark on the users slider. */
export interface Saturation {
	readonly id: string;
	readonly users: number;
	/** E.g. `3.2M · Web tier`. */
	readonly text: string;
}

import type { Status } from "../analysis/analysis.ts";
import type { Severity } from "../language/problem.ts";
import type { ViewOptions } from "./view-options.ts";

/**
 * What the diagram shows, without positions: plain data that survives JSON. Texts are already in the reader's
 * language. The order of arrays is the order of the source.
 */
export interface Scene {
	readonly cards: readonly Card[];
	readonly groups: readonly Group[];
	readonly edges: readonly Edge[];
	readonly summary: Summary;
	/** With which it was made. */
	readonly options: ViewOptions;
}

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
	readonly singlePointOfFailure: boolean;
	readonly severity: Severity | undefined;
	readonly findings: number;
	/** Read by a screen reader: everything that the card says. */
	readonly label: string;
}

export interface Group {
	readonly id: string;
	readonly parent: string | undefined;
	readonly kind: "datacenter" | "zone" | "group";
	readonly title: string;
	readonly severity: Severity | undefined;
}

export interface Edge {
	readonly id: string;
	readonly from: string;
	readonly to: string;
	readonly traffic: "read" | "write" | "call" | "async" | "replication";
	readonly requestsPerSecond: number;
	/** The pill, e.g. `1.2k/s`; empty: none. */
	readonly load: string;
	readonly label: string | undefined;
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
}

/** A mark on the users slider. */
export interface Saturation {
	readonly id: string;
	readonly users: number;
	/** E.g. `3.2M · Web tier`. */
	readonly text: string;
}

/**
 * How a design is shown: under which conditions, and how far unfolded. It comes from the reader and not from the text; it is
 * plain data that survives JSON, and a picture says with which of them it was made.
 */
export interface ViewOptions {
	/** Users of all clients together; absent: those that the design is meant to carry. */
	readonly users?: number;
	/** What is out of service, as `archscale analyze --down` names it: `us`, `us.web`, `us.web#1`. */
	readonly down?: readonly string[];
	/** Groups, zones and data centers that are drawn as one card. */
	readonly collapsed?: readonly string[];
	/** Components whose instances, shards or copies are drawn one by one. */
	readonly expanded?: readonly string[];
	/** The only place that is drawn, and beside it what calls it and what it calls; absent: all. */
	readonly view?: string;
	/** What the cards are coloured by; absent: utilisation. */
	readonly heat?: Heat;
}

export const HEAT_MEASURES = ["utilization", "responseTime", "availability", "cost"] as const;
export type Heat = (typeof HEAT_MEASURES)[number];

/** The options that are set: one that is absent, empty or the usual one is left out, so that equal views are equal data. */
export function setOptions({ users, down, collapsed, expanded, view, heat }: ViewOptions): ViewOptions {
	return {
		...(users !== undefined && { users }),
		...(down && down.length > 0 && { down }),
		...(collapsed && collapsed.length > 0 && { collapsed }),
		...(expanded && expanded.length > 0 && { expanded }),
		...(view !== undefined && { view }),
		...(heat && heat !== "utilization" && { heat }),
	};
}

import type { Architecture } from "../model/architecture.ts";
import type { Analysis } from "./analysis.ts";

export interface AnalysisOptions {
	/** Users of all clients together, in their proportions; absent: as declared. */
	readonly users?: number;
}

/** All numbers of `architecture`. Never fails and never holds NaN. */
export function analyze(architecture: Architecture, options: AnalysisOptions = {}): Analysis {
	void options;
	return {
		architecture,
		users: undefined,
		requestsPerSecond: 0,
		saturationUsers: { kind: "unbounded" },
		bottleneck: undefined,
		components: new Map(),
		links: new Map(),
		unserved: [],
		divergent: [],
		removals: { components: new Map(), places: new Map() },
		assumptions: [],
	};
}

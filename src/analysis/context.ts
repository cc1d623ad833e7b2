import type { Architecture, Component, Link } from "../model/architecture.ts";
import type { ComponentAnalysis, LinkAnalysis } from "./analysis.ts";
import type { HitRatios } from "./caches/hit-ratio.ts";
import type { Facts } from "./facts.ts";
import type { Routing } from "./traffic/routing.ts";
import type { Traffic } from "./traffic/traffic.ts";

/** What the parts of the analysis beyond the load rest on. */
export interface AnalysisContext {
	readonly architecture: Architecture;
	readonly facts: Facts;
	readonly routing: Routing;
	readonly traffic: Traffic;
	readonly components: ReadonlyMap<Component, ComponentAnalysis>;
	readonly links: ReadonlyMap<Link, LinkAnalysis>;
	readonly hitRatios: HitRatios;
}

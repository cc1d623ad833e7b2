import type { Component } from "../model/architecture.ts";
import { oncePer } from "../model/once.ts";
import type { AnalysisContext } from "./context.ts";

/** `compute`, done once for each component of a context. */
export function oncePerComponent<T>(
	compute: (component: Component, context: AnalysisContext) => T,
): (component: Component, context: AnalysisContext) => T {
	const inContext = oncePer((context: AnalysisContext) =>
		oncePer((component: Component) => compute(component, context)),
	);
	return (component, context) => inContext(context)(component);
}

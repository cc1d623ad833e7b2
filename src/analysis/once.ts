import type { Component } from "../model/architecture.ts";
import type { AnalysisContext } from "./context.ts";

/** `compute`, done once for each context however often it is asked for. */
export function oncePerContext<T extends object>(
	compute: (context: AnalysisContext) => T,
): (context: AnalysisContext) => T {
	const known = new WeakMap<AnalysisContext, T>();
	return (context) => {
		const before = known.get(context);
		if (before) return before;
		const made = compute(context);
		known.set(context, made);
		return made;
	};
}

/** `compute`, done once for each component of a context. */
export function oncePerComponent<T>(
	compute: (component: Component, context: AnalysisContext) => T,
): (component: Component, context: AnalysisContext) => T {
	const byContext = oncePerContext(() => new Map<Component, { readonly value: T }>());
	return (component, context) => {
		const known = byContext(context);
		const before = known.get(component);
		if (before) return before.value;
		const value = compute(component, context);
		known.set(component, { value });
		return value;
	};
}

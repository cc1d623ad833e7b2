import assert from "node:assert/strict";
import type { AnalysisContext } from "../../src/analysis/context.ts";
import { loadsOf } from "../../src/analysis/loads.ts";
import type { Component } from "../../src/model/architecture.ts";
import { buildArchitecture, sourceFile } from "../../src/model/build.ts";

/** What the reports on one text rest on. */
export function contextOf(text: string, users?: number): AnalysisContext {
	return loadsOf(buildArchitecture(sourceFile("file:///main.arch", text)), users === undefined ? {} : { users });
}

export function componentIn({ architecture }: AnalysisContext, id: string): Component {
	const component = architecture.elements.get(id);
	assert.ok(component?.type === "component", `no component ${id}`);
	return component;
}

/** A report on one component of a text. */
export function reportOn<T>(
	text: string,
	id: string,
	report: (component: Component, context: AnalysisContext) => T,
): T {
	const context = contextOf(text);
	return report(componentIn(context, id), context);
}

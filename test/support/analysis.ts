import assert from "node:assert/strict";
import type { Analysis, ComponentAnalysis } from "../../src/analysis/analysis.ts";
import { analyze } from "../../src/analysis/analyze.ts";
import { buildArchitecture, sourceFile } from "../../src/model/build.ts";

/** The analysis of one text without imports. */
export function analysisOf(text: string, users?: number): Analysis {
	const architecture = buildArchitecture(sourceFile("file:///main.arch", text));
	return analyze(architecture, users === undefined ? {} : { users });
}

export function componentOf(analysis: Analysis, id: string): ComponentAnalysis {
	const component = analysis.architecture.elements.get(id);
	assert.ok(component?.type === "component", `no component ${id}`);
	const found = analysis.components.get(component);
	assert.ok(found, `no analysis of ${id}`);
	return found;
}

/** Equal but for rounding. */
export function assertNear(actual: number | undefined, expected: number, tolerance = 1e-9): void {
	assert.ok(actual !== undefined, `nothing where ${expected} was expected`);
	const error = Math.abs(actual - expected) / Math.max(1e-12, Math.abs(expected));
	assert.ok(error <= tolerance, `${actual} is not ${expected}`);
}

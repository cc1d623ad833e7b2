import type { Declaration } from "../language/tree.ts";
import type { Architecture, Element } from "../model/architecture.ts";
import type { Inspection } from "../rules/inspect.ts";
import type { ReportedFinding } from "../rules/run.ts";

/** The elements that one declaration makes: itself and its copies by `like`. Sorted once for an architecture. */
export function elementsBy(architecture: Architecture, declaration: Declaration): readonly Element[] {
	let index = elementIndex.get(architecture);
	if (!index) {
		index = new Map();
		for (const element of architecture.elements.values()) enter(index, element.declaration, element);
		elementIndex.set(architecture, index);
	}
	return index.get(declaration) ?? [];
}

/** The findings about what a declaration makes. Sorted once for an inspection: whoever reads hovers at one after the other. */
export function findingsBy(inspection: Inspection, declaration: Declaration): readonly ReportedFinding[] {
	let index = findingIndex.get(inspection);
	if (!index) {
		index = new Map();
		for (const finding of inspection.findings)
			for (const one of new Set(finding.elements.map((element) => element.declaration))) enter(index, one, finding);
		findingIndex.set(inspection, index);
	}
	return index.get(declaration) ?? [];
}

// The elements outlive a text that says the same, and are then told where they stand now; what is about one text does not.
const elementIndex = new WeakMap<Architecture, Map<Declaration, Element[]>>();
const findingIndex = new WeakMap<Inspection, Map<Declaration, ReportedFinding[]>>();

function enter<T>(index: Map<Declaration, T[]>, declaration: Declaration, one: T): void {
	const known = index.get(declaration);
	if (known) known.push(one);
	else index.set(declaration, [one]);
}

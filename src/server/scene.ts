import { buildScene } from "../diagram/build-scene.ts";
import type { Scene } from "../diagram/scene.ts";
import type { Locale } from "../language/locale.ts";
import type { Severity } from "../language/problem.ts";
import type { Inspection } from "../rules/inspect.ts";
import { marksOf } from "../rules/marks.ts";

const scenes = new WeakMap<Inspection, { readonly locale: Locale; readonly scene: Scene }>();

/** What the diagram of an inspection shows, with the problems and findings of all its files counted. */
export function sceneOf(inspection: Inspection, locale: Locale): Scene {
	const known = scenes.get(inspection);
	if (known?.locale === locale) return known.scene;
	const { architecture, analysis } = inspection;
	const scene = buildScene(architecture, analysis, marksOf(inspection), locale, countsOf(inspection));
	scenes.set(inspection, { locale, scene });
	return scene;
}

export function countsOf({ architecture, findings }: Inspection): { errors: number; warnings: number; infos: number } {
	const all: Severity[] = findings.map(({ severity }) => severity);
	for (const problems of architecture.problems.values()) all.push(...problems.map(({ severity }) => severity));
	const count = (wanted: Severity): number => all.filter((severity) => severity === wanted).length;
	return { errors: count("error"), warnings: count("warning"), infos: count("info") };
}

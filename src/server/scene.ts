import { buildScene } from "../diagram/build-scene.ts";
import type { Scene } from "../diagram/scene.ts";
import type { ViewOptions } from "../diagram/view-options.ts";
import type { Locale } from "../language/locale.ts";
import type { Severity } from "../language/problem.ts";
import type { Inspection } from "../rules/inspect.ts";
import { marksOf } from "../rules/marks.ts";

const scenes = new WeakMap<
	Inspection,
	{ readonly locale: Locale; readonly options: ViewOptions; readonly scene: Scene }
>();

/** What the diagram of an inspection shows, with the problems and findings of all its files counted. */
export function sceneOf(inspection: Inspection, options: ViewOptions, locale: Locale): Scene {
	const known = scenes.get(inspection);
	if (known?.locale === locale && known.options === options) return known.scene;
	const { architecture, analysis } = inspection;
	const scene = buildScene(
		{ architecture, analysis, marks: marksOf(inspection), counts: countsOf(inspection), options },
		locale,
	);
	scenes.set(inspection, { locale, options, scene });
	return scene;
}

export function countsOf({ architecture, findings }: Inspection): { errors: number; warnings: number; infos: number } {
	const all: Severity[] = findings.map(({ severity }) => severity);
	for (const problems of architecture.problems.values()) all.push(...problems.map(({ severity }) => severity));
	const count = (wanted: Severity): number => all.filter((severity) => severity === wanted).length;
	return { errors: count("error"), warnings: count("warning"), infos: count("info") };
}

import { drawSvg } from "../diagram/draw.ts";
import type { LayoutEngine } from "../diagram/layout/engine.ts";
import type { Locale } from "../language/locale.ts";
import type { SvgParams, SvgResult } from "../protocol/messages.ts";
import type { Inspection } from "../rules/inspect.ts";
import { sceneOf } from "./scene.ts";

/** The picture as a file, laid out afresh as the command line does it, whatever has been edited before. */
export async function svg(
	inspection: Inspection,
	{ uri, options = {}, theme }: SvgParams,
	engine: LayoutEngine,
	locale: Locale,
): Promise<SvgResult | null> {
	const scene = sceneOf(inspection, options, locale);
	const key = `${uri} as a file`;
	const layout = await engine.layout(key, scene);
	engine.forget(key);
	return layout ? { svg: drawSvg({ scene, layout }, { theme, locale }) } : null;
}

import type { Diagram } from "../diagram/diagram.ts";
import { drawSvg } from "../diagram/draw.ts";
import type { LayoutEngine } from "../diagram/layout/engine.ts";
import type { Scene } from "../diagram/scene.ts";
import type { Locale } from "../language/locale.ts";
import type { DrawParams, DrawResult, PictureResult, SvgParams, SvgResult } from "../protocol/messages.ts";
import type { Inspection } from "../rules/inspect.ts";
import type { Host } from "./host.ts";
import { sceneOf } from "./scene.ts";

/** The picture as a file, laid out afresh as the command line does it, whatever has been edited before. */
export async function svg(
	inspection: Inspection,
	{ options = {}, theme }: SvgParams,
	engine: LayoutEngine,
	locale: Locale,
): Promise<SvgResult | null> {
	const diagram = await placed(sceneOf(inspection, options, locale), engine);
	return diagram ? { svg: drawSvg(diagram, { theme, locale }) } : null;
}

/** What that file would show. */
export async function picture(
	inspection: Inspection,
	options: SvgParams["options"] = {},
	engine: LayoutEngine,
	locale: Locale,
): Promise<PictureResult | null> {
	const diagram = await placed(sceneOf(inspection, options, locale), engine);
	return diagram ? { diagram } : null;
}

/** A picture that is already there, as a file. */
export async function draw({ diagram, theme, format }: DrawParams, host: Host, locale: Locale): Promise<DrawResult> {
	if (format === "svg") return { svg: drawSvg(diagram, { theme, locale }) };
	if (!host.drawPdf) return { unsupported: true };
	const { bytes, missing } = await host.drawPdf(diagram, { theme, locale });
	return { pdf: base64(bytes), missing };
}

let pictures = 0;

/** Laid out without regard to what was laid out before. */
export async function placed(scene: Scene, engine: LayoutEngine): Promise<Diagram | undefined> {
	// Each has a key of its own: of two requests with the same one, only the newer is answered.
	const key = `file ${++pictures}`;
	const layout = await engine.layout(key, scene);
	engine.forget(key);
	return layout && { scene, layout };
}

function base64(bytes: Uint8Array): string {
	let text = "";
	for (const byte of bytes) text += String.fromCharCode(byte);
	return btoa(text);
}

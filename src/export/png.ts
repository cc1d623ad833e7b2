import { initWasm, Resvg } from "@resvg/resvg-wasm";
import resvg from "@resvg/resvg-wasm/index_bg.wasm";
import type { Diagram } from "../diagram/diagram.ts";
import { toXml } from "../diagram/shape.ts";
import { prepare, type WriteOptions, type Written } from "./prepare.ts";

export interface PngOptions extends WriteOptions {
	/** Pixels for each px of the picture. */
	readonly scale: number;
}

/** More pixels than this take gigabytes of memory, and hardly any program opens them. */
const MOST_PIXELS = 200_000_000;

let loading: Promise<void> | undefined;

/** The picture as a PNG. One that would be too large for `scale` is made smaller. */
export async function drawPng(diagram: Diagram, { scale, ...options }: PngOptions): Promise<Written> {
	const { flat, fonts, width, height } = prepare(diagram, options);
	loading ??= initWasm(resvg);
	await loading;
	const zoom = Math.min(scale, Math.sqrt(MOST_PIXELS / (width * height)));
	const drawing = new Resvg(toXml(flat), {
		fitTo: { mode: "zoom", value: zoom },
		font: { fontBuffers: fonts.all.map(({ bytes }) => bytes), defaultFontFamily: fonts.all[0]!.face.family },
	});
	try {
		const image = drawing.render();
		const bytes = image.asPng();
		image.free();
		return { bytes, missing: fonts.missing };
	} finally {
		drawing.free();
	}
}

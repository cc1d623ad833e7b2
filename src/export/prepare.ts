import type { Diagram } from "../diagram/diagram.ts";
import { drawFile } from "../diagram/draw.ts";
import type { Shape } from "../diagram/shape.ts";
import type { ThemeName } from "../diagram/theme.ts";
import type { Locale } from "../language/locale.ts";
import { flatten, textsOf } from "./flatten.ts";
import { type Fonts, fontsFor } from "./fonts.ts";

export interface WriteOptions {
	readonly theme: ThemeName;
	readonly locale: Locale;
	/** Fonts to look into before those that are installed, as paths. */
	readonly fontFiles?: readonly string[];
}

export interface Written {
	readonly bytes: Uint8Array;
	/** Characters that no font could write. */
	readonly missing: readonly string[];
}

/** The picture for a program that draws, with what it needs to know. */
export function prepare(diagram: Diagram, { theme, locale, fontFiles = [] }: WriteOptions) {
	const picture = drawFile(diagram, { theme, locale });
	const fonts: Fonts = fontsFor(textsOf(picture), fontFiles);
	const flat: Shape = flatten(picture, fonts);
	return { flat, fonts, width: Number(picture.attributes.width), height: Number(picture.attributes.height) };
}

import type { Diagram } from "../diagram/diagram.ts";
import { diagramJson } from "../diagram/diagram-json.ts";
import { drawSvg } from "../diagram/draw.ts";
import type { ThemeName } from "../diagram/theme.ts";
import type { Locale } from "../language/locale.ts";

export interface WriterOptions {
	readonly theme: ThemeName;
	readonly locale: Locale;
}

/** A file with the picture. */
export type PictureWriter = (diagram: Diagram, options: WriterOptions) => string | Promise<string>;

/** What a picture can be written as, by the extension of the file. */
export const pictureWriters: Readonly<Record<string, PictureWriter>> = {
	svg: drawSvg,
	json: (diagram) => `${JSON.stringify(diagramJson(diagram), null, 2)}\n`,
};

import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { extname, resolve } from "node:path";
import type { Diagram } from "../diagram/diagram.ts";
import { diagramJson } from "../diagram/diagram-json.ts";
import { drawSvg } from "../diagram/draw.ts";
import type { ThemeName } from "../diagram/theme.ts";
import type { drawPdf } from "../export/pdf.ts";
import type { drawPng } from "../export/png.ts";
import type { Written } from "../export/prepare.ts";
import { fill, type Locale, type Localized } from "../language/locale.ts";
import { standaloneHtml } from "../protocol/standalone-html.ts";
import { Failure } from "./failure.ts";
import { STDIN } from "./files.ts";
import type { Call, Option } from "./options.ts";
import type { Terminal } from "./terminal.ts";

/** What a file holds; a text or bytes. */
export type Writer = (diagram: Diagram, theme: ThemeName) => string | Uint8Array | Promise<string | Uint8Array>;

interface Settings {
	readonly locale: Locale;
	readonly scale: number;
	readonly fontFiles: readonly string[];
	readonly hasTheme: boolean;
	/** Say which characters could not be drawn. */
	readonly warn: (missing: readonly string[]) => void;
}

const WRITERS: Readonly<Record<string, (settings: Settings) => Writer>> = {
	svg:
		({ locale }) =>
		(diagram, theme) =>
			drawSvg(diagram, { theme, locale }),
	png: (settings) => async (diagram, theme) => {
		const { drawPng: draw } = await bundle<{ drawPng: typeof drawPng }>("png.cjs");
		return checked(await draw(diagram, { ...settings, theme }), settings);
	},
	pdf: (settings) => async (diagram, theme) => {
		const { drawPdf: draw } = await bundle<{ drawPdf: typeof drawPdf }>("pdf.cjs");
		return checked(await draw(diagram, { ...settings, theme }), settings);
	},
	json: () => (diagram) => `${JSON.stringify(diagramJson(diagram), null, 2)}\n`,
	html:
		({ locale, hasTheme }) =>
		(diagram, theme) =>
			standaloneHtml({
				diagram,
				locale,
				theme: hasTheme ? theme : undefined,
				script: text("standalone.js"),
				style: text("standalone.css"),
				hashOf: (content) => createHash("sha256").update(content).digest("base64"),
			}),
};

/** The endings of files that can be written, as the help shows them. */
export const FORMATS = Object.keys(WRITERS).join("|");

export const scaleOption: Option = {
	name: "scale",
	value: "N",
	text: {
		en: "pixels of a PNG for each px of the picture (default: 2)",
		ko: "그림의 1px마다 PNG의 픽셀 수(기본값: 2)",
	},
};
export const fontOption: Option = {
	name: "font",
	value: "FILE",
	repeatable: true,
	text: {
		en: "a font for what Noto Sans has no letters for, in PNG and PDF (default: what is installed); repeatable",
		ko: "PNG와 PDF에서 Noto Sans에 없는 글자를 쓸 글꼴(기본값: 설치된 글꼴). 여러 번 쓸 수 있음",
	},
};

/** What writes a file of this name: `--format` says as what, else its ending. */
export function writerOf(output: string, call: Call, terminal: Terminal): Writer {
	const { locale } = terminal;
	const { format } = call.values;
	const ending =
		typeof format === "string" ? format : output === STDIN ? "svg" : extname(output).slice(1).toLowerCase();
	const writer = Object.hasOwn(WRITERS, ending) ? WRITERS[ending] : undefined;
	if (!writer) throw new Failure(fill(texts.ending[locale], { file: output, formats: FORMATS.replaceAll("|", ", ") }));
	return writer({
		locale,
		scale: scaleOf(call, locale),
		fontFiles: (call.lists.font ?? []).map((file) => fontFile(file, terminal)),
		hasTheme: call.values.theme !== undefined,
		warn(missing) {
			terminal.error(`archscale: ${fill(texts.missing[locale], { characters: missing.join(" ") })}\n`);
		},
	});
}

function scaleOf({ values }: Call, locale: Locale): number {
	const written = values.scale ?? "2";
	const scale = Number(written);
	if (!(scale >= 0.1 && scale <= 10)) throw new Failure(fill(texts.scale[locale], { value: String(written) }));
	return scale;
}

function fontFile(file: string, { folder, locale }: Terminal): string {
	const path = resolve(folder, file);
	if (!existsSync(path)) throw new Failure(fill(texts.font[locale], { file }));
	return path;
}

function checked({ bytes, missing }: Written, { warn }: Settings): Uint8Array {
	if (missing.length > 0) warn(missing);
	return bytes;
}

/** What draws these files is large, so it is a file of its own beside this program and loaded when it is needed. */
async function bundle<Exports>(name: string): Promise<Exports> {
	return (await import(new URL(name, import.meta.url).href)) as Exports;
}

function text(name: string): string {
	return readFileSync(new URL(name, import.meta.url), "utf8");
}

const texts = {
	ending: {
		en: "Cannot tell from `{file}` what to write: let its name end in one of {formats}, or add `--format`.",
		ko: "`{file}`에서 파일 형식을 알 수 없습니다. 확장자는 다음 중 하나여야 합니다: {formats}. 아니면 `--format`을 쓰십시오.",
	},
	scale: {
		en: "`--scale {value}` cannot be: give a number from 0.1 to 10.",
		ko: "`--scale {value}`은(는) 쓸 수 없습니다. 0.1에서 10 사이의 수를 쓰십시오.",
	},
	font: {
		en: "There is no font `{file}`: check the path.",
		ko: "`{file}` 글꼴 파일이 없습니다. 경로를 확인하십시오.",
	},
	missing: {
		en: "No font was found for these characters, so they are drawn as boxes: {characters}. Name one by `--font FILE`.",
		ko: "다음 글자를 쓸 수 있는 글꼴이 없어 네모로 그렸습니다: {characters}. `--font FILE`로 글꼴을 지정하십시오.",
	},
} as const satisfies Record<string, Localized>;

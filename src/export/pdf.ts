import PDFDocument from "pdfkit";
import svgToPdf from "svg-to-pdfkit";
import type { Diagram } from "../diagram/diagram.ts";
import { type Shape, toXml } from "../diagram/shape.ts";
import { prepare, type WriteOptions, type Written } from "./prepare.ts";

/** Points, of which an inch has 72, for each px, of which it has 96. */
const POINTS = 0.75;

/** The picture as a PDF of one page of its size: lines and texts, not pixels; its fonts are embedded. */
export async function drawPdf(diagram: Diagram, options: WriteOptions): Promise<Written> {
	const { flat, fonts, width, height } = prepare(diagram, options);
	const document = new PDFDocument({
		size: [width * POINTS, height * POINTS],
		margin: 0,
		font: fonts.all[0]!.bytes,
		lang: options.locale,
		displayTitle: true,
		// Without a date of its own, the same picture is the same file.
		info: { Title: diagram.scene.summary.title, Creator: "Archscale", CreationDate: new Date(0) },
	});
	const names = new Map<string, string>();
	fonts.all.forEach(({ face, bytes, isBold = false }, at) => {
		names.set(`${face.family} ${isBold}`, `font${at}`);
		document.registerFont(`font${at}`, bytes, isCollection(bytes) ? face.postscriptName : undefined);
	});
	const chunks: Uint8Array[] = [];
	const ended = new Promise<void>((resolve, reject) => {
		document.on("data", (chunk) => void chunks.push(chunk));
		document.on("end", resolve);
		document.on("error", reject);
	});
	svgToPdf(document, toXml(withoutHalos(flat)), 0, 0, {
		width: width * POINTS,
		height: height * POINTS,
		fontCallback: (family, isBold) => names.get(`${family} ${isBold}`) ?? "font0",
		warningCallback(message) {
			throw new Error(message);
		},
	});
	document.end();
	await ended;
	return { bytes: concat(chunks), missing: fonts.missing };
}

/** PDF paints the line of a letter over its face, and not below it. */
function withoutHalos({ attributes, children, ...rest }: Shape): Shape {
	const { "paint-order": order, stroke, ...others } = attributes;
	return {
		...rest,
		attributes: order === undefined ? attributes : others,
		children: children.map(withoutHalos),
	};
}

function isCollection(bytes: Uint8Array): boolean {
	return String.fromCharCode(...bytes.subarray(0, 4)) === "ttcf";
}

function concat(chunks: readonly Uint8Array[]): Uint8Array {
	const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
	let at = 0;
	for (const chunk of chunks) {
		whole.set(chunk, at);
		at += chunk.length;
	}
	return whole;
}

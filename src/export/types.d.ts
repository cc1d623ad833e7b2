declare module "*.woff" {
	/** As a TrueType font; scripts/build.mjs unpacks it. */
	const bytes: Uint8Array;
	export default bytes;
}

declare module "*.wasm" {
	const bytes: Uint8Array<ArrayBuffer>;
	export default bytes;
}

/** The part of PDFKit that we use. */
declare module "pdfkit" {
	interface Options {
		readonly size: readonly [number, number];
		readonly margin: number;
		readonly font: Uint8Array;
		readonly compress?: boolean;
		readonly lang?: string;
		readonly displayTitle?: boolean;
		readonly info?: Readonly<Record<string, string | Date>>;
	}

	export default class PDFDocument {
		constructor(options: Options);
		registerFont(name: string, source: Uint8Array, face?: string): this;
		on(event: "data", listener: (chunk: Uint8Array) => void): this;
		on(event: "end", listener: () => void): this;
		on(event: "error", listener: (error: Error) => void): this;
		end(): void;
	}
}

declare module "svg-to-pdfkit" {
	import type PDFDocument from "pdfkit";

	interface Options {
		readonly width: number;
		readonly height: number;
		readonly assumePt?: boolean;
		readonly fontCallback: (family: string, bold: boolean, italic: boolean) => string;
		readonly warningCallback: (message: string) => void;
	}

	export default function svgToPdf(document: PDFDocument, svg: string, x: number, y: number, options: Options): void;
}

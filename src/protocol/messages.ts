import type { Diagram } from "../diagram/diagram.ts";
import type { ThemeName } from "../diagram/theme.ts";
import type { ViewOptions } from "../diagram/view-options.ts";
import type { Severity } from "../language/problem.ts";

export type { ViewOptions };

/** What the extension may pass to the server as `initializationOptions` and on a change of the settings. */
export interface Settings {
	/** Severity by the id of a rule or the name of a group of them; `off` silences it. */
	readonly severities: Readonly<Record<string, Severity | "off">>;
	/** Numbers that decide when rules speak, by name, where they are not the default. */
	readonly thresholds: Readonly<Record<string, number>>;
	/** Numbers above each component. */
	readonly codeLens: boolean;
	/** Defaults in use behind what declares an element. */
	readonly inlayHints: boolean;
}

/** Server -> extension. Notification `archscale/diagram`: the picture of a document that `archscale/watch` asked for. */
export interface DiagramMessage {
	readonly uri: string;
	readonly version: number;
	readonly diagram: Diagram;
}

/** Extension -> server. Notification `archscale/watch`: which document's picture is wanted, and how; absent: none. */
export interface WatchMessage {
	readonly uri: string | undefined;
	readonly options?: ViewOptions;
}

/** Server -> extension. Notification `archscale/summary`, for the status bar, after each analysis of a document. */
export interface SummaryMessage {
	readonly uri: string;
	readonly version: number;
	readonly worst: Severity | undefined;
	readonly errors: number;
	readonly warnings: number;
	/** E.g. `saturates at 3.2M users: us.web`, in the reader's language. */
	readonly text: string;
	readonly tooltip: string;
}

/** Extension -> server. Request `archscale/locate`: where a card is declared, or which card the cursor is on. */
export interface LocateParams {
	readonly uri: string;
	readonly id?: string;
	readonly offset?: { readonly line: number; readonly character: number };
}
export interface LocateResult {
	readonly id: string;
	readonly uri: string;
	readonly range: {
		readonly start: { readonly line: number; readonly character: number };
		readonly end: { readonly line: number; readonly character: number };
	};
}

/** Extension -> webview. */
export type ToWebview =
	| { readonly type: "diagram"; readonly uri: string; readonly version: number; readonly diagram: Diagram }
	| { readonly type: "select"; readonly id: string | undefined }
	| { readonly type: "failed"; readonly message: string }
	| { readonly type: "answer"; readonly request: number; readonly result: unknown }
	/** Make pixels of a picture, for a file or for the clipboard. */
	| { readonly type: "rasterise"; readonly request: number; readonly svg: string; readonly copies: boolean };

/** Webview -> extension. */
export type FromWebview =
	| { readonly type: "ready" }
	| { readonly type: "reveal"; readonly id: string }
	| { readonly type: "options"; readonly options: ViewOptions }
	/** One of `PictureRequests`, about the document that is drawn; the extension passes it on to the server. */
	| {
			readonly type: "request";
			readonly request: number;
			readonly method: keyof PictureRequests;
			readonly params: PictureRequests[keyof PictureRequests]["params"];
	  }
	| { readonly type: "showProblems" }
	| { readonly type: "export"; readonly format?: ExportFormat }
	| { readonly type: "copy"; readonly format: "png" | "svg" }
	/** The answer to `rasterise`. Without `png` it has been copied; with a reason it could not be done. */
	| { readonly type: "rasterised"; readonly request: number; readonly png?: Uint8Array; readonly reason?: string };

export const EXPORT_FORMATS = ["svg", "png", "pdf", "html"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/**
 * Server -> client. Request `archscale/read`: the text of an imported file that the server cannot read itself, because it
 * runs in a web worker or the file is not on this disk. The answer is `ReadResult`, or null if there is no such file.
 */
export interface ReadParams {
	readonly uri: string;
}
export interface ReadResult {
	readonly text: string;
}

/** Extension -> server. Request `archscale/svg`: the picture of a document as a file, drawn as the command line draws it. */
export interface SvgParams {
	readonly uri: string;
	readonly options?: ViewOptions;
	readonly theme: ThemeName;
}
export interface SvgResult {
	readonly svg: string;
}

/** Extension -> server. Request `archscale/picture`: what is drawn and where it stands, whether or not it is watched. */
export interface PictureParams {
	readonly uri: string;
	readonly options?: ViewOptions;
}
export interface PictureResult {
	readonly diagram: Diagram;
}

/** Extension -> server. Request `archscale/draw`: a picture as the text of a file, or its bytes in Base64. */
export interface DrawParams {
	readonly diagram: Diagram;
	readonly theme: ThemeName;
	readonly format: "svg" | "pdf";
}
export type DrawResult =
	| { readonly svg: string }
	| { readonly pdf: string; readonly missing: readonly string[] }
	/** The server runs where it cannot write such a file. */
	| { readonly unsupported: true };

/** Extension -> server. Request `archscale/block`: the picture of a text that stands in another document, such as Markdown. */
export interface BlockParams {
	/** That document; imports are looked for beside it. */
	readonly uri: string;
	readonly text: string;
	readonly theme: ThemeName;
}
export interface BlockResult {
	/** Absent: there is nothing to draw. */
	readonly svg?: string;
	/** Read by a screen reader. */
	readonly label: string;
	/** What is wrong with the text, each with its line in it. */
	readonly problems: readonly string[];
}

/** What the webview keeps by `setState`, from which the extension restores it after a reload of the window. */
export interface PreviewState {
	readonly uri: string;
	readonly options?: ViewOptions;
}

/** Extension -> server. Request `archscale/parts`: what can fail in a document, and what the cursor is on. */
export interface PartsParams {
	readonly uri: string;
	readonly offset?: LocateParams["offset"];
}
export interface PartsResult {
	readonly parts: readonly Part[];
	/** Its name, where the cursor is on one of them. */
	readonly at?: string;
}
export interface Part {
	/** `us`, `us.web`, `us.web#1`. */
	readonly name: string;
	readonly text: string;
}

/** Extension -> server. Request `archscale/whatIf`: what the loss of parts sets off. */
export interface WhatIfParams {
	readonly uri: string;
	readonly parts: readonly string[];
	readonly users?: number;
}

/** Extension -> server. Request `archscale/ledger`: the defaults in use, and how much hangs on each. */
export interface LedgerParams {
	readonly uri: string;
	readonly users?: number;
}

/** Extension -> server. Request `archscale/ladder`: what saturates first, and what it takes to carry so many users. */
export interface LadderParams {
	readonly uri: string;
	readonly users?: number;
}

/** The answer to these, as a document in the reader's language; null: there is no such file. */
export interface ReportResult {
	readonly markdown: string;
}

/**
 * What the preview may ask of the server about the document that it shows, by the name of the request. The extension adds its
 * `uri`.
 */
export interface PictureRequests {
	/** What is wrong with an element. */
	readonly "archscale/findings": { readonly params: { readonly id: string }; readonly result: readonly FindingText[] };
}

export const PICTURE_REQUESTS = ["archscale/findings"] as const satisfies readonly (keyof PictureRequests)[];

/** A finding in the reader's language. */
export interface FindingText {
	readonly rule: string;
	readonly severity: Severity;
	readonly message: string;
}

import type { DiagramChanges } from "../diagram/changes.ts";
import type { Diagram } from "../diagram/diagram.ts";
import type { ThemeName } from "../diagram/theme.ts";
import type { ViewOptions } from "../diagram/view-options.ts";
import type { Severity } from "../language/problem.ts";

export type { Diagram, ViewOptions };

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

/** Commands that the server has a client run: show an element in the diagram, and let the user type over a name. Both take a URI and a position. */
export type ClientCommand = "archscale.showInDiagram" | "archscale.rename";

/** What a client says as `capabilities.experimental` in `initialize`, in the form that rust-analyzer has made a habit. */
export interface ClientCommands {
	readonly commands: { readonly commands: readonly ClientCommand[] };
}

/** Server -> extension. Notification `archscale/diagram`: the picture of a document that `archscale/watch` asked for. */
export type DiagramMessage = {
	/** As it was asked for. */
	readonly panel?: string;
	readonly uri: string;
	readonly version: number;
	/** Another number for each one that this server sends. */
	readonly picture: number;
} & (
	| { readonly diagram: Diagram }
	/** What is different from the one that was sent last for this panel and document, whose number was `since`. */
	| { readonly since: number; readonly changes: DiagramChanges }
);

/**
 * Extension -> server. Notification `archscale/watch`: which document's picture a panel wants, and how; absent: none any
 * more. What it has been sent it is taken to have: the same picture does not come again.
 */
export interface WatchMessage {
	/** Which of several panels; absent: the only one. */
	readonly panel?: string;
	readonly uri: string | undefined;
	readonly options?: ViewOptions;
	/** It cannot be seen now: nothing is drawn for it, and where things stand in it is remembered. */
	readonly hidden?: boolean;
	/** It does not have what it has been sent: the next picture comes whole. */
	readonly anew?: boolean;
}

/** Extension -> server. Notification `archscale/prepare`: somebody has an architecture before them, and may want its picture. */
export type PrepareMessage = Readonly<Record<never, never>>;

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
	| {
			readonly type: "diagram";
			readonly uri: string;
			readonly version: number;
			/** JSON of a `Diagram`: on its way to the page, objects are written out and copied several times. */
			readonly diagram: string;
			/** One that the page has shown already may come again, under the same number. */
			readonly picture?: number;
	  }
	| {
			readonly type: "changes";
			readonly picture: number;
			/** The number of the picture before it. */
			readonly since: number;
			/** JSON of the `DiagramChanges` between the two. */
			readonly changes: string;
	  }
	/** The number of the picture that the page has been given by now. Where it has another one, it answers `missing`. */
	| { readonly type: "picture"; readonly picture: number }
	| { readonly type: "select"; readonly id: string | undefined }
	/** It shows the same document whatever is being edited, or no longer does. */
	| { readonly type: "locked"; readonly locked: boolean }
	/** The document that it shows has another address now. */
	| { readonly type: "renamed"; readonly uri: string }
	| { readonly type: "failed"; readonly message: string }
	/** Answered by `alive`. */
	| { readonly type: "ping" }
	| { readonly type: "answer"; readonly request: number; readonly result: unknown }
	/** Make pixels of a picture, for a file or for the clipboard. */
	| { readonly type: "rasterise"; readonly request: number; readonly svg: string; readonly copies: boolean };

/** Webview -> extension. */
export type FromWebview =
	| { readonly type: "ready" }
	| { readonly type: "alive" }
	/** A picture, or the one before it, has not come. */
	| { readonly type: "missing" }
	| { readonly type: "reveal"; readonly id: string }
	| { readonly type: "options"; readonly options: ViewOptions }
	/** One of `PictureRequests`, about the document that is drawn; the extension passes it on to the server. */
	| {
			readonly type: "request";
			readonly request: number;
			readonly method: keyof PictureRequests;
			readonly params: PictureRequests[keyof PictureRequests]["params"];
	  }
	/** In the text that is drawn, which is where edits from the picture are made. */
	| { readonly type: "history"; readonly direction: "undo" | "redo" }
	| { readonly type: "showProblems" }
	/** A link was clicked: the page of a rule, or a line of a text that takes part in the picture. */
	| { readonly type: "openRule"; readonly rule: string }
	| { readonly type: "openLine"; readonly uri: string; readonly line: number }
	/** Something in the page waits for keys: it should have the keyboard, whatever was revealed just before. */
	| { readonly type: "takeFocus" }
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

/**
 * Server -> client. Request `archscale/files`: the `.arch` files below a folder of the workspace that the server cannot list
 * itself, for the same reasons. The answer is `FilesResult`, or null if there is no such folder.
 */
export interface FilesParams {
	readonly folder: string;
}
export interface FilesResult {
	readonly uris: readonly string[];
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
	readonly locked?: boolean;
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
	/** Where to say how far it is, as the protocol has it. */
	readonly workDoneToken?: string | number;
}

/** Extension -> server. Request `archscale/ledger`: the defaults in use, and how much hangs on each. */
export interface LedgerParams {
	readonly uri: string;
	readonly users?: number;
	/** Where to say how far it is, as the protocol has it. */
	readonly workDoneToken?: string | number;
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
 * `uri`, and which `panel` asks.
 */
export interface PictureRequests {
	/** What is wrong with an element or an edge, and what can be done about it. */
	readonly "archscale/findings": {
		readonly params: { readonly id: string; readonly options?: ViewOptions };
		readonly result: FindingsResult;
	};
	/** Do it, as an edit of the text. */
	readonly "archscale/fix": { readonly params: FixParams; readonly result: FixResult };
	/** The picture as it would be afterwards. */
	readonly "archscale/previewFix": { readonly params: FixParams; readonly result: PreviewResult };
	/** What the hover in the text says of an element. */
	readonly "archscale/details": {
		readonly params: { readonly id: string; readonly options?: ViewOptions };
		readonly result: DetailsResult;
	};
	/** What breaks first, and next, to a length that somebody reads. */
	readonly "archscale/saturations": {
		readonly params: Readonly<Record<never, never>>;
		readonly result: readonly SaturationRung[];
	};
	/** Change the text as somebody asks for it in the picture. */
	readonly "archscale/edit": { readonly params: { readonly action: EditAction }; readonly result: EditResult };
	/** The kinds of components and places that can be added. */
	readonly "archscale/kinds": { readonly params: object; readonly result: readonly KindText[] };
}

export const PICTURE_REQUESTS = [
	"archscale/findings",
	"archscale/saturations",
	"archscale/edit",
	"archscale/kinds",
	"archscale/fix",
	"archscale/previewFix",
	"archscale/details",
] as const satisfies readonly (keyof PictureRequests)[];

/** What can be done to the text from the picture. Components and places by their qualified names. */
export type EditAction =
	/** With a `title`, its name follows from that, else from the kind. With `from`, that one calls it. */
	| {
			readonly type: "add";
			readonly kind: string;
			readonly title?: string;
			/** Absent: the top level. */
			readonly parent?: string;
			readonly from?: string;
	  }
	| { readonly type: "connect"; readonly from: string; readonly to: string }
	| { readonly type: "disconnect"; readonly edge: string }
	| { readonly type: "rename"; readonly id: string; readonly name: string }
	/** Empty: no title of its own. */
	| { readonly type: "retitle"; readonly id: string; readonly title: string }
	/** As many as the card shows: of a database, with its primary. */
	| { readonly type: "instances"; readonly id: string; readonly count: number }
	| { readonly type: "move"; readonly id: string; readonly parent?: string }
	| { readonly type: "delete"; readonly id: string };

/** `select`: what the edit was about, by its name after the edit. `reason`: why not, in the reader's language. */
export type EditResult =
	| { readonly ok: true; readonly select?: string }
	| { readonly ok: false; readonly reason: string };

export interface KindText {
	readonly kind: string;
	readonly title: string;
	/** A name in `icons.ts`. */
	readonly icon: string;
	/** Other words under which somebody may look for it. */
	readonly words: readonly string[];
	readonly isPlace: boolean;
}

/** What saturates at one number of users. */
export interface SaturationRung {
	readonly ids: readonly string[];
	/** Of all of them, in the reader's language. */
	readonly title: string;
	readonly users: number;
	readonly usersText: string;
	/** What helps there. */
	readonly technique: string;
}

export interface FindingsResult {
	/** Of the text in which they were found. */
	readonly version: number;
	/** Worst first. */
	readonly findings: readonly FindingText[];
}

/** A finding in the reader's language. Markdown, but for the titles of its fixes, in which only code is marked. */
export interface FindingText {
	readonly rule: string;
	readonly severity: Severity;
	readonly message: string;
	readonly why: string;
	/** With its trade-off, and when not to use it. */
	readonly technique: string;
	/** Titles, as the light bulb in the text has them. */
	readonly fixes: readonly string[];
}

/** One of the fixes that `archscale/findings` gave, by its place there. */
export interface FixParams {
	readonly id: string;
	readonly options?: ViewOptions;
	readonly version: number;
	readonly finding: number;
	readonly fix: number;
	readonly title: string;
}

export interface FixResult {
	readonly applied: boolean;
}

export interface PreviewResult {
	readonly diagram: Diagram;
	/** What changes in the numbers, in the reader's language; may be empty. */
	readonly effects: readonly string[];
}

export interface DetailsResult {
	readonly markdown: string;
}

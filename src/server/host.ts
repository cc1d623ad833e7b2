import type { LayoutEngine } from "../diagram/layout/engine.ts";
import type { drawPdf } from "../export/pdf.ts";

/** What differs between the places where the server runs. */
export interface Host {
	readonly version: string;
	/** Whether it can read and list what is there itself. Where it cannot, the client is asked. */
	readonly reaches: (uri: string) => boolean;
	/** The text of a file that no editor has open. Undefined: it is not there. */
	readonly read: (uri: string) => string | undefined;
	/** URIs of the `.arch` files below a folder. */
	readonly list: (folder: string) => readonly string[];
	/** Run `task` after the messages that have already arrived. Returns a function that calls it off. */
	readonly defer: (task: () => void) => () => void;
	/** A new engine for the layout of diagrams. */
	readonly createEngine: () => LayoutEngine;
	/** Absent: this host cannot write PDF. */
	readonly drawPdf?: typeof drawPdf;
}

import type { Localized } from "../../language/locale.ts";
import type { Span } from "../../language/text.ts";
import type { Architecture, SourceFile } from "../../model/architecture.ts";
import type { Attempt, Design } from "../picture/edits/outcome.ts";

/** Where somebody asks what can be done. */
export interface Here {
	readonly architecture: Architecture;
	readonly file: SourceFile;
	/** What is selected; empty where there is only a cursor. */
	readonly span: Span;
	/** Whether there is such a file. */
	exists(uri: string): boolean;
}

/** What a refactoring could do here, and what it makes of the texts when somebody chooses it, or why it cannot. */
export type Offer = { readonly title: Localized } & (
	| { readonly attempt: (design: Design) => Attempt }
	| { readonly refused: Localized }
);

/** A change of the text that no finding asks for. */
export interface Refactoring {
	/** Its kind of code action. */
	readonly kind: string;
	/**
	 * Told by the tree and the names alone, as it is asked with each move of the cursor. Undefined: there is nothing here
	 * that it could be about.
	 */
	readonly offer: (here: Here) => Offer | undefined;
}

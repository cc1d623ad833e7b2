import type { Architecture, SourceFile } from "../../../model/architecture.ts";
import type { Facts } from "./facts.ts";
import type { Refusal } from "./refusals.ts";

/** What an edit is made in. */
export interface Design {
	readonly architecture: Architecture;
	/** Others that use some of its files. */
	readonly others: readonly Architecture[];
}

/** An edit that can be made, and what it may change of what the texts say. */
export interface Outcome {
	readonly texts: ReadonlyMap<SourceFile, string>;
	/** Those of them that are files which are not there yet. */
	readonly created?: readonly SourceFile[];
	/** What it is about, by its name after the edit. */
	readonly select: string | undefined;
	/** An element whose name was made up, by its id after the edit: whoever asked for it may want another. */
	readonly coined?: string;
	/** What the texts say before, as they have to say it afterwards; undefined: as they do. */
	readonly expected?: (before: Architecture) => Facts;
	/** Whether this may be new, gone or another than `expected`. */
	readonly allows: (fact: string, after: Architecture, before: Architecture) => boolean;
	/** What there has to be afterwards. */
	readonly needs?: readonly string[];
}

export type Attempt = Outcome | Refusal;

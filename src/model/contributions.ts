import type { Problem } from "../language/problem.ts";
import type { Span } from "../language/text.ts";
import type * as tree from "../language/tree.ts";
import { Validation } from "../language/validate.ts";
import type { Link, SourceFile } from "./architecture.ts";
import type { Draft } from "./drafts.ts";

/** A name as it stands in a text, and what it stands for. */
export interface NameUse {
	readonly span: Span;
	readonly draft: Draft;
	readonly declares: boolean;
}

/** What the statements of one file add to an architecture besides elements. A statement is what stands in the file or in a place. */
export class Contributions {
	readonly validation: Validation;
	readonly names = new Map<tree.Item, NameUse[]>();
	readonly links = new Map<tree.Link, readonly Link[]>();
	readonly problems = new Map<tree.Item | tree.Import, Problem[]>();

	constructor(public file: SourceFile) {
		this.validation = new Validation(file.tree);
	}

	/** Mistakes of syntax, of vocabulary and of names, in the order of the text. */
	allProblems(): readonly Problem[] {
		const all = [...this.file.tree.problems];
		for (const problems of this.validation.problems.values()) all.push(...problems);
		for (const problems of this.problems.values()) all.push(...problems);
		return all.sort((a, b) => a.start - b.start || a.end - b.end);
	}
}

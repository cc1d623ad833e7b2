import type { Edit } from "../../../language/text.ts";
import type { Architecture, SourceFile } from "../../../model/architecture.ts";
import { tidied } from "../../../rules/edit/tidy.ts";
import { closeGaps } from "./close-gaps.ts";
import { factsOf } from "./facts.ts";
import type { Design, Outcome } from "./outcome.ts";
import { rebuilt } from "./rebuilt.ts";
import { type Refusal, refuse } from "./refusals.ts";

/** An edit that is safe to make. */
export interface SafeEdit {
	readonly edits: ReadonlyMap<SourceFile, readonly Edit[]>;
	readonly select: string | undefined;
}

/**
 * The edits of the texts, once it is sure that afterwards they have no new mistake and say what they said before but for
 * what was asked for. A picture shows only a part of a text, so nobody would see what else has changed there.
 */
export function carryOut({ architecture, others }: Design, outcome: Outcome): SafeEdit | Refusal {
	const { select, allows, needs = [], expected = (before) => factsOf(before) } = outcome;
	const texts = new Map([...outcome.texts].map(([file, text]) => [file, closeGaps(file.text, text)]));
	for (const before of [architecture, ...others]) {
		const after = rebuilt(before, texts);
		if (hasNewProblems(before, after)) {
			return before === architecture ? refuse("mistakes") : refuse("elsewhere", { file: nameOf(before) });
		}
		const [was, is] = [expected(before), factsOf(after)];
		const other = [...new Set([...was.keys(), ...is.keys()])].find(
			(fact) => was.get(fact) !== is.get(fact) && !allows(fact, after, before),
		);
		if (other !== undefined && before !== architecture) return refuse("elsewhere", { file: nameOf(before) });
		if (other !== undefined) return refuse("meaning", { what: other.replace(/^\w+ /, "").replace(" > ", " → ") });
		if (before === architecture && !needs.every((fact) => is.has(fact))) return refuse("text");
	}
	const edits = new Map<SourceFile, readonly Edit[]>();
	for (const [file, text] of texts) {
		const list = tidied(file, text);
		if (list.length > 0) edits.set(file, list);
	}
	return edits.size === 0 ? refuse("nothing") : { edits, select };
}

function hasNewProblems(before: Architecture, after: Architecture): boolean {
	const counts = new Map<string, number>();
	for (const problems of before.problems.values())
		for (const { code } of problems) counts.set(code, (counts.get(code) ?? 0) + 1);
	for (const problems of after.problems.values()) {
		for (const { code } of problems) {
			const left = counts.get(code) ?? 0;
			if (left === 0) return true;
			counts.set(code, left - 1);
		}
	}
	return false;
}

function nameOf({ files: [file] }: Architecture): string {
	const name = file!.uri.slice(file!.uri.lastIndexOf("/") + 1);
	try {
		return decodeURIComponent(name);
	} catch {
		return name;
	}
}

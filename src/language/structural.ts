import type { Problem } from "./problem.ts";
import type { Tree } from "./tree.ts";

/** With these mistakes, what belongs together is decided by looking at the whole text. */
export const STRUCTURAL: ReadonlySet<Problem["code"]> = new Set<Problem["code"]>([
	"stray-brace",
	"body-without-kind",
	"unclosed-body",
	"unclosed-comment",
	"value-in-braces",
	"too-deep",
]);

/** What belongs together in it was decided by looking at the whole text. */
export const isStructural = ({ problems, hidesStructure }: Tree): boolean =>
	hidesStructure === true || problems.some(({ code }) => STRUCTURAL.has(code));

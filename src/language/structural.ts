import type { Problem } from "./problem.ts";

/** With these mistakes, what belongs together is decided by looking at the whole text. */
export const STRUCTURAL: ReadonlySet<Problem["code"]> = new Set<Problem["code"]>([
	"stray-brace",
	"body-without-kind",
	"unclosed-body",
	"unclosed-comment",
	"value-in-braces",
	"too-deep",
]);

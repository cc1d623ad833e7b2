import type { Rule } from "./rule.ts";

/** Every rule, in the order of the docs. */
export const rules: readonly Rule[] = [];

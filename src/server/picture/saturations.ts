import { nameOf } from "../../diagram/name-of.ts";
import type { Locale } from "../../language/locale.ts";
import { formatCount } from "../../language/numbers.ts";
import type { SaturationRung } from "../../protocol/messages.ts";
import type { Inspection } from "../../rules/inspect.ts";
import { techniqueTexts } from "../../rules/limits.ts";
import { rungsOf } from "../ladder.ts";

/** Beyond these nobody reads on. */
const MOST_RUNGS = 50;

/** The rungs of the ladder, first one first. */
export function saturationsOf({ architecture, analysis }: Inspection, locale: Locale): readonly SaturationRung[] {
	return rungsOf(analysis)
		.slice(0, MOST_RUNGS)
		.map(({ components, users, technique }) => ({
			ids: components.map(({ id }) => id),
			title: components.map((component) => nameOf(component, architecture)).join(", "),
			users,
			usersText: formatCount(users),
			technique: techniqueTexts[technique][locale],
		}));
}

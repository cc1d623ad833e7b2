import type { Locale } from "../../language/locale.ts";
import type { FindingText } from "../../protocol/messages.ts";
import type { Inspection } from "../../rules/inspect.ts";
import { compareSeverity } from "../../rules/marks.ts";
import { findingMessage } from "../../rules/words.ts";

/** What is wrong with an element, worst first. */
export function findingsOf({ findings }: Inspection, id: string, locale: Locale): readonly FindingText[] {
	return findings
		.filter(({ elements }) => elements.some((element) => element.id === id))
		.sort((a, b) => compareSeverity(b.severity, a.severity))
		.map((reported) => ({
			rule: reported.rule.id,
			severity: reported.severity,
			message: findingMessage(reported, locale),
		}));
}

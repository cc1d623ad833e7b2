import { summary as summarize } from "../diagram/build-scene.ts";
import { fill, type Locale } from "../language/locale.ts";
import type { SummaryMessage } from "../protocol/messages.ts";
import type { Inspection } from "../rules/inspect.ts";
import { countsOf } from "./scene.ts";

/** What the status bar says of a document. */
export function summary(uri: string, version: number, inspection: Inspection, locale: Locale): SummaryMessage {
	const { architecture, analysis } = inspection;
	const shown = summarize(architecture, analysis, countsOf(inspection), locale);
	const { errors, warnings, infos, saturationText, requestsText, usersText } = shown;
	const worst = errors > 0 ? "error" : warnings > 0 ? "warning" : infos > 0 ? "info" : undefined;
	const counts = fill(texts.counts[locale], { errors, warnings });
	const load = [usersText, requestsText].filter(Boolean).join(" · ");
	return {
		uri,
		version,
		worst,
		errors,
		warnings,
		text: saturationText || counts,
		tooltip: [load, saturationText, counts].filter(Boolean).join("\n"),
	};
}

const texts = {
	counts: { en: "{errors} errors, {warnings} warnings", ko: "오류 {errors}개, 경고 {warnings}개" },
} as const;

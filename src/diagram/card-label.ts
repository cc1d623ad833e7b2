import { fill, type Locale } from "../language/locale.ts";
import type { Card } from "./scene.ts";
import { sceneTexts } from "./scene-texts.ts";
import { kindTitle } from "./subtitle.ts";
import type { Heat } from "./view-options.ts";

export interface LabelOptions {
	/** Its utilisation with everything up, where something is down. */
	readonly before?: string | undefined;
	/** That of its heat. */
	readonly measure?: Heat;
}

/** What a screen reader says of a card: all that is on it. */
export function cardLabel(
	card: Omit<Card, "label">,
	{ before, measure = "utilization" }: LabelOptions,
	locale: Locale,
): string {
	const text = (key: keyof typeof sceneTexts, data: Record<string, string | number> = {}) =>
		fill(sceneTexts[key][locale], data);
	const kind = kindTitle(card.kind, locale);
	return [
		card.title,
		kind,
		card.folds === "place" ? text("folded") : "",
		card.subtitle === kind ? "" : card.subtitle,
		card.times !== "" ? text("instances", { count: card.times.slice(1) }) : "",
		card.state && text(card.state),
		card.load && card.state !== "failed" && text("utilized", { load: card.load }),
		before !== undefined && before !== card.load && text("before", { load: before }),
		card.heat &&
			card.state !== "failed" &&
			measure !== "utilization" &&
			text(`by-${measure}`, { value: card.heat.text }),
		card.singlePointOfFailure ? text("singlePoint") : "",
		card.severity && card.findings > 0
			? text(card.findings === 1 ? "finding" : "findings", {
					count: card.findings,
					severity: sceneTexts[card.severity][locale],
				})
			: "",
	]
		.filter((part) => part)
		.join(", ");
}

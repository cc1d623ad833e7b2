import "./heat.css";
import { HEAT_MEASURES } from "../../src/diagram/view-options.ts";
import type { Localized } from "../../src/language/locale.ts";
import type { App } from "../app.ts";
import { rare } from "../rare.ts";
import { dropdown } from "../ui.ts";

const TEXTS = {
	title: { en: "What cards are coloured by", ko: "카드 색의 기준" },
	utilization: { en: "Heat: utilisation", ko: "색: 사용률" },
	responseTime: { en: "Heat: response time", ko: "색: 응답 시간" },
	availability: { en: "Heat: availability", ko: "색: 가용성" },
	cost: { en: "Heat: cost", ko: "색: 비용" },
} satisfies Record<string, Localized>;

/** Chooses what the cards are coloured by. */
export function heat(app: App): void {
	const { locale, toolbar } = app;
	const choice = dropdown({
		label: TEXTS.title[locale],
		choices: HEAT_MEASURES.map((value) => ({ value, text: TEXTS[value][locale] })),
		onChange: (heat) => app.show({ ...app.options, heat }),
	});
	toolbar.append(rare(choice.element, "heat"));
	app.onDiagram(() => choice.setValue(app.options.heat ?? "utilization"));
}

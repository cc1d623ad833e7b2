import type { Diagram } from "../../src/diagram/diagram.ts";
import { isShown } from "../../src/diagram/draw-card.ts";
import type { Edge } from "../../src/diagram/scene.ts";
import { fill, type Locale, type Localized } from "../../src/language/locale.ts";
import { html } from "../element.ts";

export interface DetailsEvents {
	readonly onClose: () => void;
	/** A neighbour was clicked. */
	readonly onOpen: (id: string) => void;
}

/** What there is to know of one card, in a panel over the picture. */
export class Details {
	readonly element: HTMLElement;
	readonly #locale: Locale;
	readonly #events: DetailsEvents;

	constructor(locale: Locale, events: DetailsEvents) {
		this.#locale = locale;
		this.#events = events;
		this.element = html("aside", { class: "details", "aria-label": TEXTS.details[locale], hidden: "" });
	}

	get isOpen(): boolean {
		return !this.element.hidden;
	}

	show(diagram: Diagram, id: string): void {
		const card = diagram.scene.cards.find((one) => one.id === id);
		if (!card) return;
		const say = (key: keyof typeof TEXTS) => TEXTS[key][this.#locale];
		const facts: [string, string][] = [
			[say("name"), card.id],
			[say("kind"), card.kind],
			[say("facts"), card.subtitle],
			[say("instances"), card.times === "" ? "" : card.times],
			[say("shards"), card.shards > 1 ? String(card.shards) : ""],
			[say("utilization"), card.load],
			[say("risk"), card.singlePointOfFailure ? say("spof") : ""],
			[say("findings"), isShown(card.severity) ? fill(say(card.severity), { count: card.findings }) : ""],
		];
		const { edges } = diagram.scene;
		this.element.replaceChildren(
			this.#closer(),
			html("h2", {}, card.title),
			html(
				"dl",
				{},
				...facts
					.filter(([, text]) => text !== "")
					.flatMap(([name, text]) => [html("dt", {}, name), html("dd", {}, text)]),
			),
			...this.#links(
				diagram,
				say("from"),
				edges.filter((edge) => edge.to === id),
				(edge) => edge.from,
			),
			...this.#links(
				diagram,
				say("to"),
				edges.filter((edge) => edge.from === id),
				(edge) => edge.to,
			),
		);
		this.element.hidden = false;
	}

	close(): void {
		this.element.hidden = true;
		this.#events.onClose();
	}

	#closer(): HTMLElement {
		const closer = html("button", { type: "button", class: "close", "aria-label": TEXTS.close[this.#locale] }, "×");
		closer.addEventListener("click", () => this.close());
		return closer;
	}

	#links({ scene }: Diagram, title: string, edges: readonly Edge[], endOf: (edge: Edge) => string): HTMLElement[] {
		if (edges.length === 0) return [];
		const items = edges.map((edge) => {
			const id = endOf(edge);
			const target = html(
				"button",
				{ type: "button", class: "link" },
				scene.cards.find((card) => card.id === id)?.title ?? id,
			);
			target.addEventListener("click", () => this.#events.onOpen(id));
			const says = [edge.label, edge.load, TEXTS[edge.traffic][this.#locale]].filter((text) => text);
			return html("li", {}, target, html("span", {}, says.join(" · ")));
		});
		return [html("h3", {}, title), html("ul", {}, ...items)];
	}
}

const TEXTS = {
	details: { en: "Details", ko: "상세" },
	close: { en: "Close", ko: "닫기" },
	name: { en: "Name", ko: "이름" },
	kind: { en: "Kind", ko: "종류" },
	facts: { en: "Facts", ko: "내용" },
	instances: { en: "Instances", ko: "인스턴스" },
	shards: { en: "Shards", ko: "샤드" },
	utilization: { en: "Utilisation", ko: "사용률" },
	risk: { en: "Risk", ko: "위험" },
	spof: { en: "Single point of failure", ko: "단일 장애점" },
	findings: { en: "Findings", ko: "지적" },
	error: { en: "{count}, the worst an error", ko: "{count}개, 가장 심각한 것은 오류" },
	warning: { en: "{count}, the worst a warning", ko: "{count}개, 가장 심각한 것은 경고" },
	info: { en: "{count}, the worst a note", ko: "{count}개, 가장 심각한 것은 정보" },
	from: { en: "Called by", ko: "호출하는 쪽" },
	to: { en: "Calls", ko: "호출 대상" },
	call: { en: "requests", ko: "요청" },
	read: { en: "reads", ko: "읽기" },
	write: { en: "writes", ko: "쓰기" },
	async: { en: "asynchronous", ko: "비동기" },
	replication: { en: "replication", ko: "복제" },
} as const satisfies Record<string, Localized>;

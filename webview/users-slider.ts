import { UNKNOWN_FONT } from "../src/diagram/draw-card.ts";
import type { Summary } from "../src/diagram/scene.ts";
import { textWidth } from "../src/diagram/text-width.ts";
import { formatCount } from "../src/language/numbers.ts";
import { html } from "./element.ts";
import type { Texts } from "./texts.ts";
import { button } from "./ui.ts";

const LEAST = 10_000;
const MOST = 100_000_000;
const STEPS = 1000;
/** A number that is not answered by a picture in this time is taken to be lost. */
const PATIENCE_MILLISECONDS = 400;

/** Turns the number of users up and down. Each step asks for new numbers; the picture follows without a new layout. */
export class UsersSlider {
	readonly element: HTMLElement;
	readonly #texts: Texts;
	readonly #send: (users: number | undefined) => void;
	readonly #input: HTMLInputElement;
	readonly #value: HTMLElement;
	readonly #saturation: HTMLElement;
	readonly #marks: HTMLElement;
	readonly #reset: ReturnType<typeof button>;
	#isDragged = false;
	/** Sent and not yet answered. */
	#pending: { readonly users: number | undefined; readonly timer: ReturnType<typeof setTimeout> } | undefined;
	#next: { readonly users: number | undefined } | undefined;
	/** It stands elsewhere than the text says. */
	#isChanged = false;

	constructor(texts: Texts, send: (users: number | undefined) => void) {
		this.#texts = texts;
		this.#send = send;
		this.#input = html("input", {
			type: "range",
			min: "0",
			max: String(STEPS),
			"aria-label": texts("users"),
			title: texts("usersTitle"),
		});
		this.#value = html("output", { class: "users-value" });
		this.#saturation = html("div", { class: "saturation" });
		this.#marks = html("div", { class: "users-marks", "aria-hidden": "true" });
		this.#reset = button({ text: texts("reset"), title: texts("resetTitle"), onClick: () => this.#goBack() });
		const scale = html("div", { class: "users-scale", "aria-hidden": "true" });
		for (let users = LEAST; users <= MOST; users *= 10) {
			scale.append(mark("users-tick", users, formatCount(users)));
		}
		this.element = html(
			"div",
			{ class: "users" },
			html("span", { class: "users-name" }, texts("users")),
			html("div", { class: "users-track" }, this.#marks, this.#input, scale),
			html("div", { class: "users-facts" }, this.#value, this.#saturation),
			this.#reset.element,
		);

		this.#input.addEventListener("input", () => {
			this.#isDragged = true;
			this.#isChanged = true;
			const users = usersAt(Number(this.#input.value));
			this.#setPosition(users);
			this.#ask(users);
		});
		this.#input.addEventListener("change", () => {
			this.#isDragged = false;
		});
		this.#input.addEventListener("dblclick", () => this.#goBack());
	}

	update(summary: Summary): void {
		const { users } = summary;
		this.#isChanged = users !== summary.declaredUsers;
		this.element.hidden = users === undefined;
		// A picture may come that was asked for before, or by somebody else.
		const isOther = this.#pending?.users !== undefined && this.#pending.users !== users;
		if (users !== undefined && !this.#isDragged && this.#next === undefined && !isOther) this.#setPosition(users);
		const facts = [summary.requestsText].filter((text) => text !== "").join(" · ");
		if (this.#value.textContent !== facts || !this.#isDragged) this.#setFacts(users, facts);
		this.#saturation.textContent = summary.saturationText;
		this.#saturation.classList.toggle(
			"passed",
			users !== undefined && summary.saturations.some((saturation) => saturation.users <= users),
		);
		this.#showMarks(summary);
		this.#reset.setEnabled(this.#isChanged);
		if (!isOther) this.#answered();
	}

	/** Where components saturate. A text that would run into the one before it is left out, its line stays. */
	#showMarks({ saturations, users }: Summary): void {
		const width = this.#marks.clientWidth;
		let free = -Infinity;
		const marks = saturations
			.filter(({ users: at }) => at >= LEAST && at <= MOST)
			.map(({ users: at, text }) => {
				const element = mark(users !== undefined && at <= users ? "users-mark passed" : "users-mark", at, text);
				const length = textWidth(text, 10.5, true) * UNKNOWN_FONT;
				const middle = (positionOf(at) / STEPS) * width;
				const atEnd = isAtEnd(at) || middle + length / 2 > width;
				const atStart = !atEnd && (isAtStart(at) || middle < length / 2);
				element.classList.toggle("at-end", atEnd);
				element.classList.toggle("at-start", atStart);
				const start = atEnd ? middle - length : atStart ? middle : middle - length / 2;
				const isCrowded = start < Math.max(free, -OUTSIDE);
				element.classList.toggle("crowded", isCrowded);
				if (!isCrowded) free = start + length + 8;
				return element;
			});
		this.#marks.replaceChildren(...marks);
	}

	#setFacts(users: number | undefined, facts: string): void {
		this.#value.textContent = [users === undefined ? "" : formatCount(users), facts].filter((text) => text).join(" · ");
	}

	#setPosition(users: number): void {
		// Several steps make one number of two digits: who goes by the keys must not be set back to the first of them.
		if (usersAt(Number(this.#input.value)) !== users) this.#input.value = String(positionOf(users));
		this.#input.style.setProperty("--filled", `${(Number(this.#input.value) / STEPS) * 100}%`);
		this.#input.setAttribute("aria-valuetext", `${formatCount(users)} ${this.#texts("users")}`);
	}

	#goBack(): void {
		this.#isChanged = false;
		this.#isDragged = false;
		this.#ask(undefined);
	}

	/** One question at a time: while the last one is open, only the newest number waits. */
	#ask(users: number | undefined): void {
		if (this.#pending !== undefined) {
			this.#next = { users };
			return;
		}
		this.#send(users);
		this.#pending = { users, timer: setTimeout(() => this.#answered(), PATIENCE_MILLISECONDS) };
	}

	#answered(): void {
		clearTimeout(this.#pending?.timer);
		this.#pending = undefined;
		const next = this.#next;
		this.#next = undefined;
		if (next) this.#ask(next.users);
	}
}

function mark(className: string, users: number, text: string): HTMLElement {
	const element = html("span", { class: className }, text);
	element.style.setProperty("--at", String(positionOf(users) / STEPS));
	if (isAtStart(users)) element.classList.add("at-start");
	if (isAtEnd(users)) element.classList.add("at-end");
	return element;
}

/** Pixels by which a text may begin before the scale. */
const OUTSIDE = 8;

/** Texts at the ends of the scale stay inside. */
const isAtStart = (users: number) => positionOf(users) < 0.06 * STEPS;
const isAtEnd = (users: number) => positionOf(users) > 0.9 * STEPS;

function positionOf(users: number): number {
	const share = Math.log(Math.max(users, 1) / LEAST) / Math.log(MOST / LEAST);
	return Math.round(Math.max(0, Math.min(1, share)) * STEPS);
}

/** Two significant digits: nobody means 2,137,962 users. */
function usersAt(position: number): number {
	return Number((LEAST * (MOST / LEAST) ** (position / STEPS)).toPrecision(2));
}

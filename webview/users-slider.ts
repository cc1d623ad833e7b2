import type { Summary } from "../src/diagram/scene.ts";
import { textWidth, UNKNOWN_FONT } from "../src/diagram/text-width.ts";
import { countIn, formatCount } from "../src/language/numbers.ts";
import { html } from "./element.ts";
import type { Texts } from "./texts.ts";
import { button } from "./ui.ts";

const LEAST = 1;
const MOST = 1e9;
/** 20 for each tenfold: a step is 12 %, and each is another number of two digits. */
const STEPS = 180;
/** A number that is not answered by a picture in this time is taken to be lost. */
const PATIENCE_MILLISECONDS = 400;
/**
 * Where an answer comes within this, most of the time it was on its way: a second question may follow the first. In a large
 * design the server works all of that time, and what is shown would only be older.
 */
const QUICK_MILLISECONDS = 120;
const MOST_ASKED = 2;

interface Question {
	readonly users: number | undefined;
	readonly since: number;
	readonly timer: ReturnType<typeof setTimeout>;
}

/** A number of users at which something saturates. */
export interface SaturationMark {
	readonly users: number;
	/** Empty: a line without words. */
	readonly text: string;
}

/** Turns the number of users up and down. Each step asks for new numbers; the picture follows without a new layout. */
export class UsersSlider {
	readonly element: HTMLElement;
	readonly #texts: Texts;
	readonly #send: (users: number | undefined) => void;
	readonly #input: HTMLInputElement;
	readonly #typed: HTMLInputElement;
	readonly #value: HTMLElement;
	readonly #saturation: HTMLElement;
	readonly #marks: HTMLElement;
	readonly #declared: HTMLElement;
	readonly #reset: ReturnType<typeof button>;
	#summary: Summary | undefined;
	#rungs: readonly number[] = [];
	/** Of the scale, in px; 0: not known yet. Asking for it after a change would make the browser lay out the picture at once. */
	#width = 0;
	#isDragged = false;
	/** Sent and not yet answered, the oldest first. */
	#asked: readonly Question[] = [];
	/** How long the last answer took. */
	#took = Infinity;
	#next: { readonly users: number | undefined } | undefined;

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
		this.#typed = html("input", {
			type: "text",
			class: "users-typed",
			inputmode: "decimal",
			spellcheck: "false",
			autocomplete: "off",
			"aria-label": texts("usersTyped"),
			title: texts("usersTypedTitle"),
		});
		this.#value = html("output", { class: "users-value" });
		this.#saturation = html("div", { class: "saturation" });
		this.#marks = html("div", { class: "users-marks", "aria-hidden": "true" });
		this.#declared = html("span", { class: "users-declared" });
		this.#reset = button({ text: texts("reset"), title: texts("resetTitle"), onClick: () => this.#goBack() });
		const scale = html("div", { class: "users-scale", "aria-hidden": "true" });
		for (let users = LEAST; users <= MOST; users *= 10) {
			scale.append(mark(`users-tick${users > 1 && isOdd(Math.log10(users)) ? " odd" : ""}`, users, formatCount(users)));
		}
		scale.append(this.#declared);
		this.element = html(
			"section",
			{ class: "users", "aria-label": texts("users") },
			html("label", { class: "users-name" }, html("span", {}, texts("users")), this.#typed),
			html("div", { class: "users-track" }, this.#marks, this.#input, scale),
			html("div", { class: "users-facts" }, this.#value, this.#saturation),
			this.#reset.element,
		);

		this.#input.addEventListener("input", () => {
			this.#isDragged = true;
			this.#turnTo(usersAt(Number(this.#input.value)));
		});
		this.#input.addEventListener("change", () => {
			this.#isDragged = false;
		});
		this.#input.addEventListener("dblclick", () => this.#goBack());
		this.#input.addEventListener("keydown", (event) => this.#key(event));
		this.#typed.addEventListener("change", () => this.#type());
		this.#typed.addEventListener("input", () => this.#typed.removeAttribute("aria-invalid"));
		this.#typed.addEventListener("keydown", ({ key }) => {
			if (key === "Escape") this.#showUsers(this.#summary?.users);
		});
		new ResizeObserver(() => {
			this.#width = this.#marks.clientWidth;
			this.#showMarks();
		}).observe(this.#marks);
	}

	update(summary: Summary): void {
		this.#summary = summary;
		const { users, declaredUsers } = summary;
		this.element.hidden = users === undefined;
		// A picture may come that was asked for before, or by somebody else.
		const answered = this.#asked.findIndex((one) => one.users === undefined || one.users === users);
		const isNewest = this.#next === undefined && answered === this.#asked.length - 1;
		if (!this.#isDragged && isNewest) this.#showUsers(users);
		this.#value.textContent = summary.requestsText;
		this.#saturation.textContent = summary.saturationText;
		this.#saturation.title = summary.saturationText;
		this.#saturation.classList.toggle(
			"passed",
			users !== undefined && summary.saturations.some((saturation) => saturation.users <= users),
		);
		this.#showMarks();
		this.#declared.hidden = declaredUsers === undefined;
		if (declaredUsers !== undefined) {
			this.#declared.style.setProperty("--at", String(positionOf(declaredUsers) / STEPS));
			this.#reset.setText(this.#texts("declared", { users: formatCount(declaredUsers) }));
		}
		this.#reset.setEnabled(users !== declaredUsers);
		if (answered >= 0) this.#answered(this.#asked[answered]!);
	}

	/** All numbers of users at which something saturates; those without words are lines only. */
	setRungs(users: readonly number[]): void {
		this.#rungs = users;
		this.#showMarks();
	}

	/** A text that would run into the one before it is left out, its line stays. */
	#showMarks(): void {
		const { saturations = [], users } = this.#summary ?? {};
		const width = this.#width;
		if (width === 0) return;
		const named = new Set(saturations.map(({ users: at }) => formatCount(at)));
		const all: readonly SaturationMark[] = [
			...this.#rungs.filter((at) => !named.has(formatCount(at))).map((at) => ({ users: at, text: "" })),
			...saturations,
		];
		let free = -Infinity;
		const marks = all
			.filter(({ users: at }) => at >= LEAST && at <= MOST)
			.map(({ users: at, text }) => {
				const element = mark(users !== undefined && at <= users ? "users-mark passed" : "users-mark", at, text);
				if (text === "") return element;
				const length = textWidth(text, 10.5, true, UNKNOWN_FONT);
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

	#showUsers(users: number | undefined): void {
		if (users === undefined) return;
		// What is typed is exact; the slider stands at the step that is next to it.
		if (Number(this.#input.value) !== positionOf(users)) this.#input.value = String(positionOf(users));
		this.#input.style.setProperty("--filled", `${(positionOf(users) / STEPS) * 100}%`);
		this.#input.setAttribute("aria-valuetext", `${formatCount(users)} ${this.#texts("users")}`);
		if (document.activeElement !== this.#typed) this.#typed.value = formatCount(users);
		this.#typed.removeAttribute("aria-invalid");
	}

	/** Each press of an arrow is another number, at the low end too, where steps are less than one user. */
	#key(event: KeyboardEvent): void {
		const { key } = event;
		const up = key === "ArrowRight" || key === "ArrowUp" || key === "PageUp";
		const down = key === "ArrowLeft" || key === "ArrowDown" || key === "PageDown";
		if (!up && !down) return;
		event.preventDefault();
		const present = usersAt(Number(this.#input.value));
		if (key.startsWith("Page")) {
			this.#turnTo(clamp(up ? present * 10 : Math.round(present / 10)));
			return;
		}
		const step = up ? 1 : -1;
		let position = Number(this.#input.value);
		while (usersAt(position) === present && position + step >= 0 && position + step <= STEPS) position += step;
		this.#turnTo(usersAt(position));
	}

	#type(): void {
		const users = countIn(this.#typed.value);
		if (users === undefined || users < LEAST || users > MOST) {
			this.#typed.setAttribute("aria-invalid", "true");
			return;
		}
		this.#typed.value = formatCount(users);
		this.#turnTo(users);
	}

	#turnTo(users: number): void {
		this.#showUsers(users);
		if (document.activeElement === this.#typed) this.#typed.value = formatCount(users);
		this.#ask(users);
	}

	#goBack(): void {
		this.#isDragged = false;
		this.#ask(undefined);
	}

	/** Few questions at a time: while those are open, only the newest number waits. */
	#ask(users: number | undefined): void {
		const most = this.#took <= QUICK_MILLISECONDS ? MOST_ASKED : 1;
		if (this.#asked.length >= most) {
			this.#next = { users };
			return;
		}
		this.#send(users);
		const question: Question = {
			users,
			since: performance.now(),
			timer: setTimeout(() => this.#answered(question), PATIENCE_MILLISECONDS),
		};
		this.#asked = [...this.#asked, question];
	}

	/** So are those before it: their pictures will not come any more. */
	#answered(question: Question): void {
		this.#took = performance.now() - question.since;
		const at = this.#asked.indexOf(question);
		for (const { timer } of this.#asked.slice(0, at + 1)) clearTimeout(timer);
		this.#asked = this.#asked.slice(at + 1);
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

const isOdd = (number: number) => Math.round(number) % 2 === 1;
const clamp = (users: number) => Math.max(LEAST, Math.min(MOST, users));

function positionOf(users: number): number {
	return Math.round((Math.log(clamp(users) / LEAST) / Math.log(MOST / LEAST)) * STEPS);
}

/** Whole users, and two significant digits: nobody means 2,137,962 users. */
function usersAt(position: number): number {
	return Math.round(Number((LEAST * (MOST / LEAST) ** (position / STEPS)).toPrecision(2)));
}

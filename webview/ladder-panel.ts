import type { SaturationRung } from "../src/protocol/messages.ts";
import type { App } from "./app.ts";
import { html } from "./element.ts";
import { rare } from "./rare.ts";
import { sidePanel } from "./side-panel.ts";
import { button } from "./ui.ts";
import "./ladder-panel.css";

/** In px of the stage. */
const NARROW = 640;
const LOW = 400;

/** Under this name the webview keeps whether it is open. */
const KEPT = "ladder";

/** What breaks first, at how many users, and what helps: a list beside the picture. A rung leads to its component. */
export class LadderPanel {
	readonly #app: App;
	readonly #panel: HTMLElement;
	readonly #list: HTMLElement;
	readonly #empty: HTMLElement;
	readonly #toggle: ReturnType<typeof button>;

	constructor(app: App, onOpen: () => void) {
		const { texts, kept, stage, toolbar } = app;
		this.#app = app;
		this.#list = html("ol", { class: "ladder-rungs" });
		this.#empty = html("p", { class: "ladder-empty", hidden: "" }, texts("ladderEmpty"));
		this.#panel = html(
			"section",
			{ class: "ladder", "aria-label": texts("ladder"), hidden: "" },
			html("h2", {}, texts("ladderTitle")),
			this.#list,
			this.#empty,
		);
		this.#toggle = button({
			text: texts("ladder"),
			title: texts("ladderTitle"),
			onClick: () => {
				// Where there is room for one of the two, it takes the place of the panel.
				if (this.isOpen && this.#panel.hidden) {
					sidePanel(app).close();
					return;
				}
				kept.set(KEPT, this.isOpen ? undefined : true);
				this.#open();
				if (this.isOpen) onOpen();
			},
		});
		toolbar.append(rare(this.#toggle.element, "ladder"));
		stage.append(this.#panel);
		new ResizeObserver(() => this.#open()).observe(stage);
		this.#open();
	}

	get isOpen(): boolean {
		return this.#app.kept.get(KEPT) === true;
	}

	show(rungs: readonly SaturationRung[]): void {
		this.#empty.hidden = rungs.length > 0;
		this.#list.replaceChildren(...rungs.map((rung) => html("li", {}, this.#rung(rung))));
	}

	/** What this number of users has passed. */
	mark(users: number | undefined): void {
		for (const row of this.#list.querySelectorAll<HTMLElement>(".ladder-rung")) {
			row.classList.toggle("passed", users !== undefined && Number(row.dataset.users) <= users);
		}
	}

	/** Beside the picture, below it where that is narrow, and not at all while something else has taken the room. */
	#open(): void {
		const { stage } = this.#app;
		// Only then it matters how much room there is, which the browser may have to find out first.
		const isNarrow = this.isOpen && stage.clientWidth > 0 && stage.clientWidth <= NARROW;
		const isShown = this.isOpen && !(isNarrow && stage.clientHeight < LOW && isPanelOpen(stage));
		this.#panel.hidden = !isShown;
		stage.classList.toggle("with-ladder", isShown);
		stage.classList.toggle("ladder-below", isShown && isNarrow);
		this.#toggle.setPressed(this.isOpen);
	}

	#rung({ ids, title, users, usersText, technique }: SaturationRung): HTMLElement {
		const { picture, post } = this.#app;
		const row = html(
			"button",
			{ type: "button", class: "ladder-rung", "data-users": String(users) },
			html("span", { class: "ladder-users" }, usersText),
			html("span", { class: "ladder-title", title }, title),
			html("span", { class: "ladder-technique" }, `→ ${technique}`),
		);
		row.addEventListener("click", () => {
			const id = ids.find((id) => picture.diagram?.layout.cards[id]) ?? ids[0]!;
			picture.select(id);
			post({ type: "reveal", id });
		});
		return row;
	}
}

function isPanelOpen(stage: HTMLElement): boolean {
	return stage.parentElement?.querySelector(":scope > .panel:not([hidden])") != null;
}

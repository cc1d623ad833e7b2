import "./side-panel.css";
import type { Localized } from "../src/language/locale.ts";
import type { App } from "./app.ts";
import { html } from "./element.ts";

export interface SidePanelContent {
	readonly title: string;
	/** Beside the title, in small letters. */
	readonly note?: string;
	readonly content: readonly (Node | string)[];
	/** Stands below the content, which scrolls. */
	readonly foot?: Node;
	/** It was closed, or something else is shown in it. */
	readonly onClose?: (() => void) | undefined;
}

/** The one panel beside the picture; whoever opens it takes it over. */
export interface SidePanel {
	/** Takes the focus, and gives it back to the card, place or link `id` when it is closed. */
	open(id: string, content: SidePanelContent): void;
	/** New content for what is open; the focus stays in the panel. */
	update(content: SidePanelContent): void;
	close(): void;
	/** Contains everything that it shows. */
	readonly element: HTMLElement;
}

/** Of the picture beside it. */
const LEAST_WIDTH = 260;
/** Below this scale cards have no texts. */
const LEAST_SCALE = 0.35;

const panels = new WeakMap<App, SidePanel>();

const CLOSE: Localized = { en: "Close (Escape)", ko: "닫기 (Esc)" };

export function sidePanel(app: App): SidePanel {
	const known = panels.get(app);
	if (known) return known;
	const made = create(app);
	panels.set(app, made);
	return made;
}

/** It stands beside the picture and not over it, so that it covers no card. */
function create({ stage, picture, locale, onKey }: App): SidePanel {
	const title = html("h2", { class: "panel-title", id: "panel-title", tabindex: "-1" });
	const note = html("p", { class: "panel-note" });
	const close = html(
		"button",
		{ class: "panel-close", type: "button", "aria-label": CLOSE[locale], title: CLOSE[locale] },
		"×",
	);
	const body = html("div", { class: "panel-body" });
	const foot = html("div", { class: "panel-foot", hidden: "" });
	const element = html(
		"div",
		{ class: "panel", role: "dialog", "aria-labelledby": "panel-title", hidden: "" },
		html("div", { class: "panel-head" }, title, close, note),
		body,
		foot,
	);
	const row = html("div", { class: "beside" });
	stage.replaceWith(row);
	row.append(stage, element);

	let subject: string | undefined;
	let onClose: (() => void) | undefined;
	/** The picture was seen whole before there was less room for it. */
	let wasFitted = false;

	/** It stands on the side where it leaves the picture larger. */
	const place = () => {
		const { width = 1, height = 1 } = picture.diagram?.layout ?? {};
		const [all, high] = [row.clientWidth, row.clientHeight];
		const beside = all - Math.max(250, Math.min(400, 0.4 * all));
		const scale = (w: number, h: number) => Math.min(1, w / width, h / height);
		row.classList.toggle("below", beside < LEAST_WIDTH || scale(all, 0.54 * high) > scale(beside, high));
	};
	/** Shows the card beside the panel; a picture that was seen whole stays whole, if its texts can be read then. */
	const show = (id: string) => {
		const { view, diagram } = picture;
		const { k } = view.state;
		view.measure();
		const whole = diagram && view.fitting(diagram.layout).k;
		if (view.isFitted && whole !== undefined && (whole >= LEAST_SCALE || k < LEAST_SCALE)) picture.fit();
		else {
			wasFitted = view.isFitted;
			view.isFitted = false;
			picture.reveal(id);
		}
	};
	const fill = (content: SidePanelContent) => {
		title.textContent = content.title;
		note.textContent = content.note ?? "";
		note.hidden = !content.note;
		body.replaceChildren(...content.content);
		foot.replaceChildren(...(content.foot ? [content.foot] : []));
		foot.hidden = !content.foot;
		onClose = content.onClose;
	};
	const panel: SidePanel = {
		element,
		open(id, content) {
			onClose?.();
			const isOpening = element.hidden;
			subject = id;
			fill(content);
			body.scrollTop = 0;
			element.hidden = false;
			if (isOpening) {
				place();
				show(id);
			} else picture.reveal(id);
			title.focus();
		},
		update(content) {
			const hadFocus = element.contains(document.activeElement);
			const { scrollTop } = body;
			fill(content);
			body.scrollTop = scrollTop;
			if (hadFocus && !element.contains(document.activeElement)) title.focus();
		},
		close() {
			if (element.hidden) return;
			const hadFocus = element.contains(document.activeElement);
			onClose?.();
			onClose = undefined;
			element.hidden = true;
			picture.view.measure();
			if (picture.view.isFitted || wasFitted) picture.fit();
			wasFitted = false;
			const isBack = !hadFocus || (subject !== undefined && picture.focus(subject));
			if (!isBack && picture.current !== undefined) picture.focus(picture.current);
			subject = undefined;
		},
	};
	close.addEventListener("click", panel.close);
	picture.svg.addEventListener("pointerdown", () => {
		// From here on somebody looks where they want to.
		wasFitted = false;
	});
	element.addEventListener("keydown", (event) => {
		if (event.key !== "Escape") return;
		event.preventDefault();
		panel.close();
	});
	onKey(({ key }) => {
		if (key !== "Escape" || element.hidden) return false;
		panel.close();
		return true;
	});
	return panel;
}

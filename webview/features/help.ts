import "./help.css";
import type { App } from "../app.ts";
import { html } from "../element.ts";
import { KEY_GROUPS } from "../keys.ts";

const TITLE = { en: "Keys of the diagram", ko: "다이어그램 단축키" };
const CLOSE = { en: "Close", ko: "닫기" };

/** All keys, over the picture, on `?`. */
export function help({ locale, stage, picture, onKey }: App): void {
	const close = html("button", { type: "button", class: "help-close", "aria-label": CLOSE[locale] }, "×");
	const groups = KEY_GROUPS.map(({ title, keys }) => {
		const list = html("dl", {});
		for (const { keys: names, text } of keys) {
			const term = html("dt", {});
			for (const name of names) term.append(html("kbd", {}, name), " ");
			list.append(term, html("dd", {}, text[locale]));
		}
		return html("section", {}, html("h3", {}, title[locale]), list);
	});
	const dialog = html(
		"div",
		{ class: "help", role: "dialog", "aria-label": TITLE[locale], tabindex: "-1", hidden: "" },
		html("div", { class: "help-head" }, html("h2", {}, TITLE[locale]), close),
		...groups,
	);
	stage.append(dialog);

	const hide = (): void => {
		dialog.hidden = true;
		if (picture.current !== undefined) picture.focus(picture.current);
	};
	close.addEventListener("click", hide);
	dialog.addEventListener("keydown", (event) => {
		if (event.key === "Tab") close.focus();
		else if (event.key === "Escape" || event.key === "?") hide();
		else return;
		event.preventDefault();
		event.stopPropagation();
	});
	onKey(({ key }) => {
		if (key !== "?") return false;
		dialog.hidden = false;
		dialog.focus();
		return true;
	});
}

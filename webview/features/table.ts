import type { Diagram } from "../../src/diagram/diagram.ts";
import { trafficClass } from "../../src/diagram/draw-edge.ts";
import { trafficTexts } from "../../src/diagram/legend.ts";
import type { Card, Edge } from "../../src/diagram/scene.ts";
import { sceneTexts } from "../../src/diagram/scene-texts.ts";
import type { App } from "../app.ts";
import { html } from "../element.ts";
import { pressedKey } from "../pressed-key.ts";
import { rare } from "../rare.ts";
import type { TextKey } from "../texts.ts";
import { button } from "../ui.ts";
import "./table.css";

const KEPT = "table";

/** The content of the picture as tables, for those who would rather read it or have it read to them. */
export function table(app: App): void {
	const { toolbar, texts, locale, stage, picture, kept, onDiagram, onKey, post } = app;
	const view = html("section", { class: "table-view", "aria-label": texts("table"), tabindex: "-1", hidden: "" });
	const toggle = button({ text: texts("table"), title: texts("tableTitle"), onClick: change });
	toolbar.append(rare(toggle.element, "table"));
	stage.append(view);
	// In it are buttons, whose keys are their own.
	view.addEventListener("keydown", (event) => {
		const { key } = pressedKey(event);
		if (key !== "t" && key !== "Escape") return;
		event.preventDefault();
		event.stopPropagation();
		change();
		if (picture.current !== undefined) picture.focus(picture.current);
	});
	onDiagram(show);
	onKey(({ key }) => {
		if (key !== "t") return false;
		change();
		if (isOpen()) view.focus();
		return true;
	});
	show(undefined);

	function isOpen(): boolean {
		return kept.get(KEPT) === true;
	}

	function change(): void {
		kept.set(KEPT, isOpen() ? undefined : true);
		show(picture.diagram);
	}

	function show(diagram: Diagram | undefined): void {
		toggle.setPressed(isOpen());
		view.hidden = !isOpen();
		stage.classList.toggle("with-table", isOpen());
		if (!isOpen() || !diagram) return;
		const { cards, edges, groups } = diagram.scene;
		const titles = new Map([...groups, ...cards].map(({ id, title }) => [id, title]));
		const focused = document.activeElement?.getAttribute("data-row");
		view.replaceChildren(
			...(cards.length > 0 ? [components(cards, titles)] : []),
			...(edges.length > 0 ? [links(edges, titles)] : []),
		);
		if (focused) view.querySelector<HTMLElement>(`[data-row="${CSS.escape(focused)}"]`)?.focus();
	}

	function components(cards: readonly Card[], titles: ReadonlyMap<string, string>): HTMLElement {
		return build(
			"tableComponents",
			["columnName", "columnPlace", "columnFacts", "columnLoad", "columnFindings"],
			cards.map(({ id, title, parent, subtitle, times, load, severity, findings }) => [
				toCard(id, [title, times].filter((text) => text !== "").join(" ")),
				parent === undefined ? "" : (titles.get(parent) ?? parent),
				subtitle,
				load,
				severity && findings > 0 ? `${findings} · ${sceneTexts[severity][locale]}` : "",
			]),
		);
	}

	function links(edges: readonly Edge[], titles: ReadonlyMap<string, string>): HTMLElement {
		return build(
			"tableLinks",
			["columnFrom", "columnTo", "columnTraffic", "columnRate", "columnLabel"],
			edges.map((edge) => [
				toCard(edge.from, titles.get(edge.from) ?? edge.from),
				toCard(edge.to, titles.get(edge.to) ?? edge.to),
				trafficTexts[trafficClass(edge)][locale],
				edge.load,
				edge.label ?? "",
			]),
		);
	}

	function build(
		caption: TextKey,
		columns: readonly TextKey[],
		rows: readonly (readonly (string | Node)[])[],
	): HTMLElement {
		return html(
			"table",
			{},
			html("caption", {}, texts(caption)),
			html("thead", {}, html("tr", {}, ...columns.map((name) => html("th", { scope: "col" }, texts(name))))),
			html(
				"tbody",
				{},
				...rows.map(([first = "", ...cells]) =>
					html("tr", {}, html("th", { scope: "row" }, first), ...cells.map((cell) => html("td", {}, cell))),
				),
			),
		);
	}

	function toCard(id: string, text: string): HTMLElement {
		const link = html("button", { type: "button", class: "to-card", "data-row": id }, text);
		link.addEventListener("click", () => {
			picture.select(id);
			post({ type: "reveal", id });
		});
		return link;
	}
}

import "./preview.css";
import type { Diagram } from "../src/diagram/diagram.ts";
import { drawSvg } from "../src/diagram/draw.ts";
import { drawLegend } from "../src/diagram/legend.ts";
import { diagramStyle } from "../src/diagram/style.ts";
import type { ThemeName } from "../src/diagram/theme.ts";
import { localeOf } from "../src/language/locale.ts";
import type { FromWebview, PreviewState, ToWebview } from "../src/protocol/messages.ts";
import { createElement, html } from "./element.ts";
import { type Direction, neighbour } from "./navigate.ts";
import { Picture } from "./picture.ts";
import { textsIn } from "./texts.ts";
import { Toolbar } from "./toolbar.ts";
import { progress } from "./ui.ts";
import { UsersSlider } from "./users-slider.ts";
import type { ViewState } from "./view.ts";

interface State extends PreviewState {
	readonly view?: ViewState;
	readonly legend?: boolean;
}

declare function acquireVsCodeApi(): {
	postMessage(message: FromWebview): void;
	getState(): State | undefined;
	setState(state: State): void;
};

const vscode = acquireVsCodeApi();
const locale = localeOf(document.documentElement.lang);
const texts = textsIn(locale);

let state: Partial<State> = vscode.getState() ?? {};
let uri: string | undefined;
let found: readonly string[] = [];
let foundAt = -1;

// The same rules draw the exported file; there the colours are built in.
const style = new CSSStyleSheet();
style.replaceSync(diagramStyle((name) => `var(--arch-${name})`));
document.adoptedStyleSheets = [...document.adoptedStyleSheets, style];

const picture = new Picture(texts("diagram"), {
	onOpen(id) {
		picture.select(id);
		vscode.postMessage({ type: "reveal", id });
	},
	onViewChange: () => save(),
});
const toolbar = new Toolbar(texts, {
	onFind: find,
	onFindNext: findNext,
	onFindEnd() {
		picture.focus(found[foundAt] ?? picture.current ?? "");
	},
	onProblems: () => vscode.postMessage({ type: "showProblems" }),
	onFit: showAll,
	onExport() {
		if (picture.diagram) {
			vscode.postMessage({ type: "export", svg: drawSvg(picture.diagram, { theme: themeName(), locale }) });
		}
	},
	onLegend() {
		state = { ...state, legend: !(state.legend ?? true) };
		save();
		showLegend(picture.diagram);
	},
});
const slider = new UsersSlider(texts, (users) => {
	vscode.postMessage({ type: "users", users });
});
const legend = html("div", { class: "legend-box" });
const note = html("p", { class: "note", hidden: "" });
const banner = html("p", { class: "banner", role: "alert", hidden: "" });
const live = html("p", { class: "live", "aria-live": "polite" });
const busy = progress(texts("loading"));
busy.classList.add("busy");
slider.element.hidden = true;
document.body.append(toolbar.element, slider.element, html("main", {}, picture.svg, note, banner, busy), legend, live);

new ResizeObserver(() => showLegend(picture.diagram)).observe(legend);

window.addEventListener("message", ({ data }: MessageEvent<ToWebview>) => {
	switch (data.type) {
		case "diagram":
			showDiagram(data.uri, data.diagram);
			break;
		case "select":
			picture.select(data.id);
			break;
		case "failed":
			busy.hidden = true;
			banner.textContent = data.message;
			banner.hidden = false;
			break;
	}
});

function showDiagram(newUri: string, diagram: Diagram): void {
	const isOther = uri !== undefined && newUri !== uri;
	const isFirst = uri === undefined;
	if (isOther) picture.clear();
	uri = newUri;
	busy.hidden = true;
	banner.hidden = true;

	const restored = isFirst && state.uri === newUri ? state.view : undefined;
	picture.show(diagram);
	if (restored) {
		picture.view.state = restored;
		picture.view.isFitted = false;
	}
	const { scene } = diagram;
	toolbar.update(scene.summary);
	slider.update(scene.summary);
	showLegend(diagram);
	note.textContent = texts("empty");
	note.hidden = scene.cards.length > 0;
	const facts = [scene.summary.requestsText, scene.summary.saturationText].filter((text) => text !== "").join(", ");
	const summary = texts("shown", { title: scene.summary.title, cards: scene.cards.length, facts });
	if (live.textContent !== summary) live.textContent = summary;
	if (found.length > 0) found = found.filter((id) => diagram.layout.cards[id]);
	save();
}

function showLegend(diagram: Diagram | undefined): void {
	const isShown = (state.legend ?? true) && diagram !== undefined && diagram.scene.cards.length > 0;
	toolbar.setLegend(state.legend ?? true);
	legend.hidden = !isShown;
	if (!isShown || !diagram) return;
	const { shape, width, height } = drawLegend(diagram.scene, locale, legend.clientWidth - 24);
	const svg = createElement({
		tag: "svg",
		attributes: { class: "diagram", width, height, viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" },
		children: [shape],
	});
	legend.replaceChildren(svg);
}

function find(text: string): void {
	const wanted = text.trim().toLowerCase();
	const cards = picture.diagram?.scene.cards ?? [];
	foundAt = -1;
	if (wanted === "") {
		found = [];
		picture.highlight(undefined);
		toolbar.setFound(undefined);
		return;
	}
	found = cards
		.filter(({ id, title, kind, subtitle }) =>
			[id, title, kind, subtitle].some((field) => field.toLowerCase().includes(wanted)),
		)
		.map((card) => card.id);
	picture.highlight(new Set(found));
	toolbar.setFound(found.length);
	if (found[0] !== undefined) picture.reveal(found[0]);
}

function findNext(backwards: boolean): void {
	if (found.length === 0) return;
	foundAt = (foundAt + (backwards ? -1 : 1) + found.length) % found.length;
	const id = found[foundAt]!;
	picture.select(id);
	vscode.postMessage({ type: "reveal", id });
}

function showAll(): void {
	picture.fit();
	state = { ...state };
	save();
}

function themeName(): ThemeName {
	switch (document.body.dataset.vscodeThemeKind) {
		case "vscode-light":
			return "light";
		case "vscode-high-contrast":
			return "hc-dark";
		case "vscode-high-contrast-light":
			return "hc-light";
		default:
			return "dark";
	}
}

const ARROWS: Readonly<Record<string, Direction>> = {
	ArrowUp: "up",
	ArrowDown: "down",
	ArrowLeft: "left",
	ArrowRight: "right",
};

document.addEventListener("keydown", (event) => {
	if (event.key.toLowerCase() === "f" && (event.ctrlKey || event.metaKey)) {
		event.preventDefault();
		toolbar.focusFind();
		return;
	}
	// Keys without a modifier belong to the control that has them.
	if (event.ctrlKey || event.metaKey || event.altKey || isControl(event.target)) return;
	const direction = ARROWS[event.key];
	const { focused } = picture;
	if (direction && focused !== undefined && picture.diagram) {
		const next = neighbour(picture.diagram, focused, direction);
		if (next !== undefined) picture.focus(next);
	} else if (direction) {
		const step = 60;
		picture.view.panBy(
			direction === "left" ? step : direction === "right" ? -step : 0,
			direction === "up" ? step : direction === "down" ? -step : 0,
		);
	} else if (event.key === "+" || event.key === "=") picture.view.zoomBy(1.25);
	else if (event.key === "-") picture.view.zoomBy(0.8);
	else if (event.key === "0") showAll();
	else return;
	event.preventDefault();
});

function isControl(target: EventTarget | null): boolean {
	return target instanceof HTMLElement && target.closest("input, button, vscode-button, vscode-text-field") !== null;
}

let saving: number | undefined;

/** Once things have come to rest: a drag moves the view with every frame. */
function save(): void {
	if (saving !== undefined) cancelAnimationFrame(saving);
	saving = requestAnimationFrame(() => {
		saving = undefined;
		if (uri === undefined) return;
		const users = slider.users;
		const { isFitted, state: view } = picture.view;
		state = {
			uri,
			...(state.legend !== undefined && { legend: state.legend }),
			...(users !== undefined && { users }),
			...(!isFitted && { view }),
		};
		vscode.setState(state as State);
	});
}

vscode.postMessage({ type: "ready" });

import "../preview.css";
import "./standalone.css";
import type { Diagram } from "../../src/diagram/diagram.ts";
import { diagramStyle } from "../../src/diagram/style.ts";
import { type Paint, paintsOf, type ThemeName } from "../../src/diagram/theme.ts";
import { localeOf } from "../../src/language/locale.ts";
import type { StandaloneData } from "../../src/protocol/standalone-html.ts";
import type { App, Keepable } from "../app.ts";
import { html } from "../element.ts";
import { find } from "../features/find.ts";
import { fit } from "../features/fit.ts";
import { focus } from "../features/focus.ts";
import { keyboard } from "../features/keyboard.ts";
import { legend } from "../features/legend.ts";
import { minimap } from "../features/minimap.ts";
import { overflow } from "../features/overflow.ts";
import { table } from "../features/table.ts";
import { Menu } from "../menu.ts";
import { Picture } from "../picture.ts";
import { type PressedKey, pressedKey } from "../pressed-key.ts";
import { spokenIn } from "../spoken.ts";
import { textsIn } from "../texts.ts";
import { Details } from "./details.ts";

/*
 * The picture in a file of its own, as `archscale render -o OUT.html` writes it: the preview without the editor, so without
 * what would need an analysis. The same features, with the controls of `ui.ts` beside this file.
 */
const FEATURES: readonly ((app: App) => void)[] = [find, table, legend, fit, focus, minimap, keyboard, overflow];

const { diagram, theme } = JSON.parse(document.getElementById("data")!.textContent!) as StandaloneData;
const locale = localeOf(document.documentElement.lang);
const texts = textsIn(locale);

const style = new CSSStyleSheet();
style.replaceSync(diagramStyle((name) => `var(--arch-${name})`));
const colours = new CSSStyleSheet();
document.adoptedStyleSheets = [...document.adoptedStyleSheets, style, colours];
const prefersDark = matchMedia("(prefers-color-scheme: dark)");
paint();
prefersDark.addEventListener("change", paint);

const picture = new Picture(texts("diagram"), {
	locale,
	cardRole: texts("cardRole"),
	spoken: spokenIn(locale),
	onOpen: open,
	onViewChange() {
		for (const listener of viewListeners) listener();
	},
});
const details = new Details(locale, {
	onClose() {
		const { current } = picture;
		picture.select(undefined);
		if (current !== undefined) picture.focus(current);
	},
	onOpen: open,
});
const live = html("p", { class: "live", "aria-live": "polite" });
const kept = new Map<string, Keepable>();
const roomListeners: ((diagram: Diagram) => void)[] = [];
const diagramListeners: ((diagram: Diagram, isOtherDocument: boolean) => void)[] = [];
const viewListeners: (() => void)[] = [];
const keyListeners: ((event: PressedKey) => boolean)[] = [];

const app: App = {
	locale,
	texts,
	picture,
	toolbar: html("header", { class: "toolbar" }, heading(diagram)),
	above: html("div", {}),
	stage: html("main", {}, picture.svg, details.element),
	options: diagram.scene.options,
	// Another picture would need the text and its analysis, neither of which is here.
	show() {},
	request: () => Promise.resolve(null),
	post(message) {
		if (message.type === "reveal") open(message.id);
	},
	beforeDiagram: (listener) => void roomListeners.push(listener),
	onDiagram: (listener) => void diagramListeners.push(listener),
	onView: (listener) => void viewListeners.push(listener),
	onKey: (listener) => void keyListeners.push(listener),
	// Nothing that a menu would offer can be done here.
	onMenu() {},
	openMenu() {},
	dropMenu: (opener, dropped) => menu.drop(opener, dropped),
	announce(text) {
		live.textContent = text;
	},
	kept: {
		get: (name) => kept.get(name),
		set(name, value) {
			if (value === undefined) kept.delete(name);
			else kept.set(name, value);
		},
	},
};
const menu = new Menu(app);
document.body.append(app.toolbar, app.stage);
for (const feature of FEATURES) feature(app);
document.body.append(live);

document.addEventListener("keydown", (event) => {
	if (event.key === "Escape" && details.isOpen) {
		details.close();
		return;
	}
	const isControl = event.target instanceof HTMLElement && event.target.closest("input, button") !== null;
	if (event.ctrlKey || event.metaKey || event.altKey || isControl) return;
	const pressed = pressedKey(event);
	if (keyListeners.some((listener) => listener(pressed))) event.preventDefault();
});

for (const listener of roomListeners) listener(diagram);
picture.show(diagram);
for (const listener of diagramListeners) listener(diagram, true);

/** A card was clicked, or found. */
function open(id: string): void {
	picture.select(id);
	// There is nothing to say of a place or a link that the picture does not.
	if (diagram.layout.cards[id]) details.show(diagram, id);
}

/** What the page is about, and at how many users it was drawn: they cannot be changed here. */
function heading({ scene: { summary } }: Diagram): HTMLElement {
	const facts = [summary.usersText, summary.requestsText, summary.saturationText].filter((text) => text !== "");
	const line = facts.join(" · ");
	// In a narrow window the ends of both are cut.
	return html(
		"div",
		{ class: "page-heading", title: `${summary.title}\n${line}` },
		html("h1", {}, summary.title),
		html("p", {}, line),
	);
}

/** The colours that were chosen, else light or dark ones as the reader's system has them. */
function paint(): void {
	const name: ThemeName = theme ?? (prefersDark.matches ? "dark" : "light");
	const paints = paintsOf(name);
	const variables = (Object.keys(paints) as Paint[]).map((one) => `--arch-${one}: ${paints[one]};`);
	const controls = {
		"editor-background": paints.background,
		foreground: paints.foreground,
		descriptionForeground: paints.muted,
		focusBorder: paints.focus,
		"panel-border": paints["place-border"],
		"editorWidget-background": paints.card,
		"editorWidget-border": paints["place-border"],
		"list-activeSelectionBackground": paints.track,
		"font-family": `system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans KR", sans-serif`,
		...(name.startsWith("hc") && { contrastBorder: paints["place-border"] }),
	};
	for (const [control, value] of Object.entries(controls)) variables.push(`--vscode-${control}: ${value};`);
	colours.replaceSync(`:root { color-scheme: ${name.endsWith("dark") ? "dark" : "light"}; ${variables.join(" ")} }`);
	document.body.classList.toggle("vscode-high-contrast", name === "hc-dark");
	document.body.classList.toggle("vscode-high-contrast-light", name === "hc-light");
}

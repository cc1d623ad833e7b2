import "./preview.css";
import { type DiagramChanges, withChanges } from "../src/diagram/changes.ts";
import type { Diagram } from "../src/diagram/diagram.ts";
import { diagramStyle } from "../src/diagram/style.ts";
import { setOptions, type ViewOptions } from "../src/diagram/view-options.ts";
import { localeOf } from "../src/language/locale.ts";
import type { FromWebview, PictureRequests, PreviewState, ToWebview } from "../src/protocol/messages.ts";
import type { App, Keepable } from "./app.ts";
import { html } from "./element.ts";
import { details } from "./features/details.ts";
import { edit } from "./features/edit.ts";
import { exportPicture } from "./features/export.ts";
import { failures } from "./features/failures.ts";
import { find } from "./features/find.ts";
import { findings } from "./features/findings.ts";
import { fit } from "./features/fit.ts";
import { focus } from "./features/focus.ts";
import { folds } from "./features/folds.ts";
import { heat } from "./features/heat.ts";
import { help } from "./features/help.ts";
import { history } from "./features/history.ts";
import { keyboard } from "./features/keyboard.ts";
import { legend } from "./features/legend.ts";
import { minimap } from "./features/minimap.ts";
import { overflow } from "./features/overflow.ts";
import { problems } from "./features/problems.ts";
import { table } from "./features/table.ts";
import { users } from "./features/users.ts";
import { Menu } from "./menu.ts";
import { Picture } from "./picture.ts";
import { type PressedKey, pressedKey } from "./pressed-key.ts";
import { copyImage, rasterise } from "./rasterise.ts";
import { spokenIn } from "./spoken.ts";
import { textsIn } from "./texts.ts";
import { progress } from "./ui.ts";
import type { ViewState } from "./view.ts";

/** From left to right in the toolbar. */
const FEATURES: readonly ((app: App) => void)[] = [
	find,
	heat,
	problems,
	history,
	users,
	table,
	legend,
	folds,
	fit,
	exportPicture,
	findings,
	details,
	failures,
	edit,
	help,
	focus,
	minimap,
	keyboard,
	overflow,
];

interface State extends PreviewState {
	readonly view?: ViewState;
	readonly selected?: string;
	readonly kept?: Readonly<Record<string, Keepable>>;
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
/** The picture that came last, and its number. */
let shown: { readonly picture: number | undefined; readonly diagram: Diagram } | undefined;
let options: ViewOptions = {};
let selected: string | undefined;
const roomListeners: ((diagram: Diagram) => void)[] = [];
const diagramListeners: ((diagram: Diagram, isOtherDocument: boolean) => void)[] = [];
const viewListeners: (() => void)[] = [];
const keyListeners: ((event: PressedKey) => boolean)[] = [];
const requests = new Map<number, (result: never) => void>();
let requested = 0;

// The same rules draw the exported file; there the colours are built in.
const style = new CSSStyleSheet();
style.replaceSync(diagramStyle((name) => `var(--arch-${name})`));
document.adoptedStyleSheets = [...document.adoptedStyleSheets, style];

const picture = new Picture(texts("diagram"), {
	locale,
	onOpen(id) {
		select(id);
		vscode.postMessage({ type: "reveal", id });
	},
	onViewChange() {
		for (const listener of viewListeners) listener();
		save();
	},
	cardRole: texts("cardRole"),
	spoken: spokenIn(locale),
	foldLabel: ({ title }) => texts("fold", { title }),
});
const note = html("p", { class: "note", hidden: "" });
const banner = html("p", { class: "banner", role: "alert", hidden: "" });
const live = html("p", { class: "live unseen", "aria-live": "polite" });
const heading = html("h1", { class: "unseen" });
const busy = progress(texts("loading"));
busy.classList.add("busy");

const app: App = {
	locale,
	texts,
	picture,
	toolbar: html("header", { class: "toolbar" }),
	above: html("div", {}),
	stage: html("main", {}, picture.svg, note, banner, busy),
	get options() {
		return options;
	},
	show(wanted) {
		options = setOptions(wanted);
		vscode.postMessage({ type: "options", options });
		save();
	},
	post: (message) => vscode.postMessage(message),
	request<Method extends keyof PictureRequests>(method: Method, params: PictureRequests[Method]["params"]) {
		const request = ++requested;
		vscode.postMessage({ type: "request", request, method, params });
		return new Promise<PictureRequests[Method]["result"] | null>((resolve) => requests.set(request, resolve));
	},
	beforeDiagram: (listener) => void roomListeners.push(listener),
	onDiagram: (listener) => void diagramListeners.push(listener),
	onView: (listener) => void viewListeners.push(listener),
	onKey: (listener) => void keyListeners.push(listener),
	onMenu: (listener) => menu.add(listener),
	openMenu: (target, point) => void menu.open(target, point),
	dropMenu: (opener, content) => menu.drop(opener, content),
	announce(text) {
		if (live.textContent !== text) live.textContent = text;
	},
	kept: {
		get: (name) => state.kept?.[name],
		set(name, value) {
			const { [name]: _, ...others } = state.kept ?? {};
			state = { ...state, kept: value === undefined ? others : { ...others, [name]: value } };
			save();
		},
	},
};
app.toolbar.append(heading);
document.body.append(app.toolbar, app.above, app.stage);
const menu = new Menu(app);
for (const feature of FEATURES) feature(app);
document.body.append(live);

window.addEventListener("message", ({ data }: MessageEvent<ToWebview>) => {
	switch (data.type) {
		case "diagram":
			if (data.picture !== undefined && data.picture === shown?.picture) break;
			showDiagram(data.uri, { picture: data.picture, diagram: JSON.parse(data.diagram) as Diagram });
			break;
		case "changes":
			if (uri === undefined || data.since !== shown?.picture) vscode.postMessage({ type: "missing" });
			else {
				const changes = JSON.parse(data.changes) as DiagramChanges;
				showDiagram(uri, { picture: data.picture, diagram: withChanges(shown.diagram, changes) });
			}
			break;
		case "picture":
			if (data.picture !== shown?.picture) vscode.postMessage({ type: "missing" });
			break;
		case "select":
			// What is selected may have been moved out of view since.
			if (data.id !== selected) select(data.id);
			break;
		case "ping":
			vscode.postMessage({ type: "alive" });
			break;
		case "locked": {
			const { locked: _, ...others } = state;
			state = data.locked ? { ...others, locked: true } : others;
			save();
			break;
		}
		case "renamed":
			if (uri !== undefined) uri = data.uri;
			state = { ...state, uri: data.uri };
			save();
			break;
		case "failed":
			busy.hidden = true;
			banner.textContent = data.message;
			banner.hidden = false;
			break;
		case "answer":
			requests.get(data.request)?.(data.result as never);
			requests.delete(data.request);
			break;
		case "rasterise":
			void answerPixels(data);
			break;
	}
});

/** Of so many pictures it is known when they were painted. */
const MOST_MARKS = 500;

/** `npm run bench:preview` reads when a picture was on the screen. */
function markPainted(): void {
	requestAnimationFrame(() => {
		setTimeout(() => {
			if (performance.getEntriesByName(PAINTED).length >= MOST_MARKS) performance.clearMarks(PAINTED);
			performance.mark(PAINTED);
		});
	});
}

const PAINTED = "archscale picture";

function showDiagram(newUri: string, next: NonNullable<typeof shown>): void {
	shown = next;
	const { diagram } = next;
	const isOther = newUri !== uri;
	const isFirst = uri === undefined;
	if (isOther && !isFirst) {
		picture.clear();
		selected = undefined;
	}
	// A picture that was asked for earlier may come while another one is on its way.
	if (isOther) options = diagram.scene.options;
	uri = newUri;
	busy.hidden = true;
	banner.hidden = true;

	const restored = isFirst && state.uri === newUri ? state : undefined;
	selected = restored?.selected ?? selected;
	for (const listener of roomListeners) listener(diagram);
	picture.show(diagram, restored);
	const { scene } = diagram;
	for (const listener of diagramListeners) listener(diagram, isOther);
	// Whoever watches the toolbar would take it for another one.
	if (heading.textContent !== scene.summary.title) heading.textContent = scene.summary.title;
	note.textContent = texts("empty");
	note.hidden = scene.cards.length > 0;
	markPainted();
	const { requestsText, saturationText, failure } = scene.summary;
	const facts = [requestsText, saturationText, failure?.downText, failure?.verdict].filter((text) => text).join(", ");
	app.announce(texts("shown", { title: scene.summary.title, cards: scene.cards.length, facts }));
	save();
}

function select(id: string | undefined): void {
	selected = id;
	picture.select(id);
	save();
}

async function answerPixels({ request, svg, copies }: Extract<ToWebview, { type: "rasterise" }>): Promise<void> {
	try {
		if (copies) {
			window.focus();
			await copyImage(svg);
			vscode.postMessage({ type: "rasterised", request });
		} else {
			const png = new Uint8Array(await (await rasterise(svg)).arrayBuffer());
			vscode.postMessage({ type: "rasterised", request, png });
		}
	} catch (error) {
		vscode.postMessage({ type: "rasterised", request, reason: String((error as Error).message || error) });
	}
}

document.addEventListener("keydown", (event) => {
	// Keys without a modifier belong to the control that has them.
	if (event.ctrlKey || event.metaKey || event.altKey || isControl(event.target)) return;
	const pressed = pressedKey(event);
	if (keyListeners.some((listener) => listener(pressed))) event.preventDefault();
});

function isControl(target: EventTarget | null): boolean {
	return (
		target instanceof HTMLElement &&
		target.closest("input, button, select, textarea, vscode-button, vscode-text-field, [role=menu], [role=dialog]") !==
			null
	);
}

let saving: number | undefined;

/** Once things have come to rest: a drag moves the view with every frame. */
function save(): void {
	if (saving !== undefined) cancelAnimationFrame(saving);
	saving = requestAnimationFrame(() => {
		saving = undefined;
		if (uri === undefined) return;
		const { isFitted, state: view } = picture.view;
		const { kept = {}, locked } = state;
		state = {
			uri,
			...(locked && { locked }),
			...(selected !== undefined && { selected }),
			...(Object.keys(kept).length > 0 && { kept }),
			...(Object.keys(options).length > 0 && { options }),
			...(!isFitted && { view }),
		};
		vscode.setState(state as State);
	});
}

vscode.postMessage({ type: "ready" });

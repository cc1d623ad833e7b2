import type { FromWebview } from "../../../src/protocol/messages.ts";
import type { StandIn, StandInOptions } from "../stand-in.ts";

/** Stands in for VS Code in the page, before anything else runs there: its API, its colours, and what a test asks. */
const scope = globalThis as unknown as {
	standInOptions: StandInOptions;
	standIn: StandIn;
	acquireVsCodeApi(): {
		postMessage(message: FromWebview): void;
		getState(): object | undefined;
		setState(state: object): void;
	};
};
const { state, kind, colors } = scope.standInOptions;

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const standIn: StandIn = {
	posted: [],
	violations: [],
	async nextPost() {
		const { length } = standIn.posted;
		for (let frames = 0; frames < 30 && standIn.posted.length === length; frames++) await frame();
	},
	pointed: 0,
	seen: new Set(),
	used: new Set(),
	state,
	setTheme(kind, colors) {
		const { style } = document.documentElement;
		for (const name of [...style]) style.removeProperty(name);
		for (const [name, value] of Object.entries(colors)) style.setProperty(`--vscode-${name}`, value);
		document.body.className = kind;
		document.body.dataset.vscodeThemeKind = kind;
	},
	async send(message) {
		await new Promise((resolve) => {
			window.addEventListener("message", resolve, { once: true });
			window.postMessage(message, "*");
		});
		await frame();
		await frame();
	},
	async rest() {
		const view = () => document.querySelector("main svg")?.innerHTML;
		for (let last = view(), same = 0; same < 3; ) {
			await frame();
			same = view() === last ? same + 1 : 0;
			last = view();
		}
	},
};
scope.standIn = standIn;

for (const type of ["pointerdown", "wheel"]) {
	window.addEventListener(type, ({ isTrusted }) => (standIn.pointed += Number(isTrusted)), true);
}

const CONTROLS = "button, vscode-button, vscode-text-field, input, select, [role=button], [role=link], [tabindex='0']";

/** Controls by what they are for: those of the toolbar by their words, others by the list that they are in. */
function nameOf(control: Element): string {
	const words = (control.getAttribute("aria-label") ?? control.textContent ?? "").replace(/[\d.]+\w*/g, "#");
	if (control.closest("svg")) return control.closest("[data-fold]") ? "fold" : "card";
	if (control.matches("vscode-button, vscode-text-field, select, input")) return `${control.localName} ${words}`;
	return `${control.localName} ${control.className || control.parentElement?.className}`;
}

window.addEventListener(
	"keydown",
	({ key, isTrusted }) => {
		if (!isTrusted) return;
		for (const control of document.querySelectorAll(CONTROLS)) {
			const isShown = control.getClientRects().length > 0 && !control.hasAttribute("disabled");
			if (isShown) standIn.seen.add(nameOf(control));
		}
		const { activeElement } = document;
		if (activeElement?.matches(CONTROLS) && key !== "Tab" && key !== "Shift") standIn.used.add(nameOf(activeElement));
	},
	true,
);

let isAcquired = false;
scope.acquireVsCodeApi = () => {
	if (isAcquired) throw new Error("An instance of the VS Code API has already been acquired");
	isAcquired = true;
	return {
		postMessage: (message) => void standIn.posted.push(message),
		getState: () => standIn.state,
		setState(state) {
			standIn.state = structuredClone(state);
		},
	};
};

document.addEventListener("securitypolicyviolation", (event) => {
	standIn.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
});

// The colours are there before the page's own script runs.
const observer = new MutationObserver(() => {
	if (!document.body) return;
	observer.disconnect();
	standIn.setTheme(kind, colors);
});
observer.observe(document, { childList: true, subtree: true });

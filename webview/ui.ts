import {
	provideVSCodeDesignSystem,
	vsCodeButton,
	vsCodeProgressRing,
	vsCodeTextField,
} from "@vscode/webview-ui-toolkit";

/*
 * The controls of the preview. The toolkit behind them is no longer maintained by its makers: this file is the only one
 * that knows it, so that another library can take its place.
 */

provideVSCodeDesignSystem().register(vsCodeButton(), vsCodeProgressRing(), vsCodeTextField());

export interface ButtonOptions {
	readonly text: string;
	readonly title?: string;
	readonly onClick: () => void;
}

export interface Button {
	readonly element: HTMLElement;
	setText(text: string): void;
	setEnabled(enabled: boolean): void;
	setPressed(pressed: boolean): void;
}

export function button({ text, title, onClick }: ButtonOptions): Button {
	const element = document.createElement("vscode-button");
	element.setAttribute("appearance", "secondary");
	element.textContent = text;
	if (title) element.title = title;
	// A sign says nothing to who hears it.
	if (title && !/[\p{L}\p{N}]/u.test(text)) element.setAttribute("aria-label", title);
	element.addEventListener("click", onClick);
	return {
		element,
		setText(text) {
			if (element.textContent !== text) element.textContent = text;
		},
		setEnabled(enabled) {
			element.toggleAttribute("disabled", !enabled);
		},
		setPressed(pressed) {
			element.setAttribute("aria-pressed", String(pressed));
		},
	};
}

export interface TextFieldOptions {
	readonly placeholder: string;
	readonly onInput: (text: string) => void;
	readonly onKey: (event: KeyboardEvent) => void;
}

export interface TextField {
	readonly element: HTMLElement;
	focus(): void;
	clear(): void;
}

export function textField({ placeholder, onInput, onKey }: TextFieldOptions): TextField {
	const element = document.createElement("vscode-text-field") as HTMLElement & { value: string };
	element.setAttribute("placeholder", placeholder);
	element.setAttribute("aria-label", placeholder);
	element.addEventListener("input", () => onInput(element.value));
	element.addEventListener("keydown", onKey);
	return {
		element,
		focus: () => element.focus(),
		clear() {
			element.value = "";
			onInput("");
		},
	};
}

export interface DropdownOptions<Value extends string> {
	readonly label: string;
	readonly choices: readonly { readonly value: Value; readonly text: string }[];
	readonly onChange: (value: Value) => void;
}

export interface Dropdown<Value extends string> {
	readonly element: HTMLElement;
	setValue(value: Value): void;
}

/** The browser's own: the list of the toolkit's would be cut off at the edge of the page. */
export function dropdown<Value extends string>({ label, choices, onChange }: DropdownOptions<Value>): Dropdown<Value> {
	const element = document.createElement("select");
	element.className = "dropdown";
	element.setAttribute("aria-label", label);
	element.title = label;
	for (const { value, text } of choices) element.append(new Option(text, value));
	element.addEventListener("change", () => onChange(element.value as Value));
	return {
		element,
		setValue(value) {
			if (element.value !== value) element.value = value;
		},
	};
}

/** Shown until the first picture is there. */
export function progress(label: string): HTMLElement {
	const element = document.createElement("vscode-progress-ring");
	element.setAttribute("aria-label", label);
	return element;
}

import type { Diagram, Point } from "../src/diagram/diagram.ts";
import type { ViewOptions } from "../src/diagram/view-options.ts";
import type { Locale } from "../src/language/locale.ts";
import type { FromWebview, PictureRequests } from "../src/protocol/messages.ts";
import type { Picture } from "./picture.ts";
import type { PressedKey } from "./pressed-key.ts";
import type { Target } from "./target.ts";
import type { Texts } from "./texts.ts";

/**
 * What the features of the preview share. A feature is a function in `features/` that takes this, adds what it shows to
 * the page and listens; `main.ts` lists them.
 */
export interface App {
	readonly locale: Locale;
	readonly texts: Texts;
	readonly picture: Picture;
	/** The row of controls above the picture. */
	readonly toolbar: HTMLElement;
	/** The rows between the toolbar and the picture. */
	readonly above: HTMLElement;
	/** Holds the picture, and what lies over it. */
	readonly stage: HTMLElement;
	/** How the document is shown; what was last asked for, even if its picture is not here yet. */
	readonly options: ViewOptions;
	/** Ask for another picture. */
	show(options: ViewOptions): void;
	post(message: FromWebview): void;
	/** Ask the server about the document that is drawn; null where it has no answer. */
	request<Method extends keyof PictureRequests>(
		method: Method,
		params: PictureRequests[Method]["params"],
	): Promise<PictureRequests[Method]["result"] | null>;
	/** Before each picture: for what takes room from it. */
	beforeDiagram(listener: (diagram: Diagram) => void): void;
	/** After each picture, the first one of a document included. */
	onDiagram(listener: (diagram: Diagram, isOtherDocument: boolean) => void): void;
	/** After each move of the view, many times in a second. */
	onView(listener: () => void): void;
	/** A key that no control has taken. The first listener that returns true has used it up. */
	onKey(listener: (event: PressedKey) => boolean): void;
	/** What the menu of a card, a link, a place or the picture offers; each listener has a section of it. */
	onMenu(listener: MenuListener): void;
	/** Opens it at a point of the page. */
	openMenu(target: Target, point: Point): void;
	/** Opens a menu below the control that was pressed, or closes it. */
	dropMenu(opener: HTMLElement, menu: DropMenu): void;
	/** Say it to who cannot see the picture. */
	announce(text: string): void;
	/** What a feature keeps over a reload of the window, under its name. */
	readonly kept: Kept;
}

export interface MenuEntry {
	readonly text: string;
	readonly run: () => void;
	/** The key that does the same, as it is written on a keyboard. */
	readonly key?: string;
	readonly isEnabled?: boolean;
	/** It is on or off: by itself, or as one of several of which one is on. */
	readonly mark?: { readonly of: "toggle" | "choice"; readonly isOn: boolean };
}

export interface DropMenu {
	readonly label: string;
	readonly sections: readonly (readonly MenuEntry[])[];
}

/** `at`: in px of the stage. */
export type MenuListener = (target: Target, at: Point) => readonly MenuEntry[] | Promise<readonly MenuEntry[]>;

/** Survives JSON. */
export type Keepable = boolean | number | string | readonly string[];

export interface Kept {
	get(name: string): Keepable | undefined;
	set(name: string, value: Keepable | undefined): void;
}

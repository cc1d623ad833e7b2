import type { FromWebview, ToWebview } from "../../src/protocol/messages.ts";

/** What the page of a test offers beside the preview itself; see `page/stand-in.ts`. */
export interface StandIn {
	readonly posted: FromWebview[];
	readonly violations: string[];
	/** Resolves with the next message of the preview, or after some frames without one. */
	nextPost(): Promise<void>;
	/** How often the mouse, or a finger, was used. */
	pointed: number;
	/** Controls that were seen while keys were pressed, and those of them that had a key of their own pressed. */
	readonly seen: Set<string>;
	readonly used: Set<string>;
	/** What the preview kept with `setState`. */
	state: object | undefined;
	setTheme(kind: string, colors: Readonly<Record<string, string>>): void;
	/** Delivers a message as VS Code does; resolves when its effect has been painted. */
	send(message: ToWebview): Promise<void>;
	/** Resolves when the transform of the picture has been the same for some frames. */
	rest(): Promise<void>;
}

export interface StandInOptions {
	readonly state: object | undefined;
	readonly kind: string;
	readonly colors: Readonly<Record<string, string>>;
}

import assert from "node:assert/strict";
import type { Diagram } from "../../src/diagram/diagram.ts";
import { loadElk } from "../../src/diagram/layout/elk.ts";
import { type LayoutHistory, layoutScene } from "../../src/diagram/layout/layout-scene.ts";
import type { Scene } from "../../src/diagram/scene.ts";
import type { ViewOptions } from "../../src/diagram/view-options.ts";
import type { Locale } from "../../src/language/locale.ts";
import { sceneOf } from "../support/scenes.ts";
import { type OpenOptions, type Preview, WebviewHost } from "./host.ts";

/** Starts one browser for the tests of a `describe`, and closes the page of each with nothing gone wrong in it. */
export function withPreview(): (options?: OpenOptions) => Promise<Preview> {
	let host: WebviewHost;
	let preview: Preview | undefined;

	before(async () => {
		host = await WebviewHost.start();
	});
	after(() => host.stop());
	afterEach(async () => {
		if (!preview) return;
		const { failures } = preview;
		const violations = await preview.violations();
		await preview.close();
		preview = undefined;
		assert.deepEqual(failures, []);
		assert.deepEqual(violations, [], "violations of the content security policy");
	});
	return async (options) => {
		preview = await host.open(options);
		return preview;
	};
}

export async function placed(
	scene: Scene,
	previous?: LayoutHistory,
): Promise<LayoutHistory & { readonly diagram: Diagram }> {
	const history = layoutScene(scene, await loadElk(), previous);
	return { ...history, diagram: { scene, layout: history.layout } };
}

export async function diagramOf(text: string, view: ViewOptions = {}, locale: Locale = "en"): Promise<Diagram> {
	return (await placed(drawnScene(text, view, locale))).diagram;
}

function drawnScene(text: string, { users, ...view }: ViewOptions, locale: Locale): Scene {
	return sceneOf(text, { view, locale, ...(users !== undefined && { users }) });
}

/** Shows a text and then every other picture of it that the page asks for, as the extension and the server do. */
export class Drawn {
	readonly #preview: Preview;
	readonly #locale: Locale;
	#text: string;
	#history: LayoutHistory | undefined;
	#answered = 0;

	constructor(preview: Preview, text: string, locale: Locale = "en") {
		this.#preview = preview;
		this.#text = text;
		this.#locale = locale;
	}

	async show(view: ViewOptions = {}, text = this.#text): Promise<void> {
		this.#text = text;
		const { diagram, ...history } = await placed(drawnScene(text, view, this.#locale), this.#history);
		this.#history = history;
		await this.#preview.show(diagram);
	}

	/** What it would be for another text, without showing it. */
	async diagram(view: ViewOptions, text: string): Promise<Diagram> {
		return (await placed(drawnScene(text, view, this.#locale), this.#history)).diagram;
	}

	/** Draws what the page has asked for since the last time. */
	async answer(): Promise<ViewOptions> {
		const asked = await this.#preview.posted("options");
		assert.ok(asked.length > this.#answered, "the page asks for another picture");
		this.#answered = asked.length;
		const { options } = asked.at(-1)!;
		await this.show(options);
		return options;
	}
}

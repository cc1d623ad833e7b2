import { type LastGood, withLastGood } from "../diagram/last-good.ts";
import type { LayoutEngine } from "../diagram/layout/engine.ts";
import type { Locale } from "../language/locale.ts";
import type { Architecture } from "../model/architecture.ts";
import type { DiagramMessage, WatchMessage } from "../protocol/messages.ts";
import { sceneOf } from "./scene.ts";
import type { Workspace } from "./workspace.ts";

/** Keeps the picture of the watched document up to date with its text. */
export class DiagramFeed {
	readonly #workspace: Workspace;
	readonly #createEngine: () => LayoutEngine;
	readonly #send: (message: DiagramMessage) => void;
	#watched: WatchMessage = { uri: undefined };
	/** Of the watched document. */
	#lastGood: LastGood | undefined;
	#used: LayoutEngine | undefined;

	/** An engine is created when the first picture is wanted: it takes memory that a plain editor need not spend. */
	constructor(workspace: Workspace, createEngine: () => LayoutEngine, send: (message: DiagramMessage) => void) {
		this.#workspace = workspace;
		this.#createEngine = createEngine;
		this.#send = send;
	}

	watch(message: WatchMessage): void {
		if (this.#watched.uri !== message.uri) {
			if (this.#watched.uri !== undefined) this.#used?.forget(this.#watched.uri);
			this.#lastGood = undefined;
		}
		this.#watched = message;
	}

	/** Send the picture as the texts are now. A layout that has become stale meanwhile is dropped by the engine. */
	async update(locale: Locale): Promise<void> {
		const watched = this.#watched;
		const { uri, options = {} } = watched;
		const document = uri === undefined ? undefined : this.#workspace.document(uri);
		// A part that is on its way would pop into the picture right afterwards.
		if (!document || !this.#workspace.isComplete(document.uri)) return;
		const inspection = this.#workspace.inspection(document.uri, options.users);
		if (uri === undefined || !inspection) return;
		const { version } = document;
		const errors = textErrors(inspection.architecture);
		const { scene, last } = withLastGood(sceneOf(inspection, options, locale), errors, this.#lastGood, locale);
		this.#lastGood = last;
		const layout = await this.engine().layout(uri, scene);
		if (layout && this.#watched === watched) this.#send({ uri, version, diagram: { scene, layout } });
	}

	/** The engine, which is started when it is first needed. */
	engine(): LayoutEngine {
		this.#used ??= this.#createEngine();
		return this.#used;
	}

	dispose(): void {
		this.#used?.dispose();
	}
}

/** How much is wrong with the text itself. */
function textErrors({ problems }: Architecture): number {
	let errors = 0;
	for (const all of problems.values()) for (const { severity } of all) if (severity === "error") errors++;
	return errors;
}

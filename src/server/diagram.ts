import { buildScene } from "../diagram/build-scene.ts";
import { changesBetween } from "../diagram/changes.ts";
import type { Diagram } from "../diagram/diagram.ts";
import { type LastGood, withLastGood } from "../diagram/last-good.ts";
import type { LayoutEngine } from "../diagram/layout/engine.ts";
import type { ViewOptions } from "../diagram/view-options.ts";
import type { Locale } from "../language/locale.ts";
import type { Architecture } from "../model/architecture.ts";
import type { DiagramMessage, Settings, WatchMessage } from "../protocol/messages.ts";
import { sceneOf } from "./scene.ts";
import type { Workspace } from "./workspace.ts";

export interface FeedOptions {
	/** An engine is created when the first picture is wanted: it takes memory that a plain editor need not spend. */
	readonly createEngine: () => LayoutEngine;
	/** Resolves once the messages that have already arrived have been dealt with. */
	readonly pause: () => Promise<void>;
	readonly send: (message: DiagramMessage) => void;
	/** One picture could not be made; the others come all the same. */
	readonly failed: (error: unknown) => void;
}

/** What a picture is made from. As long as it stays the same, so does the picture. */
interface Origin {
	readonly version: number;
	readonly architecture: Architecture;
	readonly settings: Settings;
	readonly options: ViewOptions;
	readonly locale: Locale;
}

/** One panel and the document in it. */
interface Watcher {
	readonly panel: string | undefined;
	readonly uri: string;
	/** By which the engine knows what was placed for it. */
	readonly name: string;
	options: ViewOptions;
	isHidden: boolean;
	lastGood: LastGood | undefined;
	/** Of the picture that was sent last, or is being placed. */
	origin: Origin | undefined;
	/** Looked at by `#place` last. */
	placed: Architecture | undefined;
	/** What the panel has. */
	sent: { readonly picture: number; readonly diagram: Diagram } | undefined;
}

/**
 * So many layouts are kept of what no panel shows any more. Somebody who opens a diagram again, or turns back to a text,
 * finds things where they were, and at once: placing them anew takes longer than VS Code takes to open a page.
 */
const MOST_VACANT = 4;

/** Keeps the pictures that panels show up to date with their texts: each as it is looked at, and none that cannot be seen. */
export class DiagramFeed {
	readonly #workspace: Workspace;
	readonly #options: FeedOptions;
	/** By panel; what somebody has turned to last comes last. */
	readonly #watchers = new Map<string | undefined, Watcher>();
	/** What is left behind, the oldest first. */
	#vacant: readonly { readonly uri: string; readonly name: string }[] = [];
	#named = 0;
	#rounds = 0;
	#pictures = 0;
	#used: LayoutEngine | undefined;

	constructor(workspace: Workspace, options: FeedOptions) {
		this.#workspace = workspace;
		this.#options = options;
	}

	watch({ panel, uri, options = {}, hidden = false, anew = false }: WatchMessage): void {
		const before = this.#watchers.get(panel);
		this.#watchers.delete(panel);
		const same = before?.uri === uri ? before : undefined;
		if (before && !same) this.#vacate(before);
		if (uri === undefined) return;
		const watcher = same ?? {
			panel,
			uri,
			name: this.#takeOver(uri),
			options,
			isHidden: hidden,
			lastGood: undefined,
			origin: undefined,
			placed: undefined,
			sent: undefined,
		};
		watcher.isHidden = hidden;
		if (JSON.stringify(watcher.options) !== JSON.stringify(options)) watcher.options = options;
		if (anew) [watcher.origin, watcher.sent] = [undefined, undefined];
		this.#watchers.set(panel, watcher);
	}

	/**
	 * Send the pictures that are no longer as the texts are now. A layout that has become stale meanwhile is dropped by the
	 * engine, and a round by the one that follows it: with many panels open, a key is still answered at once.
	 */
	async update(locale: Locale): Promise<void> {
		const round = ++this.#rounds;
		const sending: Promise<void>[] = [];
		for (const watcher of [...this.#watchers.values()].reverse()) {
			if (!this.#staleOrigin(watcher, locale)) continue;
			if (sending.length > 0) await this.#options.pause();
			if (round !== this.#rounds) break;
			// It may have gone, or its text may have changed, in the pause.
			const origin = this.#watchers.get(watcher.panel) === watcher && this.#staleOrigin(watcher, locale);
			if (origin) sending.push(this.#draw(watcher, origin).catch(this.#options.failed));
		}
		await Promise.all(sending);
	}

	/** Begin to place what has another shape now, while the rules are still at work: no layout depends on what they find. */
	place(locale: Locale): void {
		for (const watcher of this.#watchers.values()) {
			const origin = this.#staleOrigin(watcher, locale);
			if (origin && this.#workspace.isAnalysed(watcher.uri)) this.#place(watcher, origin);
		}
	}

	/** The name under which the engine knows what a panel shows of a document. */
	nameOf(uri: string, panel: string | undefined): string {
		const watcher = this.#watchers.get(panel);
		return watcher?.uri === uri ? watcher.name : uri;
	}

	/** The engine, which is started when it is first needed. */
	engine(): LayoutEngine {
		this.#used ??= this.#options.createEngine();
		return this.#used;
	}

	/** Start the engine, so that the first picture is not the slow one. */
	prepare(): void {
		this.engine();
	}

	dispose(): void {
		this.#used?.dispose();
	}

	#vacate({ uri, name }: Watcher): void {
		const vacant = [...this.#vacant, { uri, name }];
		for (const { name: old } of vacant.slice(0, -MOST_VACANT)) this.#used?.forget(old);
		this.#vacant = vacant.slice(-MOST_VACANT);
	}

	/** The name of what was left behind last of a document, or a new one. */
	#takeOver(uri: string): string {
		const found = this.#vacant.findLast((one) => one.uri === uri);
		if (!found) return `${uri} ${++this.#named}`;
		this.#vacant = this.#vacant.filter((one) => one !== found);
		return found.name;
	}

	/** What a picture would be made from; undefined: there is nothing to draw, nobody would see it, or it is there. */
	#staleOrigin({ uri, options, isHidden, origin: drawn }: Watcher, locale: Locale): Origin | undefined {
		if (isHidden) return undefined;
		const document = this.#workspace.document(uri);
		const architecture = document && this.#workspace.architecture(document.uri);
		// A part that is on its way would pop into the picture right afterwards.
		if (!architecture || !this.#workspace.isComplete(document.uri)) return undefined;
		const { version } = document;
		const origin = { version, architecture, settings: this.#workspace.settings, options, locale };
		return isSame(origin, drawn) ? undefined : origin;
	}

	#place(watcher: Watcher, { architecture, options, locale }: Origin): void {
		const { uri, name, origin: drawn, placed, lastGood } = watcher;
		watcher.placed = architecture;
		// At other users, or with something down, there are other numbers to be found first.
		if (placed === architecture || options.users !== undefined || options.down?.length) return;
		if (drawn && isSameShape(drawn.architecture, architecture)) return;
		const analysis = this.#workspace.analysis(uri);
		if (!analysis) return;
		const scene = buildScene({ architecture, analysis, marks: new Map(), options }, locale);
		void this.engine().layout(name, withLastGood(scene, textErrors(architecture), lastGood, locale).scene);
	}

	async #draw(watcher: Watcher, origin: Origin): Promise<void> {
		const { panel, uri, name, options } = watcher;
		const { version, architecture, locale } = origin;
		this.#place(watcher, origin);
		const inspection = this.#workspace.inspection(uri, options.users);
		if (!inspection) return;
		const drawn = sceneOf(inspection, options, locale);
		const { scene, last } = withLastGood(drawn, textErrors(architecture), watcher.lastGood, locale);
		watcher.lastGood = last;
		watcher.origin = origin;
		const placed = this.engine().layout(name, scene);
		// What is known is sent before anything else is done: even without a wait, an await would come after that.
		const layout = placed instanceof Promise ? await placed : placed;
		if (watcher.origin !== origin) return;
		const isWanted = this.#watchers.get(panel) === watcher && watcher.options === options && !watcher.isHidden;
		if (layout && isWanted) this.#send(watcher, version, { scene, layout });
		else watcher.origin = undefined;
	}

	/** Whole, or what is different from what the panel has. */
	#send(watcher: Watcher, version: number, diagram: Diagram): void {
		const { panel, uri, sent } = watcher;
		const picture = ++this.#pictures;
		watcher.sent = { picture, diagram };
		this.#options.send({
			...(panel !== undefined && { panel }),
			uri,
			version,
			picture,
			...(sent ? { since: sent.picture, changes: changesBetween(sent.diagram, diagram) } : { diagram }),
		});
	}
}

function isSame(a: Origin, b: Origin | undefined): boolean {
	return (
		b !== undefined &&
		a.version === b.version &&
		a.architecture === b.architecture &&
		a.settings === b.settings &&
		a.options === b.options &&
		a.locale === b.locale
	);
}

/** The same components, places and links, whatever their numbers are. */
function isSameShape(a: Architecture, b: Architecture): boolean {
	return (["components", "places", "links"] as const).every(
		(kind) => a[kind].length === b[kind].length && a[kind].every(({ id }, i) => id === b[kind][i]!.id),
	);
}

/** How much is wrong with the text itself. */
function textErrors({ problems }: Architecture): number {
	let errors = 0;
	for (const all of problems.values()) for (const { severity } of all) if (severity === "error") errors++;
	return errors;
}

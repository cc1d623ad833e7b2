import type { Box, Diagram, Point } from "../src/diagram/diagram.ts";
import type { Difference } from "../src/diagram/difference.ts";
import { type Detail, drawCard, ENLARGED } from "../src/diagram/draw-card.ts";
import { drawEdge, drawLabel, drawMarkers, drawTrunk, type Label, visibleEdges } from "../src/diagram/draw-edge.ts";
import { drawFrame, drawName } from "../src/diagram/draw-group.ts";
import { isEqual } from "../src/diagram/is-equal.ts";
import { placeLabels } from "../src/diagram/labels.ts";
import { GROUP_FONT } from "../src/diagram/metrics.ts";
import type { Highlight } from "../src/diagram/paths.ts";
import type { Card, Edge, Group, Scene } from "../src/diagram/scene.ts";
import { type Font, textWidth, UNKNOWN_FONT } from "../src/diagram/text-width.ts";
import { type Trunk, trunksOf } from "../src/diagram/trunks.ts";
import type { Locale } from "../src/language/locale.ts";
import { createElement } from "./element.ts";
import { type Entry, Layer } from "./layer.ts";
import { shownAs } from "./shown-as.ts";
import { named, showTitle } from "./title.ts";
import { View, type ViewState } from "./view.ts";

/** Below these scales cards have larger and fewer texts, then none. */
const MID = 0.6;
const FAR = 0.35;
/** A picture of hundreds of components as a whole. */
const VERY_FAR = 0.2;
/** Smaller still, names of groups would soon be wider than these. */
const FARTHEST = 0.09;
/** So much outside of the view is made ready, as a share of it. */
const AHEAD = 0.15;
/** Of a place, at its upper edge. */
const NAME_HEIGHT = 40;
const TWEEN_MILLISECONDS = 180;
/** With more than this on the move, a jump is smoother than a stutter. */
const MOST_MOVING = 300;

export interface PictureEvents {
	readonly locale: Locale;
	/** What a card is, for who hears it. */
	readonly cardRole: string;
	/** A card was clicked, or Enter was pressed on it. */
	readonly onOpen: (id: string) => void;
	readonly onViewChange: () => void;
	/** What a place and a link are, for who hears them. */
	readonly spoken: { place(group: Group, scene: Scene): string; link(edge: Edge, scene: Scene): string };
	/** What the control of a group says that draws it as one card. */
	readonly foldLabel?: (group: Group) => string;
}

/** How a picture was looked at before its page was built anew. */
export interface Look {
	readonly view?: ViewState;
	readonly selected?: string;
}

/** A picture that may come. */
export interface PicturePreview {
	readonly diagram: Diagram;
	readonly changes: Difference;
	/** What a screen reader says of a change. */
	readonly words: Readonly<Record<"new" | "changed", string>>;
}

/** The picture: keeps one element for each thing drawn, whatever comes, and the view where it was. */
export class Picture {
	readonly svg: SVGSVGElement;
	readonly view: View;
	readonly #frames: Layer<Group, Box>;
	readonly #edges: Layer<Edge, readonly Point[]>;
	readonly #trunks: Layer<Trunk, readonly Point[]>;
	readonly #names: Layer<Group, Box>;
	readonly #cards: Layer<Card, Box>;
	readonly #labels: Layer<Label, Point>;
	readonly #order: { readonly names: SVGGElement; readonly cards: SVGGElement };
	readonly #spoken: PictureEvents["spoken"];
	readonly #locale: Locale;
	#bundles: readonly Trunk[] = [];
	/** The trunk that the pointer is on. */
	#hovered: string | undefined;
	#diagram: Diagram | undefined;
	#selected: string | undefined;
	#held: string | undefined;
	#fitsNext = false;
	/** What is selected is brought into view once things have come to rest. */
	#revealsAfter = false;
	/** What each feature has asked to stand out, the last one at the end. */
	readonly #highlights = new Map<string, Highlight>();
	/** The card that Tab leads to. */
	#current: string | undefined;
	#font = UNKNOWN_FONT;
	#detail: Detail = "near";
	/** How much larger the names of places, trunks and labels are drawn. */
	#nameScale = 1;
	/** Labels are placed when they can first be read. */
	#areLabelsPlaced = false;
	#labelPlaces: ReadonlyMap<string, Point> = new Map();
	#scheduled = false;
	#tween: { cancel(): void; readonly finish: () => void } | undefined;
	#preview: PicturePreview | undefined;
	/** What was shown before the preview, and from where. */
	#before: { readonly diagram: Diagram; readonly view: ViewState; readonly isFitted: boolean } | undefined;
	/** Somebody has moved the view since. */
	#isMoved = false;
	/** What bears the mark of the selection. */
	#marked: readonly SVGElement[] = [];
	#rest: ReturnType<typeof setTimeout> | undefined;
	/** Elements bear the mark that they are faded, or what a preview changes of them. */
	#isFaded = false;
	#isPreviewMarked = false;

	constructor(label: string, events: PictureEvents) {
		this.svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
		this.svg.setAttribute("class", "diagram");
		this.svg.setAttribute("role", "group");
		this.svg.setAttribute("aria-label", label);
		const world = document.createElementNS("http://www.w3.org/2000/svg", "g");
		this.svg.append(createElement(drawMarkers()), world);
		const group = (name: string) => {
			const element = document.createElementNS("http://www.w3.org/2000/svg", "g");
			element.setAttribute("class", name);
			world.append(element);
			return element;
		};

		const [frames, edges, trunks] = [group("frames"), group("edges"), group("trunks")];
		this.#order = { names: group("names"), cards: group("cards") };
		this.#frames = new Layer(frames, {
			draw: drawFrame,
			bounds: (box) => box,
			between: boxBetween,
			prepare: (element, id) => prepareFocusable(element, "data-frame", id),
		});
		this.#edges = new Layer(edges, {
			draw: (edge, points) => named(drawEdge(edge, points)),
			bounds: (points) => boundsOf(points),
			between: pointsBetween,
			prepare: (element, id) => prepareFocusable(element, "data-link", id),
		});
		this.#trunks = new Layer(trunks, {
			draw: (trunk, points) => drawTrunk(trunk, points, this.#nameScale),
			bounds: (points) => boundsOf(points),
			between: pointsBetween,
			prepare: (element, id) => this.#prepareTrunk(element, id),
		});
		this.#spoken = events.spoken;
		this.#locale = events.locale;
		this.#names = new Layer(this.#order.names, {
			draw: (place, box) => {
				// As many controls as there are groups would be all that one sees of them; `e` still folds.
				const hasControl = this.#detail !== "tiny" || place.kind !== "group";
				const foldLabel = hasControl ? events.foldLabel?.(place) : undefined;
				return drawName(place, box, { enlarged: this.#nameScale, foldLabel, font: this.#font });
			},
			bounds: (box) => box,
			between: boxBetween,
			prepare: (element, id) => element.setAttribute("data-group", id),
		});
		this.#cards = new Layer(this.#order.cards, {
			draw: (card, box) =>
				named(
					drawCard(card, box, {
						font: this.#font,
						detail: this.#detail,
						control: events.foldLabel !== undefined,
					}),
				),
			// Stacks, badges and pills stand out.
			bounds: ({ x, y, width, height }) => ({ x: x - 12, y: y - 16, width: width + 24, height: height + 24 }),
			between: boxBetween,
			prepare: (element, id) => this.#prepareCard(element, id, events),
		});
		this.#labels = new Layer(group("loads"), {
			draw: (label, { x, y }) => drawLabel({ ...label, x, y }, this.#nameScale),
			bounds: ({ x, y }) => ({ x: x - 60, y: y - 10, width: 120, height: 20 }),
			between: pointBetween,
			prepare: (element, id) => element.setAttribute("data-edge", id),
		});
		this.view = new View(this.svg, world, (byUser) => {
			if (byUser) {
				this.#revealsAfter = false;
				this.#tween?.finish();
				this.#isMoved = true;
				this.#markMoving();
			}
			this.#schedule();
			events.onViewChange();
		});
		world.addEventListener("focusin", (event) => {
			const id = (event.target as Element).closest?.("[data-id]")?.getAttribute("data-id");
			if (id) this.#setCurrent(id);
		});
		world.addEventListener("pointerover", ({ target }) => {
			const element = (target as Element).closest("[data-id], [data-link]");
			if (element) showTitle(element);
		});
		new ResizeObserver(() => {
			if (!this.view.measure()) return;
			if (this.view.isFitted) this.fit();
			this.#schedule();
		}).observe(this.svg);
	}

	get #layers() {
		return [this.#frames, this.#edges, this.#trunks, this.#names, this.#cards, this.#labels] as const;
	}

	get diagram(): Diagram | undefined {
		return this.#diagram;
	}

	/**
	 * Draws `diagram`. The view stays where it is, held by the selected card or by what most cards do, but for a picture
	 * that was seen whole and no longer would be, or could be seen much larger: then it is fitted again. The first one is seen as `look` has it.
	 */
	show(diagram: Diagram, look: Look = {}): void {
		this.#before = undefined;
		this.#preview = undefined;
		if (this.#diagram) this.#display(diagram);
		else this.#begin(diagram, look);
	}

	/** Shows a picture that may come, and marks what is new in it, until `endPreview` or the next real picture. */
	preview(preview: PicturePreview): void {
		if (!this.#diagram) return;
		if (!this.#before) {
			this.#tween?.finish();
			this.#before = { diagram: this.#diagram, view: this.view.state, isFitted: this.view.isFitted };
			this.#isMoved = false;
		}
		this.#preview = preview;
		const { view, isFitted } = this.#before;
		const { layout } = preview.diagram;
		// From where it was seen before, whatever another preview in between has needed.
		const whole = this.view.contains(layout, view) ? view : this.view.fitting(layout);
		this.#display(preview.diagram, isFitted && !this.#isMoved ? whole : undefined);
	}

	/** Back to what was shown before, seen from where it was, unless somebody has moved the view since. */
	endPreview(): void {
		const before = this.#before;
		if (!before) return;
		this.#before = undefined;
		this.#preview = undefined;
		this.#display(before.diagram, this.#isMoved ? undefined : before.view);
		if (!this.#isMoved) this.view.isFitted = before.isFitted;
	}

	/** The view comes first: what is drawn, and with how much detail, depends on it. */
	#begin(diagram: Diagram, { view, selected }: Look): void {
		this.view.measure();
		this.#font = measureFont(this.svg);
		this.#selected = selected ?? this.#selected;
		this.#update(diagram, undefined);
		const shown = this.selected;
		if (shown !== undefined && diagram.layout.cards[shown]) this.#setCurrent(shown);
		if (view) this.view.isFitted = false;
		this.#arrive(view ?? this.view.fitting(diagram.layout));
	}

	#display(diagram: Diagram, view?: ViewState): void {
		this.#tween?.finish();
		const before = this.#diagram!;
		const animated = !document.hidden && !matchMedia("(prefers-reduced-motion: reduce)").matches;
		this.#update(diagram, animated ? before : undefined);
		if (!isEqual(before.layout, diagram.layout)) this.#labelPlaces = new Map();

		const from = this.view.state;
		const to = view ?? this.#nextView(before, diagram);
		this.#draw(animated);
		const moving = this.#layers.reduce((sum, layer) => sum + layer.moving, 0);
		if (moving === 0 || moving > MOST_MOVING) this.#arrive(to);
		else {
			this.#markAll();
			this.#animate(from, to);
		}
	}

	/** Takes over what is to be drawn. With `from`, what has a new place comes there from its old one. */
	#update(diagram: Diagram, from: Diagram | undefined): void {
		this.#diagram = diagram;
		const animated = from !== undefined;
		const { scene, layout } = diagram;
		const points = visibleEdges(diagram);
		const placed = <T extends { readonly id: string }, G>(
			all: readonly T[],
			geometry: (id: string) => G | undefined,
			origin?: (data: T) => G | undefined,
		) => {
			const entries = new Map<string, Entry<T, G>>();
			for (const data of all) {
				const at = geometry(data.id);
				if (at) entries.set(data.id, { data, geometry: at, origin: origin?.(data) });
			}
			return entries;
		};
		const origin = from && originsIn(from, diagram);
		const groups = placed(scene.groups, (id) => layout.groups[id], origin);
		this.#frames.update(groups, animated);
		this.#names.update(new Map([...groups].map(([id, entry]) => [id, entry])), animated);
		// Thick edges first, so that thin ones stay visible where they run together.
		const edges = [...scene.edges].sort((a, b) => b.requestsPerSecond - a.requestsPerSecond);
		this.#edges.update(
			placed(edges, (id) => points.get(id)),
			animated,
		);
		this.#bundles = trunksOf(diagram, this.#locale);
		this.#trunks.update(
			new Map(this.#bundles.map((trunk) => [trunk.id, { data: trunk, geometry: trunk.points }])),
			animated,
		);
		this.#cards.update(
			placed(scene.cards, (id) => layout.cards[id], origin),
			animated,
		);
		this.#areLabelsPlaced = false;
	}

	/** The picture is another one: nothing of the old one, its view included, stays. */
	clear(): void {
		this.#tween?.finish();
		for (const layer of this.#layers) (layer as Layer<unknown, unknown>).update(new Map(), false);
		this.#diagram = undefined;
		this.#bundles = [];
		this.#before = undefined;
		this.#preview = undefined;
		this.#selected = undefined;
		this.#current = undefined;
		this.#labelPlaces = new Map();
		this.view.isFitted = true;
	}

	/** Shows a part of the picture as large as it can be seen, but not larger than life. */
	zoomTo(ids: readonly string[]): void {
		const { cards = {}, groups = {} } = this.#diagram?.layout ?? {};
		const boxes = ids.flatMap((id) => cards[id] ?? groups[id] ?? []);
		if (boxes.length === 0) return;
		this.#tween?.finish();
		this.view.zoomTo(hull(boxes));
	}

	fit(): void {
		if (!this.#diagram) return;
		this.#tween?.finish();
		this.view.state = this.view.fitting(this.#diagram.layout);
		this.view.isFitted = true;
	}

	/** Marks an element, or what stands for it in the picture. */
	select(id: string | undefined): void {
		this.#selected = id;
		const shown = this.selected;
		const box = shown === undefined ? undefined : this.#diagram?.layout.cards[shown];
		if (shown !== undefined && box) {
			this.#setCurrent(shown);
			// A picture that is on its way to its view would take this one along.
			if (this.#tween) this.#revealsAfter = true;
			else this.view.reveal(box);
		}
		this.#draw();
		this.#markAll();
	}

	/**
	 * Fades everything else for the feature of this name; undefined: nothing more. What was last asked for is seen, and when it
	 * ends, what was asked for before it. `isNew`: somebody asks for it now, and not only the picture is another one.
	 */
	highlight(name: string, highlight: Highlight | undefined, isNew = true): void {
		if (!highlight || isNew) this.#highlights.delete(name);
		if (highlight) this.#highlights.set(name, highlight);
		this.#markAll();
		if (this.#bundles.length > 0) this.#schedule();
	}

	/** Brings a card, a frame or a link into view and the keyboard to it; false: it is not drawn. */
	focus(id: string): boolean {
		const { layout, scene } = this.#diagram ?? {};
		if (!layout || !scene) return false;
		if (layout.cards[id]) {
			this.view.reveal(layout.cards[id]);
			this.#setCurrent(id);
			this.#cards.require(id)?.focus();
			return true;
		}
		const group = scene.groups.find((one) => one.id === id);
		if (group && layout.groups[id]) {
			const box = layout.groups[id];
			// A frame may be larger than the view: its name is what has to be seen.
			this.view.reveal({ ...box, height: Math.min(box.height, NAME_HEIGHT) });
			focusAs(this.#frames.require(id), this.#spoken.place(group, scene));
			return true;
		}
		const edge = scene.edges.find((one) => one.id === id);
		const points = layout.edges[id];
		if (!edge || !points || points.length < 2) return false;
		this.view.reveal(boundsOf(points));
		focusAs(this.#edges.require(id), this.#spoken.link(edge, scene));
		return true;
	}

	/** Brings a card or a link into view. */
	reveal(id: string): void {
		const { cards = {}, edges = {} } = this.#diagram?.layout ?? {};
		const points = edges[id] ?? [];
		const box = cards[id] ?? (points.length > 0 ? boundsOf(points) : undefined);
		if (box) this.view.reveal(box);
	}

	/** The card or frame that is marked. */
	get selected(): string | undefined {
		return this.#selected === undefined || !this.#diagram ? undefined : shownAs(this.#diagram.scene, this.#selected);
	}

	/** The next picture is held by this element: the reader has folded or unfolded it. */
	hold(id: string): void {
		this.#held = id;
	}

	/** The next picture is shown whole: it is about something else, and nothing in it is where it was. */
	fitNext(): void {
		this.#fitsNext = true;
	}

	/** The card that has the keyboard. */
	get focused(): string | undefined {
		return this.svg.contains(document.activeElement)
			? (document.activeElement?.getAttribute("data-id") ?? undefined)
			: undefined;
	}

	get current(): string | undefined {
		return this.#current;
	}

	/** The element of a card that is in view. */
	elementOf(id: string): SVGElement | undefined {
		return this.#cards.element(id);
	}

	#prepareCard(element: SVGElement, id: string, events: PictureEvents): void {
		element.setAttribute("data-id", id);
		// Not a button: what it is called is its whole content, and what can be done with it more than one thing.
		element.setAttribute("role", "group");
		element.setAttribute("aria-roledescription", events.cardRole);
		element.setAttribute("tabindex", id === this.#current ? "0" : "-1");
		element.addEventListener("click", () => events.onOpen(id));
		element.addEventListener("keydown", (event) => {
			const isModified = event.ctrlKey || event.metaKey || event.altKey;
			if (isModified || (event.key !== "Enter" && event.key !== " ")) return;
			event.preventDefault();
			events.onOpen(id);
		});
	}

	/** A reader who hears the picture has each link instead. */
	#prepareTrunk(element: SVGElement, id: string): void {
		element.setAttribute("aria-hidden", "true");
		const point = (hovered: string | undefined) => () => {
			this.#hovered = hovered;
			this.#draw();
		};
		element.addEventListener("pointerenter", point(id));
		element.addEventListener("pointerleave", point(undefined));
	}

	/** Whether a link is drawn by itself, and not only as a part of a trunk. */
	isApart(id: string): boolean {
		return !this.#bundled().has(id);
	}

	/** Links that only a trunk stands for: it is far away, and nobody has asked for one of them. */
	#bundled(): ReadonlySet<string> {
		const bundled = new Set<string>();
		const { selected } = this;
		if (this.#detail !== "far" && this.#detail !== "tiny") return bundled;
		for (const { id, from, to, links } of this.#bundles) {
			if (id === this.#hovered || from === selected || to === selected) continue;
			for (const link of links) bundled.add(link);
		}
		if (bundled.size === 0) return bundled;
		const highlighted = [...this.#highlights.values()].at(-1)?.edges;
		for (const { id, from, to } of this.#diagram?.scene.edges ?? []) {
			const isAsked = from === selected || to === selected || highlighted?.has(id) || this.#preview?.changes.has(id);
			if (isAsked) bundled.delete(id);
		}
		return bundled;
	}

	#setCurrent(id: string): void {
		if (this.#current !== undefined) this.#cards.element(this.#current)?.setAttribute("tabindex", "-1");
		this.#current = id;
		this.#cards.element(id)?.setAttribute("tabindex", "0");
		this.#openFolds();
	}

	/** Tab leads from a card to the controls of the frames around it; to all of a large picture would be too far a way. */
	#openFolds(): void {
		const groups = new Map(this.#diagram?.scene.groups.map((group) => [group.id, group.parent]));
		const around = new Set<string>();
		let at = this.#diagram?.scene.cards.find((card) => card.id === this.#current)?.parent;
		for (; at !== undefined && !around.has(at); at = groups.get(at)) around.add(at);
		for (const [id, element] of this.#names.elements()) {
			element.querySelector("[data-fold]")?.setAttribute("tabindex", around.has(id) ? "0" : "-1");
		}
	}

	#markAll(): void {
		const diagram = this.#diagram;
		if (!diagram) return;
		const first = diagram.scene.cards[0]?.id;
		if (first !== undefined && (this.#current === undefined || !diagram.layout.cards[this.#current])) {
			this.#setCurrent(first);
		}
		const groups = new Map(diagram.scene.groups.map((group) => [group.id, group]));
		for (const [id, element] of this.#frames.elements()) {
			const group = groups.get(id);
			if (group) speakAs(element, this.#spoken.place(group, diagram.scene));
		}
		this.#openFolds();
		this.#markSelected();
		this.#fade();
		this.#markChanges();
	}

	#markSelected(): void {
		const id = this.selected;
		const [card, frame] = id === undefined ? [] : [this.#cards.element(id), this.#frames.element(id)];
		for (const element of this.#marked) {
			if (element === card || element === frame) continue;
			element.removeAttribute("data-selected");
			element.removeAttribute("aria-current");
		}
		this.#marked = [card, frame].filter((element) => element !== undefined);
		for (const element of this.#marked) element.setAttribute("data-selected", "");
		card?.setAttribute("aria-current", "true");
	}

	#fade(): void {
		if (this.#highlights.size === 0 && !this.#isFaded) return;
		this.#isFaded = this.#highlights.size > 0;
		const { cards, edges } = [...this.#highlights.values()].at(-1) ?? {};
		const fade = (layer: Layer<never, never>, shown: ReadonlySet<string> | undefined) => {
			for (const [id, element] of layer.elements())
				element.toggleAttribute("data-faded", shown !== undefined && !shown.has(id));
		};
		fade(this.#cards as Layer<never, never>, cards);
		fade(this.#edges as Layer<never, never>, edges);
		fade(this.#trunks as Layer<never, never>, edges);
		fade(this.#labels as Layer<never, never>, edges);
	}

	#markChanges(): void {
		const { changes, words } = this.#preview ?? {};
		if (!changes && !this.#isPreviewMarked) return;
		this.#isPreviewMarked = changes !== undefined;
		const labels = new Map(this.#diagram?.scene.cards.map((card) => [card.id, card.label]));
		for (const [id, element] of this.#cards.elements()) {
			const change = changes?.get(id);
			speakAs(element, `${labels.get(id) ?? ""}${change && words ? `, ${words[change]}` : ""}`);
		}
		for (const layer of [this.#cards, this.#edges, this.#frames]) {
			for (const [id, element] of layer.elements()) {
				const change = changes?.get(id);
				if (change) element.setAttribute("data-change", change);
				else if (element.hasAttribute("data-change")) element.removeAttribute("data-change");
			}
		}
	}

	#schedule(): void {
		if (this.#scheduled) return;
		this.#scheduled = true;
		requestAnimationFrame(() => {
			this.#scheduled = false;
			this.#draw();
		});
	}

	/** While it is zoomed, it is drawn anew at each step: what takes long and can be missed for a moment comes when it rests. */
	#markMoving(): void {
		clearTimeout(this.#rest);
		this.svg.classList.add("moving");
		this.#rest = setTimeout(() => this.svg.classList.remove("moving"), REST_MS);
	}

	/** Where the layout is the same, labels stay where they are while their numbers change. */
	#placeLabels({ scene, layout }: Diagram, animated: boolean, isFar: boolean): void {
		const diagram = isFar ? { scene: { ...scene, edges: this.#bundles }, layout } : { scene, layout };
		const lines = isFar ? new Map(this.#bundles.map(({ id, points }) => [id, points])) : visibleEdges(diagram);
		const labels = placeLabels(diagram, lines, {
			before: this.#labelPlaces,
			enlarged: this.#nameScale,
		});
		this.#labelPlaces = new Map(labels.map(({ edge, x, y }) => [edge.id, { x, y }]));
		this.#labels.update(
			new Map(
				labels.map(({ x, y, ...label }) => [label.edge.id, { data: { ...label, x: 0, y: 0 }, geometry: { x, y } }]),
			),
			animated,
		);
		this.#areLabelsPlaced = true;
	}

	/** Brings what is in view up to date. */
	#draw(animated = false): void {
		const { k } = this.view.state;
		const detail = k < VERY_FAR ? "tiny" : k < FAR ? "far" : k < MID ? "mid" : "near";
		if (detail !== this.#detail) {
			this.#detail = detail;
			this.#cards.invalidate();
			this.#names.invalidate();
			const { names, cards } = this.#order;
			// Names of that size reach over cards, which must not cover them. What is moved loses the keyboard.
			if (!names.contains(document.activeElement)) detail === "tiny" ? cards.after(names) : cards.before(names);
		}
		const nameScale = nameScaleAt(k, detail);
		if (nameScale !== this.#nameScale) {
			this.#nameScale = nameScale;
			for (const layer of [this.#names, this.#trunks, this.#labels]) layer.invalidate();
			this.#labelPlaces = new Map();
			this.#areLabelsPlaced = false;
		}
		const isFar = detail === "far" || detail === "tiny";
		if (!this.#areLabelsPlaced && this.#diagram) this.#placeLabels(this.#diagram, animated, isFar);
		this.svg.classList.toggle("far", isFar);
		this.svg.classList.toggle("tiny", detail === "tiny");
		this.svg.classList.toggle("mid", detail === "mid");
		this.svg.classList.toggle("farthest", k < FARTHEST);
		const { x, y, width, height } = this.view.area;
		const area = {
			x: x - width * AHEAD,
			y: y - height * AHEAD,
			width: width * (1 + 2 * AHEAD),
			height: height * (1 + 2 * AHEAD),
		};
		for (const layer of [this.#frames, this.#names, this.#cards, this.#labels]) layer.show(area);
		this.#edges.show(area, this.#bundled());
		if (isFar) this.#trunks.show(area);
		if (this.#highlights.size > 0 || this.#selected) this.#markNew();
		if (this.#preview) this.#markChanges();
	}

	/** Cards that came into view after the marks were set. */
	#markNew(): void {
		this.#markSelected();
		this.#fade();
	}

	#nextView(before: Diagram, after: Diagram): ViewState {
		const { layout } = after;
		const held = this.#held;
		const fits = this.#fitsNext;
		this.#held = undefined;
		this.#fitsNext = false;
		if (fits) {
			this.view.isFitted = true;
			return this.view.fitting(layout);
		}
		const [old, now] = [held && boxOf(before.layout, held), held && boxOf(layout, held)];
		if (old && now && !(this.view.isFitted && !this.view.contains(layout))) {
			// Its upper left corner, at which the reader has just pressed the control, stays.
			const { x, y, k } = this.view.state;
			return { k, x: x - (now.x - old.x) * k, y: y - (now.y - old.y) * k };
		}
		if (this.view.isFitted) {
			return this.view.suits(layout) ? this.view.state : this.view.fitting(layout);
		}
		const { dx, dy } = this.#shift(before, after);
		const { x, y, k } = this.view.state;
		return { k, x: x - dx * k, y: y - dy * k };
	}

	/** How far the card that holds the view has moved: the selected one, else most of those that are seen. */
	#shift(before: Diagram, after: Diagram): { readonly dx: number; readonly dy: number } {
		const area = this.view.area;
		const shifts = new Map<string, { dx: number; dy: number; count: number }>();
		for (const [id, old] of Object.entries(before.layout.cards)) {
			const now = after.layout.cards[id];
			const isSeen =
				old.x < area.x + area.width &&
				old.x + old.width > area.x &&
				old.y < area.y + area.height &&
				old.y + old.height > area.y;
			if (!now || !isSeen) continue;
			const [dx, dy] = [now.x - old.x, now.y - old.y];
			if (id === this.selected) return { dx, dy };
			const key = `${Math.round(dx)} ${Math.round(dy)}`;
			const shift = shifts.get(key);
			if (shift) shift.count++;
			else shifts.set(key, { dx, dy, count: 1 });
		}
		let best = { dx: 0, dy: 0, count: 0 };
		for (const shift of shifts.values()) if (shift.count > best.count) best = shift;
		return best;
	}

	#arrive(view: ViewState): void {
		for (const layer of this.#layers) layer.move(1);
		const { isFitted } = this.view;
		if (!isEqual(view, this.view.state)) this.view.state = view;
		this.view.isFitted = isFitted;
		const selected = this.#revealsAfter && this.selected !== undefined ? this.selected : undefined;
		this.#revealsAfter = false;
		if (selected !== undefined) this.reveal(selected);
		this.#draw();
		this.#markAll();
	}

	#animate(from: ViewState, to: ViewState): void {
		const start = performance.now();
		let frame = 0;
		const step = (now: number) => {
			const share = Math.min(1, Math.max(0, (now - start) / TWEEN_MILLISECONDS));
			if (share >= 1) {
				this.#tween = undefined;
				this.#arrive(to);
				return;
			}
			const eased = share * share * (3 - 2 * share);
			for (const layer of this.#layers) layer.move(eased);
			const { isFitted } = this.view;
			this.view.state = {
				k: from.k + (to.k - from.k) * eased,
				x: from.x + (to.x - from.x) * eased,
				y: from.y + (to.y - from.y) * eased,
			};
			this.view.isFitted = isFitted;
			frame = requestAnimationFrame(step);
		};
		frame = requestAnimationFrame(step);
		const cancel = () => cancelAnimationFrame(frame);
		this.#tween = {
			cancel,
			finish: () => {
				cancel();
				this.#tween = undefined;
				// The view stays where the user has taken it in the meantime.
				this.#arrive(this.view.state);
			},
		};
	}
}

/** Frames and links are no stops of Tab, of which there would be hundreds: keys lead to them. */
function prepareFocusable(element: SVGElement, name: string, id: string): void {
	element.setAttribute(name, id);
	element.setAttribute("role", "group");
	element.setAttribute("tabindex", "-1");
}

function speakAs(element: SVGElement, text: string): void {
	if (element.getAttribute("aria-label") !== text) element.setAttribute("aria-label", text);
}

function focusAs(element: SVGElement | undefined, text: string): void {
	if (!element) return;
	speakAs(element, text);
	element.focus();
}

/** From very far names grow as the picture gets smaller, so that they are never smaller than this, in px of the screen. */
const SMALLEST_NAME = 10;
/** After so long without another step a zoom is over. */
const REST_MS = 150;
/** By what they grow at a time: each time they are drawn anew. */
const STEP = 1.25;

function nameScaleAt(k: number, detail: Detail): number {
	if (detail !== "tiny") return ENLARGED[detail];
	const steps = Math.ceil(Math.log(VERY_FAR / k) / Math.log(STEP));
	return (SMALLEST_NAME / GROUP_FONT / VERY_FAR) * STEP ** steps;
}

function boxOf({ cards, groups }: Diagram["layout"], id: string): Box | undefined {
	return cards[id] ?? groups[id];
}

/** Where something new comes from: the frame that became its card, or the card that became a frame around it. */
function originsIn(before: Diagram, after: Diagram): (data: Card | Group) => Box | undefined {
	const parents = new Map(after.scene.groups.map(({ id, parent }) => [id, parent]));
	const { cards, groups } = before.layout;
	return ({ id, parent }) => {
		if (cards[id] || groups[id]) return cards[id] ?? groups[id];
		for (let at = parent, steps = 0; at !== undefined && steps <= parents.size; at = parents.get(at), steps++) {
			if (cards[at]) return cards[at];
		}
		return undefined;
	};
}

function boxBetween(from: Box, to: Box, share: number): Box {
	return {
		x: from.x + (to.x - from.x) * share,
		y: from.y + (to.y - from.y) * share,
		width: from.width + (to.width - from.width) * share,
		height: from.height + (to.height - from.height) * share,
	};
}

function hull(boxes: readonly Box[]): Box {
	const x = Math.min(...boxes.map((box) => box.x));
	const y = Math.min(...boxes.map((box) => box.y));
	return {
		x,
		y,
		width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
		height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
	};
}

function pointBetween(from: Point, to: Point, share: number): Point {
	return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

/** Edges that gained or lost corners jump. */
function pointsBetween(from: readonly Point[], to: readonly Point[], share: number): readonly Point[] | undefined {
	return from.length === to.length ? to.map((point, at) => pointBetween(from[at]!, point, share)) : undefined;
}

function boundsOf(points: readonly Point[]): Box {
	const xs = points.map((point) => point.x);
	const ys = points.map((point) => point.y);
	const [x, y] = [Math.min(...xs) - 8, Math.min(...ys) - 8];
	return { x, y, width: Math.max(...xs) + 8 - x, height: Math.max(...ys) + 8 - y };
}

const SAMPLE = "Load balancer, User database, least connections 1.2k";
const WIDE_SAMPLE = "데이터베이스사용자";

/** How much wider the font of the editor is than `textWidth` takes it to be. */
function measureFont(svg: SVGSVGElement): Font {
	const context = document.createElement("canvas").getContext("2d");
	if (!context) return UNKNOWN_FONT;
	const family = getComputedStyle(svg).fontFamily;
	const measure = (sample: string, isBold: boolean) => {
		context.font = `${isBold ? "600 " : ""}13px ${family}`;
		return Math.max(context.measureText(sample).width / textWidth(sample, 13, isBold), 0.5);
	};
	return { regular: measure(SAMPLE, false), bold: measure(SAMPLE, true), wide: measure(WIDE_SAMPLE, true) };
}

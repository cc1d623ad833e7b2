import "./folds.css";
import type { Diagram } from "../../src/diagram/diagram.ts";
import type { ViewOptions } from "../../src/diagram/view-options.ts";
import type { App } from "../app.ts";
import { html } from "../element.ts";
import { rare } from "../rare.ts";
import { button } from "../ui.ts";

/**
 * Folds and unfolds: places to one card and back, components to their nodes and back, by the controls in the picture, `e`,
 * or all at once; and shows one place alone, by a double click on its name or `v`.
 */
export function folds(app: App): void {
	const { picture, texts, toolbar, stage, onDiagram, onKey } = app;
	/** What the keyboard goes to as soon as it is drawn. */
	let awaited: string | undefined;

	function change(id: string | undefined, options: ViewOptions): void {
		if (id !== undefined) picture.hold(id);
		awaited = id;
		app.show(options);
	}

	/** Draws the inside of a folded place, or the nodes of a component. */
	function open(id: string): boolean {
		const { options } = app;
		const card = picture.diagram?.scene.cards.find((one) => one.id === id);
		if (card?.folds === "place") change(id, { ...options, collapsed: without(options.collapsed, id) });
		else if (card?.folds === "nodes") change(id, { ...options, expanded: [...without(options.expanded, id), id] });
		else return false;
		return true;
	}

	/** Draws a place, or the nodes of a component, as one card. */
	function close(id: string): boolean {
		const { options } = app;
		const group = picture.diagram?.scene.groups.find((one) => one.id === id);
		if (!group) return false;
		if (group.component !== undefined) change(id, { ...options, expanded: without(options.expanded, id) });
		else {
			// Of a place that is drawn alone there would be nothing left.
			const { view, ...others } = options;
			const isAll = view === id;
			change(id, { ...(isAll ? others : options), collapsed: [...without(options.collapsed, id), id] });
		}
		return true;
	}

	/** The frame around a card, or the one that has the keyboard, or whose control has it. */
	function frameOf(element: Element | null): string | undefined {
		const group = element?.closest("[data-group], [data-frame]");
		if (group) return group.getAttribute("data-group") ?? group.getAttribute("data-frame") ?? undefined;
		const id = element?.closest("[data-id]")?.getAttribute("data-id");
		return picture.diagram?.scene.cards.find((card) => card.id === id)?.parent;
	}

	/** The innermost place around something: the frame of a component is none. */
	function placeOf(id: string | undefined): string | undefined {
		const groups = new Map(picture.diagram?.scene.groups.map((group) => [group.id, group]));
		let at = id === undefined ? undefined : groups.get(id);
		while (at?.component !== undefined) at = at.parent === undefined ? undefined : groups.get(at.parent);
		return at?.id;
	}

	function only(place: string | undefined): void {
		const { view: _, ...others } = app.options;
		picture.fitNext();
		change(undefined, place === undefined ? others : { ...others, view: place });
	}

	/** Every place to one card, or all of them back; the nodes of components stay as they are. */
	function toggleAll(): void {
		const { scene } = picture.diagram ?? {};
		if (!scene) return;
		const { collapsed: _, ...others } = app.options;
		picture.fitNext();
		if (isFolded(picture.diagram)) app.show(others);
		else app.show({ ...others, collapsed: placesOf(scene).map(({ id }) => id) });
	}

	// Before the card, which would jump to the text, and the picture, which would be dragged.
	const { svg } = picture;
	for (const type of ["mousedown", "pointerdown", "dblclick"] as const) {
		svg.addEventListener(
			type,
			(event) => {
				if ((event.target as Element).closest("[data-fold]")) event.stopPropagation();
			},
			{ capture: true },
		);
	}
	svg.addEventListener(
		"click",
		(event) => {
			const control = (event.target as Element).closest("[data-fold]");
			if (!control) return;
			event.stopPropagation();
			press(control);
		},
		{ capture: true },
	);
	svg.addEventListener("keydown", (event) => {
		const control = (event.target as Element).closest("[data-fold]");
		if (!control || (event.key !== "Enter" && event.key !== " ")) return;
		event.preventDefault();
		event.stopPropagation();
		press(control);
	});
	svg.addEventListener("dblclick", (event) => {
		const place = placeOf((event.target as Element).closest("[data-group]")?.getAttribute("data-group") ?? undefined);
		if (place !== undefined && place !== app.options.view) only(place);
	});

	function press(control: Element): void {
		const id = control.getAttribute("data-of") ?? control.closest("[data-id]")?.getAttribute("data-id");
		if (id) control.getAttribute("data-fold") === "open" ? open(id) : close(id);
	}

	onKey(({ key, shiftKey }) => {
		const { focused } = picture;
		if (key === "e" && shiftKey) toggleAll();
		else if (key === "e") {
			if (focused !== undefined && open(focused)) return true;
			const frame = frameOf(document.activeElement);
			return frame !== undefined && close(frame);
		} else if (key === "v") {
			const folded = picture.diagram?.scene.cards.find((card) => card.id === focused && card.folds === "place")?.id;
			const place = folded ?? placeOf(frameOf(document.activeElement));
			const { path = [] } = picture.diagram?.scene ?? {};
			if (place !== undefined && place !== app.options.view) only(place);
			else if (path.length > 0) only(path.at(-2)?.id);
			else return false;
		} else return false;
		return true;
	});

	const all = button({ text: texts("collapseAll"), title: texts("collapseAllTitle"), onClick: toggleAll });
	all.element.hidden = true;
	toolbar.append(rare(all.element, "folds"));
	const path = html("nav", { class: "path", "aria-label": texts("path"), hidden: "" });
	stage.append(path);

	onDiagram((diagram) => {
		const { scene } = diagram;
		const folded = isFolded(diagram);
		all.element.hidden = !folded && placesOf(scene).length === 0;
		all.setText(texts(folded ? "expandAll" : "collapseAll"));
		all.element.title = texts(folded ? "expandAllTitle" : "collapseAllTitle");
		showPath(scene.path ?? []);
		settle(diagram);
	});

	/** Gives the keyboard to what has become of the thing that was folded or unfolded. */
	function settle({ scene, layout }: Diagram): void {
		if (awaited === undefined) return;
		const { collapsed = [], expanded = [] } = app.options;
		const isCard = layout.cards[awaited] !== undefined;
		const wantsCard = collapsed.includes(awaited) || scene.groups.every(({ id }) => id !== awaited);
		if (isCard !== wantsCard || (expanded.includes(awaited) && isCard)) return;
		const target = isCard ? awaited : scene.cards.find((card) => isAround(scene, awaited!, card.parent))?.id;
		awaited = undefined;
		if (target !== undefined) picture.focus(target);
	}

	function showPath(places: readonly { readonly id: string; readonly title: string }[]): void {
		path.hidden = places.length === 0;
		const link = (text: string, id: string | undefined) => {
			const element = html("button", { type: "button" }, text);
			element.addEventListener("click", () => only(id));
			return element;
		};
		path.replaceChildren(
			link(texts("whole"), undefined),
			...places.map(({ id, title }, at) =>
				at < places.length - 1 ? link(title, id) : html("span", { "aria-current": "location" }, title),
			),
		);
	}
}

function isFolded(diagram: Diagram | undefined): boolean {
	const { scene } = diagram ?? {};
	return scene?.cards.some(({ folds, id }) => folds === "place" && scene.options.collapsed?.includes(id)) ?? false;
}

/** Frames of places; those of components stand for one card each. */
function placesOf({ groups }: Diagram["scene"]): Diagram["scene"]["groups"] {
	return groups.filter(({ component }) => component === undefined);
}

function isAround({ groups }: Diagram["scene"], outer: string, id: string | undefined): boolean {
	for (let at = id, steps = 0; at !== undefined && steps <= groups.length; steps++) {
		if (at === outer) return true;
		at = groups.find((group) => group.id === at)?.parent;
	}
	return false;
}

function without(ids: readonly string[] | undefined, id: string): readonly string[] {
	return (ids ?? []).filter((other) => other !== id);
}

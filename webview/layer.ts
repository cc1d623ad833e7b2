import type { Box } from "../src/diagram/diagram.ts";
import { isEqual } from "../src/diagram/is-equal.ts";
import type { Shape } from "../src/diagram/shape.ts";
import { createElement, updateElement } from "./element.ts";

/** What one layer draws: a kind of thing by its data and where it is. */
export interface LayerKind<Data, Geometry> {
	draw(data: Data, geometry: Geometry): Shape;
	bounds(geometry: Geometry): Box;
	/** On the way from one place to another; undefined where there is no way in between. */
	between(from: Geometry, to: Geometry, share: number): Geometry | undefined;
	/** What every element of the layer gets when it is made. */
	prepare?(element: SVGElement, id: string): void;
}

export interface Entry<Data, Geometry> {
	readonly data: Data;
	readonly geometry: Geometry;
	/** From where it comes if it is new. */
	readonly origin?: Geometry | undefined;
}

interface Item<Data, Geometry> extends Entry<Data, Geometry> {
	/** Where it is drawn at the moment; differs from `geometry` while it moves. */
	shown: Geometry;
	from: Geometry | undefined;
	bounds: Box;
	element: SVGElement | undefined;
	shape: Shape | undefined;
	/** What is drawn is out of date. */
	isStale: boolean;
}

/**
 * Elements by id. Only what can be seen is made and brought up to date; the rest waits until it comes into view. That is
 * what keeps an update of a thousand cards within a frame.
 */
export class Layer<Data, Geometry> {
	readonly #parent: SVGGElement;
	readonly #kind: LayerKind<Data, Geometry>;
	#items = new Map<string, Item<Data, Geometry>>();

	constructor(parent: SVGGElement, kind: LayerKind<Data, Geometry>) {
		this.#parent = parent;
		this.#kind = kind;
	}

	/** Takes over what is to be drawn. With `moves`, what has a new place keeps its old one until `move` is called. */
	update(entries: ReadonlyMap<string, Entry<Data, Geometry>>, moves: boolean): void {
		const items = new Map<string, Item<Data, Geometry>>();
		for (const [id, { data, geometry, origin }] of entries) {
			const old = this.#items.get(id);
			const start = old?.shown ?? (origin && !isEqual(origin, geometry) ? origin : undefined);
			const isSame = old !== undefined && isEqual(old.geometry, geometry) && isEqual(old.shown, geometry);
			const starts = moves && start !== undefined && !isSame && this.#kind.between(start, geometry, 0) !== undefined;
			items.set(id, {
				data,
				geometry,
				shown: starts ? start : geometry,
				from: starts ? start : undefined,
				bounds: this.#kind.bounds(geometry),
				element: old?.element,
				shape: old?.shape,
				isStale: old === undefined || old.isStale || (!isSame && !starts) || !isEqual(old.data, data),
			});
		}
		for (const [id, { element }] of this.#items) if (!items.has(id)) element?.remove();
		this.#items = items;
	}

	/** Makes and updates what lies in `area`, and hides the rest and what is `hidden`. */
	show(area: Box, hidden?: ReadonlySet<string>): void {
		// Put into the tree all at once.
		const appearing: SVGElement[] = [];
		for (const [id, item] of this.#items) {
			const isVisible =
				!hidden?.has(id) &&
				(overlaps(item.bounds, area) || (item.from !== undefined && overlaps(this.#kind.bounds(item.from), area)));
			if (!isVisible) {
				// Out of the tree: the browser still lays out what is only not displayed.
				if (item.element && !item.element.contains(document.activeElement)) item.element.remove();
				continue;
			}
			if (item.isStale) this.#draw(id, item);
			if (item.element && !item.element.isConnected) appearing.push(item.element);
		}
		this.#parent.append(...appearing);
	}

	/** Everything is drawn anew when it is next seen. */
	invalidate(): void {
		for (const item of this.#items.values()) item.isStale = true;
	}

	/** How many visible things are on their way. */
	get moving(): number {
		let count = 0;
		for (const item of this.#items.values()) if (item.from !== undefined && item.element?.isConnected) count++;
		return count;
	}

	/** Puts everything that moves at this share of its way. */
	move(share: number): void {
		for (const [id, item] of this.#items) {
			if (item.from === undefined) continue;
			item.shown = share >= 1 ? item.geometry : (this.#kind.between(item.from, item.geometry, share) ?? item.geometry);
			if (share >= 1) item.from = undefined;
			if (item.element?.isConnected) this.#draw(id, item);
			else item.isStale = true;
		}
	}

	element(id: string): SVGElement | undefined {
		return this.#items.get(id)?.element;
	}

	/** Makes the element even if it lies outside of the view. */
	require(id: string): SVGElement | undefined {
		const item = this.#items.get(id);
		if (!item) return undefined;
		if (!item.element || item.isStale) this.#draw(id, item);
		if (item.element && !item.element.isConnected) this.#parent.append(item.element);
		return item.element;
	}

	*elements(): Generator<readonly [string, SVGElement]> {
		for (const [id, { element }] of this.#items) if (element) yield [id, element];
	}

	#draw(id: string, item: Item<Data, Geometry>): void {
		const shape = this.#kind.draw(item.data, item.shown);
		if (item.element && item.shape) updateElement(item.element, item.shape, shape);
		else {
			item.element = createElement(shape);
			this.#kind.prepare?.(item.element, id);
		}
		item.shape = shape;
		item.isStale = false;
	}
}

function overlaps(a: Box, b: Box): boolean {
	return a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;
}

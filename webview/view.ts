import { select } from "d3-selection";
import { type D3ZoomEvent, type ZoomBehavior, type ZoomTransform, zoom, zoomIdentity } from "d3-zoom";
import type { Box, Point } from "../src/diagram/diagram.ts";

export interface ViewState {
	readonly x: number;
	readonly y: number;
	readonly k: number;
}

const SMALLEST = 0.03;
const LARGEST = 4;
/** Around the picture when it is fitted; badges stand out of cards, too. */
const MARGIN = 28;
/** From which it could be seen so many times larger, a picture is fitted again. */
const MUCH_LARGER = 1.2;
/** Around a card that is brought into view. */
const REVEAL_MARGIN = 60;

/** What part of the picture is seen: pan and zoom, on top of d3-zoom. */
export class View {
	readonly #svg: SVGSVGElement;
	readonly #zoom: ZoomBehavior<SVGSVGElement, unknown>;
	/** Shows the whole picture, and nobody has moved it since. */
	isFitted = true;
	/** Asking the element in each frame would make the browser lay everything out twice. */
	#size = { width: 0, height: 0 };

	constructor(svg: SVGSVGElement, world: SVGGElement, onChange: (byUser: boolean) => void) {
		this.#svg = svg;
		this.#zoom = zoom<SVGSVGElement, unknown>()
			.scaleExtent([SMALLEST, LARGEST])
			.extent(() => [
				[0, 0],
				[this.size.width, this.size.height],
			])
			.clickDistance(4)
			.on("zoom", ({ transform, sourceEvent }: D3ZoomEvent<SVGSVGElement, unknown>) => {
				const byUser = sourceEvent !== null && sourceEvent !== undefined;
				if (byUser) this.isFitted = false;
				world.setAttribute("transform", transform.toString());
				onChange(byUser);
			});
		select(svg).call(this.#zoom).on("dblclick.zoom", null);
	}

	get state(): ViewState {
		const { x, y, k } = this.#transform;
		return { x, y, k };
	}

	set state({ x, y, k }: ViewState) {
		this.#set(zoomIdentity.translate(x, y).scale(Math.max(SMALLEST, Math.min(LARGEST, k))));
	}

	get size(): { readonly width: number; readonly height: number } {
		if (this.#size.width === 0) this.measure();
		return this.#size;
	}

	/** Whether it has another size than before. */
	measure(): boolean {
		const before = this.#size;
		this.#size = { width: this.#svg.clientWidth, height: this.#svg.clientHeight };
		return this.#size.width !== before.width || this.#size.height !== before.height;
	}

	/** What is seen, in the coordinates of the picture. */
	get area(): Box {
		const { x, y, k } = this.#transform;
		const { width, height } = this.size;
		return { x: -x / k, y: -y / k, width: width / k, height: height / k };
	}

	/** The view that shows a whole picture of this size, at most as large as it is. */
	fitting(picture: { readonly width: number; readonly height: number }): ViewState {
		const { width, height } = this.size;
		const k = Math.max(
			SMALLEST,
			Math.min(1, (width - 2 * MARGIN) / (picture.width || 1), (height - 2 * MARGIN) / (picture.height || 1)),
		);
		return { k, x: (width - picture.width * k) / 2, y: Math.max(MARGIN, (height - picture.height * k) / 2) };
	}

	/** Whether a picture of this size would be seen whole from here, or from another view. */
	contains(picture: { readonly width: number; readonly height: number }, { x, y, k } = this.state): boolean {
		const { width, height } = this.size;
		return x >= 0 && y >= 0 && x + picture.width * k <= width && y + picture.height * k <= height;
	}

	/** Whether a picture of this size would be seen whole from here, and nearly as large as it could be. */
	suits(picture: { readonly width: number; readonly height: number }): boolean {
		return this.contains(picture) && this.fitting(picture).k < this.state.k * MUCH_LARGER;
	}

	/** Moves as little as shows `box`, if it is not seen yet. */
	reveal(box: Box): void {
		const { k } = this.#transform;
		const area = this.area;
		const margin = Math.min(REVEAL_MARGIN / k, area.width / 4, area.height / 4);
		const way = (at: number, size: number, from: number, length: number): number => {
			if (at < from) return at - margin - from;
			if (at + size > from + length) return Math.min(at + size + margin - (from + length), at - margin - from);
			return 0;
		};
		const dx = way(box.x, box.width, area.x, area.width);
		const dy = way(box.y, box.height, area.y, area.height);
		if (dx === 0 && dy === 0) return;
		this.isFitted = false;
		this.#set(this.#transform.translate(-dx, -dy));
	}

	/** Shows `box` in the middle, as large as there is room for it, but not larger than life. */
	zoomTo(box: Box): void {
		const { k, x, y } = this.fitting(box);
		this.isFitted = false;
		this.#set(zoomIdentity.translate(x - box.x * k, y - box.y * k).scale(k));
	}

	/** Brings a point of the picture to the middle. */
	centerOn({ x, y }: Point): void {
		const { k } = this.#transform;
		const { width, height } = this.size;
		this.isFitted = false;
		this.#set(zoomIdentity.translate(width / 2 - x * k, height / 2 - y * k).scale(k));
	}

	zoomBy(factor: number, around?: Point): void {
		this.isFitted = false;
		const { width, height } = this.size;
		const center: [number, number] = around ? [around.x, around.y] : [width / 2, height / 2];
		select(this.#svg).call(this.#zoom.scaleBy, factor, center);
	}

	panBy(dx: number, dy: number): void {
		this.isFitted = false;
		select(this.#svg).call(this.#zoom.translateBy, dx, dy);
	}

	get #transform(): ZoomTransform {
		return (this.#svg as SVGSVGElement & { __zoom?: ZoomTransform }).__zoom ?? zoomIdentity;
	}

	#set(transform: ZoomTransform): void {
		select(this.#svg).call(this.#zoom.transform, transform);
	}
}

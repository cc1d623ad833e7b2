import type { Diagram } from "../../src/diagram/diagram.ts";
import type { App } from "../app.ts";
import { html } from "../element.ts";
import { cardAt, groupAt, toPicture, toStage } from "../target.ts";

export interface DragEvents {
	readonly onConnect: (from: string, to: string) => void;
	/** Dropped on nothing, at a point of the stage that may lie in a group. */
	readonly onDropOnNothing: (from: string, at: { x: number; y: number; group: string | undefined }) => void;
	readonly onMove: (id: string, group: string | undefined) => void;
	readonly handleTitle: string;
}

/** With less than that on the way it is a click. */
const THRESHOLD = 6;
/** In px of the screen. */
const SMALLEST_CARD = 14;
const LARGEST_HANDLE = 22;
const SVG = "http://www.w3.org/2000/svg";

/** What the mouse does beyond clicks: a handle at a card draws a link to another one, and a card is dragged to another group. */
export class Drag {
	readonly #app: App;
	readonly #events: DragEvents;
	readonly #overlay = document.createElementNS(SVG, "svg");
	readonly #handle: HTMLElement;
	/** The card that the handle belongs to. */
	#over: string | undefined;
	#cancel: (() => void) | undefined;

	constructor(app: App, events: DragEvents) {
		this.#app = app;
		this.#events = events;
		this.#overlay.setAttribute("class", "edit-overlay");
		this.#overlay.setAttribute("aria-hidden", "true");
		// By keyboard the same is done with a key, so it is in nobody's way there.
		this.#handle = html("div", { class: "edit-handle", title: events.handleTitle, "aria-hidden": "true", hidden: "" });
		app.stage.append(this.#overlay, this.#handle);

		const { svg } = app.picture;
		svg.addEventListener("pointerover", (event) => this.#hover(event));
		app.stage.addEventListener("pointerleave", () => this.#hideHandle());
		// It would stay behind where the picture moves away under it.
		new MutationObserver(() => this.#hideHandle()).observe(svg, {
			attributes: true,
			attributeFilter: ["transform"],
			subtree: true,
		});
		this.#handle.addEventListener("pointerdown", (event) => this.#connect(event));
		svg.addEventListener("pointerdown", (event) => this.#maybeMove(event));
		// Else the picture would go along with the card.
		svg.addEventListener(
			"mousedown",
			(event) => {
				if (event.button === 0 && this.#canMove(event)) event.stopPropagation();
			},
			{ capture: true },
		);
	}

	/** The picture is another one. */
	refresh(): void {
		this.#cancel?.();
		this.#hideHandle();
	}

	/** A line from a card to another one, or to a point of the stage; undefined: none. */
	preview(from: string | undefined, to?: string | { readonly x: number; readonly y: number }): void {
		this.#overlay.replaceChildren();
		for (const marked of this.#app.picture.svg.querySelectorAll("[data-target]")) marked.removeAttribute("data-target");
		const start = from === undefined ? undefined : this.#box(from);
		if (!start || to === undefined) return;
		const end = typeof to === "string" ? this.#box(to) : { ...to, width: 0, height: 0 };
		if (!end) return;
		const [a, b] = [center(start), center(end)];
		const from_ = border(start, b);
		const to_ = typeof to === "string" ? border(end, a) : b;
		const line = document.createElementNS(SVG, "path");
		line.setAttribute("class", "edit-line");
		line.setAttribute("d", `M${from_.x} ${from_.y}L${to_.x} ${to_.y}`);
		const tip = document.createElementNS(SVG, "circle");
		tip.setAttribute("class", "edit-tip");
		tip.setAttribute("cx", String(to_.x));
		tip.setAttribute("cy", String(to_.y));
		tip.setAttribute("r", "4");
		this.#overlay.append(line, tip);
		if (typeof to === "string") {
			this.#app.picture.svg.querySelector(`.card[data-id="${CSS.escape(to)}"]`)?.setAttribute("data-target", "");
		}
	}

	get #diagram(): Diagram | undefined {
		return this.#app.picture.diagram;
	}

	#box(id: string) {
		const box = this.#diagram?.layout.cards[id];
		return box && toStage(this.#app.picture, box);
	}

	#at({ clientX, clientY }: PointerEvent): { x: number; y: number } {
		const { left, top } = this.#app.stage.getBoundingClientRect();
		return { x: clientX - left, y: clientY - top };
	}

	#hover({ target, buttons }: PointerEvent): void {
		if (this.#cancel || buttons !== 0) return;
		const id = (target as Element).closest?.(".card")?.getAttribute("data-id") ?? undefined;
		const box = id === undefined ? undefined : this.#box(id);
		// On the small cards of a picture seen from far away it would take the clicks of the card.
		if (id === undefined || !box || box.height < SMALLEST_CARD) return this.#hideHandle();
		this.#over = id;
		this.#handle.hidden = false;
		const size = Math.min(LARGEST_HANDLE, box.height / 2);
		this.#handle.style.width = `${size}px`;
		this.#handle.style.height = `${size}px`;
		this.#handle.style.left = `${box.x + box.width / 2}px`;
		this.#handle.style.top = `${box.y + box.height}px`;
	}

	#hideHandle(): void {
		if (this.#cancel) return;
		this.#handle.hidden = true;
		this.#over = undefined;
	}

	#connect(event: PointerEvent): void {
		const from = this.#over;
		if (event.button !== 0 || from === undefined) return;
		event.preventDefault();
		this.#handle.hidden = true;
		const cardUnder = (move: PointerEvent): string | undefined => {
			const { diagram } = this.#app.picture;
			const id = diagram && cardAt(diagram, toPicture(this.#app.picture, move));
			return id === from ? undefined : id;
		};
		const start = this.#at(event);
		this.#follow({
			move: (move) => this.preview(from, cardUnder(move) ?? this.#at(move)),
			drop: (up) => {
				const to = cardUnder(up);
				const at = this.#at(up);
				const picture = toPicture(this.#app.picture, up);
				const { diagram } = this.#app.picture;
				if (to !== undefined) this.#events.onConnect(from, to);
				else if (diagram && cardAt(diagram, picture) === undefined && distance(start, at) > THRESHOLD) {
					this.#events.onDropOnNothing(from, { ...at, group: groupAt(diagram, picture) });
				}
			},
		});
	}

	#canMove({ target }: Event): string | undefined {
		const id = (target as Element).closest?.(".card")?.getAttribute("data-id") ?? undefined;
		return (this.#diagram?.scene.groups.length ?? 0) > 0 ? id : undefined;
	}

	#maybeMove(event: PointerEvent): void {
		const id = this.#canMove(event);
		if (event.button !== 0 || event.pointerType === "touch" || id === undefined || event.ctrlKey) return;
		const start = this.#at(event);
		let ghost: Element | undefined;
		const parent = this.#diagram?.scene.cards.find((card) => card.id === id)?.parent;
		const groupUnder = (move: PointerEvent): string | undefined => {
			const { diagram } = this.#app.picture;
			return diagram && groupAt(diagram, toPicture(this.#app.picture, move));
		};
		this.#follow({
			move: (move) => {
				const at = this.#at(move);
				if (!ghost && distance(start, at) <= THRESHOLD) return;
				this.#hideNow();
				ghost ??= this.#ghost(id);
				const [dx, dy] = [at.x - start.x, at.y - start.y];
				const box = this.#box(id);
				if (box) {
					const { k } = this.#app.picture.view.state;
					ghost?.setAttribute("transform", `translate(${box.x + dx} ${box.y + dy}) scale(${k})`);
				}
				this.#frame(groupUnder(move), parent);
			},
			drop: (up) => {
				if (!ghost) return;
				// What follows would be taken for a click on the card.
				const stop = (click: Event): void => click.stopPropagation();
				this.#app.stage.addEventListener("click", stop, { capture: true, once: true });
				setTimeout(() => this.#app.stage.removeEventListener("click", stop, { capture: true }));
				const group = groupUnder(up);
				if (group !== parent) this.#events.onMove(id, group);
			},
		});
	}

	#hideNow(): void {
		this.#handle.hidden = true;
	}

	#ghost(id: string): Element | undefined {
		const card = this.#app.picture.svg.querySelector(`.card[data-id="${CSS.escape(id)}"]`);
		const ghost = card?.cloneNode(true) as Element | undefined;
		if (!ghost) return undefined;
		for (const name of ["data-id", "tabindex", "role", "aria-label", "aria-current"]) ghost.removeAttribute(name);
		const holder = document.createElementNS(SVG, "g");
		holder.setAttribute("class", "edit-ghost");
		ghost.removeAttribute("transform");
		holder.append(ghost);
		// The same rules draw it, those of this distance included.
		this.#overlay.classList.add(...this.#app.picture.svg.classList);
		this.#overlay.append(holder);
		return holder;
	}

	/** Where the card would go. */
	#frame(group: string | undefined, parent: string | undefined): void {
		this.#overlay.querySelector(".edit-frame")?.remove();
		const box = group === undefined || group === parent ? undefined : this.#diagram?.layout.groups[group];
		if (!box) return;
		const { x, y, width, height } = toStage(this.#app.picture, box);
		const rect = document.createElementNS(SVG, "rect");
		rect.setAttribute("class", "edit-frame");
		for (const [name, value] of Object.entries({ x, y, width, height, rx: 8 })) rect.setAttribute(name, String(value));
		this.#overlay.prepend(rect);
	}

	/** Until the button is let go; Escape leaves everything as it was. */
	#follow({ move, drop }: { move: (event: PointerEvent) => void; drop: (event: PointerEvent) => void }): void {
		const end = (): void => {
			window.removeEventListener("pointermove", move);
			window.removeEventListener("pointerup", up);
			window.removeEventListener("pointercancel", end);
			window.removeEventListener("keydown", key, { capture: true });
			this.#cancel = undefined;
			this.#overlay.setAttribute("class", "edit-overlay");
			this.preview(undefined);
		};
		const up = (event: PointerEvent): void => {
			end();
			drop(event);
		};
		const key = (event: KeyboardEvent): void => {
			if (event.key !== "Escape") return;
			event.preventDefault();
			event.stopPropagation();
			end();
		};
		this.#cancel = end;
		window.addEventListener("pointermove", move);
		window.addEventListener("pointerup", up);
		window.addEventListener("pointercancel", end);
		window.addEventListener("keydown", key, { capture: true });
	}
}

function center({ x, y, width, height }: { x: number; y: number; width: number; height: number }) {
	return { x: x + width / 2, y: y + height / 2 };
}

/** Where the line from the middle of a box to a point leaves the box. */
function border(
	box: { x: number; y: number; width: number; height: number },
	to: { x: number; y: number },
): { x: number; y: number } {
	const from = center(box);
	const [dx, dy] = [to.x - from.x, to.y - from.y];
	const share = Math.min(
		1,
		dx === 0 ? Infinity : box.width / 2 / Math.abs(dx),
		dy === 0 ? Infinity : box.height / 2 / Math.abs(dy),
	);
	return { x: from.x + dx * share, y: from.y + dy * share };
}

function distance(a: { x: number; y: number }, b: { x: number; y: number }): number {
	return Math.hypot(a.x - b.x, a.y - b.y);
}

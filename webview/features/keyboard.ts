import type { App } from "../app.ts";
import { besideFrame, type Direction, frameAround, linksOf, neighbour } from "../navigate.ts";
import { focusedTarget, type Target } from "../target.ts";

const ARROWS: Readonly<Record<string, Direction>> = {
	ArrowUp: "up",
	ArrowDown: "down",
	ArrowLeft: "left",
	ArrowRight: "right",
};
/** How far an arrow key moves the picture, in px. */
const STEP = 60;

/**
 * Arrow keys go from card to card, or move the picture where nothing has the focus; `a` goes to the frame around, `l` through
 * the links, and there the arrows go on; Enter jumps to the text; `+` and `-` zoom.
 */
export function keyboard({ picture, post, onKey }: App): void {
	/** The card or frame whose links are walked through. */
	let walked: string | undefined;

	onKey(({ key, shiftKey }) => {
		const direction = ARROWS[key];
		const { view } = picture;
		const target = focusedTarget(picture);
		if (direction && !target) {
			view.panBy(
				direction === "left" ? STEP : direction === "right" ? -STEP : 0,
				direction === "up" ? STEP : direction === "down" ? -STEP : 0,
			);
		} else if (direction && target) arrow(target, direction);
		else if (key === "+" || key === "=") view.zoomBy(1.25);
		else if (key === "-") view.zoomBy(0.8);
		else if (!target) return false;
		else if (key === "a") goAround(target.id);
		else if (key === "l") nextLink(target, shiftKey ? -1 : 1);
		// A card has it already.
		else if ((key === "Enter" || key === " ") && target.type !== "card") {
			if (target.type === "group") picture.select(target.id);
			post({ type: "reveal", id: target.id });
		} else return false;
		return true;
	});

	function arrow({ type, id }: Focused, direction: Direction): void {
		const { diagram } = picture;
		if (!diagram) return;
		if (type === "edge") {
			const edge = diagram.scene.edges.find((one) => one.id === id);
			if (direction === "left" || direction === "right") nextLink({ type, id }, direction === "left" ? -1 : 1);
			else if (edge) picture.focus(direction === "up" ? edge.from : edge.to);
			return;
		}
		const next = type === "card" ? neighbour(diagram, id, direction) : besideFrame(diagram, id, direction);
		if (next !== undefined) picture.focus(next);
	}

	function goAround(id: string): void {
		const frame = picture.diagram && frameAround(picture.diagram.scene, id);
		if (frame !== undefined) picture.focus(frame);
	}

	function nextLink({ type, id }: Focused, step: number): void {
		const { scene } = picture.diagram ?? {};
		if (!scene) return;
		if (type !== "edge") walked = id;
		const edge = scene.edges.find((one) => one.id === id);
		let links = walked === undefined ? [] : linksOf(scene, walked);
		// What was walked through may be gone, or the keyboard has come to this link in another way.
		if (edge && !links.includes(edge)) {
			walked = edge.from;
			links = linksOf(scene, walked);
		}
		const at = edge ? links.indexOf(edge) + step : step > 0 ? 0 : -1;
		const next = links.at(at % (links.length || 1));
		if (next) picture.focus(next.id);
	}
}

type Focused = Exclude<Target, { readonly type: "picture" }>;

import type { App } from "../app.ts";
import { type Direction, neighbour } from "../navigate.ts";

const ARROWS: Readonly<Record<string, Direction>> = {
	ArrowUp: "up",
	ArrowDown: "down",
	ArrowLeft: "left",
	ArrowRight: "right",
};
/** How far an arrow key moves the picture, in px. */
const STEP = 60;

/** Arrow keys go from card to card, or move the picture where none has the focus; `+` and `-` zoom. */
export function keyboard({ picture, onKey }: App): void {
	onKey(({ key }) => {
		const direction = ARROWS[key];
		const { focused, view } = picture;
		if (direction && focused !== undefined && picture.diagram) {
			const next = neighbour(picture.diagram, focused, direction);
			if (next !== undefined) picture.focus(next);
		} else if (direction) {
			view.panBy(
				direction === "left" ? STEP : direction === "right" ? -STEP : 0,
				direction === "up" ? STEP : direction === "down" ? -STEP : 0,
			);
		} else if (key === "+" || key === "=") view.zoomBy(1.25);
		else if (key === "-") view.zoomBy(0.8);
		else return false;
		return true;
	});
}

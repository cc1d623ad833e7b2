import type { CardState } from "./scene.ts";
import { coordinate, type Shape, shape } from "./shape.ts";

/** Signs on a disc: a bar across it, a flame, and an arrow down. They tell the states apart, and from findings, without colours. */
const SIGNS: Readonly<Record<CardState, string>> = {
	failed: "M-5.6 5.6L5.6 -5.6",
	overloaded:
		"M0 -5.6C1 -2.8 4.2 -1.6 4.2 1.6A4.2 4.2 0 0 1 -4.2 1.6C-4.2 .2 -3.4 -.6 -2.8 -1.4C-2 -.4 -1.4 -.4 -1 -1C-.4 -2.2 -1 -4 0 -5.6Z",
	degraded: "M0 -4.4V4M-3.6 .6L0 4.2L3.6 .6",
};

/** The sign of what a failure does to a component or place, around `x`, `y`. */
export function drawState(state: CardState, x: number, y: number, enlarged = 1): Shape {
	return shape(
		"g",
		{
			class: `state ${state}`,
			transform: `translate(${coordinate(x)} ${coordinate(y)})${enlarged === 1 ? "" : ` scale(${enlarged})`}`,
		},
		shape("circle", { class: "disc", r: state === "failed" ? 8 : 9.5 }),
		shape("path", { class: "sign", d: SIGNS[state] }),
	);
}

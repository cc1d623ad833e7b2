import type { Box, Point } from "../diagram.ts";
import type { Alignment } from "./orders.ts";
import type { Container } from "./tree.ts";
import type { Port, Wires } from "./wiring.ts";

/** What is to be placed in one container; its inner containers are done and have become boxes with ports. */
export interface Task {
	readonly container: Container;
	readonly children: readonly Child[];
	readonly wires: Wires;
	/** The order of its ports from left to right, where one was found to be good; ports that it lacks go to the middle. */
	readonly portOrder: readonly string[] | undefined;
	/** The order of its children, row by row and from left to right, where one was found to be good. */
	readonly order: readonly string[] | undefined;
	/** How its children stand to one another, where it is not the usual way. */
	readonly alignment: Alignment | undefined;
	/** ELK may change that order. */
	readonly isFree: boolean;
}

export interface Child {
	readonly id: string;
	readonly width: number;
	readonly height: number;
	readonly ports: readonly PlacedPort[];
}

export interface PlacedPort extends Port, Point {}

/** One container with everything in it, relative to its own corner. */
export interface Placed {
	readonly width: number;
	readonly height: number;
	readonly ports: readonly PlacedPort[];
	readonly children: ReadonlyMap<string, Box>;
	/** Corners of each piece. */
	readonly pieces: ReadonlyMap<string, readonly Point[]>;
}

/** Distances, in px. */
export const PADDING = { side: 16, bottom: 18 };
export const GAP = { cards: 34, layers: 52, edges: 12, isolated: 30 };

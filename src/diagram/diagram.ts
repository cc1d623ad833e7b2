import type { Scene } from "./scene.ts";

/** A scene and where everything in it stands, in px. Plain data that survives JSON. */
export interface Diagram {
	readonly scene: Scene;
	readonly layout: Layout;
}

export interface Layout {
	readonly width: number;
	readonly height: number;
	readonly cards: Readonly<Record<string, Box>>;
	readonly groups: Readonly<Record<string, Box>>;
	/** Corners of each edge, from source to target. */
	readonly edges: Readonly<Record<string, readonly Point[]>>;
}

export interface Box {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

export interface Point {
	readonly x: number;
	readonly y: number;
}

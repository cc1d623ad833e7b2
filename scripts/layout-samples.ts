import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Scene } from "../src/diagram/scene.ts";
import { exampleNames, exampleText, sceneOf } from "../test/support/scenes.ts";
import { generateArchitecture } from "./generate.ts";

/** The pictures that layouts are measured on: what people wrote, and what was generated for it. */
export interface Sample {
	readonly name: string;
	readonly scene: Scene;
	/** How many were asked for, where it was generated. */
	readonly components?: number;
}

export function writtenSamples(): readonly Sample[] {
	const shop = readFileSync(fileURLToPath(new URL("../test/fixtures/shop-30.arch", import.meta.url)), "utf8");
	return [
		...exampleNames().map((name) => ({ name: name.replace(".arch", ""), scene: sceneOf(exampleText(name)) })),
		{ name: "shop-30", scene: sceneOf(shop) },
	];
}

/** 200 architectures: most of 10 to 80 components, six of 150 and four of 300. */
export function* generatedSamples(): Iterable<Sample> {
	for (let seed = 1; seed <= 200; seed++) {
		const components = seed % 50 === 0 ? 300 : seed % 30 === 0 ? 150 : 10 + ((seed * 7) % 71);
		yield {
			components,
			name: `${components} components, seed ${seed}`,
			scene: sceneOf(generateArchitecture({ components, seed })),
		};
	}
}

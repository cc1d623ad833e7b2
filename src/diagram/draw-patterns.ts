import { type Shape, shape } from "./shape.ts";
import { HEATS } from "./theme.ts";

/** Hatches beside the colours: not everyone sees those, and high contrast has few. The hotter, the denser. */
const HATCHES: Readonly<
	Record<(typeof HEATS)[number], { readonly step: number; readonly crossed?: boolean } | undefined>
> = {
	ok: undefined,
	warm: { step: 11 },
	hot: { step: 5.5 },
	critical: { step: 5.5, crossed: true },
};
const DOWN_STEP = 9;

/** How much wider hatches are that are seen from far away. */
const FAR = 3;

/** Every hatch, in a size for a picture that is near and one for a picture that is far away. */
export function drawPatterns(): Shape[] {
	return ([1, FAR] as const).flatMap((scale) => {
		const suffix = scale === 1 ? "" : "-far";
		return [
			...HEATS.flatMap((heat) => {
				const hatch = HATCHES[heat];
				return hatch ? [pattern(`heat-${heat}${suffix}`, `hatch ${heat}`, { ...hatch, scale, angle: 45 })] : [];
			}),
			pattern(`down${suffix}`, "hatch down", { step: DOWN_STEP, scale, angle: -45 }),
		];
	});
}

/** What to fill a shape with over its colour; undefined: the level has no hatch. */
export function hatchOf(level: string, isFar = false): string | undefined {
	const isHatched = level === "down" || HATCHES[level as keyof typeof HATCHES] !== undefined;
	const name = level === "down" ? "down" : `heat-${level}`;
	return isHatched ? `url(#${name}${isFar ? "-far" : ""})` : undefined;
}

function pattern(
	id: string,
	className: string,
	{ step, crossed, scale, angle }: { step: number; crossed?: boolean; scale: number; angle: number },
): Shape {
	return shape(
		"pattern",
		{
			id,
			patternUnits: "userSpaceOnUse",
			width: step,
			height: step,
			patternTransform: `rotate(${angle})${scale === 1 ? "" : ` scale(${scale})`}`,
		},
		shape("path", { class: className, d: `M${step / 2} 0V${step}${crossed ? `M0 ${step / 2}H${step}` : ""}` }),
	);
}

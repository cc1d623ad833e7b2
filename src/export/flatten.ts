import { type Attributes, type Shape, shape, textShape } from "../diagram/shape.ts";
import type { Font, Fonts } from "./fonts.ts";

/**
 * The picture with every rule of its style sheets written into the elements that it applies to, and with one font for
 * each run of text: what draws files other than SVG knows no selectors and looks for no other font.
 */
export function flatten(picture: Shape, fonts: Fonts): Shape {
	const rules = stylesOf(picture).flatMap(rulesOf);
	return flattened(picture, [], rules, fonts)!;
}

/** All texts that can be seen. */
export function textsOf(picture: Shape): readonly string[] {
	if (picture.tag === "title" || picture.tag === "style") return [];
	return [...(picture.text === undefined ? [] : [picture.text]), ...picture.children.flatMap(textsOf)];
}

function stylesOf({ tag, text = "", children }: Shape): readonly string[] {
	return tag === "style" ? [text] : children.flatMap(stylesOf);
}

interface Rule {
	/** From the outermost element to that which it applies to. */
	readonly steps: readonly Step[];
	readonly weight: number;
	readonly declarations: readonly (readonly [string, string])[];
}

/** `rect.body.hot` */
interface Step {
	readonly tag: string | undefined;
	readonly classes: readonly string[];
}

/** The rules of a style sheet as `diagramStyle` writes it: tags, classes, and elements within others. */
function rulesOf(style: string): readonly Rule[] {
	return [...style.replace(/\/\*.*?\*\//gs, "").matchAll(/([^{}]+)\{([^{}]*)\}/g)].flatMap(([, selectors, body]) => {
		const declarations = body!
			.split(";")
			.map((one) => /^\s*([\w-]+)\s*:\s*(.+?)\s*$/s.exec(one))
			.filter((match) => match !== null)
			.map(([, name, value]) => [name!, value!] as const);
		return selectors!
			.split(",")
			.map((selector) => selector.trim())
			.filter((selector) => /^[\w.\s-]+$/.test(selector))
			.map((selector) => {
				const steps = selector.split(/\s+/).map((step): Step => {
					const [tag, ...classes] = step.split(".");
					return { tag: tag || undefined, classes };
				});
				const weight = steps.reduce((sum, { tag, classes }) => sum + 100 * classes.length + (tag ? 1 : 0), 0);
				return { steps, weight, declarations };
			});
	});
}

interface Ancestor {
	readonly tag: string;
	readonly classes: ReadonlySet<string>;
}

function matches({ steps }: Rule, path: readonly Ancestor[]): boolean {
	const fits = ({ tag, classes }: Step, element: Ancestor) =>
		(tag === undefined || tag === element.tag) && classes.every((one) => element.classes.has(one));
	let step = steps.length - 1;
	if (!fits(steps[step]!, path.at(-1)!)) return false;
	for (let at = path.length - 2; at >= 0 && step > 0; at--) if (fits(steps[step - 1]!, path[at]!)) step--;
	return step === 0;
}

function flattened(
	{ tag, attributes, children, text }: Shape,
	above: readonly Ancestor[],
	rules: readonly Rule[],
	fonts: Fonts,
): Shape | undefined {
	if (tag === "title" || tag === "style") return undefined;
	const { class: classes = "", "font-family": _, ...rest } = attributes;
	const path = [...above, { tag, classes: new Set(String(classes).split(" ")) }];
	// A style sheet has the last word over attributes.
	const all: Attributes = { ...rest, ...styleOf(path, rules) };
	if (text === undefined) {
		const inner = children.map((child) => flattened(child, path, rules, fonts));
		return shape(tag, all, ...inner);
	}
	const { "font-weight": weight = 400, "font-size": size = 12, ...others } = all;
	const runs = fonts.runs(text, Number(weight) > 500);
	const fontSize = String(size).replace("px", "");
	if (runs.length === 1) {
		return textShape({ ...others, "font-size": fontSize, ...fontAttributes(runs[0]!.font) }, text, tag);
	}
	return shape(
		tag,
		{ ...others, "font-size": fontSize },
		...runs.map(({ font, text }) => textShape(fontAttributes(font), text, "tspan")),
	);
}

function fontAttributes({ face, isBold }: Font): Attributes {
	return { "font-family": face.family, ...(isBold && { "font-weight": "bold" }) };
}

function styleOf(path: readonly Ancestor[], rules: readonly Rule[]): Attributes {
	const style: Record<string, string> = {};
	const weights: Record<string, number> = {};
	for (const rule of rules) {
		if (!matches(rule, path)) continue;
		for (const [name, value] of rule.declarations) {
			if (rule.weight < (weights[name] ?? 0)) continue;
			style[name] = value;
			weights[name] = rule.weight;
		}
	}
	return style;
}

import type { Shape } from "../src/diagram/shape.ts";

const SVG = "http://www.w3.org/2000/svg";

/** The element of a shape. Texts become text nodes; nothing is ever parsed as markup. */
export function createElement(shape: Shape): SVGElement {
	const element = document.createElementNS(SVG, shape.tag);
	for (const name in shape.attributes) element.setAttribute(name, String(shape.attributes[name]));
	if (shape.text !== undefined) element.textContent = shape.text;
	for (const child of shape.children) element.append(createElement(child));
	return element;
}

/** Turns the element of `before` into that of `after` and touches only what differs. The tag stays. */
export function updateElement(element: Element, before: Shape, after: Shape): void {
	if (before === after) return;
	for (const name in after.attributes) {
		const value = after.attributes[name];
		if (before.attributes[name] !== value) element.setAttribute(name, String(value));
	}
	for (const name in before.attributes) {
		if (!(name in after.attributes)) element.removeAttribute(name);
	}
	if (before.text !== after.text && after.text !== undefined) element.textContent = after.text;

	const isSameForm =
		before.children.length === after.children.length &&
		after.children.every((child, at) => child.tag === before.children[at]!.tag);
	if (!isSameForm) {
		element.replaceChildren(...after.children.map(createElement));
		return;
	}
	after.children.forEach((child, at) => {
		updateElement(element.children[at]!, before.children[at]!, child);
	});
}

/** An HTML element with its children. */
export function html<Tag extends keyof HTMLElementTagNameMap>(
	tag: Tag,
	attributes: Readonly<Record<string, string>>,
	...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
	const element = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
	element.append(...children);
	return element;
}

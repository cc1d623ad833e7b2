import { type Shape, textShape } from "../src/diagram/shape.ts";
import { createElement } from "./element.ts";

/*
 * The titles of cards and links, of which a picture has thousands: as elements they would be a quarter of it. A file has
 * nothing else to say what its parts are.
 */

/** The same shape with its title as the name by which a screen reader knows it. */
export function named(shape: Shape): Shape {
	const { tag, attributes, children } = shape;
	const [title] = children;
	if (title?.tag !== "title" || title.text === undefined) return shape;
	return { tag, attributes: { ...attributes, "aria-label": title.text }, children: children.slice(1) };
}

/** Has the browser show the name of an element to who points at it. */
export function showTitle(element: Element): void {
	const text = element.getAttribute("aria-label") ?? "";
	const title = element.querySelector(":scope > title");
	if (!title) element.append(createElement(textShape({}, text, "title")));
	else if (title.textContent !== text) title.textContent = text;
}

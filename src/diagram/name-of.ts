import type { Architecture, Component } from "../model/architecture.ts";

/** The title, or where several share it the qualified name. */
export function nameOf(component: Component, { components }: Architecture): string {
	const isOnly = components.every((other) => other === component || other.title !== component.title);
	return isOnly ? component.title : component.id;
}

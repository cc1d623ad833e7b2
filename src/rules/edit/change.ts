import type { Step } from "./fix.ts";
import { set, type Value } from "./operations.ts";

/** Sets properties of an element, whatever they were. */
export function change(id: string, ...properties: readonly (readonly [property: string, value: Value])[]): Step {
	return ({ architecture }) => {
		const found = architecture.elements.get(id);
		return found && properties.map(([property, value]) => set(found, property, value));
	};
}

import { kinds } from "../../../language/vocabulary/index.ts";
import type { Component } from "../../../model/architecture.ts";
import type { EditAction } from "../../../protocol/messages.ts";
import { type Operation, set, times } from "../../../rules/edit/operations.ts";
import { compiled } from "./compiled.ts";
import { isAboutCopy } from "./facts.ts";
import type { Attempt, Design } from "./outcome.ts";
import { refuse } from "./refusals.ts";

/** `xN`, of a database its replicas. Of a tier that scales itself the most that there may be. */
export function instances(
	{ architecture }: Design,
	{ id, count }: Extract<EditAction, { type: "instances" }>,
): Attempt {
	const component = architecture.elements.get(id);
	if (component?.type !== "component") return refuse("gone", { id });
	if (!Number.isSafeInteger(count) || count < 1) return refuse("count");
	const isDatabase = component.kind === "database";
	if (!isDatabase && kinds.get(component.kind)?.counted === false) {
		return refuse("not-counted", { kind: component.kind });
	}
	const operation = isDatabase ? replicas(component, count - 1) : instancesOf(component, count);
	const texts = compiled(architecture, [operation]);
	if (!texts) return refuse("text");
	return {
		texts,
		select: id,
		// Copies that say nothing else have as many.
		allows: (fact, after) => isAboutCopy(fact, id, after),
	};
}

function instancesOf(component: Component, count: number): Operation {
	const { declaration, file, inherits } = component;
	const { min, max } = component.instances;
	if (count === 1 && !inherits && declaration.times) {
		// One is what is meant where nothing is said.
		const { end } = declaration.times;
		const { start } = declaration.times;
		const spaces = /[ \t]*$/.exec(file.text.slice(0, start))![0].length;
		return { type: "text", file, span: { start: start - spaces, end }, text: "" };
	}
	return min === max || count <= min ? times(component, count) : times(component, min, count);
}

function replicas(component: Component, count: number): Operation {
	const isOwn = !component.inherits && component.properties.has("replicas");
	return count === 0 && isOwn
		? { type: "unset", of: component, property: "replicas" }
		: set(component, "replicas", String(count));
}

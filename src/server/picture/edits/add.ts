import { kinds } from "../../../language/vocabulary/index.ts";
import type { Architecture, Component, Place } from "../../../model/architecture.ts";
import { familyOf } from "../../../model/kinds.ts";
import type { EditAction } from "../../../protocol/messages.ts";
import { canBeNamed, freeName } from "../../../rules/edit/names.ts";
import { connect, declare, type NewElement } from "../../../rules/edit/operations.ts";
import { isName } from "../../rename.ts";
import { compiled } from "./compiled.ts";
import { elementFact, linkFact } from "./facts.ts";
import { newLink } from "./new-link.ts";
import type { Attempt, Design } from "./outcome.ts";
import { refuse } from "./refusals.ts";

/** A new component or place, behind the last one of its kind in its place; and the link that leads to it. */
export function add({ architecture }: Design, action: Extract<EditAction, { type: "add" }>): Attempt {
	const { kind, title = "", parent: parentId, from: fromId } = action;
	const family = kinds.get(kind)?.family;
	if (family === undefined || family === "setting" || family === "data") return refuse("unknown-kind", { kind });
	if (/["\n\r]/.test(title)) return refuse("not-a-title");
	const parent = parentId === undefined ? undefined : architecture.elements.get(parentId);
	if (parentId !== undefined && !parent) return refuse("gone", { id: parentId });
	if (parent && parent.type !== "place") return refuse("no-place", { id: parent.id });
	const from = fromId === undefined ? undefined : architecture.elements.get(fromId);
	if (fromId !== undefined && from?.type !== "component") return refuse("gone", { id: fromId });
	if (from && !canBeNamed(from)) return refuse("unnamed", { id: from.id });

	const name = freeName(architecture, nameFor(title.trim(), kind));
	const neighbour = neighbourOf(architecture, kind, parent);
	const element: NewElement = {
		type: "new",
		kind,
		name,
		...(title.trim() !== "" && title.trim() !== name && { title: title.trim() }),
		parent,
		...(neighbour && { beside: { element: neighbour, side: "after" } }),
		properties: [],
	};
	const link = from?.type === "component" ? newLink(architecture, from, element) : [];
	const texts = compiled(architecture, [declare(element), ...(link ?? [connect(from as Component, element)])]);
	if (!texts) return refuse("text");
	const id = parent ? `${parent.id}.${name}` : name;
	return {
		texts,
		select: id,
		needs: [elementFact(id), ...(from ? [linkFact({ from: from.id, to: id })] : [])],
		// Where its place is copied, so is it.
		allows: (fact, after) => {
			const declaration = after.elements.get(id)?.declaration;
			const isCopy = [...after.elements.values()].some(
				(one) => one.declaration === declaration && fact === elementFact(one.id),
			);
			return (
				isCopy ||
				after.links.some(
					(one) => one.to.declaration === declaration && fact === linkFact({ from: one.from.id, to: one.to.id }),
				)
			);
		},
	};
}

/** A name from a title: `Order service` becomes `order-service`. */
function nameFor(title: string, kind: string): string {
	const name = title
		.normalize("NFC")
		.toLowerCase()
		.replace(/[^\p{L}\p{M}\p{N}_]+/gu, "-")
		.replace(/^-+|-+$/g, "");
	if (name === "") return kind;
	return isName(name) ? name : `${kind}-${name}`;
}

/** The last sibling of its kind, else the last one that is like it. */
function neighbourOf(
	architecture: Architecture,
	kind: string,
	parent: Place | undefined,
): Component | Place | undefined {
	const file = parent?.file ?? architecture.files[0]!;
	const siblings = [...architecture.places, ...architecture.components].filter(
		(one) => one.parent === parent && !one.copyOf && one.file === file,
	);
	const last = (test: (one: Component | Place) => boolean) =>
		siblings
			.filter(test)
			.reduce<Component | Place | undefined>(
				(best, one) => (best && best.declaration.start > one.declaration.start ? best : one),
				undefined,
			);
	const sort = sortOf(kind);
	return last((one) => one.kind === kind) ?? last((one) => sortOf(one.kind) === sort);
}

function sortOf(kind: string): "place" | "operations" | "component" {
	const family = familyOf(kind);
	return family === "place" || family === "operations" ? family : "component";
}

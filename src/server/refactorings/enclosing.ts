import type { Span } from "../../language/text.ts";
import type * as tree from "../../language/tree.ts";
import { kinds } from "../../language/vocabulary/index.ts";
import type { Architecture, Component, Element, Place, SourceFile } from "../../model/architecture.ts";
import { Layout } from "../../rules/edit/layout.ts";
import { syntaxOf } from "../../rules/edit/syntax.ts";
import { elementFact, factsOf } from "../picture/edits/facts.ts";
import { namesIn } from "../picture/edits/names-in.ts";
import type { Attempt, Design } from "../picture/edits/outcome.ts";
import { rebuilt } from "../picture/edits/rebuilt.ts";
import { refuse } from "../picture/edits/refusals.ts";
import { keepsFailoverOrder } from "./order.ts";
import { type Cut, cutOf, movedItem, type Piece, withCuts } from "./pieces.ts";
import { type Renaming, rearrange } from "./rearrange.ts";
import { elementOf, selectionIn } from "./selection.ts";

/** Components and places of one body that are to be put into a new place. */
export interface Enclosed {
	readonly owner: tree.Declaration | undefined;
	readonly around: readonly tree.Item[];
	readonly elements: readonly (Component | Place)[];
}

/** What is selected that can stand in a place of its own. Undefined: nothing is. */
export function enclosable(architecture: Architecture, file: SourceFile, span: Span): Enclosed | undefined {
	const selection = selectionIn(file, span);
	if (!selection) return undefined;
	const owner = selection.owner && elementOf(architecture, selection.owner);
	if (selection.owner && owner?.type !== "place") return undefined;
	const elements = selection.items.flatMap((item) => {
		const element =
			item.type === "declaration" && kinds.has(item.kind.text) ? elementOf(architecture, item) : undefined;
		return element?.type === "component" || element?.type === "place" ? [element] : [];
	});
	return elements.length === 0 ? undefined : { owner: selection.owner, around: selection.around, elements };
}

/** Puts them, and the links among them alone, into a new place, which stands where the first of them stood. */
export function enclose(
	design: Design,
	file: SourceFile,
	{ owner, around, elements }: Enclosed,
	place: { readonly kind: string; readonly name: string },
): Attempt {
	const { architecture } = design;
	const inside = new Set(elements.map(({ declaration }) => declaration));
	const idOf: Renaming = ({ declaration, parent, name }) => {
		const path = [parent && idOf(parent), inside.has(declaration) ? place.name : undefined, name];
		return path.filter((part) => part !== undefined).join(".");
	};
	const parent = elements[0]!.parent;
	const id = parent ? `${parent.id}.${place.name}` : place.name;
	// A router that fails over asks its targets in the order of its links: where that would change, links stay where they are.
	for (const withLinks of [true, false]) {
		const pieces = pieced(architecture, file, { owner, around, inside, place, withLinks });
		const texts = pieces && rearrange(design, new Map([[file, pieces]]), idOf);
		if (!texts) continue;
		if (!keepsFailoverOrder(architecture, rebuilt(architecture, texts), idOf)) continue;
		return {
			texts,
			select: id,
			coined: id,
			needs: [elementFact(id)],
			expected: (before) => factsOf(before, idOf),
			// The place is new, and so are its copies where the one around it is copied.
			allows: (fact, after) => {
				const declaration = after.elements.get(id)?.declaration;
				return [...after.elements.values()].some(
					(one) => one.declaration === declaration && elementFact(one.id) === fact,
				);
			},
		};
	}
	return refuse("text");
}

function pieced(
	architecture: Architecture,
	file: SourceFile,
	{
		owner,
		around,
		inside,
		place,
		withLinks,
	}: Pick<Enclosed, "owner" | "around"> & {
		readonly inside: ReadonlySet<tree.Item>;
		readonly place: { readonly kind: string; readonly name: string };
		readonly withLinks: boolean;
	},
): readonly Piece[] | undefined {
	const layout = new Layout(file.text);
	const { newline, unit } = layout;
	const declarations = around.filter((item) => inside.has(item));
	const links = withLinks
		? around.filter((item): item is tree.Link => item.type === "link" && isWithin(architecture, file, item, inside))
		: [];
	const first = declarations[0]!;
	const outer = owner && layout.isOneLine(owner) ? "" : layout.indentAt(first.start);
	const moved = (items: readonly tree.Item[]): readonly Piece[] =>
		items.flatMap((item) => movedItem(file, layout, item, outer + unit));
	const shares = !layout.beginsLine(first.start);
	const body: readonly Piece[] = [
		shares ? newline : "",
		`${outer}${place.kind} ${place.name} {${newline}`,
		...moved(declarations),
		...(links.length > 0 ? [newline, ...moved(links)] : []),
		`${outer}}${newline}`,
	];
	const cuts = [...declarations, ...links].map(
		(item): Cut => ({ span: cutOf(layout, item), pieces: item === first ? body : [] }),
	);
	return withCuts(file, cuts);
}

/** All ends of the link are in the new place. */
function isWithin(
	architecture: Architecture,
	file: SourceFile,
	link: tree.Link,
	inside: ReadonlySet<tree.Item>,
): boolean {
	const { elementAt } = syntaxOf(architecture);
	const isInside = (element: Element | undefined): boolean =>
		element !== undefined && (inside.has(element.declaration) || isInside(element.parent));
	const ends = namesIn([{ ...link, body: undefined }], undefined).outside;
	return ends.every(({ reference }) => isInside(elementAt(file, reference)));
}

import type { Architecture, Component, Link, Place } from "../../../model/architecture.ts";
import { Layout } from "../../../rules/edit/layout.ts";
import { pathOf, referenceTo } from "../../../rules/edit/names.ts";
import { connect, type NewElement, type Operation } from "../../../rules/edit/operations.ts";
import { type Arrow, arrowsOf, statementsOf } from "../../../rules/edit/statement.ts";
import { syntaxOf } from "../../../rules/edit/syntax.ts";

/**
 * A new link beside those of the same source: in the statement of the last of them where it stays one statement, else
 * on a line below. Undefined where there is none that it could stand beside.
 */
export function newLink(
	architecture: Architecture,
	from: Component,
	to: Component | NewElement,
): readonly Operation[] | undefined {
	const { scopeOf } = syntaxOf(architecture);
	const scope = commonPlace(architecture, from, to);
	const beside = from.outgoing.findLast(
		(link): link is Link & { statement: NonNullable<Link["statement"]> } =>
			link.statement !== undefined && !link.copied && scopeOf(link.at.file, link.statement) === scope,
	);
	if (!beside) return undefined;
	const { statement, at } = beside;
	const { file } = at;
	const arrow: Arrow = {
		from: referenceTo(from, scope, architecture),
		to: referenceTo(to, scope, architecture),
		share: "",
		label: "",
		body: "",
	};
	const arrows = arrowsOf(file.text, statement);
	const index = arrows.findIndex(({ ends }) => ends?.to.start === at.span.start);
	const isPlain = file.tree.comments.every(({ start, end }) => end <= statement.start || statement.end <= start);
	if (isPlain && statementsOf(arrows.toSpliced(index + 1, 0, arrow)).length === 1) {
		return [connect(from, to, { behind: beside })];
	}
	const { span, text } = new Layout(file.text).after(statement, statementsOf([arrow]).join("\n"), ";");
	return [{ type: "text", file, span, text }];
}

/** The innermost place around both that has a text of its own. */
function commonPlace({ elements }: Architecture, from: Component, to: Component | NewElement): Place | undefined {
	const [a, b] = [pathOf(from), pathOf(to)];
	let shared = 0;
	while (shared < Math.min(a.length, b.length) - 1 && a[shared] === b[shared]) shared++;
	for (; shared > 0; shared--) {
		const place = elements.get(a.slice(0, shared).join("."));
		if (place?.type === "place" && !place.copyOf) return place;
	}
	return undefined;
}

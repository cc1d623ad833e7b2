import { takesTraffic } from "../../../model/kinds.ts";
import type { EditAction } from "../../../protocol/messages.ts";
import { canBeNamed } from "../../../rules/edit/names.ts";
import { connect as connectOperation } from "../../../rules/edit/operations.ts";
import { compiled } from "./compiled.ts";
import { linkFact } from "./facts.ts";
import { newLink } from "./new-link.ts";
import type { Attempt, Design } from "./outcome.ts";
import { refuse } from "./refusals.ts";

export function connect({ architecture }: Design, action: Extract<EditAction, { type: "connect" }>): Attempt {
	const from = architecture.elements.get(action.from);
	const to = architecture.elements.get(action.to);
	if (from?.type !== "component") return refuse("gone", { id: action.from });
	if (to?.type !== "component") return refuse("gone", { id: action.to });
	if (from === to) return refuse("to-itself");
	for (const { kind } of [from, to]) if (!takesTraffic(kind)) return refuse("no-traffic", { kind });
	for (const end of [from, to]) if (!canBeNamed(end)) return refuse("unnamed", { id: end.id });
	if (from.outgoing.some((link) => link.to === to)) return refuse("connected", { from: from.id, to: to.id });
	const texts = compiled(architecture, newLink(architecture, from, to) ?? [connectOperation(from, to)]);
	if (!texts) return refuse("text");
	const fact = linkFact({ from: from.id, to: to.id });
	return {
		texts,
		select: from.id,
		needs: [fact],
		// Inside a place that is copied, the copies get it too.
		allows: (other, after) =>
			other === fact ||
			after.links.some((link) => link.copied && other === linkFact({ from: link.from.id, to: link.to.id })),
	};
}

import type { EditAction } from "../../../protocol/messages.ts";
import { compiled } from "./compiled.ts";
import { linkFact } from "./facts.ts";
import type { Attempt, Design } from "./outcome.ts";
import { refuse } from "./refusals.ts";

/** Takes all links away that the picture shows as one line. */
export function disconnect({ architecture }: Design, { edge }: Extract<EditAction, { type: "disconnect" }>): Attempt {
	const links = architecture.links.filter(({ from, to }) => `${from.id}>${to.id}` === edge);
	const [first] = links;
	if (!first) return refuse("gone", { id: edge });
	// Also where a link is written: what the property says would still be there without it.
	const sessions = first.from.properties.get("sessions")?.value;
	if (sessions?.type === "reference" && sessions.target === first.to) {
		return refuse("implied", { id: first.from.id, property: "sessions" });
	}
	const copied = links.find((link) => link.copied);
	if (copied) return refuse("copied-link", { place: copied.from.parent?.id ?? copied.from.id });
	const texts = compiled(
		architecture,
		links.map((link) => ({ type: "disconnect", link })),
	);
	if (!texts) return refuse("text");
	const fact = linkFact({ from: first.from.id, to: first.to.id });
	return {
		texts,
		select: first.from.id,
		allows: (other, after, before) =>
			(other === fact && !after.links.some(({ from, to }) => linkFact({ from: from.id, to: to.id }) === fact)) ||
			before.links.some((link) => link.copied && other === linkFact({ from: link.from.id, to: link.to.id })),
	};
}

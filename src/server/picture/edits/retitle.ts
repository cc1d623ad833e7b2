import type { EditAction } from "../../../protocol/messages.ts";
import { compiled } from "./compiled.ts";
import { isAboutCopy } from "./facts.ts";
import type { Attempt, Design } from "./outcome.ts";
import { refuse } from "./refusals.ts";
import { rename } from "./rename.ts";

export function retitle(design: Design, { id, title: given }: Extract<EditAction, { type: "retitle" }>): Attempt {
	const title = given.trim();
	const element = design.architecture.elements.get(id);
	if (element?.type !== "component" && element?.type !== "place") return refuse("gone", { id });
	if (/["\n\r]/.test(title)) return refuse("not-a-title");
	const { name } = element.declaration;
	// What has no name is known by its title.
	if (!name) return title === "" ? refuse("no-title", { id }) : rename(design, { type: "rename", id, name: title });
	const texts = compiled(design.architecture, [
		{ type: "title", of: element, title: title === "" || title === element.name ? undefined : title },
	]);
	if (!texts) return refuse("copied", { id, original: element.copyOf?.id ?? id });
	return {
		texts,
		select: id,
		// Copies have its title.
		allows: (fact, after) => isAboutCopy(fact, id, after),
	};
}

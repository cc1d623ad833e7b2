import type { Locale } from "../../language/locale.ts";
import type { DetailsResult } from "../../protocol/messages.ts";
import { elementHover } from "../hover-element.ts";
import type { Workspace } from "../workspace.ts";
import type { Subject } from "./findings.ts";

/** What the hover in the text says of an element, at the users that the picture shows. */
export function details(
	workspace: Workspace,
	uri: string,
	{ id, options }: Subject,
	locale: Locale,
): DetailsResult | null {
	const inspection = workspace.inspection(uri, options?.users);
	const element = inspection?.architecture.elements.get(id);
	const file = inspection?.architecture.files[0];
	return inspection && element && file ? { markdown: elementHover(element, inspection, file, locale) } : null;
}

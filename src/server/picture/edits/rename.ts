import { ResponseError } from "vscode-languageserver";
import { applyEdits } from "../../../language/text.ts";
import type { SourceFile } from "../../../model/architecture.ts";
import { sameUri } from "../../../model/load.ts";
import type { EditAction } from "../../../protocol/messages.ts";
import { nameSpan, toSpan } from "../../convert.ts";
import { rename as renameAt } from "../../rename.ts";
import { factsOf } from "./facts.ts";
import type { Attempt, Design } from "./outcome.ts";
import { rebuilt } from "./rebuilt.ts";
import { refuse } from "./refusals.ts";

/** Another name wherever it stands, in all files: the same as renaming in the text. */
export function rename(design: Design, { id, name: given }: Extract<EditAction, { type: "rename" }>): Attempt {
	const { architecture, others } = design;
	const name = given.trim();
	const element = architecture.elements.get(id);
	if (!element) return refuse("gone", { id });
	const offset = nameSpan(element.declaration).start;
	const inLocale = (locale: "en" | "ko") => renameAt(architecture, element.file, offset, name, others, locale);
	try {
		const changes = inLocale("en")?.changes ?? {};
		const files = new Set([architecture, ...others].flatMap((one) => one.files));
		const texts = new Map<SourceFile, string>();
		for (const [uri, edits] of Object.entries(changes)) {
			const file = [...files].find((one) => sameUri(one.uri) === sameUri(uri));
			if (!file) return refuse("text");
			const list = edits.map(({ range, newText }) => ({ span: toSpan(file.lines, range), text: newText }));
			texts.set(file, applyEdits(file.text, list));
		}
		const after = rebuilt(architecture, texts);
		// Renaming moves nothing, so what stands at one place in the order is the same before and after.
		const now = [...after.elements.keys()];
		const ids = new Map([...architecture.elements.keys()].map((was, index) => [was, now[index]!]));
		return {
			texts,
			select: ids.get(id),
			expected: (before) => {
				const names = [...rebuilt(before, texts).elements.keys()];
				const own = new Map([...before.elements.keys()].map((was, index) => [was, names[index]!]));
				return factsOf(before, (one) => own.get(one.id));
			},
			allows: () => false,
		};
	} catch (error) {
		if (!(error instanceof ResponseError)) throw error;
		return { refused: { en: error.message, ko: messageOf(() => inLocale("ko")) } };
	}
}

function messageOf(attempt: () => unknown): string {
	try {
		attempt();
	} catch (error) {
		if (error instanceof ResponseError) return error.message;
		throw error;
	}
	return "";
}

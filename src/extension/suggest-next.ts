import type { CompletionItem, CompletionList } from "vscode";
import type { Middleware } from "vscode-languageclient";

/** Where a value is to be filled in behind an item, VS Code offers what it may be, as after a key. */
export const suggestNext: NonNullable<Middleware["provideCompletionItem"]> = async (
	document,
	position,
	context,
	token,
	next,
) => {
	const result = await next(document, position, context, token);
	for (const item of itemsOf(result)) {
		const data = (item as { readonly data?: { readonly goesOn?: boolean } }).data;
		if (data?.goesOn) item.command = { command: "editor.action.triggerSuggest", title: "" };
	}
	return result;
};

function itemsOf(result: CompletionItem[] | CompletionList | null | undefined): readonly CompletionItem[] {
	return Array.isArray(result) ? result : (result?.items ?? []);
}

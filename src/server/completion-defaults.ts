import type { CompletionItem, CompletionList, Range } from "vscode-languageserver";

/**
 * The same offers in fewer words, for a client that takes what they have in common from the list: of hundreds of names each would
 * say anew where it goes.
 */
export function withDefaults(offered: CompletionItem[] | CompletionList): CompletionItem[] | CompletionList {
	const { items, isIncomplete } = Array.isArray(offered) ? { items: offered, isIncomplete: false } : offered;
	const editRange = rangeOf(items[0]);
	if (!editRange || !items.every((item) => areSame(rangeOf(item), editRange))) return offered;
	for (const item of items) takeRange(item);
	return { isIncomplete, itemDefaults: { editRange }, items };
}

type EditRange = Range | { readonly insert: Range; readonly replace: Range };

function rangeOf(item: CompletionItem | undefined): EditRange | undefined {
	const edit = item?.textEdit;
	if (!edit) return undefined;
	return "range" in edit ? edit.range : { insert: edit.insert, replace: edit.replace };
}

/** Items of one list share the objects of their ranges, unless they differ. */
function areSame(a: EditRange | undefined, b: EditRange): boolean {
	if (!a) return false;
	if ("insert" in a) return "insert" in b && a.insert === b.insert && a.replace === b.replace;
	return a === b;
}

/** The list is made for one answer, so that its items need not be copied. */
function takeRange(item: CompletionItem): void {
	const { newText } = item.textEdit!;
	Object.assign(item, { textEdit: undefined, ...(newText !== item.label && { textEditText: newText }) });
}

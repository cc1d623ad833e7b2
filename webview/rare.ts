/** Controls of the toolbar that go into its menu where there is no room for all: the first of these first. */
export const RARE = ["history", "legend", "table", "folds", "ladder", "export", "heat", "fit"] as const;

/** Says that a control may go; all of one name go together. */
export function rare<Control extends HTMLElement>(element: Control, name: (typeof RARE)[number]): Control {
	element.dataset.rare = name;
	return element;
}

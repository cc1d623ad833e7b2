import type { App } from "../app.ts";
import { button } from "../ui.ts";

/** Shows the picture as a whole, by its button or `0`; a card that is selected by `z`, all as large as it is by `1`. */
export function fit({ toolbar, texts, picture, onKey }: App): void {
	const fit = () => picture.fit();
	toolbar.append(button({ text: texts("fit"), title: texts("fitTitle"), onClick: fit }).element);
	onKey(({ key }) => {
		const card = picture.focused ?? picture.selected;
		if (key === "0") fit();
		else if (key === "1") picture.view.zoomBy(1 / picture.view.state.k);
		else if (key === "z" && card !== undefined) picture.zoomTo([card]);
		else return false;
		return true;
	});
}

import type { App } from "../app.ts";
import { button } from "../ui.ts";

/** Shows the picture as a whole, by its button or `0`. */
export function fit({ toolbar, texts, picture, onKey }: App): void {
	const fit = () => picture.fit();
	toolbar.append(button({ text: texts("fit"), title: texts("fitTitle"), onClick: fit }).element);
	onKey(({ key }) => {
		if (key !== "0") return false;
		fit();
		return true;
	});
}

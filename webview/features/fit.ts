import type { App } from "../app.ts";
import { rare } from "../rare.ts";
import { focusedTarget } from "../target.ts";
import { button } from "../ui.ts";

/** Shows the picture as a whole, by its button or `0`; what has the keyboard or is selected by `z`, all as large as it is by `1`. */
export function fit({ toolbar, texts, picture, onKey }: App): void {
	const fit = () => picture.fit();
	toolbar.append(rare(button({ text: texts("fit"), title: texts("fitTitle"), onClick: fit }).element, "fit"));
	onKey(({ key }) => {
		const id = focusedTarget(picture)?.id ?? picture.selected;
		const edge = picture.diagram?.scene.edges.find((one) => one.id === id);
		if (key === "0") fit();
		else if (key === "1") picture.view.zoomBy(1 / picture.view.state.k);
		else if (key === "z" && id !== undefined) picture.zoomTo(edge ? [edge.from, edge.to] : [id]);
		else return false;
		return true;
	});
}

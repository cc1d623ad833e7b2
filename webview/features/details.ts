import type { App } from "../app.ts";
import { richText } from "../rich-text.ts";
import { sidePanel } from "../side-panel.ts";
import { focusedTarget } from "../target.ts";
import { titleOf } from "./findings.ts";

/** A double click on a card, or `i` on a card or place, opens what the hover in the text says of it: its numbers and where they come from. */
export function details(app: App): void {
	const { picture, stage } = app;
	const panel = sidePanel(app);
	let shown: string | undefined;
	let markdown: string | undefined;
	let asked = 0;

	stage.addEventListener(
		"click",
		(event) => {
			// The first click has led to the text already.
			if (event.detail > 1 && cardOf(event)) event.stopPropagation();
		},
		true,
	);
	stage.addEventListener("dblclick", (event) => {
		const id = cardOf(event);
		if (id !== undefined) void open(id);
	});
	app.onKey(({ key }) => {
		const target = focusedTarget(picture);
		if (key !== "i" || !target || target.type === "edge") return false;
		void open(target.id);
		return true;
	});
	app.onDiagram(({ scene: { cards, groups } }, isOther) => {
		if (shown === undefined) return;
		if (isOther || ![...cards, ...groups].some(({ id }) => id === shown)) panel.close();
		else void refresh();
	});

	async function open(id: string): Promise<void> {
		const text = await ask(id);
		if (text === undefined) return;
		panel.open(id, contentOf(id, text));
		shown = id;
		markdown = text;
		app.post({ type: "takeFocus" });
	}

	async function refresh(): Promise<void> {
		const id = shown;
		const text = id === undefined ? undefined : await ask(id);
		if (id === undefined || text === undefined || text === markdown || shown !== id) return;
		markdown = text;
		panel.update(contentOf(id, text));
	}

	async function ask(id: string): Promise<string | undefined> {
		asked += 1;
		const own = asked;
		const result = await app.request("archscale/details", { id, options: app.options });
		return own === asked ? result?.markdown : undefined;
	}

	function contentOf(id: string, text: string) {
		const scene = picture.diagram?.scene;
		return {
			title: titleOf(scene, id),
			note: scene?.summary.usersText ?? "",
			content: richText(text, {
				onRule: (rule) => app.post({ type: "openRule", rule }),
				onLine: (uri, line) => app.post({ type: "openLine", uri, line }),
			}),
			onClose() {
				shown = undefined;
				asked += 1;
			},
		};
	}
}

function cardOf({ target }: Event): string | undefined {
	const isBadge = (target as Element).closest(".finding") !== null;
	return isBadge ? undefined : (target as Element).closest<SVGElement>(".card[data-id]")?.dataset.id;
}

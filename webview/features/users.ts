import type { Diagram } from "../../src/diagram/diagram.ts";
import type { App } from "../app.ts";
import { LadderPanel } from "../ladder-panel.ts";
import { UsersSlider } from "../users-slider.ts";

/** In larger designs the ladder is computed only when somebody opens it. */
const MOST_UNASKED = 300;
/** Typing has come to rest. */
const PAUSE_MILLISECONDS = 300;

/** The number of users above the picture, and what saturates at how many: on the slider, and as a list beside the picture. */
export function users(app: App): void {
	const slider = new UsersSlider(app.texts, (users) => {
		const { users: _, ...others } = app.options;
		app.show(users === undefined ? others : { ...others, users });
	});
	slider.element.hidden = true;
	app.above.append(slider.element);
	const panel = new LadderPanel(app, () => ask(0));

	/** What the ladder follows from: the design, and not the number of users. */
	let design = "";
	let isKnown = false;
	let asked = 0;
	let waiting: number | undefined;

	app.beforeDiagram(({ scene: { summary } }) => slider.update(summary));
	app.onDiagram((diagram, isOtherDocument) => {
		panel.mark(diagram.scene.summary.users);
		const now = designOf(diagram);
		if (!isOtherDocument && now === design) return;
		design = now;
		isKnown = false;
		ask(isOtherDocument ? 0 : PAUSE_MILLISECONDS);
	});

	function ask(pause: number): void {
		clearTimeout(waiting);
		waiting = window.setTimeout(async () => {
			const { diagram } = app.picture;
			if (isKnown || !diagram || (!panel.isOpen && diagram.scene.cards.length > MOST_UNASKED)) return;
			const request = ++asked;
			const rungs = await app.request("archscale/saturations", {});
			if (request !== asked || !rungs) return;
			isKnown = true;
			slider.setRungs(rungs.map(({ users }) => users));
			panel.show(rungs);
			panel.mark(app.picture.diagram?.scene.summary.users);
		}, pause);
	}
}

/** The same for two pictures of one design, whatever the number of users; the subtitles say how much each tier has. */
function designOf({ scene: { cards, edges, summary } }: Diagram): string {
	return JSON.stringify([
		cards.map(({ id, times, shards }) => [id, times, shards]),
		edges.map(({ id }) => id),
		summary.saturations,
		summary.declaredUsers,
	]);
}

import type { App } from "../app.ts";
import { UsersSlider } from "../users-slider.ts";

/** The number of users, above the picture. */
export function users(app: App): void {
	const slider = new UsersSlider(app.texts, (users) => {
		const { users: _, ...others } = app.options;
		app.show(users === undefined ? others : { ...others, users });
	});
	slider.element.hidden = true;
	app.toolbar.after(slider.element);
	app.onDiagram(({ scene }) => slider.update(scene.summary));
}

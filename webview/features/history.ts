import type { App } from "../app.ts";
import { rare } from "../rare.ts";
import { button } from "../ui.ts";
import type { ViewState } from "../view.ts";

/** The view has come to rest. */
const REST_MILLISECONDS = 600;
const MOST_PLACES = 50;

/** Back to where one was in the picture, and forward again: by buttons, `[` and `]`, or the buttons of the mouse. */
export function history({ toolbar, texts, picture, onView, onKey, onDiagram }: App): void {
	let places: (ViewState & { readonly isFitted: boolean })[] = [];
	let at = -1;
	let resting: ReturnType<typeof setTimeout> | undefined;
	const back = button({ text: "‹", title: texts("back"), onClick: () => go(-1) });
	const forward = button({ text: "›", title: texts("forward"), onClick: () => go(1) });
	toolbar.append(rare(back.element, "history"), rare(forward.element, "history"));
	show();

	onDiagram((_, isOtherDocument) => {
		if (!isOtherDocument) return;
		places = [];
		at = -1;
		remember();
	});
	onView(() => {
		clearTimeout(resting);
		resting = setTimeout(remember, REST_MILLISECONDS);
	});
	onKey(({ key }) => {
		if (key === "[") go(-1);
		else if (key === "]") go(1);
		else return false;
		return true;
	});
	document.addEventListener("mouseup", (event) => {
		if (event.button !== 3 && event.button !== 4) return;
		event.preventDefault();
		go(event.button === 3 ? -1 : 1);
	});

	function remember(): void {
		const { state, isFitted } = picture.view;
		const present = places[at];
		if (present && isNear(present, state)) return;
		places = [...places.slice(Math.max(0, at + 2 - MOST_PLACES), at + 1), { ...state, isFitted }];
		at = places.length - 1;
		show();
	}

	function go(step: number): void {
		clearTimeout(resting);
		remember();
		const place = places[at + step];
		if (!place) return;
		at += step;
		if (place.isFitted) picture.fit();
		else {
			picture.view.isFitted = false;
			picture.view.state = place;
		}
		clearTimeout(resting);
		show();
	}

	function show(): void {
		back.setEnabled(at > 0);
		forward.setEnabled(at < places.length - 1);
	}

	/** So near that nobody would want to go back there. */
	function isNear(a: ViewState, b: ViewState): boolean {
		const { width, height } = picture.view.size;
		const middle = ({ x, y, k }: ViewState) => ({ x: (width / 2 - x) / k, y: (height / 2 - y) / k });
		const [from, to] = [middle(a), middle(b)];
		const ratio = a.k / b.k;
		return ratio > 0.8 && ratio < 1.25 && Math.hypot(from.x - to.x, from.y - to.y) * b.k < Math.min(width, height) / 4;
	}
}

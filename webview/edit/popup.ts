/** Keeps what opens over the picture inside the stage, near a point of it. */
export function placePopup(stage: HTMLElement, element: HTMLElement, x: number, y: number): void {
	// To append it anew would take the focus from what is in it.
	if (element.parentElement !== stage) stage.append(element);
	const { offsetWidth: width, offsetHeight: height } = element;
	element.style.left = `${Math.max(4, Math.min(x, stage.clientWidth - width - 4))}px`;
	element.style.top = `${Math.max(4, Math.min(y, stage.clientHeight - height - 4))}px`;
}

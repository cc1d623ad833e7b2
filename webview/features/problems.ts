import type { App } from "../app.ts";
import { html } from "../element.ts";
import type { TextKey } from "../texts.ts";

/** How many errors, warnings and notes the file has; a click opens them in VS Code's own view. */
export function problems({ toolbar, texts, post, onDiagram }: App): void {
	const counts = html("button", { class: "counts", type: "button", title: texts("problemsTitle") });
	counts.addEventListener("click", () => post({ type: "showProblems" }));
	toolbar.append(counts);

	onDiagram(({ scene: { summary } }) => {
		const count = (number: number, one: TextKey, many: TextKey, className: string): HTMLElement[] =>
			number === 0
				? []
				: [
						html(
							"span",
							{ class: `problem ${className}`, "data-count": String(number) },
							html("span", { class: "words" }, texts(number === 1 ? one : many, { count: number })),
						),
					];
		const shown = [
			...count(summary.errors, "error", "errors", "error"),
			...count(summary.warnings, "warning", "warnings", "warning"),
			...count(summary.infos, "info", "infos", "info"),
		];
		const words = shown.map((one) => one.querySelector(".words")!.textContent);
		const label = words.length > 0 ? words.join(", ") : texts("clean");
		if (counts.getAttribute("aria-label") === label) return;
		counts.setAttribute("aria-label", label);
		counts.replaceChildren(
			...(shown.length > 0
				? shown
				: [
						html(
							"span",
							{ class: "problem clean", "data-count": "0" },
							html("span", { class: "words" }, texts("clean")),
						),
					]),
		);
	});
}

import "./failures.css";
import type { Card, Scene } from "../../src/diagram/scene.ts";
import { fill, type Localized } from "../../src/language/locale.ts";
import type { App, MenuEntry } from "../app.ts";
import { html } from "../element.ts";
import { button } from "../ui.ts";

const TEXTS = {
	region: { en: "What has failed", ko: "장애 상태" },
	down: { en: "Down", ko: "중단" },
	fail: { en: "Fail {name}", ko: "{name}에 장애 내기" },
	instance: { en: "Fail one instance", ko: "인스턴스 하나에 장애 내기" },
	primary: { en: "Fail the primary", ko: "프라이머리에 장애 내기" },
	replica: { en: "Fail a replica", ko: "복제본 하나에 장애 내기" },
	restore: { en: "Restore {name}", ko: "{name} 복구" },
	unknown: { en: "Unknown: {names}", ko: "알 수 없는 이름: {names}" },
	reset: { en: "Reset", ko: "되돌리기" },
	resetTitle: { en: "Restore everything", ko: "모두 복구" },
} satisfies Record<string, Localized>;

/** Takes parts away by the menu of a card or place, and says above the picture what that does. */
export function failures(app: App): void {
	const { picture, locale } = app;
	const say = (key: keyof typeof TEXTS, data: Readonly<Record<string, string>> = {}) => fill(TEXTS[key][locale], data);
	const down = (): readonly string[] => app.options.down ?? [];
	const show = (down: readonly string[]) => app.show({ ...app.options, down });

	const chips = html("ul", {});
	const unknown = html("span", { class: "unknown" });
	const verdict = html("p", { class: "verdict" });
	const reset = button({
		text: say("reset"),
		title: say("resetTitle"),
		onClick() {
			leave();
			show([]);
		},
	});
	const bar = html(
		"section",
		{ class: "failures", "aria-label": say("region"), hidden: "" },
		html("span", { class: "down" }, say("down")),
		chips,
		unknown,
		reset.element,
		verdict,
	);
	app.above.append(bar);

	app.onMenu((target) => {
		const scene = picture.diagram?.scene;
		if (!scene || (target.type !== "card" && target.type !== "group")) return [];
		const { type, id } = target;
		const card = type === "card" ? scene.cards.find((one) => one.id === id) : undefined;
		return [
			...(card ? entriesOf(card) : []),
			...placesAround(scene.groups, type === "group" ? id : card?.parent).flatMap(({ id, title }) => entry(id, title)),
		];
	});
	app.onDiagram(({ scene }) => update(scene));

	function entriesOf({ id, title, losable = [], instances }: Card): MenuEntry[] {
		if (losable.length === 0) return [];
		if (down().includes(id)) return entry(id, title);
		const own = down().filter((name) => name.startsWith(`${id}#`));
		const number = Array.from({ length: instances }, (_, at) => at + 1).find((at) => !own.includes(`${id}#${at}`));
		const replicas = own.filter((name) => name === `${id}#replica`).length;
		return [
			...entry(id, title),
			...losable.flatMap((extent): MenuEntry[] => {
				if (extent === "whole") return [];
				const name = `${id}#${extent === "instance" ? number : extent}`;
				const isEnabled =
					extent === "instance"
						? number !== undefined
						: extent === "primary"
							? !own.includes(name)
							: replicas < instances - 1;
				return [{ text: say(extent), run: () => show([...down(), name]), isEnabled }];
			}),
			...(own.length > 0
				? [{ text: say("restore", { name: title }), run: () => show(down().filter((name) => !own.includes(name))) }]
				: []),
		];
	}

	/** To take the whole away, or to give it back. */
	function entry(id: string, name: string): MenuEntry[] {
		return down().includes(id)
			? [{ text: say("restore", { name }), run: () => show(down().filter((part) => part !== id)) }]
			: [
					{
						text: say("fail", { name }),
						run: () => show([...down().filter((part) => !part.startsWith(`${id}#`)), id]),
					},
				];
	}

	function update({ summary: { failure } }: Scene): void {
		const focused = [...chips.querySelectorAll("button")].indexOf(document.activeElement as HTMLButtonElement);
		if (!failure && bar.contains(document.activeElement)) leave();
		bar.hidden = !failure;
		if (!failure) return;
		chips.replaceChildren(...failure.parts.map(({ name, text }) => html("li", {}, chip(name, text))));
		unknown.textContent = failure.unknown.length > 0 ? say("unknown", { names: failure.unknown.join(", ") }) : "";
		unknown.hidden = failure.unknown.length === 0;
		verdict.textContent = failure.verdict;
		verdict.className = `verdict ${failure.verdict === "" ? "" : failure.severity}`;
		if (focused < 0) return;
		const left = chips.querySelectorAll("button");
		(left[Math.min(focused, left.length - 1)] ?? reset.element).focus();
	}

	function chip(name: string, text: string): HTMLButtonElement {
		const title = say("restore", { name: text });
		const element = html("button", { class: "chip", type: "button", title, "aria-label": title }, text);
		element.addEventListener("click", () => {
			const at = down().indexOf(name);
			if (at >= 0) show(down().filter((_, other) => other !== at));
		});
		return element;
	}

	/** Before the bar goes, with the keyboard in it; the view stays where it is. */
	function leave(): void {
		if (picture.current !== undefined) picture.elementOf(picture.current)?.focus({ preventScroll: true });
	}
}

/** The data centers and zones around, nearest first, from `id` on. */
function placesAround(
	groups: Scene["groups"],
	id: string | undefined,
): readonly { readonly id: string; readonly title: string }[] {
	const group = groups.find((one) => one.id === id);
	if (!group) return [];
	const outer = placesAround(groups, group.parent);
	return group.kind === "group" ? outer : [group, ...outer];
}

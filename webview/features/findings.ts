import "./findings.css";
import { difference, withLoadsBefore } from "../../src/diagram/difference.ts";
import { drawFinding, isShown } from "../../src/diagram/draw-card.ts";
import type { Scene } from "../../src/diagram/scene.ts";
import type { ViewOptions } from "../../src/diagram/view-options.ts";
import { fill, type Localized } from "../../src/language/locale.ts";
import type { FindingsResult, FindingText, FixParams, PreviewResult } from "../../src/protocol/messages.ts";
import type { App } from "../app.ts";
import { createElement, html } from "../element.ts";
import { inlineText, type LinkTargets, link, richText } from "../rich-text.ts";
import { type SidePanelContent, sidePanel } from "../side-panel.ts";
import { focusedTarget } from "../target.ts";

/** So long a fix has to be pointed at before the picture shows what it would do. */
const PREVIEW_AFTER = 150;
/** Up to so many findings have all their words in sight. */
const MOST_EXPLAINED = 2;
/** On the way from one fix to the next the picture does not go back in between. */
const BACK_AFTER = 120;

/** What the panel shows; findings and fixes are named by their places in it. */
interface Shown {
	readonly id: string;
	readonly options: ViewOptions;
	result: FindingsResult;
	/** By fix, what has been computed of them already. */
	readonly previews: Map<string, Promise<PreviewResult | null>>;
}

/**
 * A click on a badge, or Ctrl+. on a card, place or link, opens what is wrong there beside the picture: why, what to do about it and what
 * that costs, with the fixes that the light bulb in the text has. While one is pointed at, the picture shows the design as
 * it would be after it.
 */
export function findings(app: App): void {
	const { picture, locale } = app;
	const say = (key: keyof typeof TEXTS, data: Readonly<Record<string, string | number>> = {}) =>
		fill(TEXTS[key][locale], data);
	const panel = sidePanel(app);
	// It has its place before there is anything to say, so that nothing moves below the pointer.
	const note = html("p", { class: "preview-note" }, say("point"));
	const tag = html("p", { class: "preview-tag", hidden: "" }, say("tag"));
	app.stage.append(tag);
	const links: LinkTargets = {
		onRule: (rule) => app.post({ type: "openRule", rule }),
		onLine: (uri, line) => app.post({ type: "openLine", uri, line }),
	};

	let scene: Scene | undefined;
	let shown: Shown | undefined;
	/** Counts what was asked for, of which only the last matters. */
	let asked = 0;
	let timer: number | undefined;
	/** The fix that the picture shows, or is about to. */
	let pointedAt: string | undefined;
	/** One is being carried out: what the picture shows is about to come true. */
	let isApplying = false;

	app.stage.addEventListener(
		"click",
		(event) => {
			const badge = (event.target as Element).closest(".finding");
			const owner = badge?.closest("[data-id], [data-group], [data-edge]");
			const { id, group, edge } = (owner as SVGElement | null)?.dataset ?? {};
			const subject = id ?? group ?? edge;
			if (subject === undefined) return;
			// The card would lead to the text.
			event.stopPropagation();
			void open(subject);
		},
		true,
	);
	document.addEventListener("keydown", (event) => {
		if (event.key !== "." || !(event.ctrlKey || event.metaKey)) return;
		const target = focusedTarget(picture);
		if (!target) return;
		event.preventDefault();
		void open(target.id);
	});
	app.onDiagram((diagram, isOther) => {
		({ scene } = diagram);
		forgetPreview();
		if (!shown) return;
		if (isOther || !isThere(scene, shown.id)) panel.close();
		else void refresh();
	});

	async function open(id: string): Promise<void> {
		const found = await ask(id);
		if (!found) return;
		panel.open(id, { ...contentOf(found), onClose });
		shown = found;
		app.post({ type: "takeFocus" });
	}

	/** The text has changed; what is the same in the panel stays as it is. */
	async function refresh(): Promise<void> {
		const before = shown;
		const found = before && (await ask(before.id));
		if (!found || shown !== before) return;
		const isSame = JSON.stringify(found.result.findings) === JSON.stringify(before.result.findings);
		shown = found;
		if (!isSame) panel.update({ ...contentOf(found), onClose });
	}

	async function ask(id: string): Promise<Shown | undefined> {
		asked += 1;
		const own = asked;
		const { options } = app;
		const result = await app.request("archscale/findings", { id, options });
		return result && own === asked ? { id, options, result, previews: new Map() } : undefined;
	}

	function onClose(): void {
		shown = undefined;
		asked += 1;
		endPreview();
	}

	// What the panel shows

	function contentOf({ id, result, options }: Shown): SidePanelContent {
		const count = result.findings.length;
		const users = options.users === undefined ? "" : (scene?.summary.usersText ?? "");
		const counted = count === 0 ? say("none") : say(count === 1 ? "one" : "several", { count });
		return {
			title: titleOf(scene, id),
			note: [counted, users].filter(Boolean).join(" · "),
			content: [...articles(result.findings), ...nearby(id)],
			...(result.findings.some(({ fixes }) => fixes.length > 0) && { foot: note }),
		};
	}

	/** Findings may share a fix: it stands below the worst of them, and is named at the others. */
	function articles(all: readonly FindingText[]): HTMLElement[] {
		const offered = new Set<string>();
		return all.map((finding, at) => {
			const fixes = finding.fixes.map((title, fix) => ({ title, fix, isKnown: offered.has(title) }));
			for (const { title } of fixes) offered.add(title);
			return article(finding, at, {
				own: fixes.filter(({ isKnown }) => !isKnown).map(({ title, fix }) => fixItem(title, at, fix)),
				above: fixes.filter(({ isKnown }) => isKnown).map(({ title }) => title),
				isBrief: all.length > MOST_EXPLAINED,
			});
		});
	}

	function article(
		finding: FindingText,
		at: number,
		{ own, above, isBrief }: { own: readonly HTMLElement[]; above: readonly string[]; isBrief: boolean },
	): HTMLElement {
		const explained = [
			...richText(finding.why, links),
			...richText(finding.technique, links),
			html(
				"p",
				{},
				link([say("page", { rule: finding.rule })], () => links.onRule(finding.rule)),
			),
		];
		const offered = [
			...(own.length > 0 || above.length > 0 ? [html("h4", {}, say("fixes"))] : []),
			...(own.length > 0 ? [html("ul", { class: "fixes" }, ...own)] : []),
			...(above.length > 0 ? [html("p", { class: "above" }, say("above"), " ", ...inlineText(above.join(" · ")))] : []),
		];
		// With many of them, what can be done comes first, and the words of the others where they are asked for.
		const explanation = html("details", at === 0 ? { open: "" } : {}, html("summary", {}, say("why")), ...explained);
		return html(
			"article",
			{ class: "found-here" },
			html("h3", {}, severityIcon(finding.severity), html("span", {}, ...inlineText(finding.message))),
			...(isBrief ? [...offered, explanation] : [...explained, ...offered]),
		);
	}

	/** The badge of the picture, beside words. */
	function severityIcon(severity: FindingText["severity"]): SVGElement | HTMLElement {
		const named = { role: "img", "aria-label": say(severity) };
		if (!isShown(severity)) return html("span", { class: "severity hint", ...named });
		const attributes = { class: "severity", viewBox: "-10 -10 20 20", width: 16, height: 16, ...named };
		return createElement({ tag: "svg", attributes, children: [drawFinding(severity, 1, 0, 0)] });
	}

	function fixItem(title: string, finding: number, fix: number): HTMLElement {
		const button = html("button", { class: "fix", type: "button" }, ...inlineText(title));
		button.addEventListener("click", () => void apply(finding, fix, title));
		// The browser reports a pointer that enters also where only the page has moved below it.
		button.addEventListener("pointermove", ({ movementX, movementY }) => {
			if (movementX !== 0 || movementY !== 0) point(finding, fix, title);
		});
		button.addEventListener("pointerleave", leave);
		button.addEventListener("focus", () => {
			if (button.matches(":focus-visible")) point(finding, fix, title);
		});
		button.addEventListener("blur", leave);
		return html("li", {}, button);
	}

	/** What belongs to a card is not sought link by link: the way to its findings is here, too. */
	function nearby(id: string): HTMLElement[] {
		if (!scene) return [];
		const parents = new Map([...scene.groups, ...scene.cards].map((one) => [one.id, one.parent]));
		const around = new Set<string>();
		for (let at = parents.get(id); at !== undefined && !around.has(at); at = parents.get(at)) around.add(at);
		const others = [
			...scene.edges.filter(({ from, to }) => from === id || to === id),
			...scene.groups.filter((group) => around.has(group.id)),
			// The ends of a link.
			...scene.cards.filter((card) => id.split(">").includes(card.id)),
		].filter((other) => other.id !== id && isShown(other.severity));
		if (others.length === 0) return [];
		const items = others.map((other) => {
			const title = titleOf(scene, other.id);
			const button = html("button", { class: "link", type: "button" }, title);
			button.addEventListener("click", () => void open(other.id));
			return html("li", {}, ...(other.severity ? [severityIcon(other.severity)] : []), button);
		});
		return [html("h4", {}, say("nearby")), html("ul", { class: "nearby" }, ...items)];
	}

	// Before and after

	function point(finding: number, fix: number, title: string): void {
		const key = `${finding} ${fix}`;
		if (pointedAt === key || isApplying) return;
		clearTimeout(timer);
		pointedAt = key;
		timer = window.setTimeout(() => void preview(key, paramsOf(finding, fix, title)), PREVIEW_AFTER);
	}

	function leave(): void {
		if (isApplying) return;
		clearTimeout(timer);
		pointedAt = undefined;
		timer = window.setTimeout(endPreview, BACK_AFTER);
	}

	async function preview(key: string, params: FixParams | undefined): Promise<void> {
		const of = shown;
		if (!params || !of) return;
		const answer = of.previews.get(key) ?? app.request("archscale/previewFix", params);
		of.previews.set(key, answer);
		const result = await answer;
		// Meanwhile the pointer may have gone on, or the text.
		if (shown !== of || pointedAt !== key || !scene) return;
		if (!result) {
			of.previews.delete(key);
			endPreview();
			return;
		}
		const { diagram, effects } = result;
		const changes = difference(scene, diagram.scene);
		picture.preview({
			diagram: { ...diagram, scene: withLoadsBefore(scene, diagram.scene) },
			changes,
			words: { new: say("new"), changed: say("changed") },
		});
		app.stage.toggleAttribute("data-preview", true);
		const text = effects.join(" · ");
		note.replaceChildren(html("strong", {}, say("preview")), " ", ...inlineText(text || say("nothing")));
		tag.hidden = false;
		const added = [...changes].flatMap(([id, change]) => (change === "new" ? [titleOf(diagram.scene, id)] : []));
		app.announce(
			[say("preview"), text, added.length > 0 ? say("adds", { names: added.join(", ") }) : ""]
				.filter(Boolean)
				.join(" "),
		);
	}

	function endPreview(): void {
		forgetPreview();
		picture.endPreview();
	}

	/** The picture is another one already. */
	function forgetPreview(): void {
		clearTimeout(timer);
		pointedAt = undefined;
		isApplying = false;
		note.replaceChildren(say("point"));
		tag.hidden = true;
		app.stage.toggleAttribute("data-preview", false);
	}

	// Carrying one out

	async function apply(finding: number, fix: number, title: string): Promise<void> {
		const params = paramsOf(finding, fix, title);
		if (!params || isApplying) return;
		clearTimeout(timer);
		isApplying = true;
		const result = await app.request("archscale/fix", params);
		if (result?.applied) {
			app.announce(say("applied", { title: title.replaceAll("`", "") }));
			return;
		}
		endPreview();
		app.announce(say("refused"));
		panel.element.querySelector(".refused")?.remove();
		panel.element.querySelector(".panel-body")?.prepend(html("p", { class: "refused" }, say("refused")));
		void refresh();
	}

	function paramsOf(finding: number, fix: number, title: string): FixParams | undefined {
		return shown && { id: shown.id, options: shown.options, version: shown.result.version, finding, fix, title };
	}
}

function isThere({ cards, groups, edges }: Scene, id: string): boolean {
	return [cards, groups, edges].some((all) => all.some((one) => one.id === id));
}

/** What a card, a frame or a link is called. */
export function titleOf(scene: Scene | undefined, id: string): string {
	const named = [...(scene?.cards ?? []), ...(scene?.groups ?? [])].find((one) => one.id === id);
	if (named) return named.title;
	const edge = scene?.edges.find((one) => one.id === id);
	return edge ? `${titleOf(scene, edge.from)} → ${titleOf(scene, edge.to)}` : id;
}

const TEXTS = {
	none: { en: "No findings", ko: "지적 없음" },
	one: { en: "1 finding", ko: "지적 1건" },
	several: { en: "{count} findings", ko: "지적 {count}건" },
	error: { en: "Error", ko: "오류" },
	warning: { en: "Warning", ko: "경고" },
	info: { en: "Note", ko: "정보" },
	hint: { en: "Hint", ko: "힌트" },
	page: { en: "About {rule}", ko: "{rule} 설명" },
	fixes: { en: "What to do", ko: "고치는 방법" },
	above: { en: "See above:", ko: "위 참고:" },
	why: { en: "Why, and what it costs", ko: "이유와 대가" },
	nearby: { en: "Around it", ko: "주변의 지적" },
	preview: { en: "If this is done:", ko: "적용하면:" },
	nothing: { en: "the numbers stay as they are", ko: "수치는 그대로입니다" },
	point: {
		en: "Point at a fix, or go to it with Tab, to see what it would do.",
		ko: "고치는 방법을 가리키거나 Tab 키로 옮겨 가면 적용한 모습을 미리 보여 줍니다.",
	},
	tag: { en: "Preview", ko: "미리 보기" },
	new: { en: "new", ko: "새로 추가됨" },
	changed: { en: "changed", ko: "변경됨" },
	adds: { en: "New: {names}.", ko: "추가: {names}." },
	applied: { en: "Done: {title}", ko: "적용함: {title}" },
	refused: {
		en: "The text has changed in the meantime, so nothing was done. Look again and choose anew.",
		ko: "그동안 텍스트가 바뀌어 적용하지 않았습니다. 다시 확인하고 고르십시오.",
	},
} satisfies Record<string, Localized>;

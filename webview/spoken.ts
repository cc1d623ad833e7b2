import { trafficClass } from "../src/diagram/draw-edge.ts";
import { trafficTexts } from "../src/diagram/legend.ts";
import type { Edge, Group, Scene } from "../src/diagram/scene.ts";
import { sceneTexts } from "../src/diagram/scene-texts.ts";
import { fill, type Locale, type Localized } from "../src/language/locale.ts";

const TEXTS = {
	datacenter: { en: "data center", ko: "데이터 센터" },
	zone: { en: "zone", ko: "가용 영역" },
	group: { en: "group", ko: "그룹" },
	component: { en: "unfolded", ko: "펼침" },
	cards: { en: "{count} components in it", ko: "컴포넌트 {count}개 포함" },
	nodes: { en: "{count} nodes in it", ko: "노드 {count}개 포함" },
	link: { en: "{traffic} from {from} to {to}", ko: "{from}에서 {to}(으)로 가는 {traffic}" },
	findings: { en: "{count} findings, {severity}", ko: "지적 {count}건, {severity}" },
	down: { en: "down", ko: "중단" },
} satisfies Record<string, Localized>;

/** What a screen reader says of a frame and of a link, which have no text that says all of it. */
export function spokenIn(locale: Locale) {
	const say = (key: keyof typeof TEXTS, data: Readonly<Record<string, string | number>> = {}) =>
		fill(TEXTS[key][locale], data);
	const found = ({ severity, findings = 0 }: Pick<Edge, "severity" | "findings">) =>
		severity && findings > 0 ? say("findings", { count: findings, severity: sceneTexts[severity][locale] }) : "";
	return {
		place(group: Group, scene: Scene): string {
			const isNodes = group.component !== undefined;
			const count = cardsIn(scene).get(group.id) ?? 0;
			return join(
				group.title,
				say(isNodes ? "component" : group.kind),
				say(isNodes ? "nodes" : "cards", { count }),
				group.isDown ? say("down") : "",
				found(group),
			);
		},
		link(edge: Edge, { cards, groups }: Scene): string {
			const title = (id: string) => [...cards, ...groups].find((one) => one.id === id)?.title ?? id;
			const traffic = trafficTexts[trafficClass(edge)][locale];
			return join(
				say("link", { traffic, from: title(edge.from), to: title(edge.to) }),
				edge.label ?? "",
				edge.load,
				edge.isDown ? say("down") : "",
				found(edge),
			);
		},
	};
}

const counted = new WeakMap<Scene, ReadonlyMap<string, number>>();

/** How many cards stand in each place itself. */
function cardsIn(scene: Scene): ReadonlyMap<string, number> {
	const known = counted.get(scene);
	if (known) return known;
	const counts = new Map<string, number>();
	for (const { parent } of scene.cards) if (parent !== undefined) counts.set(parent, (counts.get(parent) ?? 0) + 1);
	counted.set(scene, counts);
	return counts;
}

function join(...parts: readonly string[]): string {
	return parts.filter((part) => part !== "").join(", ");
}

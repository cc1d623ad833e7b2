import { fill, type Locale } from "../language/locale.ts";
import { formatCount, formatRate } from "../language/numbers.ts";
import type { Severity } from "../language/problem.ts";
import { cardLabel } from "./card-label.ts";
import type { Card, CardHeat, Edge, Group, Scene } from "./scene.ts";
import { sceneTexts } from "./scene-texts.ts";
import type { Heat } from "./view-options.ts";

/** The scene with some places drawn as one card each, in which everything that is in them has gone. */
export function collapse(scene: Scene, ids: readonly string[], locale: Locale): Scene {
	const groups = new Map(scene.groups.map((group) => [group.id, group]));
	const wanted = new Set(ids.filter((id) => groups.has(id)));
	if (wanted.size === 0) return scene;

	/** The outermost of the wanted places around something; a place is around itself. */
	const foldOf = (id: string | undefined): string | undefined => {
		let fold: string | undefined;
		for (let at = id, steps = 0; at !== undefined && steps <= groups.size; at = groups.get(at)?.parent, steps++) {
			if (wanted.has(at)) fold = at;
		}
		return fold;
	};
	const members = new Map<string, Card[]>([...wanted].map((id) => [id, []]));
	const folds = new Map<string, string>();
	for (const card of scene.cards) {
		const fold = foldOf(card.parent);
		if (fold === undefined) continue;
		folds.set(card.id, fold);
		members.get(fold)!.push(card);
	}
	const inner = new Map<string, Group[]>([...wanted].map((id) => [id, []]));
	for (const group of scene.groups) {
		const fold = foldOf(group.id);
		if (fold !== undefined) inner.get(fold)!.push(group);
	}

	// In place of its first member, so that the order of the text still says what stands before what.
	const done = new Set<string>();
	const cards: Card[] = [];
	const add = (id: string): void => {
		if (done.has(id)) return;
		done.add(id);
		cards.push(
			placeCard(
				groups.get(id)!,
				{ members: members.get(id)!, inner: inner.get(id)!, measure: scene.heat?.measure },
				locale,
			),
		);
	};
	for (const card of scene.cards) {
		const fold = folds.get(card.id);
		if (fold === undefined) cards.push(card);
		else add(fold);
	}
	for (const id of wanted) if (foldOf(id) === id) add(id);

	return {
		...scene,
		cards,
		groups: scene.groups.filter(({ id }) => foldOf(id) === undefined),
		edges: mergeEdges(scene.edges, (id) => folds.get(id) ?? id),
	};
}

interface Content {
	readonly members: readonly Card[];
	/** Groups that stand in it. */
	readonly inner: readonly Group[];
	/** What cards are coloured by, where that is not utilisation. */
	readonly measure: Heat | undefined;
}

function placeCard(group: Group, { members, inner, measure }: Content, locale: Locale): Card {
	const busiest = members.reduce<Card | undefined>(
		(most, card) => ((card.utilization ?? -1) > (most?.utilization ?? -1) ? card : most),
		undefined,
	);
	const count = members.length;
	const text = (key: keyof typeof sceneTexts, data: Record<string, string> = {}) => fill(sceneTexts[key][locale], data);
	const shown = {
		id: group.id,
		parent: group.parent,
		kind: group.kind,
		icon: group.kind === "datacenter" ? "building" : group.kind === "zone" ? "map-pin" : "stack-2",
		family: "operations",
		tier: Math.min(9, ...members.map(({ tier }) => tier)),
		title: group.title,
		subtitle: text(count === 1 ? "component" : "components", { count: formatCount(count) }),
		instances: count,
		times: "",
		shards: 1,
		utilization: busiest?.utilization,
		status: busiest?.status ?? "unknown",
		load: busiest?.load ?? "",
		singlePointOfFailure: members.some((card) => card.singlePointOfFailure),
		severity: worst([...members, ...inner].map(({ severity }) => severity)),
		findings: [...members, ...inner].reduce((sum, { findings }) => sum + findings, 0),
		folds: "place",
		...stateOf(members),
		...heatOf(members),
		...losableOf(group),
	} as const satisfies Omit<Card, "label">;
	return { ...shown, label: cardLabel(shown, { ...(measure && { measure }) }, locale) };
}

/** Down with all that it holds, else as badly off as the worst of it. */
function stateOf(members: readonly Card[]): Pick<Card, "state"> {
	const states = members.map(({ state }) => state).filter((state) => state !== undefined);
	if (states.length === 0) return {};
	if (members.every(({ state }) => state === "failed")) return { state: "failed" };
	return { state: states.includes("overloaded") ? "overloaded" : "degraded" };
}

const LEVELS: readonly CardHeat["level"][] = ["none", "ok", "warm", "hot", "critical"];

/** That of its hottest component. */
function heatOf(members: readonly Card[]): Pick<Card, "heat"> {
	let hottest: CardHeat | undefined;
	for (const { heat } of members) {
		if (!heat) continue;
		const isHotter = !hottest || LEVELS.indexOf(heat.level) > LEVELS.indexOf(hottest.level);
		if (isHotter || (heat.level === hottest!.level && (heat.share ?? 0) > (hottest!.share ?? 0))) hottest = heat;
	}
	return hottest ? { heat: hottest } : {};
}

/** Every data center and zone can be lost; a group is only a name. */
function losableOf({ kind }: Group): Pick<Card, "losable"> {
	return kind === "group" ? {} : { losable: ["whole"] };
}

const ORDER: readonly Severity[] = ["error", "warning", "info", "hint"];

function worst(severities: readonly (Severity | undefined)[]): Severity | undefined {
	return ORDER.find((severity) => severities.includes(severity));
}

/** Edges between the same two ends become one: their loads add up, and the busiest gives its colour. Those inside are gone. */
function mergeEdges(edges: readonly Edge[], endOf: (id: string) => string): Edge[] {
	const merged = new Map<string, Edge[]>();
	for (const edge of edges) {
		const [from, to] = [endOf(edge.from), endOf(edge.to)];
		if (from === to && from !== edge.from) continue;
		const id = `${from}>${to}`;
		const moved = from === edge.from && to === edge.to ? edge : { ...edge, id, from, to };
		const others = merged.get(moved.id);
		if (others) others.push(moved);
		else merged.set(moved.id, [moved]);
	}
	return [...merged.values()].map((all): Edge => {
		if (all.length === 1) return all[0]!;
		const busiest = all.reduce((most, edge) => (edge.requestsPerSecond > most.requestsPerSecond ? edge : most));
		const requestsPerSecond = all.reduce((sum, edge) => sum + edge.requestsPerSecond, 0);
		const [label, ...others] = new Set(all.map((edge) => edge.label));
		return {
			...busiest,
			requestsPerSecond,
			load: requestsPerSecond > 0 ? formatRate(requestsPerSecond) : "",
			// What is said of one of them is not true of all.
			label: others.length === 0 ? label : undefined,
		};
	});
}

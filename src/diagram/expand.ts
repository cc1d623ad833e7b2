import type { NodeLoads } from "../analysis/capacity/node-loads.ts";
import { fill, type Locale } from "../language/locale.ts";
import { formatCount, formatPercent, formatRate } from "../language/numbers.ts";
import type { Component } from "../model/architecture.ts";
import { declaredReplicas } from "../model/replication.ts";
import { cardLabel } from "./card-label.ts";
import type { FoldSource } from "./fold-scene.ts";
import type { Card, Edge, Group, Scene } from "./scene.ts";
import { sceneTexts } from "./scene-texts.ts";
import { kindTitle } from "./subtitle.ts";

/** Nodes of one component that are drawn; one card stands for all others. */
const MOST_NODES = 12;
/** Edges for reads to the replicas of one database; where there would be more, they end at its frame. */
const MOST_READ_EDGES = 8;

/**
 * The scene with some components drawn node by node: a frame in the name of the component, and in it a card for each
 * instance, shard, or the primary and its replicas. Their ids are what `archscale analyze --down` calls them.
 */
export function expand(scene: Scene, ids: readonly string[], source: FoldSource, locale: Locale): Scene {
	const wanted = new Set(ids);
	let shown = scene;
	for (const card of scene.cards) {
		if (card.folds !== "nodes" || !wanted.has(card.id)) continue;
		const component = source.architecture.elements.get(card.id);
		const nodes = component?.type === "component" ? source.analysis.details.of(component).nodes : [];
		if (component?.type === "component" && nodes.length > 0) {
			shown = expandOne(shown, card, component, nodes, source, locale);
		}
	}
	return shown;
}

function expandOne(
	scene: Scene,
	card: Card,
	component: Component,
	nodes: readonly NodeLoads[],
	source: FoldSource,
	locale: Locale,
): Scene {
	const frame: Group = {
		id: card.id,
		parent: card.parent,
		kind: "group",
		title: frameTitle(card, locale),
		severity: card.severity,
		findings: card.findings,
		component: card.kind,
	};
	const cards = nodeCards(card, component, nodes, locale);
	const hasPrimary = nodes.some(({ role }) => role === "primary");
	return {
		...scene,
		cards: scene.cards.flatMap((other) => (other === card ? cards : [other])),
		groups: [...scene.groups, frame],
		edges: hasPrimary ? splitEdges(scene.edges, card.id, cards, nodes, component, source) : scene.edges,
	};
}

function frameTitle({ title, shards, times }: Card, locale: Locale): string {
	if (shards > 1) return `${title} · ${fill(sceneTexts.shards[locale], { count: formatCount(shards) })}`;
	return times === "" ? title : `${title} ${times}`;
}

function nodeCards(card: Card, component: Component, nodes: readonly NodeLoads[], locale: Locale): Card[] {
	const total = nodes.reduce((sum, { count }) => sum + count, 0);
	// A card for the rest of two or more: for one it would take the room of that one.
	const drawn = total > MOST_NODES + 1 ? MOST_NODES : total;
	const cards: Card[] = [];
	for (const run of nodes) {
		// Of each role the numbers begin anew, of shards they go on behind the busiest.
		const isRole = run.role === "replica";
		const before = isRole ? 0 : cards.length;
		for (let at = 0; at < run.count && cards.length < drawn; at++) {
			cards.push(nodeCard(card, component, run, before + at + 1, nodes, locale));
		}
	}
	const last = nodes.at(-1);
	if (last && total > drawn) cards.push(restCard(card, last, total - drawn, locale));
	return cards;
}

function nodeCard(
	card: Card,
	component: Component,
	run: NodeLoads,
	number: number,
	nodes: readonly NodeLoads[],
	locale: Locale,
): Card {
	const isHottest = run.role === "shard" && nodes.length > 1 && run === nodes[0];
	const [name, title] = {
		instance: [`${number}`, "nodeInstance"] as const,
		primary: ["primary", "nodePrimary"] as const,
		replica: [`replica${number}`, "nodeReplica"] as const,
		shard: [`shard${number}`, isHottest ? "hottestShard" : "nodeShard"] as const,
	}[run.role];
	// A shard is itself a primary with its replicas.
	const copies = run.role === "shard" ? 1 + (declaredReplicas(component) ?? 0) : 1;
	return withLabel(
		{
			...bareNode(card, run),
			id: `${card.id}#${name}`,
			tier: run.role === "replica" ? card.tier + 1 : card.tier,
			title: fill(sceneTexts[title][locale], { number: formatCount(number) }),
			subtitle: factsOf(run, nodes.length > 1, isHottest, locale).join(" · ") || kindTitle(card.kind, locale),
			instances: copies,
			times: copies > 1 ? `×${copies}` : "",
		},
		card,
		locale,
	);
}

function restCard(card: Card, run: NodeLoads, count: number, locale: Locale): Card {
	return withLabel(
		{
			...bareNode(card, run),
			id: `${card.id}#more`,
			tier: run.role === "replica" ? card.tier + 1 : card.tier,
			title: fill(sceneTexts.moreNodes[locale], { count: formatCount(count) }),
			subtitle: fill(sceneTexts.eachOfThem[locale], { facts: factsOf(run, true, false, locale).join(" · ") }),
			instances: count,
			times: "",
		},
		card,
		locale,
	);
}

function bareNode(card: Card, { utilization, status }: NodeLoads) {
	// What is not limited would always be at 0 %, on the card of the whole as well.
	const used = card.utilization === undefined || utilization === undefined ? undefined : Math.min(utilization, 1e9);
	return {
		parent: card.id,
		kind: card.kind,
		icon: card.icon,
		family: card.family,
		shards: 1,
		utilization: used,
		status,
		load: used === undefined ? "" : formatPercent(used),
		singlePointOfFailure: false,
		severity: undefined,
		findings: 0,
	};
}

/** What a node has to do, shortly. */
function factsOf(run: NodeLoads, isUneven: boolean, isHottest: boolean, locale: Locale): string[] {
	const rate = (key: "readRate" | "writeRate" | "replayRate", perSecond: number): string[] =>
		perSecond > 0 ? [fill(sceneTexts[key][locale], { rate: formatRate(perSecond) })] : [];
	switch (run.role) {
		case "instance":
			return [formatRate(run.requestsPerSecond)];
		case "primary":
			return [...rate("writeRate", run.writesPerSecond), ...rate("readRate", run.readsPerSecond)];
		case "replica":
			return [...rate("readRate", run.readsPerSecond), ...rate("replayRate", run.writesPerSecond)];
		case "shard": {
			const share = formatPercent(run.share ?? 0);
			const text = isUneven && !isHottest ? sceneTexts.shareAlike : sceneTexts.shareOfWrites;
			return [fill(text[locale], { share }), formatRate(run.requestsPerSecond)];
		}
	}
}

function withLabel(node: Omit<Card, "label">, whole: Card, locale: Locale): Card {
	return {
		...node,
		label: `${fill(sceneTexts.nodeOf[locale], { title: whole.title })}: ${cardLabel(node, {}, locale)}`,
	};
}

/** Writes go to the primary, reads to the replicas where these serve them, and what the primary writes goes on to the replicas. */
function splitEdges(
	edges: readonly Edge[],
	id: string,
	cards: readonly Card[],
	nodes: readonly NodeLoads[],
	component: Component,
	{ analysis }: FoldSource,
): Edge[] {
	const primary = `${id}#primary`;
	const replicas = cards.filter((card) => card.id !== primary);
	const ofReplicas = nodes.find(({ role }) => role === "replica");
	const readsReplicas = (ofReplicas?.readsPerSecond ?? 0) > 0;
	const callers = new Set(
		edges.filter(({ to, traffic }) => to === id && traffic !== "replication").map(({ from }) => from),
	);
	const isSpread = callers.size * replicas.length <= MOST_READ_EDGES;

	const split = edges.flatMap((edge): Edge[] => {
		if (edge.from === id && edge.to === id) return [];
		if (edge.from === id) return [{ ...edge, id: `${primary}>${edge.to}`, from: primary }];
		if (edge.to !== id) return [edge];
		const toPrimary = (rate: number, traffic: Edge["traffic"]): Edge => part(edge, primary, rate, traffic);
		if (edge.traffic === "replication" || !readsReplicas) return [toPrimary(edge.requestsPerSecond, edge.traffic)];
		const reads = edge.requestsPerSecond * readShare(edge, component, analysis);
		const writes = edge.requestsPerSecond - reads;
		const parts: Edge[] = writes > 0 || reads === 0 ? [toPrimary(writes, writes > 0 ? "write" : edge.traffic)] : [];
		if (reads === 0) return parts;
		if (!isSpread) return [...parts, part(edge, id, reads, "read")];
		const each = reads / ofReplicas!.count;
		return [...parts, ...replicas.map((replica) => part(edge, replica.id, each * countOf(replica), "read"))];
	});
	const replayed = ofReplicas?.writesPerSecond ?? 0;
	return [
		...split,
		...replicas.map((replica): Edge => {
			const requestsPerSecond = replayed * countOf(replica);
			return {
				id: `${primary}>${replica.id}`,
				from: primary,
				to: replica.id,
				traffic: "replication",
				requestsPerSecond,
				load: requestsPerSecond > 0 ? formatRate(requestsPerSecond) : "",
				label: undefined,
			};
		}),
	];
}

/** The card of the rest stands for several. */
function countOf(card: Card): number {
	return card.id.endsWith("#more") ? card.instances : 1;
}

function part(edge: Edge, to: string, requestsPerSecond: number, traffic: Edge["traffic"]): Edge {
	const load = requestsPerSecond > 0 ? formatRate(requestsPerSecond) : "";
	return { ...edge, id: `${edge.from}>${to}`, to, requestsPerSecond, traffic, load };
}

/** How much of an edge is reads. What is neither read nor write is taken to be as all that arrives at the store. */
function readShare({ from, to }: Edge, component: Component, { components, links }: FoldSource["analysis"]): number {
	let reads = 0;
	let writes = 0;
	const caller = from.replace(/#.*$/, "");
	for (const link of component.incoming) {
		if (link.from.id !== caller || link.to.id !== to || link.replication) continue;
		reads += links.get(link)?.reads ?? 0;
		writes += links.get(link)?.writes ?? 0;
	}
	if (reads + writes > 0) return reads / (reads + writes);
	const all = components.get(component);
	return all && all.reads + all.writes > 0 ? all.reads / (all.reads + all.writes) : 1;
}

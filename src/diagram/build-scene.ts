import type { Analysis, LinkAnalysis } from "../analysis/analysis.ts";
import { extentsOf } from "../analysis/parts.ts";
import { fill, type Locale } from "../language/locale.ts";
import { formatCount, formatPercent, formatRate } from "../language/numbers.ts";
import type { Severity } from "../language/problem.ts";
import type { Architecture, Component, Link } from "../model/architecture.ts";
import { numberOf } from "../model/properties.ts";
import { cardLabel } from "./card-label.ts";
import { type Failure, failureOf, failureSummary, isPlaceDown } from "./failure.ts";
import { foldScene } from "./fold-scene.ts";
import { heatsOf } from "./heat.ts";
import { lookOf } from "./kinds.ts";
import { nameOf } from "./name-of.ts";
import type { Card, CardHeat, Edge, Group, Saturation, Scene, Summary } from "./scene.ts";
import { sceneTexts } from "./scene-texts.ts";
import { subtitleOf } from "./subtitle.ts";
import { type Heat, setOptions, type ViewOptions } from "./view-options.ts";

/** What the findings say of one element. */
export interface ElementMark {
	/** The worst of its findings; absent where there is none. */
	readonly severity: Severity | undefined;
	readonly findings: number;
	readonly singlePointOfFailure: boolean;
}

export interface FindingCounts {
	readonly errors: number;
	readonly warnings: number;
	readonly infos: number;
}

export interface SceneSource {
	readonly architecture: Architecture;
	/** At the users that `options` name, with everything up: what `options.down` does to it is found here. */
	readonly analysis: Analysis;
	/** By the ids of elements, and those of edges. */
	readonly marks: ReadonlyMap<string, ElementMark>;
	/** Of the whole file, findings that belong to no element included. */
	readonly counts?: FindingCounts;
	readonly options?: ViewOptions;
}

/** The scene of an architecture in the language of the reader. */
export function buildScene(
	{ architecture, analysis: normal, marks, counts = countMarks(marks), options = {} }: SceneSource,
	locale: Locale,
): Scene {
	const { down = [], heat: measure = "utilization" } = options;
	const failure = down.length > 0 ? failureOf(normal, down) : undefined;
	const current = failure?.analysis ?? normal;
	const heats = measure === "utilization" ? undefined : heatsOf(measure, { normal, current }, locale);
	const scene: Scene = {
		cards: architecture.components.map((component) =>
			card(
				component,
				{ normal, current, failure, measure, heat: heats?.of(component), mark: marks.get(component.id) },
				locale,
			),
		),
		groups: architecture.places.map(
			(place): Group => ({
				id: place.id,
				parent: place.parent?.id,
				kind: place.kind === "datacenter" || place.kind === "zone" ? place.kind : "group",
				title: place.title,
				severity: marks.get(place.id)?.severity,
				...(failure &&
					isPlaceDown(place, failure) &&
					!(place.parent && isPlaceDown(place.parent, failure)) && { isDown: true }),
				findings: marks.get(place.id)?.findings ?? 0,
			}),
		),
		edges: edges(architecture.links, { normal, current, failure, marks }),
		summary: {
			...summary(architecture, current, counts, locale),
			...(failure && {
				failure: failureSummary(failure, down, (one) => nameOf(one, architecture), { architecture, locale }),
			}),
		},
		...(heats && { heat: heats.scale }),
		options: setOptions(options),
	};
	return foldScene(scene, { architecture, analysis: current }, locale);
}

/** What is known of a component beside what the text says. */
interface Known {
	readonly normal: Analysis;
	/** With what is down. */
	readonly current: Analysis;
	readonly failure: Failure | undefined;
	readonly measure: Heat;
	readonly heat: CardHeat | undefined;
	readonly mark: ElementMark | undefined;
}

function card(component: Component, { normal, current, failure, measure, heat, mark }: Known, locale: Locale): Card {
	const { family, tier, icon } = lookOf(component.kind);
	const numbers = current.components.get(component);
	const { instances, times } = instancesOf(component, failure?.result.taken.lost.get(component));
	const state = failure?.states.get(component);
	// What is not limited would always be at 0 %. And JSON knows no infinity.
	const usedIn = ({ components }: Analysis) => {
		const numbers = components.get(component);
		return numbers?.capacity === Infinity ? undefined : numbers?.utilization;
	};
	// Whether there is a bar decides the height of the card, which a failure must not change.
	const usual = usedIn(normal);
	const used = usual === undefined ? undefined : (usedIn(current) ?? 0);
	const utilization = used === undefined ? undefined : Math.min(used, 1e9);
	const down = sceneTexts.down[locale];
	const load = used === undefined ? "" : state === "failed" ? down : formatPercent(used);
	const losable = extentsOf(component);
	const shown = {
		id: component.id,
		parent: component.parent?.id,
		kind: component.kind,
		icon,
		family,
		// A copy of a store stands below the store that it is copied from.
		tier: component.incoming.some((link) => link.replication) ? tier + 1 : tier,
		title: component.title,
		// What is down hits and answers nothing; the reader wants to know what it is.
		subtitle: subtitleOf(component, state === "failed" ? normal.components.get(component) : numbers, locale),
		instances,
		times,
		shards: Math.max(1, Math.round(numberOf(component, "shards") ?? 1)),
		utilization,
		status: numbers?.status ?? "unknown",
		load,
		...(heat && { heat: state === "failed" ? { level: "none" as const, share: 0, text: down } : heat }),
		...(state && { state }),
		...(losable.length > 0 && { losable }),
		singlePointOfFailure: mark?.singlePointOfFailure ?? false,
		severity: mark?.severity,
		findings: mark?.findings ?? 0,
		...(component.kind !== "client" && (numbers?.instances ?? 1) > 1 && { folds: "nodes" as const }),
	} satisfies Omit<Card, "label">;
	const before = failure && usual !== undefined ? formatPercent(usual) : undefined;
	return { ...shown, label: cardLabel(shown, { before, measure }, locale) };
}

/** A database is drawn as the stack of its primary and its replicas, anything else as that of its instances. */
function instancesOf(component: Component, lost = 0): { readonly instances: number; readonly times: string } {
	const copies = component.kind === "database" ? 1 + Math.max(0, Math.round(numberOf(component, "replicas") ?? 0)) : 1;
	const { min, max } = component.instances;
	const instances = Math.max(1, max) * copies;
	if (instances <= 1) return { instances: 1, times: "" };
	const range = min === max ? formatCount(instances) : `${formatCount(min * copies)}–${formatCount(instances)}`;
	// The stack stays as high as it is: its pill says what is left of it.
	return { instances, times: `×${range}${lost > 0 ? ` −${Math.min(lost, instances)}` : ""}` };
}

/** Links between the same two components are one edge: their loads add up, and the busiest gives its colour. */
function edges(
	links: readonly Link[],
	{
		normal,
		current,
		failure,
		marks,
	}: {
		readonly normal: Analysis;
		readonly current: Analysis;
		readonly failure: Failure | undefined;
		readonly marks: SceneSource["marks"];
	},
): Edge[] {
	const isDown = ({ from, to }: Link) => [from, to].some((component) => failure?.states.get(component) === "failed");
	const merged = new Map<string, { readonly links: Link[]; busiest: LinkAnalysis | undefined; rate: number }>();
	for (const link of links) {
		const id = `${link.from.id}>${link.to.id}`;
		const numbers = current.links.get(link);
		// Nothing is copied to or from what is down.
		const isCut = link.replication && isDown(link);
		const rate = isCut ? 0 : (finite(numbers?.requestsPerSecond) ?? 0);
		const edge = merged.get(id);
		if (!edge) {
			merged.set(id, { links: [link], busiest: numbers, rate });
			continue;
		}
		edge.links.push(link);
		edge.rate += rate;
		if (rate > (edge.busiest?.requestsPerSecond ?? 0)) edge.busiest = numbers;
	}
	return [...merged].map(([id, { links, busiest, rate }]): Edge => {
		const first = links[0]!;
		// Where no traffic is left, the line keeps the colour of what used to pass there.
		const usual = rate > 0 ? busiest : busiestOf(links, normal);
		const labels = new Set(links.map((link) => link.label).filter((label) => label !== undefined));
		const mark = marks.get(id);
		return {
			id,
			from: first.from.id,
			to: first.to.id,
			traffic: usual?.traffic ?? (first.replication ? "replication" : "call"),
			requestsPerSecond: rate,
			load: rate > 0 ? formatRate(rate) : "",
			label: labels.size > 0 ? [...labels].join(", ") : undefined,
			...(isDown(first) && { isDown: true }),
			...(mark?.severity && { severity: mark.severity, findings: mark.findings }),
		};
	});
}

function busiestOf(links: readonly Link[], analysis: Analysis): LinkAnalysis | undefined {
	const known = links.map((link) => analysis.links.get(link)).filter((numbers) => numbers !== undefined);
	return known.reduce<LinkAnalysis | undefined>(
		(best, one) => (best && best.requestsPerSecond >= one.requestsPerSecond ? best : one),
		undefined,
	);
}

export function summary(
	architecture: Architecture,
	analysis: Analysis,
	counts: FindingCounts,
	locale: Locale,
): Summary {
	const { users, saturationUsers, bottleneck } = analysis;
	const text = (key: keyof typeof sceneTexts, data: Record<string, string> = {}) => fill(sceneTexts[key][locale], data);
	const saturation = (): string => {
		if (saturationUsers.kind === "unbounded") return text("unbounded");
		if (saturationUsers.kind === "unknown") return text("unknownSaturation");
		const passed = users !== undefined && saturationUsers.users <= users;
		return text(passed ? "saturated" : "saturates", {
			users: formatCount(saturationUsers.users),
			component: bottleneck ? nameOf(bottleneck, architecture) : "",
		});
	};
	return {
		title: architecture.system?.title ?? fileTitle(architecture) ?? text("untitled"),
		users,
		declaredUsers: declaredUsers(architecture),
		usersText: users === undefined ? "" : text("users", { users: formatCount(users) }),
		requestsText: text("requests", { count: formatCount(analysis.requestsPerSecond) }),
		saturationText: architecture.components.length > 0 ? saturation() : "",
		bottleneck: bottleneck?.id,
		saturations: saturations(architecture, analysis),
		...counts,
	};
}

function declaredUsers({ components, system }: Architecture): number | undefined {
	const users = components
		.filter(({ kind }) => kind === "client")
		.map((client) => numberOf(client, "users"))
		.filter((count) => count !== undefined);
	if (users.length === 0) return system && numberOf(system, "users");
	return users.reduce((sum, count) => sum + count, 0);
}

/** The first few components to saturate. Those that do so at nearly the same number of users would hide one another on a scale. */
function saturations(architecture: Architecture, { details }: Analysis): Saturation[] {
	const spread: Saturation[] = [];
	for (let above = 0; spread.length < 3; ) {
		const next = details.nextToSaturate(above);
		if (!next || !Number.isFinite(next.saturationUsers.users)) break;
		const { users } = next.saturationUsers;
		const { id } = next.component;
		spread.push({ id, users, text: `${formatCount(users)} · ${nameOf(next.component, architecture)}` });
		above = 2 * users;
	}
	return spread;
}

function fileTitle(architecture: Architecture): string | undefined {
	const name = architecture.files[0]?.uri.split(/[/\\]/).at(-1);
	if (!name) return undefined;
	const title = name.replace(/\.arch$/, "");
	try {
		return decodeURIComponent(title);
	} catch {
		return title;
	}
}

function finite(value: number | undefined): number | undefined {
	return value !== undefined && Number.isFinite(value) ? value : undefined;
}

/** Elements by their worst finding, for callers that know no better. */
function countMarks(marks: ReadonlyMap<string, ElementMark>): FindingCounts {
	const count = (severity: Severity) => [...marks.values()].filter((mark) => mark.severity === severity).length;
	return { errors: count("error"), warnings: count("warning"), infos: count("info") };
}

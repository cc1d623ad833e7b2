import type { Analysis, ComponentAnalysis, LinkAnalysis } from "../analysis/analysis.ts";
import { fill, type Locale } from "../language/locale.ts";
import { formatCount, formatPercent, formatRate } from "../language/numbers.ts";
import type { Severity } from "../language/problem.ts";
import type { Architecture, Component, Link } from "../model/architecture.ts";
import { numberOf } from "../model/properties.ts";
import { lookOf } from "./kinds.ts";
import type { Card, Edge, Group, Saturation, Scene, Summary } from "./scene.ts";
import { sceneTexts } from "./scene-texts.ts";
import { kindTitle, subtitleOf } from "./subtitle.ts";
import { setOptions, type ViewOptions } from "./view-options.ts";

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
	/** Under the conditions that `options` name. */
	readonly analysis: Analysis;
	/** By the ids of elements, and those of edges. */
	readonly marks: ReadonlyMap<string, ElementMark>;
	/** Of the whole file, findings that belong to no element included. */
	readonly counts?: FindingCounts;
	readonly options?: ViewOptions;
}

/** The scene of an architecture in the language of the reader. */
export function buildScene(
	{ architecture, analysis, marks, counts = countMarks(marks), options = {} }: SceneSource,
	locale: Locale,
): Scene {
	return {
		cards: architecture.components.map((component) =>
			card(component, analysis.components.get(component), marks.get(component.id), locale),
		),
		groups: architecture.places.map(
			(place): Group => ({
				id: place.id,
				parent: place.parent?.id,
				kind: place.kind === "datacenter" || place.kind === "zone" ? place.kind : "group",
				title: place.title,
				severity: marks.get(place.id)?.severity,
			}),
		),
		edges: edges(architecture.links, analysis, marks),
		summary: summary(architecture, analysis, counts, locale),
		options: setOptions(options),
	};
}

function card(
	component: Component,
	numbers: ComponentAnalysis | undefined,
	mark: ElementMark | undefined,
	locale: Locale,
): Card {
	const { family, tier, icon } = lookOf(component.kind);
	const { instances, times } = instancesOf(component);
	// What is not limited would always be at 0 %. And JSON knows no infinity.
	const used = numbers?.capacity === Infinity ? undefined : numbers?.utilization;
	const load = used === undefined ? "" : formatPercent(used);
	const utilization = used === undefined ? undefined : Math.min(used, 1e9);
	const shown = {
		id: component.id,
		parent: component.parent?.id,
		kind: component.kind,
		icon,
		family,
		// A copy of a store stands below the store that it is copied from.
		tier: component.incoming.some((link) => link.replication) ? tier + 1 : tier,
		title: component.title,
		subtitle: subtitleOf(component, numbers, locale),
		instances,
		times,
		shards: Math.max(1, Math.round(numberOf(component, "shards") ?? 1)),
		utilization,
		status: numbers?.status ?? "unknown",
		load,
		singlePointOfFailure: mark?.singlePointOfFailure ?? false,
		severity: mark?.severity,
		findings: mark?.findings ?? 0,
	} satisfies Omit<Card, "label">;
	return { ...shown, label: label(shown, locale) };
}

/** A database is drawn as the stack of its primary and its replicas, anything else as that of its instances. */
function instancesOf(component: Component): { readonly instances: number; readonly times: string } {
	const copies = component.kind === "database" ? 1 + Math.max(0, Math.round(numberOf(component, "replicas") ?? 0)) : 1;
	const { min, max } = component.instances;
	const instances = Math.max(1, max) * copies;
	if (instances <= 1) return { instances: 1, times: "" };
	const range = min === max ? formatCount(instances) : `${formatCount(min * copies)}–${formatCount(instances)}`;
	return { instances, times: `×${range}` };
}

function label(card: Omit<Card, "label">, locale: Locale): string {
	const text = (key: keyof typeof sceneTexts, data: Record<string, string | number> = {}) =>
		fill(sceneTexts[key][locale], data);
	const kind = kindTitle(card.kind, locale);
	return [
		card.title,
		kind,
		card.subtitle === kind ? "" : card.subtitle,
		card.instances > 1 ? text("instances", { count: card.times.slice(1) }) : "",
		card.load && text("utilized", { load: card.load }),
		card.singlePointOfFailure ? text("singlePoint") : "",
		card.severity && card.findings > 0
			? text(card.findings === 1 ? "finding" : "findings", {
					count: card.findings,
					severity: sceneTexts[card.severity][locale],
				})
			: "",
	]
		.filter((part) => part)
		.join(", ");
}

/** Links between the same two components are one edge: their loads add up, and the busiest gives its colour. */
function edges(links: readonly Link[], analysis: Analysis, marks: SceneSource["marks"]): Edge[] {
	const merged = new Map<string, { readonly links: Link[]; busiest: LinkAnalysis | undefined; rate: number }>();
	for (const link of links) {
		const id = `${link.from.id}>${link.to.id}`;
		const numbers = analysis.links.get(link);
		const rate = finite(numbers?.requestsPerSecond) ?? 0;
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
		const labels = new Set(links.map((link) => link.label).filter((label) => label !== undefined));
		const mark = marks.get(id);
		return {
			id,
			from: first.from.id,
			to: first.to.id,
			traffic: busiest?.traffic ?? (first.replication ? "replication" : "call"),
			requestsPerSecond: rate,
			load: rate > 0 ? formatRate(rate) : "",
			label: labels.size > 0 ? [...labels].join(", ") : undefined,
			...(mark?.severity && { severity: mark.severity, findings: mark.findings }),
		};
	});
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

/** The title, or where several share it the qualified name. */
function nameOf(component: Component, { components }: Architecture): string {
	const isOnly = components.every((other) => other === component || other.title !== component.title);
	return isOnly ? component.title : component.id;
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

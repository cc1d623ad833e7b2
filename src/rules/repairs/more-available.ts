import type { Contribution } from "../../analysis/availability/availability.ts";
import { kinds } from "../../language/vocabulary/index.ts";
import type { Component, Link } from "../../model/architecture.ts";
import { flagOf, numberOf, wordOf } from "../../model/properties.ts";
import { change } from "../edit/change.ts";
import type { Step } from "../edit/fix.ts";
import { freeName } from "../edit/names.ts";
import { connect, declare, type NewElement, type Operation, set } from "../edit/operations.ts";
import { isManaged, isQuorum, isReplicated, isSynchronous, originalOf } from "../graph.ts";
import type { RuleContext } from "../rule.ts";
import { companions, promotion, replicate, scaleOut } from "./scale-out.ts";
import { twoDataCenters } from "./second-data-center.ts";
import type { Way } from "./toward-target.ts";

export type Redundancy = "instances" | "replicas" | "failover" | "copy" | "second" | "both";

/** Elements that are tried. */
const MOST_ELEMENTS = 3;

/** Redundancy for what contributes most to the unavailability, alternatives together. */
export function moreRedundant(context: RuleContext): readonly (readonly [Way<Redundancy>, ...Way<Redundancy>[]])[] {
	const groups: [Way<Redundancy>, ...Way<Redundancy>[]][] = [];
	for (const element of largestContributors(context).slice(0, MOST_ELEMENTS)) {
		const [first, ...others] = element.type === "component" ? redundancyOf(context, element) : [];
		if (first) groups.push([first, ...others]);
	}
	const second = twoDataCenters(context.architecture);
	if (second) {
		const name = second.data.second;
		const change = { en: `a second data center \`${name}\``, ko: `두 번째 데이터 센터 \`${name}\`` };
		groups.push([{ ...second, change }]);
	}
	return groups;
}

/** In place of a copy by `like` what stands in the text. */
export function largestContributors({ analysis }: RuleContext): readonly Contribution["element"][] {
	const { contributions = [] } = analysis.details.attainable() ?? {};
	return [...new Set(contributions.map(({ element }) => originalOf(element)))];
}

function redundancyOf({ architecture }: RuleContext, component: Component): readonly Way<Redundancy>[] {
	const { id, kind } = component;
	if (kind === "storage" && !isReplicated(component)) {
		const name = freeName(architecture, `${component.name}-copy`, `${component.name}-copy2`);
		return [
			{
				id: "copy",
				data: { name: id, copy: name },
				steps: [copyOf(id, name)],
				change: { en: `a copy of \`${id}\``, ko: `\`${id}\`의 사본` },
			},
		];
	}
	if (isManaged(component)) return [];
	if (kind === "database") return databaseWays(component);
	if (!kinds.get(kind)?.counted) return [];
	const from = component.instances.max;
	return [1, 2, 3].map((added): Way<Redundancy> => {
		const to = from + added;
		const change = `\`${id}\` x${from} -> x${to}`;
		return {
			id: "instances",
			data: { name: id, from, to, also: companions(component) },
			steps: scaleOut(component, to),
			change: { en: change, ko: change },
		};
	});
}

function databaseWays(database: Component): readonly Way<Redundancy>[] {
	const { id } = database;
	const from = numberOf(database, "replicas") ?? 0;
	if (from > 0 && !isQuorum(database) && wordOf(database, "failover") !== "automatic") {
		const automatic = change(id, ["failover", "automatic"]);
		return [
			{
				id: "failover",
				data: { name: id },
				steps: [automatic],
				change: { en: `automatic failover of \`${id}\``, ko: `\`${id}\` 자동 장애 조치` },
			},
		];
	}
	// Of a quorum of an even size one member more does not help.
	return (isQuorum(database) ? [2, 4] : [1, 2]).map((added): Way<Redundancy> => {
		const to = from + added;
		return {
			id: "replicas",
			data: { name: id, from, to, failover: promotion(database) },
			steps: [replicate(id, to)],
			change: { en: `replicas of \`${id}\` ${from} -> ${to}`, ko: `\`${id}\` 복제본 ${from} -> ${to}` },
		};
	});
}

/** A second store of the same data, kept up to date, that everybody may turn to who turns to the first. */
function copyOf(id: string, name: string): Step {
	return ({ architecture }) => {
		const store = architecture.elements.get(id);
		if (store?.type !== "component" || store.copyOf) return undefined;
		const copy: NewElement = {
			type: "new",
			kind: store.kind,
			name,
			parent: store.parent,
			beside: { element: store, side: "after" },
			properties: ["holds", "partitions"].flatMap((property) => {
				const value = store.properties.get(property)?.node.value;
				return value ? [[property, store.file.text.slice(value.start, value.end)] as const] : [];
			}),
		};
		const callers = store.incoming.filter((link) => isSynchronous(link) && !link.implied && !link.copied);
		return [
			declare(copy),
			...callers.map((link): Operation => ({ type: "twin", link, to: copy })),
			connect(store, copy, { properties: [["failover", "automatic"]] }),
		];
	};
}

/** What callers could go on without: other companies' systems, and services that only a part of the requests calls. */
export function optionalCalls(context: RuleContext): readonly [Way<"optional">, ...Way<"optional">[]][] {
	return largestContributors(context)
		.slice(0, MOST_ELEMENTS)
		.flatMap((element): [Way<"optional">][] => {
			if (element.type !== "component" || !mayBeOptional(element)) return [];
			const { id } = element;
			const step: Step = ({ architecture }) => {
				const found = architecture.elements.get(id);
				return found?.type === "component" ? hardCalls(found).map((link) => set(link, "optional", "true")) : undefined;
			};
			const change = { en: `\`${id}\` optional`, ko: `\`${id}\` 호출을 선택 사항으로` };
			return [[{ id: "optional", data: { name: id }, steps: [step], change }]];
		});
}

function mayBeOptional(component: Component): boolean {
	const calls = hardCalls(component);
	if (calls.length === 0 || calls.some(({ from }) => from.kind === "client")) return false;
	if (component.kind === "external") return true;
	return component.kind === "service" && calls.every(({ share, percent }) => percent && (share ?? 1) < 1);
}

function hardCalls(component: Component): readonly Link[] {
	return component.incoming.filter((link) => isSynchronous(link) && flagOf(link, "optional") !== true);
}

import type { Analysis } from "../../analysis/analysis.ts";
import type { Architecture, Component, Link, Place } from "../../model/architecture.ts";
import { oncePer } from "../../model/once.ts";
import { wordOf } from "../../model/properties.ts";
import { dataCenterOf } from "../../model/replication.ts";
import { isSynchronous, unique } from "../graph.ts";
import { activeDataCenters } from "../repairs/second-data-center.ts";
import type { RuleContext } from "../rule.ts";

/** The outermost data center around a component. */
export function centerOf(component: Component): Place | undefined {
	const place = dataCenterOf(component);
	return place?.type === "place" ? place : undefined;
}

/** Links by which traffic of users comes into data centers from outside. */
export const entrances = oncePer(({ links }: Architecture): readonly Link[] =>
	links.filter((link) => isSynchronous(link) && !centerOf(link.from) && centerOf(link.to) !== undefined),
);

/** Who sends users to several data centers, with its links to them. */
export function spreaders(architecture: Architecture): ReadonlyMap<Component, readonly Link[]> {
	const found = new Map<Component, Link[]>();
	for (const link of entrances(architecture)) {
		if (link.from.kind !== "cdn") found.set(link.from, [...(found.get(link.from) ?? []), link]);
	}
	return new Map([...found].filter(([, links]) => unique(links.map(({ to }) => centerOf(to))).length > 1));
}

/** Data centers that answer users; fewer than two: none. */
export const severalCenters = oncePer((architecture: Architecture): readonly Place[] => {
	const centers = activeDataCenters(architecture);
	return centers.length > 1 ? centers : [];
});

/** One of them waits until the others fail. */
export function isStandby(router: Component): boolean {
	return wordOf(router, "routing") === "failover";
}

/** Share of the traffic into data centers that one of them gets. */
export function shareOf({ analysis }: RuleContext, center: Place): number {
	const { all, byCenter } = traffic(analysis);
	return all > 0 ? (byCenter.get(center) ?? 0) / all : 0;
}

/** Requests per second that come into data centers. */
const traffic = oncePer(({ architecture, links }: Analysis) => {
	let all = 0;
	const byCenter = new Map<Place, number>();
	for (const link of entrances(architecture)) {
		const rate = links.get(link)?.requestsPerSecond ?? 0;
		const center = centerOf(link.to)!;
		all += rate;
		byCenter.set(center, (byCenter.get(center) ?? 0) + rate);
	}
	return { all, byCenter };
});

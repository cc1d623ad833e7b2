import { inside } from "../../analysis/state.ts";
import type { Architecture, Component } from "../../model/architecture.ts";
import { takesTraffic } from "../../model/kinds.ts";
import { oncePer } from "../../model/once.ts";
import { elementsOf } from "../../model/properties.ts";
import { names } from "../describe.ts";
import { fixOf, type Step } from "../edit/fix.ts";
import { type Operation, set, type Value } from "../edit/operations.ts";
import { isManaged, ofKind } from "../graph.ts";
import type { RuleContext } from "../rule.ts";

export function monitorsOf(architecture: Architecture): readonly Component[] {
	return ofKind(architecture, "monitoring");
}

/** What runs on machines of one's own, with processors, memory and disks that fill up. */
export const selfRun = oncePer(({ components }: Architecture): readonly Component[] =>
	components.filter(
		(component) => takesTraffic(component.kind) && !RUN_BY_OTHERS.has(component.kind) && !isManaged(component),
	),
);

const RUN_BY_OTHERS: ReadonlySet<string> = new Set(["client", "dns", "cdn", "external"]);

/** A monitor looks at everything unless it names what it watches. */
export function isWatchedBy(component: Component, monitor: Component): boolean {
	if (!monitor.properties.has("watches")) return true;
	return elementsOf(monitor, "watches").some((watched) =>
		watched.type === "place" ? inside(watched).includes(component) : watched === component,
	);
}

/** Whether the list `metrics` of a monitor has `level` in it. */
export function measures(monitor: Component, level: string): boolean {
	return levelsOf(monitor).includes(level);
}

export function levelsOf(monitor: Component): readonly string[] {
	const value = monitor.properties.get("metrics")?.value;
	const items = value?.type === "list" ? value.items : value ? [value] : [];
	return items.flatMap((item) => (item.type === "word" ? item.value : []));
}

/** What is missing of one thing that monitors do. */
export interface Gap {
	/** The monitor that would have to do it, or do it for more. */
	readonly monitor: Component;
	/** Nobody does it for these. */
	readonly components: readonly Component[];
}

/** Components for which no monitor does what `does` asks for; undefined where none is left out or nothing is monitored. */
export function gapIn(
	architecture: Architecture,
	components: readonly Component[],
	does: (monitor: Component) => boolean,
): Gap | undefined {
	const monitors = monitorsOf(architecture);
	const doing = monitors.filter(does);
	const left = components.filter((one) => !doing.some((monitor) => isWatchedBy(one, monitor)));
	const monitor = doing.at(0) ?? monitors.find(({ properties }) => !properties.has("watches")) ?? monitors.at(0);
	return monitor && left.length > 0 ? { monitor, components: left } : undefined;
}

/** The monitor does it from now on, and for those that were left out as well. */
export function closeGap(gap: Gap, change: (monitor: Component) => Operation | undefined): Step {
	return ({ architecture }) => {
		const monitor = architecture.elements.get(gap.monitor.id);
		if (monitor?.type !== "component") return undefined;
		const left = gap.components
			.map(({ id }) => architecture.elements.get(id))
			.filter((one) => one?.type === "component" && !isWatchedBy(one, monitor))
			.filter((one) => one !== undefined);
		const watches = left.length > 0 ? [set(monitor, "watches", [...elementsOf(monitor, "watches"), ...left])] : [];
		return [...watches, ...[change(monitor) ?? []].flat()];
	};
}

/** The components whose metrics of a level nobody collects, if there are any. */
export function* unmeasured(context: RuleContext, level: string, components: readonly Component[]) {
	const gap = gapIn(context.architecture, components, (monitor) => measures(monitor, level));
	if (!gap) return;
	const { monitor } = gap;
	const at = monitor.properties.get(measures(monitor, level) ? "watches" : "metrics")?.at;
	const measure = closeGap(gap, (found) =>
		measures(found, level) ? undefined : set(found, "metrics", withLevel(found, level)),
	);
	yield {
		element: monitor,
		...(at && { at }),
		data: { components: names(gap.components) },
		fixes: [fixOf(context, { id: "measure" as const, safe: true, steps: [measure] })],
	};
}

/** `metrics` with one more level, in the order of the vocabulary. */
function withLevel(monitor: Component, level: string): Value {
	const levels = ["host", "tier", "business"].filter((one) => one === level || measures(monitor, one));
	return `[${levels.join(", ")}]`;
}

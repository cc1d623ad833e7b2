import type { CodeLens } from "vscode-languageserver";
import type { Analysis } from "../analysis/analysis.ts";
import { QUICK_FOR_CLIENTS } from "../analysis/availability/availability.ts";
import { fill, type Locale } from "../language/locale.ts";
import { formatAvailability, formatCount, formatDuration, formatPercent, formatRate } from "../language/numbers.ts";
import type { Component, SourceFile } from "../model/architecture.ts";
import type { Inspection } from "../rules/inspect.ts";
import { nameSpan, toRange } from "./convert.ts";
import { detailTexts } from "./detail-texts.ts";
import { availabilityOf } from "./details.ts";

/** What a lens carries until its text is asked for. */
export interface LensData {
	readonly uri: string;
	/** Of the component. */
	readonly id: string;
}

/** Where lenses stand: above each component of a file that gets a load. Their texts follow when they can be seen. */
export function codeLenses({ analysis }: Inspection, file: SourceFile): CodeLens[] {
	const lenses: CodeLens[] = [];
	const seen = new Set<unknown>();
	for (const { component, requestsPerSecond } of analysis.components.values()) {
		const { declaration } = component;
		if (component.file !== file || requestsPerSecond === 0 || seen.has(declaration)) continue;
		seen.add(declaration);
		const data: LensData = { uri: file.uri, id: component.id };
		lenses.push({ range: toRange(file.lines, nameSpan(declaration)), data });
	}
	return lenses;
}

/** The numbers of a component in one line; a click shows it in the diagram, where the client has one. */
export function resolvedLens(
	lens: CodeLens,
	{ architecture, analysis }: Inspection,
	{ locale, showsDiagram }: { readonly locale: Locale; readonly showsDiagram: boolean },
): CodeLens {
	const { uri, id } = lens.data as LensData;
	const component = architecture.elements.get(id);
	const title = component?.type === "component" ? lensTitle(component, analysis, locale) : "";
	// A command without a name is shown as text alone.
	const command = showsDiagram
		? { title, command: "archscale.showInDiagram", arguments: [uri, lens.range.start] }
		: { title, command: "" };
	return { ...lens, command };
}

function lensTitle(component: Component, analysis: Analysis, locale: Locale): string {
	const numbers = analysis.components.get(component);
	if (!numbers) return "";
	const { details } = analysis;
	const isClient = component.kind === "client";
	const say = (key: keyof typeof detailTexts, data: Record<string, string> = {}) =>
		fill(detailTexts[key][locale], data);
	const { requestsPerSecond, capacity, utilization, saturationUsers } = numbers;
	const latency = isClient ? details.latencies().get(component.id) : undefined;
	const visit = latency?.kind === "stable" ? latency : details.of(component).responseTime;
	// That of everything that a client needs takes long in a large design; the hover has it.
	const isQuick = !isClient || analysis.components.size <= QUICK_FOR_CLIENTS;
	const availability = isQuick ? availabilityOf(component, analysis) : undefined;
	return [
		formatRate(requestsPerSecond),
		utilization !== undefined &&
			capacity !== Number.POSITIVE_INFINITY &&
			say("busy", { percent: formatPercent(utilization) }),
		latency?.kind === "unstable" || (utilization !== undefined && utilization >= 1) ? say("overloaded") : "",
		visit && `p99 ${formatDuration(visit.p99, locale)}`,
		availability && formatAvailability(availability.unavailability),
		!isClient && saturationUsers.kind === "users" && say("saturates-at", { users: formatCount(saturationUsers.users) }),
	]
		.filter(Boolean)
		.join(" · ");
}

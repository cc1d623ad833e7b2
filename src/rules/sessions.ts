import type { Assumption } from "../analysis/analysis.ts";
import { Facts } from "../analysis/facts.ts";
import { present } from "../analysis/models/storage.ts";
import { demandsOf } from "../analysis/traffic/users.ts";
import { defaultOf } from "../language/vocabulary/index.ts";
import type { Component, DataSet } from "../model/architecture.ts";
import { numberOf } from "../model/properties.ts";
import type { RuleContext } from "./rule.ts";

/** Sessions of one sort that are alive at the same time, at the peak. */
export interface Sessions {
	/** Undefined where neither they are declared nor how many users there are. */
	readonly atOnce: number | undefined;
	/** How long each of them is kept. */
	readonly seconds: number;
	/** Of one of them, without what a store adds to it. */
	readonly bytes: number;
	/** Defaults that these numbers rest on. */
	readonly assumed: readonly Assumption[];
}

/**
 * As many as are declared; else alive at once = users x visits x peak x time kept (Little 1961). A store keeps a session
 * for its `ttl`; without one, for as long as the session lives. `of`: the clients whose sessions they are; absent: all.
 */
export function sessionsOf(
	{ architecture, analysis }: RuleContext,
	data: DataSet | undefined,
	{ store, of }: { readonly store?: Component; readonly of?: ReadonlySet<Component> } = {},
): Sessions {
	const facts = new Facts();
	const number = (property: "size" | "lifetime"): number =>
		(data ? facts.of(data, property) : assumedOf(facts, store, property))?.value ?? 0;
	const bytes = number("size");
	const declared = data && numberOf(data, "items");
	const seconds = (store && numberOf(store, "ttl")) ?? number("lifetime");
	if (declared !== undefined) return { atOnce: declared, seconds, bytes, assumed: facts.ledger() };
	const demands = new Facts();
	let begunPerSecond: number | undefined;
	const peaks: Assumption[] = [];
	for (const { client, users, peak } of demandsOf(architecture, demands, analysis.users).clients) {
		if (!users || (of && !of.has(client))) continue;
		const visits = facts.of(client, "visits")?.value ?? 0;
		begunPerSecond = (begunPerSecond ?? 0) + users.value * visits * (peak?.value ?? 1);
		if (peak?.assumed) peaks.push(peak.assumed);
	}
	const atOnce = begunPerSecond === undefined ? undefined : present(begunPerSecond, seconds);
	return { atOnce, seconds, bytes, assumed: [...facts.ledger(), ...peaks] };
}

/** Of sessions that no data set describes. */
function assumedOf(facts: Facts, store: Component | undefined, property: "size" | "lifetime") {
	const assumed = defaultOf("data", property, "session");
	if (!store || !assumed) return undefined;
	return facts.assume(store, { property: `session ${property}`, ...assumed });
}

import type { Component } from "../../model/architecture.ts";
import { Facts } from "../facts.ts";
import { type Loads, type Tier, tierIn } from "../loads.ts";
import { ALL_UP } from "../state.ts";
import { changedTraffic } from "./changed-traffic.ts";

/** What components get in the moment after nodes of a cache are lost: there may be a question of this for each cache of a design. */
export function afterLosing(usual: Loads, cache: Component, nodes: number): (component: Component) => Tier {
	const { overrides } = usual.conditions;
	const facts = new Facts({ state: { ...ALL_UP, lost: new Map([[cache, nodes]]) }, ...(overrides && { overrides }) });
	const changed = changedTraffic(usual, { ...usual, facts, caches: [cache] });
	return (component) => tierIn(component, { ...usual, facts, ...changed });
}

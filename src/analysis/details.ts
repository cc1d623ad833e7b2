import type { Component } from "../model/architecture.ts";
import { type Availabilities, availabilitiesOf } from "./availability/availability.ts";
import { instancesNeeded, type LadderStep, ladderOf } from "./ladder.ts";
import { HOT, type Loads } from "./loads.ts";

/** What is computed only when somebody asks for it, and then once. */
export interface Details {
	readonly availabilities: () => Availabilities;
	/** What saturates first, then what is next. */
	readonly ladder: () => readonly LadderStep[];
	/** Instances of each tier that keep it at or below the target utilisation. */
	readonly instancesNeeded: () => ReadonlyMap<Component, number>;
}

export function detailsOf(loads: Loads): Details {
	return {
		availabilities: once(() => availabilitiesOf(loads)),
		ladder: once(() => ladderOf(loads.components.values())),
		instancesNeeded: once(() => instancesNeeded(loads.components.values(), HOT)),
	};
}

function once<T>(compute: () => T): () => T {
	let done: { readonly value: T } | undefined;
	return () => {
		done ??= { value: compute() };
		return done.value;
	};
}

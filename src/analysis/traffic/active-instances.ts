import type { Component } from "../../model/architecture.ts";
import { familyOf } from "../../model/kinds.ts";
import { numberOf, wordOf } from "../../model/properties.ts";
import { activeConsumers } from "../models/queue.ts";

/**
 * How many of the instances of a tier can work at once: all of them, unless all that they get comes from queues whose
 * partitions, or the order of whose messages, let only so many read (model M14).
 */
export function activeInstances(component: Component, instances: number): number {
	let readers = 0;
	for (const { from, replication } of component.incoming) {
		if (replication) continue;
		if (familyOf(from.kind) !== "queue") return instances;
		readers += readersOf(from) ?? instances;
	}
	return readers > 0 ? activeConsumers(instances, readers) : instances;
}

/** Consumers of one tier that a queue lets read at the same time; undefined: as many as there are. */
function readersOf(queue: Component): number | undefined {
	return wordOf(queue, "ordering") === "total" ? 1 : numberOf(queue, "partitions");
}

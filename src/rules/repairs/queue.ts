import type { Component } from "../../model/architecture.ts";
import type { NewElement } from "../edit/operations.ts";

/** A queue before a service that keeps its messages: on disk, on three brokers, with those that fail put aside. */
export function newQueue(name: string, service: Component): NewElement {
	return {
		type: "new",
		kind: "queue",
		name,
		times: 3,
		parent: service.parent,
		beside: { element: service, side: "before" },
		properties: [
			["durable", "true"],
			["replicas", "3"],
			["dead-letter", "true"],
		],
	};
}

import type { Family } from "../language/vocabulary/types.ts";
import { familyOf } from "../model/kinds.ts";
import type { Card } from "./scene.ts";

/** How a kind is drawn: its colour, the row that it tends to, its icon (a name in `icons.ts`). */
export interface KindLook {
	readonly family: Card["family"];
	readonly tier: number;
	readonly icon: string;
}

const LOOKS: Readonly<Record<string, KindLook>> = {
	client: { family: "client", tier: 0, icon: "users" },
	dns: { family: "traffic", tier: 1, icon: "world-www" },
	cdn: { family: "traffic", tier: 1, icon: "cloud-computing" },
	gateway: { family: "traffic", tier: 2, icon: "route" },
	loadbalancer: { family: "traffic", tier: 2, icon: "load-balancer" },
	service: { family: "compute", tier: 3, icon: "hexagon" },
	queue: { family: "async", tier: 4.5, icon: "queue-pop-in" },
	worker: { family: "compute", tier: 4.6, icon: "server-cog" },
	cache: { family: "data", tier: 5, icon: "bolt" },
	database: { family: "data", tier: 5, icon: "database" },
	storage: { family: "data", tier: 5, icon: "bucket" },
	search: { family: "data", tier: 5, icon: "search" },
	external: { family: "client", tier: 6, icon: "plug-connected" },
	monitoring: { family: "operations", tier: 9, icon: "heartbeat" },
	pipeline: { family: "operations", tier: 9, icon: "rocket" },
};

/** For kinds that the vocabulary gains later. */
const FAMILY_LOOKS: Readonly<Partial<Record<Family, KindLook>>> = {
	client: { family: "client", tier: 0, icon: "users" },
	router: { family: "traffic", tier: 2, icon: "route" },
	store: { family: "data", tier: 5, icon: "database" },
	queue: { family: "async", tier: 4.5, icon: "queue-pop-in" },
	external: { family: "client", tier: 6, icon: "plug-connected" },
	operations: { family: "operations", tier: 9, icon: "heartbeat" },
};

export function lookOf(kind: string): KindLook {
	return LOOKS[kind] ?? FAMILY_LOOKS[familyOf(kind)] ?? { family: "compute", tier: 3, icon: "hexagon" };
}

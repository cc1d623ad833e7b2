import type { Component, DataSet } from "../model/architecture.ts";
import { once } from "../model/once.ts";
import { wordOf } from "../model/properties.ts";
import type { SaturationUsers } from "./analysis.ts";
import { dataHeld } from "./caches/cached-data.ts";
import { type ComponentLoad, type Loads, loadsWithin, type Scope, type Solved, solvedAt } from "./loads.ts";
import { memo } from "./memo.ts";
import { usersAt } from "./models/saturation.ts";
import { orderIn, placesIn } from "./traffic/call-order.ts";
import { isCache } from "./traffic/routing.ts";
import { isNear, isProportional, primaries } from "./traffic/traffic.ts";
import { demandsOf } from "./traffic/users.ts";

/** So many users show what does not grow in proportion to them. */
const VERY_MANY = 1e12;

function straightOf({ straight }: ComponentLoad): number {
	return straight.kind === "users" ? straight.users : Number.MAX_VALUE;
}

export interface FullFirst {
	readonly component: Component;
	readonly saturationUsers: Extract<SaturationUsers, { readonly kind: "users" }>;
}

const UNKNOWN: SaturationUsers = { kind: "unknown", missing: "users" };

/**
 * The users at which each component is full, where its load does not grow in proportion to them (model M3): behind caches that hit
 * more often the more they are asked. Each search solves only what the load of the component follows from, and is done when it is
 * asked for.
 */
export class SaturationSearch {
	readonly #loads: Loads;
	readonly #users: number;
	/** With very many users; undefined where everything grows in proportion. */
	readonly far: () => Solved | undefined;
	readonly #found = new Map<Component, SaturationUsers>();
	readonly #scopes = new Map<Component, Scope>();
	/** Those first of which the straight line says so. */
	readonly #byStraightLine: () => readonly ComponentLoad[];
	readonly #bentHolders = new Map<DataSet, readonly Component[]>();

	/** `far`: where it is known how to get that more easily. */
	constructor(loads: Loads, far?: () => Solved | undefined) {
		this.#loads = loads;
		this.#users = loads.demands.users ?? 0;
		this.#byStraightLine = once(() => [...loads.components.values()].sort((a, b) => straightOf(a) - straightOf(b)));
		this.far = once(() => (bends(loads) ? (far?.() ?? solvedAt(loads, VERY_MANY)) : undefined));
	}

	of(component: Component): SaturationUsers {
		const straight = this.#loads.components.get(component)?.straight ?? UNKNOWN;
		if (straight.kind !== "users" || !this.#isBent(component)) return straight;
		return memo(this.#found, component, () =>
			usersAt((users) => this.#utilizationAt(users, component), { near: straight.users }),
		);
	}

	/** What is full first, of all that is not yet full at `above` users; undefined where nothing ever is, or it is not known. */
	first(above = 0): FullFirst | undefined {
		let first: FullFirst | undefined;
		for (const { component, straight } of this.#byStraightLine()) {
			if (straight.kind !== "users") continue;
			if (first && !this.#isFull(component, straight.users, first.saturationUsers.users)) continue;
			if (above > 0 && this.#isFull(component, straight.users, above)) continue;
			const found = this.of(component);
			if (found.kind !== "users" || (first && found.users >= first.saturationUsers.users)) continue;
			first = { component, saturationUsers: found };
		}
		return first;
	}

	/** Whether it is full at `users`. More users make less of a load each, so beyond the present ones it is not before the straight line is. */
	#isFull(component: Component, straight: number, users: number): boolean {
		if (straight > users && straight >= this.#users) return false;
		return this.#isBent(component) ? this.#utilizationAt(users, component) >= 1 : straight <= users;
	}

	#utilizationAt(users: number, component: Component): number {
		return loadsWithin(this.#scopeOf(component), users, this.#loads)(component).utilization ?? 0;
	}

	/** What arrives at it, or is repeated there, is not in proportion at very many users. */
	#isBent(component: Component): boolean {
		return this.#bentArrivals(component) || this.#bentPrimaries(component).length > 0;
	}

	#bentArrivals(component: Component): boolean {
		const far = this.far()?.traffic;
		const now = this.#loads.traffic.arrivals.get(component);
		const then = far?.arrivals.get(component);
		return now !== undefined && then !== undefined && !isProportional(then, now, VERY_MANY / this.#users);
	}

	#bentPrimaries(copy: Component): readonly Component[] {
		const { architecture } = this.#loads;
		return (primaries(architecture).get(copy) ?? []).filter((primary) => this.#bentArrivals(primary));
	}

	#bentSources(component: Component): readonly Component[] {
		const far = this.far()?.traffic;
		const { traffic } = this.#loads;
		return component.incoming
			.filter((link) => {
				const [now, then] = [traffic.links.get(link), far?.links.get(link)];
				return now && then && !isProportional(then, now, VERY_MANY / this.#users);
			})
			.map(({ from }) => from);
	}

	/** Stores at which the writes of data that a cache holds are not in proportion. */
	#bentWriters(cache: Component): readonly Component[] {
		const { routing, traffic } = this.#loads;
		const far = this.far()?.traffic;
		return dataHeld(cache).flatMap((data) =>
			memo(this.#bentHolders, data, () =>
				routing.holders(data).filter((holder) => {
					const [now, then] = [
						traffic.arrivals.get(holder)?.of("write", data),
						far?.arrivals.get(holder)?.of("write", data),
					];
					return !isCache(holder) && !isNear(then ?? 0, ((now ?? 0) * VERY_MANY) / this.#users);
				}),
			),
		);
	}

	/** The component, and everything that is not in proportion on the way to it. */
	#scopeOf(component: Component): Scope {
		return memo(this.#scopes, component, () => {
			const { architecture, routing, traffic, hitRatios } = this.#loads;
			const members = new Set([component]);
			for (const member of members) {
				const more = [
					...this.#bentSources(member),
					...this.#bentPrimaries(member),
					...traffic.asked(member),
					...(isCache(member) ? this.#bentWriters(member) : []),
					...routing.diverted.filter((one) => routing.insteadOf(one) === member),
				];
				for (const one of more) members.add(one);
			}
			const order = orderIn(architecture, routing);
			const placeOf = placesIn(order);
			const places = new Set([...members].flatMap((one) => placeOf.get(one) ?? []).sort((a, b) => a - b));
			const groups = [...places].map((place) => order[place]!);
			return { groups, caches: groups.flat().filter((one) => hitRatios.has(one)) };
		});
	}
}

/** Something follows users in another way than in proportion. */
function bends({ architecture, demands, facts, hitRatios }: Loads): boolean {
	if (hitRatios.size > 0 || architecture.components.some((cache) => wordOf(cache, "write") === "write-back"))
		return true;
	const factor = VERY_MANY / (demands.users ?? 1);
	const far = demandsOf(architecture, facts, VERY_MANY).clients;
	return demands.clients.some(
		({ requestsPerSecond: now = 0 }, i) => !isNear(far[i]?.requestsPerSecond ?? 0, now * factor),
	);
}

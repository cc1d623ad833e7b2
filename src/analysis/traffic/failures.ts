import type { Architecture, Component, Link } from "../../model/architecture.ts";
import { sessionStoreOf } from "../../model/data.ts";
import { familyOf } from "../../model/kinds.ts";
import { oncePer } from "../../model/once.ts";
import { flagOf, numberOf } from "../../model/properties.ts";
import { failedOver } from "./attempts.ts";
import { callOrder } from "./call-order.ts";
import { spentLinks } from "./plain-calls.ts";
import { callLinks, isAwaited, isCache, type Leg, legsOf, type Routing, routingOf } from "./routing.ts";

/** Round a circle of calls failures are followed so many times. */
const MOST_TURNS = 20;

/**
 * Share of the requests to each component that fail in the state of `routing` (model M17): by its own `error-rate`, all of
 * what is down, and since something fails that it cannot do without, in all attempts. Only what may fail is in the map, and
 * what is down only where somebody tries it again.
 */
export const failuresOf = oncePer((routing: Routing): ReadonlyMap<Component, number> => {
	const { architecture } = routing;
	const failures = new Map<Component, number>();
	const lost = isRetried(architecture) ? architecture.components.filter((component) => !routing.isUp(component)) : [];
	for (const component of lost) failures.set(component, 1);
	if (lost.length === 0 && !architecture.components.some((component) => ownErrors(component) > 0)) return failures;
	const usual = routingOf(architecture, new Set());
	const spent = spentLinks(architecture);

	const over = (legs: readonly Leg[]): number =>
		legs.reduce((sum, { link, weight }) => sum + weight * failedOver(link, failures), 0);
	/** Succeeds if all of `count` calls do; of a fraction, one more with that probability. */
	const succeeding = (failed: number, count: number): number => {
		const whole = Math.floor(count);
		return (1 - failed) ** whole * (1 - (count - whole) * failed);
	};
	const isHard = (link: Link): boolean => isAwaited(link) && flagOf(link, "optional") !== true;

	const behind = (component: Component): number => {
		const family = familyOf(component.kind);
		if (family === "router" || component.kind === "cache") {
			const legs = legsOf(family === "router" ? spent.openLinks(component, routing) : callLinks(component));
			return 1 - (isCache(component) ? 1 - (numberOf(component, "hit-ratio") ?? 0) : 1) * over(legs);
		}
		if (family !== "compute") return 1;
		let succeeds = 1;
		for (const { operation, data, factor } of component.accesses) {
			const way = routing.way(component, data, operation);
			if (lost.length > 0 && !way && usual.way(component, data, operation)) succeeds = 0;
			const cache = way?.caches[0];
			// What a look-aside cache does not answer, the store does.
			const legs = cache && (cache.fetchesMisses || way.store.length === 0) ? cache.legs : (way?.store ?? []);
			const misses = cache && operation === "read" && legs === way.store;
			succeeds *= succeeding(over(legs), factor * (misses ? 1 - (numberOf(cache.cache, "hit-ratio") ?? 0) : 1));
		}
		const store = sessionStoreOf(component);
		for (const link of callLinks(component)) {
			if (link.to === store) succeeds *= 1 - failedOver(link, failures);
			else if (!spent.has(link) && isHard(link)) succeeds *= succeeding(failedOver(link, failures), link.share ?? 1);
		}
		return succeeds;
	};

	for (const group of [...callOrder(architecture)].reverse()) {
		for (let turn = 0; turn < (group.length > 1 ? MOST_TURNS : 1); turn++) {
			for (const component of [...group].reverse()) {
				if (!routing.isUp(component)) continue;
				const failed = 1 - (1 - ownErrors(component)) * behind(component);
				if (failed > 0) failures.set(component, Math.min(1, failed));
			}
		}
	}
	return failures;
});

const isRetried = oncePer(({ components, links }: Architecture) =>
	[...components, ...links].some((one) => (numberOf(one, "retries") ?? 0) > 0),
);

function ownErrors(component: Component): number {
	return numberOf(component, "error-rate") ?? 0;
}

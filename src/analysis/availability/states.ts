import type { Component, Element, Place } from "../../model/architecture.ts";
import { numberOf } from "../../model/properties.ts";
import type { Facts } from "../facts.ts";
import { type Loads, type Tier, tierIn, trafficAfter } from "../loads.ts";
import { memo } from "../memo.ts";
import { ALL_UP, inside } from "../state.ts";
import { isCache } from "../traffic/routing.ts";
import { certain, type Estimate, Formulas } from "./formulas.ts";
import { Needs } from "./needs.ts";
import type { Part } from "./requirement-graph.ts";
import { meanOf, rareStates, seeded } from "./sampling.ts";
import { placeUnavailability, stoppedUnavailability, type TierLoad, tierUnavailability } from "./tier.ts";

/** Components whose loads are computed in all states together, and how many states that makes at most and at least. */
const MOST_WORK = 6_000;
const MOST_STATES = 256;
const LEAST_STATES = 48;
/** Components whose loads are kept, and states at least. */
const MOST_KEPT = 60_000;
/** So many tiers of which it is open whether they can take over are tried one by one, more of them as if they failed on their own. */
const MOST_MORE = 6;
/** What is left of the states, as a share of the failures that have been found, may be left out. */
const NEGLIGIBLE = 1e-8;
/** So little of them need not be drawn: half of them may fail, or all, or none. */
const SLIGHT = 1e-4;
const MOST_DRAWS = 200_000;
/** States in which nobody lacks anything cost little, but not nothing. */
const MOST_TRIED = 1_000;

/** Something whose loss changes what others have to carry. */
export interface Hinge {
	readonly element: Component | Place;
	/** Those of which each is as bad as all, itself included. */
	readonly alike: readonly (Component | Place)[];
}

type Tiers = ReadonlyMap<Component, Tier>;

interface InState {
	readonly down: ReadonlySet<Component>;
	/** What is left, and its load. */
	readonly tiers: Tiers;
}

/**
 * The states of a design in which something is down for which others have to stand in, and the loads of the others. Which elements
 * that are is found first: where the survivors always have enough, no state has to be looked at.
 */
export class States {
	readonly known: Needs;
	readonly formulas: Formulas;
	readonly hinges: readonly Hinge[];
	/** All that stands in them. */
	readonly tried: ReadonlySet<Component | Place>;
	/** Of how many of them the loads may be looked at. */
	readonly budget: number;
	readonly #loads: Loads;
	readonly #base: States | undefined;
	readonly #changed: Element | undefined;
	readonly #tiers: Map<string, Tiers>;
	readonly #traffic = new WeakMap<Tiers, Pick<Loads, "routing" | "traffic">>();
	readonly #unavailabilities = new WeakMap<Tiers, Map<Component, Partial<Record<Part["stops"], number>>>>();

	/**
	 * `other`: the states of the same design with other numbers for one element, on which no loads depend. What has been found
	 * about the others then holds here, too.
	 */
	constructor(loads: Loads, other?: { readonly states: States; readonly changed: Element }) {
		this.#loads = loads;
		this.#base = other?.states;
		this.#changed = other?.changed;
		this.#tiers = other ? other.states.#tiers : new Map();
		if (other) {
			const { known, formulas, hinges, tried, budget } = other.states;
			[this.known, this.formulas, this.hinges, this.tried, this.budget] = [known, formulas, hinges, tried, budget];
			return;
		}
		this.known = new Needs(loads);
		const needs = loads.demands.clients.map(({ client }) => this.known.ofClient(client));
		this.formulas = new Formulas(this.known.graph.parts, needs);
		const size = loads.components.size + 1;
		this.budget = Math.max(LEAST_STATES, Math.min(MOST_STATES, Math.floor(MOST_WORK / size)));
		// What no diagram can hold is drawn, once and with the usual loads.
		const straining = this.formulas.areExact ? this.#straining() : [];
		this.hinges = straining.length > 0 ? this.#merged([...this.#places(), ...this.#components(straining)]) : [];
		this.tried = new Set(this.hinges.flatMap(({ alike }) => alike));
	}

	get parts(): readonly Part[] {
		return this.known.graph.parts;
	}

	get usual(): Tiers {
		return this.#loads.components;
	}

	/** What is down then, and the loads of what is left. */
	without(elements: readonly (Component | Place)[]): InState {
		const down = new Set(elements.flatMap((element) => (element.type === "place" ? inside(element) : element)));
		if (down.size === 0) return { down, tiers: this.usual };
		const tiers = memo(this.#tiers, keyOf([...down]), () => {
			// Of a large design not all of them can be kept.
			if (this.#tiers.size > Math.max(LEAST_STATES, MOST_KEPT / this.usual.size)) this.#tiers.clear();
			const state = { ...ALL_UP, down };
			const traffic = trafficAfter(this.#loads, { ...state, unable: this.known.unableIn(state) });
			const loads = { ...this.#loads, ...traffic };
			const tiers = new Map(Array.from(this.usual.keys(), (component) => [component, tierIn(component, loads)]));
			this.#traffic.set(tiers, traffic);
			return tiers;
		});
		return { down, tiers };
	}

	/** That a tier cannot do what stops such a part. */
	ofPart(component: Component, stops: Part["stops"], tiers: Tiers): number {
		const both = this.ofTier(component, tiers);
		if (stops === "both") return both;
		return both < 1 ? Math.max(0, this.#of(component, stops, tiers) - both) / (1 - both) : 0;
	}

	/** That a tier does nothing at all. */
	ofTier(component: Component, tiers: Tiers): number {
		return this.#of(component, "both", tiers);
	}

	ofPlace(place: Place): number {
		return placeUnavailability(place, this.#loads.facts);
	}

	/** A tier fails as often if it carries as much as in `other`, in all states that have been looked at. */
	failsAsIn(other: Loads, component: Component): boolean {
		const usual = tierIn(component, { ...this.#loads, facts: other.facts });
		return [this.usual, ...this.#tiers.values()].every((tiers) => {
			const traffic = this.#traffic.get(tiers);
			const inState = traffic ? tierIn(component, { ...this.#loads, ...traffic, facts: other.facts }) : usual;
			return STOPS.every((stops) => {
				const known = this.#of(component, stops, tiers);
				return Math.abs(failing(component, stops, { inState, usual }, other.facts) - known) <= 1e-12 * known;
			});
		});
	}

	/** Asked for again in the search for other states, and with other numbers for something else. */
	#of(component: Component, stops: Part["stops"], tiers: Tiers): number {
		if (this.#base && component !== this.#changed) return this.#base.#of(component, stops, tiers);
		let ofTiers = this.#unavailabilities.get(tiers);
		if (!ofTiers) {
			ofTiers = new Map();
			this.#unavailabilities.set(tiers, ofTiers);
		}
		const known = memo(ofTiers, component, (): Partial<Record<Part["stops"], number>> => ({}));
		if (known[stops] === undefined) {
			const load = { inState: tiers.get(component), usual: this.usual.get(component) };
			known[stops] = failing(component, stops, load, this.#loads.facts);
		}
		return known[stops];
	}

	/**
	 * What must be down together so that others fail more often than usual: everything between which routers choose but one, and
	 * caches. Where there is no such thing, the loads of other states need not be known.
	 */
	#straining(): readonly (readonly Component[])[] {
		const caches = [...this.usual.keys()].filter((component) => isCache(component));
		const last = [[], ...this.known.lastTargets()].slice(0, this.budget);
		const usual = this.without([]);
		return last.filter((others) => this.#isStrained(this.without([...others, ...caches]), usual));
	}

	/** Components that are part of it and that not all operations need anyway. */
	#components(straining: readonly (readonly Component[])[]): Component[] {
		const chosen = new Set(straining.flat());
		const relieving = new Set<Component>();
		for (const others of straining) {
			const without = this.without(others);
			for (const [cache, { requestsPerSecond }] of without.tiers) {
				if (!isCache(cache) || requestsPerSecond === 0 || relieving.has(cache) || this.#isNeededByAll(cache)) continue;
				if (this.#isStrained(this.without([...others, cache]), without)) relieving.add(cache);
			}
		}
		return [...this.usual.keys()].filter((element) => {
			if (element.kind === "client" || this.ofTier(element, this.usual) === 0 || this.#isNeededByAll(element))
				return false;
			if (isCache(element)) return relieving.has(element);
			return this.known.lostTargets(element).some((target) => chosen.has(target));
		});
	}

	/** Data centers and zones that may fail, with something in them that is needed. */
	#places(): Place[] {
		const needed = new Set(this.parts.map(({ element }) => element));
		return this.#loads.architecture.places.filter(
			(place) => place.kind !== "group" && needed.has(place) && this.ofPlace(place) > 0,
		);
	}

	/** Those of which any one stops the same operations and sends routers to the same targets, such as all of a data center, are one. */
	#merged(elements: readonly (Component | Place)[]): readonly Hinge[] {
		const groups = new Map<string, Hinge>();
		for (const element of elements) {
			const part = this.parts.findIndex((part) => part.element === element && part.stops === "both");
			const left =
				part < 0 || (element.type === "component" && isCache(element)) ? undefined : this.formulas.keyWithout(part);
			const lost = this.known.lostTargets(...(element.type === "place" ? inside(element) : [element]));
			const key = left === undefined ? element.id : `${left} ${keyOf(lost)}`;
			const group = groups.get(key) ?? { element, alike: [] };
			groups.set(key, { ...group, alike: [...group.alike, element] });
		}
		return [...groups.values()];
	}

	#isNeededByAll(element: Component): boolean {
		const q = this.parts.map((part) => (part.element === element && part.stops === "both" ? 1 : 0));
		return q.includes(1) && this.formulas.failures(q).every(({ mean }) => mean === 1);
	}

	/** Whether something fails more often in the first state than in the other. */
	#isStrained(more: InState, less: InState): boolean {
		return this.parts.some(({ element, stops }) => {
			if (!("type" in element) || element.type === "place" || more.down.has(element)) return false;
			const operation = stops === "read" ? "read" : "write";
			return this.#of(element, operation, more.tiers) > this.#of(element, operation, less.tiers) * (1 + 1e-9);
		});
	}
}

const STOPS: readonly Part["stops"][] = ["both", "read", "write"];

function failing(component: Component, stops: Part["stops"], load: TierLoad, facts: Facts): number {
	return stops === "both"
		? stoppedUnavailability(component, load, facts)
		: tierUnavailability(component, stops, load, facts);
}

/** A hinge, or a tier that has become too little, with the probability that it is down. */
interface Uncertain {
	readonly element: Component | Place;
	readonly q: number;
}

/**
 * The failures of each client over all states: what fails if every tier always had its usual load to carry, and on top of it what
 * the others lack in the states in which something is down, the likeliest first. `perfect`: an element that never fails.
 */
export class Failures {
	readonly #states: States;
	readonly #perfect: Component | Place | undefined;
	readonly #hinges: readonly Uncertain[];
	/** Of the components among the hinges, the probability that they fail by themselves. */
	readonly #atFirst: ReadonlyMap<Component, number>;
	readonly #lacking = new Map<string, readonly number[]>();
	readonly #computed = new Set<Tiers>();

	constructor(states: States, perfect?: Component | Place) {
		this.#states = states;
		this.#perfect = perfect;
		const alone = (element: Component | Place): number =>
			element.type === "place" ? this.#ofPlace(element) : this.#ofTier(element, states.usual);
		this.#hinges = states.hinges
			.map(({ element, alike }) => ({ element, q: 1 - alike.reduce((up, one) => up * (1 - alone(one)), 1) }))
			.filter(({ q }) => q > 0);
		const components = [...states.tried].filter((element) => element.type === "component");
		this.#atFirst = new Map(components.map((component) => [component, alone(component)]));
	}

	/** Unavailability of each part while all have the load that they usually have. */
	ofParts(): readonly number[] {
		return this.#unavailabilities(this.#states.usual, undefined, new Map());
	}

	all(): readonly Estimate[] {
		const usual = this.#states.formulas.failures(this.ofParts());
		const lacking = usual.map(() => new Sum());
		const outweighs = (probability: number, share: number): boolean =>
			lacking.some((sum, i) => probability > share * (usual[i]!.mean + sum.estimate.mean));
		const tried = new Set<string>();
		let left = 1;
		for (const { down, probability } of likeliest(this.#hinges)) {
			if (!this.#mayCompute(0.75) || tried.size >= MOST_TRIED || !outweighs(left, NEGLIGIBLE)) break;
			left = Math.max(0, left - probability);
			tried.add(keyOf(down));
			for (const [i, lack] of this.#lackingIn(down).entries()) lacking[i]!.add(probability, certain(lack));
		}
		if (this.#hinges.length > 0 && tried.size < 2 ** this.#hinges.length && outweighs(left, NEGLIGIBLE)) {
			const drawn = outweighs(left, SLIGHT) ? this.#drawn(tried) : [];
			for (const [i, sum] of lacking.entries()) sum.add(left, meanOf(drawn.map((lack) => lack[i]!)));
		}
		return usual.map(({ mean, plusMinus }, i) => {
			const { estimate } = lacking[i]!;
			return { mean: Math.min(1, mean + estimate.mean), plusMinus: Math.hypot(plusMinus, estimate.plusMinus) };
		});
	}

	/** The loads of no more than this part of the states that may be have been looked at. */
	#mayCompute(part: number): boolean {
		return this.#computed.size < part * this.#states.budget;
	}

	/** In other states than these, drawn with a fixed seed. */
	#drawn(tried: ReadonlySet<string>): readonly (readonly number[])[] {
		const rare = rareStates(
			this.#hinges.map(({ q }) => q),
			1,
		);
		const random = seeded();
		const drawn: (readonly number[])[] = [];
		for (let draws = 0; draws < MOST_DRAWS && drawn.length < MOST_TRIED && this.#mayCompute(1); draws++) {
			const isDown = rare.draw(random);
			const down = this.#hinges.filter((_, i) => isDown[i]).map(({ element }) => element);
			if (!tried.has(keyOf(down))) drawn.push(this.#lackingIn(down));
		}
		return drawn;
	}

	/** How much more likely each client fails, where these are what is down at first, since others have too much to carry. */
	#lackingIn(down: readonly (Component | Place)[]): readonly number[] {
		const elements = withoutInner(down);
		return memo(this.#lacking, keyOf(elements), () => {
			const places = elements.filter((element) => element.type === "place");
			const lost = new Set<Element>([...elements, ...places.flatMap(inside)]);
			const usual = this.#states.formulas.failures(this.#unavailabilities(this.#states.usual, lost, new Map()));
			if (elements.length === 0 || usual.every(({ mean }) => mean === 1)) return usual.map(() => 0);
			return this.#cascade(elements, this.#atFirst).map(({ mean }, i) => Math.max(0, mean - usual[i]!.mean));
		});
	}

	/**
	 * What is down leaves the others with more to do. Of a tier that was enough until then (it fails with probability `before`)
	 * it may be too little now; what then fails leaves still more to the rest, and so on.
	 */
	#cascade(elements: readonly (Component | Place)[], before: ReadonlyMap<Component, number>): readonly Estimate[] {
		const { down, tiers } = this.#states.without(elements);
		this.#computed.add(tiers);
		const lost = new Set<Element>([...elements, ...down]);
		const now = new Map(before);
		const more: (Uncertain & { readonly element: Component })[] = [];
		for (const [element, usual] of before) {
			if (down.has(element)) continue;
			const unavailability = this.#ofTier(element, tiers);
			if (unavailability <= usual * (1 + 1e-9)) continue;
			now.set(element, unavailability);
			more.push({ element, q: usual < 1 ? (unavailability - usual) / (1 - usual) : 1 });
		}
		const failures = (extra: ReadonlyMap<Component, number>): readonly Estimate[] =>
			this.#states.formulas.failures(this.#unavailabilities(tiers, lost, extra));
		const without = failures(new Map());
		if (more.length === 0 || without.every(({ mean }) => mean === 1)) return without;
		if (more.length > MOST_MORE) return failures(new Map(more.map(({ element, q }) => [element, q])));
		const sums = without.map(() => new Sum());
		for (const { down, probability } of likeliest(more)) {
			if (probability === 0) continue;
			const isDown = new Map(down.map((element) => [element, 1]));
			const found =
				down.length === 0
					? without
					: this.#mayCompute(0.5)
						? this.#cascade([...elements, ...down], now)
						: failures(isDown);
			for (const [i, failure] of found.entries()) sums[i]!.add(probability, failure);
		}
		return sums.map((sum) => sum.estimate);
	}

	/**
	 * Of each part with these loads. Where it is known what is `lost`, hinges are down or up, but for the tiers in `extra`, which may
	 * be too little.
	 */
	#unavailabilities(
		tiers: Tiers,
		lost: ReadonlySet<Element> | undefined,
		extra: ReadonlyMap<Component, number>,
	): readonly number[] {
		const { parts, tried } = this.#states;
		return parts.map(({ element, stops }) => {
			if (!("type" in element)) return 1 - (numberOf(element, "availability") ?? 1);
			if (lost?.has(element)) return stops === "both" ? 1 : 0;
			if (lost && stops === "both" && tried.has(element)) return extra.get(element as Component) ?? 0;
			return element.type === "place" ? this.#ofPlace(element) : this.#ofPart(element, stops, tiers);
		});
	}

	#ofPlace(place: Place): number {
		return place === this.#perfect ? 0 : this.#states.ofPlace(place);
	}

	#ofTier(component: Component, tiers: Tiers): number {
		return this.#unlessPerfect(component, this.#states.ofTier(component, tiers));
	}

	#ofPart(component: Component, stops: Part["stops"], tiers: Tiers): number {
		return this.#unlessPerfect(component, this.#states.ofPart(component, stops, tiers));
	}

	/** What never fails may still be too little for its load. */
	#unlessPerfect(component: Component, q: number): number {
		return component === this.#perfect && q < 1 ? 0 : q;
	}
}

/** A mean over states. */
class Sum {
	#mean = 0;
	#variance = 0;

	add(probability: number, { mean, plusMinus }: Estimate): void {
		this.#mean += probability * mean;
		this.#variance += (probability * plusMinus) ** 2;
	}

	get estimate(): Estimate {
		return { mean: Math.min(1, this.#mean), plusMinus: Math.sqrt(this.#variance) };
	}
}

/** Which of them are down, the likeliest states first. */
function* likeliest<E extends Uncertain>(
	all: readonly E[],
): Iterable<{ readonly down: readonly E["element"][]; readonly probability: number }> {
	const odds = ({ q }: Uncertain): number => q / Math.max(Number.MIN_VALUE, 1 - q);
	const sorted = [...all].sort((a, b) => odds(b) - odds(a));
	const state = (numbers: readonly number[]) => {
		const down = new Set(numbers);
		return { numbers, probability: sorted.reduce((product, { q }, i) => product * (down.has(i) ? q : 1 - q), 1) };
	};
	yield { down: [], probability: state([]).probability };
	// Each state is reached once: from the one without its last element, or with the element before that in its place.
	const open = sorted.length > 0 ? [state([0])] : [];
	while (open.length > 0) {
		const best = open.reduce((best, { probability }, i) => (probability > open[best]!.probability ? i : best), 0);
		const { numbers, probability } = open[best]!;
		open[best] = open[open.length - 1]!;
		open.pop();
		yield { down: numbers.map((i) => sorted[i]!.element), probability };
		const next = numbers[numbers.length - 1]! + 1;
		if (next < sorted.length) open.push(state([...numbers, next]), state([...numbers.slice(0, -1), next]));
	}
}

/** What stands in a place that is down is down with it. */
function withoutInner(elements: readonly (Component | Place)[]): readonly (Component | Place)[] {
	const down = new Set<Component | Place>(elements);
	return elements.filter((element) => {
		for (let place = element.parent; place; place = place.parent) if (down.has(place)) return false;
		return true;
	});
}

function keyOf(elements: readonly { readonly id: string }[]): string {
	return elements
		.map(({ id }) => id)
		.sort()
		.join(" ");
}

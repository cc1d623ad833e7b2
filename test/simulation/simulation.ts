import type { Random, Sampler } from "./random.ts";

/** A clock and the events to come, in the order of their times; events at the same time in the order they were planned. */
export class Simulation {
	now = 0;
	#sequence = 0;
	readonly #times: number[] = [];
	readonly #order: number[] = [];
	readonly #actions: (() => void)[] = [];

	after(delay: number, action: () => void): void {
		const time = this.now + delay;
		const order = this.#sequence++;
		let at = this.#times.length;
		this.#times.push(time);
		this.#order.push(order);
		this.#actions.push(action);
		while (at > 0) {
			const parent = (at - 1) >> 1;
			if (this.#before(parent, time, order)) break;
			this.#move(parent, at);
			at = parent;
		}
		this.#times[at] = time;
		this.#order[at] = order;
		this.#actions[at] = action;
	}

	/** Runs until nothing is left to do, or `isOver` says so after an event. */
	run(isOver: () => boolean = () => false): void {
		while (this.#times.length > 0) {
			this.now = this.#times[0]!;
			const action = this.#actions[0]!;
			this.#removeFirst();
			action();
			if (isOver()) return;
		}
	}

	#before(at: number, time: number, order: number): boolean {
		return this.#times[at]! < time || (this.#times[at] === time && this.#order[at]! < order);
	}

	#move(from: number, to: number): void {
		this.#times[to] = this.#times[from]!;
		this.#order[to] = this.#order[from]!;
		this.#actions[to] = this.#actions[from]!;
	}

	#removeFirst(): void {
		const time = this.#times.pop()!;
		const order = this.#order.pop()!;
		const action = this.#actions.pop()!;
		const length = this.#times.length;
		if (length === 0) return;
		let at = 0;
		for (;;) {
			let child = 2 * at + 1;
			if (child >= length) break;
			if (child + 1 < length && this.#before(child + 1, this.#times[child]!, this.#order[child]!)) child++;
			if (!this.#before(child, time, order)) break;
			this.#move(child, at);
			at = child;
		}
		this.#times[at] = time;
		this.#order[at] = order;
		this.#actions[at] = action;
	}
}

interface Job {
	readonly since: number;
	readonly service: Sampler;
	readonly then: (waited: number) => void;
}

/** Servers with one queue before them, first come first served. */
export class Station {
	readonly #simulation: Simulation;
	readonly #servers: number;
	readonly #service: Sampler;
	readonly #random: Random;
	readonly #queue: Job[] = [];
	#head = 0;
	busy = 0;
	/** Time that its servers were busy, all together. */
	#busyTime = 0;
	#since = 0;

	constructor(simulation: Simulation, servers: number, service: Sampler, random: Random) {
		this.#simulation = simulation;
		this.#servers = servers;
		this.#service = service;
		this.#random = random;
	}

	/** Jobs waiting or served. */
	get present(): number {
		return this.busy + this.#queue.length - this.#head;
	}

	get waiting(): number {
		return this.#queue.length - this.#head;
	}

	/** Serves a job, in a time of its own where it has one; `then` gets the time that it waited, when it is done. */
	serve(then: (waited: number) => void, service: Sampler = this.#service): void {
		const job = { since: this.#simulation.now, service, then };
		if (this.busy < this.#servers) this.#start(job);
		else this.#queue.push(job);
	}

	/** Busy servers on average since the last reset. */
	averageBusy(): number {
		this.#count();
		return this.#busyTime / (this.#simulation.now - this.#since);
	}

	reset(): void {
		this.#count();
		this.#busyTime = 0;
		this.#since = this.#simulation.now;
	}

	#last = 0;
	#count(): void {
		this.#busyTime += this.busy * (this.#simulation.now - this.#last);
		this.#last = this.#simulation.now;
	}

	#start({ since, service, then }: Job): void {
		this.#count();
		this.busy++;
		const waited = this.#simulation.now - since;
		this.#simulation.after(service(this.#random), () => {
			this.#count();
			this.busy--;
			this.#next();
			then(waited);
		});
	}

	#next(): void {
		if (this.#head >= this.#queue.length) return;
		const job = this.#queue[this.#head++]!;
		if (this.#head > 1_000 && this.#head * 2 > this.#queue.length) {
			this.#queue.splice(0, this.#head);
			this.#head = 0;
		}
		this.#start(job);
	}
}

export type Balancing = "pooled" | "least-connections" | "two-choices" | "round-robin" | "random";

/** Instances behind a load balancer, each with `servers` workers and a queue of its own; `pooled`: one queue for all. */
export class Tier {
	readonly stations: readonly Station[];
	readonly #choose: () => Station;

	constructor(
		simulation: Simulation,
		random: Random,
		{
			instances,
			servers,
			service,
			balancing,
		}: {
			readonly instances: number;
			readonly servers: number;
			readonly service: Sampler;
			readonly balancing: Balancing;
		},
	) {
		const stations =
			balancing === "pooled"
				? [new Station(simulation, instances * servers, service, random)]
				: Array.from({ length: instances }, () => new Station(simulation, servers, service, random));
		this.stations = stations;
		let turn = 0;
		const any = (): Station => stations[random.below(stations.length)]!;
		const fewest = (): Station => {
			// Ties are broken at random: the first of equals would get the more work.
			let best = stations[0]!;
			let ties = 1;
			for (let i = 1; i < stations.length; i++) {
				const station = stations[i]!;
				if (station.present < best.present) {
					best = station;
					ties = 1;
				} else if (station.present === best.present && random.below(++ties) === 0) best = station;
			}
			return best;
		};
		this.#choose = {
			pooled: () => stations[0]!,
			random: any,
			"round-robin": () => stations[turn++ % stations.length]!,
			"least-connections": fewest,
			// Two independent draws, which may be the same instance, as in Mitzenmacher (1996).
			"two-choices": () => {
				const [a, b] = [any(), any()];
				return b.present < a.present ? b : a;
			},
		}[balancing];
	}

	serve(then: (waited: number) => void, service?: Sampler): void {
		this.#choose().serve(then, service);
	}

	averageBusy(): number {
		return this.stations.reduce((sum, station) => sum + station.averageBusy(), 0);
	}

	reset(): void {
		for (const station of this.stations) station.reset();
	}
}

/** Calls `arrive` at the times of a renewal process, `count` times. */
export function arrivals(
	simulation: Simulation,
	random: Random,
	{ gap, count, arrive }: { readonly gap: Sampler; readonly count: number; readonly arrive: (index: number) => void },
): void {
	let index = 0;
	const next = (): void => {
		arrive(index++);
		if (index < count) simulation.after(gap(random), next);
	};
	simulation.after(gap(random), next);
}

import type { Architecture, Component, Location } from "../../model/architecture.ts";
import { oncePer } from "../../model/once.ts";
import { numberOf } from "../../model/properties.ts";
import { declaredFact, type Fact, type Facts } from "../facts.ts";

export const SECONDS_PER_DAY = 86_400;

/**
 * Requests from users (model M1; Xu, System Design Interview, 2020, ch. 2): on average users x requests per user and
 * day / 86,400, at the peak times the peak factor. A declared `rate` is the peak rate itself.
 */
export interface Demand {
	readonly client: Component;
	/** Absent for a client that does not declare them. */
	readonly users: Fact | undefined;
	/** Requests of one user per second, on average. */
	readonly requests: Fact | undefined;
	readonly peak: Fact | undefined;
	readonly rate: Fact | undefined;
	/** Per second at the peak; undefined if neither users nor rate is known. */
	readonly requestsPerSecond: number | undefined;
}

export interface Demands {
	readonly clients: readonly Demand[];
	/** Users of all clients as declared; undefined where none says. */
	readonly declaredUsers: number | undefined;
	readonly users: number | undefined;
}

export const clientsOf = oncePer(({ components }: Architecture) => components.filter(({ kind }) => kind === "client"));

/** The demand of every client as declared, or with `users` of all clients together, in their proportions. */
export function demandsOf(architecture: Architecture, facts: Facts, users?: number): Demands {
	const clients = clientsOf(architecture);
	const declared = clients.map((client) => declaredFact(client, "users"));
	const silent = clients.filter((client, i) => !declared[i] && numberOf(client, "rate") === undefined);
	const sum = declared.reduce<number | undefined>((s, fact) => (fact ? (s ?? 0) + fact.value : s), undefined);
	// Where no client says how many users there are, `system { users }` does, or the number that was asked for.
	const meant = sum === undefined && silent.length > 0 ? systemUsers(architecture) : undefined;
	const base = sum ?? meant?.value;
	// Where all clients declare a rate there is nobody to count.
	const total = sum === undefined && silent.length === 0 ? undefined : (users ?? base);
	const factor = total === undefined || !base ? 1 : total / base;
	const share = (client: Component, i: number): Fact | undefined => {
		const fact = declared[i];
		if (fact && base) return { ...fact, value: fact.value * factor };
		if (fact) return { ...fact, value: (total ?? 0) / declared.filter((one) => one !== undefined).length };
		if (sum !== undefined || total === undefined || !silent.includes(client)) return undefined;
		return { value: total / silent.length, at: meant?.at, assumed: undefined };
	};
	return {
		clients: clients.map((client, i) => demandOf(client, share(client, i), sum === undefined ? 1 : factor, facts)),
		declaredUsers: base,
		users: total,
	};
}

function demandOf(client: Component, users: Fact | undefined, factor: number, facts: Facts): Demand {
	const rate = declaredFact(client, "rate");
	if (rate) {
		const scaled = { ...rate, value: rate.value * factor };
		return { client, users, requests: undefined, peak: undefined, rate: scaled, requestsPerSecond: scaled.value };
	}
	if (!users) {
		return { client, users, requests: undefined, peak: undefined, rate: undefined, requestsPerSecond: undefined };
	}
	const requests = facts.of(client, "requests");
	const peak = facts.of(client, "peak");
	const requestsPerSecond = users.value * (requests?.value ?? 0) * (peak?.value ?? 1);
	return { client, users, requests, peak, rate: undefined, requestsPerSecond };
}

function systemUsers({ system }: Architecture): { value: number; at: Location | undefined } | undefined {
	return system && declaredFact(system, "users");
}

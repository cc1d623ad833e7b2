import type { SaturationUsers } from "./analysis.ts";

/**
 * Users at which a load that grows in proportion to them reaches its capacity (model M3): U_sat = U / rho. `users` and
 * `utilization` belong to one another.
 */
export function saturationUsers(users: number | undefined, utilization: number | undefined): SaturationUsers {
	if (utilization === undefined) return { kind: "unknown", missing: "capacity" };
	if (utilization === 0) return { kind: "unbounded" };
	if (users === undefined || users === 0) return { kind: "unknown", missing: "users" };
	return { kind: "users", users: users / utilization };
}

const MOST_USERS = 1e12;

/**
 * The same for a load that grows in another way, such as that behind a cache whose hit ratio depends on the rate: the
 * root of rho(U) = 1, bracketed from the linear estimate and halved in log U. `utilizationAt` grows with the users.
 */
export function solvedSaturationUsers(estimate: number, utilizationAt: (users: number) => number): SaturationUsers {
	let low = Math.min(MOST_USERS, Math.max(1, estimate));
	let high = low;
	if (utilizationAt(low) < 1) {
		while (utilizationAt(high) < 1) {
			if (high >= MOST_USERS) return { kind: "unbounded" };
			low = high;
			high = Math.min(MOST_USERS, high * 2);
		}
	} else {
		while (low > 1e-6 && utilizationAt(low) >= 1) {
			high = low;
			low /= 2;
		}
	}
	while (high / low > 1 + 1e-9) {
		const middle = Math.sqrt(low * high);
		if (utilizationAt(middle) < 1) low = middle;
		else high = middle;
	}
	return { kind: "users", users: high };
}

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
const CLOSE = 1e-7;

/**
 * The same for a load that grows in another way, such as that behind a cache whose hit ratio depends on the rate: the
 * root of rho(U) = 1 by the secant in log U and log rho, where such loads are nearly straight, kept in its bracket by
 * halving (Illinois). `utilizationAt` grows with the users. Undefined where it takes more than `most` evaluations.
 */
export function solvedSaturationUsers(
	estimate: number,
	utilizationAt: (users: number) => number,
	most = 100,
): SaturationUsers | undefined {
	let left = most;
	const at = (x: number): number => {
		left--;
		return Math.log(Math.max(1e-300, utilizationAt(Math.exp(x))));
	};
	let high = Math.log(Math.min(MOST_USERS, Math.max(1e-6, estimate)));
	let atHigh = at(high);
	let low = high;
	let atLow = atHigh;
	for (let step = Math.LN2; atLow >= 0; step *= 2) {
		if (left <= 0 || low < Math.log(1e-9)) return undefined;
		low -= step;
		atLow = at(low);
	}
	if (atHigh < 0) {
		const top = Math.log(MOST_USERS);
		if (at(top) < 0) return { kind: "unbounded" };
		for (let step = Math.LN2; atHigh < 0; step *= 2) {
			if (left <= 0) return undefined;
			low = high;
			atLow = atHigh;
			high = Math.min(top, high + step);
			atHigh = at(high);
		}
	}
	while (high - low > CLOSE) {
		if (left <= 0) return undefined;
		const guess = (low * atHigh - high * atLow) / (atHigh - atLow);
		const middle = low < guess && guess < high ? guess : (low + high) / 2;
		const found = at(middle);
		if (Math.abs(found) < CLOSE) return { kind: "users", users: Math.exp(middle) };
		if (found < 0) {
			low = middle;
			atLow = found;
			atHigh /= 2;
		} else {
			high = middle;
			atHigh = found;
			atLow /= 2;
		}
	}
	return { kind: "users", users: Math.exp(high) };
}

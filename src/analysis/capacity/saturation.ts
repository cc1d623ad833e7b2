import type { SaturationUsers } from "../analysis.ts";

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

import { propertiesOf } from "../language/vocabulary/index.ts";
import type { Architecture, Element } from "../model/architecture.ts";
import type { Assumption, SaturationUsers } from "./analysis.ts";
import { analyze } from "./analyze.ts";
import { Facts } from "./facts.ts";
import type { Availability } from "./reports.ts";

/** How the result moves when one assumption is a fifth lower or higher. Absent where it is not known or not limited. */
export interface Sensitivity {
	readonly assumption: Assumption;
	readonly saturationUsers?: { readonly lower: number; readonly higher: number };
	readonly availability?: { readonly lower: number; readonly higher: number };
	/** The largest of the changes, as a share of the present result; the ledger is in this order. */
	readonly weight: number;
}

const STEP = 0.2;

/** The assumption ledger: each default in use, those that move the result most first. */
export function sensitivitiesOf(architecture: Architecture, users?: number): readonly Sensitivity[] {
	return byWeight([...eachSensitivity(architecture, users)]);
}

export function byWeight(sensitivities: readonly Sensitivity[]): readonly Sensitivity[] {
	return [...sensitivities].sort((a, b) => b.weight - a.weight);
}

/** One after the other, because each takes two analyses and somebody may wait for something else meanwhile. */
export function* eachSensitivity(architecture: Architecture, users?: number): Generator<Sensitivity> {
	const options = users === undefined ? {} : { users };
	const base = analyze(architecture, options);
	const now: { users: number | undefined; availability?: Availability | undefined } = {
		users: usersOf(base.saturationUsers),
	};
	// What nobody has asked for until here, the loads do not depend on.
	const behindLoads = new Set(base.assumptions.map(keyOf));
	const availabilities = base.details.availabilities();
	now.availability = availabilities.system;
	const at = (element: Element, assumption: Assumption, value: number): typeof now => {
		const overrides = new Map([[element, new Map([[assumption.property, value]])]]);
		if (isOfFailures(assumption.property) && !behindLoads.has(keyOf(assumption))) {
			return { users: now.users, availability: availabilities.systemWith(element, new Facts({ overrides })) };
		}
		const { saturationUsers, details } = analyze(architecture, { ...options, overrides });
		const users = usersOf(saturationUsers);
		const isSame =
			OF_CAPACITY.has(assumption.property) &&
			element.type === "component" &&
			availabilities.isSameWith(element, new Facts({ overrides }));
		return { users, availability: isSame ? now.availability : details.availabilities().system };
	};
	for (const assumption of base.assumptions) yield sensitivityTo(assumption);

	function sensitivityTo(assumption: Assumption): Sensitivity {
		const element = architecture.elements.get(assumption.component);
		if (!element || typeof assumption.value !== "number" || !Number.isFinite(assumption.value)) {
			return { assumption, weight: 0 };
		}
		const lower = at(element, assumption, moved(element, assumption, assumption.value, 1 - STEP));
		const higher = at(element, assumption, moved(element, assumption, assumption.value, 1 + STEP));
		const change = (a: number | undefined, b: number | undefined): number =>
			a === undefined || b === undefined || b === 0 ? 0 : Math.abs(a - b) / b;
		const failures = (side: typeof lower): number =>
			change(side.availability?.unavailability, now.availability?.unavailability);
		const weight = Math.max(
			change(lower.users, now.users),
			change(higher.users, now.users),
			failures(lower),
			failures(higher),
		);
		return {
			assumption,
			weight,
			...(lower.users !== undefined &&
				higher.users !== undefined && { saturationUsers: { lower: lower.users, higher: higher.users } }),
			...(lower.availability &&
				higher.availability && {
					availability: { lower: lower.availability.availability, higher: higher.availability.availability },
				}),
		};
	}
}

/**
 * A fifth lower or higher. Of an availability it is the downtime that is a fifth longer or shorter; a ratio stays one, and
 * there is no half of a shard.
 */
function moved({ kind }: Element, { property, written }: Assumption, value: number, factor: number): number {
	if (property.endsWith("availability")) return 1 - (1 - value) * (2 - factor);
	const type = propertiesOf(kind).get(property)?.value;
	if (type?.type === "quantity" && type.integer) return Math.round(value * factor);
	return written.endsWith("%") ? Math.min(1, value * factor) : value * factor;
}

/** How often something fails and for how long, and not what it carries. */
function isOfFailures(property: string): boolean {
	return property.endsWith("availability") || OF_FAILURES.has(property);
}

const OF_FAILURES = new Set(["common-cause", "mtbf", "mttr", "failover-time", "failover-coverage"]);

/** What a tier carries of what arrives there, and not what it sends on. */
const OF_CAPACITY = new Set([
	...[
		"capacity",
		"service-time",
		"concurrency",
		"read-capacity",
		"write-capacity",
		"replay-cost",
		"read-time",
		"write-time",
	],
	...["contention", "coherency", "variability", "partitions", "connections"],
]);

const keyOf = ({ component, property }: Assumption): string => `${component} ${property}`;

const usersOf = (found: SaturationUsers): number | undefined => (found.kind === "users" ? found.users : undefined);

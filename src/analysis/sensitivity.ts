import { propertiesOf } from "../language/vocabulary/index.ts";
import type { Architecture, Element } from "../model/architecture.ts";
import type { Assumption, SaturationUsers } from "./analysis.ts";
import { analyze } from "./analyze.ts";

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
	const now = { users: usersOf(base.saturationUsers), availability: base.details.availabilities().system };
	const at = (element: Element, property: string, value: number) => {
		const overrides = new Map([[element, new Map([[property, value]])]]);
		const { saturationUsers, details } = analyze(architecture, { ...options, overrides });
		return { users: usersOf(saturationUsers), availability: details.availabilities().system };
	};
	for (const assumption of base.assumptions) yield sensitivityTo(assumption);

	function sensitivityTo(assumption: Assumption): Sensitivity {
		const element = architecture.elements.get(assumption.component);
		if (!element || typeof assumption.value !== "number" || !Number.isFinite(assumption.value)) {
			return { assumption, weight: 0 };
		}
		const lower = at(element, assumption.property, moved(element, assumption, assumption.value, 1 - STEP));
		const higher = at(element, assumption.property, moved(element, assumption, assumption.value, 1 + STEP));
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

const usersOf = (found: SaturationUsers): number | undefined => (found.kind === "users" ? found.users : undefined);

import type { Component } from "../model/architecture.ts";
import { places, plain, type Step } from "./arithmetic.ts";
import { declaredFact, type Fact } from "./facts.ts";
import type { Loads } from "./loads.ts";
import { fromTimes } from "./models/availability.ts";
import { SECONDS_PER_DAY } from "./traffic/users.ts";

/** A declared number, which counts, and what others that are declared beside it come to. */
export interface Disagreement {
	readonly property: string;
	readonly declared: Fact;
	readonly computed: Step;
}

/** Below this share two numbers count as the same. */
const NEARLY = 0.01;

/** Where the text says one thing twice, and not the same. Hit ratios stand in the report on the cache. */
export function disagreementsOf(component: Component, { demands }: Loads): readonly Disagreement[] {
	const declared = (property: string): Fact | undefined => declaredFact(component, property);
	const found: Disagreement[] = [];
	/** Missing parts make nothing known. */
	const compare = <Names extends readonly string[]>(
		property: string,
		names: Names,
		compute: (...facts: { [I in keyof Names]: Fact }) => Omit<Step, "name" | "from">,
	): void => {
		const said = declared(property);
		const facts = names.map(declared);
		if (!said || facts.some((fact) => !fact)) return;
		const computed = compute(...(facts as { [I in keyof Names]: Fact }));
		const [a, b] = computed.unit === "availability" ? [1 - said.value, computed.value] : [said.value, computed.value];
		if (Math.abs(a - b) <= NEARLY * Math.max(a, b)) return;
		found.push({ property, declared: said, computed: { ...computed, name: property, from: places(...facts) } });
	};

	const rate = (concurrency: Fact, time: Fact) => ({
		formula: "k / S",
		substituted: `${plain(concurrency.value)} / ${plain(time.value)}`,
		value: concurrency.value / time.value,
		unit: "rps" as const,
	});
	if (!declared("heavy")) compare("capacity", ["concurrency", "service-time"], rate);
	compare("read-capacity", ["concurrency", declared("read-time") ? "read-time" : "service-time"], rate);
	compare("write-capacity", ["concurrency", declared("write-time") ? "write-time" : "service-time"], rate);
	compare("availability", ["mtbf", "mttr"], (mtbf, mttr) => ({
		formula: "MTBF / (MTBF + MTTR)",
		substituted: `${plain(mtbf.value)} / (${plain(mtbf.value)} + ${plain(mttr.value)})`,
		value: fromTimes(mtbf.value, mttr.value),
		unit: "availability",
	}));
	const users = demands.clients.find(({ client }) => client === component)?.users;
	if (users) {
		compare("rate", ["requests", "peak"], (requests, peak) => ({
			formula: "U × r / 86,400 × p",
			substituted: `${plain(users.value)} × ${plain(requests.value * SECONDS_PER_DAY)} / 86,400 × ${plain(peak.value)}`,
			value: users.value * requests.value * peak.value,
			unit: "rps",
		}));
	}
	return found;
}

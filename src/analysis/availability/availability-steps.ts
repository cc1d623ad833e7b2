import type { Component } from "../../model/architecture.ts";
import { places, plain, power, type Step } from "../arithmetic.ts";
import { declaredFact, type Fact } from "../facts.ts";
import type { Loads } from "../loads.ts";
import { nodeUnavailability, type TierStep, tierUnavailability } from "./tier.ts";

/** From the availability of one node to that of the tier alone, without what it depends on (model M11). */
export function availabilitySteps(component: Component, { components, facts }: Loads): Step[] {
	const usual = components.get(component);
	if (!usual || component.kind === "client") return [];
	const found: TierStep[] = [];
	const unavailability = tierUnavailability(component, "write", { inState: usual, usual }, facts, found);
	const node = nodeStep(component, facts.of.bind(facts));
	const steps = [node];
	for (const [i, step] of found.entries()) steps.push(...written(step, found[i + 1]));
	// What was taken down says how the result came about, or it says nothing.
	const last = steps.at(-1)!;
	if (steps.length === 1 || last.value !== unavailability) {
		// An assumed number that nothing is made of stands among the assumptions.
		return node.from.length > 0 || node.substituted !== "" ? [node] : [];
	}
	const properties = [
		...["needs", "zones", "zone-availability", "common-cause", "replicas", "providers", "shards"],
		...["failover", "failover-time", "failover-coverage", "voters", "write-quorum"],
	];
	const from = properties.flatMap((property) => component.properties.get(property)?.at ?? []);
	return [...steps.slice(0, -1), { ...last, from }];

	function nodeStep(of: Component, fact: (element: Component, property: string) => Fact | undefined): Step {
		const declared = declaredFact(of, "availability");
		const value = nodeUnavailability(of, facts);
		const step = { name: "node-availability", value, unit: "availability" as const };
		if (declared || !(declaredFact(of, "mtbf") ?? declaredFact(of, "mttr")))
			return { ...step, formula: "A₁", substituted: "", from: places(declared) };
		const [up, repair] = [fact(of, "mtbf"), fact(of, "mttr")];
		return {
			...step,
			formula: "A₁ = MTBF / (MTBF + MTTR)",
			substituted: `${plain(up?.value ?? 0)} / (${plain(up?.value ?? 0)} + ${plain(repair?.value ?? 0)})`,
			from: places(up, repair),
		};
	}
}

function written(step: TierStep, next: TierStep | undefined): Step[] {
	const value = step.unavailability;
	switch (step.kind) {
		case "nodes":
			return next?.kind === "failover" ? nodesSteps(step).map(anyNode) : nodesSteps(step);
		case "failover": {
			const { q, failoverSeconds, coverage, mtbfSeconds, mttrSeconds } = step.options;
			const [T, c, mtbf, mttr] = [failoverSeconds, coverage, mtbfSeconds, mttrSeconds].map(plain);
			return [
				{
					name: "availability-failover",
					formula: "A = 1 − (v × t + (1 − v) × MTTR) / MTBF − Q",
					substituted: `1 − (${c} × ${T} + (1 − ${c}) × ${mttr}) / ${mtbf} − ${plain(q)}`,
					value,
					unit: "availability",
					from: [],
				},
			];
		}
		case "shards":
			return [
				{
					name: "availability-shards",
					formula: "A = Aₛ^K",
					substituted: power(`(1 − ${plain(step.each)})`, step.shards),
					value,
					unit: "availability",
					from: [],
				},
			];
	}
}

/** That any node is up is a part of what a failover leaves. */
function anyNode(step: Step): Step {
	return { ...step, name: "availability-any-node", formula: step.formula.replace(/^A = /, "1 − Q = ") };
}

/** At least k of n, each down with probability q. */
function nodesSteps({
	n,
	k,
	q,
	commonCause,
	copies,
	zones,
	independent,
	unavailability,
}: TierStep & { readonly kind: "nodes" }): Step[] {
	if (n === 1 && copies === 1 && zones === undefined) return [];
	const base = commonCause > 0 ? "((1 − γ) × q)" : "q";
	const baseText = commonCause > 0 ? `((1 − ${plain(commonCause)}) × ${plain(q)})` : plain(q);
	// A node with copies is down where all of them are.
	const [u, uText] = copies > 1 ? [power(base, copies), power(baseText, copies)] : [base, baseText];
	const alone = aloneText();
	const step = { name: "availability-nodes", unit: "availability" as const, from: [] };
	const first: Step = { ...step, formula: `A = ${alone.formula}`, substituted: alone.substituted, value: independent };
	if (!(commonCause > 0)) return [{ ...first, value: unavailability }];
	return [
		{ ...first, name: "availability-independent", formula: `I = ${alone.formula}` },
		{
			...step,
			formula: "A = I − γ × q",
			substituted: `1 − ${plain(independent)} − ${plain(commonCause)} × ${plain(q)}`,
			value: unavailability,
		},
	];

	function aloneText(): { readonly formula: string; readonly substituted: string } {
		if (k > n) return { formula: "0 (k > n)", substituted: "" };
		if (zones !== undefined) return { formula: `P(X ≤ ${n - k}), Z = ${zones}`, substituted: "" };
		if (k === 1) return { formula: `1 − ${power(u, "n")}`, substituted: `1 − ${power(uText, n)}` };
		if (k === n) return { formula: `(1 − ${u})ⁿ`, substituted: power(`(1 − ${uText})`, n) };
		return {
			formula: `P(X ≤ n − j), X ~ Bin(n, ${u})`,
			substituted: `P(X ≤ ${n - k}), X ~ Bin(${n}, ${uText})`,
		};
	}
}

import assert from "node:assert/strict";
import { compareDesign, type Design } from "../../simulation/architecture/design.ts";
import { designs } from "../../simulation/architecture/designs.ts";
import { generatedText } from "../../simulation/architecture/generate.ts";
import { generatedLoss, lossDesigns } from "../../simulation/architecture/loss-designs.ts";
import { outageScenarios } from "../../simulation/architecture/outage-scenarios.ts";
import { type Comparison, compare } from "../../simulation/scenario.ts";

/** Of the full length of a run; `npm run validate` simulates all designs, much longer. */
const SIZE = 0.1;

describe("whole architectures against the simulation", function () {
	this.timeout(60_000);
	const byHand = [
		"Step 3, a load balancer",
		"Balancers of every policy",
		"Calls in parallel",
		"Messages for two tiers",
	];
	const chosen: readonly Design[] = [
		...byHand.map((name) => designs.find((design) => design.name.startsWith(name))!),
		...[2, 6].map((seed) => ({ name: `generated ${seed}`, text: generatedText(seed), isGenerated: true })),
	];
	for (const design of chosen) {
		it(design.name, () => {
			const { comparisons } = compareDesign(design, [1, 2, 3], SIZE);
			assert.ok(comparisons.length > 10);
			check(comparisons);
		});
	}

	const lost = ["A node of a cache", "What can be done without", "A CDN with its origin"].map(
		(name) => lossDesigns.find((design) => design.name.startsWith(name))!,
	);
	for (const design of [...lost, generatedLoss(4)!]) {
		it(`${design.name} lost`, () => check(compareDesign(design, [1, 2, 3], SIZE).comparisons));
	}

	for (const scenario of outageScenarios.slice(0, 3)) {
		it(scenario.name, () => check(compare(scenario, [1, 2, 3], SIZE)));
	}
});

function check(comparisons: readonly Comparison[]): void {
	for (const { metric, analytic, simulated, interval, holds } of comparisons)
		assert.ok(holds, `${metric}: ${analytic} by the analysis, ${simulated} ± ${interval} simulated`);
}

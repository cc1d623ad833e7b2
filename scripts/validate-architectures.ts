/**
 * Holds the analysis of whole architectures against their simulation and writes what comes out to
 * docs/validation-architectures.md, some minutes: `npm run validate`. Exit code 1 where a value of a design that was written
 * by hand differs by more than its tolerance and no known gap of the model explains it.
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compareDesign, type Design } from "../test/simulation/architecture/design.ts";
import { designs } from "../test/simulation/architecture/designs.ts";
import { generatedText } from "../test/simulation/architecture/generate.ts";
import { generatedLosses, lossDesigns } from "../test/simulation/architecture/loss-designs.ts";
import { outageScenarios } from "../test/simulation/architecture/outage-scenarios.ts";
import { type Comparison, compare } from "../test/simulation/scenario.ts";

const SEEDS = [1, 2, 3];
/** Of 200,000 visits a run. */
const SIZE = Number(process.argv[2] ?? 0.5);
const GENERATED = Number(process.argv[3] ?? 40);
const GENERATED_LOSSES = GENERATED / 2;

const generated = Array.from({ length: GENERATED }, (_, i): Design => {
	return { name: `Generated ${i + 1}`, text: generatedText(i + 1), isGenerated: true };
});

const gaps = new Set<string>();
let total = 0;
let agreeing = 0;
let failed = 0;
const rows = [...designs, ...generated].map(row);
const losses = [...lossDesigns, ...generatedLosses(GENERATED_LOSSES)];
const lossRows = losses.map(row);
const outages = outageScenarios.map((scenario) => {
	const comparisons = compare(scenario, SEEDS, SIZE);
	const agree = comparisons.filter(({ holds }) => holds).length;
	total += comparisons.length;
	agreeing += agree;
	const [worst] = [...comparisons].sort((a, b) => difference(b) - difference(a));
	const numbers = worst ? [plain(worst.analytic), `${plain(worst.simulated)} ± ${plain(worst.interval)}`] : ["–", "–"];
	return `| ${[scenario.name, comparisons.length, agree, ...numbers].join(" | ")} |`;
});
console.log(`${agreeing} of ${total} values agree.`);
writeFileSync(
	fileURLToPath(new URL("../docs/validation-architectures.md", import.meta.url)),
	`${[
		"# Whole architectures against a simulation",
		"",
		"<!-- Written by `npm run validate`. -->",
		"",
		`Each design is a text like any other: Archscale analyses it, and a discrete-event simulation that uses nothing of the analysis plays its requests, caches, queues and shards (\`test/simulation/architecture\`). ${SEEDS.length} runs with the seeds ${SEEDS.join(", ")}, ${plain(SIZE * 200_000)} visits each. Compared are rates, reads and writes, utilisation, waiting, percentiles of a visit, hit ratios, and the percentiles of the whole request of each client. A value agrees within the tolerance of its kind, or three standard errors. The value that is farthest from agreeing stands in each row. The formulas one by one: [validation.md](validation.md).`,
		"",
		`**${agreeing} of ${total} values agree.**`,
		"",
		"| Design | Components | Values | Agree | Farthest | Analysis | Simulated | Allowed |",
		"| --- | --: | --: | --: | --- | --: | --: | --: |",
		...rows,
		"",
		"Availability: instances, places and links that fail and are repaired, over generated architectures; the unavailability of the client that is farthest off.",
		"",
		"| Design | Clients | Agree | Analysis | Simulated |",
		"| --- | --: | --: | --: | --: |",
		...outages,
		"",
		"Without some of its parts (`archscale analyze FILE --down PART`): the simulation decides by itself who then sends what where. Compared are the loads of what is left, the calls over each link, which operations of each client fail at least now and then, and, where none does, the percentiles of requests. Generated architectures have a third of their load, so that they can do without something, and nothing in them fails by chance.",
		"",
		"| Design | Components | Values | Agree | Farthest | Analysis | Simulated | Allowed |",
		"| --- | --: | --: | --: | --- | --: | --: | --: |",
		...lossRows,
		"",
		"Where what-if and simulation are known to disagree:",
		"",
		...losses.flatMap(({ name, disagreement }) => (disagreement ? [`- ${name}: ${disagreement}`] : [])),
		"",
		"Known gaps of the model, with wider tolerances where they show:",
		"",
		...[...gaps].map((gap) => `- ${gap}`),
		"",
	].join("\n")}`,
);
process.exitCode = failed > 0 ? 1 : 0;

function row(design: Design): string {
	const { comparisons, components } = compareDesign(design, SEEDS, SIZE);
	const [farthest] = [...comparisons].sort((a, b) => difference(b) - difference(a));
	const agree = comparisons.filter(({ holds }) => holds).length;
	total += comparisons.length;
	agreeing += agree;
	if (!design.isGenerated && !design.disagreement) failed += comparisons.length - agree;
	for (const { reason } of design.gaps ?? []) gaps.add(`${design.name}: ${reason}`);
	const cells = farthest
		? [
				farthest.metric,
				plain(farthest.analytic),
				`${plain(farthest.simulated)} ± ${plain(farthest.interval)}`,
				plain(farthest.allowed),
			]
		: ["–", "–", "–", "–"];
	const line = `| ${[design.name, components, comparisons.length, agree, ...cells].join(" | ")} |`;
	console.log(line);
	return line;
}

function difference({ analytic, simulated, allowed }: Comparison): number {
	return allowed > 0 ? Math.abs(analytic - simulated) / allowed : analytic === simulated ? 0 : Number.MAX_VALUE;
}

function plain(value: number): string {
	return String(Number(value.toPrecision(4)));
}

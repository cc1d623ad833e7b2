/**
 * Holds the formulas of the analysis against a simulation and writes what comes out to docs/validation.md: `npm run validate`, some
 * minutes. With a word as argument only the scenarios whose name holds it are run, and nothing is written. Exit code 1 where a
 * difference is larger than its tolerance.
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Comparison, compare } from "../test/simulation/scenario.ts";
import { scenarios } from "../test/simulation/scenarios.ts";

const SEEDS = [1, 2, 3, 4, 5, 6];

const PARTS: Readonly<Record<string, { readonly title: string; readonly about: string }>> = {
	queueing: {
		title: "Waiting before servers",
		about:
			"Times in mean service times. `M/M/c` and the balancing policies but `two-choices` are exact; two choices are interpolated between one instance and infinitely many; variable service times are scaled by Allen & Cunneen. Of a backlog the fluid approximation gives the mean.",
	},
	networks: {
		title: "Latency along generated call graphs",
		about:
			"Three to eight tiers of one to eight servers, 30 to 80 % busy, called one after the other, by chance and in parallel; which ones is determined by the number of the network. Seconds. The formulas take the visits of a request as independent; here they wait in the same queues.",
	},
	caching: {
		title: "Caches",
		about:
			"10,000 items of skew 0.9, 1,000 of them in the cache, 1,000 reads and 250 writes per second, where the name does not say otherwise. The simulated cache is a real one that holds items, not probabilities.",
	},
	sharding: {
		title: "Shards",
		about: "20,000 keys, where the name does not say otherwise, placed at random, over and over.",
	},
	failures: {
		title: "Availability",
		about:
			"Parts that fail every 720 hours and are repaired in 24, over a million hours. The formulas of the common cause and of the failover are of first order in repair time over time between failures.",
	},
};

const only = process.argv[2];
const lines: string[] = [];
let failed = 0;
let total = 0;
for (const { id, scenarios: part } of scenarios) {
	const { title, about } = PARTS[id]!;
	lines.push("", `## ${title}`, "", about, "");
	lines.push(
		"| Scenario | Value | Formula | Simulated | Difference | Tolerance |",
		"| --- | --- | --: | --: | --: | --: |",
	);
	for (const scenario of part) {
		if (only !== undefined && !scenario.name.includes(only)) continue;
		for (const comparison of compare(scenario, SEEDS, 1)) {
			total++;
			if (!comparison.holds) failed++;
			lines.push(row(comparison));
			if (only !== undefined || !comparison.holds) console.log(row(comparison));
		}
	}
}
console.log(`${total - failed} of ${total} values agree.`);
if (only === undefined) {
	const head = [
		"# The formulas against a simulation",
		"",
		"<!-- Written by `npm run validate`. -->",
		"",
		`Every formula of the analysis is held against a discrete-event simulation that knows none of them (\`test/simulation\`, never part of the extension). ${SEEDS.length} runs of each scenario with the seeds ${SEEDS.join(", ")}; their mean is shown with its 95 % interval by Student's t. A value agrees if the difference is at most the tolerance, or three standard errors of the simulation. A part of the scenarios runs, shorter, with every \`npm test\`.`,
		"",
		`**${total - failed} of ${total} values agree.**`,
	];
	writeFileSync(
		fileURLToPath(new URL("../docs/validation.md", import.meta.url)),
		`${[...head, ...lines].join("\n")}\n`,
	);
}
process.exitCode = failed > 0 ? 1 : 0;

function row({ scenario, metric, analytic, simulated, interval, tolerance, holds }: Comparison): string {
	const absolute = "absolute" in tolerance;
	const difference = absolute || simulated === 0 ? signed(analytic - simulated) : percent(analytic / simulated - 1);
	const allowed = absolute
		? tolerance.absolute === 0
			? "chance"
			: plain(tolerance.absolute)
		: `${plain(tolerance.relative * 100, 2)} %`;
	const mark = holds ? "" : " **!**";
	return `| ${scenario} | ${metric} | ${plain(analytic)} | ${plain(simulated)} ± ${plain(interval, 2)} | ${difference}${mark} | ${allowed} |`;
}

function plain(value: number, digits = 4): string {
	return Math.abs(value) < 1e-15 ? "0" : String(Number(value.toPrecision(digits)));
}

function signed(value: number): string {
	return `${value > 0 ? "+" : ""}${plain(value, 2)}`;
}

function percent(share: number): string {
	return `${share > 0 ? "+" : ""}${(share * 100).toFixed(1)} %`;
}

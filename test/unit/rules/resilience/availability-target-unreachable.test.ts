import assert from "node:assert/strict";
import { generateArchitecture } from "../../../../scripts/generate.ts";
import { availabilityTargetUnreachable as rule } from "../../../../src/rules/resilience/availability-target-unreachable.ts";
import { findingMessage, findingWhy, fixTitle, offeredFixes } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

const titles = (text: string): string[] => {
	const [finding] = findingsOf(rule, text);
	return offeredFixes(finding!).map((fix) => fixTitle(finding!, fix, "en"));
};

/** Two web servers of which the load needs both. */
const tight = (target: string, web = "availability: 99.5%"): string => `system { ${target} }

client browser { users: 750k, requests: 20/day, peak: 2x }
loadbalancer lb { managed: true }
service web x2 { capacity: 250rps, ${web} }

browser -> lb -> web
`;

describe("availability-target-unreachable", () => {
	it("reports a target above what the design holds, with the downtime of both", () => {
		checkReports(
			rule,
			tight("<|availability: 99.9%|>"),
			"The design is up 99 % of the time and promises 99.9 %: it is down for 3.7 d a year, where 8.8 h are allowed.",
		);
	});

	it("says what the downtime consists of", () => {
		const [finding] = findingsOf(rule, tight("availability: 99.9%"));
		assert.match(findingWhy(finding!, "en"), /never failed: `web` 3\.6 d \(99 %\) and `lb` 52 min \(1 %\)\./);
	});

	it("is one step milder where it rests on defaults, and not where what is declared is too little alone", () => {
		checkReports(rule, tight("<|availability: 99.9%|>", "sessions: token"), undefined, "warning");
		const [finding] = findingsOf(rule, tight("availability: 99.9%", "sessions: token"));
		assert.match(findingMessage(finding!, "en"), /Assumed: availability 99\.5%\.$/);
	});

	it("is silent where the target is held, where there is none, and in development", () => {
		checkSilent(rule, tight("availability: 99%", "availability: 99.6%"));
		checkSilent(rule, tight("latency-p99: 1s"));
		checkSilent(rule, tight("availability: 99.9%, environment: dev"));
		checkSilent(rule, "system { availability: 99.99% }\nservice web\n");
	});

	it("does not print the target as what is held", () => {
		const [finding] = findingsOf(
			rule,
			"system { availability: 99.9% }\nclient c\nexternal e { availability: 99.8999% }\nc -> e\n",
		);
		assert.match(findingMessage(finding!, "en"), /is up 99\.8999 % of the time and promises 99\.9 %/);
	});

	it("adds the instance that the load does not need", () => {
		const text = tight("availability: 99.9%");
		checkFix(rule, "instances", text, text.replace("web x2", "web x3"));
		assert.equal(titles(text)[0], "Raise the instances of `web` from 2 to 3: 99 % -> 99.983 %");
	});

	it("looks for it in steps where others have to be let through, and finds the same", () => {
		const text = tight("availability: 99.99%");
		const [finding] = findingsOf(rule, text);
		let steps = 0;
		for (const { search } of finding!.finding.fixes) for (const _ of search!()) steps++;
		assert.ok(steps > 10 * finding!.finding.fixes.length, `${steps} steps`);
		const found = offeredFixes(finding!).map((fix) => fixTitle(finding!, fix, "en"));
		assert.ok(found.length > 0);
		assert.deepEqual(found, titles(text));
	});

	it("offers what comes at least half the way, says that it is short of the target, and offers no less", () => {
		const text = (search: string): string => `system { availability: 99.9% }

client browser
loadbalancer lb x2
service web { sessions: token, availability: 99% }
service search { availability: ${search} }

browser -> lb -> web -> search
`;
		assert.equal(
			titles(text("99.7%"))[0],
			"Raise the instances of `web` from 1 to 2: 98.7 % -> 99.69 %, still short of the target of 99.9 %",
		);
		assert.ok(!titles(text("98%")).some((title) => title.startsWith("Raise the instances of `web`")));
	});

	it("promotes a replica by itself, and gives a database its first one", () => {
		const text = (database: string): string =>
			`system { availability: 99.9% }\n\nclient browser\ndatabase db { ${database} }\n\nbrowser -> db\n`;
		checkFix(
			rule,
			"failover",
			text("replicas: 1, failover: manual, mtbf: 10d, mttr: 1h"),
			text("replicas: 1, failover: automatic, mtbf: 10d, mttr: 1h"),
		);
		checkFix(
			rule,
			"replicas",
			text("availability: 99.5%"),
			text("availability: 99.5%, replicas: 1, failover: automatic"),
		);
	});

	it("keeps a copy of a store that a provider runs", () => {
		const before = `system { availability: 99.95% }

data photos { kind: static, size: 200KB }

client browser { reads photos x10 }
cdn edge { holds: photos, fallback: origin }
storage files { holds: photos }

browser -> edge -> files
`;
		const after = `system { availability: 99.95% }

data photos { kind: static, size: 200KB }

client browser { reads photos x10 }
cdn edge { holds: photos, fallback: origin }
storage files { holds: photos }
storage files-copy { holds: photos }

browser -> edge -> files, files-copy
files -> files-copy { failover: automatic }
`;
		checkFix(rule, "copy", before, after);
	});

	it("goes on without the system of another company", () => {
		const text = (link: string): string => `system { availability: 99.9% }

client browser
service web x2
external payment { availability: 99% }

browser -> web
web -> payment 10%${link}
`;
		checkFix(rule, "optional", text(""), text(" { optional: true }"));
	});

	it("does several things where one is not enough", () => {
		const text = `system { availability: 99.9% }

client browser
loadbalancer lb x2
service web { sessions: token }
service search
database db { failover: automatic }

browser -> lb -> web -> search, db
`;
		const several = titles(text).at(-1)!;
		assert.match(several, /^Add redundancy until the target is reached \(.*`.+`.*, .*\): 98\.\d+ % -> 99\.\d+ %$/);
		const [finding] = findingsOf(rule, text);
		const fix = offeredFixes(finding!).at(-1)!;
		assert.equal(fix.id, "several");
	});

	it("counts only what nothing replaces in a large design, and says so", () => {
		const text = generateArchitecture({ components: 400, seed: 1 }).replace(
			"availability: 99.9%",
			"availability: 99.99%",
		);
		const [finding] = findingsOf(rule, text);
		assert.match(
			findingMessage(finding!, "en"),
			/^The design is up at most 99\.\d+ % of the time and promises 99\.99 %/,
		);
		assert.match(findingWhy(finding!, "en"), /all that is counted here/);
	});
});

import assert from "node:assert/strict";
import { componentHot as rule } from "../../../../src/rules/capacity/component-hot.ts";
import { findingMessage, findingWhy, fixTitle, offeredFixes } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

/** `rate` at one instance of a capacity of 100/s unless said otherwise. */
const design = (rate: number, web = "web { capacity: 100rps }"): string =>
	`client c { rate: ${rate}rps }\nloadbalancer lb x2\nservice ${web}\nc -> lb -> web\n`;

describe("component-hot", () => {
	it("reports from 70 % on, and what is left from 85 % on as close to saturation", () => {
		checkReports(rule, design(70, "<|web|> { capacity: 100rps }"), "`web` is 70 % busy at the peak: 70/s of 100/s.");
		checkReports(
			rule,
			design(85, "<|web|> { capacity: 100rps }"),
			"`web` is 85 % busy at the peak: 85/s of 100/s, close to saturation.",
		);
		checkReports(
			rule,
			"client c { users: 1M, requests: 20/day, peak: 2x }\nloadbalancer lb x2\nservice <|web|> x5 { capacity: 125rps }\nc -> lb -> web\n",
			"`web` is 74 % busy at the peak: 463/s of 625/s; it saturates at 1.3M users.",
		);
		assert.equal(
			findingMessage(findingsOf(rule, design(90))[0]!, "ko"),
			"`web`의 피크 사용률이 90 %입니다(용량 100/s 중 90/s). 포화가 가깝습니다.",
		);
	});

	it("does the arithmetic of waiting", () => {
		const why = findingWhy(findingsOf(rule, design(90, "web { capacity: 100rps, concurrency: 1 }"))[0]!, "en");
		assert.match(
			why,
			/at 90 % answers after 10 service times on average, and one request in a hundred after 46\. 11 % more/,
		);
		const pool = findingWhy(findingsOf(rule, design(850, "web x10 { capacity: 100rps, concurrency: 2 }"))[0]!, "en");
		assert.match(
			pool,
			/The 20 servers here share the work, so a request waits 2\.6 ms on average and 24 ms in one case/,
		);
	});

	it("is silent below 70 %, at saturation, without load, and where nothing is known", () => {
		checkSilent(rule, design(69));
		checkSilent(rule, design(100));
		checkSilent(rule, design(150));
		checkSilent(rule, "client c\nservice web\nc -> web\n");
		checkSilent(rule, "client c { rate: 90rps }\nexternal mail\nc -> mail\n");
	});

	it("is milder where the capacity is assumed", () =>
		checkReports(
			rule,
			design(400, "<|web|>"),
			"`web` is 80 % busy at the peak: 400/s of 500/s. Assumed: capacity 500rps.",
			"info",
		));

	it("is silent about a tier that may start more instances, and not about one that may not", () => {
		checkSilent(rule, design(720, "web x2..11 { capacity: 100rps, concurrency: 1 }"));
		checkReports(rule, design(390, "<|web|> x2..5 { capacity: 100rps, concurrency: 1 }"));
		checkSilent(rule, design(270, "web x2..5 { capacity: 100rps }"));
	});

	it("lets work in the background run up to 90 %", () => {
		const jobs = (rate: number, worker: string): string =>
			`client c { rate: ${rate}rps }\nqueue jobs x3 { durable: true, replicas: 3 }\nworker ${worker} { capacity: 100rps }\nc -> jobs -> resizer\n`;
		checkSilent(rule, jobs(89, "resizer"));
		checkReports(rule, jobs(90, "<|resizer|>"));
	});

	it("is silent about a large pool in which hardly anyone waits and that survives the loss of an instance", () => {
		checkSilent(rule, design(2880, "web x40 { capacity: 100rps, concurrency: 8 }"));
		// The same utilisation in a small pool, and the same pool nearer to its limit.
		assert.equal(findingsOf(rule, design(360, "web x5 { capacity: 100rps, concurrency: 1 }")).length, 1);
		checkReports(rule, design(3800, "<|web|> x40 { capacity: 100rps, concurrency: 8 }"));
	});

	it("runs as many instances as bring it below 70 %", () => {
		const text = design(390, "web x5 { capacity: 100rps, concurrency: 1 }");
		checkFix(rule, "scale-out", text, text.replace("x5", "x6"));
		const scaled = design(390, "web x2..5 { capacity: 100rps, concurrency: 1 }");
		checkFix(rule, "scale-out", scaled, scaled.replace("x2..5", "x2..6"));
		const exact = design(350, "web x5 { capacity: 100rps, concurrency: 1 }");
		checkFix(rule, "scale-out", exact, exact.replace("x5", "x6"));
		const [finding] = findingsOf(rule, text);
		assert.equal(
			fixTitle(finding!, finding!.finding.fixes[0]!, "en"),
			"Add an instance (5 -> 6) to `web`: 65 % of its capacity instead of 78 %",
		);
	});

	it("counts what instances cost each other, and has no advice where more of them do not help", () => {
		const law = "capacity: 100rps, concurrency: 1, contention: 5%";
		const text = design(320, `web x5 { ${law} }`);
		checkFix(rule, "scale-out", text, text.replace("x5", "x6"));
		// 6.45 times what one carries is the most, with 14 of them.
		const hindered = "capacity: 100rps, concurrency: 1, contention: 2%, coherency: 0.5%";
		const [stuck] = findingsOf(rule, design(520, `web x10 { ${hindered} }`));
		assert.deepEqual(offeredFixes(stuck!), []);
	});

	it("offers a database that reads keep hot replicas, a cache and shards", () => {
		const text = `data posts { kind: durable, items: 1M }
client c { rate: 200rps }
loadbalancer lb x2
service web x2 {
  reads posts x4
}
database db { holds: posts, read-capacity: 1000rps, replicas: 1, reads-from: replicas, failover: automatic }
c -> lb -> web -> db
`;
		checkReports(
			rule,
			text.replace("database db", "database <|db|>"),
			"`db` is 80 % busy at the peak on its replica: 800/s of 1k/s.",
		);
		const [finding] = findingsOf(rule, text);
		assert.deepEqual(
			offeredFixes(finding!).map(({ id }) => id),
			["replicas", "cache", "shard"],
		);
		checkFix(rule, "replicas", text, text.replace("replicas: 1", "replicas: 2"));
	});
});

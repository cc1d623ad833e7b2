import assert from "node:assert/strict";
import { verticalLimitReached as rule } from "../../../../src/rules/redundancy/vertical-limit-reached.ts";
import { findingMessage, fixTitle, offeredFixes } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

const service = (rate: number, web: string): string =>
	`client c { rate: ${rate}rps }\nloadbalancer lb x2\nservice ${web}\nc -> lb -> web\n`;
const store = (database: string, accesses = "reads posts x4\n  writes posts x1"): string =>
	`data posts { kind: durable, key: author, items: 1M }\nclient c { rate: 1000rps }\nloadbalancer lb x2\nservice web x9 {\n  ${accesses}\n}\ndatabase ${database}\nc -> lb -> web -> db\n`;

describe("vertical-limit-reached", () => {
	it("reports one instance that gets more than the largest machine carries", () => {
		checkReports(
			rule,
			service(2500, "<|web|> { capacity: 500rps, largest-capacity: 2000rps }"),
			"`web` gets 2.5k/s at the peak, and the largest machine carries 2k/s.",
		);
		checkReports(
			rule,
			"client c { users: 1M, requests: 20/day, peak: 2x }\nservice <|web|> { capacity: 100rps, largest-capacity: 300rps }\nc -> web\n",
			"`web` gets 463/s at the peak, and the largest machine carries 300/s; even that is full at 648k users.",
		);
	});

	it("reports a primary, and the primary of each shard", () => {
		const text = store("<|db|> { holds: posts, replicas: 1, failover: automatic, largest-capacity: 800rps }");
		checkReports(rule, text, "`db` on its primary gets 1k/s at the peak, and the largest machine carries 800/s.");
		assert.equal(
			findingMessage(findingsOf(rule, text.replace(/<\||\|>/g, ""))[0]!, "ko"),
			"`db`의 프라이머리의 부하는 피크 때 1k/s인데 가장 큰 서버의 용량이 800/s입니다.",
		);
		checkReports(rule, store("<|db|> { holds: posts, shards: 2, largest-capacity: 2krps }"));
	});

	it("is silent up to there, about several instances, and where no largest machine is declared", () => {
		checkSilent(rule, service(2000, "web { capacity: 500rps, largest-capacity: 2000rps }"));
		checkSilent(rule, service(2500, "web x3 { capacity: 500rps, largest-capacity: 2000rps }"));
		checkSilent(rule, service(2500, "web { capacity: 500rps }"));
		checkSilent(rule, store("db { holds: posts, shards: 4, largest-capacity: 2krps }"));
		checkSilent(rule, "client c\nservice web { largest-capacity: 1rps }\nc -> web\n");
	});

	it("moves the state of a service out and runs several", () => {
		checkFix(
			rule,
			"scale-out",
			service(2500, "web { capacity: 1000rps, largest-capacity: 2000rps, sessions: local }"),
			service(
				2500,
				"web x4 { capacity: 1000rps, largest-capacity: 2000rps, sessions: sessions }\ncache sessions x2 { replicas: 1, ttl: 30min }",
			),
		);
		const [finding] = findingsOf(rule, service(2500, "web { capacity: 1000rps, largest-capacity: 2000rps }"));
		assert.match(fixTitle(finding!, finding!.finding.fixes[0]!, "en"), /^Run 4 instances of `web`/);
	});

	it("takes reads off a primary by a cache, and splits it", () => {
		const text = store("db { holds: posts, largest-capacity: 4krps }");
		const [finding] = findingsOf(rule, text);
		assert.deepEqual(
			offeredFixes(finding!).map(({ id }) => id),
			["cache", "shard"],
		);
		checkFix(
			rule,
			"shard",
			text,
			text.replace(
				"{ holds: posts, largest-capacity: 4krps }",
				`{
  holds: posts
  largest-capacity: 4krps
  shards: 2
  replicas: 1
  failover: automatic
  placement: consistent-hash
}`,
			),
		);
		const writes = store("db { holds: posts, largest-capacity: 4krps }", "writes posts x5");
		assert.deepEqual(
			offeredFixes(findingsOf(rule, writes)[0]!).map(({ id }) => id),
			["shard"],
		);
	});
});

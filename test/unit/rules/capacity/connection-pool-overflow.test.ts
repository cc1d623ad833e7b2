import assert from "node:assert/strict";
import { connectionPoolOverflow as rule } from "../../../../src/rules/capacity/connection-pool-overflow.ts";
import { findingMessage, fixTitle, offeredFixes } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

const design = (web: string, db: string, rate = 100): string =>
	`client c { rate: ${rate}rps }\nloadbalancer lb x2\nservice ${web}\ndatabase ${db}\nc -> lb -> web -> db\n`;
const copied = "replicas: 1, failover: automatic";

describe("connection-pool-overflow", () => {
	it("reports pools that are more than their target holds", () => {
		const text = design("web x40 { pool-size: 20 }", `<|db|> { ${copied}, max-connections: 500 }`);
		checkReports(
			rule,
			text,
			"`db` holds 500 connections, and its callers open 800: 40 instances of `web` with 20 each.",
		);
		assert.equal(
			findingMessage(findingsOf(rule, text.replace(/<\||\|>/g, ""))[0]!, "ko"),
			"`db`은(는) 연결을 500개까지 받는데 호출하는 쪽이 800개를 엽니다: `web` 인스턴스 40개에 20개씩.",
		);
	});

	it("adds up all callers, and what an autoscaled one may grow to", () => {
		checkReports(rule, design("web x2..40 { pool-size: 20 }", `<|db|> { ${copied}, max-connections: 500 }`));
		checkReports(
			rule,
			`client c { rate: 10rps }\nservice web x4 { pool-size: 50 }\nworker w x4 { pool-size: 50, service-time: 5ms }\ndatabase <|db|> { ${copied}, max-connections: 300 }\nqueue q x3\nc -> web -> db\nweb -> q -> w -> db\n`,
			"`db` holds 300 connections, and its callers open 400: 4 instances of `web` with 50 each and 4 instances of `w` with 50 each.",
		);
	});

	it("is silent within the limit, behind a pooler, and where one of the numbers is not declared", () => {
		const db = `db { ${copied}, max-connections: 500 }`;
		checkSilent(rule, design("web x25 { pool-size: 20 }", db));
		checkSilent(
			rule,
			`client c { rate: 10rps }\nservice web x40 { pool-size: 20 }\nloadbalancer pgbouncer x2\ndatabase ${db}\nc -> web -> pgbouncer -> db\n`,
		);
		checkSilent(rule, design("web x40", db));
		checkSilent(rule, design("web x40 { pool-size: 20 }", `db { ${copied} }`));
	});

	it("reports a pool in which calls wait", () => {
		const text = design(
			"web x2 { pool-size: 2 }",
			`db { ${copied}, read-time: 50ms, write-time: 50ms, concurrency: 64 }`,
		);
		checkReports(
			rule,
			text.replace("web -> db", "web -> <|db|>"),
			"`web` has 2 connections to `db` in each instance, and its calls keep 2.5 busy.",
		);
		checkFix(rule, "larger", text, text.replace("pool-size: 2 ", "pool-size: 4 "));
		checkSilent(rule, text.replace("pool-size: 2 ", "pool-size: 3 "));
		const [finding] = findingsOf(rule, text);
		assert.match(
			fixTitle(finding!, finding!.finding.fixes[0]!, "en"),
			/^Give each instance of `web` 4 connections to `db` \(now 2\)/,
		);
	});

	it("does not enlarge it beyond what the target holds", () => {
		const text = design(
			"web x2 { pool-size: 2 }",
			`db { ${copied}, read-time: 50ms, write-time: 50ms, concurrency: 64, max-connections: 5 }`,
		);
		assert.deepEqual(offeredFixes(findingsOf(rule, text)[0]!), []);
	});

	it("puts a pooler in between", () => {
		checkFix(
			rule,
			"pooler",
			design("web x40 { pool-size: 20 }", `db { ${copied}, max-connections: 500 }`),
			`client c { rate: 100rps }
loadbalancer lb x2
service web x40 { pool-size: 20 }
loadbalancer pooler "Connection pooler" x2
database db { replicas: 1, failover: automatic, max-connections: 500 }
c -> lb -> web -> pooler -> db
`,
		);
	});

	it("makes the pools smaller where that leaves enough", () => {
		const text = design("web x40 { pool-size: 20 }", `db { ${copied}, max-connections: 500 }`);
		checkFix(rule, "smaller", text, text.replace("pool-size: 20", "pool-size: 12"));
		const [finding] = findingsOf(rule, text);
		assert.equal(fixTitle(finding!, finding!.finding.fixes[1]!, "en"), "Make the pools of `web` smaller (20 -> 12)");
		const onLink = `client c { rate: 100rps }\nservice web x40\ndatabase db { ${copied}, max-connections: 500 }\nc -> web\nweb -> db { pool-size: 20 }\n`;
		checkFix(rule, "smaller", onLink, onLink.replace("pool-size: 20", "pool-size: 12"));
		const tight = design("web x40 { pool-size: 20 }", `db { ${copied}, max-connections: 30 }`);
		assert.deepEqual(
			offeredFixes(findingsOf(rule, tight)[0]!).map(({ id }) => id),
			["pooler"],
		);
	});
});

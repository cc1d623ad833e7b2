import assert from "node:assert/strict";
import { cyclicSyncDependency as rule } from "../../../../src/rules/resilience/cyclic-sync-dependency.ts";
import { findingMessage, findingWhy, offeredFixes } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf, unmark } from "../../../support/rules.ts";

const design = (back: string, links = "web -> stock"): string => `client c { rate: 10rps }
loadbalancer lb x2
service web x2
service stock
c -> lb -> web
${links}
${back}
`;

describe("cyclic-sync-dependency", () => {
	it("warns of calls that wait for one another, at the link that closes the cycle", () => {
		const text = design("stock -> <|web|> 50%");
		checkReports(
			rule,
			text,
			"The calls `web` -> `stock` -> `web` form a cycle: an answer of `web` waits for another answer of `web`.",
		);
		const [finding] = findingsOf(rule, unmark(text).text);
		assert.equal(
			findingMessage(finding!, "ko"),
			"`web` -> `stock` -> `web` 호출이 순환합니다. `web`의 응답이 `web`의 또 다른 응답을 기다립니다.",
		);
		// 10 / (1 - 0.5) arrive, of which half have come around.
		assert.match(findingWhy(finding!, "en"), /^Of 20\/s that arrive at `web`, 10\/s have come around\. /);
		assert.match(findingWhy(finding!, "ko"), /^`web`에 오는 20\/s 가운데 10\/s이\(가\) 돌아온 것입니다\. /);
		assert.deepEqual(
			finding!.elements.map(({ id }) => id),
			["web", "stock"],
		);
	});

	it("is an error, which no queue mends, where each request comes around", () => {
		const text = design("stock -> <|web|>");
		checkReports(
			rule,
			text,
			"The calls `web` -> `stock` -> `web` form a cycle: each request comes around as one or more, so the traffic would grow without end; let a smaller share of them come back.",
			"error",
		);
		const [finding] = findingsOf(rule, unmark(text).text);
		assert.equal(
			findingMessage(finding!, "ko"),
			"`web` -> `stock` -> `web` 호출이 순환합니다. 요청 하나가 하나 이상이 되어 돌아오므로 트래픽이 끝없이 늘어납니다. 되돌아오는 비율을 줄이십시오.",
		);
		assert.deepEqual(offeredFixes(finding!), []);
		checkReports(
			rule,
			design("stock -> jobs -> <|web|>").replace("service stock", "queue jobs x3\nservice stock"),
			undefined,
		);
	});

	it("warns where the load is not known, and finds long cycles once", () => {
		const unknown = design("stock -> <|web|>").replace(" { rate: 10rps }", "");
		checkReports(rule, unknown, undefined, "warning");
		const long = design("stock -> api 10% -> <|web|>").replace("service stock", "service stock\nservice api");
		checkReports(
			rule,
			long,
			"The calls `web` -> `stock` -> `api` -> `web` form a cycle: an answer of `web` waits for another answer of `web`.",
		);
	});

	it("is silent about callbacks that nobody waits for, queues, replication, and calls without a cycle", () => {
		checkSilent(rule, design("stock -> web 10% { async: true }"));
		checkSilent(rule, design("stock -> jobs 10% -> web").replace("service stock", "queue jobs x3\nservice stock"));
		checkSilent(rule, "database a\ndatabase b\na -> b\nb -> a\n");
		checkSilent(rule, design("lb -> stock"));
	});

	it("puts a queue into the link that closes the cycle", () =>
		checkFix(
			rule,
			"queue",
			design('stock -> web 10% "restock"'),
			design('stock -> web-queue 10% "restock"\nweb-queue -> web').replace(
				"service web x2\n",
				"service web x2\nqueue web-queue x3 { durable: true }\n",
			),
		));

	it("offers none where the call reads what it needs an answer for", () => {
		const text = `data d
client c { rate: 10rps }
service web x2
service stock {
  reads d 10%
}
database db { holds: d }
c -> web -> stock
stock -> web 10%
web -> db
`;
		const [finding] = findingsOf(rule, text);
		assert.deepEqual(offeredFixes(finding!), []);
	});
});

import assert from "node:assert/strict";
import { threadPoolExhaustion as rule } from "../../../../src/rules/capacity/thread-pool-exhaustion.ts";
import { findingMessage, findingWhy, fixTitle, offeredFixes } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

const design = (shop: string, payments = "service-time: 100ms", link = ""): string =>
	`client c { rate: 300rps }\nloadbalancer lb x2\nservice ${shop}\nexternal payments { ${payments} }\nc -> lb -> shop\nshop -> payments${link}\n`;

describe("thread-pool-exhaustion", () => {
	it("reports threads that a dependency which hangs would hold", () => {
		const text = design("<|shop|> x4 { capacity: 150rps, threads: 100, timeout: 2s }");
		checkReports(rule, text, "`shop` would wait with 600 threads for `payments` when that hangs, and has 400.");
		const [finding] = findingsOf(rule, text.replace(/<\||\|>/g, ""));
		assert.match(findingWhy(finding!, "en"), /^λ × timeout = 300\/s × 2 s = 600, of 400\./);
		assert.equal(
			findingMessage(finding!, "ko"),
			"`shop`은(는) `payments`이(가) 응답하지 않으면 스레드 600개로 기다리게 되는데 모두 400개뿐입니다.",
		);
	});

	it("counts one thread for a request that makes its calls one after the other, and none for one that makes none", () => {
		const shop = "shop x4 { capacity: 150rps, threads: 160, timeout: 2s }";
		checkSilent(rule, design(shop).replace("shop -> payments", "shop -> payments x3"));
		const few = design("shop x4 { capacity: 150rps, threads: 100, timeout: 2s }");
		checkSilent(rule, few.replace("shop -> payments", "shop -> payments 50%"));
	});

	it("takes the timeout of the link before that of the service", () => {
		const shop = "shop x4 { capacity: 150rps, threads: 100, timeout: 2s }";
		checkSilent(rule, design(shop, undefined, " { timeout: 500ms }"));
		assert.equal(
			findingsOf(rule, design("shop x4 { capacity: 150rps, threads: 100 }", undefined, " { timeout: 2s }")).length,
			1,
		);
	});

	it("reports threads that calls keep busy", () => {
		checkReports(
			rule,
			design("<|shop|> x4 { capacity: 150rps, service-time: 10ms, threads: 30 }", "service-time: 400ms"),
			"`shop` keeps 123 of its 120 threads busy at the peak, 103 %.",
		);
	});

	it("is silent with threads to spare, and about code that does not block", () => {
		checkSilent(rule, design("shop x4 { capacity: 150rps, threads: 200, timeout: 2s }"));
		checkSilent(rule, design("shop x4 { capacity: 150rps, service-time: 10ms, threads: 100 }"));
		checkSilent(rule, design("shop x4 { capacity: 150rps, timeout: 2s }"));
	});

	it("is silent about calls that nobody waits for, and those that a breaker ends", () => {
		checkSilent(rule, design("shop x4 { capacity: 150rps, threads: 100, timeout: 2s }", undefined, " { async: true }"));
		checkSilent(rule, design("shop x4 { capacity: 150rps, threads: 100, timeout: 2s, circuit-breaker: true }"));
	});

	it("leaves it to what is saturated", () =>
		checkSilent(
			rule,
			"client c { rate: 300rps }\nservice shop x4 { capacity: 150rps, threads: 100 }\nservice api x2 { capacity: 100rps }\nc -> shop -> api\n",
		));

	it("waits less long, or stops calling", () => {
		const text = design("shop x4 { capacity: 150rps, threads: 100, timeout: 2s }");
		checkFix(rule, "timeout", text, text.replace("2s", "1060ms"));
		checkFix(rule, "breaker", text, text.replace("2s }", "2s, circuit-breaker: true }"));
		const onLink = design("shop x4 { capacity: 150rps, threads: 100 }", undefined, " { timeout: 2s }");
		checkFix(rule, "timeout", onLink, onLink.replace("2s", "1060ms"));
		const [finding] = findingsOf(rule, text);
		assert.equal(
			fixTitle(finding!, finding!.finding.fixes[0]!, "en"),
			"Wait for `payments` at most 1.1 s instead of 2 s",
		);
	});

	it("does not give up what is usually answered later", () => {
		const text = design("shop x4 { capacity: 150rps, threads: 20, timeout: 2s }", "service-time: 200ms");
		assert.deepEqual(
			offeredFixes(findingsOf(rule, text)[0]!).map(({ id }) => id),
			["breaker"],
		);
	});

	it("adds threads, or instances", () => {
		const idle = design("shop x4 { capacity: 5krps, service-time: 10ms, threads: 30 }", "service-time: 400ms");
		checkFix(rule, "scale-out", idle, idle.replace("x4", "x6"));
		const text = design("shop x4 { capacity: 150rps, service-time: 10ms, threads: 30 }", "service-time: 400ms");
		checkFix(rule, "threads", text, text.replace("threads: 30", "threads: 39"));
		checkFix(rule, "scale-out", text, text.replace("x4", "x6"));
	});
});

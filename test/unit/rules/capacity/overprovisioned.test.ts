import assert from "node:assert/strict";
import { overprovisioned as rule } from "../../../../src/rules/capacity/overprovisioned.ts";
import { findingMessage, findingWhy, fixTitle } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf, inspectText } from "../../../support/rules.ts";

const design = (web: string, client = "rate: 100rps"): string =>
	`client c { ${client} }\nloadbalancer lb x2\nservice ${web}\nc -> lb -> web\n`;

describe("overprovisioned", () => {
	it("reports instances that hardly do anything at the peak", () => {
		checkReports(
			rule,
			design("<|web|> x20 { capacity: 100rps }"),
			"`web` runs 20 instances that are 5 % busy at the peak: 3 would do.",
		);
		const [finding] = findingsOf(rule, design("web x20 { capacity: 100rps, cost: $80/month }"));
		assert.equal(
			findingMessage(finding!, "en"),
			"`web` runs 20 instances that are 5 % busy at the peak: 3 would do, which saves $1.4k a month.",
		);
		assert.match(findingWhy(finding!, "en"), /^100\/s at 100\/s for each instance need 2 at 70 %, and one more/);
		assert.equal(
			findingMessage(finding!, "ko"),
			"`web`의 인스턴스 20개는 피크 때에도 사용률이 5 %입니다. 3개면 충분합니다(한 달에 $1.4k 절약).",
		);
	});

	it("is a hint where the capacity is assumed, and silent about balancers of which none is declared", () => {
		checkReports(
			rule,
			design("<|web|> x20"),
			"`web` runs 20 instances that are 1 % busy at the peak: 2 would do. Assumed: capacity 500rps.",
			"hint",
		);
		const balancers = design("web x2 { capacity: 100rps }").replace("lb x2", "lb x6");
		checkSilent(rule, balancers);
		checkReports(rule, balancers.replace("lb x6", "<|lb|> x6 { capacity: 10krps }"));
	});

	it("is silent about a tier that is busy, small, or without load", () => {
		checkSilent(rule, design("web x8 { capacity: 100rps }"));
		checkSilent(rule, design("web x2 { capacity: 5000rps }"));
		checkSilent(rule, "client c\nloadbalancer lb x2\nservice web x20\nc -> lb -> web\n");
	});

	it("is silent about what zones, a majority or the others need", () => {
		checkSilent(rule, design("web x3 { capacity: 5000rps, zones: 3 }"));
		checkSilent(rule, design("web x3 { capacity: 5000rps, needs: majority }"));
		checkSilent(rule, design("web x5 { capacity: 5000rps, needs: 4 }"));
		checkFix(
			rule,
			"scale-in",
			design("web x9 { capacity: 5000rps, zones: 3 }"),
			design("web x3 { capacity: 5000rps, zones: 3 }"),
		);
	});

	it("keeps the threads that calls hold", () => {
		const waiting = (web: string): string =>
			`${design(`web ${web}`)}external payments { service-time: 400ms }\nweb -> payments\n`;
		checkSilent(rule, waiting("x6 { capacity: 5krps, threads: 9 }"));
		checkSilent(rule, waiting("x5 { capacity: 5krps, threads: 40, timeout: 2s }"));
		const text = waiting("x9 { capacity: 5krps, threads: 9 }");
		checkFix(rule, "scale-in", text, text.replace("x9", "x6"));
		assert.deepEqual(
			inspectText(text.replace("x9", "x6")).findings.filter(({ rule: { exclusive } }) => exclusive === "capacity"),
			[],
		);
	});

	it("is silent about what stands by for another data center", () => {
		const two = (rate: number): string => `client c { rate: ${rate}rps }
dns names { routing: failover, health-checks: true }
datacenter us {\n  loadbalancer lb x2\n  service web x10 { capacity: 100rps }\n  lb -> web\n}\ndatacenter eu like us
c -> names -> us.lb 100%, eu.lb 0%\n`;
		checkSilent(rule, two(500));
		assert.equal(findingsOf(rule, two(50)).length, 1);
	});

	it("is silent about what a launch or declared growth will need", () => {
		checkSilent(rule, design("web x20 { capacity: 100rps }", "users: 100k, event: launch, burst: 10x, burst-for: 1h"));
		checkSilent(rule, `system { users: 2M }\n${design("web x20 { capacity: 100rps }", "users: 100k")}`);
		assert.equal(findingsOf(rule, design("web x20 { capacity: 100rps }", "users: 100k")).length, 1);
	});

	it("scales in to what survives the loss of one", () => {
		const text = design("web x20 { capacity: 100rps }");
		checkFix(rule, "scale-in", text, text.replace("x20", "x3"));
		checkFix(rule, "scale-in", text.replace("x20", "x20..40"), text.replace("x20", "x3..40"));
		const [finding] = findingsOf(rule, text);
		assert.match(fixTitle(finding!, finding!.finding.fixes[0]!, "en"), /^Run 3 instances of `web` instead of 20/);
		assert.match(fixTitle(finding!, finding!.finding.fixes[0]!, "ko"), /^`web`의 인스턴스를 20개에서 3개로 줄이기/);
	});
});

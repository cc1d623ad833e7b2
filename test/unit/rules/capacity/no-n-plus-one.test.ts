import assert from "node:assert/strict";
import { noNPlusOne as rule } from "../../../../src/rules/capacity/no-n-plus-one.ts";
import { findingMessage, findingWhy, fixTitle } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

/** `rate` at instances of 100/s each. */
const design = (rate: number, web: string, more = ""): string =>
	`client c { rate: ${rate}rps }\nloadbalancer lb x2\nservice ${web} { capacity: 100rps${more} }\nc -> lb -> web\n`;

describe("no-n-plus-one", () => {
	it("reports instances that saturate when one is lost", () => {
		checkReports(
			rule,
			design(120, "<|web|> x2"),
			"`web` is 60 % busy at the peak: when one of 2 is lost, the other one is 120 % busy.",
			"error",
		);
		const [finding] = findingsOf(rule, design(120, "web x2"));
		assert.match(
			findingWhy(finding!, "en"),
			/^ρ × n \/ \(n − 1\) = 60 % × 2 \/ 1 = 120 %\. 20\/s of requests too many pile up/,
		);
		assert.equal(
			findingMessage(finding!, "ko"),
			"`web`의 피크 사용률이 60 %이어서, 2개 가운데 하나만 잃어도 남은 하나의 사용률이 120 %가 됩니다.",
		);
	});

	it("warns of instances that have hardly any room then", () => {
		checkReports(
			rule,
			design(190, "<|web|> x3"),
			"`web` is 63 % busy at the peak: when one of 3 is lost, the other 2 are 95 % busy.",
			"warning",
		);
		checkSilent(rule, design(180, "web x3"));
	});

	it("takes a whole zone for lost where instances are spread over zones", () => {
		checkReports(
			rule,
			design(380, "<|web|> x6", ", zones: 3"),
			"`web` is 63 % busy at the peak: when one of 3 zones is lost, the other 4 are 95 % busy.",
		);
		checkSilent(rule, design(380, "web x6"));
		checkSilent(rule, design(350, "web x6", ", zones: 3"));
	});

	const zones = (rate: number, web = "web x2"): string =>
		`client c { rate: ${rate}rps }\nloadbalancer lb x2
zone a {\n  service ${web} { capacity: 100rps }\n}\nzone b like a\nzone c like a\nc -> lb -> a.web, b.web, c.web\n`
			.replace(/\bzone c like a/, "zone d like a")
			.replace("c.web", "d.web");

	it("takes a zone for lost that stands beside it", () => {
		checkReports(
			rule,
			zones(390, "<|web|> x2"),
			"`a.web` is 65 % busy at the peak: when the zone `b` is lost, it is 98 % busy.",
		);
		checkSilent(rule, zones(350));
		checkFix(rule, "scale-out", zones(390), zones(390, "web x3"));
	});

	it("is milder where the capacity is assumed", () =>
		checkReports(
			rule,
			"client c { rate: 600rps }\nloadbalancer lb x2\nservice <|web|> x2\nc -> lb -> web\n",
			"`web` is 60 % busy at the peak: when one of 2 is lost, the other one is 120 % busy. Assumed: capacity 500rps.",
			"warning",
		));

	it("leaves a single instance, a saturated tier and databases to other rules", () => {
		checkSilent(rule, design(95, "web"));
		checkSilent(rule, design(250, "web x2"));
		checkSilent(
			rule,
			"client c { rate: 900rps }\ndatabase db { replicas: 2, failover: automatic, read-capacity: 500rps, managed: true }\nc -> db\n",
		);
		checkSilent(
			rule,
			"client c { rate: 120rps }\ngateway g x2 { managed: true, capacity: 100rps }\nservice web x9\nc -> g -> web\n",
		);
	});

	it("is the finding of a hot tier that it makes an error", () => {
		assert.equal(findingsOf(rule, design(150, "web x2"))[0]!.severity, "error");
		// Both would warn: the first in the order of the docs speaks.
		checkSilent(rule, design(290, "web x4", ", concurrency: 1"));
	});

	it("is silent about workers that catch up, and in development", () => {
		checkSilent(
			rule,
			"client c { users: 1M, requests: 10/day, peak: 3x }\nqueue jobs x3 { durable: true, replicas: 3 }\nworker w x4 { capacity: 100rps }\nc -> jobs -> w\n",
		);
		checkSilent(rule, `system { environment: dev }\n${design(120, "web x2")}`);
	});

	it("counts on a tier that scales itself only where it is fast enough", () => {
		assert.equal(findingsOf(rule, design(130, "web x2..9"))[0]!.severity, "warning");
		// The others carry it, if barely, so there is time to start another.
		checkSilent(rule, design(190, "web x3..9"));
		checkSilent(rule, design(130, "web x2..9", ", mttr: 2min, max-connections: 10k"));
		checkSilent(rule, design(130, "web x2..9", ", mttr: 2min"));
		checkReports(rule, design(130, "<|web|> x2..9", ", mttr: 10min"));
		checkReports(rule, design(130, "<|web|> x2..9", ", mttr: 2h, max-connections: 10k"));
	});

	it("runs one more than the load needs", () => {
		checkFix(rule, "scale-out", design(120, "web x2"), design(120, "web x3"));
		checkFix(rule, "scale-out", design(380, "web x6", ", zones: 3"), design(380, "web x8", ", zones: 3"));
		checkFix(rule, "scale-out", design(130, "web x2..9"), design(130, "web x3..9"));
		const [finding] = findingsOf(rule, design(120, "web x2"));
		assert.equal(
			fixTitle(finding!, finding!.finding.fixes[0]!, "en"),
			"Run 3 instances of `web` (now 2): 40 % of its capacity instead of 60 %",
		);
		assert.match(fixTitle(finding!, finding!.finding.fixes[0]!, "ko"), /^`web`의 인스턴스를 3개로 늘리기\(현재 2개\)/);
	});

	it("brings the balancer that they need", () => {
		const text = "client c { rate: 120rps }\nservice web x2 { capacity: 100rps }\nc -> web\n";
		checkFix(
			rule,
			"scale-out",
			text,
			"client c { rate: 120rps }\nloadbalancer lb x2\nservice web x3 { capacity: 100rps }\nc -> lb -> web\n",
		);
	});
});

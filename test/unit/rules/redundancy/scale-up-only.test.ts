import assert from "node:assert/strict";
import { scaleUpOnly as rule } from "../../../../src/rules/redundancy/scale-up-only.ts";
import { findingMessage, fixTitle } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

const design = (web: string): string =>
	`client c { rate: 100rps }\nloadbalancer lb x2\nservice ${web}\nc -> lb -> web\n`;

describe("scale-up-only", () => {
	it("reports a plan to grow by larger machines", () => {
		checkReports(
			rule,
			design("<|web|> { scaling: up }"),
			"`web` is to grow by larger machines (`scaling: up`), and there is only one of it.",
		);
		checkReports(rule, design("<|web|> x3 { scaling: up }"), "`web` is to grow by larger machines (`scaling: up`).");
		checkReports(rule, "client c\nservice web x2\ndatabase <|db|> { scaling: up }\nc -> web -> db\n");
	});

	it("reports one machine that is larger than a common one", () => {
		checkReports(
			rule,
			design("<|web|> { capacity: 4000rps }"),
			"`web` is one machine that carries 4k/s, 8 times a common one, instead of several of them.",
		);
		checkReports(rule, "client c\ndatabase <|db|> { read-capacity: 80krps }\nservice web x2\nc -> web -> db\n");
		assert.equal(
			findingMessage(findingsOf(rule, design("web { capacity: 4000rps }"))[0]!, "ko"),
			"`web`은(는) 흔한 서버 여러 대 대신 그 8배인 4k/s를 처리하는 서버 한 대입니다.",
		);
	});

	it("is silent about several machines, common ones, and a plan to scale out", () => {
		checkSilent(rule, design("web x2 { capacity: 4000rps }"));
		checkSilent(rule, design("web { capacity: 400rps }"));
		checkSilent(rule, design("web { capacity: 4000rps, scaling: out }"));
		checkSilent(rule, design("web { capacity: 4000rps, managed: true }"));
	});

	it("is silent about the one primary of a database that somebody takes over from", () => {
		const store = (properties: string): string =>
			`client c\nservice web x2\ndatabase db { ${properties} }\nc -> web -> db\n`;
		checkSilent(rule, store("scaling: up, replicas: 1, failover: automatic"));
		checkSilent(rule, store("read-capacity: 80krps, replicas: 2, failover: manual"));
		checkSilent(rule, store("scaling: up, replicas: 2, replication: quorum"));
		assert.equal(findingsOf(rule, store("scaling: up, replicas: 1, failover: none")).length, 1);
	});

	it("is silent off the request path, and in development", () => {
		checkSilent(rule, "client c\nqueue jobs x3\nworker w { scaling: up }\nc -> jobs -> w\n");
		checkSilent(rule, `system { environment: dev }\n${design("web { scaling: up }")}`);
	});

	it("leaves it to the limit once that is reached", () =>
		checkSilent(rule, design("web { scaling: up, capacity: 50rps, largest-capacity: 80rps }")));

	it("runs several, with what they need", () => {
		checkFix(rule, "scale-out", design("web { scaling: up }"), design("web x2 { scaling: out }"));
		checkFix(rule, "scale-out", design("web x3 { scaling: up }"), design("web x3 { scaling: out }"));
		checkFix(
			rule,
			"scale-out",
			"client c { rate: 900rps }\nservice web { capacity: 1000rps, sessions: local }\nc -> web\n",
			`client c { rate: 900rps }
loadbalancer lb x2
service web x2 { capacity: 1000rps, sessions: sessions }
cache sessions x2 { replicas: 1, ttl: 30min }
c -> lb -> web
`,
		);
		const [finding] = findingsOf(rule, design("web { scaling: up }"));
		assert.match(
			fixTitle(finding!, finding!.finding.fixes[0]!, "en"),
			/^Add an instance of `web` \(1 -> 2\), and plan to scale out/,
		);
	});

	it("gives a database a replica that takes over", () => {
		const text = "client c\nservice web x2\ndatabase db { scaling: up }\nc -> web -> db\n";
		checkFix(rule, "replica", text, text.replace("up }", "up, replicas: 1, failover: automatic }"));
	});
});

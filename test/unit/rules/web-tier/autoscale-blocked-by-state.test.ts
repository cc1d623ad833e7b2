import assert from "node:assert/strict";
import { autoscaleBlockedByState as rule } from "../../../../src/rules/web-tier/autoscale-blocked-by-state.ts";
import { findingMessage, fixTitle } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

const design = (web: string, client = "users: 1M, requests: 20/day, peak: 3x"): string =>
	`client c { ${client} }\nloadbalancer lb x2\nservice ${web}\nc -> lb -> web\n`;

describe("autoscale-blocked-by-state", () => {
	it("reports a tier that scales itself and keeps sessions", () => {
		checkReports(
			rule,
			design("<|web|> x2..10 { sessions: local }", "users: 1M, peak: 1x"),
			"`web` scales itself between 2 and 10 instances, but keeps sessions in the memory of its servers: each one that it removes logs its users out.",
		);
		checkReports(rule, "service <|web|> x1..4 { sessions: local }\n");
	});

	it("reports a tier of constant size whose load varies", () => {
		checkReports(
			rule,
			design("<|web|> x4 { sessions: local }"),
			"`web` gets 3 times its average load at the peak, but stays at 4 instances all day, since sessions live in the memory of its servers.",
		);
		checkReports(
			rule,
			design("<|web|> { sessions: local }", "users: 10k, peak: 2x"),
			"`web` gets 2 times its average load at the peak, but cannot grow with it, since sessions live in the memory of its servers.",
		);
	});

	it("is a hint where the peak is assumed", () =>
		checkReports(
			rule,
			design("<|web|> x4 { sessions: local }", "users: 1M"),
			"`web` gets 2 times its average load at the peak, but stays at 4 instances all day, since sessions live in the memory of its servers. Assumed: peak 2x.",
			"hint",
		));

	it("is silent where sessions are shared, in a token, or none", () => {
		for (const sessions of ["redis", "token", "none"]) {
			checkSilent(rule, `${design(`web x2..10 { sessions: ${sessions} }`)}cache redis x2 { replicas: 1 }\n`);
		}
		checkSilent(rule, design("web x2..10"));
	});

	it("is silent about a load that hardly varies, or is not known", () => {
		checkSilent(rule, design("web x4 { sessions: local }", "users: 1M, peak: 1.5x"));
		checkSilent(rule, design("web x4 { sessions: local }", "rate: 500rps"));
		checkSilent(rule, "client c\nloadbalancer lb x2\nservice web x4 { sessions: local }\nc -> lb -> web\n");
	});

	it("moves the sessions out", () => {
		const text = design("web x2..10 { sessions: local }");
		checkFix(rule, "token", text, text.replace("local", "token"));
		checkFix(
			rule,
			"shared-store",
			text,
			text.replace("local }\n", "sessions }\ncache sessions x2 { replicas: 1, ttl: 30min }\n"),
		);
	});

	it("lets a tier of constant size scale then", () => {
		const text = design("web x4 { sessions: local }");
		checkFix(rule, "token", text, text.replace("x4 { sessions: local }", "x4..8 { sessions: token }"));
		const [finding] = findingsOf(rule, text);
		const [fix] = finding!.finding.fixes;
		assert.match(
			fixTitle(finding!, fix!, "en"),
			/^Move the sessions of `web` to a new shared store `sessions` x2, and let it scale by itself \(x4\.\.8\)/,
		);
		assert.match(fixTitle(finding!, fix!, "ko"), /옮기기, 자동 확장 켜기\(x4\.\.8\)/);
		assert.equal(
			findingMessage(finding!, "ko"),
			"`web`은(는) 피크의 부하가 평균의 3배인데 세션이 서버 메모리에 있어서 하루 내내 인스턴스가 4개입니다.",
		);
	});
});

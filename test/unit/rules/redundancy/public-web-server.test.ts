import assert from "node:assert/strict";
import { publicWebServer as rule } from "../../../../src/rules/redundancy/public-web-server.ts";
import { findingMessage, fixTitle } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

const design = (web: string): string =>
	`client c\nloadbalancer lb x2 { public: true }\nservice ${web}\nc -> lb -> web\n`;

describe("public-web-server", () => {
	it("reports servers behind a balancer that are public", () => {
		checkReports(
			rule,
			design("<|web|> x4 { public: true }"),
			"`web` stands behind `lb`, but its 4 servers can be reached from the internet directly.",
		);
		checkReports(rule, "gateway g x2\nservice <|web|> x4 { public: true }\ng -> web\n");
	});

	it("is an error where they hold sessions", () => {
		const text = design("<|web|> x4 { sessions: local, public: true }");
		checkReports(
			rule,
			text,
			"`web` stands behind `lb`, but its 4 servers can be reached from the internet directly, with the sessions in their memory.",
			"error",
		);
		assert.equal(
			findingMessage(findingsOf(rule, text.replace(/<\||\|>/g, ""))[0]!, "ko"),
			"`web`은(는) `lb`의 뒤에 있는데 서버 4대에 인터넷에서 직접 접근할 수 있습니다. 세션도 그 메모리에 있습니다.",
		);
	});

	it("is silent about private servers, an entrance without a balancer, and balancers", () => {
		checkSilent(rule, design("web x4"));
		checkSilent(rule, design("web x4 { public: false }"));
		checkSilent(rule, "client c\nservice web { public: true }\nc -> web\n");
		checkSilent(rule, "client c\nloadbalancer lb x2 { public: true }\ngateway g x2 { public: true }\nc -> lb -> g\n");
	});

	it("is silent in development", () =>
		checkSilent(rule, `system { environment: dev }\n${design("web x4 { public: true }")}`));

	it("hides them", () => {
		const text = design("web x4 { public: true }");
		checkFix(rule, "private", text, design("web x4 { public: false }"));
		const [finding] = findingsOf(rule, text);
		assert.equal(
			fixTitle(finding!, finding!.finding.fixes[0]!, "en"),
			"Give `web` private addresses only (`public: false`)",
		);
	});
});

import assert from "node:assert/strict";
import { unusedIgnore as rule } from "../../../../src/rules/design/unused-ignore.ts";
import { findingMessage, fixTitle } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf, inspectText } from "../../../support/rules.ts";

const IGNORE = "// archscale-ignore";

describe("unused-ignore", () => {
	it("hints at a comment that silences nothing", () =>
		checkReports(
			rule,
			`<|${IGNORE} load-balancer-spof: only one so far|>\nloadbalancer lb x2\n`,
			"The comment that ignores `load-balancer-spof` silences nothing: the rule has nothing to report on that line.",
			"hint",
		));

	it("asks whether another rule was meant", () => {
		const text = `${IGNORE} db-no-replicas: rebuilt each night\ndatabase db\n`;
		checkReports(
			rule,
			`<|${text.replace("\n", "|>\n")}`,
			"The comment that ignores `db-no-replicas` silences nothing: there is no such rule (did you mean `db-no-replica`?).",
		);
		checkFix(rule, "correct", text, text.replace("replicas", "replica"));
		const [finding] = findingsOf(rule, text);
		assert.equal(fixTitle(finding!, finding!.finding.fixes[0]!, "ko"), "대신 `db-no-replica` 무시하기");
		assert.equal(
			findingMessage(finding!, "ko"),
			"`db-no-replicas`의 무시 주석이 숨기는 것이 없습니다: 그런 규칙은 없습니다(`db-no-replica`을(를) 뜻했나요?).",
		);
	});

	it("has no suggestion for what resembles nothing", () => {
		const [finding] = findingsOf(rule, `${IGNORE} zzzzzzzzzz: x\nservice web\n`);
		assert.match(findingMessage(finding!, "en"), /: there is no such rule\.$/);
		assert.deepEqual(
			finding!.finding.fixes.map(({ id }) => id),
			["remove"],
		);
	});

	it("is silent about comments that silence something", () => {
		checkSilent(rule, `${IGNORE} db-no-replica: rebuilt each night\ndatabase db\n`);
		checkSilent(rule, `database db ${IGNORE} db-no-replica: rebuilt each night\n`);
	});

	it("is silent where another rule, the environment or a setting speaks for it", () => {
		const muted = `client c\nservice web { sessions: db }\n${IGNORE} session-store-spof: few users\ndatabase db\nc -> web\n`;
		checkSilent(rule, muted);
		checkSilent(rule, `system { environment: dev }\n${IGNORE} db-no-replica: later\ndatabase db\n`);
		checkSilent(rule, `${IGNORE} db-no-replica: later\ndatabase db { replicas: 1 }\n`, {
			severities: { "db-no-replica": "off" },
		});
	});

	it("belongs to no element", () => {
		const { findings } = inspectText(`${IGNORE} spof: x\nservice web\n`);
		const [finding] = findings.filter((one) => one.rule.id === rule.id);
		assert.deepEqual(finding!.elements, []);
	});

	it("takes the comment away, with its line where it has one", () => {
		checkFix(
			rule,
			"remove",
			`client c\n\n${IGNORE} spof: x\n// The site.\nservice web x2 // two\n`,
			"client c\n\n// The site.\nservice web x2 // two\n",
		);
		checkFix(rule, "remove", `service web x2 ${IGNORE} spof: x\nclient c\n`, "service web x2\nclient c\n");
	});
});

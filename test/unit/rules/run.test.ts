import assert from "node:assert/strict";
import { applyEdits } from "../../../src/language/text.ts";
import { marksOf } from "../../../src/rules/marks.ts";
import { fixTitle, offeredFixes } from "../../../src/rules/words.ts";
import { inspectText } from "../../support/rules.ts";

type Options = Parameters<typeof inspectText>[1];

const found = (text: string, options?: Options): string[] =>
	inspectText(text, options).findings.map(({ rule, severity, elements }) => {
		return `${severity} ${rule.id}: ${elements.map(({ id }) => id).join(", ")}`;
	});
const ofRule = (id: string, text: string, options?: Options) =>
	inspectText(text, options).findings.filter(({ rule }) => rule.id === id);

describe("running the rules", () => {
	it("lists findings in the order of the text, the worst first at one place", () => {
		const lines = found(
			"client c { rate: 900rps }\nservice web { capacity: 100rps, sessions: local }\ndatabase db\nc -> web -> db\n",
		);
		assert.deepEqual(lines, [
			"error component-saturated: web",
			"error single-instance-tier: web",
			"warning stateful-web-tier: web",
			"warning no-monitoring: web",
			"info no-rate-limit: web",
			"hint no-timeout: web",
			"error db-no-replica: db",
		]);
	});

	it("marks the links that carry what is wrong, copies included", () => {
		const text = `client c { rate: 9rps }
datacenter us { service web
service stock x2
web -> stock x40 { parallel: true } }
datacenter eu like us
c -> us.web, eu.web
`;
		const marks = marksOf(inspectText(text));
		assert.equal(marks.get("us.web>us.stock")?.severity, marks.get("eu.web>eu.stock")?.severity);
		assert.equal(marks.get("us.web>us.stock")?.findings, 1);
		assert.equal(marks.get("c>us.web"), undefined);
		assert.deepEqual(
			ofRule("tail-amplification", text).map(({ links }) => links.map(({ from, to }) => `${from.id}>${to.id}`)),
			[["us.web>us.stock", "eu.web>eu.stock"]],
		);
	});

	it("mutes the rules of production in development, and only those", () => {
		const text =
			"client c { rate: 900rps }\nservice web { capacity: 100rps, sessions: local }\ndatabase db\nc -> web -> db\n";
		assert.deepEqual(found(`system { environment: dev }\n${text}`), [
			"error component-saturated: web",
			"warning stateful-web-tier: web",
		]);
		assert.equal(found(`system { environment: staging }\n${text}`).length, 7);
	});

	it("takes the severity from the settings, or turns the rule off", () => {
		const text = "database db\n";
		assert.deepEqual(found(text, { severities: { "db-no-replica": "info" } }), ["info db-no-replica: db"]);
		assert.deepEqual(found(text, { severities: { "db-no-replica": "off" } }), []);
	});

	it("takes the severity of a group where the rule has none of its own", () => {
		const text = "database db\n";
		assert.deepEqual(found(text, { severities: { replication: "hint" } }), ["hint db-no-replica: db"]);
		assert.deepEqual(found(text, { severities: { replication: "off" } }), []);
		assert.deepEqual(found(text, { severities: { replication: "off", "db-no-replica": "info" } }), [
			"info db-no-replica: db",
		]);
	});

	it("takes thresholds from the settings, and the default in place of what is no number in range", () => {
		const text = (reads: number): string =>
			`data d { kind: durable, skew: 0.9, items: 1M, size: 1KB }\nclient c { rate: ${reads}rps, reads d }\ndatabase db { holds: d, read-capacity: 1000/s, replicas: 0 }\nc -> db\n`;
		const caching = (reads: number, thresholds: Record<string, unknown>): number =>
			found(text(reads), { thresholds }).filter((one) => one.includes("cache-missing-read-heavy")).length;
		assert.equal(caching(600, {}), 1);
		assert.equal(caching(600, { worthCaching: 0.65 }), 0);
		for (const wrong of [-1, 2, Number.NaN, "0.65", null]) assert.equal(caching(600, { worthCaching: wrong }), 1);
	});

	it("reports one rule for one cause", () => {
		const session =
			"client c\nloadbalancer lb x2 { rate-limit: true }\nservice web x2 { sessions: db, timeout: 1s }\ndatabase db\nmonitoring m { logs: aggregated, metrics: [host, tier, business], alerts: true }\nc -> lb -> web\n";
		assert.deepEqual(found(session), ["error db-no-replica: db"]);
		assert.deepEqual(found(session, { severities: { "db-no-replica": "off" } }), ["error session-store-spof: db"]);
	});

	describe("comments that ignore", () => {
		it("silence a rule on their own line or the next one, and nothing else", () => {
			assert.deepEqual(found("// archscale-ignore db-no-replica: rebuilt each night\ndatabase db\n"), []);
			assert.deepEqual(found("database db // archscale-ignore db-no-replica: rebuilt each night\n"), []);
			assert.deepEqual(found("// archscale-ignore db-no-replica: rebuilt each night\ndatabase db\ndatabase other\n"), [
				"error db-no-replica: other",
			]);
		});

		it("do not bring out what the silenced finding mutes", () => {
			const text =
				"service web x2 { sessions: db, timeout: 1s }\n// archscale-ignore db-no-replica: few users\ndatabase db\n";
			assert.deepEqual(found(text), []);
		});

		it("silence a finding for the copies as well", () => {
			assert.deepEqual(
				found("datacenter a {\n  // archscale-ignore db-no-replica: x\n  database db\n}\ndatacenter b like a\n"),
				[],
			);
		});
	});

	describe("copies", () => {
		it("join the finding of their original", () => {
			assert.deepEqual(found("datacenter us {\n  database db\n}\ndatacenter eu like us\ndatacenter asia like us\n"), [
				"error db-no-replica: us.db, eu.db, asia.db",
			]);
		});

		it("report what they have alone where they are declared, and repair it there", () => {
			const text = `client near { rate: 100rps }
client far { rate: 900rps }
datacenter us {
  loadbalancer lb x2
  service web x2 { capacity: 500rps }
  lb -> web
}
datacenter eu "Europe" like us // the same again
near -> us.lb
far -> eu.lb
`;
			const [finding, ...more] = ofRule("component-saturated", text.replaceAll("900rps", "1900rps"));
			assert.ok(finding);
			assert.deepEqual(more, []);
			assert.equal(finding.at.file.text.slice(finding.at.span.start, finding.at.span.end), "eu");
			assert.deepEqual(
				finding.elements.map(({ id }) => id),
				["eu.web"],
			);
			const [fix] = offeredFixes(finding);
			const [file, edits] = [...fix!.edits()][0]!;
			assert.equal(
				applyEdits(file.text, edits),
				text
					.replaceAll("900rps", "1900rps")
					.replace('"Europe" like us // the same again', '"Europe" like us { service web x6 } // the same again'),
			);
		});

		it("are not repaired at the cost of the original", () => {
			const text = `client c
client d
datacenter us {
  loadbalancer lb x2
  service web x2
  lb -> web
}
datacenter eu like us {
  service api x2
  api -> web
}
c -> us.lb
d -> eu.api
`;
			const [finding, ...more] = ofRule("no-load-balancer", text);
			assert.deepEqual(more, []);
			assert.equal(finding!.finding.element.id, "eu.api");
			assert.equal(offeredFixes(finding!).length, 1, "the text of eu.api is its own");
		});

		it("of a component say what their own text is about", () => {
			assert.deepEqual(found("service a x2 { sessions: local }\nservice b like a\n"), [
				"error stateful-web-tier: a",
				"warning no-cicd: a",
				"error stateful-web-tier: b",
			]);
			const text = "service a x2 { sessions: local }\nservice b like a\n";
			const [, second] = ofRule("stateful-web-tier", text);
			const [, token] = offeredFixes(second!);
			const [file, edits] = [...token!.edits()][0]!;
			assert.equal(
				applyEdits(file.text, edits),
				"service a x2 { sessions: local }\nservice b like a { sessions: token }\n",
			);
		});
	});

	it("repairs what an imported file says in that file", () => {
		const { findings } = inspectText({
			"main.arch": 'import "./stores.arch"\nclient c\nservice web x2\nc -> web -> db\n',
			"stores.arch": "// Shared.\ndatabase db\n",
		});
		const finding = findings.find(({ rule }) => rule.id === "db-no-replica");
		assert.equal(finding!.at.file.uri, "file:///design/stores.arch");
		const edits = finding!.finding.fixes[0]!.edits();
		assert.deepEqual(
			[...edits].map(([file, list]) => [file.uri, applyEdits(file.text, list)]),
			[["file:///design/stores.arch", "// Shared.\ndatabase db { replicas: 1, failover: automatic }\n"]],
		);
	});

	it("writes a title for a fix once its numbers are asked for, in both languages", () => {
		const [finding] = ofRule(
			"single-instance-tier",
			"client c { users: 1M }\nloadbalancer lb x2\nservice web { capacity: 900rps }\nc -> lb -> web\n",
		);
		const [fix] = offeredFixes(finding!);
		assert.equal(
			fixTitle(finding!, fix!, "en"),
			"Add an instance of `web` (1 -> 2): saturates at 3.9M users instead of 1.9M",
		);
		assert.equal(
			fixTitle(finding!, fix!, "ko"),
			"`web`에 인스턴스 1개 추가(1 -> 2): 사용자 3.9M명에서 포화(현재 1.9M명)",
		);
	});

	it("survives half of every design", () => {
		const text = `system { availability: 99.99% }
data posts { kind: durable }
client c { users: 5M, reads posts }
datacenter us {
  loadbalancer lb { sticky: true }
  service web x4 { sessions: local, reads posts x9 }
  database db { holds: posts, replicas: 1 }
  lb -> web -> db 3%
}
datacenter eu like us
c -> us.lb, eu.lb
`;
		for (let end = 0; end <= text.length; end++) {
			for (const finding of inspectText(text.slice(0, end)).findings) {
				for (const fix of finding.finding.fixes) {
					for (const [file, edits] of fix.edits()) assert.notEqual(applyEdits(file.text, edits), file.text);
				}
			}
		}
	}).timeout(60_000);
});

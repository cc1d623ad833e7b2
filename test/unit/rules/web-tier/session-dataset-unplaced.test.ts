import assert from "node:assert/strict";
import { sessionDatasetUnplaced as rule } from "../../../../src/rules/web-tier/session-dataset-unplaced.ts";
import { findingMessage, fixTitle } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

const data = "data logins { kind: session, size: 2KB, lifetime: 1h }\n";
const tiers = (web = "", client = "users: 1M, visits: 2/day, peak: 2x"): string =>
	`client c { ${client} }\nloadbalancer lb x2\nservice web x4${web && ` ${web}`}\nc -> lb -> web\n`;

describe("session-dataset-unplaced", () => {
	it("reports sessions that nothing holds", () => {
		const text = `${data.replace("logins", "<|logins|>")}${tiers()}`;
		checkReports(rule, text, "`logins` are sessions, but nothing holds them.");
		const [finding] = findingsOf(rule, `${data}${tiers()}`);
		assert.equal(findingMessage(finding!, "ko"), "`logins`은(는) 세션인데 이를 가진 저장소가 없습니다.");
	});

	it("reports sessions whose store nobody is linked to", () =>
		checkReports(
			rule,
			`${data.replace("logins", "<|logins|>")}${tiers()}cache redis x2 { holds: logins, replicas: 1 }\n`,
			"`logins` are sessions, but nobody is linked to `redis`, which holds them.",
		));

	it("is silent where they are in a token, in a store, or in the memory of servers", () => {
		for (const sessions of ["token", "local", "redis"]) {
			checkSilent(rule, `${data}${tiers(`{ sessions: ${sessions} }`)}cache redis x2 { replicas: 1 }\n`);
		}
		checkSilent(rule, `${data}${tiers()}cache redis x2 { holds: logins, replicas: 1 }\nweb -> redis\n`);
	});

	it("is silent about data of other kinds", () =>
		checkSilent(rule, `data posts { kind: durable }\ndata feeds { kind: derived }\n${tiers()}`));

	it("keeps them in a new store for the services that users meet", () =>
		checkFix(
			rule,
			"store",
			`${data}${tiers()}service mail x2\nloadbalancer mail-lb x2\nweb -> mail-lb -> mail\n`,
			`${data}client c { users: 1M, visits: 2/day, peak: 2x }
loadbalancer lb x2
service web x4 { sessions: sessions }
cache sessions x2 { holds: logins, replicas: 1, ttl: 1h }
c -> lb -> web
service mail x2\nloadbalancer mail-lb x2\nweb -> mail-lb -> mail
`,
		));

	it("keeps them in the store that holds them", () => {
		const text = `${data}${tiers()}cache redis x2 { holds: logins, replicas: 1 }\n`;
		checkFix(rule, "store", text, text.replace("web x4\n", "web x4 { sessions: redis }\n"));
		const [finding] = findingsOf(rule, text);
		assert.match(
			fixTitle(finding!, finding!.finding.fixes[0]!, "en"),
			/^Keep the sessions of `web` in the shared store `redis`/,
		);
		assert.match(
			fixTitle(finding!, finding!.finding.fixes[0]!, "ko"),
			/^`web`의 세션을 공유 저장소 `redis`에 보관하기/,
		);
	});

	it("has no fix where no service would keep them", () => {
		const [finding] = findingsOf(rule, data);
		assert.deepEqual(
			finding!.finding.fixes.filter((fix) => fix.offered?.()),
			[],
		);
	});
});

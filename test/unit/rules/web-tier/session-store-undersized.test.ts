import assert from "node:assert/strict";
import { sessionStoreUndersized as rule } from "../../../../src/rules/web-tier/session-store-undersized.ts";
import { findingMessage, fixTitle } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

/** 1M x 2/day x 12 h x 2 = 2M sessions of 2,000 B: 4 GB and overhead. */
const design = (
	store: string,
	client = "users: 1M, visits: 2/day, peak: 2x",
): string => `data logins { kind: session, size: 2KB }
client c { ${client} }
loadbalancer lb x2
service web x4 { sessions: redis }
${store}
c -> lb -> web
`;
const small = "cache redis x2 { holds: logins, replicas: 1, ttl: 12h, memory: 2GB }";

describe("session-store-undersized", () => {
	it("reports a store that the sessions of the peak overfill", () => {
		checkReports(
			rule,
			design(small.replace("redis", "<|redis|>")),
			"`redis` needs 4.1 GB for 2M sessions at the peak and has 4 GB, so they fill 103 % of it.",
		);
		assert.equal(
			findingMessage(findingsOf(rule, design(small))[0]!, "ko"),
			"`redis`에는 피크 때 세션 2M개를 위해 4.1 GB가 필요한데 메모리가 4 GB이어서 103 %가 찹니다.",
		);
	});

	it("reports one that is filled to more than four fifths", () => {
		checkReports(rule, design(small.replace("redis", "<|redis|>").replace("2GB", "2.5GB")));
		checkSilent(rule, design(small.replace("2GB", "2.6GB")));
		checkReports(rule, design(small.replace("redis", "<|redis|>").replace("2GB", "3GB, usable-memory: 70%")));
	});

	it("counts the users that the design is meant to carry", () => {
		const text = `system { users: 4M }\n${design(small.replace("2GB", "4GB"))}`;
		checkReports(rule, text.replace("cache redis", "cache <|redis|>"));
	});

	it("is milder where the size, the visits or the lifetime are assumed", () => {
		const text = design(small.replace("redis", "<|redis|>"), "users: 2M, peak: 2x");
		checkReports(
			rule,
			text,
			"`redis` needs 4.1 GB for 2M sessions at the peak and has 4 GB, so they fill 103 % of it. Assumed: visits 1/day.",
			"info",
		);
		const nameless = `client c { users: 50M, visits: 1/day, peak: 2x }\nloadbalancer lb x2
service web x4 { sessions: redis }\ncache <|redis|> x2 { replicas: 1, memory: 1GB }\nc -> lb -> web\n`;
		checkReports(rule, nameless, undefined);
		const [finding] = findingsOf(rule, nameless.replace(/<\||\|>/g, ""));
		assert.match(findingMessage(finding!, "en"), /Assumed: session size 2KB, session lifetime 30min\.$/);
	});

	it("gives each data center its part of the sessions", () => {
		const two = (memory: string): string => `data logins { kind: session, size: 2KB }
client c { users: 1M, visits: 2/day, peak: 2x }
dns names { routing: geo, health-checks: true }
datacenter us {
  loadbalancer lb x2
  service web x4 { sessions: redis }
  cache redis x2 { holds: logins, replicas: 1, ttl: 12h, memory: ${memory} }
  lb -> web
}
datacenter eu like us
c -> names -> us.lb, eu.lb
`;
		checkSilent(rule, two("2GB"));
		checkReports(rule, two("1GB").replace("cache redis", "cache <|redis|>"), undefined);
	});

	it("takes a declared number of sessions", () => {
		const declared = (items: string): string => design(small).replace("size: 2KB", `size: 2KB, items: ${items}`);
		checkSilent(rule, declared("100k"));
		assert.equal(findingsOf(rule, declared("5M")).length, 1);
	});

	it("is silent without a memory, without users, and about a database", () => {
		checkSilent(rule, design(small.replace(", memory: 2GB", "")));
		checkSilent(rule, design(small, "rate: 500rps"));
		checkSilent(rule, design("database redis { holds: logins, replicas: 1, failover: automatic, storage: 1GB }"));
	});

	it("enlarges the memory, or lets sessions expire sooner", () => {
		const text = design(small);
		checkFix(rule, "memory", text, text.replace("2GB", "4GB"));
		checkFix(rule, "ttl", text, text.replace("12h", "560min"));
		const [finding] = findingsOf(rule, text);
		const [memory, ttl] = finding!.finding.fixes;
		assert.equal(fixTitle(finding!, memory!, "en"), "Give each node of `redis` 4GB of memory");
		assert.equal(fixTitle(finding!, ttl!, "en"), "Let the sessions in `redis` expire after 9.3 h instead of 12 h");
		assert.equal(fixTitle(finding!, ttl!, "ko"), "`redis`의 세션이 12시간 대신 9.3시간 뒤에 만료되게 하기");
	});

	it("does not let them expire within ten minutes", () => {
		const [finding] = findingsOf(rule, design(small.replace("2GB", "30MB")));
		assert.deepEqual(
			finding!.finding.fixes.map((fix) => fix.offered?.()),
			[true, false],
		);
	});
});

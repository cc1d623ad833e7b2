import assert from "node:assert/strict";
import { componentSaturated as rule } from "../../../../src/rules/capacity/component-saturated.ts";
import { findingMessage, fixTitle, offeredFixes } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

// 1M users x 20 a day / 86,400 x 2 = 463 requests per second.
const crowd = "client browser { users: 1M, requests: 20/day, peak: 2x }\n";

describe("component-saturated", () => {
	it("reports a service that carries less than it gets", () =>
		checkReports(
			rule,
			`${crowd}service <|web|> x2 { capacity: 200rps }\nbrowser -> web\n`,
			"`web` gets 463/s at the peak and carries 400/s, so it is 116 % busy; it saturates at 864k users.",
		));

	it("reports at exactly its capacity", () =>
		checkReports(rule, "client c { rate: 400rps }\nservice <|web|> x2 { capacity: 200rps }\nc -> web\n"));

	it("is silent below it, without load, and where no capacity is known", () => {
		checkSilent(rule, `${crowd}service web x2 { capacity: 232rps }\nbrowser -> web\n`);
		checkSilent(rule, "client c\nservice web { capacity: 1rps }\nc -> web\n");
		checkSilent(rule, `${crowd}external mail\nbrowser -> mail\n`);
	});

	it("is one step milder, and says so, where the capacity is assumed", () => {
		const text = `client c { rate: 900rps }\nservice <|web|>\nc -> web\n`;
		checkReports(
			rule,
			text,
			"`web` gets 900/s at the peak and carries 500/s, so it is 180 % busy. Assumed: capacity 500rps.",
			"warning",
		);
		const [finding] = findingsOf(rule, text.replace(/<\||\|>/g, ""));
		assert.match(findingMessage(finding!, "ko"), /가정: capacity 500rps\.$/);
	});

	it("names the replicas, and says far beyond 100 % how many times too much it is", () => {
		const text =
			"client c { rate: 90k/s }\ndatabase db { replicas: 2, failover: automatic, reads-from: replicas, read-capacity: 1k/s, write-capacity: 100k/s }\nc -> db\n";
		const [finding] = findingsOf(rule, text);
		assert.match(
			findingMessage(finding!, "en"),
			/^`db` gets 81k\/s at the peak on its replicas and carries 1.6k\/s, so it is at 50 times its capacity\./,
		);
		assert.match(
			findingMessage(finding!, "ko"),
			/^`db`\(복제본\)의 부하는 피크 때 81k\/s인데 용량은 1.6k\/s뿐이어서 부하가 용량의 50배입니다\./,
		);
	});

	it("leaves what fetches from a queue to the rule about consumers", () => {
		checkSilent(
			rule,
			`${crowd}service web x4 { capacity: 500rps }\nqueue jobs\nworker resizer { capacity: 100rps }\nbrowser -> web -> jobs -> resizer\n`,
		);
	});

	it("runs as many instances as the target utilisation needs, and says what that buys", () => {
		const text = `${crowd}loadbalancer lb x2\nservice web x2 { capacity: 200rps }\nbrowser -> lb -> web\n`;
		checkFix(rule, "scale-out", text, text.replace("web x2", "web x4"));
		const [finding] = findingsOf(rule, text);
		const [fix] = offeredFixes(finding!);
		assert.equal(fix!.safe, true);
		assert.equal(
			fixTitle(finding!, fix!, "en"),
			"Add 2 instances (2 -> 4) to `web`: saturates at 1.7M users instead of 864k",
		);
		assert.equal(
			fixTitle(finding!, fix!, "ko"),
			"`web`에 인스턴스 2개 추가(2 -> 4): 사용자 1.7M명에서 포화(현재 864k명)",
		);
	});

	it("runs enough to lose one", () => {
		const text = (web: string): string =>
			`client c { rate: 250rps }\nloadbalancer lb x2\nservice web ${web} { capacity: 200rps }\nc -> lb -> web\n`;
		// Two would be 63 % busy, and one of them alone 125 %.
		checkFix(rule, "scale-out", text("x1"), text("x3"));
		const scaled = text("x1..2").replace("250rps", "420rps");
		checkFix(rule, "scale-out", scaled, scaled.replace("x1..2", "x4"));
	});

	it("raises the maximum of a tier that scales itself", () => {
		const text =
			"client c { rate: 900rps }\nloadbalancer lb x2\nservice web x1..4 { capacity: 200rps }\nc -> lb -> web\n";
		checkFix(rule, "scale-out", text, text.replace("x1..4", "x1..7"));
	});

	it("brings the balancer and the session store that several instances need", () => {
		const before = "client c { rate: 900rps }\nservice web { capacity: 800rps, sessions: local }\nc -> web\n";
		const after = `client c { rate: 900rps }
loadbalancer lb x2
service web x3 { capacity: 800rps, sessions: sessions }
cache sessions x2 { replicas: 1, ttl: 30min }
c -> lb -> web
`;
		checkFix(rule, "scale-out", before, after);
		const [finding] = findingsOf(rule, before);
		assert.equal(finding!.finding.fixes[0]!.safe, false);
		assert.match(
			fixTitle(finding!, finding!.finding.fixes[0]!, "en"),
			/^Add 2 instances \(1 -> 3\) to `web` behind a load balancer, with sessions in a shared store: 38 % of its capacity/,
		);
	});

	const database = (accesses: string, properties: string): string => `data posts { kind: durable, items: 1M }
client c { rate: 500rps }
loadbalancer lb x2
service web x2 {
  ${accesses}
}
database db { holds: posts, ${properties} }
c -> lb -> web -> db
`;
	const capacity = "read-capacity: 1000/s, write-capacity: 1000/s";

	it("gives a database that is full of reads replicas first, then a cache, then shards", () => {
		const text = database("reads posts x4\n  writes posts 20%", capacity);
		checkReports(
			rule,
			text.replace("database db", "database <|db|>"),
			"`db` gets 2.1k/s at the peak on its primary and carries 1k/s, so it is 210 % busy.",
		);
		const [finding] = findingsOf(rule, text);
		assert.deepEqual(
			offeredFixes(finding!).map((fix) => fixTitle(finding!, fix, "en")),
			[
				"Add read replicas to `db` (0 -> 4) with automatic failover: 60 % of its capacity instead of 210 %",
				"Put a look-aside cache `cache` x2 in front of the reads of `db`: 20 % of its capacity instead of 210 %",
				"Split `db` into 4 shards by `user_id` (now 1), each with a replica: 63 % of its capacity instead of 210 %",
			],
		);
		checkFix(rule, "replicas", text, text.replace(`${capacity} }`, `${capacity}, replicas: 4, failover: automatic }`));
	});

	it("splits a database that is full of writes, by the key of its data", () => {
		const text = database("writes posts x3", capacity).replace("items: 1M", "items: 1M, key: author");
		const [finding] = findingsOf(rule, text);
		assert.deepEqual(
			offeredFixes(finding!).map(({ id }) => id),
			["shard"],
			"neither replicas nor a cache relieve it of writes",
		);
		const sharded = text
			.replace(`{ holds: posts, ${capacity} }`, `{\n  holds: posts\n  ${capacity.replace(", ", "\n  ")}\n}`)
			.replace(
				"\n}\nc ->",
				"\n  shards: 3\n  replicas: 1\n  failover: automatic\n  placement: consistent-hash\n}\nc ->",
			);
		checkFix(rule, "shard", text, sharded);
	});

	it("splits a database without replicas into shards with one each, where its data would be lost", () => {
		const text = database("writes posts x3", `${capacity}, replicas: 1`).replace("items: 1M", "items: 1M, key: author");
		const title = (source: string): string => {
			const [finding] = findingsOf(rule, source);
			return fixTitle(finding!, offeredFixes(finding!)[0]!, "en");
		};
		assert.doesNotMatch(title(text), /with a replica/);
		const bare = text.replace(", replicas: 1", "");
		assert.match(title(bare), /, each with a replica:/);
		assert.doesNotMatch(title(`system { environment: dev }\n${bare}`), /with a replica/);
		assert.doesNotMatch(title(bare.replace("kind: durable", "kind: derived")), /with a replica/);
	});

	it("adds partitions to a store of files, and has no advice for the system of another company", () => {
		const files = "data f { kind: static }\nclient c { rate: 9000rps, reads f }\n".replace(", reads", "\n reads");
		const text = `${files}storage blobs { holds: f, read-capacity: 5500rps }\nc -> blobs\n`;
		checkFix(rule, "partition", text, text.replace("5500rps }", "5500rps, partitions: 3 }"));
		const external = "client c { rate: 10rps }\nexternal mail { capacity: 5rps }\nc -> mail\n";
		assert.deepEqual(findingsOf(rule, external)[0]!.finding.fixes, []);
	});
});

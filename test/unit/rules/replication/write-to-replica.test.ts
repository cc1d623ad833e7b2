import assert from "node:assert/strict";
import { writeToReplica as rule } from "../../../../src/rules/replication/write-to-replica.ts";
import { findingMessage, findingWhy, offeredFixes } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf, unmark } from "../../../support/rules.ts";

const stores = `database primary { holds: orders, replicas: 1, failover: automatic }
database copy { holds: orders }
primary -> copy`;

const design = (access: string, links = "web -> copy", more = stores): string =>
	`data orders
client c { rate: 10rps }
loadbalancer lb x2
service web x2 {
  ${access}
}
${more}
c -> lb -> web
${links}
`;

describe("write-to-replica", () => {
	it("says that a copy takes no writes, and links to the primary", () => {
		const text = design("<|writes orders x2|>");
		checkReports(
			rule,
			text,
			"`web` writes `orders`, but reaches only `copy`, a copy that takes no writes: link it to the primary `primary`.",
		);
		const [finding] = findingsOf(rule, unmark(text).text);
		assert.equal(
			findingMessage(finding!, "ko"),
			"`web`이(가) `orders`을(를) 쓰지만 닿는 곳은 쓰기를 받지 않는 사본 `copy`뿐입니다. 프라이머리 `primary`에 연결하십시오.",
		);
		assert.match(findingWhy(finding!, "en"), /At the peak 20\/s of writes lead nowhere/);
		checkFix(rule, "link-primary", design("writes orders"), design("writes orders", "web -> copy\nweb -> primary"));
	});

	it("sees copies behind balancers, and names all of them", () =>
		checkReports(
			rule,
			design(
				"<|writes orders|>",
				"web -> proxy -> copy, other",
				`${stores}\ndatabase other { holds: orders }\nprimary -> other\nloadbalancer proxy x2`,
			),
			"`web` writes `orders`, but reaches only `copy` and `other`, copies that take no writes: link it to the primary `primary`.",
		));

	it("leaves the choice who writes where a client would have to", () => {
		const text = `data orders
client c {
  rate: 10rps
  <|writes orders|>
}
${stores}
c -> copy
`;
		checkReports(
			rule,
			text,
			"`c` writes `orders`, but reaches only `copy`, a copy that takes no writes: let a service that is linked to `primary` do it.",
		);
		assert.deepEqual(offeredFixes(findingsOf(rule, unmark(text).text)[0]!), []);
	});

	it("is silent about reads, writes that get to the primary, and two primaries", () => {
		checkSilent(rule, design("reads orders"));
		checkSilent(rule, design("writes orders", "web -> copy, primary"));
		checkSilent(rule, design("writes orders", "web -> copy", `${stores}\ncopy -> primary { conflicts: by-owner }`));
	});

	it("leaves what nothing within reach holds to another rule", () => {
		checkSilent(rule, design("writes orders", "", stores));
		checkSilent(rule, design("writes orders", "web -> db", "database db"));
	});
});

import assert from "node:assert/strict";
import { dataUnreachable as rule } from "../../../../src/rules/design/data-unreachable.ts";
import { findingMessage, findingWhy, fixTitle, offeredFixes } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf, unmark } from "../../../support/rules.ts";

/** A service with one access, and what stands behind it. */
const design = (access: string, stores: string, links = "web -> db"): string =>
	`data orders
client c { rate: 10rps }
loadbalancer lb x2
service web x2 {
  ${access}
}
${stores}
c -> lb -> web
${links}
`;
const ko = (marked: string): string => findingMessage(findingsOf(rule, unmark(marked).text)[0]!, "ko");
const offered = (text: string): string[] => {
	const [finding] = findingsOf(rule, text);
	return offeredFixes(finding!).map((fix) => fixTitle(finding!, fix, "en").split(":")[0]!);
};

describe("data-unreachable", () => {
	it("reports an access to data that no store holds, and keeps it in the one within reach", () => {
		const text = design("<|reads orders x3|>", "database db { engine: postgres }");
		checkReports(
			rule,
			text,
			"`web` reads `orders`, which nothing within its reach holds: add it to the `holds` of `db`.",
		);
		assert.equal(
			ko(text),
			"`web`이(가) `orders`을(를) 읽지만 링크로 닿는 곳에 이 데이터를 가진 저장소가 없습니다. `db`의 `holds`에 더하십시오.",
		);
		assert.match(
			findingWhy(findingsOf(rule, unmark(text).text)[0]!, "en"),
			/^At the peak 30\/s of these reads lead nowhere\./,
		);
		checkFix(
			rule,
			"hold",
			design("reads orders x3", "database db { engine: postgres }"),
			design("reads orders x3", "database db { engine: postgres, holds: orders }"),
		);
	});

	it("adds it to what the store holds already", () =>
		checkFix(
			rule,
			"hold",
			`data users\n${design("reads orders", "database db { holds: users }")}`,
			`data users\n${design("reads orders", "database db { holds: [users, orders] }")}`,
		));

	it("chooses the kind of store in which such data is kept", () => {
		const stores = "database db\ncache redis x2\nstorage files";
		const links = "web -> db, redis, files";
		assert.deepEqual(offered(design("reads orders", stores, links)), ["Keep `orders` in `db`"]);
		const kind = (name: string): string =>
			design("reads orders", stores, links).replace("data orders", `data orders { kind: ${name} }`);
		assert.deepEqual(offered(kind("static")), ["Keep `orders` in `files`"]);
		assert.deepEqual(offered(kind("session")), ["Keep `orders` in `redis`"]);
	});

	it("leaves the choice between several of them, and says so", () => {
		const text = design("<|reads orders|>", "database db\ndatabase other", "web -> db, other");
		checkReports(
			rule,
			text,
			"`web` reads `orders`, which nothing within its reach holds: say which of `db` and `other` holds it.",
		);
		assert.equal(
			ko(text),
			"`web`이(가) `orders`을(를) 읽지만 링크로 닿는 곳에 이 데이터를 가진 저장소가 없습니다. `db`, `other` 가운데 보관할 곳의 `holds`에 적으십시오.",
		);
		assert.deepEqual(offered(unmark(text).text), []);
	});

	it("says what to do where there is no store", () => {
		const text = "data orders\nservice web x2 {\n  <|writes orders|>\n}\n";
		checkReports(
			rule,
			text,
			"`web` writes `orders`, which nothing within its reach holds: link it to a store that names the data in `holds`.",
		);
		assert.equal(
			ko(text),
			"`web`이(가) `orders`을(를) 쓰지만 링크로 닿는 곳에 이 데이터를 가진 저장소가 없습니다. 이 데이터를 `holds`에 적은 저장소에 연결하십시오.",
		);
		assert.deepEqual(offered(unmark(text).text), []);
	});

	it("links to the nearest store that holds it elsewhere", () => {
		const before = `data orders
client c
database far { holds: orders, replicas: 1, failover: automatic }
datacenter us {
  service web x2 {
    reads orders
  }
  database db { holds: orders, replicas: 1, failover: automatic }
}
c -> us.web
`;
		checkReports(
			rule,
			before.replace("reads orders", "<|reads orders|>"),
			"`us.web` reads `orders`, which nothing within its reach holds: link it to `us.db`, which does.",
		);
		checkFix(
			rule,
			"link",
			before,
			before.replace("failover: automatic }\n}", "failover: automatic }\n\n  web -> db\n}"),
		);
	});

	it("lets clients fetch files, and no more, by themselves", () => {
		const text = (store: string): string => `data photos { kind: static }
client c {
  reads photos
}
service web x2
${store} { holds: photos }
c -> web
`;
		assert.deepEqual(offered(text("storage files")), ["Link `c` to `files`, which holds `photos`"]);
		checkReports(
			rule,
			text("database db").replace("reads photos", "<|reads photos|>"),
			"`c` reads `photos`, which nothing within its reach holds: let a service that is linked to `db` do it.",
		);
		assert.deepEqual(offered(text("database db")), []);
	});

	const copy = `database primary { holds: orders, replicas: 1, failover: automatic }
database copy { holds: orders }
primary -> copy`;

	it("is silent where the data is within reach, past balancers, services, caches and, for writes, queues", () => {
		const db = "database db { holds: orders }";
		checkSilent(rule, design("reads orders", db));
		checkSilent(rule, design("reads orders", copy, "web -> copy"));
		// Writes that get to a copy are told as such.
		checkSilent(rule, design("writes orders", copy, "web -> copy"));
		checkSilent(
			rule,
			design("reads orders", `loadbalancer proxy x2\nservice api x2\n${db}`, "web -> proxy -> api -> db"),
		);
		checkSilent(rule, design("reads orders", `cache k x2 { holds: orders }\n${db}`, "web -> k -> db"));
		checkSilent(rule, design("writes orders", `queue q x3\nworker w x2\n${db}`, "web -> q -> w -> db"));
	});
});

import assert from "node:assert/strict";
import { publicDataTier as rule } from "../../../../src/rules/redundancy/public-data-tier.ts";
import { findingMessage, fixTitle, offeredFixes } from "../../../../src/rules/words.ts";
import { checkFix, checkReports, checkSilent, findingsOf } from "../../../support/rules.ts";

const data = "data posts { kind: durable }\n";
const served = (store: string, name = "db"): string =>
	`${data}client c { users: 100k }\nloadbalancer lb x2\nservice web x2\n${store}\nc -> lb -> web -> ${name}\n`;
const copied = "holds: posts, replicas: 1, failover: automatic";

describe("public-data-tier", () => {
	it("reports each store with a public address", () => {
		checkReports(
			rule,
			served(`database <|db|> { ${copied}, public: true }`),
			"`db` with `posts` has a public address: anyone on the internet can try to connect.",
		);
		checkReports(rule, served("cache <|db|> x2 { public: true }"));
		checkReports(rule, served("search <|db|> x3 { public: true }"));
		checkReports(rule, served("queue <|db|> x3 { public: true }"));
		checkReports(rule, served("storage <|db|> { holds: posts, public: true }"));
	});

	it("reports a store that clients ask themselves", () => {
		const text = `${data}client c { rate: 50rps, reads posts x2 }\ndatabase <|db|> { ${copied} }\nc -> db\n`;
		checkReports(rule, text, "`db` with `posts` is asked by `c` directly, so it is open to the internet.");
		assert.equal(
			findingMessage(findingsOf(rule, text.replace(/<\||\|>/g, ""))[0]!, "ko"),
			"데이터 계층의 `db`(`posts`)에는 `c`이(가) 직접 요청하므로 인터넷에 열려 있습니다.",
		);
		checkReports(rule, "client c\ndns n\ncache <|redis|> x2\nc -> n -> redis\n");
		checkReports(rule, "client c\nqueue <|jobs|> x3\nc -> jobs\n");
	});

	it("is silent about private ones, files, and products that clients are meant to ask", () => {
		checkSilent(rule, served(`database db { ${copied} }`));
		checkSilent(rule, served(`database db { ${copied}, public: false }`));
		checkSilent(rule, `${data}client c { reads posts }\nstorage files { holds: posts }\nc -> files\n`);
		checkSilent(
			rule,
			"data photos { kind: static }\nclient c\nstorage files { holds: photos, public: true }\nc -> files\n",
		);
		checkSilent(
			rule,
			`${data}client c { reads posts }\ndatabase firebase { holds: posts, managed: true }\nc -> firebase\n`,
		);
	});

	it("is silent about a client inside the company", () =>
		checkSilent(rule, `${data}client analysts { internal: true }\ndatabase db { ${copied} }\nanalysts -> db\n`));

	it("is silent in development", () =>
		checkSilent(rule, `system { environment: dev }\n${served(`database db { ${copied}, public: true }`)}`));

	it("hides a public store, a managed one too", () => {
		const text = served(`database db { ${copied}, managed: true, public: true }`);
		checkFix(rule, "private", text, text.replace("public: true", "public: false"));
	});

	it("lets clients ask the service that asks it already", () => {
		const text = `${data}client c { rate: 50rps, reads posts x2 }\nclient app { rate: 50rps }
loadbalancer lb x2\nservice web x2\ndatabase db { ${copied} }\nc -> db\napp -> lb -> web -> db\n`;
		checkFix(rule, "service", text, text.replace("c -> db", "c -> lb"));
		const [finding] = findingsOf(rule, text);
		assert.match(fixTitle(finding!, finding!.finding.fixes[0]!, "en"), /^Let `c` ask `lb` instead of `db`/);
		const both = text.replace("c -> db", "c -> lb, db");
		checkFix(rule, "service", both, text.replace("c -> db", "c -> lb"));
	});

	it("moves the link to a copy, not to its original", () => {
		const text = `${data}client c { rate: 50rps, reads posts x2 }\nclient app { rate: 50rps }
datacenter us {\n  loadbalancer lb x2\n  service web x2\n  database db { ${copied} }\n  lb -> web -> db\n}\ndatacenter eu like us
app -> us.lb, eu.lb\nc -> eu.db\nus.db -> eu.db\n`;
		checkFix(rule, "service", text, text.replace("c -> eu.db", "c -> eu.lb"));
	});

	it("offers nothing for a copy whose links are those of its original", () => {
		const text = `${data}datacenter us {\n  client kiosk { rate: 5rps, reads posts }\n  database db { ${copied}, managed: true }\n  kiosk -> db\n}
datacenter eu like us {\n  database db { managed: false, public: true }\n}\n`;
		const [finding] = findingsOf(rule, text);
		assert.deepEqual(
			finding!.elements.map(({ id }) => id),
			["eu.db"],
		);
		assert.deepEqual(offeredFixes(finding!), []);
	});

	it("puts a new service in between, large enough, and hides the store", () => {
		const text = `${data}client c { rate: 700rps, reads posts x2 }\ndatabase db { ${copied}, public: true }\n\nc -> db\n`;
		checkFix(
			rule,
			"service",
			text,
			`${data}client c { rate: 700rps, reads posts x2 }
loadbalancer lb x2
service api x5
database db { ${copied}, public: false }

c -> lb -> api -> db
`,
		);
		const [roomy] = findingsOf(rule, text, { thresholds: { target: 0.35 } });
		assert.match(fixTitle(roomy!, roomy!.finding.fixes[0]!, "en"), /^Let `c` ask a new service `api` x9 /);
		const [finding] = findingsOf(rule, text);
		assert.match(
			fixTitle(finding!, finding!.finding.fixes[0]!, "en"),
			/^Let `c` ask a new service `api` x5 behind a pair of load balancers `lb` instead of `db`, and give it a private address only/,
		);
		assert.match(
			fixTitle(finding!, finding!.finding.fixes[0]!, "ko"),
			/^`c`이\(가\) `db` 대신 새 서비스 `api` x5\(앞에 로드 밸런서 `lb` 한 쌍\)에 요청하게 하기, 사설 주소만 두기/,
		);
	});
});

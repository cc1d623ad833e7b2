import { dbNeedsSharding as rule } from "../../../../src/rules/sharding/db-needs-sharding.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (db: string, { rate = 1600, access = "writes events", data = "items: 10M", system = "" } = {}): string =>
	`${system}data events { size: 1KB, ${data} }\nclient app { rate: ${rate}rps }\nservice collector x8 {\n  ${access}\n}\ndatabase db { holds: events, write-capacity: 2k/s, ${db} }\n\napp -> collector -> db\n`;

describe("db-needs-sharding", () => {
	it("reports writes that make the primary hot by themselves", () => {
		checkReports(
			rule,
			design("replicas: 2").replace("database db", "database <|db|>"),
			"`db` is 80 % busy with writes alone.",
		);
	});

	it("is one step milder where the capacity is assumed", () => {
		checkReports(
			rule,
			design("replicas: 2").replace("database db", "database <|db|>").replace(" write-capacity: 2k/s,", ""),
			"`db` is 80 % busy with writes alone. Assumed: write-capacity 2000rps.",
			"info",
		);
	});

	it("reports a disk that is full within half a year", () => {
		checkReports(
			rule,
			design("storage: 100GB, replicas: 1", { rate: 100, data: "items: 60M, growth: 500k/day" }).replace(
				"database db",
				"database <|db|>",
			),
			"`db` is 80 % full in 40 d.",
		);
	});

	it("is silent about reads, room, shards, managed databases, and where more is wrong than that", () => {
		checkSilent(rule, design("replicas: 2", { access: "reads events x5" }));
		checkSilent(rule, design("replicas: 2", { rate: 1000 }));
		checkSilent(rule, design("shards: 2, shard-key: user_id"));
		checkSilent(rule, design("managed: true"));
		checkSilent(rule, design("replicas: 2", { rate: 3000 }));
	});

	it("divides it into as many shards as bring it to its target", () => {
		checkFix(
			rule,
			"shard",
			design("replicas: 2"),
			design("replicas: 2").replace(
				/database db .*/,
				"database db {\n  holds: events\n  write-capacity: 2k/s\n  replicas: 2\n  shards: 2\n  shard-key: user_id\n  placement: consistent-hash\n}",
			),
		);
	});
});

import { shardNoReplica as rule } from "../../../../src/rules/sharding/shard-no-replica.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

describe("shard-no-replica", () => {
	it("reports shards that are the only copy of their part", () => {
		checkReports(
			rule,
			"database db { <|shards: 4|>, shard-key: user_id }\n",
			"Each of the 4 shards of `db` is the only copy of its part of the data.",
		);
		checkReports(rule, "database db { <|shards: 4|>, replicas: 0 }\n");
	});

	it("is silent about replicas, quorums, managed databases, copies elsewhere, derived data, one database, and development", () => {
		checkSilent(rule, "database db { shards: 4, replicas: 1 }\n");
		checkSilent(rule, "database db { shards: 4, replication: quorum, voters: 3 }\n");
		checkSilent(rule, "database db { shards: 4, managed: true }\n");
		checkSilent(rule, "database db { shards: 4 }\ndatabase copy { shards: 4 }\ndb -> copy\n");
		checkSilent(rule, "data feed { kind: derived }\ndatabase db { shards: 4, holds: feed }\n");
		checkSilent(rule, "database db\n");
		checkSilent(rule, "system { environment: dev }\ndatabase db { shards: 4 }\n");
	});

	it("adds a replica to each", () => {
		checkFix(
			rule,
			"replica",
			"database db { shards: 4, shard-key: user_id }\n",
			"database db { shards: 4, shard-key: user_id, replicas: 1, failover: automatic }\n",
		);
	});
});

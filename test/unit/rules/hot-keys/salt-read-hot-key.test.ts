import { saltReadHotKey as rule } from "../../../../src/rules/hot-keys/salt-read-hot-key.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (access: string, db = "salt: 10", more = "", to = "db"): string =>
	`data posts { key: author, keys: 10M, skew: 0.8 }
client app { rate: 500rps }
service feed x4 {
  ${access}
}
${more}database db { holds: posts, shards: 4, ${db} }

app -> feed -> ${to}
`;
const mostlyRead = "reads posts x2\n  writes posts 10%";

describe("salt-read-hot-key", () => {
	it("reports suffixes on data that is read more than written", () => {
		checkReports(
			rule,
			design(mostlyRead, "<|salt: 10|>"),
			"`db` salts `posts` with 10 suffixes, although 95 % of its operations are reads.",
		);
	});

	it("is silent where it is written more, where the merged answer is cached, and without suffixes", () => {
		checkSilent(rule, design("reads posts 10%\n  writes posts"));
		checkSilent(
			rule,
			design(mostlyRead, "salt: 10", "cache redis x2 { holds: posts, read: look-aside, ttl: 1h }\n", "redis, db"),
		);
		checkSilent(rule, design(mostlyRead, "salt: 1"));
		checkSilent(rule, design(mostlyRead, "salt: 10").replace("rate: 500rps", ""));
	});

	it("takes the suffixes away where the key fits on a shard", () => {
		checkFix(rule, "unsalt", design(mostlyRead, "salt: 10, replicas: 1"), design(mostlyRead, "replicas: 1"));
	});
});

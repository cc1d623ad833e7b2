import { saltAllKeys as rule } from "../../../../src/rules/hot-keys/salt-all-keys.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (db: string, access = "reads likes 5%\n  writes likes"): string =>
	`data likes { key: post, keys: 1M, skew: 0.9 }
client app { rate: 2000rps }
service feed x8 {
  ${access}
}
database db { holds: likes, shards: 10, salt: 10, write-capacity: 2000/s, ${db} }

app -> feed -> db
`;

describe("salt-all-keys", () => {
	it("reports suffixes on all keys", () => {
		checkReports(rule, design("<|salted-keys: 1M|>"), "`db` salts 1M keys, of which 1 would do.");
	});

	it("is silent about a list of hot keys, data that is only written, and where nothing is known of the keys", () => {
		checkSilent(rule, design("salted-keys: 50"));
		checkSilent(rule, design("replicas: 1"));
		checkSilent(rule, design("salted-keys: 1M", "writes likes"));
		checkSilent(rule, design("salted-keys: 1M").replace("keys: 1M, skew", "skew"));
	});

	it("salts the hot ones only", () => {
		checkFix(rule, "hot", design("salted-keys: 1M"), design("salted-keys: 1"));
	});
});

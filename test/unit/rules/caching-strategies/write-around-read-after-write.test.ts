import { writeAroundReadAfterWrite as rule } from "../../../../src/rules/caching-strategies/write-around-read-after-write.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = ({
	how = "write: write-around, invalidate: delete",
	data = "read-after: 1s",
	web = "reads posts x4\n  writes posts",
	links = "web -> c, db",
	client = "rate: 500rps",
} = {}): string =>
	`data posts { kind: durable, ${data} }
client u { ${client} }
loadbalancer lb x2
service web x2 {
  ${web}
}
cache c x2 { holds: posts, read: look-aside, ${how} }
database db { holds: posts, replicas: 1, failover: automatic }
u -> lb -> web
${links}
`;
const marked = (text: string): string => text.replace("write: write-around", "<|write: write-around|>");

describe("write-around-read-after-write", () => {
	it("reports the reads that are always misses", () =>
		checkReports(
			rule,
			marked(design()),
			"`posts` is read 1 s after each write, which is always a miss in `c`: 25 % of its reads.",
		));

	it("is silent about other strategies, data that is not read soon or hardly written, and without traffic", () => {
		checkSilent(rule, design({ how: "write: write-through" }));
		checkSilent(rule, design({ how: "write: write-around, invalidate: update, versioned: true" }));
		checkSilent(rule, design({ data: "items: 1M" }));
		checkSilent(rule, design({ data: "read-after: 1s, immutable: true" }));
		checkSilent(rule, design({ web: "reads posts x20\n  writes posts" }));
		checkSilent(rule, design({ client: "region: eu" }));
	});

	it("fills the cache on each write", () => {
		checkFix(rule, "update", design(), design({ how: "write: write-around, invalidate: update, versioned: true" }));
		const links = "web -> c -> db";
		checkFix(rule, "through", design({ links }), design({ links, how: "write: write-through, invalidate: delete" }));
	});
});

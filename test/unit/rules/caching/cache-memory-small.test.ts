import { cacheMemorySmall as rule } from "../../../../src/rules/caching/cache-memory-small.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = ({ cache = "memory: 2GB", data = "size: 2KB, items: 50M, skew: 0.9", nodes = 2 } = {}): string =>
	`data posts { kind: durable, ${data} }
client c { rate: 2000rps }
service web x8 {
  reads posts x2
}
cache k x${nodes} { holds: posts, ${cache} }
database db { holds: posts }
c -> web -> k, db
`;

describe("cache-memory-small", () => {
	it("reports memory that is too little for eight of ten reads", () =>
		checkReports(
			rule,
			design().replace(/memory: \w+/, "<|$&|>"),
			"`k` answers 57 % of its reads with 2 GB a node; 80 % take 14 GB.",
		));

	it("is one step milder where sizes are assumed", () =>
		checkReports(
			rule,
			design({ data: "items: 50M, skew: 0.9", cache: "memory: 1GB" }).replace(/memory: \w+/, "<|$&|>"),
			undefined,
			"info",
		));

	it("is silent about enough memory, and where it is not known what there is", () => {
		checkSilent(rule, design({ cache: "memory: 32GB" }));
		checkSilent(rule, design({ cache: "eviction: lru" }));
		checkSilent(rule, design({ data: "size: 2KB, skew: 0.9" }));
		checkSilent(rule, design({ cache: "memory: 2GB, hit-ratio: 50%" }));
	});

	it("is silent where all items are as popular, or more memory would not help", () => {
		checkSilent(rule, design({ data: "size: 2KB, items: 50M, skew: 0" }));
		checkSilent(rule, design({ cache: "memory: 2GB, ttl: 1s" }));
	});

	it("aims lower where the expiry keeps hits down, but memory is what is short", () =>
		checkReports(
			rule,
			design({ cache: "memory: 10MB, ttl: 10min" }).replace(/memory: \w+/, "<|$&|>"),
			"`k` answers 21 % of its reads with 10 MB a node; 44 % take 540 MB.",
		));

	it("is silent about a cache that is the store of what it holds", () =>
		checkSilent(
			rule,
			"data d { kind: derived, items: 50M, size: 2KB }\nclient c { rate: 9rps }\nservice web { reads d }\ncache k { holds: d, memory: 1MB }\nc -> web -> k\n",
		));

	it("gives it more memory, or more nodes", () => {
		checkFix(rule, "memory", design(), design({ cache: "memory: 32GB" }));
		checkFix(rule, "nodes", design(), design({ nodes: 18 }));
	});
});

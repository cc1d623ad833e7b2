import { cacheEvictionPolicy as rule } from "../../../../src/rules/caching/cache-eviction-policy.ts";
import { checkFix, checkReports, checkSilent } from "../../../support/rules.ts";

const design = (cache: string, data = "skew: 0.9"): string =>
	`data posts { kind: durable, size: 2KB, items: 50M, ${data} }
client c { rate: 2000rps }
service web x8 {
  reads posts x2
}
cache k x2 { holds: posts, ${cache} }
database db { holds: posts }
c -> web -> k, db
`;
const mark = (text: string): string => text.replace(/eviction: \w+/, "<|$&|>");

describe("cache-eviction-policy", () => {
	it("mentions memory without a policy", () =>
		checkReports(
			rule,
			design("memory: 8GB").replace("cache k", "cache <|k|>"),
			"Eviction policy of `k`: it is not said what goes when the memory is full.",
		));

	it("warns where new items are refused for good", () => {
		checkReports(
			rule,
			mark(design("memory: 8GB, eviction: none, invalidate: delete")),
			"Eviction policy of `k`: nothing is thrown out, and nothing expires.",
			"warning",
		);
		checkSilent(rule, design("memory: 8GB, eviction: none, ttl: 1h"));
	});

	it("mentions FIFO where popular items go with the others", () => {
		checkReports(
			rule,
			mark(design("memory: 8GB, eviction: fifo")),
			"Eviction policy of `k`: popular items go with the others, so 69 % of the reads hit, with LRU 72 %.",
		);
		checkSilent(rule, design("memory: 8GB, eviction: fifo", "skew: 0.3"));
		checkSilent(rule, design("memory: 8GB, eviction: fifo, ttl: 10s"));
	});

	it("mentions LFU where popularity is stable and it hits five points more", () => {
		const text = mark(design("memory: 1GB, eviction: lru", "skew: 0.9, stable: true"));
		checkReports(
			rule,
			text,
			"Eviction policy of `k`: 51 % of the reads hit; with what is least frequently used thrown out it would be 61 %.",
		);
		checkSilent(rule, design("memory: 1GB, eviction: lru"));
		checkSilent(rule, design("memory: 1GB, eviction: lfu", "skew: 0.9, stable: true"));
	});

	it("is silent where nothing is ever thrown out, or nobody can tell", () => {
		checkSilent(rule, design("ttl: 1h"));
		checkSilent(rule, design("memory: 64GB, ttl: 1h"));
		checkSilent(rule, design("memory: 8GB, ttl: 1s"));
		checkSilent(rule, design("memory: 8GB").replace(", items: 50M", ""));
		checkSilent(rule, design("memory: 8GB, hit-ratio: 90%"));
	});

	it("sets a policy", () => {
		checkFix(rule, "lru", design("memory: 8GB"), design("memory: 8GB, eviction: lru"));
		const stable = "skew: 0.9, stable: true";
		checkFix(rule, "lfu", design("memory: 1GB, eviction: lru", stable), design("memory: 1GB, eviction: lfu", stable));
	});
});

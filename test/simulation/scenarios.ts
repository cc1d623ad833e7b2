import { cachingScenarios } from "./caching.ts";
import { failureScenarios } from "./failures.ts";
import { networkScenarios } from "./networks.ts";
import { queueingScenarios } from "./queueing.ts";
import type { Scenario } from "./scenario.ts";
import { shardingScenarios } from "./sharding.ts";

/** All that the formulas are held against, in the order in which docs/validation.md shows it. */
export const scenarios: readonly { readonly id: string; readonly scenarios: readonly Scenario[] }[] = [
	{ id: "queueing", scenarios: queueingScenarios },
	{ id: "networks", scenarios: networkScenarios },
	{ id: "caching", scenarios: cachingScenarios },
	{ id: "sharding", scenarios: shardingScenarios },
	{ id: "failures", scenarios: failureScenarios },
];

import { cacheMissingReadHeavy } from "./cache-missing-read-heavy.ts";
import { componentSaturated } from "./component-saturated.ts";
import { cyclicSyncDependency } from "./cyclic-sync-dependency.ts";
import { dataUnreachable } from "./data-unreachable.ts";
import { dbNoFailover } from "./db-no-failover.ts";
import { dbNoReplica } from "./db-no-replica.ts";
import { loadBalancerSpof } from "./load-balancer-spof.ts";
import { noLoadBalancer } from "./no-load-balancer.ts";
import { noMonitoring } from "./no-monitoring.ts";
import type { Rule } from "./rule.ts";
import { sessionStoreSpof } from "./session-store-spof.ts";
import { singleDataCenter } from "./single-data-center.ts";
import { singleInstanceTier } from "./single-instance-tier.ts";
import { spof } from "./spof.ts";
import { statefulWebTier } from "./stateful-web-tier.ts";
import { staticWithoutCdn } from "./static-without-cdn.ts";
import { stickySessions } from "./sticky-sessions.ts";
import { unusedIgnore } from "./unused-ignore.ts";

/** Every rule, in the order of the docs. */
export const rules: readonly Rule[] = [
	componentSaturated,
	statefulWebTier,
	stickySessions,
	sessionStoreSpof,
	singleInstanceTier,
	spof,
	noLoadBalancer,
	loadBalancerSpof,
	dbNoReplica,
	dbNoFailover,
	cacheMissingReadHeavy,
	singleDataCenter,
	staticWithoutCdn,
	dataUnreachable,
	cyclicSyncDependency,
	noMonitoring,
	unusedIgnore,
];

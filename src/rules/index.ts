import { cacheEvictionPolicy } from "./caching/cache-eviction-policy.ts";
import { cacheInconsistentUpdate } from "./caching/cache-inconsistent-update.ts";
import { cacheLoadCliff } from "./caching/cache-load-cliff.ts";
import { cacheMemoryNoHeadroom } from "./caching/cache-memory-no-headroom.ts";
import { cacheMemorySmall } from "./caching/cache-memory-small.ts";
import { cacheMissingReadHeavy } from "./caching/cache-missing-read-heavy.ts";
import { cacheNoTtl } from "./caching/cache-no-ttl.ts";
import { cacheNotSeparateTier } from "./caching/cache-not-separate-tier.ts";
import { cacheOnlyDurableData } from "./caching/cache-only-durable-data.ts";
import { cacheSpof } from "./caching/cache-spof.ts";
import { cacheTtlTooLong } from "./caching/cache-ttl-too-long.ts";
import { cacheTtlTooShort } from "./caching/cache-ttl-too-short.ts";
import { cacheUseless } from "./caching/cache-useless.ts";
import { cacheWriteHeavyData } from "./caching/cache-write-heavy-data.ts";
import { cacheColdData } from "./caching-strategies/cache-cold-data.ts";
import { cacheColdStart } from "./caching-strategies/cache-cold-start.ts";
import { cacheStampede } from "./caching-strategies/cache-stampede.ts";
import { cacheStrategyMissing } from "./caching-strategies/cache-strategy-missing.ts";
import { lookAsideWriteHeavy } from "./caching-strategies/look-aside-write-heavy.ts";
import { readThroughBypass } from "./caching-strategies/read-through-bypass.ts";
import { readThroughLatency } from "./caching-strategies/read-through-latency.ts";
import { readThroughSpof } from "./caching-strategies/read-through-spof.ts";
import { writeAroundReadAfterWrite } from "./caching-strategies/write-around-read-after-write.ts";
import { writeAroundStale } from "./caching-strategies/write-around-stale.ts";
import { writeBackDurableNoDurability } from "./caching-strategies/write-back-durable-no-durability.ts";
import { writeBackLossWindow } from "./caching-strategies/write-back-loss-window.ts";
import { writeBackOpportunity } from "./caching-strategies/write-back-opportunity.ts";
import { writeThroughWriteHeavy } from "./caching-strategies/write-through-write-heavy.ts";
import { budgetExceeded } from "./capacity/budget-exceeded.ts";
import { capacityUnknown } from "./capacity/capacity-unknown.ts";
import { componentHot } from "./capacity/component-hot.ts";
import { componentSaturated } from "./capacity/component-saturated.ts";
import { connectionPoolOverflow } from "./capacity/connection-pool-overflow.ts";
import { latencyTargetMissed } from "./capacity/latency-target-missed.ts";
import { networkBandwidthSaturated } from "./capacity/network-bandwidth-saturated.ts";
import { noAutoscaling } from "./capacity/no-autoscaling.ts";
import { noNPlusOne } from "./capacity/no-n-plus-one.ts";
import { overprovisioned } from "./capacity/overprovisioned.ts";
import { threadPoolExhaustion } from "./capacity/thread-pool-exhaustion.ts";
import { cdnColdContent } from "./cdn/cdn-cold-content.ts";
import { cdnDynamicOpportunity } from "./cdn/cdn-dynamic-opportunity.ts";
import { cdnFallbackOverload } from "./cdn/cdn-fallback-overload.ts";
import { cdnNoFallback } from "./cdn/cdn-no-fallback.ts";
import { cdnPrivateData } from "./cdn/cdn-private-data.ts";
import { cdnTtlMismatch } from "./cdn/cdn-ttl-mismatch.ts";
import { staticWithoutCdn } from "./cdn/static-without-cdn.ts";
import { crossDcChatty } from "./data-centers/cross-dc-chatty.ts";
import { dataResidencyRouting } from "./data-centers/data-residency-routing.ts";
import { dnsTtlFailoverSlow } from "./data-centers/dns-ttl-failover-slow.ts";
import { multiDcCapacity } from "./data-centers/multi-dc-capacity.ts";
import { multiDcDeployDrift } from "./data-centers/multi-dc-deploy-drift.ts";
import { multiDcNoDataReplication } from "./data-centers/multi-dc-no-data-replication.ts";
import { multiDcNoFailoverRouting } from "./data-centers/multi-dc-no-failover-routing.ts";
import { multiDcNoGeoRouting } from "./data-centers/multi-dc-no-geo-routing.ts";
import { multiDcTierMissing } from "./data-centers/multi-dc-tier-missing.ts";
import { multiDcUntested } from "./data-centers/multi-dc-untested.ts";
import { multiDcWriteConflict } from "./data-centers/multi-dc-write-conflict.ts";
import { singleDataCenter } from "./data-centers/single-data-center.ts";
import { consumerNotIdempotent } from "./decoupling/consumer-not-idempotent.ts";
import { queueConsumersSaturated } from "./decoupling/queue-consumers-saturated.ts";
import { queueNoBackpressure } from "./decoupling/queue-no-backpressure.ts";
import { queueNoConsumer } from "./decoupling/queue-no-consumer.ts";
import { queueNoDlq } from "./decoupling/queue-no-dlq.ts";
import { queueNoProducer } from "./decoupling/queue-no-producer.ts";
import { queueNotDurable } from "./decoupling/queue-not-durable.ts";
import { queuePartitionLimit } from "./decoupling/queue-partition-limit.ts";
import { queueRequestReply } from "./decoupling/queue-request-reply.ts";
import { queueSpof } from "./decoupling/queue-spof.ts";
import { syncHeavyWork } from "./decoupling/sync-heavy-work.ts";
import { tightCoupling } from "./decoupling/tight-coupling.ts";
import { dataUnreachable } from "./design/data-unreachable.ts";
import { unusedIgnore } from "./design/unused-ignore.ts";
import { hotKey } from "./hot-keys/hot-key.ts";
import { hotKeyCache } from "./hot-keys/hot-key-cache.ts";
import { saltAllKeys } from "./hot-keys/salt-all-keys.ts";
import { saltCountMismatch } from "./hot-keys/salt-count-mismatch.ts";
import { saltReadHotKey } from "./hot-keys/salt-read-hot-key.ts";
import { saltedKeyScatterGather } from "./hot-keys/salted-key-scatter-gather.ts";
import { logsNotAggregated } from "./monitoring/logs-not-aggregated.ts";
import { monitoringSameDomain } from "./monitoring/monitoring-same-domain.ts";
import { noAlerting } from "./monitoring/no-alerting.ts";
import { noBusinessMetrics } from "./monitoring/no-business-metrics.ts";
import { noCicd } from "./monitoring/no-cicd.ts";
import { noErrorLogs } from "./monitoring/no-error-logs.ts";
import { noHostMetrics } from "./monitoring/no-host-metrics.ts";
import { noMonitoring } from "./monitoring/no-monitoring.ts";
import { noTierMetrics } from "./monitoring/no-tier-metrics.ts";
import { clientBypassesLb } from "./redundancy/client-bypasses-lb.ts";
import { loadBalancerSpof } from "./redundancy/load-balancer-spof.ts";
import { noHealthCheck } from "./redundancy/no-health-check.ts";
import { noLoadBalancer } from "./redundancy/no-load-balancer.ts";
import { publicDataTier } from "./redundancy/public-data-tier.ts";
import { publicWebServer } from "./redundancy/public-web-server.ts";
import { scaleOutRetrograde } from "./redundancy/scale-out-retrograde.ts";
import { scaleUpOnly } from "./redundancy/scale-up-only.ts";
import { singleInstanceTier } from "./redundancy/single-instance-tier.ts";
import { spof } from "./redundancy/spof.ts";
import { verticalLimitReached } from "./redundancy/vertical-limit-reached.ts";
import { asyncFailoverDataLoss } from "./replication/async-failover-data-loss.ts";
import { dbNoFailover } from "./replication/db-no-failover.ts";
import { dbNoReplica } from "./replication/db-no-replica.ts";
import { failoverOverload } from "./replication/failover-overload.ts";
import { readsOnPrimary } from "./replication/reads-on-primary.ts";
import { replicaLagConsistency } from "./replication/replica-lag-consistency.ts";
import { replicaWriteBound } from "./replication/replica-write-bound.ts";
import { sameZoneReplicas } from "./replication/same-zone-replicas.ts";
import { syncReplicationCrossRegion } from "./replication/sync-replication-cross-region.ts";
import { writeToReplica } from "./replication/write-to-replica.ts";
import { availabilityTargetUnreachable } from "./resilience/availability-target-unreachable.ts";
import { cyclicSyncDependency } from "./resilience/cyclic-sync-dependency.ts";
import { dnsSingleProvider } from "./resilience/dns-single-provider.ts";
import { evenQuorum } from "./resilience/even-quorum.ts";
import { noBackup } from "./resilience/no-backup.ts";
import { noCircuitBreaker } from "./resilience/no-circuit-breaker.ts";
import { noRateLimit } from "./resilience/no-rate-limit.ts";
import { noTimeout } from "./resilience/no-timeout.ts";
import { quorumDcMajority } from "./resilience/quorum-dc-majority.ts";
import { quorumTooSmall } from "./resilience/quorum-too-small.ts";
import { retryAmplification } from "./resilience/retry-amplification.ts";
import { retryWithoutBackoff } from "./resilience/retry-without-backoff.ts";
import { rpoRtoMissed } from "./resilience/rpo-rto-missed.ts";
import { tailAmplification } from "./resilience/tail-amplification.ts";
import type { Rule } from "./rule.ts";
import { crossShardJoin } from "./sharding/cross-shard-join.ts";
import { dbNeedsSharding } from "./sharding/db-needs-sharding.ts";
import { denormalisationCost } from "./sharding/denormalisation-cost.ts";
import { prematureSharding } from "./sharding/premature-sharding.ts";
import { reshardingUnplanned } from "./sharding/resharding-unplanned.ts";
import { scatterQuery } from "./sharding/scatter-query.ts";
import { shardExhaustion } from "./sharding/shard-exhaustion.ts";
import { shardKeyMissing } from "./sharding/shard-key-missing.ts";
import { shardKeySequential } from "./sharding/shard-key-sequential.ts";
import { shardKeySkewed } from "./sharding/shard-key-skewed.ts";
import { shardNoReplica } from "./sharding/shard-no-replica.ts";
import { shardSchemaMismatch } from "./sharding/shard-schema-mismatch.ts";
import { autoscaleBlockedByState } from "./web-tier/autoscale-blocked-by-state.ts";
import { sessionDatasetUnplaced } from "./web-tier/session-dataset-unplaced.ts";
import { sessionStoreSpof } from "./web-tier/session-store-spof.ts";
import { sessionStoreUndersized } from "./web-tier/session-store-undersized.ts";
import { statefulWebTier } from "./web-tier/stateful-web-tier.ts";
import { stickySessions } from "./web-tier/sticky-sessions.ts";

/** Every rule, in the order of the docs. */
export const rules: readonly Rule[] = [
	componentSaturated,
	latencyTargetMissed,
	componentHot,
	capacityUnknown,
	noNPlusOne,
	overprovisioned,
	networkBandwidthSaturated,
	connectionPoolOverflow,
	threadPoolExhaustion,
	budgetExceeded,
	noAutoscaling,
	statefulWebTier,
	stickySessions,
	autoscaleBlockedByState,
	sessionDatasetUnplaced,
	sessionStoreSpof,
	sessionStoreUndersized,
	verticalLimitReached,
	scaleUpOnly,
	scaleOutRetrograde,
	singleInstanceTier,
	spof,
	noLoadBalancer,
	loadBalancerSpof,
	clientBypassesLb,
	publicWebServer,
	publicDataTier,
	noHealthCheck,
	dbNoReplica,
	dbNoFailover,
	writeToReplica,
	readsOnPrimary,
	replicaWriteBound,
	replicaLagConsistency,
	failoverOverload,
	asyncFailoverDataLoss,
	sameZoneReplicas,
	syncReplicationCrossRegion,
	cacheMissingReadHeavy,
	cacheOnlyDurableData,
	cacheNoTtl,
	cacheInconsistentUpdate,
	cacheSpof,
	cacheLoadCliff,
	cacheEvictionPolicy,
	cacheMemoryNoHeadroom,
	cacheMemorySmall,
	cacheNotSeparateTier,
	cacheTtlTooLong,
	cacheTtlTooShort,
	cacheUseless,
	cacheWriteHeavyData,
	cacheStrategyMissing,
	writeAroundStale,
	readThroughSpof,
	readThroughBypass,
	writeBackDurableNoDurability,
	writeBackLossWindow,
	writeThroughWriteHeavy,
	lookAsideWriteHeavy,
	readThroughLatency,
	writeBackOpportunity,
	cacheStampede,
	cacheColdStart,
	cacheColdData,
	writeAroundReadAfterWrite,
	singleDataCenter,
	multiDcNoGeoRouting,
	multiDcNoFailoverRouting,
	multiDcUntested,
	multiDcDeployDrift,
	dnsTtlFailoverSlow,
	multiDcNoDataReplication,
	multiDcTierMissing,
	multiDcWriteConflict,
	dataResidencyRouting,
	multiDcCapacity,
	crossDcChatty,
	staticWithoutCdn,
	cdnNoFallback,
	cdnFallbackOverload,
	cdnTtlMismatch,
	cdnColdContent,
	cdnPrivateData,
	cdnDynamicOpportunity,
	shardNoReplica,
	shardKeyMissing,
	shardKeySequential,
	shardKeySkewed,
	shardExhaustion,
	reshardingUnplanned,
	shardSchemaMismatch,
	scatterQuery,
	prematureSharding,
	dbNeedsSharding,
	crossShardJoin,
	denormalisationCost,
	hotKey,
	saltReadHotKey,
	saltedKeyScatterGather,
	saltCountMismatch,
	saltAllKeys,
	hotKeyCache,
	queueNotDurable,
	queueSpof,
	queueNoConsumer,
	queueNoProducer,
	queueNoDlq,
	queuePartitionLimit,
	queueConsumersSaturated,
	queueNoBackpressure,
	syncHeavyWork,
	queueRequestReply,
	tightCoupling,
	consumerNotIdempotent,
	noMonitoring,
	noErrorLogs,
	logsNotAggregated,
	noHostMetrics,
	noTierMetrics,
	noBusinessMetrics,
	noAlerting,
	monitoringSameDomain,
	noCicd,
	cyclicSyncDependency,
	availabilityTargetUnreachable,
	evenQuorum,
	noBackup,
	noCircuitBreaker,
	noRateLimit,
	noTimeout,
	quorumTooSmall,
	retryAmplification,
	retryWithoutBackoff,
	rpoRtoMissed,
	tailAmplification,
	dnsSingleProvider,
	quorumDcMajority,
	dataUnreachable,
	unusedIgnore,
];

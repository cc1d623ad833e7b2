import type { Design } from "./design.ts";

/** The steps of examples/zero-to-millions with numbers that can be simulated: some hundred requests per second, some thousand items. */
const ladder: readonly Design[] = [
	{
		name: "Step 1, a single server",
		text: `
			client browser { rate: 20/s }
			service server { service-time: 60ms, concurrency: 2 }
			browser -> server`,
	},
	{
		name: "Step 2, a separate database",
		text: `
			data recipes { items: 2000, skew: 0.9 }
			client browser { rate: 40/s }
			service web { service-time: 40ms, concurrency: 4, sessions: local, reads recipes x3, writes recipes 20% }
			database db { holds: recipes, read-capacity: 220/s, write-capacity: 120/s, concurrency: 4 }
			browser -> web -> db`,
	},
	{
		name: "Step 3, a load balancer and two web servers",
		text: `
			data recipes { items: 2000, skew: 0.9 }
			client browser { rate: 80/s }
			dns names
			loadbalancer lb { sticky: true, capacity: 400/s }
			service web x2 { service-time: 40ms, concurrency: 4, sessions: local, reads recipes x3, writes recipes 20% }
			database db { holds: recipes, read-capacity: 400/s, write-capacity: 200/s, concurrency: 4 }
			browser -> names -> lb -> web -> db`,
	},
	{
		name: "Step 4, replicas",
		text: `
			data recipes { items: 2000, skew: 0.9 }
			data photos { kind: static, items: 2000, skew: 0.8 }
			client browser { rate: 80/s, reads photos x4 }
			storage files { holds: photos, read-capacity: 500/s, write-capacity: 100/s }
			service resizer { service-time: 200ms, writes photos x3 }
			loadbalancer lb x2 { sticky: true }
			service web x2 { service-time: 40ms, concurrency: 4, sessions: local, reads recipes x3, writes recipes 20% }
			database db { holds: recipes, replicas: 3, lag: 300ms, read-capacity: 180/s, write-capacity: 30/s, concurrency: 4 }
			browser -> lb -> web -> db
			browser -> files
			web -> resizer 2% "upload"
			resizer -> files`,
	},
	{
		name: "Step 5, a cache",
		text: `
			data recipes { items: 2000, skew: 0.9 }
			client browser { rate: 80/s }
			loadbalancer lb x2 { sticky: true }
			service web x3 { service-time: 40ms, concurrency: 2, sessions: local, reads recipes x5, writes recipes 20% }
			cache cache x2 { holds: recipes, read: look-aside, write: write-around, invalidate: delete, ttl: 60s, eviction: lru, memory: 300KB }
			database db { holds: recipes, replicas: 2, lag: 300ms, read-capacity: 150/s, write-capacity: 30/s, concurrency: 4 }
			browser -> lb -> web -> cache, db`,
	},
	{
		name: "Step 6, a content delivery network",
		text: `
			data photos { kind: static, items: 2000, skew: 0.8 }
			client browser { rate: 80/s, reads photos x4 }
			dns names
			cdn edge { holds: photos, ttl: 20s, fallback: origin }
			storage files { holds: photos, read-capacity: 200/s, write-capacity: 100/s }
			loadbalancer lb x2
			service web x3 { service-time: 50ms, concurrency: 2 }
			browser -> names -> lb -> web
			browser -> edge -> files`,
	},
	{
		name: "Step 7, a stateless web tier",
		text: `
			data recipes { items: 2000, skew: 0.9 }
			data sessions { kind: session }
			client browser { rate: 80/s }
			loadbalancer lb x2
			service web x3 { service-time: 50ms, concurrency: 2, sessions: session-store, reads recipes x2 }
			cache session-store x2 { holds: sessions, replicas: 1, ttl: 30min }
			cache cache { holds: recipes, read: look-aside, max-items: 400 }
			database db { holds: recipes, read-capacity: 100/s, write-capacity: 100/s, concurrency: 2 }
			browser -> lb -> web -> cache, db`,
	},
	{
		name: "Step 8, two data centers",
		text: `
			data recipes { items: 2000, skew: 0.8 }
			data sessions { kind: session }
			client browser { rate: 120/s }
			dns names { routing: geo, health-checks: true }
			datacenter us {
				loadbalancer lb x2
				service web x3 { service-time: 40ms, concurrency: 2, sessions: session-store, reads recipes x3, writes recipes 20% }
				cache session-store x2 { holds: sessions, ttl: 30min }
				cache cache { holds: recipes, read: look-aside, invalidate: delete, ttl: 30s, max-items: 500 }
				database db { holds: recipes, replicas: 1, read-capacity: 150/s, write-capacity: 60/s, concurrency: 4, lag: 100ms }
				lb -> web -> cache, db
			}
			datacenter eu like us
			browser -> names -> us.lb 60%, eu.lb 40%
			us.db -> eu.db
			eu.web -> us.db`,
	},
	{
		name: "Step 9, a queue and workers",
		text: `
			data photos { kind: static, items: 2000, skew: 0.8 }
			client browser { rate: 100/s, reads photos x2 }
			storage files { holds: photos, partitions: 2, read-capacity: 160/s, write-capacity: 100/s }
			service web x3 { service-time: 40ms, concurrency: 2 }
			queue jobs x3 { capacity: 50/s }
			worker resizer x3 { service-time: 200ms, concurrency: 2, writes photos x3 }
			browser -> web
			browser -> files
			web -> jobs 20% "upload"
			jobs -> resizer -> files`,
	},
	{
		name: "Step 10, shards",
		text: `
			data recipes { items: 4000, skew: 0.8, key: author }
			client browser { rate: 120/s }
			loadbalancer lb x2
			service web x4 { service-time: 40ms, concurrency: 2, reads recipes x3, writes recipes 30% }
			cache cache x2 { holds: recipes, read: look-aside, write: write-around, invalidate: delete, max-items: 300 }
			database db { holds: recipes, shards: 4, placement: consistent-hash, replicas: 2, lag: 200ms, read-capacity: 60/s, write-capacity: 20/s, concurrency: 2 }
			browser -> lb -> web -> cache, db`,
	},
];

const SAME_LINE = "calls that come to one line at the same moment wait for each other";

const others: readonly Design[] = [
	{
		name: "Balancers of every policy",
		text: `
			client c { rate: 100/s }
			loadbalancer l1 { algorithm: random }
			loadbalancer l2 { algorithm: round-robin }
			loadbalancer l3 { algorithm: two-choices }
			service a x4 { service-time: 24ms, concurrency: 1 }
			service b x3 { service-time: 40ms, concurrency: 2 }
			service d x4 { service-time: 24ms, concurrency: 1 }
			c -> l1 -> a -> l2 -> b -> l3 -> d`,
		gaps: [
			{
				metric: /^[bd]: |^l[23]: |request/,
				tolerance: { relative: 0.12 },
				reason: "what one tier does to the spacing of its arrivals is left out, and two choices are interpolated",
			},
		],
	},
	{
		name: "Least connections with a line at each instance",
		leastConnections: true,
		text: `
			client c { rate: 100/s }
			loadbalancer lb
			service web x4 { service-time: 30ms, concurrency: 1 }
			c -> lb -> web`,
		gaps: [
			{
				metric: /^web: |request/,
				tolerance: { relative: 0.3 },
				reason: "least connections count as one line for all instances",
			},
		],
	},
	{
		name: "Ten reads of a request at a busy database",
		text: `
			data d { items: 1000 }
			client c { rate: 20/s, reads d x10 }
			database db { holds: d, read-capacity: 250/s, write-capacity: 250/s, concurrency: 1 }
			c -> db`,
		gaps: [
			{ metric: /request/, tolerance: { relative: 0.1 }, reason: "how waits of one request are alike is approximated" },
		],
	},
	{
		name: "Three calls of three calls",
		text: `
			client c { rate: 10/s }
			service web { service-time: 10ms, concurrency: 4 }
			service api { service-time: 20ms, concurrency: 4 }
			service store { service-time: 50ms, concurrency: 8 }
			c -> web -> api x3 -> store x3`,
		gaps: [
			{ metric: /request/, tolerance: { relative: 0.1 }, reason: "how waits of one request are alike is approximated" },
		],
	},
	{
		name: "Calls in parallel, to one tier and to several",
		text: `
			client c { rate: 60/s }
			service web x2 { service-time: 20ms, concurrency: 2 }
			service a { service-time: 40ms, concurrency: 4 }
			service b { service-time: 30ms, concurrency: 3 }
			service many x4 { service-time: 20ms, concurrency: 2 }
			c -> web
			web -> a { parallel: true }
			web -> b { parallel: true }
			web -> many x4 { parallel: true }`,
		gaps: [
			{ metric: /^many: wait/, tolerance: { relative: 0.9 }, reason: SAME_LINE },
			{ metric: /^many: |request/, tolerance: { relative: 0.25 }, reason: SAME_LINE },
		],
	},
	{
		name: "Errors and retries, and calls that are given up",
		text: `
			client c { rate: 80/s }
			service web x2 { service-time: 30ms, concurrency: 2, retries: 2 }
			service api { service-time: 20ms, concurrency: 4, error-rate: 20% }
			service prices { service-time: 15ms, concurrency: 2, error-rate: 5% }
			service reviews { service-time: 40ms, concurrency: 8 }
			c -> web -> api -> prices
			web -> reviews { timeout: 60ms, retries: 0 }`,
	},
	{
		name: "Heavy requests, and instances that hinder each other",
		text: `
			client c { rate: 60/s }
			service web x4 { service-time: 20ms, concurrency: 1, contention: 10%, coherency: 1% }
			service reports x2 { service-time: 10ms, concurrency: 4, heavy: 3%, heavy-time: 1s }
			c -> web -> reports`,
	},
	{
		name: "Constant and very variable service times",
		text: `
			client c { rate: 100/s }
			service web { service-time: 60ms, concurrency: 8, variability: 3 }
			service api { service-time: 7ms, concurrency: 1, variability: 0 }
			c -> web -> api`,
		gaps: [
			{
				metric: /^api: |request p9/,
				tolerance: { relative: 0.35 },
				reason: "what variable times do to the spacing of the calls that follow is left out",
			},
		],
	},
	{
		name: "Read-through, write-through",
		text: `
			data d { items: 3000, skew: 0.9 }
			client c { rate: 100/s }
			service web x2 { service-time: 50ms, concurrency: 4, reads d x3, writes d 20% }
			cache k { holds: d, read: read-through, write: write-through, ttl: 20s, max-items: 500, service-time: 1ms, capacity: 2000/s }
			database db { holds: d, read-capacity: 300/s, write-capacity: 150/s }
			c -> web -> k -> db`,
	},
	{
		name: "First in, first out, written back",
		text: `
			data d { items: 3000, skew: 0.9 }
			client c { rate: 100/s }
			service web x2 { service-time: 50ms, concurrency: 4, reads d x2, writes d }
			cache k x2 { holds: d, read: read-through, write: write-back, flush: 5s, eviction: fifo, max-items: 400 }
			database db { holds: d, read-capacity: 300/s, write-capacity: 150/s, concurrency: 2 }
			c -> web -> k -> db`,
	},
	{
		name: "Caches in two levels",
		text: `
			data d { items: 4000, skew: 0.9 }
			client c { rate: 100/s }
			service web { service-time: 20ms, concurrency: 4, reads d x3, writes d 10% }
			cache near { holds: d, read: look-aside, invalidate: delete, max-items: 100 }
			cache far { holds: d, read: read-through, write: write-through, max-items: 1000 }
			database db { holds: d, read-capacity: 250/s, write-capacity: 100/s, concurrency: 4 }
			c -> web -> near, far
			far -> db`,
	},
	{
		name: "Two data sets in one cache, two lifetimes, a declared hit ratio",
		text: `
			data small { items: 2000, skew: 0.9, size: 200B }
			data large { items: 1000, skew: 0.7, size: 2KB }
			client c { rate: 100/s }
			service web { service-time: 20ms, concurrency: 4, reads small x3, reads large 50%, writes small 10% }
			service api { service-time: 20ms, concurrency: 4, reads large 20% }
			cache k { holds: [small, large], read: look-aside, write: write-around, invalidate: update, memory: 300KB }
			cache fixed { holds: large, read: look-aside, hit-ratio: 70% }
			database db { holds: [small, large], read-capacity: 400/s, write-capacity: 100/s, concurrency: 4 }
			c -> web -> k, db
			c -> api -> fixed, db`,
	},
	{
		name: "A CDN with three places",
		text: `
			data photos { kind: static, items: 2000, skew: 0.8 }
			client c { rate: 50/s, reads photos x4 }
			cdn edge { holds: photos, ttl: 10s, pops: 3 }
			storage files { holds: photos, read-capacity: 200/s, write-capacity: 100/s }
			service web { service-time: 30ms, concurrency: 3 }
			c -> edge -> files
			c -> web`,
	},
	{
		name: "Shards that all are asked, few keys, and a hottest one",
		text: `
			data d { items: 5000, skew: 0.5 }
			data e { items: 5000, keys: 400, skew: 0, hottest: 20% }
			client c { rate: 100/s }
			service web x2 { service-time: 40ms, reads d x2, writes d 30%, reads e }
			database one { holds: d, shards: 4, replicas: 2, read-capacity: 200/s, write-capacity: 60/s, concurrency: 2, scatter: 10%, lag: 200ms }
			database two { holds: e, shards: 3, read-capacity: 70/s, write-capacity: 70/s, concurrency: 2 }
			c -> web -> one, two`,
	},
	{
		name: "Messages for two tiers",
		text: `
			client c { rate: 100/s }
			service web x2 { service-time: 40ms, concurrency: 4 }
			queue events { capacity: 150/s }
			worker mail x2 { service-time: 60ms, concurrency: 2 }
			worker count { service-time: 15ms }
			external provider { service-time: 80ms }
			c -> web
			web -> events 50%
			events -> mail, count
			mail -> provider { async: true }`,
	},
	{
		name: "Synchronous copies in another place",
		text: `
			data d { items: 1000 }
			client c { rate: 45/s }
			datacenter us {
				service web { service-time: 40ms, concurrency: 4, reads d x2, writes d 50% }
				database db { holds: d, read-capacity: 200/s, write-capacity: 100/s, concurrency: 2, replication: sync, lag: 50ms }
				web -> db
			}
			datacenter eu {
				service reports { service-time: 50ms, concurrency: 2, reads d x3 }
				database copy { holds: d, replicas: 1, read-capacity: 150/s, write-capacity: 100/s, concurrency: 2 }
				reports -> copy
			}
			client analyst { rate: 20/s }
			c -> us.web
			analyst -> eu.reports
			us.db -> eu.copy { latency: 90ms }`,
	},
];

export const designs: readonly Design[] = [...ladder, ...others];

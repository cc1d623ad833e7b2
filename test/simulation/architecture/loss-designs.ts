import { Random } from "../random.ts";
import { analyzedDesign, architectureOf, type Design } from "./design.ts";
import { generatedText } from "./generate.ts";

/** Without some of their parts: every rule of what then happens, once. */
export const lossDesigns: readonly Design[] = [
	{
		name: "One of two behind a balancer",
		down: ["a"],
		text: `
			client c { rate: 40/s }
			loadbalancer lb
			service a { service-time: 20ms, concurrency: 2 }
			service b { service-time: 20ms, concurrency: 2 }
			c -> lb -> a, b`,
	},
	{
		name: "One of two behind a balancer that is blind",
		down: ["a"],
		text: `
			client c { rate: 40/s }
			loadbalancer lb { health-checks: false }
			service a { service-time: 20ms, concurrency: 2 }
			service b { service-time: 20ms, concurrency: 2 }
			c -> lb -> a 30%, b 70%`,
	},
	{
		name: "An instance of three",
		down: ["web#1"],
		text: `
			data items { items: 1000, skew: 0.8 }
			client c { rate: 60/s }
			service web x3 { service-time: 30ms, concurrency: 2, reads items }
			database db { holds: items, read-capacity: 150/s, concurrency: 2 }
			c -> web -> db`,
	},
	{
		name: "A look-aside cache",
		down: ["k"],
		text: `
			data items { items: 1000, skew: 0.8 }
			client c { rate: 40/s }
			service web x2 { service-time: 20ms, concurrency: 2, reads items x2, writes items 20% }
			cache k { holds: items, read: look-aside, write: write-around, invalidate: delete, max-items: 300 }
			database db { holds: items, read-capacity: 200/s, write-capacity: 100/s, concurrency: 4 }
			c -> web -> k, db`,
	},
	{
		name: "A read-through cache",
		down: ["k"],
		text: `
			data items { items: 1000, skew: 0.8 }
			client c { rate: 40/s }
			service web x2 { service-time: 20ms, concurrency: 2, reads items x2, writes items 20% }
			cache k { holds: items, read: read-through, write: write-around, invalidate: delete, max-items: 300 }
			database db { holds: items, read-capacity: 200/s, write-capacity: 100/s, concurrency: 4 }
			c -> web -> k, db
			k -> db`,
	},
	{
		name: "A node of a cache",
		down: ["k#1"],
		text: `
			data items { items: 1000, skew: 0.8 }
			client c { rate: 40/s }
			service web x2 { service-time: 20ms, concurrency: 2, reads items x2 }
			cache k x2 { holds: items, read: look-aside, ttl: 20s, max-items: 200 }
			database db { holds: items, read-capacity: 200/s, concurrency: 4 }
			c -> web -> k, db`,
	},
	{
		name: "What can be done without, what cannot, and what waits in a queue",
		down: ["ads", "bill", "jobs"],
		text: `
			client c { rate: 40/s }
			client shop { rate: 10/s }
			service web x2 { service-time: 20ms, concurrency: 2 }
			service pay { service-time: 20ms, concurrency: 2 }
			service log { service-time: 5ms }
			service ads
			service bill
			queue jobs
			worker mailer { service-time: 20ms }
			c -> web
			shop -> pay
			web -> ads { optional: true }
			web -> log { async: true }
			pay -> bill 50%
			pay -> jobs 10%
			jobs -> mailer`,
	},
	...["db#replica", "db#primary"].flatMap((part) =>
		["automatic", "none"].map(
			(failover): Design => ({
				name: `${part} with failover: ${failover}`,
				down: [part],
				text: `
					data items { items: 1000, skew: 0.8 }
					client c { rate: 30/s, reads items, writes items 30% }
					service web x2 { service-time: 20ms, concurrency: 2 }
					database db { holds: items, replicas: 2, failover: ${failover}, lag: 100ms, read-capacity: 120/s, write-capacity: 60/s, concurrency: 2 }
					c -> web -> db`,
			}),
		),
	),
	{
		name: "One shard of four",
		down: ["db#shard2"],
		text: `
			data items { items: 100k, skew: 0 }
			client c { rate: 60/s, reads items x2, writes items 50% }
			service web x4 { service-time: 10ms, concurrency: 4 }
			database db { holds: items, shards: 4, replicas: 1, shard-key: "id", lag: 100ms, read-capacity: 120/s, write-capacity: 60/s, concurrency: 2 }
			c -> web -> db`,
	},
	{
		name: "The only replica",
		down: ["db#replica"],
		text: `
			data items { items: 1000, skew: 0.8 }
			client c { rate: 30/s }
			service web x2 { service-time: 20ms, concurrency: 2, reads items, writes items 30% }
			database db { holds: items, replicas: 1, lag: 100ms, read-capacity: 120/s, write-capacity: 60/s, concurrency: 2 }
			c -> web -> db`,
	},
	...["us", "us.db"].map(
		(part): Design => ({
			name: `${part}, of two data centers`,
			down: [part],
			...(part === "us.db" && {
				disagreement:
					"the analysis takes a service as able as soon as a copy is promoted in place of its database, though no link leads from the service to the copy: balancers go on sending there, and what it reads and writes is in no load. The simulation sends it to the other data center",
			}),
			text: `
				data items { items: 1000, skew: 0.8 }
				client c { rate: 40/s }
				dns names { routing: geo, health-checks: true }
				datacenter us {
					service web x2 { service-time: 20ms, concurrency: 2, reads items, writes items 20% }
					database db { holds: items, lag: 100ms, read-capacity: 120/s, write-capacity: 60/s, concurrency: 2 }
					web -> db
				}
				datacenter eu like us
				us.db -> eu.db { failover: automatic }
				c -> names -> us.web, eu.web
				eu.web -> us.db`,
		}),
	),
	{
		name: "A CDN with its origin to fall back to",
		down: ["edge"],
		text: `
			data photos { kind: static, items: 1000, skew: 0.8 }
			client c { rate: 40/s, reads photos }
			cdn edge { holds: photos, ttl: 20s, fallback: origin }
			storage files { holds: photos, read-capacity: 200/s, write-capacity: 50/s }
			c -> edge -> files`,
	},
	{
		name: "A CDN without",
		down: ["edge"],
		text: `
			data photos { kind: static, items: 1000, skew: 0.8 }
			client c { rate: 40/s, reads photos }
			cdn edge { holds: photos, ttl: 20s, fallback: none }
			storage files { holds: photos, read-capacity: 200/s, write-capacity: 50/s }
			c -> edge -> files`,
	},
	{
		name: "Retries before a store that is down",
		down: ["db"],
		text: `
			data items { items: 1000, skew: 0.8 }
			client c { rate: 10/s }
			service web { service-time: 10ms, concurrency: 2, retries: 1 }
			service api x2 { service-time: 10ms, concurrency: 2, reads items, retries: 2 }
			database db { holds: items }
			c -> web -> api -> db`,
	},
];

/** Up to which what is left may be busy. */
const MOST = 0.85;

/**
 * A generated architecture, at a third of its load so that it can do without something: without the part that the seed
 * determines. Nothing in it fails by chance.
 */
export function generatedLoss(seed: number): Design | undefined {
	const text = generatedText(seed).replace(
		/(rate|users): (\d+)/g,
		(_, property, count) => `${property}: ${Math.ceil(count / 3)}`,
	);
	if (text.includes("error-rate")) return undefined;
	const architecture = architectureOf(text);
	const random = new Random(seed);
	const parts = architecture.components.flatMap(({ id, kind, instances, properties }) => {
		if (kind === "client") return [];
		if (kind === "database") return properties.has("replicas") ? [id, `${id}#primary`, `${id}#replica`] : [id];
		return instances.max > 1 ? [id, `${id}#1`] : [id];
	});
	for (const { id } of architecture.places) parts.push(id);
	while (parts.length > 0) {
		const [part] = parts.splice(random.below(parts.length), 1);
		const design: Design = { name: `Generated ${seed} without ${part}`, text, isGenerated: true, down: [part!] };
		const { analysis } = analyzedDesign(design, architecture);
		if ([...analysis.components.values()].every(({ utilization = 0 }) => utilization < MOST)) return design;
	}
	return undefined;
}

/** The first so many. */
export function generatedLosses(count: number): readonly Design[] {
	const designs: Design[] = [];
	for (let seed = 1; designs.length < count; seed++) {
		const design = generatedLoss(seed);
		if (design) designs.push(design);
	}
	return designs;
}

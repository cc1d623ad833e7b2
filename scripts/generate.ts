/** What to generate: how many components, and the seed that decides everything else. */
export interface GenerateOptions {
	readonly components: number;
	readonly seed: number;
}

const DOMAINS = [
	"catalog",
	"cart",
	"orders",
	"payments",
	"profiles",
	"search",
	"reviews",
	"feed",
	"messages",
	"media",
	"billing",
	"shipping",
	"stock",
	"offers",
	"reports",
];
const CITIES = ["us", "eu", "asia", "brazil", "india", "japan", "korea", "canada", "africa", "nordics"];

/** Components of a domain, most needed first; a domain that is cut short keeps the first ones. */
const PARTS = ["api", "db", "cache", "queue", "worker", "rules", "index", "files"] as const;

/** Components outside the data centers: see `generateArchitecture`. */
const SHARED = 6;

/**
 * A realistic architecture as text: data centers, each with an entry and a row of domains (service, cache, database,
 * queue, worker, ...), replication to the other data centers, about 1.4 links for each component. The same options
 * always give the same text. Fewer than ten components are made ten.
 */
export function generateArchitecture({ components, seed }: GenerateOptions): string {
	const random = mulberry32(seed);
	const between = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
	const inside = Math.max(components, 10) - SHARED;
	const cities = Array.from({ length: Math.min(Math.max(1, Math.round(inside / 65)), 40) }, (_, i) => named(CITIES, i));
	const domainCount = Math.max(1, Math.ceil((inside / cities.length - 2) / PARTS.length));
	const domains = Array.from({ length: domainCount }, (_, i) => named(DOMAINS, i));

	const out: string[] = [
		`system "Generated, ${components} components" { availability: 99.9% }`,
		"",
		...domains.map((domain) => {
			const skew = (between(3, 11) / 10).toFixed(1);
			return `data ${domain}-data { kind: durable, size: ${between(1, 8)}KB, items: ${between(1, 90)}M, skew: ${skew} }`;
		}),
		"data assets { kind: static, size: 120KB, items: 9M, skew: 0.8 }",
		"",
		'client browser "Browser" {',
		`  users: ${components * 50}k`,
		"  requests: 60/day",
		"  peak: 3x",
		"  reads assets x5",
		"}",
		"dns names { routing: geo, health-checks: true }",
		"cdn edge { holds: assets, ttl: 24h, fallback: origin }",
		`storage assets-store { holds: assets, partitions: ${Math.ceil(components / 50)} }`,
	];

	let left = inside;
	const replication: string[] = [];
	for (const [nth, city] of cities.entries()) {
		const here = Math.ceil(left / (cities.length - nth));
		left -= here;
		const apis: string[] = [];
		out.push("", `datacenter ${city} "${title(city)}" {`, `  loadbalancer lb x2`, `  gateway entry x${between(2, 4)}`);
		for (let at = 0; at * PARTS.length < here - 2; at++) {
			const domain = domains[at]!;
			const parts = new Set(PARTS.slice(0, here - 2 - at * PARTS.length));
			const copy = nth > 0;
			const links: string[] = [];
			out.push("", `  group ${domain} "${title(domain)}" {`);
			out.push(`    service ${domain}-api x${between(2, 12)} {`, `      capacity: ${between(4, 16) * 100}rps`);
			if (parts.has("db")) {
				out.push(`      reads ${domain}-data x${between(1, 4)}`);
				if (!copy) out.push(`      writes ${domain}-data ${between(2, 15)}%`);
			}
			out.push("    }");
			apis.push(`${domain}.${domain}-api`);
			if (parts.has("db")) {
				const replicas = between(1, 3);
				out.push(`    database ${domain}-db { holds: ${domain}-data, replicas: ${replicas}, failover: automatic }`);
				links.push(`    ${domain}-api -> ${domain}-db`);
				if (copy) replication.push(`${cities[0]}.${domain}.${domain}-db -> ${city}.${domain}.${domain}-db`);
			}
			if (parts.has("cache")) {
				const memory = `${2 ** between(2, 6)}GB`;
				out.push(`    cache ${domain}-cache x2 {`);
				out.push(`      holds: ${domain}-data`, "      read: look-aside", "      write: write-around");
				out.push("      invalidate: delete", `      ttl: ${between(1, 24)}h`, `      memory: ${memory}`, "    }");
				links.push(`    ${domain}-api -> ${domain}-cache`);
			}
			if (parts.has("queue")) {
				out.push(`    queue ${domain}-jobs x3 { durable: true, dead-letter: true, replicas: 3 }`);
				links.push(`    ${domain}-api -> ${domain}-jobs ${between(1, 10)}% "changed"`);
			}
			if (parts.has("worker")) {
				out.push(
					`    worker ${domain}-worker x${between(2, 8)} { service-time: ${between(2, 20) * 10}ms, concurrency: 4 }`,
				);
				links.push(`    ${domain}-jobs -> ${domain}-worker`);
			}
			if (parts.has("rules")) {
				out.push(`    service ${domain}-rules x${between(2, 6)} { capacity: ${between(4, 16) * 100}rps }`);
				links.push(`    ${domain}-api -> ${domain}-rules ${between(2, 9) * 10}%`);
			}
			if (parts.has("index")) {
				out.push(`    search ${domain}-index x3 { capacity: ${between(4, 16) * 100}rps }`);
				links.push(
					`    ${domain}-worker -> ${domain}-index`,
					`    ${domain}-rules -> ${domain}-index ${between(1, 5) * 10}%`,
				);
			}
			if (parts.has("files")) {
				out.push(`    storage ${domain}-files`);
				links.push(`    ${domain}-worker -> ${domain}-files`);
			}
			// Calls to domains before it, in the same data center.
			const others = new Set([apis[between(0, at)]!, apis[between(0, at)]!]);
			others.delete(apis[at]!);
			for (const other of others) links.push(`    ${domain}-api -> ${other} ${between(1, 3) * 10}%`);
			if (links.length > 0) out.push("", ...links);
			out.push("  }");
		}
		out.push("", "  lb -> entry");
		if (apis.length > 0) out.push(`  entry -> ${apis.join(", ")}`);
		out.push("}");
	}

	out.push("", `browser -> names -> ${cities.map((city) => `${city}.lb`).join(", ")}`);
	out.push("browser -> edge -> assets-store", ...replication, "");
	out.push("monitoring watch { logs: aggregated, metrics: [host, tier, business], alerts: true }");
	out.push("pipeline ci {", `  deploys: [${cities.join(", ")}]`, `  tests: [${cities.join(", ")}]`, "}", "");
	return out.join("\n");
}

/** The `at`-th of endlessly many names: `us`, ..., then `us2`, ... */
function named(names: readonly string[], at: number): string {
	const round = Math.floor(at / names.length);
	return `${names[at % names.length]}${round > 0 ? round + 1 : ""}`;
}

function title(name: string): string {
	return name.slice(0, 1).toUpperCase() + name.slice(1);
}

/** A small generator of random numbers in [0, 1) with a seed (Tommy Ettinger's mulberry32, public domain). */
function mulberry32(seed: number): () => number {
	let state = seed | 0;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}

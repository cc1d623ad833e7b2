import { Random } from "../random.ts";

/**
 * The text of an architecture that a seed determines, of which much fails: instances with `needs`, common causes and zones,
 * tiers that stand in for each other behind routers, caches, databases that fail over, data centers, links.
 */
export function generatedOutages(seed: number): string {
	const random = new Random(seed * 104_729);
	const chance = (p: number): boolean => random.uniform() < p;
	const pick = <T>(...values: readonly T[]): T => values[random.below(values.length)]!;
	const up = (low: number, high: number): string => `${(low + (high - low) * random.uniform()).toFixed(2)}%`;
	const isTwice = chance(0.35);
	const [inside, outside, links, linksInside]: [string[], string[], string[], string[]] = [[], [], [], []];
	const count = (n: number): string => (n > 1 ? ` x${n}` : "");
	const rate = 100;

	/** A tier of which so many instances are needed for its load, of those that it has. */
	const tier = (name: string, load: number, more: readonly string[] = []): string => {
		const instances = pick(1, 2, 3, 4);
		const needed = 1 + random.below(instances);
		const capacity = (load / needed) * (1.15 + 0.5 * random.uniform());
		const properties = [`capacity: ${capacity.toFixed(1)}rps`, `availability: ${up(94, 99)}`, ...more];
		if (chance(0.2)) properties.push(`common-cause: ${pick("5%", "10%")}`);
		if (chance(0.2) && instances > 1) properties.push(`zones: ${pick(2, 3)}`, `zone-availability: ${up(97, 99)}`);
		if (chance(0.15)) properties.push(`needs: ${pick("majority", "1")}`);
		return `service ${name}${count(instances)} { ${properties.join(", ")} }`;
	};

	const clients = chance(0.3) ? ["app", "browser"] : ["browser"];
	for (const client of clients) outside.push(`client ${client} { rate: ${rate / clients.length}/s }`);
	const accesses: string[] = [];
	if (chance(0.75)) {
		outside.push("data items { items: 1000 }");
		accesses.push(pick("reads items", "reads items x2"), ...(chance(0.7) ? ["writes items 10%"] : []));
		const replicas = pick(0, 1, 2);
		const properties = ["holds: items", `availability: ${up(97.5, 99.5)}`];
		if (replicas > 0) properties.push(`replicas: ${replicas}`);
		if (replicas > 0 && chance(0.6))
			properties.push("failover: automatic", `failover-time: ${pick(5, 20)}min`, `failover-coverage: ${pick(80, 95)}%`);
		if (chance(0.2)) properties.push("shards: 2");
		properties.push(`read-capacity: ${pick(150, 250, 400)}rps`, "write-capacity: 100rps");
		inside.push(`database db { ${properties.join(", ")} }`);
		if (chance(0.5)) {
			const read = pick("look-aside", "look-aside", "read-through");
			inside.push(`cache k { holds: items, read: ${read}, hit-ratio: ${pick(50, 80)}%, availability: ${up(95, 99)} }`);
			linksInside.push(read === "look-aside" ? "web -> k, db" : "web -> k -> db");
		} else linksInside.push("web -> db");
		if (isTwice) {
			links.push(`us.db -> eu.db${chance(0.5) ? " { failover: automatic }" : ""}`);
			if (accesses.length > 1) links.push("eu.web -> us.db", "us.web -> eu.db");
		}
	}
	inside.push(tier("web", isTwice ? rate / 2 : rate, accesses));
	if (chance(0.4)) {
		inside.push(`loadbalancer front x2 { availability: ${up(95, 99)} }`);
		linksInside.push("front -> web");
	}
	const entry = inside.some((line) => line.startsWith("loadbalancer front")) ? "front" : "web";
	if (chance(0.4)) {
		// Two tiers of which each may or may not do the work of both.
		const sees = chance(0.8) ? "" : ", health-checks: false";
		inside.push(`gateway choice { availability: ${up(98, 99.5)}${sees} }`, tier("blue", 50), tier("green", 50));
		linksInside.push("web -> choice -> blue, green");
	}
	if (chance(0.4)) {
		outside.push(`external bank { availability: ${up(95, 99)} }`);
		const how = pick("", "", " { optional: true }", ` { availability: ${up(97, 99)} }`);
		links.push(`${isTwice ? "us.web, eu.web" : "web"} -> bank 10%${how}`);
	}
	if (chance(0.3)) {
		inside.push(`queue jobs { availability: ${up(97, 99)} }`, `worker mailer { capacity: 200rps, availability: 90% }`);
		linksInside.push("web -> jobs", "jobs -> mailer");
	}
	if (isTwice) {
		outside.push(`dns names { health-checks: ${pick("true", "true", "false")} }`);
		links.push(`${clients.join(", ")} -> names -> us.${entry}, eu.${entry}`);
	} else links.push(`${clients.join(", ")} -> ${entry}`);
	const within = [...inside, ...linksInside];
	return [
		...outside,
		...(isTwice
			? [
					"datacenter us {",
					`  availability: ${up(96, 99)}`,
					...within.map((line) => `  ${line}`),
					"}",
					`datacenter eu like us { availability: ${up(96, 99)} }`,
				]
			: within),
		...links,
		"",
	].join("\n");
}

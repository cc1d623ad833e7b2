import { Random } from "../random.ts";
import { architectureOf, VISITS } from "./design.ts";
import { tryRates } from "./run.ts";

interface Declaration {
	readonly kind: string;
	readonly name: string;
	readonly instances?: number;
	readonly properties: string[];
}

/** A text in the making: what holds capacities is written when the loads are known. */
interface Draft {
	readonly random: Random;
	readonly data: string[];
	readonly outside: Declaration[];
	/** In each data center, if there are any. */
	readonly inside: Declaration[];
	readonly links: string[];
	readonly linksInside: string[];
	readonly isTwice: boolean;
}

/**
 * The text of an architecture that a seed determines: three to twelve components, the tiers 20 to 85 % busy, with caches
 * of some hundreds of items. How fast each tier has to be follows from a short simulation in which nothing takes time.
 */
export function generatedText(seed: number): string {
	const random = new Random(seed * 7919);
	const draft = sketch(random);
	const rates = tryRates(architectureOf(textOf(draft, () => [])), seed);
	const visits = [...rates.values()].reduce((sum, { requests, reads, writes }) => sum + requests + reads + writes, 0);
	return textOf(draft, (declaration) => {
		const ids = draft.isTwice ? [`us.${declaration.name}`, `eu.${declaration.name}`] : [];
		const loads = [declaration.name, ...ids].flatMap((id) => rates.get(id) ?? []);
		const most = (of: "requests" | "reads" | "writes"): number => Math.max(0, ...loads.map((load) => load[of]));
		return speedOf(
			declaration,
			{ requests: most("requests"), reads: most("reads"), writes: most("writes") },
			visits,
			random,
		);
	});
}

function sketch(random: Random): Draft {
	const chance = (p: number): boolean => random.uniform() < p;
	const pick = <T>(...values: readonly T[]): T => values[random.below(values.length)]!;
	const isTwice = chance(0.15);
	const data: string[] = [];
	const outside: Declaration[] = [];
	const inside: Declaration[] = [];
	const links: string[] = [];
	const linksInside: string[] = [];
	const place = (name: string): string[] => (isTwice ? [`us.${name}`, `eu.${name}`] : [name]);
	const web: Declaration = { kind: "service", name: "web", instances: pick(1, 2, 3, 4), properties: [] };
	inside.push(web);

	// How requests come in.
	const clients = chance(0.3) ? ["app", "browser"] : ["browser"];
	const rates = clients.map(() => 30 + random.below(70));
	let entry = "web";
	if (chance(0.6)) {
		const algorithm = pick("least-connections", "least-connections", "random", "round-robin", "two-choices");
		const kind = pick("loadbalancer", "loadbalancer", "gateway");
		inside.push({ kind, name: "front", properties: [`algorithm: ${algorithm}`] });
		linksInside.push("front -> web");
		entry = "front";
	}
	for (const [i, name] of clients.entries()) {
		const properties =
			i > 0 || chance(0.5) ? [`rate: ${rates[i]}/s`] : [`users: ${rates[i]! * 2160}`, "requests: 20/day", "peak: 2x"];
		outside.push({ kind: "client", name, properties });
	}
	if (isTwice || chance(0.3)) {
		outside.push({ kind: "dns", name: "names", properties: ["health-checks: true"] });
		links.push(`${clients.join(", ")} -> names -> ${place(entry).join(", ")}`);
	} else links.push(`${clients.join(", ")} -> ${entry}`);
	if (chance(0.25)) {
		data.push(`data photos { kind: static, items: ${800 + random.below(2000)}, skew: ${pick(0.6, 0.8, 1)} }`);
		outside[0]!.properties.push(`reads photos ${pick("", "x2", "x4", "50%")}`);
		const more = pick("", ", pops: 2", ", pops: 3, shield: true");
		outside.push({ kind: "cdn", name: "edge", properties: ["holds: photos", `ttl: ${3 + random.below(10)}s${more}`] });
		outside.push({ kind: "storage", name: "files", properties: ["holds: photos"] });
		links.push(`${clients[0]} -> edge -> files`);
	}

	// Services behind the first one.
	const services = [web];
	for (const name of ["api", "search", "prices"].slice(0, pick(0, 0, 1, 2, 3))) {
		const service: Declaration = { kind: "service", name, instances: pick(1, 1, 2, 3), properties: [] };
		const from = services[random.below(services.length)]!.name;
		services.push(service);
		inside.push(service);
		const share = pick("", "", "x2", "x1.5", "50%", "20%");
		const body: string[] = [];
		if (share === "" && chance(0.4)) body.push("parallel: true");
		else if (!share.startsWith("x") && chance(0.1)) body.push("async: true");
		if (chance(0.15)) {
			service.properties.push(`error-rate: ${pick("5%", "20%")}`);
			body.push(`retries: ${pick(1, 2)}`);
		}
		linksInside.push(`${from} -> ${name} ${share} ${body.length > 0 ? `{ ${body.join(", ")} }` : ""}`.trim());
	}
	if (chance(0.2)) {
		outside.push({ kind: "external", name: "bank", properties: [] });
		const from = services[random.below(services.length)]!.name;
		links.push(`${place(from).join(", ")} -> bank ${pick("10%", "30%", "")} { latency: ${10 + random.below(40)}ms }`);
	}

	// Data, where it lies, and who asks for it.
	for (const name of ["items", "orders"].slice(0, pick(0, 1, 1, 1, 2))) {
		const reader = services[random.below(services.length)]!;
		data.push(`data ${name} { items: ${1000 + random.below(3000)}, skew: ${pick(0.4, 0.6, 0.8, 0.9, 1, 1.1)} }`);
		reader.properties.push(`reads ${name} ${pick("", "x2", "x3", "x5", "50%")}`);
		const writes = chance(0.7);
		if (writes) reader.properties.push(`writes ${name} ${pick("5%", "10%", "20%", "50%")}`);
		const db = `${name}-db`;
		const properties = [`holds: ${name}`];
		const isCached = chance(0.6);
		const replicas = isTwice ? pick(0, 1) : pick(0, 0, 1, 2, 3);
		if (replicas > 0) properties.push(`replicas: ${replicas}`, `lag: ${pick(100, 300, 1000)}ms`);
		if (replicas > 0 && chance(0.2)) properties.push("reads-from: primary");
		if (replicas > 0 && chance(0.2)) properties.push(`replay-cost: ${pick(0.5, 2)}`);
		if (replicas > 0 && chance(0.2)) properties.push(`replication: ${pick("sync", "semi-sync")}`);
		if (chance(0.25)) {
			// Behind a cache, a directory that is even for all operations is not so for reads and for writes.
			const placements = ["hash", "consistent-hash", "range", ...(isCached ? [] : ["directory"])];
			properties.push(`shards: ${pick(2, 3, 4)}`, `placement: ${pick(...placements)}`);
			if (chance(0.3)) properties.push(`scatter: ${pick("5%", "20%")}`);
		}
		inside.push({ kind: "database", name: db, properties });
		if (isTwice) {
			links.push(`us.${db} -> eu.${db}`);
			if (writes) links.push(`eu.${reader.name} -> us.${db}`);
		}
		if (isCached) {
			const through = chance(0.4) && !isTwice;
			const cache = `${name}-cache`;
			const held = [`holds: ${name}`, through ? "read: read-through" : "read: look-aside"];
			const strategy = pick("write-around", "write-around", "write-through", ...(through ? ["write-back"] : []));
			held.push(`write: ${strategy}`);
			if (strategy === "write-around") held.push(`invalidate: ${pick("delete", "delete", "update", "cdc")}`);
			if (strategy === "write-back") held.push(`flush: ${pick(1, 3, 10)}s`);
			// A cache that holds everything for ever leaves the database nothing to do.
			const isUnlimited = chance(0.2) && writes && held.includes("invalidate: delete");
			if (chance(0.7)) held.push(`ttl: ${pick(3, 10, 30, 60)}s`);
			if (chance(0.1)) held.push(`hit-ratio: ${pick("50%", "90%")}`);
			else if (chance(0.2)) held.push(`memory: ${100 + random.below(500)}KB`);
			else if (!isUnlimited)
				held.push(`max-items: ${100 + random.below(600)}`, `eviction: ${pick("lru", "lru", "fifo")}`);
			inside.push({ kind: "cache", name: cache, instances: pick(1, 1, 2), properties: held });
			linksInside.push(through ? `${reader.name} -> ${cache} -> ${db}` : `${reader.name} -> ${cache}, ${db}`);
		} else linksInside.push(`${reader.name} -> ${db}`);
	}
	if (chance(0.2)) {
		data.push("data sessions { kind: session }");
		inside.push({ kind: "cache", name: "session-store", properties: ["holds: sessions", "ttl: 30min"] });
		web.properties.push("sessions: session-store");
	}
	if (chance(0.4)) {
		const from = services[random.below(services.length)]!.name;
		const mailers = pick(1, 2, 3);
		// No more workers than partitions, so that all of them have work.
		inside.push({ kind: "queue", name: "jobs", properties: chance(0.3) ? [`partitions: ${mailers}`] : [] });
		inside.push({ kind: "worker", name: "mailer", instances: mailers, properties: [] });
		linksInside.push(`${from} -> jobs ${pick("10%", "30%", "")}`, "jobs -> mailer");
		if (chance(0.4)) {
			outside.push({ kind: "storage", name: "archive", properties: [] });
			links.push(`${place("mailer").join(", ")} -> archive`);
		}
	}
	return { random, data, outside, inside, links, linksInside, isTwice };
}

/** So many times the memory of a line in one run. */
const LINES_IN_A_RUN = 400;

interface Load {
	readonly requests: number;
	readonly reads: number;
	readonly writes: number;
}

/** Properties that make a component busy with a load as it is meant to be; `visits` per second of all components together. */
function speedOf(
	{ kind, properties, instances = 1 }: Declaration,
	load: Load,
	visits: number,
	random: Random,
): string[] {
	const pick = <T>(...values: readonly T[]): T => values[random.below(values.length)]!;
	const all = load.requests + load.reads + load.writes;
	// A line that remembers its past for more than a small part of a run cannot be measured in one: (1 + rho) rho /
	// (lambda (1 - rho)^2).
	const most = VISITS / visits / LINES_IN_A_RUN;
	const busy = (perSecond: number): number => {
		let rho = 0.2 + 0.65 * random.uniform();
		while (rho > 0.2 && ((1 + rho) * rho) / (Math.max(0.1, perSecond) * (1 - rho) ** 2) > most) rho -= 0.02;
		return rho;
	};
	const rho = busy(all);
	const number = (name: string): number =>
		Number(properties.find((property) => property.startsWith(`${name}: `))?.slice(name.length + 2) ?? 0);
	const rate = (perSecond: number): string => `${Number(Math.max(0.01, perSecond).toPrecision(4))}/s`;
	const milliseconds = (seconds: number): string => `${Number((seconds * 1000).toPrecision(4))}ms`;
	switch (kind) {
		case "service":
		case "worker": {
			const concurrency = pick(1, 2, 4, 8);
			const seconds = (rho * instances * concurrency) / Math.max(0.1, all);
			return random.uniform() < 0.5
				? [`service-time: ${milliseconds(seconds)}`, `concurrency: ${concurrency}`]
				: [`capacity: ${rate(concurrency / seconds)}`, `concurrency: ${concurrency}`];
		}
		case "loadbalancer":
		case "gateway":
			return random.uniform() < 0.5 ? [] : [`capacity: ${rate(all / rho)}`];
		case "cache": {
			if (random.uniform() < 0.5) return [];
			const servers = pick(2, 4, 8);
			const seconds = (0.5 * rho * servers * instances) / Math.max(0.1, all);
			return [`service-time: ${milliseconds(seconds)}`, `capacity: ${rate(servers / seconds)}`];
		}
		case "external":
			return [`service-time: ${5 + random.below(50)}ms`];
		case "queue":
			return [`capacity: ${rate(all / rho)}`];
		case "storage":
			return [`read-capacity: ${rate((2 * load.reads) / rho)}`, `write-capacity: ${rate((2 * load.writes) / rho)}`];
		case "database": {
			const replicas = number("replicas");
			const shards = Math.max(1, number("shards"));
			// The busiest shard has more than its part.
			const largest = shards > 1 ? Math.min(1, 1.35 / shards) : 1;
			const slower = pick(1, 2, 4);
			const isApart = replicas > 0 && !properties.includes("reads-from: primary");
			const cost = number("replay-cost") || 1;
			const reads = isApart
				? (load.reads / replicas + load.writes * cost) * largest
				: (load.reads + slower * load.writes) * largest;
			const readRate = Math.max(5, reads) / busy((isApart ? load.reads + load.writes * replicas : all) / shards);
			const writeRate = isApart ? (load.writes * largest) / busy(load.writes / shards) : readRate / slower;
			return [
				`read-capacity: ${rate(readRate)}`,
				`write-capacity: ${rate(load.writes > 0 ? writeRate : readRate)}`,
				`concurrency: ${pick(1, 2, 4, 8)}`,
			];
		}
		default:
			return [];
	}
}

function textOf(
	{ data, outside, inside, links, linksInside, isTwice }: Draft,
	speed: (declaration: Declaration) => readonly string[],
): string {
	const declare = (declaration: Declaration): string => {
		const { kind, name, instances = 1, properties } = declaration;
		const all = [...properties, ...speed(declaration)];
		const count = instances > 1 ? ` x${instances}` : "";
		return `${kind} ${name}${count}${all.length > 0 ? ` { ${all.join(", ").trim()} }` : ""}`;
	};
	const within = [...inside.map(declare), ...linksInside];
	return [
		...data,
		...outside.map(declare),
		...(isTwice ? ["datacenter us {", ...within.map((line) => `  ${line}`), "}", "datacenter eu like us"] : within),
		...links,
		"",
	].join("\n");
}

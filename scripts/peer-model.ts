/** The same architecture in both languages, and where the edit of the measurement goes. */
export interface PeerModel {
	readonly elements: number;
	readonly relationships: number;
	readonly arch: string;
	readonly likec4: string;
}

interface Element {
	readonly kind: string;
	readonly name: string;
	readonly inside: Element[];
	/** What .arch says more about it; LikeC4 has no word for these. */
	readonly properties: string;
}

type Link = readonly [from: string, to: string, label: string];

const PARTS: readonly (readonly [kind: string, name: string, properties: string])[] = [
	["service", "api", " x4 { capacity: 900rps, reads DATA x2, writes DATA 5% }"],
	["database", "db", " { holds: DATA, replicas: 2, failover: automatic }"],
	["cache", "cache", " x2 { holds: DATA, read: look-aside, ttl: 2h, memory: 16GB }"],
	["queue", "jobs", " x3 { durable: true, dead-letter: true }"],
	["worker", "worker", " x4 { service-time: 40ms, concurrency: 4 }"],
	["service", "rules", " x3 { capacity: 800rps }"],
	["search", "index", " x3 { capacity: 700rps }"],
	["storage", "files", ""],
];

/** Links within a group: about 1.4 for each element, with those between groups. */
const LINKS: readonly (readonly [from: string, to: string, label: string])[] = [
	["api", "db", "queries"],
	["api", "cache", "looks up"],
	["api", "jobs", "enqueues"],
	["api", "rules", "asks"],
	["jobs", "worker", "feeds"],
	["worker", "index", "indexes"],
	["worker", "files", "stores"],
	["worker", "db", "updates"],
	["rules", "index", "searches"],
	["rules", "cache", "remembers"],
];

/** Groups of eight components in data centers of seven groups, with replication from the first data center to the others. */
export function peerModel(size: number): PeerModel {
	const roots: Element[] = [];
	const links: Link[] = [];
	let left = size - 1;
	const data = new Set<number>();
	for (let center = 0; left > 0; center++) {
		const city = `dc${center}`;
		const groups: Element[] = [];
		const entry: Element = { kind: "gateway", name: `${city}-entry`, inside: [], properties: " x3" };
		const inside = left > 1 ? [entry, ...groups] : [];
		left -= 1 + inside.length;
		if (inside.length > 0) links.push(["browser", `${city}.${entry.name}`, "calls"]);
		for (let group = 0; group < 7 && left > 1; group++) {
			const name = `g${group}`;
			const id = (part: string, at = city) => `${at}.${name}.${at}-${name}-${part}`;
			const parts = PARTS.slice(0, left - 1);
			const names = new Set(parts.map(([, part]) => part));
			left -= 1 + parts.length;
			data.add(group);
			inside.push({
				kind: "group",
				name,
				properties: "",
				inside: parts.map(([kind, part, properties]) => ({
					kind,
					name: `${city}-${name}-${part}`,
					inside: [],
					properties: properties.replaceAll("DATA", `data${group}`),
				})),
			});
			for (const [from, to, label] of LINKS)
				if (names.has(from) && names.has(to)) links.push([id(from), id(to), label]);
			links.push([`${city}.${entry.name}`, id("api"), "routes"]);
			if (group > 0) links.push([id("api"), `${city}.g${group - 1}.${city}-g${group - 1}-api`, "calls"]);
			if (center > 0 && names.has("db")) links.push([id("db", "dc0"), id("db"), "replicates"]);
		}
		roots.push({ kind: "datacenter", name: city, inside, properties: "" });
	}
	return {
		elements: size,
		relationships: links.length,
		arch: arch(roots, links, data, size),
		likec4: likec4(roots, links),
	};
}

function arch(roots: readonly Element[], links: readonly Link[], data: ReadonlySet<number>, size: number): string {
	const out = [...data].map((at) => `data data${at} { kind: durable, size: 2KB, items: 20M, skew: 0.8 }`);
	out.push("client browser {", `  users: ${size * 50}k`, "  requests: 60/day", "  peak: 3x", "}");
	const print = ({ kind, name, inside, properties }: Element, indent: string): void => {
		if (kind !== "datacenter" && kind !== "group") {
			const [count = "", body] = properties.split(" {");
			out.push(`${indent}${kind} ${name}${count}${body === undefined ? "" : " {"}`);
			if (body === undefined) return;
			for (const property of body.replace(" }", "").split(", ")) out.push(`${indent}  ${property.trim()}`);
		} else {
			out.push(`${indent}${kind} ${name} {`);
			for (const element of inside) print(element, `${indent}  `);
		}
		out.push(`${indent}}`);
	};
	for (const root of roots) print(root, "");
	for (const [from, to, label] of links) out.push(`${from} -> ${to} "${label}"`);
	return `${out.join("\n")}\n`;
}

function likec4(roots: readonly Element[], links: readonly Link[]): string {
	const kinds = new Set(["client", "datacenter", "group", "gateway", ...PARTS.map(([kind]) => `${kind}`)]);
	const out = ["specification {", ...[...kinds].map((kind) => `  element ${kind}_`), "}", "model {"];
	out.push("  browser = client_ 'browser'");
	const print = ({ kind, name, inside }: Element, indent: string): void => {
		out.push(`${indent}${name} = ${kind}_ '${name}' {`);
		for (const element of inside) print(element, `${indent}  `);
		if (inside.length === 0) out.push(`${indent}  technology 'any'`);
		out.push(`${indent}}`);
	};
	for (const root of roots) print(root, "  ");
	for (const [from, to, label] of links) out.push(`  ${from} -> ${to} '${label}'`);
	out.push("}", "views {", "  view index {", "    include *", "  }", "}");
	return `${out.join("\n")}\n`;
}

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { analyze } from "../../src/analysis/analyze.ts";
import { buildScene, type ElementMark } from "../../src/diagram/build-scene.ts";
import type { Card, Edge, Group, Scene, Summary } from "../../src/diagram/scene.ts";
import type { ViewOptions } from "../../src/diagram/view-options.ts";
import type { Locale } from "../../src/language/locale.ts";
import { buildArchitecture, sourceFile } from "../../src/model/build.ts";

const NO_SUMMARY: Summary = {
	title: "Test",
	users: 2_000_000,
	declaredUsers: 2_000_000,
	usersText: "2M users",
	requestsText: "1.4k requests/s",
	saturationText: "saturates at 3.2M users: web",
	bottleneck: undefined,
	saturations: [],
	errors: 0,
	warnings: 0,
	infos: 0,
};

export function card(id: string, more: Partial<Card> = {}): Card {
	return {
		id,
		parent: undefined,
		kind: "service",
		icon: "hexagon",
		family: "compute",
		tier: 3,
		title: id,
		subtitle: "service",
		instances: 1,
		times: "",
		shards: 1,
		utilization: 0.5,
		status: "ok",
		load: "50 %",
		singlePointOfFailure: false,
		severity: undefined,
		findings: 0,
		label: id,
		...more,
	};
}

export function group(id: string, more: Partial<Group> = {}): Group {
	return { id, parent: undefined, kind: "group", title: id, severity: undefined, findings: 0, ...more };
}

export function edge(from: string, to: string, more: Partial<Edge> = {}): Edge {
	const id = `${from}>${to}`;
	return { id, from, to, traffic: "call", requestsPerSecond: 100, load: "100/s", label: undefined, ...more };
}

export function scene(parts: Partial<Omit<Scene, "summary">> & { readonly summary?: Partial<Summary> }): Scene {
	const { cards = [], groups = [], edges = [], summary, options = {} } = parts;
	return { cards, groups, edges, summary: { ...NO_SUMMARY, ...summary }, options };
}

/** Two data centers, of which so many stores of the one are copied to the other, in groups of their own. */
export function replicatingScene(stores: number): Scene {
	const places = ["us", "eu"];
	const numbers = Array.from({ length: stores }, (_, at) => at + 1);
	return scene({
		groups: places.flatMap((place) => [
			group(place, { kind: "datacenter" }),
			...numbers.map((at) => group(`${place}.group${at}`, { parent: place })),
		]),
		cards: places.flatMap((place) =>
			numbers.map((at) => card(`${place}.store${at}`, { parent: `${place}.group${at}`, family: "data" })),
		),
		edges: numbers.map((at) =>
			edge(`us.store${at}`, `eu.store${at}`, { traffic: "replication", requestsPerSecond: 250, load: "250/s" }),
		),
	});
}

/** A number below 1, always the same row of them for the same seed. */
export function random(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
		return state / 4_294_967_296;
	};
}

/** About `size` cards in data centers of three groups each, called from one client through DNS. */
export function largeScene(size: number, seed = 1): Scene {
	const next = random(seed);
	const pick = <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)]!;
	const regions = Math.max(1, Math.round(size / 40));
	const perRegion = Math.max(6, Math.floor((size - 2) / regions));
	const groups: Group[] = [];
	const cards: Card[] = [
		card("users", { tier: 0, kind: "client", family: "client", icon: "users", utilization: undefined, load: "" }),
		card("dns", { tier: 1, kind: "dns", family: "traffic", icon: "world-www", utilization: undefined, load: "" }),
	];
	const edges: Edge[] = [edge("users", "dns")];
	const link = (from: string, to: string, traffic: Edge["traffic"]): void => {
		if (from !== to && !edges.some((other) => other.from === from && other.to === to)) {
			edges.push(edge(from, to, { traffic, requestsPerSecond: Math.round(10 ** (1 + 4 * next())) }));
		}
	};
	for (let at = 0; at < regions; at++) {
		const region = `r${at}`;
		groups.push(group(region, { kind: "datacenter", title: `Region ${at + 1}` }));
		for (const name of ["app", "data", "async"])
			groups.push(group(`${region}.${name}`, { parent: region, title: name }));
		const add = (part: string, name: string, count: number, more: Partial<Card>): string[] => {
			const ids: string[] = [];
			for (let number = 0; number < count; number++) {
				const id = `${region}.${part}.${name}${number}`;
				const utilization = Math.round(next() * 110) / 100;
				const instances = 1 + Math.floor(next() * 4);
				cards.push(
					card(id, {
						parent: `${region}.${part}`,
						title: `${name} ${number + 1}`,
						utilization,
						load: `${Math.round(utilization * 100)} %`,
						instances,
						times: instances > 1 ? `×${instances}` : "",
						...more,
					}),
				);
				ids.push(id);
			}
			return ids;
		};
		cards.push(card(`${region}.lb`, { parent: region, tier: 2, kind: "loadbalancer", family: "traffic" }));
		const services = add("app", "service", Math.ceil(perRegion * 0.45), { tier: 3 });
		const stores = add("data", "db", Math.ceil(perRegion * 0.35), { tier: 5, kind: "database", family: "data" });
		const queues = add("async", "queue", Math.ceil(perRegion * 0.08), { tier: 4.5, kind: "queue", family: "async" });
		const workers = add("async", "worker", queues.length, { tier: 4.6, kind: "worker" });
		link("dns", `${region}.lb`, "call");
		const front = services.slice(0, Math.max(1, Math.floor(services.length / 3)));
		for (const service of front) link(`${region}.lb`, service, "call");
		for (const service of services.slice(front.length)) link(pick(front), service, "call");
		for (const service of services) {
			link(service, pick(stores), "read");
			if (next() < 0.4) link(service, pick(stores), "write");
			if (next() < 0.3) link(service, pick(queues), "async");
		}
		queues.forEach((queue, number) => {
			link(queue, workers[number]!, "async");
			link(workers[number]!, pick(stores), "write");
		});
		if (at > 0) link("r0.data.db0", stores[0]!, "replication");
	}
	return scene({ cards, groups, edges });
}

/** The examples, those of the ladder among them, as paths in their folder. */
export function exampleNames(): readonly string[] {
	return readdirSync(fileURLToPath(new URL("../../examples", import.meta.url)), { recursive: true, encoding: "utf8" })
		.map((name) => name.replaceAll("\\", "/"))
		.filter((name) => name.endsWith(".arch"))
		.sort();
}

export function exampleText(name: string): string {
	return readFileSync(fileURLToPath(new URL(`../../examples/${name}`, import.meta.url)), "utf8");
}

/** The scene of a text, as the server builds it. */
export function sceneOf(
	text: string,
	options: {
		readonly locale?: Locale;
		readonly users?: number;
		readonly marks?: ReadonlyMap<string, ElementMark>;
		/** How it is shown beside the users. */
		readonly view?: Omit<ViewOptions, "users">;
	} = {},
): Scene {
	const { locale = "en", users, marks = new Map<string, ElementMark>(), view } = options;
	const architecture = buildArchitecture(sourceFile("file:///shop.arch", text));
	const conditions = users === undefined ? {} : { users };
	const analysis = analyze(architecture, conditions);
	return buildScene({ architecture, analysis, marks, options: { ...view, ...conditions } }, locale);
}

import type { ComponentAnalysis } from "../analysis/analysis.ts";
import { fill, type Locale } from "../language/locale.ts";
import { formatBytes, formatCount, formatDuration, formatPercent, formatRate } from "../language/numbers.ts";
import { defaultOf, kinds, propertiesOf, valuesOf } from "../language/vocabulary/index.ts";
import type { Component, Resolved } from "../model/architecture.ts";
import { elementsOf, flagOf, numberOf, wordOf } from "../model/properties.ts";
import { sceneTexts } from "./scene-texts.ts";

/** What one wants to know of a component at a glance, at most three facts; without any, what kind of thing it is. */
export function subtitleOf(component: Component, numbers: ComponentAnalysis | undefined, locale: Locale): string {
	const facts = (FACTS[component.kind] ?? [])
		.map((fact) => fact(component, { numbers, locale }))
		.filter((text) => text !== undefined && text !== "");
	return facts.length > 0 ? facts.slice(0, 3).join(" · ") : kindTitle(component.kind, locale);
}

export function kindTitle(kind: string, locale: Locale): string {
	return kinds.get(kind)?.title[locale] ?? kind;
}

interface Context {
	readonly numbers: ComponentAnalysis | undefined;
	readonly locale: Locale;
}
type Fact = (component: Component, context: Context) => string | undefined;

const FACTS: Readonly<Record<string, readonly Fact[]>> = {
	client: [
		number("users", "usersADay", "users", formatCount),
		(component, context) =>
			numberOf(component, "users") === undefined
				? number("rate", "requests", "count", formatCount)(component, context)
				: undefined,
	],
	dns: [wordOrDefault("routing"), flag("health-checks", "healthChecks")],
	cdn: [hitRatio, holds],
	gateway: [wordOrDefault("algorithm"), flag("managed", "managed")],
	loadbalancer: [wordOrDefault("algorithm"), flag("sticky", "sticky"), flag("managed", "managed")],
	service: [number("capacity", "each", "rate", formatRate), serviceTime("serviceTime"), sessions],
	worker: [number("capacity", "each", "rate", formatRate), serviceTime("jobTime")],
	cache: [word("read"), word("eviction", (name) => name.toUpperCase()), memory, hitRatio],
	database: [engine, replicas, shards, holds],
	storage: [engine, flag("managed", "managed"), holds],
	search: [engine, holds],
	queue: [number("partitions", "partitions", "count", formatCount), durable, deadLetters],
	external: [number("availability", "available", "ratio", availability)],
	monitoring: [
		(component, { locale }) =>
			(["logs", "metrics", "alerts"] as const)
				.filter((property) => isOn(component.properties.get(property)?.value))
				.map((property) => sceneTexts[property][locale])
				.join(", "),
	],
	pipeline: [
		(component, { locale }) => {
			const targets = elementsOf(component, "deploys").map((target) => target.name);
			return targets.length > 0 ? fill(sceneTexts.deploys[locale], { targets: targets.join(", ") }) : undefined;
		},
	],
};

function number(
	property: string,
	text: keyof typeof sceneTexts,
	placeholder: string,
	format: (value: number) => string,
): Fact {
	return (component, { locale }) => {
		const value = numberOf(component, property);
		return value === undefined ? undefined : fill(sceneTexts[text][locale], { [placeholder]: format(value) });
	};
}

function flag(property: string, text: keyof typeof sceneTexts): Fact {
	return (component, { locale }) => (flagOf(component, property) ? sceneTexts[text][locale] : undefined);
}

/** The word itself: terms such as `look-aside` and `lru` are the same in every language, and short. */
function word(property: string, change: (name: string) => string = (name) => name): Fact {
	return (component) => {
		const name = wordOf(component, property);
		return name === undefined ? undefined : change(name);
	};
}

/** The word in the text, else the one that the analysis assumes. */
function wordOrDefault(property: string): Fact {
	return (component, { locale }) => {
		const name = wordOf(component, property) ?? defaultOf(component.kind, property)?.value;
		return typeof name === "string" ? valueTitle(component.kind, property, name, locale) : undefined;
	};
}

function valueTitle(kind: string, property: string, name: string, locale: Locale): string {
	const type = propertiesOf(kind).get(property)?.value;
	return (type && valuesOf(type).find((value) => value.name === name)?.title[locale]) ?? name;
}

function serviceTime(text: "serviceTime" | "jobTime"): Fact {
	return (component, { locale }) => {
		const seconds = numberOf(component, "service-time");
		return seconds === undefined
			? undefined
			: fill(sceneTexts[text][locale], { time: formatDuration(seconds, locale) });
	};
}

function sessions(component: Component, { locale }: Context): string | undefined {
	const value = component.properties.get("sessions")?.value;
	if (value?.type === "reference") return sceneTexts.sharedSessions[locale];
	if (value?.type !== "word") return undefined;
	if (value.value === "local") return sceneTexts.localSessions[locale];
	return value.value === "token" ? sceneTexts.tokenSessions[locale] : undefined;
}

function hitRatio(_: Component, { numbers, locale }: Context): string | undefined {
	const ratio = numbers?.hitRatio;
	return ratio === undefined ? undefined : fill(sceneTexts.hitRatio[locale], { ratio: formatPercent(ratio) });
}

function holds(component: Component, { locale }: Context): string | undefined {
	const data = elementsOf(component, "holds").map((element) => element.title);
	return data.length > 0 ? fill(sceneTexts.holds[locale], { data: data.join(", ") }) : undefined;
}

function memory(component: Component): string | undefined {
	const bytes = numberOf(component, "memory");
	return bytes === undefined ? undefined : formatBytes(bytes);
}

function engine(component: Component): string | undefined {
	const value = component.properties.get("engine")?.value;
	if (value?.type !== "word" && value?.type !== "text") return undefined;
	return ENGINES[value.value.toLowerCase()] ?? value.value;
}

/** Products as their makers write them. */
const ENGINES: Readonly<Record<string, string>> = {
	mysql: "MySQL",
	mariadb: "MariaDB",
	postgres: "PostgreSQL",
	postgresql: "PostgreSQL",
	oracle: "Oracle",
	mssql: "SQL Server",
	sqlserver: "SQL Server",
	"sql-server": "SQL Server",
	sqlite: "SQLite",
	mongodb: "MongoDB",
	cassandra: "Cassandra",
	dynamodb: "DynamoDB",
	cockroachdb: "CockroachDB",
	hbase: "HBase",
	redis: "Redis",
	elasticsearch: "Elasticsearch",
	opensearch: "OpenSearch",
	s3: "S3",
};

function replicas(component: Component, { locale }: Context): string | undefined {
	const count = numberOf(component, "replicas") ?? 0;
	if (count <= 0) return undefined;
	return count === 1 ? sceneTexts.replica[locale] : fill(sceneTexts.replicas[locale], { count: formatCount(count) });
}

function shards(component: Component, { locale }: Context): string | undefined {
	const count = numberOf(component, "shards") ?? 1;
	return count > 1 ? fill(sceneTexts.shards[locale], { count: formatCount(count) }) : undefined;
}

function durable(component: Component, { locale }: Context): string | undefined {
	return flagOf(component, "durable") ? sceneTexts.durable[locale] : undefined;
}

function deadLetters(component: Component, { locale }: Context): string | undefined {
	return isOn(component.properties.get("dead-letter")?.value) ? sceneTexts.deadLetters[locale] : undefined;
}

/** Declared and not turned off. */
function isOn(value: Resolved | undefined): boolean {
	if (value === undefined) return false;
	if (value.type === "boolean") return value.value;
	return value.type !== "word" || value.value !== "none";
}

/** Availabilities differ in their last digits only: 99.95 % must not become 100 %. */
function availability(ratio: number): string {
	return `${Number((ratio * 100).toPrecision(6))} %`;
}

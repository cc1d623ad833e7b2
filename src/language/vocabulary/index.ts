import { cacheProperties, holdingProperties } from "./caches.ts";
import { clientProperties, routerProperties } from "./clients-and-routers.ts";
import { componentProperties } from "./components.ts";
import { callProperties, computeProperties } from "./compute.ts";
import { dataProperties } from "./data.ts";
import { databaseProperties } from "./databases.ts";
import { kindEntries } from "./kinds.ts";
import { operationsProperties } from "./operations.ts";
import { linkProperties, placeProperties } from "./places-and-links.ts";
import { queueProperties } from "./queues.ts";
import { descriptionProperties, settingProperties } from "./settings.ts";
import type { Default, KindEntry, PropertyEntry, Subject, ValueEntry, ValueType } from "./types.ts";

/** Every kind by its name, in the order of the docs. */
export const kinds: ReadonlyMap<string, KindEntry> = new Map(kindEntries.map((kind) => [kind.name, kind]));

/** The properties by what they are about, in the order of the docs. A name stands once for each meaning that it has. */
export const subjects: readonly Subject[] = [
	{ title: { en: "System", ko: "시스템" }, properties: settingProperties },
	{ title: { en: "Data sets", ko: "데이터 세트" }, properties: dataProperties },
	{ title: { en: "Clients", ko: "클라이언트" }, properties: clientProperties },
	{ title: { en: "What stores hold", ko: "저장소에 담는 것" }, properties: holdingProperties },
	{ title: { en: "Routers", ko: "라우터" }, properties: routerProperties },
	{ title: { en: "Services and workers", ko: "서비스와 워커" }, properties: computeProperties },
	{ title: { en: "Calls", ko: "호출" }, properties: callProperties },
	{ title: { en: "Caches", ko: "캐시" }, properties: cacheProperties },
	{ title: { en: "Databases and storage", ko: "데이터베이스와 스토리지" }, properties: databaseProperties },
	{ title: { en: "Queues", ko: "큐" }, properties: queueProperties },
	{ title: { en: "Monitoring and pipelines", ko: "모니터링과 파이프라인" }, properties: operationsProperties },
	{ title: { en: "Places", ko: "장소" }, properties: placeProperties },
	{ title: { en: "Links", ko: "연결" }, properties: linkProperties },
	{ title: { en: "Every component", ko: "모든 컴포넌트" }, properties: componentProperties },
	{ title: { en: "For readers", ko: "읽는 사람을 위한 것" }, properties: descriptionProperties },
];

export const properties: readonly PropertyEntry[] = subjects.flatMap((subject) => subject.properties);

/** It holds others. */
export function isPlaceKind(kind: string | undefined): boolean {
	return kind !== undefined && kinds.get(kind)?.family === "place";
}

/** The kind is drawn as a card: all but settings, data sets and places. */
export function isComponentKind(kind: string): boolean {
	const family = kinds.get(kind)?.family;
	return family !== undefined && family !== "setting" && family !== "data" && family !== "place";
}

/** The properties that a kind takes (`link` for the body of a link), by name; those of its own before those of every component. */
export function propertiesOf(kind: string): ReadonlyMap<string, PropertyEntry> {
	return byKind.get(kind) ?? NONE;
}

/**
 * What is assumed for a property of a kind where the text says nothing; undefined: nothing is. The variant is the word
 * on which it depends: the `kind` of a data set, `managed` for a managed component, `between-data-centers` for a link.
 */
export function defaultOf(kind: string, property: string, variant?: string): Default | undefined {
	const defaults = propertiesOf(kind).get(property)?.defaults;
	return (variant && defaults?.[`${kind}.${variant}`]) || (defaults?.[kind] ?? defaults?.["*"]);
}

/** Every word that a value of this type may be, `true` and `false` left out. */
export function valuesOf(type: ValueType): readonly ValueEntry[] {
	switch (type.type) {
		case "word":
			return type.values;
		case "list":
			return valuesOf(type.of);
		case "union":
			return type.of.flatMap(valuesOf);
		default:
			return [];
	}
}

const NONE: ReadonlyMap<string, PropertyEntry> = new Map();

const byKind: ReadonlyMap<string, ReadonlyMap<string, PropertyEntry>> = new Map(
	[...kinds.keys(), "link"].map((kind) => {
		const own = properties.filter((property) => property.kinds.includes(kind));
		const shared = isComponentKind(kind) ? properties.filter((property) => property.kinds.includes("component")) : [];
		const taken = new Map(own.map((property) => [property.name, property]));
		for (const property of shared) if (!taken.has(property.name)) taken.set(property.name, property);
		return [kind, taken];
	}),
);
